#include "affect/understand/trajectory/lagged_influence.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "affect/rng.h"

namespace affect::understand::trajectory {
namespace {

/// Penalties, in units of the mean square of a predictor's column.
constexpr std::array kPenalties{0.03, 0.1, 0.3, 1.0, 3.0, 10.0};

/// Own lags, then others': one row of the regression.
using LagRow = std::array<double, 2 * LaggedInfluence::kMostLags>;

/// The lower triangle of a positive definite matrix's root, and what it solves.
class SmallCholesky {
 public:
  SmallCholesky(std::vector<double> matrix, std::size_t size) : root_(std::move(matrix)), size_(size) {
    for (std::size_t i = 0; i < size_; ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        double sum = root_[i * size_ + j];
        for (std::size_t k = 0; k < j; ++k) sum -= root_[i * size_ + k] * root_[j * size_ + k];
        root_[i * size_ + j] = i == j ? std::sqrt(sum) : sum / root_[j * size_ + j];
      }
    }
  }
  /// root^-1 b
  void forward(std::span<double> b) const {
    for (std::size_t i = 0; i < size_; ++i) {
      for (std::size_t k = 0; k < i; ++k) b[i] -= root_[i * size_ + k] * b[k];
      b[i] /= root_[i * size_ + i];
    }
  }
  void backward(std::span<double> b) const {
    for (std::size_t i = size_; i-- > 0;) {
      for (std::size_t k = i + 1; k < size_; ++k) b[i] -= root_[k * size_ + i] * b[k];
      b[i] /= root_[i * size_ + i];
    }
  }

 private:
  std::vector<double> root_;
  std::size_t size_;
};

struct RidgeFit {
  LagRow coefficients{};
  double left_out_error = 0;  ///< sum of squares
};

class LaggedModel {
 public:
  LaggedModel(std::span<const ScoredTurn> turns, std::size_t target, std::size_t lags)
      : turns_(turns), target_(target), lags_(lags), person_(turns[target].speaker) {
    for (std::size_t i = 1; i < turns_.size(); ++i) {
      if (turns_[i].speaker == person_ && !std::isnan(turns_[i].score)) responses_.push_back(i);
    }
  }

  std::size_t rows() const { return responses_.size(); }

  /// Scores less their speaker's mean; 0 where there is none, which pulls nowhere.
  std::vector<double> centred() const {
    std::map<std::size_t, std::pair<double, double>> sums;
    for (const ScoredTurn& turn : turns_) {
      if (std::isnan(turn.score)) continue;
      sums[turn.speaker].first += turn.score;
      sums[turn.speaker].second += 1;
    }
    std::vector<double> values;
    for (const ScoredTurn& turn : turns_) {
      const auto& [sum, count] = sums[turn.speaker];
      values.push_back(std::isnan(turn.score) ? 0 : turn.score - sum / count);
    }
    return values;
  }

  /// The scores of each speaker on other of their turns; the target keeps its own.
  std::vector<double> dealt(std::vector<double> values, Rng& rng) const {
    std::map<std::size_t, std::vector<std::size_t>> places;
    for (std::size_t i = 0; i < turns_.size(); ++i) {
      if (i != target_ && !std::isnan(turns_[i].score)) places[turns_[i].speaker].push_back(i);
    }
    for (const auto& [speaker, at] : places) {
      auto order = at;
      rng.shuffle(order);
      std::vector<double> moved;
      moved.reserve(order.size());
      for (const std::size_t i : order) moved.push_back(values[i]);
      for (std::size_t i = 0; i < at.size(); ++i) values[at[i]] = moved[i];
    }
    return values;
  }

  RidgeFit fit(const std::vector<double>& values) const {
    const std::size_t width = 2 * lags_;
    std::vector<LagRow> rows;
    std::vector<double> products(width * width), with_response(width);
    for (const std::size_t at : responses_) {
      const LagRow& row = rows.emplace_back(row_at(values, at));
      for (std::size_t i = 0; i < width; ++i) {
        for (std::size_t j = 0; j <= i; ++j) products[i * width + j] += row[i] * row[j];
        with_response[i] += row[i] * values[at];
      }
    }
    double scale = 0;
    for (std::size_t i = 0; i < width; ++i) scale += products[i * width + i] / static_cast<double>(width);
    RidgeFit best;
    if (!(scale > 0)) {
      for (const std::size_t at : responses_) best.left_out_error += values[at] * values[at];
      return best;
    }
    for (const double penalty : kPenalties) {
      auto matrix = products;
      for (std::size_t i = 0; i < width; ++i) matrix[i * width + i] += penalty * scale;
      const RidgeFit one = solve({std::move(matrix), width}, with_response, rows, values);
      if (penalty == kPenalties.front() || one.left_out_error < best.left_out_error) best = one;
    }
    return best;
  }

  LagRow row_at(const std::vector<double>& values, std::size_t at) const {
    LagRow row{};
    for (std::size_t lag = 1; lag <= std::min(lags_, at); ++lag) row[column(at, lag)] = values[at - lag];
    return row;
  }

  std::size_t column(std::size_t at, std::size_t lag) const {
    return turns_[at - lag].speaker == person_ ? lag - 1 : lags_ + lag - 1;
  }

  /// What each lag adds to the prediction of the target.
  std::vector<double> parts(const RidgeFit& fit, const std::vector<double>& values) const {
    std::vector<double> parts;
    for (std::size_t lag = 1; lag <= std::min(lags_, target_); ++lag) {
      parts.push_back(fit.coefficients[column(target_, lag)] * values[target_ - lag]);
    }
    return parts;
  }

 private:
  RidgeFit solve(const SmallCholesky& root, const std::vector<double>& with_response, const std::vector<LagRow>& rows,
                 const std::vector<double>& values) const {
    const std::size_t width = 2 * lags_;
    RidgeFit fit;
    std::copy(with_response.begin(), with_response.end(), fit.coefficients.begin());
    const auto coefficients = std::span(fit.coefficients).first(width);
    root.forward(coefficients);
    root.backward(coefficients);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      LagRow half = rows[i];
      root.forward(std::span(half).first(width));
      double leverage = 0, predicted = 0;
      for (std::size_t k = 0; k < width; ++k) {
        leverage += half[k] * half[k];
        predicted += fit.coefficients[k] * rows[i][k];
      }
      const double error = (values[responses_[i]] - predicted) / (1 - leverage);
      fit.left_out_error += error * error;
    }
    return fit;
  }

  std::span<const ScoredTurn> turns_;
  std::size_t target_, lags_, person_;
  std::vector<std::size_t> responses_;
};

}  // namespace

LaggedInfluence lagged_influence(std::span<const ScoredTurn> turns, std::size_t target,
                                 const LaggedInfluenceOptions& options) {
  assert(target < turns.size() && !std::isnan(turns[target].score));
  assert(options.lags >= 1 && options.lags <= LaggedInfluence::kMostLags);
  const std::size_t begin = target - std::min(target, LaggedInfluence::kMostTurns / 2);
  const auto near = turns.subspan(begin, std::min(LaggedInfluence::kMostTurns, turns.size() - begin));
  const LaggedModel model(near, target - begin, options.lags);
  LaggedInfluence found;
  if (model.rows() < LaggedInfluence::kFewestScores) {
    found.status = Status::too_short;
    found.reason = fmt::format("{} scores with a turn before, {} needed", model.rows(), LaggedInfluence::kFewestScores);
    return found;
  }
  const auto values = model.centred();
  const double own = values[target - begin];
  double squares = 0;
  for (std::size_t i = 1; i < near.size(); ++i) {
    if (near[i].speaker == turns[target].speaker) squares += values[i] * values[i];
  }
  if (!(squares > 1e-18)) {
    found.status = Status::not_estimable;
    found.reason = "all scores are equal";
    return found;
  }
  const RidgeFit fit = model.fit(values);
  const auto parts = model.parts(fit, values);
  const double sign = own < 0 ? -1 : 1;
  const auto largest = [&](const std::vector<double>& changes) {
    double most = 0;
    for (const double change : changes) most = std::max(most, sign * change);
    return most;
  };
  found.explained = 1 - fit.left_out_error / squares;
  found.predicted = turns[target].score - own;
  for (std::size_t lag = 1; lag <= parts.size(); ++lag) {
    found.predicted += parts[lag - 1];
    if (sign * parts[lag - 1] <= 0) continue;
    const std::size_t index = target - lag;
    found.turns.push_back({index, turns[index].speaker == turns[target].speaker, parts[lag - 1]});
  }
  std::stable_sort(found.turns.begin(), found.turns.end(),
                   [](const EarlierTurn& a, const EarlierTurn& b) { return std::abs(a.change) > std::abs(b.change); });
  double as_large = 1;
  for (std::size_t round = 0; round < options.permutations; ++round) {
    Rng rng = Rng(options.seed).split(round);
    const auto other = model.dealt(values, rng);
    as_large += largest(model.parts(model.fit(other), other)) >= largest(parts) - 1e-12 ? 1 : 0;
  }
  found.p = as_large / static_cast<double>(1 + options.permutations);
  return found;
}

}  // namespace affect::understand::trajectory
