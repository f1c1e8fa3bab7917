#include "affect/measure/boundaries.h"

#include <algorithm>
#include <cassert>
#include <functional>

namespace affect::measure {
namespace {

[[maybe_unused]] bool rises(std::span<const std::size_t> boundaries) {
  return std::adjacent_find(boundaries.begin(), boundaries.end(), std::greater_equal<>()) == boundaries.end();
}

std::size_t count_within(std::span<const std::size_t> boundaries, std::size_t begin, std::size_t end) {
  return static_cast<std::size_t>(std::lower_bound(boundaries.begin(), boundaries.end(), end) -
                                  std::lower_bound(boundaries.begin(), boundaries.end(), begin));
}

}  // namespace

ClassCounts match_boundaries(std::span<const std::size_t> truth, std::span<const std::size_t> found,
                             std::size_t tolerance) {
  assert(rises(truth) && rises(found));
  // Both rise, so taking the first that fits leaves most for the rest.
  std::size_t matched = 0;
  std::size_t next = 0;
  for (const std::size_t boundary : truth) {
    while (next < found.size() && found[next] + tolerance < boundary) ++next;
    if (next == found.size()) break;
    if (found[next] > boundary + tolerance) continue;
    ++matched;
    ++next;
  }
  return {
      .true_positives = matched, .false_positives = found.size() - matched, .false_negatives = truth.size() - matched};
}

std::size_t usual_window(std::span<const std::size_t> truth, std::size_t length) {
  constexpr std::size_t kLeast = 2;
  return std::max(kLeast, (length + truth.size() + 1) / (2 * (truth.size() + 1)));
}

std::optional<double> window_diff(std::span<const std::size_t> truth, std::span<const std::size_t> found,
                                  std::size_t length, std::size_t k) {
  assert(rises(truth) && rises(found) && k > 0);
  if (length <= k) return std::nullopt;
  std::size_t different = 0;
  // Items i and i + k: what lies between them are the boundaries i + 1 to i + k.
  for (std::size_t i = 0; i + k < length; ++i) {
    different += count_within(truth, i + 1, i + k + 1) != count_within(found, i + 1, i + k + 1);
  }
  return static_cast<double>(different) / static_cast<double>(length - k);
}

std::vector<std::size_t> random_boundaries(std::size_t count, std::size_t length, std::size_t side, Rng& rng) {
  assert(side > 0);
  const std::size_t parts = length / side;
  count = std::min(count, parts == 0 ? 0 : parts - 1);
  if (count == 0) return {};
  // What the parts may be longer than `side` is shared out: every placement is equally likely.
  const std::size_t slack = length - (count + 1) * side;
  std::vector<std::size_t> places;
  while (places.size() < count) {
    const std::size_t place = rng.below(slack + count);
    if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
  }
  std::sort(places.begin(), places.end());
  for (std::size_t i = 0; i < count; ++i) places[i] = places[i] - i + (i + 1) * side;
  return places;
}

}  // namespace affect::measure
