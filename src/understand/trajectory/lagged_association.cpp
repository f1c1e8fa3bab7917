#include "affect/understand/trajectory/lagged_association.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "affect/measure/normal_distribution.h"
#include "understand/trajectory/own_dynamics.h"
#include "understand/trajectory/pair_checks.h"

namespace affect::understand::trajectory {
namespace {

/// Half-open rows [begin, end) of whitened scores.
struct WhitePair {
  std::vector<double> first, second;
  std::vector<std::size_t> sessions;
};

LagCorrelation correlation_at(const WhitePair& white, std::size_t begin, std::size_t end, std::ptrdiff_t lag) {
  LagCorrelation found{lag, 0, 0};
  double product = 0, first_square = 0, second_square = 0;
  const auto shift = static_cast<std::size_t>(std::abs(lag));
  for (std::size_t i = begin; i + shift < end; ++i) {
    const std::size_t first = lag < 0 ? i + shift : i, second = lag < 0 ? i : i + shift;
    if (white.sessions[first] != white.sessions[second]) continue;
    ++found.rows;
    product += white.first[first] * white.second[second];
    first_square += white.first[first] * white.first[first];
    second_square += white.second[second] * white.second[second];
  }
  if (first_square > 0 && second_square > 0) found.r = product / std::sqrt(first_square * second_square);
  return found;
}

double strength_of(const LagCorrelation& one) { return std::abs(one.r) * std::sqrt(static_cast<double>(one.rows)); }

class LagScan {
 public:
  LagScan(const PairedScores& pair, const LaggedAssociationOptions& options)
      : lags_(std::min(options.lags, pair.size() / 4)),
        window_(std::max<std::size_t>(8, options.window)),
        alternates_(pair.alternates()),
        white_{OwnDynamics(pair.first, pair.sessions).innovations(), {}, pair.sessions} {}

  void take(const PairedScores& pair) {
    white_.second = OwnDynamics(pair.second, pair.sessions).innovations();
    all = scan(0, white_.first.size());
  }
  LagCorrelation peak() const {
    return *std::max_element(all.begin(), all.end(), [](const LagCorrelation& a, const LagCorrelation& b) {
      return strength_of(a) < strength_of(b);
    });
  }
  std::optional<double> windowed() const {
    const std::size_t n = white_.first.size();
    if (n < 2 * window_) return std::nullopt;
    double sum = 0, windows = 0;
    for (std::size_t begin = 0; begin + window_ <= n; begin += window_ / 2) {
      double largest = 0;
      for (const LagCorrelation& one : scan(begin, begin + window_)) largest = std::max(largest, std::abs(one.r));
      sum += largest;
      ++windows;
    }
    return sum / windows;
  }

  struct Side {
    double mean_square = 0, variance = 0;  ///< of r, and of that mean where r is as it was found
  };
  Side side(bool of_first) const {
    Side side;
    double count = 0;
    for (const LagCorrelation& one : all) {
      const bool leads = of_first ? (one.lag > 0 || (one.lag == 0 && alternates_)) : one.lag < 0;
      if (!leads || one.rows == 0) continue;
      const double rows = static_cast<double>(one.rows), square = one.r * one.r;
      side.mean_square += square;
      side.variance += 4 * std::max(0.0, square - 1 / rows) * (1 - square) * (1 - square) / rows + 2 / (rows * rows);
      ++count;
    }
    if (count > 0) {
      side.mean_square /= count;
      side.variance /= count * count;
    }
    return side;
  }
  double square_difference() const { return side(true).mean_square - side(false).mean_square; }

  std::vector<LagCorrelation> all;

 private:
  std::vector<LagCorrelation> scan(std::size_t begin, std::size_t end) const {
    std::vector<LagCorrelation> found;
    const auto most = static_cast<std::ptrdiff_t>(lags_);
    for (std::ptrdiff_t lag = -most; lag <= (alternates_ ? most - 1 : most); ++lag) {
      found.push_back(correlation_at(white_, begin, end, lag));
    }
    return found;
  }

  std::size_t lags_, window_;
  bool alternates_;
  WhitePair white_;
};

}  // namespace

LaggedAssociation lagged_association(const PairedScores& pair, const LaggedAssociationOptions& options) {
  LaggedAssociation found;
  if (const auto refused = refusal(pair, kFewestForAssociation)) {
    found.status = refused->status;
    found.reason = refused->reason;
    return found;
  }
  LagScan scan(pair, options);
  scan.take(pair);
  found.lags = scan.all;
  found.peak = scan.peak();
  found.windowed = scan.windowed();
  const LagScan::Side first = scan.side(true), second = scan.side(false);
  const double difference = scan.square_difference();
  found.lead = std::sqrt(first.mean_square) - std::sqrt(second.mean_square);

  std::vector<double> windows, differences;
  const auto peaks = surrogate_values(pair, options.surrogates, [&](const PairedScores& drawn) {
    scan.take(drawn);
    windows.push_back(scan.windowed().value_or(0));
    differences.push_back(std::abs(scan.square_difference()));
    return strength_of(scan.peak());
  });
  found.p = upper_p(peaks, strength_of(found.peak));
  if (found.windowed) found.windowed_p = upper_p(windows, *found.windowed);
  const double error = std::sqrt(first.variance + second.variance);
  const double normal_p = error > 0 ? 2 * measure::normal_distribution(-std::abs(difference) / error) : 1;
  found.lead_p = std::max(upper_p(differences, std::abs(difference)), normal_p);
  return found;
}

std::string lag_words(const PairedScores& pair, std::ptrdiff_t lag, const std::string& first,
                      const std::string& second) {
  if (!pair.alternates() && lag == 0) return fmt::format("both in the same {:.6g} s", pair.step);
  const bool first_leads = lag >= 0;
  const auto rows = static_cast<std::size_t>(std::abs(lag));
  const std::string& leader = first_leads ? first : second;
  const std::string& follower = first_leads ? second : first;
  if (!pair.alternates()) {
    return fmt::format("{} {:.6g} s after {}", follower, static_cast<double>(rows) * pair.step, leader);
  }
  const std::size_t turns = first_leads ? 2 * rows + 1 : 2 * rows - 1;
  return fmt::format("{} {} turn{} after {}", follower, turns, turns == 1 ? "" : "s", leader);
}

}  // namespace affect::understand::trajectory
