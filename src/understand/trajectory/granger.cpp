#include "affect/understand/trajectory/granger.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "affect/measure/f_distribution.h"
#include "affect/rng.h"
#include "affect/understand/trajectory/pair_surrogates.h"
#include "understand/trajectory/least_squares.h"
#include "understand/trajectory/pair_checks.h"

namespace affect::understand::trajectory {
namespace {

constexpr std::size_t kRowsALag = 10;

/// Rows with `lags` ones before them in their session.
std::vector<std::size_t> lagged_rows(const PairedScores& pair, std::size_t lags) {
  std::vector<std::size_t> rows;
  for (std::size_t i = lags; i < pair.size(); ++i) {
    if (pair.sessions[i] == pair.sessions[i - lags]) rows.push_back(i);
  }
  return rows;
}

/// One person's score by the own last ones, then the other's, then level and trend.
struct LagEquation {
  bool of_second = true;
  std::size_t own_lags = 1, other_lags = 1;
  bool trend = true;

  std::size_t columns() const { return own_lags + other_lags + (trend ? 2 : 1); }

  void append_predictors(const PairedScores& pair, std::size_t row, std::vector<double>& design) const {
    const auto& own = of_second ? pair.second : pair.first;
    const auto& other = of_second ? pair.first : pair.second;
    const std::size_t nearest = of_second && pair.alternates() ? 0 : 1;
    for (std::size_t lag = 0; lag < own_lags; ++lag) design.push_back(own[row - 1 - lag]);
    for (std::size_t lag = 0; lag < other_lags; ++lag) design.push_back(other[row - nearest - lag]);
    design.push_back(1);
    if (trend) design.push_back(static_cast<double>(row) / static_cast<double>(pair.size() - 1) - 0.5);
  }

  std::optional<LeastSquares> fit(const PairedScores& pair, const std::vector<std::size_t>& rows) const {
    std::vector<double> design, outcome;
    for (const std::size_t row : rows) {
      append_predictors(pair, row, design);
      outcome.push_back((of_second ? pair.second : pair.first)[row]);
    }
    return least_squares(design, columns(), outcome);
  }

  double predict(const PairedScores& pair, std::size_t row, const LeastSquares& fit) const {
    std::vector<double> predictors;
    append_predictors(pair, row, predictors);
    double value = 0;
    for (std::size_t i = 0; i < predictors.size(); ++i) value += predictors[i] * fit.coefficients[i];
    return value;
  }
};

double f_of(const LeastSquares& restricted, const LeastSquares& full, std::size_t lags) {
  const double freedom = static_cast<double>(full.residuals.size() - full.columns());
  return (restricted.residual_square - full.residual_square) / static_cast<double>(lags) /
         (full.residual_square / freedom);
}

std::size_t best_lags(const PairedScores& pair, const GrangerOptions& options) {
  const std::size_t most = std::max(options.fewest_lags, std::min(options.most_lags, pair.size() / kRowsALag));
  const auto rows = lagged_rows(pair, most);
  std::size_t best = options.fewest_lags;
  double least = 0;
  for (std::size_t lags = options.fewest_lags; lags <= most; ++lags) {
    double bic = 0;
    for (const bool of_second : {false, true}) {
      const LagEquation equation{of_second, lags, 0, options.trend};
      const auto fit = equation.fit(pair, rows);
      if (!fit || fit->is_exact()) return best;
      const auto n = static_cast<double>(rows.size());
      bic += n * std::log(fit->residual_square / n) + static_cast<double>(equation.columns()) * std::log(n);
    }
    if (lags != options.fewest_lags && !(bic < least)) continue;
    least = bic;
    best = lags;
  }
  return best;
}

/// Both people once more where the second goes on by the own past alone.
class NullDraw {
 public:
  NullDraw(const PairedScores& pair, std::size_t lags, bool trend)
      : rows_(lagged_rows(pair, lags)), equations_{{{false, lags, lags, trend}, {true, lags, 0, trend}}} {
    for (std::size_t person = 0; person < 2; ++person) {
      auto fit = equations_[person].fit(pair, rows_);
      if (!fit) return;
      const auto n = static_cast<double>(rows_.size());
      const double scale = std::sqrt(n / (n - static_cast<double>(equations_[person].columns())));
      for (double& residual : fit->residuals) residual *= scale;
      fits_[person] = std::move(fit);
    }
    low_ = {*std::min_element(pair.first.begin(), pair.first.end()),
            *std::min_element(pair.second.begin(), pair.second.end())};
    high_ = {*std::max_element(pair.first.begin(), pair.first.end()),
             *std::max_element(pair.second.begin(), pair.second.end())};
  }

  bool can_draw() const { return fits_[0] && fits_[1]; }
  void operator()(Rng& rng, PairedScores& drawn) const {
    for (const std::size_t row : rows_) {
      for (std::size_t person = 0; person < 2; ++person) {
        auto& own = person == 0 ? drawn.first : drawn.second;
        const double value =
            equations_[person].predict(drawn, row, *fits_[person]) + fits_[person]->residuals[rng.below(rows_.size())];
        // A fit that explodes would leave the numbers.
        const double room = 10 * (high_[person] - low_[person]);
        own[row] = std::clamp(value, low_[person] - room, high_[person] + room);
      }
    }
  }

 private:
  std::vector<std::size_t> rows_;
  std::array<LagEquation, 2> equations_;
  std::array<std::optional<LeastSquares>, 2> fits_;
  std::array<double, 2> low_{}, high_{};
};

}  // namespace

Granger granger(const PairedScores& pair, const GrangerOptions& options) {
  Granger found;
  if (const auto refused = refusal(pair, kFewestForGranger)) {
    found.status = refused->status;
    found.reason = refused->reason;
    return found;
  }
  found.lags = best_lags(pair, options);
  const auto rows = lagged_rows(pair, found.lags);
  const LagEquation own{true, found.lags, 0, options.trend}, both{true, found.lags, found.lags, options.trend};
  const auto statistic = [&](const PairedScores& of) -> std::optional<double> {
    const auto restricted = own.fit(of, rows), full = both.fit(of, rows);
    if (!restricted || !full || full->is_exact()) return std::nullopt;
    found.explained = 1 - full->residual_square / restricted->residual_square;
    return f_of(*restricted, *full, found.lags);
  };
  const NullDraw draw(pair, found.lags, options.trend);
  const auto f = statistic(pair);
  if (!f || !draw.can_draw()) {
    found.status = Status::not_estimable;
    found.reason = "sessions are too short, or one person's scores follow from the other's";
    return found;
  }
  found.f = *f;
  found.freedom = rows.size() - both.columns();
  if (rows.size() > kLongestGrangerBootstrap) {
    found.p = 1 - measure::f_distribution(found.f, static_cast<double>(found.lags), static_cast<double>(found.freedom));
    return found;
  }
  const double explained = found.explained;
  Rng rng(options.seed);
  PairedScores drawn = pair;
  std::size_t above = 0, draws = 0;
  for (std::size_t i = 0; i < options.replicates; ++i) {
    draw(rng, drawn);
    const auto again = statistic(drawn);
    if (!again) continue;
    ++draws;
    above += *again >= *f ? 1 : 0;
  }
  const auto apart = surrogate_values(pair, {.count = options.replicates, .seed = options.seed},
                                      [&](const PairedScores& surrogate) { return statistic(surrogate).value_or(0); });
  found.explained = explained;
  found.p = std::max(static_cast<double>(1 + above) / static_cast<double>(1 + draws), upper_p(apart, *f));
  return found;
}

}  // namespace affect::understand::trajectory
