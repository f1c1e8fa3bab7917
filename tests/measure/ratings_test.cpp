#include "affect/measure/ratings.h"

#include <gtest/gtest.h>

#include "measure/reference.h"

namespace affect::measure {
namespace {

TEST(Ratings, KnowWhatCanBePaired) {
  const std::vector<double> cells = {1, kNaN, 2, 1, 7, kNaN, kNaN, kNaN, kNaN, 2, 2, 2};
  const auto ratings = Ratings::of_numbers(3, cells);
  EXPECT_EQ(ratings.units(), 4u);
  EXPECT_EQ(ratings.categories(), 3u);
  EXPECT_EQ(ratings.value(2), 7);
  EXPECT_EQ(ratings.pairable_units(), 3u);
  EXPECT_EQ(ratings.pairable(), 7u);
  EXPECT_EQ(ratings.complete().units(), 1u);
  EXPECT_EQ(ratings.unit(2)[0], kMissingClass);
}

TEST(Ratings, TakenUnitsKeepEveryCategory) {
  const auto ratings = Ratings::of_classes(2, std::vector<int>{0, 1, 2, 2}, 5);
  const auto twice = ratings.take(std::vector<std::size_t>{1, 1, 1});
  EXPECT_EQ(twice.units(), 3u);
  EXPECT_EQ(twice.categories(), 5u);
  EXPECT_EQ(twice.unit(2)[1], 2);
}

TEST(Ratings, NothingIsNoUnit) {
  EXPECT_EQ(Ratings::of_numbers(0, {}).units(), 0u);
  EXPECT_EQ(Ratings::of_numbers(3, {}).pairable(), 0u);
}

}  // namespace
}  // namespace affect::measure
