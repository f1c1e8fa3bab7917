#include "affect/understand/corpus/linking.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "affect/measure/correlation.h"
#include "affect/measure/quantile.h"
#include "affect/rng.h"
#include "affect/understand/trajectory/variability.h"

namespace affect::understand::corpus {
namespace {

constexpr std::size_t kMostDrawnItems = 200'000'000, kFewestResamples = 100;

struct LinkLine {
  double slope = 1, intercept = 0, correlation = 0;
};

std::optional<LinkLine> link_line(std::span<const double> from, std::span<const double> to) {
  const auto correlation = measure::pearson(from, to);
  if (!correlation) return std::nullopt;
  const double slope = std::sqrt(trajectory::variance(to) / trajectory::variance(from));
  return LinkLine{slope, trajectory::mean(to) - slope * trajectory::mean(from), *correlation};
}

std::size_t resamples_of(const LinkOptions& options, std::size_t items) {
  return std::min(options.resamples, std::max(kMostDrawnItems / items, kFewestResamples));
}

/// Variance of a + b * score over the resamples.
double drawn_variance(const std::vector<std::pair<double, double>>& drawn, double score, double weight) {
  std::vector<double> values;
  values.reserve(drawn.size());
  for (const auto& [slope, intercept] : drawn) values.push_back(weight * intercept + slope * score);
  return values.size() < 2 ? 0 : trajectory::variance(values);
}

}  // namespace

double Link::variance_at(double score) const { return drawn_variance(drawn, score, 1); }
double Link::slope_variance() const { return drawn_variance(drawn, 1, 0); }

Link link_scales(std::span<const double> from, std::span<const double> to, const LinkOptions& options) {
  assert(from.size() == to.size());
  Link link;
  link.items = from.size();
  const auto refuse = [&](Status status, std::string reason) {
    link.status = status;
    link.reason = std::move(reason);
    return link;
  };
  if (from.size() < kFewestForLink) {
    return refuse(Status::too_short, fmt::format("{} items; {} is the least", from.size(), kFewestForLink));
  }
  const auto found = link_line(from, to);
  if (!found) return refuse(Status::not_estimable, "all scores of an instrument are equal");
  link.slope = found->slope;
  link.intercept = found->intercept;
  link.correlation = found->correlation;
  Rng rng(options.seed);
  std::vector<double> a(from.size()), b(from.size()), correlations;
  for (std::size_t i = resamples_of(options, from.size()); i > 0; --i) {
    for (std::size_t j = 0; j < a.size(); ++j) {
      const std::size_t item = rng.below(a.size());
      a[j] = from[item];
      b[j] = to[item];
    }
    const auto again = link_line(a, b);
    if (!again) continue;
    link.drawn.emplace_back(again->slope, again->intercept);
    correlations.push_back(again->correlation);
  }
  if (correlations.empty()) return refuse(Status::not_estimable, "too few scores differ");
  std::sort(correlations.begin(), correlations.end());
  link.correlation_low = measure::sample_quantile(correlations, (1 - options.level) / 2);
  link.correlation_high = measure::sample_quantile(correlations, (1 + options.level) / 2);
  if (link.correlation_low <= 0) {
    return refuse(Status::not_estimable, fmt::format("the instruments do not agree: r = {:.2f} [{:.2f}, {:.2f}]",
                                                     link.correlation, link.correlation_low, link.correlation_high));
  }
  return link;
}

}  // namespace affect::understand::corpus
