#include "io/sessions.h"

#include <gtest/gtest.h>

namespace affect::io {
namespace {

TEST(Sessions, ASilenceAboveTheGapEndsOne) {
  const Sessions sessions({30, 0, 10, 131, 140}, 100);
  EXPECT_EQ(sessions.at(0), 1u);
  EXPECT_EQ(sessions.at(30), 1u);
  EXPECT_EQ(sessions.at(130), 1u);
  EXPECT_EQ(sessions.at(131), 2u);
  EXPECT_EQ(sessions.at(999), 2u);
  EXPECT_EQ(sessions.silence(1), std::nullopt);
  EXPECT_EQ(sessions.silence(2), 101.0);
}

TEST(Sessions, ASilenceAsLongAsTheGapDoesNot) {
  EXPECT_EQ(Sessions({0, 100}, 100).at(100), 1u);
  EXPECT_EQ(Sessions({0, 100}, 99.5).at(100), 2u);
}

TEST(Sessions, WithoutTimesThereIsOne) {
  EXPECT_EQ(Sessions().at(5), 1u);
  EXPECT_EQ(Sessions({}, 10).at(5), 1u);
  EXPECT_EQ(Sessions({7}, 10).silence(1), std::nullopt);
}

}  // namespace
}  // namespace affect::io
