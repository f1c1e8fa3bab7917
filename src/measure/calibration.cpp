#include "affect/measure/calibration.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include "affect/measure/correlation.h"
#include "affect/rng.h"

namespace affect::measure {
namespace {

constexpr std::size_t kMinimumCalibrationRows = 3;

double mean_of_values(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

bool is_constant(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [&](double value) { return value == values.front(); });
}

/// A level of the step curve: scores that share a value.
struct CurveLevel {
  double value = 0, weight = 0;
  std::size_t points = 0;  ///< how many scores lie on it
};

/// log(1 + exp(z)).
double softplus(double z) { return z > 0 ? z + std::log1p(std::exp(-z)) : std::log1p(std::exp(z)); }

double platt_loss(const Platt& curve, std::span<const double> scores, std::span<const double> targets) {
  double loss = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const double z = curve.intercept + curve.slope * scores[i];
    loss += softplus(z) - targets[i] * z;
  }
  return loss;
}

/// One step of Newton's method; false where it no longer helps.
bool improve(Platt& curve, double& loss, std::span<const double> scores, std::span<const double> targets) {
  constexpr double kRidge = 1e-12;
  double gs = 0, gi = 0, hss = kRidge, hsi = 0, hii = kRidge;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const double p = curve(scores[i]), d = p - targets[i], w = p * (1 - p);
    gs += d * scores[i];
    gi += d;
    hss += w * scores[i] * scores[i];
    hsi += w * scores[i];
    hii += w;
  }
  const double determinant = hss * hii - hsi * hsi;
  if (!(determinant > 0)) return false;
  const double ds = -(hii * gs - hsi * gi) / determinant, di = -(hss * gi - hsi * gs) / determinant;
  for (double step = 1; step > 1e-10; step /= 2) {
    const Platt next{curve.slope + step * ds, curve.intercept + step * di};
    const double next_loss = platt_loss(next, scores, targets);
    if (next_loss > loss) continue;
    curve = next;
    loss = next_loss;
    return step * (std::abs(ds) + std::abs(di)) > 1e-13 * (1 + std::abs(curve.slope) + std::abs(curve.intercept));
  }
  return false;
}

template <class Fitted>
Curve curve_of(std::optional<Fitted> fitted) {
  return fitted ? Curve(*std::move(fitted)) : Curve();
}

}  // namespace

std::optional<Line> fit_line(std::span<const double> scores, std::span<const double> codes) {
  assert(scores.size() == codes.size());
  if (scores.size() < kMinimumCalibrationRows || is_constant(scores)) return std::nullopt;
  const double mx = mean_of_values(scores), my = mean_of_values(codes);
  double xx = 0, xy = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    xx += (scores[i] - mx) * (scores[i] - mx);
    xy += (scores[i] - mx) * (codes[i] - my);
  }
  return Line{xy / xx, my - xy / xx * mx};
}

double Isotonic::operator()(double score) const {
  if (score <= scores.front()) return values.front();
  if (score >= scores.back()) return values.back();
  const auto above = static_cast<std::size_t>(std::upper_bound(scores.begin(), scores.end(), score) - scores.begin());
  const double share = (score - scores[above - 1]) / (scores[above] - scores[above - 1]);
  return std::lerp(values[above - 1], values[above], share);
}

std::optional<Isotonic> fit_isotonic(std::span<const double> scores, std::span<const double> codes) {
  assert(scores.size() == codes.size());
  if (scores.size() < kMinimumCalibrationRows) return std::nullopt;
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] < scores[b]; });
  Isotonic curve;
  std::vector<CurveLevel> levels;
  for (std::size_t i = 0; i < order.size();) {
    const double score = scores[order[i]];
    CurveLevel level{.points = 1};
    for (; i < order.size() && scores[order[i]] == score; ++i) {
      level.value += codes[order[i]];
      level.weight += 1;
    }
    level.value /= level.weight;
    curve.scores.push_back(score);
    levels.push_back(level);
    while (levels.size() > 1 && levels[levels.size() - 2].value >= levels.back().value) {
      const CurveLevel last = levels.back();
      levels.pop_back();
      CurveLevel& pooled = levels.back();
      const double weight = pooled.weight + last.weight;
      pooled.value = (pooled.value * pooled.weight + last.value * last.weight) / weight;
      pooled.weight = weight;
      pooled.points += last.points;
    }
  }
  for (const CurveLevel& level : levels) curve.values.insert(curve.values.end(), level.points, level.value);
  return curve;
}

double Platt::operator()(double score) const {
  const double z = intercept + slope * score;
  return z >= 0 ? 1 / (1 + std::exp(-z)) : std::exp(z) / (1 + std::exp(z));
}

std::optional<Platt> fit_platt(std::span<const double> scores, std::span<const double> truth) {
  assert(scores.size() == truth.size());
  assert(std::all_of(truth.begin(), truth.end(), [](double t) { return t == 0 || t == 1; }));
  const double ones = std::accumulate(truth.begin(), truth.end(), 0.0);
  const double zeros = static_cast<double>(truth.size()) - ones;
  if (scores.size() < kMinimumCalibrationRows || ones == 0 || zeros == 0 || is_constant(scores)) return std::nullopt;
  std::vector<double> targets;
  targets.reserve(truth.size());
  for (const double t : truth) targets.push_back(t == 1 ? (ones + 1) / (ones + 2) : 1 / (zeros + 2));
  Platt curve{0, std::log((ones + 1) / (zeros + 1))};
  double loss = platt_loss(curve, scores, targets);
  for (int i = 0; i < 200 && improve(curve, loss, scores, targets); ++i) {
  }
  return curve;
}

Curve line_fit(std::span<const double> scores, std::span<const double> codes) {
  return curve_of(fit_line(scores, codes));
}
Curve isotonic_fit(std::span<const double> scores, std::span<const double> codes) {
  return curve_of(fit_isotonic(scores, codes));
}
Curve platt_fit(std::span<const double> scores, std::span<const double> codes) {
  return curve_of(fit_platt(scores, codes));
}

std::vector<double> out_of_fold(std::span<const double> scores, std::span<const double> codes, const Groups& groups,
                                const CurveFit& fit, const FoldOptions& options) {
  assert(scores.size() == codes.size() && groups.rows() == scores.size());
  std::vector<double> mapped(scores.size(), std::numeric_limits<double>::quiet_NaN());
  const std::size_t folds = std::min(options.folds, groups.size());
  if (folds < 2) return mapped;
  std::vector<std::size_t> order(groups.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  Rng(options.seed).shuffle(order);
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<double> x, y;
    std::vector<std::size_t> held_out;
    for (std::size_t i = 0; i < order.size(); ++i) {
      for (const std::size_t row : groups[order[i]]) {
        if (i % folds == fold) {
          held_out.push_back(row);
        } else {
          x.push_back(scores[row]);
          y.push_back(codes[row]);
        }
      }
    }
    const Curve curve = fit(x, y);
    if (!curve) continue;
    for (const std::size_t row : held_out) mapped[row] = curve(scores[row]);
  }
  return mapped;
}

}  // namespace affect::measure
