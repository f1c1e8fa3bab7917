#include "cli/turn_texts.h"

#include <utility>

#include <fmt/format.h>

namespace affect::cli {

std::string TurnText::place() const { return fmt::format("{}:{}", episode, turn); }

void TurnTexts::accept(Record&& record) {
  auto* turn = std::get_if<Turn>(&record.body);
  if (turn == nullptr || turn->text.empty() || !turn->event.empty()) return;
  turns_.push_back({record.episode, turn->turn, turn->speaker});
  texts_.push_back(std::move(turn->text));
}

}  // namespace affect::cli
