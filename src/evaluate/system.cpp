#include "affect/evaluate/system.h"

#include <algorithm>

#include <fmt/format.h>

#include "affect/error.h"

namespace affect::evaluate {
namespace {

std::string one_figure(const Figure& figure, std::size_t width) {
  std::string line = fmt::format("{:<{}}  {:.4f}", figure.name, width, figure.value);
  if (!figure.unit.empty()) line += " " + figure.unit;
  if (figure.low && figure.high) line += fmt::format("  [{:.4f}, {:.4f}]", *figure.low, *figure.high);
  return line + fmt::format("  n = {}", figure.n);
}

}  // namespace

RunResult run_card(const Engine& engine, const Card& card, const RunOptions& options, Diagnostics& diagnostics) {
  if (card.system.empty()) {
    throw ConfigError(fmt::format("{} {} is planned: there is nothing to run yet", card.id(), card.name), {},
                      "affect systems shows which ones run");
  }
  return engine.make<System>(card.system)->run(engine, options, diagnostics);
}

std::vector<std::string> describe(const RunResult& result) {
  std::size_t width = 0;
  for (const Figure& figure : result.figures) width = std::max(width, figure.name.size());
  std::vector<std::string> lines;
  for (const Figure& figure : result.figures) lines.push_back(one_figure(figure, width));
  lines.insert(lines.end(), result.lines.begin(), result.lines.end());
  return lines;
}

}  // namespace affect::evaluate
