#include "learn/nets/schedule.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace affect::learn::nets {
namespace {

TrainingOptions rate_options(TrainingOptions::Schedule schedule, double warmup) {
  TrainingOptions options;
  options.rate = 8;
  options.schedule = schedule;
  options.warmup = warmup;
  return options;
}

TEST(Schedule, GrowsThenFallsAlongALine) {
  const auto options = rate_options(TrainingOptions::Schedule::linear, 0.2);
  EXPECT_DOUBLE_EQ(rate_at(options, 0, 20), 2);
  EXPECT_DOUBLE_EQ(rate_at(options, 3, 20), 8) << "the last of four that grow";
  EXPECT_DOUBLE_EQ(rate_at(options, 4, 20), 8);
  EXPECT_DOUBLE_EQ(rate_at(options, 12, 20), 4);
  EXPECT_DOUBLE_EQ(rate_at(options, 19, 20), 0.5);
  EXPECT_DOUBLE_EQ(rate_at(options, 20, 20), 0);
}

TEST(Schedule, HalfACosine) {
  const auto options = rate_options(TrainingOptions::Schedule::cosine, 0);
  EXPECT_DOUBLE_EQ(rate_at(options, 0, 12), 8);
  EXPECT_DOUBLE_EQ(rate_at(options, 4, 12), 4 * (1 + std::cos(std::numbers::pi / 3)));
  EXPECT_DOUBLE_EQ(rate_at(options, 6, 12), 4);
  EXPECT_NEAR(rate_at(options, 12, 12), 0, 1e-12);
}

TEST(Schedule, StaysAfterItsGrowth) {
  const auto options = rate_options(TrainingOptions::Schedule::constant, 0.5);
  EXPECT_DOUBLE_EQ(rate_at(options, 0, 4), 4);
  EXPECT_DOUBLE_EQ(rate_at(options, 3, 4), 8);
}

TEST(Schedule, MayGrowToTheEnd) {
  for (const auto schedule :
       {TrainingOptions::Schedule::constant, TrainingOptions::Schedule::linear, TrainingOptions::Schedule::cosine}) {
    EXPECT_DOUBLE_EQ(rate_at(rate_options(schedule, 1), 2, 3), 8);
  }
}

}  // namespace
}  // namespace affect::learn::nets
