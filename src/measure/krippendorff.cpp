#include "affect/measure/krippendorff.h"

#include <cassert>
#include <vector>

#include "measure/mean_ranks.h"
#include "measure/pairs.h"

namespace affect::measure {
namespace {

/// The pairable ratings: each unit's categories, and how often each category stands among all of them.
class Pairable {
 public:
  explicit Pairable(const Ratings& ratings) : counts_(ratings.categories()), begin_{0} {
    for (std::size_t i = 0; i < ratings.units(); ++i) {
      for (const int cell : ratings.unit(i)) {
        if (cell >= 0) cells_.push_back(static_cast<std::size_t>(cell));
      }
      if (cells_.size() < begin_.back() + 2) {
        cells_.resize(begin_.back());
      } else {
        begin_.push_back(cells_.size());
      }
    }
    for (const std::size_t cell : cells_) counts_[cell] += 1;
  }

  double size() const { return static_cast<double>(cells_.size()); }
  const std::vector<double>& counts() const { return counts_; }
  const std::vector<std::size_t>& cells() const { return cells_; }
  /// Calls visit(cells) for each unit.
  template <class Visit>
  void units(Visit visit) const {
    for (std::size_t i = 0; i + 1 < begin_.size(); ++i) {
      visit(std::span(cells_).subspan(begin_[i], begin_[i + 1] - begin_[i]));
    }
  }

 private:
  std::vector<double> counts_;
  std::vector<std::size_t> begin_;
  std::vector<std::size_t> cells_;
};

/// 1 - D_o / D_e. `observed`: over units, the differences of all ordered pairs divided by the ratings but one.
/// `expected`: the differences of all ordered pairs of pairable ratings.
std::optional<double> alpha_of(double observed, double expected, double ratings) {
  if (!(expected > 0)) return std::nullopt;
  return if_finite(1 - (ratings - 1) * observed / expected);
}

std::optional<double> nominal_alpha(const Pairable& data) {
  double observed = 0;
  data.units([&](std::span<const std::size_t> unit) {
    std::size_t unequal = 0;
    for (std::size_t i = 0; i < unit.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) unequal += unit[i] != unit[j];
    }
    observed += 2 * static_cast<double>(unequal) / static_cast<double>(unit.size() - 1);
  });
  double equal = 0;
  for (const double count : data.counts()) equal += count * count;
  return alpha_of(observed, data.size() * data.size() - equal, data.size());
}

/// Of squared differences of positions. A sum over ordered pairs is 2 m times the squares about the mean.
std::optional<double> squared_alpha(const Pairable& data, const std::vector<double>& position) {
  const auto squares = [&](std::span<const std::size_t> cells) {
    double mean = 0, sum = 0;
    for (const std::size_t cell : cells) mean += position[cell];
    mean /= static_cast<double>(cells.size());
    for (const std::size_t cell : cells) sum += (position[cell] - mean) * (position[cell] - mean);
    return sum;
  };
  double observed = 0;
  data.units([&](std::span<const std::size_t> unit) {
    const auto ratings = static_cast<double>(unit.size());
    observed += 2 * ratings * squares(unit) / (ratings - 1);
  });
  return alpha_of(observed, 2 * data.size() * squares(data.cells()), data.size());
}

double ratio_difference(double a, double b) {
  if (a == b) return 0;  // 0 and 0 too
  const double share = (a - b) / (a + b);
  return share * share;
}

std::optional<double> ratio_alpha(const Pairable& data, const std::vector<double>& value) {
  double observed = 0;
  data.units([&](std::span<const std::size_t> unit) {
    double sum = 0;
    for (std::size_t i = 0; i < unit.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) sum += ratio_difference(value[unit[i]], value[unit[j]]);
    }
    observed += 2 * sum / static_cast<double>(unit.size() - 1);
  });
  double expected = 0;
  for (std::size_t a = 0; a < value.size(); ++a) {
    if (data.counts()[a] == 0) continue;
    for (std::size_t b = 0; b < a; ++b) {
      expected += 2 * data.counts()[a] * data.counts()[b] * ratio_difference(value[a], value[b]);
    }
  }
  return alpha_of(observed, expected, data.size());
}

}  // namespace

std::optional<double> krippendorff_alpha(const Ratings& ratings, Level level) {
  const Pairable data(ratings);
  std::size_t used = 0;
  for (const double count : data.counts()) used += count > 0;
  if (used < 2) return std::nullopt;
  std::vector<double> value;
  for (std::size_t c = 0; c < ratings.categories(); ++c) value.push_back(ratings.value(static_cast<int>(c)));
  assert(level != Level::ratio || value.front() >= 0);
  switch (level) {
    case Level::nominal:
      return nominal_alpha(data);
    case Level::ordinal:
      return squared_alpha(data, mean_ranks(data.counts()));
    case Level::interval:
      return squared_alpha(data, value);
    case Level::ratio:
      return ratio_alpha(data, value);
  }
  return std::nullopt;
}

}  // namespace affect::measure
