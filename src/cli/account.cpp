#include "cli/account.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "affect/diagnostics.h"
#include "affect/io/ledger.h"
#include "affect/io/reader.h"
#include "affect/io/redactor.h"
#include "io/json_text.h"
#include "io/open_episodes.h"
#include "report/cells.h"

namespace affect::cli {
namespace {

using Counts = std::map<std::string, std::size_t, std::less<>>;

constexpr std::size_t kMostSpeakers = 12;

/// Of all clocks of one kind.
struct Span {
  Seconds first = std::numeric_limits<Seconds>::infinity(), last = -first;
  std::set<std::string> zones;

  void see(Seconds from, Seconds to) {
    first = std::min(first, from);
    last = std::max(last, to);
  }
};

/// Counts what a reader makes of an input.
class Census : public RecordSink {
 public:
  void accept(Record&& record) override {
    if (const auto* info = std::get_if<EpisodeInfo>(&record.body)) {
      ++episodes;
      clock_ = &spans[info->clock.type];
      clock_->zones.insert(info->clock.zone);
    } else if (const auto* turn = std::get_if<Turn>(&record.body)) {
      see(*turn);
    } else if (const auto* series = std::get_if<Series>(&record.body)) {
      samples += series->size();
      if (clock_ != nullptr && series->size() > 0) clock_->see(series->time(0), series->time(series->size() - 1));
    } else if (const auto* media = std::get_if<Media>(&record.body)) {
      if (!media->format.empty()) formats.insert(media->format);
    } else if (const auto* occurrence = std::get_if<Occurrence>(&record.body)) {
      ++occurrences[occurrence->type];
    } else if (const auto* relation = std::get_if<Relation>(&record.body)) {
      ++relations[relation->type];
    } else if (!std::holds_alternative<End>(record.body) && !std::holds_alternative<Subject>(record.body)) {
      ++others[std::string(kind(record))];
    }
  }

  std::size_t episodes = 0, spoken = 0, samples = 0;
  Counts events, occurrences, relations, others, by_speaker;
  std::set<std::string> formats;
  std::map<Clock::Type, Span> spans;

 private:
  void see(const Turn& turn) {
    if (turn.event.empty()) {
      ++spoken;
      ++by_speaker[turn.speaker];
    } else {
      ++events[turn.event];
    }
    if (turn.time && clock_ != nullptr) clock_->see(turn.time->start, turn.time->end);
  }

  Span* clock_ = nullptr;  ///< of the episode that began last
};

std::string row(std::size_t count, std::string_view what) {
  return fmt::format("{:>9}  {}\n", count, report::printable(what));
}

Counts covered(const Counts& rejected, Privacy& privacy) {
  Counts counts;
  for (const auto& [what, count] : rejected) {
    counts[privacy.redaction().message(what)] += count;
  }
  return counts;
}

std::string rows(const Counts& counts, std::string_view after = {}) {
  std::string text;
  for (const auto& [what, count] : counts) text += row(count, what + std::string(after));
  return text;
}

std::string under(std::string_view heading, const std::string& rows) {
  return rows.empty() ? "" : fmt::format("{}\n{}", heading, rows);
}

std::size_t sum(const Counts& counts) {
  std::size_t all = 0;
  for (const auto& [what, count] : counts) all += count;
  return all;
}

std::string show(Clock::Type type, const Span& span) {
  if (type == Clock::Type::order) return "order only";
  std::string text = "seconds of the recording";
  if (type == Clock::Type::calendar) {
    text = "calendar";
    for (const std::string& zone : span.zones) {
      text += ", " + (zone.empty() ? "zone not known (--zone NAME)" : report::printable(zone));
    }
  }
  if (span.first > span.last) return text;
  const auto time = [&](Seconds seconds) {
    if (type == Clock::Type::media) return format_media_time(seconds);
    return format_iso_time(seconds, Clock::Precision::instant, !span.zones.contains(""));
  };
  return fmt::format("{}, {} to {}", text, time(span.first), time(span.last));
}

std::string heading(const std::string& path, const Census& census, const io::Ledger& ledger) {
  std::vector<std::string> formats;
  for (const std::string& format : census.formats) formats.push_back(report::printable(format));
  if (formats.empty()) formats.emplace_back("records");
  std::string text = fmt::format("{}: {}, {} episode{}\n", report::printable(path), fmt::join(formats, ", "),
                                 census.episodes, census.episodes == 1 ? "" : "s");
  for (const auto& [type, span] : census.spans) text += fmt::format("{:<12}{}\n", "clock", show(type, span));
  if (!ledger.encoding().empty()) text += fmt::format("{:<12}{}\n", "encoding", ledger.encoding());
  return text;
}

std::string balance(const io::Ledger& ledger, const Counts& why_rejected) {
  const std::size_t skipped = sum(ledger.skipped()), rejected = sum(ledger.rejected());
  std::string text = fmt::format("read {} {}\n", ledger.read_count(), report::printable(ledger.unit()));
  text += row(ledger.kept(), "kept") + row(skipped, "skipped") + row(rejected, "rejected");
  text += row(ledger.kept() + skipped + rejected,
              ledger.balances() && ledger.is_whole() ? "in all: none is lost" : "in all");
  if (!ledger.is_whole()) {
    text += ledger.lost_bytes() == 0
                ? "not all of it was read: what could not be counts as one that is rejected\n"
                : fmt::format("{:>9}  bytes were not read: they count as one that is rejected\n", ledger.lost_bytes());
  }
  return text + under("skipped", rows(ledger.skipped())) + under("rejected", rows(why_rejected));
}

std::string kept_as(const Census& census) {
  std::string text = census.spoken > 0 || census.samples == 0 ? row(census.spoken, "turns with text") : "";
  text += rows(census.events, " turns without text");
  if (census.samples > 0) text += row(census.samples, "samples of signals");
  return text + rows(census.occurrences) + rows(census.relations, " relations") + rows(census.others, " records");
}

std::string speakers(const Census& census) {
  std::vector<std::pair<std::size_t, std::string>> most;
  for (const auto& [name, count] : census.by_speaker) most.emplace_back(count, name);
  std::stable_sort(most.begin(), most.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text;
  for (std::size_t i = 0; i < most.size() && i < kMostSpeakers; ++i) {
    text += row(most[i].first, most[i].second.empty() ? "(nobody named)" : most[i].second);
  }
  if (most.size() > kMostSpeakers) text += fmt::format("           and {} more\n", most.size() - kMostSpeakers);
  return text;
}

std::string noted(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& kind : diagnostics.kinds()) {
    const std::string place = kind.place.to_string();
    text += row(kind.count, kind.message + (place.empty() ? "" : " (first at " + place + ")"));
  }
  return text;
}

void write_counts(std::string_view key, const Counts& counts, io::JsonWriter& json) {
  json.key(key);
  json.open('{');
  for (const auto& [what, count] : counts) json.integer(what, static_cast<std::int64_t>(count));
  json.close('}');
}

std::string account_as_json(const std::string& name, const Census& census, const io::Ledger& ledger,
                            const Counts& why_rejected, const Diagnostics& diagnostics) {
  std::string text;
  io::JsonWriter json(text);
  const auto count = [&](std::string_view key, std::size_t number) {
    json.integer(key, static_cast<std::int64_t>(number));
  };
  json.open('{');
  json.text("file", name);
  json.texts("formats", std::vector<std::string>(census.formats.begin(), census.formats.end()));
  count("episodes", census.episodes);
  json.text("encoding", ledger.encoding());
  json.text("unit", ledger.unit());
  count("read", ledger.read_count());
  count("kept", ledger.kept());
  write_counts("skipped", ledger.skipped(), json);
  write_counts("rejected", why_rejected, json);
  json.raw("whole", ledger.is_whole() ? "true" : "false");
  json.raw("balances", ledger.balances() ? "true" : "false");
  count("turns", census.spoken);
  write_counts("events", census.events, json);
  count("samples", census.samples);
  write_counts("occurrences", census.occurrences, json);
  write_counts("relations", census.relations, json);
  write_counts("others", census.others, json);
  write_counts("speakers", census.by_speaker, json);
  Counts notes;
  for (const Diagnostic& kind : diagnostics.kinds()) notes[kind.message] += kind.count;
  write_counts("noted", notes, json);
  json.close('}');
  return text + "\n";
}

}  // namespace

Account account_for(const Engine& engine, const std::string& path, const InputOptions& options, Privacy* privacy) {
  Census census;
  std::optional<io::Redactor> redactor;
  if (privacy != nullptr) redactor.emplace(privacy->redaction(), census);
  Diagnostics diagnostics;
  io::Ledger ledger;
  io::ReadContext context = options.context(diagnostics);
  context.reject = [](const io::Reject&) {};
  context.ledger = &ledger;
  io::OpenEpisodes sink(redactor ? static_cast<RecordSink&>(*redactor) : census);
  try {
    io::read_path(engine, path, context, sink);
  } catch (const InputError& error) {
    if (!sink.any()) throw;
    sink.close();
    ledger.lose(0);
    if (ledger.unsettled() == 0) context.piece();
    context.fault(error.place(), error.message(), error.hint(), {}, ledger.unsettled());
  }
  if (redactor) redactor->close();
  if (privacy != nullptr) diagnostics = privacy->cover(diagnostics);
  const Counts rejected = privacy == nullptr ? ledger.rejected() : covered(ledger.rejected(), *privacy);
  const std::string name = privacy == nullptr ? path : privacy->redaction().file(path);
  return {heading(name, census, ledger) + balance(ledger, rejected) + under("kept as", kept_as(census)) +
              under("speakers", speakers(census)) + under("noted", noted(diagnostics)),
          account_as_json(name, census, ledger, rejected, diagnostics), ledger.balances()};
}

}  // namespace affect::cli
