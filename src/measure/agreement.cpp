#include "affect/measure/agreement.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

#include "affect/measure/intraclass_correlation.h"
#include "affect/measure/kappa.h"
#include "affect/measure/krippendorff.h"
#include "measure/mean_ranks.h"

namespace affect::measure {
namespace {

/// Light's kappa takes every pair of raters; crowds share too few items for that.
constexpr std::size_t kMostPairedRaters = 12;

using RatingsMetric = std::function<std::optional<double>(const Ratings&)>;

std::vector<double> category_counts(const Ratings& ratings) {
  std::vector<double> counts(ratings.categories());
  for (std::size_t i = 0; i < ratings.units(); ++i) {
    for (const int cell : ratings.unit(i)) {
      if (cell >= 0) counts[static_cast<std::size_t>(cell)] += 1;
    }
  }
  return counts;
}

class AgreementRun {
 public:
  AgreementRun(const Ratings& ratings, const Groups& groups, const AgreementOptions& options)
      : ratings_(ratings), groups_(groups), options_(options) {}

  Agreement run() {
    found_.resamples = options_.bootstrap.resamples;
    find_largest();
    const Level level = options_.level;
    const bool ordered = level == Level::ordinal;
    const Weights weights = ordered ? Weights::quadratic : Weights::identity;
    if (level == Level::nominal) {
      add("observed agreement", [](const Ratings& r) { return observed_agreement(r); });
    }
    add("Krippendorff's alpha (" + std::string(to_string(level)) + ")",
        [level](const Ratings& r) { return krippendorff_alpha(r, level); });
    if (level == Level::nominal || ordered) {
      const std::string suffix = ordered ? ", quadratic weights" : "";
      if (!options_.interchangeable && ratings_.raters() == 2) {
        add("Cohen's kappa" + suffix, [weights](const Ratings& r) { return cohen_kappa(r, 0, 1, weights); });
      } else if (!options_.interchangeable && ratings_.raters() <= kMostPairedRaters) {
        add("Light's kappa" + suffix, [weights](const Ratings& r) { return light_kappa(r, weights); });
      }
      add("Fleiss' kappa" + suffix, [weights](const Ratings& r) { return fleiss_kappa(r, weights); });
      add(ordered ? "Gwet's AC2" + suffix : "Gwet's AC1", [weights](const Ratings& r) { return gwet_ac(r, weights); });
    } else {
      add_intraclass("ICC(1", IccModel::one_way);
      if (!options_.interchangeable) {
        add_intraclass("ICC(2", IccModel::two_way_random);
        add_intraclass("ICC(3", IccModel::two_way_mixed);
      }
    }
    find_intervals();
    return std::move(found_);
  }

 private:
  void find_largest() {
    const auto counts = category_counts(ratings_);
    const double all = std::accumulate(counts.begin(), counts.end(), 0.0);
    if (all == 0) return;
    const auto top = std::max_element(counts.begin(), counts.end());
    found_.largest = static_cast<int>(top - counts.begin());
    found_.largest_share = *top / all;
  }

  void add(std::string name, const RatingsMetric& metric) {
    Coefficient made{.name = std::move(name), .value = metric(ratings_)};
    made.units = ratings_.pairable_units();
    made.raters = ratings_.raters();
    made.values = ratings_.pairable();
    if (made.value) {
      resampled_.push_back({found_.coefficients.size(), metric});
    } else {
      made.status = made.interval_status = made.units == 0 ? Status::too_short : Status::not_estimable;
    }
    found_.coefficients.push_back(std::move(made));
  }

  /// Of all that are resampled, on the same tables.
  void find_intervals() {
    if (resampled_.empty()) return;
    const auto metrics = [this](std::span<const std::size_t> units) {
      const Ratings drawn = ratings_.take(units);
      std::vector<std::optional<double>> values;
      values.reserve(resampled_.size());
      for (const auto& [place, metric] : resampled_) values.push_back(metric(drawn));
      return values;
    };
    const auto intervals = bootstrap_all(groups_, metrics, options_.bootstrap);
    for (std::size_t i = 0; i < resampled_.size(); ++i) {
      Coefficient& made = found_.coefficients[resampled_[i].first];
      made.interval = intervals[i];
      if (made.interval) continue;
      made.interval_status = groups_.size() < kMinimumGroups ? Status::too_short : Status::not_estimable;
    }
  }

  void add_intraclass(const std::string& name, IccModel model) {
    const auto icc = intraclass_correlation(ratings_, model, options_.bootstrap.level);
    const std::size_t units = ratings_.complete().units();
    for (const bool mean : {false, true}) {
      Coefficient made{.name = name + (mean ? ",k)" : ",1)"), .units = units, .raters = ratings_.raters()};
      made.values = units * ratings_.raters();
      if (icc) {
        const Interval& interval = mean ? icc->mean : icc->single;
        made.value = interval.estimate;
        made.interval = interval;
      } else {
        made.status = made.interval_status = units < 2 ? Status::too_short : Status::not_estimable;
      }
      found_.coefficients.push_back(std::move(made));
    }
  }

  const Ratings& ratings_;
  const Groups& groups_;
  const AgreementOptions& options_;
  std::vector<std::pair<std::size_t, RatingsMetric>> resampled_;  ///< their places among the coefficients
  Agreement found_;
};

std::vector<double> positions(const Ratings& ratings, Level level) {
  if (level == Level::ordinal) return mean_ranks(category_counts(ratings));
  std::vector<double> position(ratings.categories());
  for (std::size_t c = 0; c < position.size(); ++c) position[c] = ratings.value(static_cast<int>(c));
  return position;
}

double unequal_share(const std::vector<int>& cells) {
  std::size_t unequal = 0;
  for (std::size_t a = 0; a < cells.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) unequal += cells[a] != cells[b];
  }
  return 2 * static_cast<double>(unequal) / static_cast<double>(cells.size() * (cells.size() - 1));
}

double spread(const std::vector<int>& cells, const std::vector<double>& position) {
  double mean = 0, sum = 0;
  for (const int cell : cells) mean += position[static_cast<std::size_t>(cell)] / static_cast<double>(cells.size());
  for (const int cell : cells) {
    const double away = position[static_cast<std::size_t>(cell)] - mean;
    sum += away * away;
  }
  return std::sqrt(sum / static_cast<double>(cells.size()));
}

}  // namespace

std::optional<double> Agreement::value(std::string_view name) const {
  const auto found = std::find_if(coefficients.begin(), coefficients.end(),
                                  [&](const Coefficient& c) { return c.name.starts_with(name); });
  return found == coefficients.end() ? std::nullopt : found->value;
}

Agreement agreement(const Ratings& ratings, const Groups& groups, const AgreementOptions& options) {
  assert(groups.rows() == ratings.units());
  return AgreementRun(ratings, groups, options).run();
}

std::vector<std::optional<double>> unit_disagreement(const Ratings& ratings, Level level) {
  const auto position = positions(ratings, level);
  std::vector<std::optional<double>> result(ratings.units());
  std::vector<int> cells;
  for (std::size_t i = 0; i < ratings.units(); ++i) {
    cells.clear();
    for (const int cell : ratings.unit(i)) {
      if (cell >= 0) cells.push_back(cell);
    }
    if (cells.size() >= 2) result[i] = level == Level::nominal ? unequal_share(cells) : spread(cells, position);
  }
  return result;
}

}  // namespace affect::measure
