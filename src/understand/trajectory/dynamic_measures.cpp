#include "affect/understand/trajectory/dynamic_measures.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "affect/understand/trajectory/change_points.h"
#include "affect/understand/trajectory/inertia.h"
#include "affect/understand/trajectory/variability.h"
#include "understand/trajectory/block_means.h"
#include "understand/trajectory/dependent_share.h"
#include "understand/trajectory/own_bootstrap.h"
#include "understand/trajectory/square.h"

namespace affect::understand::trajectory {
namespace {

/// Part of a scale that counts as its end: instruments that flatten out come near it and never reach it.
constexpr double kEndOfScale = 0.01;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::string counted(std::size_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

class Measures {
 public:
  Measures(const ScoreSeries& series, const DynamicsOptions& options)
      : series_(series),
        options_(options),
        steps_(steps_of(series)),
        pairs_(neighbours(steps_)),
        error_(series.mean_error_variance()),
        mean_(mean(series.scores)),
        variance_(variance(series.scores)) {
    const auto [lowest, highest] = std::minmax_element(series.scores.begin(), series.scores.end());
    is_constant_ = *lowest == *highest;
    left_ = steps_.is_regular ? 0 : share_left(series.scores, pairs_);
    differences_ = successive_differences(series.scores, pairs_, left_);
    energies_ = teager_kaiser(series.scores, steps_);
    inertia_ = inertia(series, {.fewest = kFewestForDynamics, .level = options.level});
    wanders_ = inertia_.status == Status::given && series.size() >= kFewestForInertia && inertia_.value > kHighestPhi;
    if (has_interval() && !by_blocks()) pivots_ = pivots();
  }

  std::vector<DynamicMeasure> all() {
    add_mean();
    add_sd();
    add_mssd();
    add_energy();
    add_shares();
    add_inertia();
    return std::move(measures_);
  }

 private:
  bool by_blocks() const { return series_.size() > kLongestBootstrap; }
  bool has_interval() const { return !is_constant_ && !wanders_; }

  PivotRanges pivots() const {
    OwnBootstrapOptions bootstrap;
    bootstrap.level = options_.level;
    bootstrap.highest_phi = kHighestPhi;
    if (options_.short_phi && series_.size() < kFewestForInertia) bootstrap.highest_phi = *options_.short_phi;
    bootstrap.noise_share = std::clamp(error_ / variance_, 0.0, 0.98);
    return pivot_ranges(series_, steps_, pairs_, left_, inertia_.chances, bootstrap);
  }

  DynamicMeasure made(std::string name, std::string unit) const {
    DynamicMeasure measure;
    measure.name = std::move(name);
    measure.unit = std::move(unit);
    return measure;
  }
  void refuse(DynamicMeasure measure, std::string reason) {
    measure.status = Status::not_estimable;
    measure.reason = std::move(reason);
    measures_.push_back(std::move(measure));
  }
  /// False, with the measure refused, where scores are too few for a spread.
  bool enough(const DynamicMeasure& measure) {
    if (series_.size() >= kFewestForSpread) return true;
    refuse(measure, fmt::format("{}; {} are needed", counted(series_.size(), "score"), kFewestForSpread));
    return false;
  }
  bool enough_pairs(const DynamicMeasure& measure, std::size_t found) {
    if (!enough(measure)) return false;
    if (found + 1 >= kFewestForSpread) return true;
    refuse(measure, fmt::format("{} with neighbours {}; {} are needed", counted(found, "score"),
                                steps_.is_regular ? one_step() + " away" : "in their session", kFewestForSpread - 1));
    return false;
  }

  std::string interval_method() const {
    if (is_constant_) return "; all scores are equal: no interval";
    if (wanders_) return "; the level wanders: of these scores only, no interval";
    if (by_blocks()) return fmt::format("; interval from means of {} blocks", kMeanBlocks);
    return "; interval from a parametric bootstrap, every compatible inertia";
  }
  std::string noise_method() const {
    return error_ > 0 ? "; the perceiver's error is taken off" : "; the perceiver's error is part of it";
  }
  /// "one turn", "60 s".
  std::string one_step() const {
    return (series_.clock == StepClock::turns && steps_.unit == 1 ? "one " : "") +
           step_name(series_.clock, steps_.unit);
  }
  std::string pair_method() const {
    const std::string step = step_name(series_.clock, steps_.unit);
    if (steps_.is_regular) return fmt::format("{} {} apart", counted(pairs_.size(), "difference"), one_step());
    return fmt::format("{}, adjusted to {}, after which {:.2f} of a deviation is left",
                       counted(pairs_.size(), "difference"), step, left_);
  }

  /// Of a measure that grows with the scale of the scores, from its ratio to what is expected.
  static void scale_interval(DynamicMeasure& measure, const std::optional<PivotRange>& ratio, double value) {
    if (!ratio || !(ratio->high > 0)) return;
    measure.low = value / ratio->high;
    if (ratio->low > 0) measure.high = value / ratio->low;
  }
  /// Of one that shifts with the scores, from its distance to what is expected in units of `scale`.
  static void shift_interval(DynamicMeasure& measure, const std::optional<PivotRange>& distance, double scale) {
    if (!distance) return;
    measure.low = *measure.value - distance->high * scale;
    measure.high = *measure.value - distance->low * scale;
  }
  /// Of one that grows with the scale, from the error of the mean of `terms`, whose mean is the value, on the
  /// logarithm.
  void block_interval(DynamicMeasure& measure, std::span<const double> terms, double value) const {
    if (!(value > 0)) return;
    const double reach = block_mean_reach(terms, options_.level) / value;
    measure.low = value * std::exp(-reach);
    measure.high = value * std::exp(reach);
  }
  /// Takes the errors off an interval of a variance and its value.
  static void take_off(DynamicMeasure& measure, double value, double error) {
    measure.value = std::max(0.0, value - error);
    if (measure.low) measure.low = std::max(0.0, *measure.low - error);
    if (measure.high) measure.high = std::max(0.0, *measure.high - error);
  }
  /// Such errors are not what the scores scatter by, and nothing can be said of the rest.
  bool all_error(const DynamicMeasure& measure) {
    if (!(error_ > 0) || measure.high.value_or(1) > 0) return false;
    refuse(made(measure.name, measure.unit), "the scores spread less than the perceiver says that it errs");
    return true;
  }
  static DynamicMeasure root_of(DynamicMeasure measure, std::string name, std::string unit) {
    measure.name = std::move(name);
    measure.unit = std::move(unit);
    for (auto* number : {&measure.value, &measure.low, &measure.high}) {
      if (*number) *number = std::sqrt(**number);
    }
    return measure;
  }
  static void cut(DynamicMeasure& measure, double lowest, double highest) {
    for (auto* number : {&measure.low, &measure.high}) {
      if (*number) *number = std::clamp(**number, lowest, highest);
    }
    if (measure.low && !measure.high) measure.high = highest;
  }
  std::string squared_unit() const { return options_.unit.empty() ? "" : options_.unit + "2"; }

  void add_mean() {
    auto measure = made("mean", options_.unit);
    measure.value = mean_;
    measure.method = counted(series_.size(), "score") + interval_method();
    shift_interval(measure, pivots_.mean, std::sqrt(variance_));
    if (has_interval() && by_blocks()) {
      const double reach = block_mean_reach(series_.scores, options_.level);
      measure.low = mean_ - reach;
      measure.high = mean_ + reach;
    }
    if (series_.bounds) cut(measure, series_.bounds->low, series_.bounds->high);
    measures_.push_back(std::move(measure));
  }

  std::vector<double> squares_around_mean() const {
    std::vector<double> squares;
    for (const double score : series_.scores) squares.push_back(square(score - mean_));
    return squares;
  }

  void add_sd() {
    auto measure = made("variance", squared_unit());
    if (enough(made("sd", options_.unit))) {
      measure.method = counted(series_.size(), "score") + noise_method() + interval_method();
      if (has_interval() && by_blocks()) {
        block_interval(measure, squares_around_mean(), variance_);
      } else {
        scale_interval(measure, pivots_.variance, variance_);
      }
      take_off(measure, variance_, error_);
      auto sd = root_of(measure, "sd", options_.unit);
      if (series_.bounds) cut(sd, 0, (series_.bounds->high - series_.bounds->low) / 2);
      if (!all_error(sd)) measures_.push_back(std::move(sd));
    }
    if (series_.bounds) add_relative_sd();
  }

  void add_relative_sd() {
    auto measure = made("relative_sd", "");
    if (!enough(measure)) return;
    const double largest = largest_sd(mean_, *series_.bounds, series_.size());
    if (largest == 0) return refuse(measure, "the mean is an end of the scale, where nothing can vary");
    measure.method = fmt::format("SD / {:.3g}, the largest at this mean", largest) + noise_method() + interval_method();
    const double relative = variance_ / square(largest);
    if (has_interval() && by_blocks()) {
      // Both the variance and the mean, on which the largest rests, move the logarithm.
      const double slope = 1 / (mean_ - series_.bounds->low) - 1 / (series_.bounds->high - mean_);
      std::vector<double> terms;
      for (const double score : series_.scores) {
        terms.push_back(relative * (square(score - mean_) / variance_ - slope * (score - mean_)));
      }
      block_interval(measure, terms, relative);
    } else {
      scale_interval(measure, pivots_.relative_variance, relative);
    }
    take_off(measure, relative, error_ / square(largest));
    measure = root_of(std::move(measure), "relative_sd", "");
    cut(measure, 0, 1);
    if (!all_error(measure)) measures_.push_back(std::move(measure));
  }

  double error_of_pairs() const {
    if (series_.error_variances.empty() || pairs_.size() == 0) return 0;
    double sum = 0;
    for (std::size_t p = 0; p < pairs_.size(); ++p) {
      const std::size_t later = pairs_.later[p];
      const double both = series_.error_variances[later] + series_.error_variances[later - 1];
      sum += both;
    }
    return sum / static_cast<double>(pairs_.size()) / mean_growth(pairs_, left_);
  }

  void add_mssd() {
    auto measure = made("mssd", squared_unit());
    auto root = made("rmssd", options_.unit);
    if (!enough_pairs(measure, pairs_.size())) {
      root.status = measures_.back().status;
      root.reason = measures_.back().reason;
      measures_.push_back(std::move(root));
      return;
    }
    measure.method = pair_method() + noise_method() + interval_method();
    const auto differences = successive_differences(series_.scores, pairs_, 0);
    const double growth = mean_growth(pairs_, left_);
    const double value = mean_square(differences) / growth;
    if (has_interval() && by_blocks()) {
      // A ratio of means: its terms are those of the first less its part of the second.
      std::vector<double> terms(pairs_.size());
      for (std::size_t p = 0; p < pairs_.size(); ++p) {
        terms[p] = value + (square(differences[p]) - value * square_growth(pairs_.lengths[p], left_)) / growth;
      }
      block_interval(measure, terms, value);
    } else {
      scale_interval(measure, pivots_.mssd, value);
    }
    take_off(measure, value, error_of_pairs());
    if (series_.bounds) cut(measure, 0, square(series_.bounds->high - series_.bounds->low));
    root = root_of(measure, "rmssd", options_.unit);
    for (DynamicMeasure* each : {&measure, &root}) {
      if (!all_error(*each)) measures_.push_back(std::move(*each));
    }
  }

  void add_energy() {
    auto measure = made("tkeo", squared_unit());
    if (!steps_.is_regular) return refuse(measure, "steps are irregular");
    if (!enough_pairs(measure, energies_.size())) return;
    measure.method = fmt::format("{} with both neighbours {} away", counted(energies_.size(), "score"), one_step()) +
                     noise_method() + interval_method();
    measure.value = mean(energies_) - error_;
    shift_interval(measure, pivots_.energy, variance_);
    if (has_interval() && by_blocks()) {
      const double reach = block_mean_reach(energies_, options_.level);
      measure.low = *measure.value - reach;
      measure.high = *measure.value + reach;
    }
    // A process that stays where it is has none below 0, and none above twice its variance.
    const double range = series_.bounds ? series_.bounds->high - series_.bounds->low : kInfinity;
    if (measure.low) cut(measure, 0, square(range) / 2);
    if (!all_error(measure)) measures_.push_back(std::move(measure));
  }

  void add_shares() {
    if (options_.acute_change) {
      auto measure = made("pac", "");
      if (enough_pairs(measure, pairs_.size())) {
        std::vector<bool> acute, follows;
        for (std::size_t p = 0; p < pairs_.size(); ++p) {
          acute.push_back(differences_[p] >= *options_.acute_change);
          follows.push_back(p > 0 && pairs_.later[p] == pairs_.later[p - 1] + 1);
        }
        measure.method = fmt::format("{}; of {:.3g} or more", pair_method(), *options_.acute_change);
        add_share(std::move(measure), acute, follows);
      }
    }
    if (!series_.bounds) return;
    const double end = kEndOfScale * (series_.bounds->high - series_.bounds->low);
    std::vector<bool> at_floor, at_ceiling, follows;
    for (std::size_t i = 0; i < series_.size(); ++i) {
      at_floor.push_back(series_.scores[i] <= series_.bounds->low + end);
      at_ceiling.push_back(series_.scores[i] >= series_.bounds->high - end);
      follows.push_back(steps_.lengths[i] > 0);
    }
    for (const auto& [name, holds] : {std::pair("floor", &at_floor), std::pair("ceiling", &at_ceiling)}) {
      auto measure = made(name, "");
      measure.method = counted(series_.size(), "score");
      add_share(std::move(measure), *holds, follows);
    }
  }
  void add_share(DynamicMeasure measure, const std::vector<bool>& holds, const std::vector<bool>& follows) {
    const auto share = dependent_share(holds, follows, options_.level);
    measure.value = share.estimate;
    measure.low = share.low;
    measure.high = share.high;
    measure.method += "; Wilson's interval of as many independent ones as tell as much";
    measures_.push_back(std::move(measure));
  }

  void add_inertia() {
    const std::string step = step_name(series_.clock, steps_.unit);
    auto measure = made("inertia", "per " + step);
    auto recovery = made("half_life", series_.clock == StepClock::turns ? "turns" : "s");
    std::string reason = inertia_.reason;
    if (series_.size() < kFewestForInertia) {
      reason = fmt::format("{}; {} are needed", counted(series_.size(), "score"), kFewestForInertia);
    }
    if (!reason.empty()) {
      refuse(std::move(measure), reason);
      return refuse(std::move(recovery), std::move(reason));
    }
    measure.value = inertia_.value;
    measure.low = inertia_.low;
    measure.high = inertia_.high;
    const std::string scores = inertia_.used < series_.size()
                                   ? fmt::format("{} of {} scores, in blocks", inertia_.used, series_.size())
                                   : counted(series_.size(), "score");
    measure.method = fmt::format("{} of {}; {}", inertia_.is_regular ? "AR(1)" : "Ornstein-Uhlenbeck process", scores,
                                 inertia_.is_inverted ? "median-unbiased, interval by inversion of simulated tests"
                                                      : "restricted likelihood and its ratios");
    measure.method += error_ > 0 ? "; the perceiver's error is allowed for" : "; of scores with the perceiver's error";
    if (inertia_.value < 1) recovery.value = half_life(inertia_.value, inertia_.step);
    recovery.low = half_life(inertia_.low, inertia_.step);
    if (inertia_.high < 1) recovery.high = half_life(inertia_.high, inertia_.step);
    recovery.method = fmt::format("step {}; ln 0.5 / ln inertia, its interval mapped through", step);
    if (inertia_.value == 1) recovery.method += "; the level wanders: it may never come back";
    measures_.push_back(std::move(measure));
    measures_.push_back(std::move(recovery));
  }

  const ScoreSeries& series_;
  const DynamicsOptions& options_;
  Steps steps_;
  Neighbours pairs_;
  double error_, mean_, variance_;
  bool is_constant_ = false;
  bool wanders_ = false;  ///< as a random walk does, which has no mean and no spread
  double left_ = 0;
  std::vector<double> differences_, energies_;
  Inertia inertia_;
  PivotRanges pivots_;
  std::vector<DynamicMeasure> measures_;
};

}  // namespace

std::vector<DynamicMeasure> dynamic_measures(const ScoreSeries& series, const DynamicsOptions& options) {
  if (series.size() >= kFewestForDynamics) return Measures(series, options).all();
  DynamicMeasure measure;
  measure.status = Status::too_short;
  measure.reason = fmt::format("{}; {} are needed", counted(series.size(), "score"), kFewestForDynamics);
  return {measure};
}

}  // namespace affect::understand::trajectory
