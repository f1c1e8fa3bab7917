#include "affect/understand/trajectory/change_points.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "affect/rng.h"
#include "affect/understand/trajectory/corpus_prior.h"
#include "understand/trajectory/bounded_noise.h"
#include "understand/trajectory/gaussian_copula.h"
#include "understand/trajectory/row_means.h"
#include "understand/trajectory/seeded_scan.h"

namespace affect::understand::trajectory {
namespace {

/// Rows that the prior counts for in the SD of a short series.
constexpr double kPriorRows = 5;
/// Scores cut at their bounds tie there and leave less noise than they have; too few to show it themselves, they alarm
/// in up to 7.7 % of series (twelve of SD 0.8 on [-1, 1], phi 0.6) unless p carries this much more.
constexpr double kCutScores = 0.015;
constexpr std::size_t kOwnReplicates = 199;

struct Mark {
  std::size_t index = 0;
  double p = 1;
  Grade grade = Grade::significant;
};

/// The stretch around an index up to the neighbouring marks.
Interval around(const std::vector<Mark>& marks, std::size_t index, std::size_t n) {
  Interval stretch{0, n};
  for (const Mark& mark : marks) {
    if (mark.index < index) stretch.begin = std::max(stretch.begin, mark.index);
    if (mark.index > index) stretch.end = std::min(stretch.end, mark.index);
  }
  return stretch;
}

/// The largest statistics without a change of series with these values in random AR(1) order.
std::vector<double> own_null(std::vector<double> values, double phi, std::size_t side, double lowest_sd) {
  const std::size_t n = values.size();
  const GaussianCopula copula(std::move(values));
  phi = copula.latent(phi);
  const double innovation = std::sqrt(1 - phi * phi);
  Rng rng(n);
  SeededScan scan(n, side);
  std::vector<double> scores(n), drawn(kOwnReplicates);
  for (double& largest : drawn) {
    double z = rng.normal();
    for (double& score : scores) {
      score = copula.value(z);
      z = phi * z + innovation * rng.normal();
    }
    scan.load(scores, floored_noise(scores, {}, lowest_sd));
    largest = scan.largest();
  }
  std::sort(drawn.begin(), drawn.end());
  return drawn;
}

class Search {
 public:
  /// `noise`: before any floor.
  Search(std::span<const double> scores, NoiseEstimate noise, double phi_bound, double p_more,
         const ChangePointOptions& options, ChangePointNull& null)
      : scores_(scores),
        noise_(std::move(noise)),
        phi_bound_(phi_bound),
        p_more_(p_more),
        options_(options),
        null_(null) {}

  /// Greedy: the largest statistic first; intervals that hold a change already are set aside.
  void find(Grade grade) {
    const std::size_t side = grade == Grade::significant ? kSignificantSide : kCandidateSide;
    SeededScan scan(scores_.size(), side);
    NoiseEstimate noise = noise_;
    noise.sd = std::max(noise.sd, lowest_sd(side));
    scan.load(scores_, noise);
    std::vector<Split> splits;
    for (const Interval& interval : scan.intervals()) {
      if (!holds_mark(interval)) splits.push_back(scan.best(interval));
    }
    std::stable_sort(splits.begin(), splits.end(),
                     [](const Split& a, const Split& b) { return a.statistic > b.statistic; });
    for (const Split& split : splits) {
      if (holds_mark(split.interval)) continue;
      if (grade == Grade::significant) {
        const double value = p(side, split.statistic);
        if (value > options_.alpha) break;
        marks_.push_back({split.index, value, grade});
      } else {
        if (exchangeable_p(side, split.statistic) > options_.candidate_alpha) break;
        if (difference(split.interval, split.index) < *options_.prior_sd) continue;
        marks_.push_back({split.index, p(side, split.statistic), grade});
      }
    }
    refine(scan, grade);
  }

  /// By index.
  std::vector<Mark> marks() const {
    auto sorted = marks_;
    std::sort(sorted.begin(), sorted.end(), [](const Mark& a, const Mark& b) { return a.index < b.index; });
    return sorted;
  }

 private:
  double lowest_sd(std::size_t side) const {
    return side == kSignificantSide ? std::max(options_.lowest_sd, options_.perceiver_sd) : options_.lowest_sd;
  }
  double p(std::size_t side, double statistic) {
    const double normal = null_.p(scores_.size(), phi_bound_, side, statistic) + p_more_;
    if (normal > options_.alpha) return std::min(1.0, normal);
    return std::max(normal, own_p(phi_bound_, side, statistic));
  }
  /// Against scores in any order. The values of a short series are too few to say more than normal ones do.
  double exchangeable_p(std::size_t side, double statistic) {
    const double normal = null_.p(scores_.size(), 0, side, statistic);
    if (normal > options_.candidate_alpha || scores_.size() < kShortTrack) return normal;
    return std::max(normal, own_p(0, side, statistic));
  }
  double own_p(double phi, std::size_t side, double statistic) {
    auto& own = own_[{phi, side}];
    if (own.empty()) own = own_null(null_values(scores_, noise_), phi, side, lowest_sd(side));
    const auto larger = own.end() - std::lower_bound(own.begin(), own.end(), statistic);
    return static_cast<double>(larger + 1) / static_cast<double>(own.size() + 1);
  }
  bool holds_mark(Interval interval) const {
    return std::any_of(marks_.begin(), marks_.end(),
                       [&](const Mark& mark) { return interval.begin < mark.index && mark.index < interval.end; });
  }
  double mean(std::size_t begin, std::size_t end) const {
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i) sum += scores_[i];
    return sum / static_cast<double>(end - begin);
  }
  double difference(Interval interval, std::size_t index) const {
    return std::abs(mean(index, interval.end) - mean(interval.begin, index));
  }
  /// An interval of the search is shorter than the stretch between two changes: all of it locates better.
  void refine(const SeededScan& scan, Grade grade) {
    for (Mark& mark : marks_) {
      if (mark.grade != grade) continue;
      const Interval stretch = around(marks_, mark.index, scores_.size());
      const std::size_t index = scan.best(stretch).index;
      if (grade == Grade::significant || difference(stretch, index) >= *options_.prior_sd) mark.index = index;
    }
  }

  std::span<const double> scores_;
  NoiseEstimate noise_;
  double phi_bound_, p_more_;
  const ChangePointOptions& options_;
  ChangePointNull& null_;
  std::map<std::pair<double, std::size_t>, std::vector<double>> own_;  ///< by phi and side, made when first needed
  std::vector<Mark> marks_;
};

/// From the first score of a mean of `rows` to the score where the level changes most clearly, two means around.
void refine_raw(std::span<const double> scores, std::vector<Mark>& marks, std::size_t rows) {
  std::vector<double> prefix(scores.size() + 1);
  for (std::size_t i = 0; i < scores.size(); ++i) prefix[i + 1] = prefix[i] + scores[i];
  for (Mark& mark : marks) mark.index *= rows;
  for (Mark& mark : marks) {
    const auto [begin, end] = around(marks, mark.index, scores.size());
    const std::size_t first = std::max(begin + kSignificantSide, mark.index - std::min(mark.index, 2 * rows));
    const std::size_t last = std::min(end - kSignificantSide, mark.index + 2 * rows);
    double largest = -1;
    for (std::size_t k = first; k <= last; ++k) {
      const auto left = static_cast<double>(k - begin), right = static_cast<double>(end - k);
      const double difference = (prefix[k] - prefix[begin]) / left - (prefix[end] - prefix[k]) / right;
      const double gain = difference * difference * left * right / (left + right);
      if (gain > largest) {
        largest = gain;
        mark.index = k;
      }
    }
  }
}

/// Levels, sizes and the SD within segments; changes that are too small go, the smallest first.
void measure(std::span<const double> scores, std::vector<Mark> marks, const ChangePointOptions& options,
             ChangePointResult& result) {
  const std::size_t n = scores.size();
  while (true) {
    std::vector<std::size_t> edges{0};
    for (const Mark& mark : marks) edges.push_back(mark.index);
    edges.push_back(n);
    std::vector<double> means;
    double square = 0;
    for (std::size_t s = 0; s + 1 < edges.size(); ++s) {
      const auto segment = scores.subspan(edges[s], edges[s + 1] - edges[s]);
      double sum = 0;
      for (const double score : segment) sum += score;
      means.push_back(sum / static_cast<double>(segment.size()));
      for (const double score : segment) square += (score - means.back()) * (score - means.back());
    }
    const double prior_rows = options.prior_sd && n < kShortTrack ? kPriorRows : 0;
    const double prior_sd = options.prior_sd.value_or(0);
    const double rows = static_cast<double>(n) - static_cast<double>(means.size());
    result.sd = std::max(options.lowest_sd,
                         std::sqrt((prior_rows * prior_sd * prior_sd + square) / std::max(prior_rows + rows, 1.0)));
    result.points.clear();
    for (std::size_t i = 0; i < marks.size(); ++i) {
      result.points.push_back({marks[i].index, means[i], means[i + 1], std::abs(means[i + 1] - means[i]) / result.sd,
                               marks[i].p, marks[i].grade});
    }
    const auto smallest = std::min_element(result.points.begin(), result.points.end(),
                                           [](const auto& a, const auto& b) { return a.size_sd < b.size_sd; });
    if (smallest == result.points.end() || smallest->size_sd >= options.smallest_sd) return;
    marks.erase(marks.begin() + (smallest - result.points.begin()));
  }
}

ChangePointResult refused(Status status, std::string reason) {
  ChangePointResult result;
  result.status = status;
  result.reason = std::move(reason);
  return result;
}

}  // namespace

ChangePointResult find_change_points(std::span<const double> scores, const std::vector<bool>& breaks,
                                     const ChangePointOptions& options, ChangePointNull& null) {
  const std::size_t n = scores.size(), needed = options.prior_sd ? kShortestSeries : kShortTrack;
  if (n < needed)
    return refused(Status::too_short, fmt::format("{} score{}; {} are needed", n, n == 1 ? "" : "s", needed));
  ChangePointResult result;
  result.rows_per_mean = (n + kLongestRaw - 1) / kLongestRaw;
  const std::size_t rows = result.rows_per_mean;
  const auto means = means_of_rows(scores, rows);
  const auto [lowest, highest] = std::minmax_element(means.begin(), means.end());
  if (*lowest == *highest) return result;

  ChangePointOptions scaled = options;
  scaled.lowest_sd /= std::sqrt(static_cast<double>(rows));
  scaled.perceiver_sd /= std::sqrt(static_cast<double>(rows));
  const BoundedNoise bounded =
      bounded_noise(means, breaks_of_means(breaks, rows, means.size()), options.prior_phi, null);
  const NoiseEstimate& noise = bounded.noise;
  result.phi = noise.phi;
  result.phi_bound = bounded.phi_bound;
  const bool is_short = means.size() < kShortTrack;
  if (!bounded.is_estimable()) return refused(Status::not_estimable, bounded.reason());
  Search search(means, noise, result.phi_bound, is_short ? kCutScores : ChangePointNull::kRare, scaled, null);
  search.find(Grade::significant);
  if (options.prior_sd && rows == 1) search.find(Grade::candidate);
  auto marks = search.marks();
  if (rows > 1) refine_raw(scores, marks, rows);
  measure(scores, std::move(marks), options, result);
  return result;
}

}  // namespace affect::understand::trajectory
