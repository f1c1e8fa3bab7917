#include "affect/understand/trajectory/actor_partner.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "affect/measure/f_distribution.h"
#include "affect/measure/normal_distribution.h"
#include "affect/measure/quantile.h"
#include "affect/rng.h"
#include "affect/understand/trajectory/pair_surrogates.h"
#include "understand/trajectory/least_squares.h"
#include "understand/trajectory/pair_checks.h"

namespace affect::understand::trajectory {
namespace {

/// Of an equation: level, trend, own last score, partner's last score.
constexpr std::size_t kLevelColumn = 0, kTrendColumn = 1, kActorColumn = 2, kPartnerColumn = 3, kPartnerColumns = 4;
constexpr std::size_t kBiasReplicates = 199;
constexpr double kHighestRadius = 0.98;

using PartnerEquation = std::array<double, kPartnerColumns>;
using PartnerSystem = std::array<PartnerEquation, 2>;

struct SystemFit {
  PartnerSystem coefficients{}, errors{};
  std::array<std::vector<double>, 2> residuals;
};

/// Rows that have one before them in their session.
std::vector<std::size_t> continued_rows(const PairedScores& pair) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 1; i < pair.size(); ++i) {
    if (pair.sessions[i] == pair.sessions[i - 1]) rows.push_back(i);
  }
  return rows;
}

/// -0.5 to 0.5 over the whole.
double relative_time(std::size_t row, std::size_t n) {
  return static_cast<double>(row) / static_cast<double>(n - 1) - 0.5;
}

double partner_score(const PairedScores& pair, std::size_t person, std::size_t row) {
  if (person == 0) return pair.second[row - 1];
  return pair.alternates() ? pair.first[row] : pair.first[row - 1];
}

std::optional<SystemFit> fit_system(const PairedScores& pair, const std::vector<std::size_t>& rows) {
  SystemFit fit;
  std::vector<double> design, outcome;
  for (std::size_t person = 0; person < 2; ++person) {
    const auto& own = person == 0 ? pair.first : pair.second;
    design.clear();
    outcome.clear();
    for (const std::size_t row : rows) {
      design.insert(design.end(), {1, relative_time(row, pair.size()), own[row - 1], partner_score(pair, person, row)});
      outcome.push_back(own[row]);
    }
    auto squares = least_squares(design, kPartnerColumns, outcome);
    if (!squares || squares->is_exact()) return std::nullopt;
    for (std::size_t column = 0; column < kPartnerColumns; ++column) {
      fit.coefficients[person][column] = squares->coefficients[column];
      fit.errors[person][column] = squares->standard_error(column);
    }
    fit.residuals[person] = std::move(squares->residuals);
  }
  return fit;
}

/// Of the step from one row to the next.
double spectral_radius(const PartnerSystem& system, bool alternates) {
  const double a = system[0][kActorColumn], b = system[0][kPartnerColumn];
  double c = system[1][kPartnerColumn], d = system[1][kActorColumn];
  if (alternates) {
    d += c * b;
    c *= a;
  }
  const double half = (a + d) / 2, root = half * half - (a * d - b * c);
  return root < 0 ? std::sqrt(std::max(0.0, a * d - b * c)) : std::abs(half) + std::sqrt(root);
}

/// Both people's scores once more, from the first rows of the sessions on.
void draw_system(const PartnerSystem& system, const SystemFit& fit, const std::vector<std::size_t>& rows, Rng& rng,
                 PairedScores& drawn) {
  const double scale = std::sqrt(static_cast<double>(rows.size()) / static_cast<double>(rows.size() - kPartnerColumns));
  for (const std::size_t row : rows) {
    // Of one bin both belong together. An answer has the turn before it in its equation: what is left over of both is
    // not alike, and drawn together it would bias what is drawn.
    std::size_t residual = rng.below(rows.size());
    for (std::size_t person = 0; person < 2; ++person) {
      if (person == 1 && drawn.alternates()) residual = rng.below(rows.size());
      const PartnerEquation& equation = system[person];
      auto& own = person == 0 ? drawn.first : drawn.second;
      own[row] = equation[kLevelColumn] + equation[kTrendColumn] * relative_time(row, drawn.size()) +
                 equation[kActorColumn] * own[row - 1] + equation[kPartnerColumn] * partner_score(drawn, person, row) +
                 scale * fit.residuals[person][residual];
    }
  }
}

PartnerSystem moved(const PartnerSystem& from, const PartnerSystem& by, double share) {
  PartnerSystem to = from;
  for (std::size_t person = 0; person < 2; ++person) {
    for (std::size_t column = 0; column < kPartnerColumns; ++column) to[person][column] -= share * by[person][column];
  }
  return to;
}

PartnerSystem without_bias(const PairedScores& pair, const SystemFit& fit, const std::vector<std::size_t>& rows,
                           Rng& rng) {
  PartnerSystem bias{};
  double draws = 0;
  PairedScores drawn = pair;
  for (std::size_t i = 0; i < kBiasReplicates; ++i) {
    draw_system(fit.coefficients, fit, rows, rng, drawn);
    const auto again = fit_system(drawn, rows);
    if (!again) continue;
    ++draws;
    bias = moved(bias, moved(fit.coefficients, again->coefficients, 1), 1);
  }
  if (draws == 0) return fit.coefficients;
  // A process that explodes is no description of scores between -1 and 1.
  double share = 1 / draws;
  while (share > 1e-3 / draws &&
         spectral_radius(moved(fit.coefficients, bias, share), pair.alternates()) > kHighestRadius) {
    share *= 0.9;
  }
  return moved(fit.coefficients, bias, share);
}

LaggedEffect bootstrapped_effect(double value, double error, std::vector<double> t, double level) {
  LaggedEffect effect;
  std::sort(t.begin(), t.end());
  effect.value.estimate = value - error * measure::sample_quantile(t, 0.5);
  effect.value.low = value - error * measure::sample_quantile(t, (1 + level) / 2);
  effect.value.high = value - error * measure::sample_quantile(t, (1 - level) / 2);
  const double own = value / error;
  const auto below = static_cast<double>(std::upper_bound(t.begin(), t.end(), own) - t.begin());
  const auto all = static_cast<double>(t.size());
  effect.p = std::min(1.0, 2 * (1 + std::min(below, all - below)) / (1 + all));
  return effect;
}

/// Wider where the effect of independent people's scores, drawn as surrogates, has a wider t: moods that move slowly.
void widen(LaggedEffect& effect, double value, double error, std::vector<double> sizes, double level) {
  std::sort(sizes.begin(), sizes.end());
  const double reach = error * measure::sample_quantile(sizes, level);
  effect.value.low = std::min(effect.value.low, value - reach);
  effect.value.high = std::max(effect.value.high, value + reach);
  effect.p = std::max(effect.p, upper_p(sizes, std::abs(value) / error));
}

LaggedEffect normal_effect(double value, double error, double level) {
  const double reach = error * measure::normal_quantile((1 + level) / 2);
  return {{value, value - reach, value + reach}, 2 * measure::normal_distribution(-std::abs(value) / error)};
}

LaggedEffect student_effect(double value, double error, double freedom, double level) {
  const double reach = error * std::sqrt(measure::f_quantile(level, 1, freedom));
  const double t = value / error;
  return {{value, value - reach, value + reach}, 1 - measure::f_distribution(t * t, 1, freedom)};
}

/// |t| of each partner effect where the second one's scores are drawn apart from the first one's.
std::array<std::vector<double>, 2> sizes_apart(const PairedScores& pair, const std::vector<std::size_t>& rows,
                                               const ActorPartnerOptions& options) {
  std::array<std::vector<double>, 2> sizes;
  surrogate_values(pair, {.count = options.replicates, .seed = options.seed}, [&](const PairedScores& drawn) {
    if (const auto fit = fit_system(drawn, rows)) {
      for (std::size_t person = 0; person < 2; ++person) {
        sizes[person].push_back(std::abs(fit->coefficients[person][kPartnerColumn]) /
                                fit->errors[person][kPartnerColumn]);
      }
    }
    return 0.0;
  });
  return sizes;
}

LaggedEffect PersonEffects::*const kEffects[] = {&PersonEffects::trend, &PersonEffects::actor, &PersonEffects::partner};

}  // namespace

ActorPartner actor_partner(const PairedScores& pair, const ActorPartnerOptions& options) {
  ActorPartner found;
  const auto refuse = [&](Status status, std::string reason) {
    found.status = status;
    found.reason = std::move(reason);
    return found;
  };
  if (const auto refused = refusal(pair, kFewestForPartner + 1)) return refuse(refused->status, refused->reason);
  const auto rows = continued_rows(pair);
  found.rows = rows.size();
  if (rows.size() < kFewestForPartner) return refuse(Status::too_short, "sessions of too few exchanges");
  const auto fit = fit_system(pair, rows);
  if (!fit) return refuse(Status::not_estimable, "one person's scores follow from the other's");

  const bool is_long = rows.size() > kLongestPartnerBootstrap;
  std::array<std::array<std::vector<double>, kPartnerColumns>, 2> t;
  if (!is_long) {
    Rng rng(options.seed);
    const PartnerSystem system = without_bias(pair, *fit, rows, rng);
    PairedScores drawn = pair;
    for (std::size_t i = 0; i < options.replicates; ++i) {
      draw_system(system, *fit, rows, rng, drawn);
      const auto again = fit_system(drawn, rows);
      if (!again) continue;
      for (std::size_t person = 0; person < 2; ++person) {
        for (std::size_t column = 0; column < kPartnerColumns; ++column) {
          t[person][column].push_back((again->coefficients[person][column] - system[person][column]) /
                                      again->errors[person][column]);
        }
      }
    }
    if (2 * t[0][0].size() < options.replicates) return refuse(Status::not_estimable, "too few scores differ");
  }
  for (std::size_t person = 0; person < 2; ++person) {
    for (std::size_t column = kTrendColumn; column < kPartnerColumns; ++column) {
      const double value = fit->coefficients[person][column], error = fit->errors[person][column];
      found.effects[person].*kEffects[column - kTrendColumn] =
          is_long ? normal_effect(value, error, options.level)
                  : bootstrapped_effect(value, error, std::move(t[person][column]), options.level);
    }
  }
  if (is_long) return found;
  auto sizes = sizes_apart(pair, rows, options);
  for (std::size_t person = 0; person < 2; ++person) {
    if (sizes[person].empty()) continue;
    widen(found.effects[person].partner, fit->coefficients[person][kPartnerColumn], fit->errors[person][kPartnerColumn],
          std::move(sizes[person]), options.level);
  }
  return found;
}

namespace {

/// Of the pooled model: level, trend, own last, partner's last, partner's mean.
constexpr std::size_t kPooledColumns = 5;

struct PooledPerson {
  std::size_t dyad = 0, begin = 0, end = 0;  ///< rows
};
struct PooledRows {
  std::vector<double> design, outcome;
  std::vector<PooledPerson> people;
  std::size_t dyads = 0;
};

void add_pooled_person(const PairedScores& pair, std::size_t person, const std::vector<std::size_t>& rows,
                       PooledRows& pooled) {
  const auto& own = person == 0 ? pair.first : pair.second;
  double mean = 0;
  for (const std::size_t row : rows) mean += partner_score(pair, person, row);
  mean /= static_cast<double>(rows.size());
  const std::size_t begin = pooled.outcome.size();
  for (const std::size_t row : rows) {
    const double partner = partner_score(pair, person, row);
    pooled.design.insert(pooled.design.end(), {1, relative_time(row, pair.size()), own[row - 1], partner - mean, mean});
    pooled.outcome.push_back(own[row]);
  }
  pooled.people.push_back({pooled.dyads, begin, pooled.outcome.size()});
}

PooledRows pooled_rows(std::span<const PairedScores> dyads, PooledOutcome outcome) {
  PooledRows pooled;
  for (const PairedScores& pair : dyads) {
    const auto rows = continued_rows(pair);
    if (rows.size() < 3) continue;
    if (outcome != PooledOutcome::second) add_pooled_person(pair, 0, rows, pooled);
    if (outcome != PooledOutcome::first) add_pooled_person(pair, 1, rows, pooled);
    ++pooled.dyads;
  }
  return pooled;
}

/// Rows less a share of their person's mean, which are independent where people's variance is `ratio` times the
/// error's.
class QuasiDemeaned {
 public:
  QuasiDemeaned(const PooledRows& rows, double ratio) : design_(rows.design), outcome_(rows.outcome) {
    for (const PooledPerson& person : rows.people) {
      const auto n = static_cast<double>(person.end - person.begin);
      log_determinant_ += std::log1p(n * ratio);
      const double share = 1 - 1 / std::sqrt(1 + n * ratio);
      std::array<double, kPooledColumns> means{};
      double mean = 0;
      for (std::size_t row = person.begin; row < person.end; ++row) {
        for (std::size_t c = 0; c < kPooledColumns; ++c) means[c] += design_[row * kPooledColumns + c] / n;
        mean += outcome_[row] / n;
      }
      for (std::size_t row = person.begin; row < person.end; ++row) {
        for (std::size_t c = 0; c < kPooledColumns; ++c) design_[row * kPooledColumns + c] -= share * means[c];
        outcome_[row] -= share * mean;
      }
    }
    fit_ = least_squares(design_, kPooledColumns, outcome_);
  }

  const std::optional<LeastSquares>& fit() const { return fit_; }
  const std::vector<double>& design() const { return design_; }

  /// -2 times the restricted log-likelihood, but for a constant.
  double deviance() const {
    const double freedom = static_cast<double>(outcome_.size() - kPooledColumns);
    const LeastSquares& fit = fit_.value();
    return freedom * std::log(fit.residual_square / freedom) + log_determinant_ - log_of_inverse(fit);
  }

 private:
  /// Of the determinant, by Gauss's elimination; the inverse is positive definite.
  static double log_of_inverse(const LeastSquares& fit) {
    std::vector<double> matrix = fit.inverse;
    double sum = 0;
    for (std::size_t k = 0; k < kPooledColumns; ++k) {
      const double pivot = matrix[k * kPooledColumns + k];
      sum += std::log(pivot);
      for (std::size_t i = k + 1; i < kPooledColumns; ++i) {
        const double factor = matrix[i * kPooledColumns + k] / pivot;
        for (std::size_t j = k; j < kPooledColumns; ++j) {
          matrix[i * kPooledColumns + j] -= factor * matrix[k * kPooledColumns + j];
        }
      }
    }
    return sum;
  }

  std::vector<double> design_, outcome_;
  std::optional<LeastSquares> fit_;
  double log_determinant_ = 0;
};

/// The ratio of variances of least deviance, by golden section on intercept_share = ratio / (1 + ratio).
double best_intercept_share(const PooledRows& rows) {
  const double golden = (std::sqrt(5.0) - 1) / 2;
  const auto deviance = [&](double share) { return QuasiDemeaned(rows, share / (1 - share)).deviance(); };
  double low = 0, high = 0.99;
  double a = high - golden * (high - low), b = low + golden * (high - low);
  double at_a = deviance(a), at_b = deviance(b);
  for (int i = 0; i < 40; ++i) {
    if (at_a <= at_b) {
      high = b;
      b = a;
      at_b = at_a;
      a = high - golden * (high - low);
      at_a = deviance(a);
    } else {
      low = a;
      a = b;
      at_a = at_b;
      b = low + golden * (high - low);
      at_b = deviance(b);
    }
  }
  return deviance(0) <= std::min(at_a, at_b) ? 0 : (low + high) / 2;
}

/// Cluster-robust standard errors (Liang and Zeger 1986) with the correction G / (G - 1) for few dyads.
std::array<double, kPooledColumns> robust_errors(const PooledRows& rows, const QuasiDemeaned& model) {
  const LeastSquares& fit = model.fit().value();
  std::vector<std::array<double, kPooledColumns>> scores(rows.dyads);
  for (const PooledPerson& person : rows.people) {
    for (std::size_t row = person.begin; row < person.end; ++row) {
      for (std::size_t c = 0; c < kPooledColumns; ++c) {
        scores[person.dyad][c] += model.design()[row * kPooledColumns + c] * fit.residuals[row];
      }
    }
  }
  std::array<double, kPooledColumns> errors{};
  const auto groups = static_cast<double>(rows.dyads);
  for (std::size_t c = 0; c < kPooledColumns; ++c) {
    double variance = 0;
    for (const auto& score : scores) {
      double influence = 0;
      for (std::size_t k = 0; k < kPooledColumns; ++k) influence += fit.inverse[c * kPooledColumns + k] * score[k];
      variance += influence * influence;
    }
    errors[c] = std::sqrt(variance * groups / (groups - 1));
  }
  return errors;
}

}  // namespace

PooledActorPartner pooled_actor_partner(std::span<const PairedScores> dyads, PooledOutcome outcome, double level) {
  PooledActorPartner found;
  const PooledRows rows = pooled_rows(dyads, outcome);
  found.dyads = rows.dyads;
  found.people = rows.people.size();
  found.rows = rows.outcome.size();
  if (rows.dyads < kFewestDyads) {
    found.status = Status::too_short;
    found.reason = fmt::format("{} dyads; {} are needed", rows.dyads, kFewestDyads);
    return found;
  }
  if (!QuasiDemeaned(rows, 0).fit()) {
    found.status = Status::not_estimable;
    found.reason = "scores do not vary, or follow from each other";
    return found;
  }
  found.intercept_share = best_intercept_share(rows);
  const QuasiDemeaned model(rows, found.intercept_share / (1 - found.intercept_share));
  const LeastSquares& fit = model.fit().value();
  const auto errors = robust_errors(rows, model);
  const auto effect = [&](std::size_t column) {
    return student_effect(fit.coefficients[column], errors[column], static_cast<double>(rows.dyads - 1), level);
  };
  found.trend = effect(kTrendColumn);
  found.actor = effect(kActorColumn);
  found.partner = effect(kPartnerColumn);
  found.partner_level = effect(kPartnerColumn + 1);
  return found;
}

}  // namespace affect::understand::trajectory
