#include "affect/measure/distribution.h"

#include <array>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace affect::measure {
namespace {

// Expected numbers: the formulas worked out apart, in Python's doubles.
TEST(Distribution, EqualsTheFormulas) {
  const std::array truth{0.6, 0.4, 0.0};
  const std::array predicted{0.5, 0.3, 0.2};
  EXPECT_NEAR(entropy(truth), 0.6730116670092565, 1e-15);
  EXPECT_NEAR(kullback_leibler(truth, predicted), 0.2244657630570852, 1e-15);
  EXPECT_NEAR(cross_entropy(truth, predicted), 0.8974774300663417, 1e-15);
}

TEST(Distribution, IsZeroForEqualsAndInfiniteForTheImpossible) {
  const std::array shares{0.1, 0.2, 0.7};
  EXPECT_EQ(kullback_leibler(shares, shares), 0);
  const std::array certain{0.0, 0.0, 1.0};
  EXPECT_EQ(cross_entropy(shares, certain), std::numeric_limits<double>::infinity());
  EXPECT_EQ(entropy(certain), 0);
}

}  // namespace
}  // namespace affect::measure
