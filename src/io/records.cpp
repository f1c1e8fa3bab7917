#include "affect/io/records.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "affect/io/reader.h"

namespace affect::io {
namespace {

/// What a stream promised so far: which episodes are open, the last turn of each, and up to where each of their
/// sources is final.
class StreamOrder {
 public:
  /// Throws InputError where the record breaks one.
  void follow(const Record& record, const Place& place) {
    if (auto problem = broken(record)) {
      throw InputError(std::move(*problem), place, "an episode goes from its episode record to its end record");
    }
  }

  /// Episodes that have not ended.
  std::vector<std::string> open() const {
    std::vector<std::string> names;
    for (const auto& [name, episode] : open_) names.push_back(name);
    return names;
  }

 private:
  struct Promise {
    std::int64_t turn = Track::kNoTurn;
    std::optional<Seconds> time;
  };
  using Promises = std::map<std::string, Promise>;
  struct Open {
    std::int64_t last_turn = -1;
    Promises promises;
  };

  std::optional<std::string> broken(const Record& record) {
    if (std::holds_alternative<EpisodeInfo>(record.body)) {
      if (open_.try_emplace(record.episode).second) return std::nullopt;
      return fmt::format("episode \"{}\" is opened twice", record.episode);
    }
    const auto episode = open_.find(record.episode);
    if (episode == open_.end()) {
      return fmt::format("episode \"{}\" is not open: its episode record is missing, or it has ended", record.episode);
    }
    if (std::holds_alternative<End>(record.body)) {
      open_.erase(episode);
      return std::nullopt;
    }
    if (const auto* turn = std::get_if<Turn>(&record.body)) {
      const std::int64_t before = std::exchange(episode->second.last_turn, turn->turn);
      if (turn->turn > before) return std::nullopt;
      return fmt::format("turn {} comes after turn {}: turns count upwards", turn->turn, before);
    }
    auto& promises = episode->second.promises;
    if (const auto* last = std::get_if<Final>(&record.body)) return promise(*last, promises);
    if (const auto* track = std::get_if<Track>(&record.body); track && !track->empty()) {
      const auto time = track->time(0);
      return check(track->key.source, track->turn(0), time ? std::optional(time->start) : std::nullopt, promises);
    }
    if (const auto* finding = std::get_if<Finding>(&record.body)) {
      return check(finding->source, finding->turn.value_or(Track::kNoTurn), finding->time, promises);
    }
    return std::nullopt;
  }

  static std::optional<std::string> promise(const Final& last, Promises& promises) {
    auto& known = promises[last.source.to_string()];
    if (last.turn.value_or(known.turn) < known.turn || (known.time && last.time && *last.time < *known.time)) {
      return fmt::format("\"{}\" takes back what it said is final", last.source.to_string());
    }
    if (last.turn) known.turn = *last.turn;
    if (last.time) known.time = last.time;
    return std::nullopt;
  }

  static std::optional<std::string> check(const Source& source, std::int64_t turn, std::optional<Seconds> time,
                                          const Promises& promises) {
    const auto known = promises.find(source.to_string());
    if (known == promises.end()) return std::nullopt;
    const bool turn_final = turn != Track::kNoTurn && turn <= known->second.turn;
    const bool time_final = turn == Track::kNoTurn && time && known->second.time && *time <= *known->second.time;
    if (!turn_final && !time_final) return std::nullopt;
    return fmt::format("\"{}\" changes what it said is final", known->first);
  }

  std::map<std::string, Open, std::less<>> open_;
};

class Collect : public RecordSink {
 public:
  void accept(Record&& record) override { records.push_back(std::move(record)); }
  std::vector<Record> records;
};

class RecordReader : public Reader {
 public:
  double recognises(std::string_view head, std::string_view name) const override {
    const auto begin = head.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos || head[begin] != '{') return 0;
    const auto line = head.substr(begin, head.substr(begin).find('\n'));
    if (line.find("\"affect\"") != std::string_view::npos) return 1;
    return name.ends_with(".jsonl") ? 0.1 : 0;
  }

  std::string_view example() const override {
    return R"({"affect":1,"kind":"episode","e":"call"}
{"affect":1,"kind":"turn","e":"call","turn":0,"speaker":"Ann","text":"You are late."}
{"affect":1,"kind":"end","e":"call"}
)";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    RecordParser parser;
    StreamOrder order;
    Collect line_records;
    std::string_view line;
    if (context.ledger != nullptr) context.ledger->unit("records");
    while (lines.next(line)) {
      if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
      context.piece();
      line_records.records.clear();
      try {
        parser.parse(line, lines.place(), line_records);
        for (const auto& record : line_records.records) order.follow(record, lines.place());
      } catch (const InputError& error) {
        context.fault(error.place(), error.message(), error.hint(), line);
        continue;
      }
      context.keep();
      for (auto& record : line_records.records) out.accept(std::move(record));
    }
    const auto open = order.open();
    if (open.empty()) return;
    lines.lose_rest(context, {fmt::format("episode \"{}\" stops without its end record", open.front()), lines.place(),
                              "what wrote it was cut off; run it again, or --keep-going for what is there"});
    for (const std::string& episode : open) out.accept({episode, End{}, {}});
  }
};

}  // namespace

void register_records(Engine& engine) {
  engine.add<Reader>({.name = "records",
                      .room = "io",
                      .what = "Records as this program writes them, one JSON object a line",
                      .units = "as written",
                      .source = "docs/io/records.md",
                      .options = {}},
                     [](const Engine&, const Options&) { return std::make_unique<RecordReader>(); });
}

}  // namespace affect::io
