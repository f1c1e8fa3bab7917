#include "affect/understand/corpus/linking.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "affect/rng.h"

namespace affect::understand::corpus {
namespace {

struct Items {
  std::vector<double> from, to;
};

/// Both instruments see the item with equal errors; the second says 0.3 + 0.5 times as much.
Items items(std::size_t count, double error, std::uint64_t seed) {
  Rng rng(seed);
  Items items;
  for (std::size_t i = 0; i < count; ++i) {
    const double item = rng.normal();
    items.from.push_back(item + error * rng.normal());
    items.to.push_back(0.3 + 0.5 * (item + error * rng.normal()));
  }
  return items;
}

TEST(Linking, FindsTheLineAndIsTheSameBothWays) {
  const Items drawn = items(2000, 0.6, 5);
  const Link there = link_scales(drawn.from, drawn.to, {}), back = link_scales(drawn.to, drawn.from, {});
  ASSERT_EQ(there.status, Status::given) << there.reason;
  EXPECT_NEAR(there.slope, 0.5, 0.03) << "regression would give 0.37";
  EXPECT_NEAR(there.intercept, 0.3, 0.03);
  EXPECT_NEAR(back.at(there.at(0.7)), 0.7, 1e-9);
}

TEST(Linking, ItsErrorHoldsTheLine) {
  int held = 0;
  constexpr int kTrials = 200;
  for (int trial = 0; trial < kTrials; ++trial) {
    const Items drawn = items(60, 0.5, 100 + static_cast<std::uint64_t>(trial));
    const Link link = link_scales(drawn.from, drawn.to, {.resamples = 200});
    held += std::abs(link.at(1) - 0.8) <= 1.96 * std::sqrt(link.variance_at(1)) ? 1 : 0;
  }
  EXPECT_GE(held, 180);
}

TEST(Linking, RefusesWhatDoesNotAgree) {
  Rng rng(8);
  std::vector<double> a(50), b(50);
  for (double& value : a) value = rng.normal();
  for (double& value : b) value = rng.normal();
  EXPECT_EQ(link_scales(a, b, {}).status, Status::not_estimable);
  EXPECT_EQ(link_scales(std::span(a).first(29), std::span(b).first(29), {}).reason, "29 items; 30 is the least");
  EXPECT_EQ(link_scales(std::vector<double>(40, 1.0), std::span(b).first(40), {}).status, Status::not_estimable);
}

}  // namespace
}  // namespace affect::understand::corpus
