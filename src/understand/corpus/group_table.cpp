#include <fmt/format.h>

#include "affect/understand/corpus/cohort_comparison.h"

namespace affect::understand::corpus {

GroupTable::GroupTable(const io::CsvDocument& table) : has_episodes_(table.find("episode").has_value()) {
  const std::size_t subject = table.column("subject"), group = table.column("group");
  const std::size_t episode = has_episodes_ ? table.column("episode") : 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& name = table.cell(row, group);
    if (io::is_missing_cell(name)) continue;
    const std::pair key(has_episodes_ ? table.cell(row, episode) : std::string(), table.cell(row, subject));
    const auto [found, is_new] = groups_.try_emplace(key, name);
    if (!is_new && found->second != name) {
      throw InputError(fmt::format("{} is in two groups: {} and {}", key.second, found->second, name), table.place(row),
                       has_episodes_ ? "a row a person and episode" : "a column episode says which episodes are meant");
    }
  }
}

std::optional<std::string> GroupTable::group(const std::string& episode, const std::string& subject) const {
  const auto found = groups_.find({has_episodes_ ? episode : std::string(), subject});
  return found == groups_.end() ? std::nullopt : std::optional(found->second);
}

NamedLink read_link(const io::CsvDocument& table, const LinkOptions& options) {
  if (table.columns().size() != 2) {
    throw InputError(fmt::format("{} columns; a link has two", table.columns().size()), {table.name(), 0, 0},
                     "a column each scale, named after it, a row an item that both have scored");
  }
  std::vector<double> from, to;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto a = io::cell_number(table.cell(row, 0)), b = io::cell_number(table.cell(row, 1));
    if (a && b) {
      from.push_back(*a);
      to.push_back(*b);
    } else if (!io::is_missing_cell(table.cell(row, 0)) && !io::is_missing_cell(table.cell(row, 1))) {
      throw InputError("a score is no number", table.place(row), "leave the cell empty where there is none");
    }
  }
  NamedLink named{table.columns()[0], table.columns()[1], link_scales(from, to, options)};
  if (named.link.status != Status::given) {
    throw InputError("no link between the scales: " + named.link.reason, {table.name(), 0, 0},
                     "score more items on both scales, of all heights");
  }
  return named;
}

}  // namespace affect::understand::corpus
