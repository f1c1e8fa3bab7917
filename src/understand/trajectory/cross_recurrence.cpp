#include "affect/understand/trajectory/cross_recurrence.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "affect/understand/trajectory/variability.h"
#include "understand/trajectory/pair_checks.h"

namespace affect::understand::trajectory {
namespace {

constexpr std::size_t kShortestDiagonal = 2;

std::vector<double> in_own_sds(const std::vector<double>& scores) {
  const double middle = mean(scores), sd = std::sqrt(variance(scores));
  std::vector<double> own;
  own.reserve(scores.size());
  for (const double score : scores) own.push_back((score - middle) / sd);
  return own;
}

PairedScores means_of_rows(const PairedScores& pair, std::size_t rows) {
  PairedScores means;
  means.clock = pair.clock;
  means.step = pair.step * static_cast<double>(rows);
  for (std::size_t begin = 0; begin + rows <= pair.size(); begin += rows) {
    means.first.push_back(mean(std::span(pair.first).subspan(begin, rows)));
    means.second.push_back(mean(std::span(pair.second).subspan(begin, rows)));
    means.sessions.push_back(0);
  }
  return means;
}

/// Which rows of the first recur in which of the second.
class RecurrencePlot {
 public:
  RecurrencePlot(std::vector<double> first, double radius) : first_(std::move(first)), radius_(radius) {}

  void take(const std::vector<double>& second_scores) {
    const std::vector<double> second = in_own_sds(second_scores);
    const std::size_t n = first_.size();
    by_lag_.assign(2 * n - 1, 0);
    double recurrent = 0, on_lines = 0;
    for (std::size_t diagonal = 0; diagonal < 2 * n - 1; ++diagonal) {
      // Diagonal n - 1 is lag 0; second's row is first's row plus the lag.
      const std::size_t begin = diagonal < n ? n - 1 - diagonal : 0, end = diagonal < n ? n : 2 * n - 1 - diagonal;
      std::size_t run = 0, count = 0;
      for (std::size_t i = begin; i <= end; ++i) {
        const bool recurs = i < end && std::abs(first_[i] - second[i + diagonal - (n - 1)]) <= radius_;
        if (recurs) {
          ++run;
          continue;
        }
        count += run;
        if (run >= kShortestDiagonal) on_lines += static_cast<double>(run);
        run = 0;
      }
      by_lag_[diagonal] = static_cast<double>(count) / static_cast<double>(end - begin);
      recurrent += static_cast<double>(count);
    }
    rate = recurrent / static_cast<double>(n * n);
    determinism = recurrent > 0 ? on_lines / recurrent : 0;
  }
  double rate_at(std::ptrdiff_t lag) const {
    return by_lag_[static_cast<std::size_t>(static_cast<std::ptrdiff_t>(first_.size()) - 1 + lag)];
  }

  double rate = 0, determinism = 0;

 private:
  std::vector<double> first_, by_lag_;
  double radius_;
};

}  // namespace

CrossRecurrence cross_recurrence(const PairedScores& whole, const CrossRecurrenceOptions& options) {
  CrossRecurrence found;
  PairedScores pair = longest_session(whole);
  if (pair.size() > kLongestRecurrence) {
    found.rows_per_mean = (pair.size() + kLongestRecurrence - 1) / kLongestRecurrence;
    pair = means_of_rows(pair, found.rows_per_mean);
  }
  if (const auto refused = refusal(pair, kFewestForRecurrence)) {
    found.status = refused->status;
    found.reason = refused->reason;
    return found;
  }
  const auto most = static_cast<std::ptrdiff_t>(std::min(options.lags, pair.size() / 4));
  RecurrencePlot plot(in_own_sds(pair.first), options.radius);
  const auto peak = [&] {
    RecurrenceAtLag best;
    for (std::ptrdiff_t lag = -most; lag <= (pair.alternates() ? most - 1 : most); ++lag) {
      if (const double rate = plot.rate_at(lag); rate > best.rate) best = {lag, rate};
    }
    return best;
  };
  plot.take(pair.second);
  found.rate = plot.rate;
  found.determinism = plot.determinism;
  for (std::ptrdiff_t lag = -most; lag <= (pair.alternates() ? most - 1 : most); ++lag) {
    found.profile.push_back({lag, plot.rate_at(lag)});
  }
  found.peak = peak();

  const auto peaks = surrogate_values(pair, options.surrogates, [&](const PairedScores& drawn) {
    plot.take(drawn.second);
    return peak().rate;
  });
  found.peak_p = upper_p(peaks, found.peak.rate);
  return found;
}

}  // namespace affect::understand::trajectory
