#include "affect/understand/corpus/trend.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "affect/rng.h"
#include "affect/understand/trajectory/variability.h"

namespace affect::understand::corpus {
namespace {

constexpr double kLowestPhi = -0.5, kPhiStep = 0.0725, kTooSlow = 0.9;
constexpr std::size_t kPhis = 21;
constexpr std::size_t kFewestPlacebos = 19, kMostPlacebos = 500;

/// Least squares on an intercept, time and, with an event, a step and a bend; columns made orthonormal in turn, so that
/// the last coefficient of each column is its own.
class SegmentedRegression {
 public:
  SegmentedRegression(const std::vector<std::int64_t>& bins, std::optional<std::int64_t> event) : bins_(bins) {
    const std::int64_t origin = event.value_or((bins.front() + bins.back()) / 2);
    std::vector<std::vector<double>> columns(event ? 4 : 2);
    for (const std::int64_t bin : bins) {
      const auto time = static_cast<double>(bin - origin);
      columns[0].push_back(1);
      columns[1].push_back(time);
      if (!event) continue;
      columns[2].push_back(bin >= *event ? 1 : 0);
      columns[3].push_back(bin >= *event ? time : 0);
    }
    // Frisch and Waugh: a coefficient is that on what the other columns leave of its own.
    for (std::size_t k = 0; k < columns.size(); ++k) {
      std::vector<std::vector<double>> others;
      for (std::size_t j = 0; j < columns.size(); ++j) {
        if (j != k) others.push_back(columns[j]);
      }
      std::vector<double> left = columns[k];
      for (const auto& basis : orthonormal(std::move(others))) take_out(basis, left);
      const double square = dot(left, left);
      for (double& value : left) value /= square;
      own_.push_back(std::move(left));
    }
    basis_ = orthonormal(std::move(columns));
  }

  std::size_t size() const { return own_.size(); }
  double coefficient(std::size_t k, const std::vector<double>& values) const { return dot(own_[k], values); }
  /// Of coefficient k where the errors were independent with this SD.
  double error(std::size_t k, double sd) const { return sd * std::sqrt(dot(own_[k], own_[k])); }
  std::vector<double> residuals(std::vector<double> values) const {
    for (const auto& basis : basis_) take_out(basis, values);
    return values;
  }
  double sd(const std::vector<double>& residuals) const {
    return std::sqrt(dot(residuals, residuals) / (static_cast<double>(residuals.size()) - static_cast<double>(size())));
  }
  /// Correlation of residuals in bins that follow each other.
  double autocorrelation(const std::vector<double>& residuals) const {
    double product = 0, square = 0;
    for (std::size_t i = 1; i < residuals.size(); ++i) {
      if (bins_[i] != bins_[i - 1] + 1) continue;
      product += residuals[i] * residuals[i - 1];
      square += (residuals[i] * residuals[i] + residuals[i - 1] * residuals[i - 1]) / 2;
    }
    return square > 0 ? product / square : 0;
  }

 private:
  static double dot(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
  }
  static void take_out(const std::vector<double>& basis, std::vector<double>& values) {
    const double part = dot(basis, values);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] -= part * basis[i];
  }
  static std::vector<std::vector<double>> orthonormal(std::vector<std::vector<double>> columns) {
    std::vector<std::vector<double>> basis;
    for (auto& column : columns) {
      // Twice, against rounding.
      for (int pass = 0; pass < 2; ++pass) {
        for (const auto& before : basis) take_out(before, column);
      }
      const double length = std::sqrt(dot(column, column));
      for (double& value : column) value /= length;
      basis.push_back(std::move(column));
    }
    return basis;
  }

  const std::vector<std::int64_t>& bins_;
  std::vector<std::vector<double>> own_, basis_;
};

/// An AR(1) process of variance 1 at these bins.
void draw_ar1_errors(const std::vector<std::int64_t>& bins, double phi, Rng& rng, std::vector<double>& values) {
  for (std::size_t i = 0; i < bins.size(); ++i) {
    const double gain = i == 0 ? 0 : std::pow(phi, static_cast<double>(bins[i] - bins[i - 1]));
    values[i] = (i == 0 ? 0 : gain * values[i - 1]) + std::sqrt(1 - gain * gain) * rng.normal();
  }
}

/// What t is where nothing is there, over the phi that fit.
struct TMixture {
  std::vector<std::vector<std::pair<double, double>>> sizes;  ///< by coefficient: |t| and weight, falling
  double phi = 0;
};

TMixture simulate_t(const SegmentedRegression& regression, const std::vector<std::int64_t>& bins, double observed,
                    const TrendOptions& options) {
  std::array<double, kPhis> below{};
  std::array<std::vector<std::vector<double>>, kPhis> sizes;
  const Rng all(options.seed);
  std::vector<double> values(bins.size());
  for (std::size_t at = 0; at < kPhis; ++at) {
    Rng rng = all.split(at);
    sizes[at].resize(regression.size());
    double count = 0.5;
    for (std::size_t draw = 0; draw < options.draws; ++draw) {
      draw_ar1_errors(bins, kLowestPhi + kPhiStep * static_cast<double>(at), rng, values);
      const auto residuals = regression.residuals(values);
      const double sd = regression.sd(residuals);
      count += regression.autocorrelation(residuals) < observed ? 1 : 0;
      for (std::size_t k = 0; k < regression.size(); ++k) {
        sizes[at][k].push_back(std::abs(regression.coefficient(k, values)) / regression.error(k, sd));
      }
    }
    below[at] = count / (static_cast<double>(options.draws) + 1);
    if (at > 0) below[at] = std::min(below[at], below[at - 1]);
  }
  TMixture mixture;
  mixture.sizes.resize(regression.size());
  for (std::size_t at = 0; at < kPhis; ++at) {
    // The chance of phi between the middles to both neighbours.
    const double from = at == 0 ? 1 : (below[at - 1] + below[at]) / 2;
    const double to = at + 1 == kPhis ? 0 : (below[at] + below[at + 1]) / 2;
    if (from >= 0.5) mixture.phi = kLowestPhi + kPhiStep * static_cast<double>(at);
    for (std::size_t k = 0; k < regression.size(); ++k) {
      for (const double size : sizes[at][k]) {
        mixture.sizes[k].emplace_back(size, (from - to) / static_cast<double>(options.draws));
      }
    }
  }
  for (auto& falling : mixture.sizes) std::sort(falling.rbegin(), falling.rend());
  return mixture;
}

TrendEffect trend_effect(const SegmentedRegression& regression, std::size_t k, const std::vector<double>& values,
                         double sd, const TMixture& mixture, const TrendOptions& options) {
  TrendEffect found;
  found.value = regression.coefficient(k, values);
  const double error = regression.error(k, sd), t = std::abs(found.value) / error;
  double above = 0, reach = 0;
  bool is_reached = false;
  for (const auto& [size, weight] : mixture.sizes[k]) {
    above += weight;
    if (size >= t) found.p = above;
    if (!is_reached && above >= 1 - options.level) {
      reach = size;
      is_reached = true;
    }
  }
  if (mixture.sizes[k].front().first < t) found.p = 0;
  const double draws = static_cast<double>(options.draws);
  found.p = std::min(1.0, (found.p * draws + 1) / (draws + 1));
  found.low = found.value - reach * error;
  found.high = found.value + reach * error;
  return found;
}

/// The share of other places at which the level seems to change as much, in its standard errors.
std::optional<double> placebo_p(const BinnedSeries& series, std::int64_t event) {
  const std::size_t n = series.bins.size();
  const auto size_at = [&](std::int64_t place) {
    const SegmentedRegression regression(series.bins, place);
    return std::abs(regression.coefficient(2, series.values)) /
           regression.error(2, regression.sd(regression.residuals(series.values)));
  };
  const std::size_t places = n >= 2 * kFewestBesideEvent ? n - 2 * kFewestBesideEvent + 1 : 0;
  if (places < kFewestPlacebos + 1) return std::nullopt;
  const double observed = size_at(event);
  double far = 1, count = 1;
  const std::size_t step = (places + kMostPlacebos - 1) / kMostPlacebos;
  for (std::size_t i = kFewestBesideEvent; i + kFewestBesideEvent <= n; i += step) {
    if (series.bins[i] == event || (series.bins[i] > event && series.bins[i - 1] < event)) continue;
    count += 1;
    far += size_at(series.bins[i]) >= observed ? 1 : 0;
  }
  return far / count;
}

std::string trend_too_short(const BinnedSeries& series, const TrendOptions& options) {
  if (series.values.size() < kFewestForTrend) {
    return fmt::format("{} bins with scores; {} is the least", series.values.size(), kFewestForTrend);
  }
  if (!options.event) return {};
  const auto place = std::lower_bound(series.bins.begin(), series.bins.end(), *options.event);
  const auto before = static_cast<std::size_t>(std::distance(series.bins.begin(), place));
  const std::size_t after = series.bins.size() - before;
  if (std::min(before, after) >= kFewestBesideEvent) return {};
  return fmt::format("{} bins before the event and {} behind it; {} is the least", before, after, kFewestBesideEvent);
}

}  // namespace

Trend trend(const BinnedSeries& series, const TrendOptions& options) {
  assert(series.values.size() == series.bins.size());
  Trend found;
  const auto refuse = [&](Status status, std::string reason) {
    found.status = status;
    found.reason = std::move(reason);
    return found;
  };
  if (std::string reason = trend_too_short(series, options); !reason.empty()) {
    return refuse(Status::too_short, std::move(reason));
  }
  if (series.values.size() > kLongestTrend) {
    return refuse(Status::not_estimable, fmt::format("more than {} bins: take wider ones", kLongestTrend));
  }
  found.missing = static_cast<std::size_t>(series.bins.back() - series.bins.front() + 1) - series.bins.size();
  std::vector<double> values = series.values;
  const double middle = trajectory::mean(values);
  for (double& value : values) value -= middle;
  const SegmentedRegression regression(series.bins, options.event);
  const auto residuals = regression.residuals(values);
  const double sd = regression.sd(residuals);
  if (!(sd > 1e-12)) return refuse(Status::not_estimable, "the values do not vary around a line");
  const TMixture mixture = simulate_t(regression, series.bins, regression.autocorrelation(residuals), options);
  found.phi = mixture.phi;
  if (found.phi > kTooSlow) return refuse(Status::not_estimable, "the level wanders: a trend is not told from a walk");
  const auto of = [&](std::size_t k) { return trend_effect(regression, k, values, sd, mixture, options); };
  found.slope = of(1);
  if (!options.event) return found;
  found.level_change = of(2);
  found.slope_change = of(3);
  found.placebo_p = placebo_p(series, *options.event);
  return found;
}

}  // namespace affect::understand::corpus
