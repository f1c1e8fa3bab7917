#include "affect/understand/corpus/person_scores.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "understand/trajectory/raw_input.h"

namespace affect::understand::corpus {
namespace {

constexpr std::string_view kDatasets = "io/datasets";
/// What `language` says of turns that it is not sure of.
constexpr std::string_view kUndetermined = "und";

/// "en-GB" is English.
std::string primary_language(std::string_view tag) { return std::string(tag.substr(0, tag.find('-'))); }

/// Where both are known.
bool differs(const std::string& a, const std::string& b) { return !a.empty() && !b.empty() && a != b; }

}  // namespace

std::string to_string(const ScoreScale& scale) {
  std::vector<std::string> parts;
  for (const std::string* part : {&scale.source, &scale.instrument, &scale.language, &scale.corpus}) {
    if (!part->empty()) parts.push_back(*part);
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

bool are_comparable(const ScoreScale& a, const ScoreScale& b) {
  return a.source == b.source && !differs(a.instrument, b.instrument) && !differs(a.language, b.language) &&
         !differs(a.corpus, b.corpus);
}

std::string source_name(const ScoreScale& scale) { return scale.source.substr(0, scale.source.find('@')); }

bool is_chosen(const ScoreScale& scale, const std::string& source, const std::string& language) {
  return (source.empty() || source == scale.source || source == source_name(scale)) &&
         (language.empty() || language == scale.language);
}

struct PersonScoresReader::Open {
  explicit Open(const Engine& engine) : input(engine, trajectory::RowWords::dropped) {}

  void push(const Record& record, const Engine& engine) {
    if (const auto* info = std::get_if<EpisodeInfo>(&record.body)) language = primary_language(info->language);
    if (const auto* media = std::get_if<Media>(&record.body); media && engine.has(media->format, kDatasets)) {
      corpus = media->format;
    }
    if (const auto* occurrence = std::get_if<Occurrence>(&record.body); occurrence && occurrence->type == "language") {
      const auto code = occurrence->attributes.find("code");
      if (code != occurrence->attributes.end() && code->second != kUndetermined) {
        ++turns[primary_language(code->second)];
      }
    }
    input.push(record);
  }

  std::string usual_language() const {
    if (!language.empty() || turns.empty()) return language;
    return std::max_element(turns.begin(), turns.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
  }

  trajectory::RawInput input;
  std::string language, corpus;
  std::map<std::string, std::size_t> turns;  ///< by language
};

PersonScoresReader::PersonScoresReader(const Engine& engine, trajectory::OwnScoresOptions options, Take take)
    : engine_(engine), options_(options), take_(std::move(take)) {}
PersonScoresReader::~PersonScoresReader() = default;

void PersonScoresReader::accept(Record&& record) {
  auto& open = open_[record.episode];
  if (open == nullptr) open = std::make_unique<Open>(engine_);
  if (!std::holds_alternative<End>(record.body)) return open->push(record, engine_);
  finish(*open);
  open_.erase(record.episode);
}

void PersonScoresReader::finish(const Open& open) const {
  for (const Track& track : open.input.tracks()) {
    for (const Dimension dimension : kDimensions) {
      if (track.values(dimension).empty()) continue;
      PersonScores scores;
      scores.series = own_scores(track, dimension, open.input.clock(), options_);
      if (scores.series.scores.empty()) continue;
      scores.episode = open.input.episode();
      scores.subject = track.key.subject;
      scores.perspective = track.key.perspective;
      scores.target = track.key.target;
      scores.dimension = dimension;
      scores.scale = {track.key.source.to_string(), track.scale.instrument, open.usual_language(), open.corpus};
      scores.clock = open.input.clock();
      take_(std::move(scores));
    }
  }
}

}  // namespace affect::understand::corpus
