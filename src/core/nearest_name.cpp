#include "core/nearest_name.h"

#include <algorithm>

#include <fmt/format.h>

namespace affect {
namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

std::string did_you_mean(std::string_view typed, const std::vector<std::string>& known) {
  if (known.empty()) return "there is none";
  if (typed.size() <= 64) {
    std::size_t best = typed.size() / 3 + 2;
    const std::string* nearest = nullptr;
    for (const auto& name : known) {
      if (const auto distance = edit_distance(typed, name); distance < best) {
        best = distance;
        nearest = &name;
      }
    }
    if (nearest != nullptr) return fmt::format("did you mean {}?", *nearest);
  }
  return fmt::format("known: {}", fmt::join(known, ", "));
}

}  // namespace affect
