// What was covered of an episode, and where it comes from.
#include <map>
#include <set>

#include <fmt/ranges.h>

#include "io/tidy_rows.h"
#include "report/markup.h"
#include "report/page_data.h"
#include "report/page_json.h"

namespace affect::report {
namespace {

std::string read_from(const Media& media) { return media.path.empty() ? media.name : media.path; }
std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

void append_counts(io::JsonWriter& json, std::string_view key, const std::map<std::string, std::int64_t>& counts) {
  array(json, key, counts, [](std::string& out, const auto& count) {
    out += '[';
    io::append_string(out, count.first);
    out += ',';
    io::append_integer(out, count.second);
    out += ']';
  });
}

/// Turns that have a score: of words, not of a level drawn through others.
std::size_t scored_turns(const Episode& episode) {
  std::set<std::int64_t> turns;
  for (const Track& track : episode.tracks) {
    if (!track.by_turn() || !track.key.input.name.empty()) continue;
    for (std::size_t row = 0; row < track.size(); ++row) {
      bool has_score = false;
      io::each_score(track, row, [&](const io::TidyScore&) { has_score = true; });
      if (has_score) turns.insert(track.turn(row));
    }
  }
  return turns.size();
}

void append_coverage(const PageSource& source, const Track& track, io::JsonWriter& json) {
  std::map<std::string, std::int64_t> statuses;
  for (const Status status : track.statuses()) {
    if (status != Status::given) ++statuses[words(status)];
  }
  std::int64_t not_given = 0;
  for (const auto& [status, count] : statuses) not_given += count;
  json.open('{');
  text(json, "source", track.key.source.to_string());
  text(json, "who", source.names.name(track.key.subject));
  json.integer("scored", static_cast<std::int64_t>(track.size()) - not_given);
  append_counts(json, "statuses", statuses);
  json.close('}');
}

}  // namespace

std::string without_folders(std::string_view command) {
  std::string out;
  std::size_t argument = 0;
  bool quoted = false;
  for (const char c : command) {
    if (c == '/') {
      out.erase(argument);
      continue;
    }
    out += c;
    if (c == '\'') quoted = !quoted;
    if (c == '\'' || c == '=' || (c == ' ' && !quoted)) argument = out.size();
  }
  return out;
}

void append_quality(const PageSource& source, io::JsonWriter& json) {
  const Episode& episode = source.episode;
  std::map<std::string, std::int64_t> events;
  for (const Turn& turn : episode.turns) {
    if (!turn.event.empty()) ++events[turn.event];
  }
  std::int64_t without_words = 0;
  for (const auto& [event, count] : events) without_words += count;
  json.key("quality");
  json.open('{');
  json.integer("turns", static_cast<std::int64_t>(episode.turns.size()) - without_words);
  json.integer("scored", static_cast<std::int64_t>(scored_turns(episode)));
  append_counts(json, "events", events);
  text(json, "language", language_tag(episode.info.language));
  json.key("sources");
  json.open('[');
  for (const Track& track : episode.tracks) {
    if (!track.key.input.name.empty()) continue;
    json.comma();
    append_coverage(source, track, json);
  }
  json.close(']');
  json.raw("cut", episode.ended ? "false" : "true");
  json.close('}');
}

void append_provenance(const PageSource& source, io::JsonWriter& json) {
  const Episode& episode = source.episode;
  std::vector<std::pair<std::string, std::string>> lines;
  for (const Media& media : episode.media) {
    std::string text = source.names.cover_name(source.shows_names ? read_from(media) : file_name(read_from(media)));
    if (!media.format.empty()) text += ", as " + media.format;
    if (!media.sha256.empty()) text += ", sha256 " + media.sha256;
    lines.emplace_back("Read from", std::move(text));
  }
  std::set<std::string> sources;
  for (const Track& track : episode.tracks) sources.insert(track.key.source.to_string());
  for (const Series& series : episode.series) sources.insert(series.source);
  for (const Finding& finding : episode.findings) sources.insert(finding.source.to_string());
  sources.erase("");
  if (!sources.empty()) {
    lines.emplace_back("Components (name@version#settings)", fmt::format("{}", fmt::join(sources, ", ")));
  }
  array(json, "provenance", lines, [](std::string& out, const auto& line) {
    out += '[';
    io::append_string(out, line.first);
    out += ',';
    io::append_string(out, line.second);
    out += ']';
  });
}

}  // namespace affect::report
