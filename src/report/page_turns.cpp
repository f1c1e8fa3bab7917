#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "report/page_data.h"
#include "report/page_json.h"

namespace affect::report {
namespace {

/// Of the weight of a turn's heaviest word: lighter ones are not marked. A linear model gives every word some.
constexpr double kLeastShare = 0.25;

/// Where the words of each speaker's turns stand: the first track of the speaker that has some.
class WordEvidence {
 public:
  explicit WordEvidence(const Episode& episode) {
    for (const Track& track : episode.tracks) {
      if (track.has_words() && track.by_turn()) tracks_.try_emplace(track.key.subject, &track);
    }
  }
  std::vector<WordWeight> of(const Turn& turn) const {
    const auto found = tracks_.find(turn.speaker.empty() ? std::string(kAuthor) : turn.speaker);
    if (found == tracks_.end()) return {};
    const auto turns = found->second->turns();
    const auto row = std::lower_bound(turns.begin(), turns.end(), turn.turn);
    if (row == turns.end() || *row != turn.turn) return {};
    return found->second->words(static_cast<std::size_t>(row - turns.begin()));
  }

 private:
  std::unordered_map<std::string, const Track*> tracks_;
};

std::optional<double> turn_place(const Episode& episode, const Turn& turn) {
  if (episode.info.clock.type == Clock::Type::order) return static_cast<double>(turn.turn);
  return turn.time ? std::optional(turn.time->start) : std::nullopt;
}

/// "text", or ["a ",["good",0.65]," thing"] where words weigh.
void append_text(const PageSource& source, const Turn& turn, const WordEvidence& evidence, std::string& out) {
  const std::string_view text = turn.text;
  std::string parts;
  std::size_t at = 0;
  const auto add = [&](std::string_view piece) {
    if (piece.empty()) return;
    if (!parts.empty()) parts += ',';
    io::append_string(parts, source.names.cover(piece));
  };
  const auto words = evidence.of(turn);
  double heaviest = 0;
  for (const WordWeight& word : words) heaviest = std::max(heaviest, std::abs(word.weight));
  for (const WordWeight& word : words) {
    if (std::abs(word.weight) < kLeastShare * heaviest) continue;
    if (word.bytes.begin < at || word.bytes.end > text.size() || word.bytes.begin >= word.bytes.end) continue;
    add(text.substr(at, word.bytes.begin - at));
    parts += parts.empty() ? "[" : ",[";
    io::append_string(parts, source.names.cover(text.substr(word.bytes.begin, word.bytes.end - word.bytes.begin)));
    parts += ',';
    append_short(parts, word.weight);
    parts += ']';
    at = word.bytes.end;
  }
  if (at == 0) {
    io::append_string(out, source.names.cover(text));
    return;
  }
  add(text.substr(at));
  out += '[' + parts + ']';
}

/// Speakers as shown, by first turn, and who of them has each turn.
struct Speakers {
  std::vector<std::string> names;
  std::vector<std::int64_t> of_turn;  ///< -1: nobody is named

  Speakers(const Episode& episode, const Pseudonyms& pseudonyms) {
    std::unordered_map<std::string, std::int64_t> numbers;
    for (const Turn& turn : episode.turns) {
      if (turn.speaker.empty()) {
        of_turn.push_back(-1);
        continue;
      }
      const auto [known, is_new] = numbers.try_emplace(turn.speaker, static_cast<std::int64_t>(names.size()));
      if (is_new) names.push_back(pseudonyms.name(turn.speaker));
      of_turn.push_back(known->second);
    }
  }
};

}  // namespace

void append_turns(const PageSource& source, io::JsonWriter& json) {
  const Episode& episode = source.episode;
  const Speakers speakers(episode, source.names);
  json.texts("people", speakers.names);
  json.key("turns");
  json.open('{');
  array(json, "number", episode.turns, [](std::string& out, const Turn& t) { io::append_integer(out, t.turn); });
  array(json, "who", speakers.of_turn, io::append_integer);
  array(json, "x", episode.turns,
        [&](std::string& out, const Turn& turn) { io::append_number(out, turn_place(episode, turn).value_or(NAN)); });
  array(json, "place", episode.turns, [&](std::string& out, const Turn& turn) {
    const bool has_time = turn.time && episode.info.clock.type != Clock::Type::order;
    io::append_string(out, has_time ? place_name(episode, turn.time->start) : "");
  });
  const WordEvidence evidence(episode);
  array(json, "text", episode.turns,
        [&](std::string& out, const Turn& turn) { append_text(source, turn, evidence, out); });
  json.key("event");
  json.open('{');
  for (std::size_t i = 0; i < episode.turns.size(); ++i) {
    if (!episode.turns[i].event.empty()) text(json, fmt::format("{}", i), episode.turns[i].event);
  }
  json.close('}');
  json.close('}');
}

}  // namespace affect::report
