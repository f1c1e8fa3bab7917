#include "affect/understand/corpus/document_sink.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace affect::understand::corpus {
namespace {

/// In an order that the hash of words does not make.
DocumentStream::Counts sorted(const std::unordered_map<std::string, std::uint64_t>& counts) {
  DocumentStream::Counts rows(counts.begin(), counts.end());
  std::sort(rows.begin(), rows.end());
  return rows;
}

}  // namespace

void DocumentSink::accept(Record&& record) {
  if (const auto* info = std::get_if<EpisodeInfo>(&record.body)) {
    Open& open = open_[record.episode];
    open.calendar = info->clock.type == Clock::Type::calendar;
    open.time = info->clock.start;
  } else if (const auto* turn = std::get_if<Turn>(&record.body)) {
    if (!turn->text.empty() && turn->event.empty()) add(record.episode, *turn);
  } else if (std::holds_alternative<End>(record.body)) {
    end(record.episode);
  }
}

void DocumentSink::add(const std::string& episode, const Turn& turn) {
  Open& open = open_[episode];
  const auto time = open.calendar && turn.time ? std::optional(turn.time->start) : std::nullopt;
  if (unit_ == DocumentUnit::turn) open.counts.clear();
  cut_(turn.text, [&](std::string_view word) { ++open.counts[std::string(word)]; });
  if (unit_ == DocumentUnit::turn) {
    stream_.add(fmt::format("{}:{}", episode, turn.turn), time, sorted(open.counts));
  } else if (!open.time) {
    open.time = time;
  }
}

void DocumentSink::end(const std::string& episode) {
  const auto open = open_.find(episode);
  if (open == open_.end()) return;
  if (unit_ == DocumentUnit::episode) stream_.add(episode, open->second.time, sorted(open->second.counts));
  open_.erase(open);
}

DocumentStream DocumentSink::take() {
  stream_.put_in_order();
  return std::exchange(stream_, {});
}

}  // namespace affect::understand::corpus
