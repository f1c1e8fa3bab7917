#include <cmath>

#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/rng.h"
#include "affect/understand/trajectory/partial_pooling.h"
#include "understand/trajectory/collect.h"

namespace affect::understand::trajectory {
void register_baselines(Engine& engine);

namespace {

using Values = std::vector<double>;

TEST(PartialPooling, HoldsAndIsNearerThanOwnMeans) {
  for (const double between : {0.0, 0.3, 1.0}) {
    double own_error = 0, pooled_error = 0, held = 0, all = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
      Rng rng(seed);
      Values truth, means, variances;
      for (int person = 0; person < 8; ++person) {
        truth.push_back(0.5 + between * rng.normal());
        variances.push_back(person % 2 == 0 ? 0.09 : 0.4);
        means.push_back(truth.back() + std::sqrt(variances.back()) * rng.normal());
      }
      const auto pooled = partial_pooling(means, variances);
      ASSERT_TRUE(pooled);
      for (std::size_t i = 0; i < truth.size(); ++i) {
        const PooledLevel& level = pooled->levels[i];
        own_error += std::pow(means[i] - truth[i], 2);
        pooled_error += std::pow(level.level - truth[i], 2);
        held += std::abs(level.level - truth[i]) <= 1.96 * level.standard_error;
        ++all;
      }
    }
    EXPECT_LT(pooled_error, own_error) << between;
    EXPECT_GT(held / all, 0.93) << between;
  }
}

TEST(PartialPooling, DrawsThoseMoreWhoAreKnownLess) {
  const auto pooled = partial_pooling(Values{0, 0.2, 0.9, 1.1, 2}, Values{0.01, 0.01, 0.01, 0.5, 0.5});
  ASSERT_TRUE(pooled);
  EXPECT_GT(pooled->levels[0].share_of_own, pooled->levels[4].share_of_own);
  EXPECT_LT(pooled->levels[4].level, 2);
  EXPECT_FALSE(partial_pooling(Values{0, 1, 2}, Values{1, 1, 1}));
}

TEST(Baselines, OfAnEpisode) {
  Engine engine;
  register_baselines(engine);
  std::vector<Record> records{{"e", EpisodeInfo{}, {}}};
  for (const std::string name : {"Ann", "Ben", "Cem", "Dan"}) {
    Rng rng(static_cast<std::uint64_t>(name[0]));
    Values scores;
    for (int i = 0; i < (name == "Dan" ? 3 : 40); ++i) {
      scores.push_back(std::clamp((name == "Ann" ? 0.6 : 0.0) + 0.2 * rng.normal(), -1.0, 1.0));
    }
    records.push_back({"e", test::make_track(name, scores), {}});
  }
  const auto stage = engine.make<Stage>("baselines");
  const auto found = test::run(*stage, records).all<Finding>();
  ASSERT_EQ(found.size(), 4u);
  EXPECT_NEAR(*found[0].value, 0.6, 0.15);
  EXPECT_LT(*found[0].low, *found[0].value);
  EXPECT_GT(*found[3].high - *found[3].low, *found[1].high - *found[1].low) << "three scores tell less than forty";
  records.pop_back();
  const auto few = test::run(*engine.make<Stage>("baselines"), records).all<Finding>();
  EXPECT_EQ(few.at(0).status, Status::too_short);
}

}  // namespace
}  // namespace affect::understand::trajectory
