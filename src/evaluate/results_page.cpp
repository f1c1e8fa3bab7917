#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "affect/evaluate/results.h"

namespace affect::evaluate {
namespace {

constexpr std::string_view kBench = "results/bench/";

// A cell of a Markdown table must not end it.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string rounded(double value) {
  if (value == std::floor(value) && std::abs(value) < 1e15) return fmt::format("{:.0f}", value);
  return std::abs(value) >= 100 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

std::string with_unit(double value, const std::string& unit) {
  return unit.empty() ? rounded(value) : fmt::format("{} {}", rounded(value), unit);
}

std::string figures_table(const SystemResult& result) {
  std::string out = "| figure | ours | 95 % interval | n |\n|---|---:|---|---:|\n";
  for (const Figure& figure : result.figures) {
    const std::string interval =
        figure.low && figure.high ? fmt::format("{:.3f} to {:.3f}", *figure.low, *figure.high) : "";
    out += fmt::format("| {} | {:.3f}{} | {} | {} |\n", cell(figure.name), figure.value,
                       figure.unit.empty() ? "" : " " + figure.unit, interval, figure.n);
  }
  return out;
}

std::string published_list(const Card& card) {
  std::string out;
  for (const PublishedFigure& figure : card.published) {
    out += fmt::format("- {}: {}{} ({})\n", figure.name, figure.value, figure.unit.empty() ? "" : " " + figure.unit,
                       figure.recalled ? "recalled, not yet read; " + figure.where : figure.where);
  }
  return out.empty() ? out : "Published:\n\n" + out + "\n";
}

std::string heading(const Card& card, const SystemResult& result) {
  if (card.number == 0) {
    return fmt::format("### {}\n\n{} ({}). Split: {}. Metric: {}\n\n", card.name, card.title, card.contribution,
                       result.split, card.metric);
  }
  return fmt::format("### {} {}\n\n*{}* — {}\n\n{}\n\nData: {} Split: {}. Metric: {}\n\n", card.id(), card.name,
                     card.title, to_string(card.status), card.contribution, card.data, result.split, card.metric);
}

std::string measured_section(const Card& card, const SystemResult& result) {
  std::string out = heading(card, result);
  out += figures_table(result) + "\n" + published_list(card);
  if (!card.differences.empty()) {
    out += "What remains different:\n\n";
    for (const std::string& difference : card.differences) out += fmt::format("- {}\n", difference);
    out += "\n";
  }
  const Provenance& from = result.provenance;
  out += fmt::format("`{}` at {:.12}, {}, {}; data {:.12}.\n\n", from.command, from.commit, from.cpu, from.date,
                     result.data_sha256);
  return out;
}

std::string peer_cell(const BenchFigure& figure) {
  if (!figure.peer) return {};
  const std::string value = with_unit(*figure.peer, figure.unit);
  return figure.peer_name.empty() ? value : fmt::format("{} ({})", value, cell(figure.peer_name));
}

std::string bench_section(const Engine& engine) {
  std::string rows;
  for (const std::string& name : engine.data_names(kBench)) {
    for (const BenchFigure& figure : read_bench(engine.data(name), name)) {
      rows += fmt::format("| {} | {} | {} | {} | {} | `{}` |\n", cell(figure.what),
                          with_unit(figure.value, figure.unit), peer_cell(figure),
                          figure.ratio ? rounded(*figure.ratio) : "", cell(figure.cpu), cell(figure.command));
    }
  }
  if (rows.empty()) return {};
  return "## Speed\n\n| what | ours | peer | ratio | CPU | command |\n|---|---:|---:|---:|---|---|\n" + rows + "\n";
}

std::string all_systems(const std::vector<Card>& cards) {
  std::string out = "## All systems\n\n| no. | system | room | status | contribution |\n|---|---|---|---|---|\n";
  for (const Card& card : cards) {
    out += fmt::format("| {} | {} | {} | {} | {} |\n", card.id(), cell(card.name), cell(card.room),
                       to_string(card.status), cell(card.contribution));
  }
  return out;
}

}  // namespace

std::string results_page(const Engine& engine) {
  const std::vector<Card> cards = read_cards(engine);
  std::array<std::size_t, 4> count{};
  std::string measured;
  for (const Card& card : cards) {
    ++count[static_cast<std::size_t>(card.status)];
    if (const auto result = find_result(engine, card)) measured += measured_section(card, *result);
  }
  for (const Card& part : part_cards(engine)) {
    if (const auto result = find_result(engine, part)) measured += measured_section(part, *result);
  }
  std::string out =
      "# Results\n\n"
      "Made by `affect systems --results` from `systems/*.toml` and `results/`; do not edit. A figure without a file "
      "there\n"
      "does not exist. Intervals are 95 % percentile bootstrap intervals.\n\n";
  out += fmt::format("{} systems. Status: {} reproduced, {} works, {} partial, {} planned.\n\n", cards.size(), count[3],
                     count[2], count[1], count[0]);
  if (!measured.empty()) out += "## Measured\n\n" + measured;
  return out + bench_section(engine) + all_systems(cards);
}

}  // namespace affect::evaluate
