/// Groups the turns of episodes into the units that a table has a row for: turns, speakers, whole episodes.
///
/// Thread-safety: none.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "affect/record.h"
#include "affect/subject.h"

namespace affect::perceive::text {

enum class UnitBy { turn, subject, episode };

struct TextUnit {
  std::string episode;
  std::string subject;                    ///< empty for a whole episode
  std::optional<std::int64_t> turn = {};  ///< of a single turn
};

/// Keeps a Value a unit, adds each turn with text to its own, and hands it on when it is complete: a turn at once, else
/// when the episode ends, in the order of first appearance. Memory: the values of the episodes that are open.
template <class Value>
class TextUnits {
 public:
  using Add = std::function<void(const Turn&, Value&)>;
  using Done = std::function<void(const TextUnit&, Value&)>;

  TextUnits(UnitBy by, Add add, Done done) : by_(by), add_(std::move(add)), done_(std::move(done)) {}

  void push(const Record& record) {
    if (const auto* turn = std::get_if<Turn>(&record.body)) {
      if (!turn->text.empty() && turn->event.empty()) add(record.episode, *turn);
    } else if (std::holds_alternative<End>(record.body)) {
      end(record.episode);
    }
  }

 private:
  struct Open {
    std::vector<std::pair<TextUnit, Value>> units;
    std::map<std::string, std::size_t, std::less<>> numbers;  ///< by subject
  };

  void add(const std::string& episode, const Turn& turn) {
    const std::string_view speaker = turn.speaker.empty() ? kAuthor : std::string_view(turn.speaker);
    if (by_ == UnitBy::turn) {
      Value value{};
      add_(turn, value);
      return done_({episode, std::string(speaker), turn.turn}, value);
    }
    Open& open = open_[episode];
    const std::string_view name = by_ == UnitBy::subject ? speaker : std::string_view();
    auto number = open.numbers.find(name);
    if (number == open.numbers.end()) {
      number = open.numbers.emplace(std::string(name), open.units.size()).first;
      open.units.push_back({{episode, std::string(name)}, Value{}});
    }
    add_(turn, open.units[number->second].second);
  }

  void end(const std::string& episode) {
    const auto open = open_.find(episode);
    if (open == open_.end()) return;
    for (auto& [unit, value] : open->second.units) done_(unit, value);
    open_.erase(open);
  }

  UnitBy by_;
  Add add_;
  Done done_;
  std::map<std::string, Open, std::less<>> open_;
};

}  // namespace affect::perceive::text
