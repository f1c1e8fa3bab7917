#include "affect/understand/corpus/group_difference.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "affect/measure/quantile.h"
#include "affect/rng.h"
#include "affect/understand/trajectory/variability.h"

namespace affect::understand::corpus {
namespace {

using trajectory::mean;
using trajectory::variance;

constexpr double kMostDrawn = 3e9;
constexpr std::size_t kFewestPermutations = 999;
/// Sums in another order differ by so much of their size.
constexpr double kRounding = 1e-9;

/// A unit's means in each group; NaN where it has no value there.
struct UnitMeans {
  double first = 0, second = 0;
  bool has_first() const { return !std::isnan(first); }
  bool has_second() const { return !std::isnan(second); }
};

std::vector<UnitMeans> unit_means(std::span<const GroupedValue> values) {
  struct Total {
    double sum = 0, count = 0;
  };
  std::vector<std::pair<Total, Total>> totals;
  for (const GroupedValue& value : values) {
    if (value.unit >= totals.size()) totals.resize(value.unit + 1);
    Total& total = value.in_second ? totals[value.unit].second : totals[value.unit].first;
    total.sum += value.value;
    total.count += 1;
  }
  std::vector<UnitMeans> means;
  means.reserve(totals.size());
  for (const auto& [first, second] : totals) means.push_back({first.sum / first.count, second.sum / second.count});
  return means;
}

struct Studentized {
  double difference = 0, variance = 0;  ///< of the difference
};

/// Of sums and sums of squares of both samples.
class TwoSamples {
 public:
  TwoSamples(std::span<const double> pooled) {
    for (const double value : pooled) {
      sum_ += value;
      square_ += value * value;
    }
  }
  Studentized at(std::span<const double> first, double n) const {
    double sum = 0, square = 0;
    for (const double value : first) {
      sum += value;
      square += value * value;
    }
    const auto n1 = static_cast<double>(first.size()), n2 = n - n1;
    const auto of_mean = [](double s, double q, double m) { return std::max(q - s * s / m, 0.0) / (m - 1) / m; };
    return {(sum_ - sum) / n2 - sum / n1, of_mean(sum, square, n1) + of_mean(sum_ - sum, square_ - square, n2)};
  }

 private:
  double sum_ = 0, square_ = 0;
};

double size_of(const Studentized& found, double known_variance) {
  const double size = std::abs(found.difference);
  const double spread = found.variance + known_variance;
  if (spread > 0) return size / std::sqrt(spread);
  return size > 0 ? std::numeric_limits<double>::infinity() : 0;
}

struct Drawn {
  Studentized found;
  std::vector<double> sizes;  ///< of the permuted ones, ascending
};

std::size_t permutations_of(const GroupDifferenceOptions& options, std::size_t units) {
  const auto most = static_cast<std::size_t>(kMostDrawn / static_cast<double>(std::max<std::size_t>(units, 1)));
  return std::clamp(options.permutations, std::size_t{1}, std::max(most, kFewestPermutations));
}

Drawn permute_labels(const std::vector<double>& first, const std::vector<double>& second,
                     const GroupDifferenceOptions& options) {
  std::vector<double> pooled(first);
  pooled.insert(pooled.end(), second.begin(), second.end());
  const double middle = mean(pooled);
  for (double& value : pooled) value -= middle;
  const TwoSamples samples(pooled);
  const auto n = static_cast<double>(pooled.size());
  Drawn drawn;
  drawn.found = samples.at(std::span(pooled).first(first.size()), n);
  Rng rng(options.seed);
  for (std::size_t i = permutations_of(options, pooled.size()); i > 0; --i) {
    for (std::size_t j = 0; j < first.size(); ++j) std::swap(pooled[j], pooled[j + rng.below(pooled.size() - j)]);
    drawn.sizes.push_back(size_of(samples.at(std::span(pooled).first(first.size()), n), 0));
  }
  std::sort(drawn.sizes.begin(), drawn.sizes.end());
  return drawn;
}

Drawn draw_signs(const std::vector<double>& first, const std::vector<double>& second,
                 const GroupDifferenceOptions& options) {
  std::vector<double> differences(first.size());
  double square = 0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    differences[i] = second[i] - first[i];
    square += differences[i] * differences[i];
  }
  const auto n = static_cast<double>(first.size());
  const auto studentized = [&](double sum) {
    return Studentized{sum / n, std::max(square - sum * sum / n, 0.0) / (n - 1) / n};
  };
  Drawn drawn;
  drawn.found = studentized(mean(differences) * n);
  Rng rng(options.seed);
  for (std::size_t i = permutations_of(options, differences.size()); i > 0; --i) {
    double sum = 0;
    for (const double difference : differences) sum += rng.below(2) == 0 ? difference : -difference;
    drawn.sizes.push_back(size_of(studentized(sum), 0));
  }
  std::sort(drawn.sizes.begin(), drawn.sizes.end());
  return drawn;
}

/// What makes d free of the bias of few (Hedges 1981), exactly.
double small_sample_factor(double degrees) {
  return std::exp(std::lgamma(degrees / 2) - std::lgamma((degrees - 1) / 2)) / std::sqrt(degrees / 2);
}

std::optional<double> hedges_between(std::span<const double> first, std::span<const double> second) {
  if (first.size() < 2 || second.size() < 2) return std::nullopt;
  const double d1 = static_cast<double>(first.size()) - 1, d2 = static_cast<double>(second.size()) - 1;
  const double pooled = (d1 * variance(first) + d2 * variance(second)) / (d1 + d2);
  if (!(pooled > 0)) return std::nullopt;
  return small_sample_factor(d1 + d2) * (mean(second) - mean(first)) / std::sqrt(pooled);
}

std::optional<double> hedges_within(std::span<const double> first, std::span<const double> second) {
  const double average = (variance(first) + variance(second)) / 2;
  if (!(average > 0)) return std::nullopt;
  return small_sample_factor(static_cast<double>(first.size()) - 1) * (mean(second) - mean(first)) / std::sqrt(average);
}

std::optional<measure::Interval> hedges_g(const std::vector<double>& first, const std::vector<double>& second,
                                          GroupDesign design, const GroupDifferenceOptions& options) {
  const bool within = design == GroupDesign::within;
  const std::size_t units = within ? first.size() : first.size() + second.size();
  std::vector<double> a, b;
  const auto metric = [&](std::span<const std::size_t> drawn) {
    a.clear();
    b.clear();
    for (const std::size_t unit : drawn) {
      if (within || unit < first.size()) a.push_back(first[unit]);
      if (within || unit >= first.size()) b.push_back(second[within ? unit : unit - first.size()]);
    }
    return within ? hedges_within(a, b) : hedges_between(a, b);
  };
  return measure::bootstrap(measure::Groups::each_row(units), metric,
                            {.level = options.level, .resamples = options.resamples, .seed = options.seed});
}

/// The unit means that are tested: as many of both, in the same order, where within.
struct TestedUnits {
  GroupDesign design = GroupDesign::between;
  std::vector<double> first, second;
  std::vector<bool> is_tested;  ///< by unit
};

TestedUnits tested_units(const std::vector<UnitMeans>& means) {
  std::size_t both = 0, first_alone = 0, second_alone = 0;
  for (const UnitMeans& unit : means) {
    both += unit.has_first() && unit.has_second() ? 1 : 0;
    first_alone += unit.has_first() && !unit.has_second() ? 1 : 0;
    second_alone += !unit.has_first() && unit.has_second() ? 1 : 0;
  }
  TestedUnits tested;
  const bool within = both > 0 && both >= std::min(first_alone, second_alone);
  if (within) tested.design = GroupDesign::within;
  for (const UnitMeans& unit : means) {
    const bool has_both = unit.has_first() && unit.has_second();
    tested.is_tested.push_back(has_both == within && (unit.has_first() || unit.has_second()));
    if (!tested.is_tested.back()) continue;
    if (unit.has_first()) tested.first.push_back(unit.first);
    if (unit.has_second()) tested.second.push_back(unit.second);
  }
  return tested;
}

/// Values in a unit and group are no more independent than people in a unit: a unit's own difference varies (Barr,
/// Levy, Scheepers and Tily 2013).
std::vector<GroupedValue> group_means_of_units(const TestedUnits& tested) {
  std::vector<GroupedValue> means;
  for (std::size_t unit = 0; unit < tested.first.size(); ++unit) {
    means.push_back({tested.first[unit], unit, false});
    means.push_back({tested.second[unit], unit, true});
  }
  return means;
}

std::string too_few(const TestedUnits& tested) {
  if (tested.design == GroupDesign::within && tested.first.size() < kFewestWithin) {
    return fmt::format("{} have values of both groups; {} is the least", tested.first.size(), kFewestWithin);
  }
  if (tested.design == GroupDesign::between && std::min(tested.first.size(), tested.second.size()) < kFewestBetween) {
    return fmt::format("{} and {} are independent of each other; {} in each group is the least", tested.first.size(),
                       tested.second.size(), kFewestBetween);
  }
  return {};
}

}  // namespace

std::string_view to_string(GroupDesign design) { return design == GroupDesign::between ? "between" : "within"; }

GroupDifference group_difference(std::span<const GroupedValue> values, const GroupDifferenceOptions& options) {
  const TestedUnits tested = tested_units(unit_means(values));
  GroupDifference result;
  result.design = tested.design;
  result.units_first = tested.first.size();
  result.units_second = tested.second.size();
  std::vector<GroupedValue> rows;
  std::vector<bool> is_left_out(tested.is_tested.size());
  for (const GroupedValue& value : values) {
    if (tested.is_tested[value.unit]) {
      rows.push_back(value);
    } else {
      is_left_out[value.unit] = true;
    }
  }
  result.rows = rows.size();
  result.left_out = static_cast<std::size_t>(std::count(is_left_out.begin(), is_left_out.end(), true));
  const auto refuse = [&](Status status, std::string reason) {
    result.status = status;
    result.reason = std::move(reason);
    return result;
  };
  if (std::string reason = too_few(tested); !reason.empty()) return refuse(Status::too_short, std::move(reason));
  result.mean_first = mean(tested.first);
  result.mean_second = mean(tested.second);
  const Drawn drawn = result.design == GroupDesign::within ? draw_signs(tested.first, tested.second, options)
                                                           : permute_labels(tested.first, tested.second, options);
  result.difference = result.mean_second - result.mean_first;
  if (!(drawn.found.variance > 0)) return refuse(Status::not_estimable, "the values of each group are equal");
  const double size = size_of(drawn.found, options.known_variance);
  const auto far = std::distance(std::lower_bound(drawn.sizes.begin(), drawn.sizes.end(), size * (1 - kRounding)),
                                 drawn.sizes.end());
  result.p = static_cast<double>(1 + far) / static_cast<double>(1 + drawn.sizes.size());
  const double reach =
      measure::sample_quantile(drawn.sizes, options.level) * std::sqrt(drawn.found.variance + options.known_variance);
  if (std::isfinite(reach)) {
    result.low = result.difference - reach;
    result.high = result.difference + reach;
  }
  result.hedges_g = hedges_g(tested.first, tested.second, result.design, options);
  if (result.design == GroupDesign::within) rows = group_means_of_units(tested);
  result.model = random_intercept(rows, {.level = options.level, .known_variance = options.known_variance});
  return result;
}

}  // namespace affect::understand::corpus
