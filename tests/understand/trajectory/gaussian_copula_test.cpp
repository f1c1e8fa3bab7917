#include "understand/trajectory/gaussian_copula.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "affect/measure/correlation.h"
#include "affect/rng.h"

namespace affect::understand::trajectory {
namespace {

TEST(GaussianCopula, RanksBecomeTheValuesThatHaveThem) {
  const GaussianCopula copula({5, 1, 3, 3});
  EXPECT_EQ(copula.value(-9), 1);
  EXPECT_EQ(copula.value(-0.1), 3);
  EXPECT_EQ(copula.value(0.1), 3);
  EXPECT_EQ(copula.value(9), 5);
}

TEST(GaussianCopula, LatentCorrelationLeavesTheOneAskedFor) {
  Rng rng(3);
  std::vector<double> skewed(500), sparse(500);
  for (double& value : skewed) value = std::exp(0.7 * rng.normal());
  for (double& value : sparse) value = rng.uniform() < 0.7 ? 0 : rng.uniform() * 2 - 1;
  for (const auto& values : {skewed, sparse}) {
    const GaussianCopula copula(values);
    for (const double asked : {0.3, 0.7}) {
      const double latent = copula.latent(asked);
      EXPECT_GE(latent, asked);
      EXPECT_NEAR(copula.correlation(latent), asked, 1e-6);
      std::vector<double> x, y;
      for (int i = 0; i < 100000; ++i) {
        const double z = rng.normal();
        x.push_back(copula.value(z));
        y.push_back(copula.value(latent * z + std::sqrt(1 - latent * latent) * rng.normal()));
      }
      EXPECT_NEAR(*measure::pearson(x, y), asked, 0.07);  // two Hermite terms of many
    }
  }
  EXPECT_EQ(GaussianCopula({1, 1, 1}).value(0.3), 1);
}

}  // namespace
}  // namespace affect::understand::trajectory
