#include "affect/model/text/windows.h"

#include <gtest/gtest.h>

#include "affect/error.h"

namespace affect::model {
namespace {

/// [2] 100 101 ... [3]: `count` tokens of text, each of one byte.
Encoding counted(std::size_t count) {
  Encoding result;
  const auto add = [&](std::int32_t id, ByteRange bytes, std::uint8_t special) {
    result.ids.push_back(id);
    result.offsets.push_back(bytes);
    result.special.push_back(special);
    result.types.push_back(0);
  };
  add(2, {}, 1);
  for (std::size_t i = 0; i < count; ++i) add(static_cast<std::int32_t>(100 + i), {i, i + 1}, 0);
  add(3, {}, 1);
  result.second = result.size();
  return result;
}

TEST(Windows, OwnEveryTokenOnceAndOverlapAsAsked) {
  for (std::size_t count = 0; count < 60; ++count) {
    const Encoding whole = counted(count);
    for (std::size_t length = 3; length < 14; ++length) {
      for (std::size_t overlap = 0; overlap + 2 < length; ++overlap) {
        const auto all = windows(whole, length, overlap);
        std::vector<std::int32_t> owned;
        for (std::size_t w = 0; w < all.size(); ++w) {
          const auto& [tokens, first, own_begin, own_end] = all[w];
          ASSERT_LE(tokens.size(), length);
          ASSERT_TRUE(w + 1 == all.size() || tokens.size() == length);
          ASSERT_EQ(tokens.ids.front(), 2);
          ASSERT_EQ(tokens.ids.back(), 3);
          ASSERT_EQ(tokens.second, tokens.size());
          for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
            ASSERT_EQ(tokens.ids[i], whole.ids[first + i - 1]);
            ASSERT_EQ(tokens.offsets[i], whole.offsets[first + i - 1]);
          }
          if (w > 0) {
            const std::size_t shared = all[w - 1].first + all[w - 1].tokens.size() - 2 - first;
            ASSERT_EQ(shared, overlap);
            ASSERT_GT(tokens.size() - 2, overlap);
          }
          ASSERT_LE(own_begin, own_end);
          for (std::size_t i = own_begin; i < own_end; ++i) owned.push_back(tokens.ids[i]);
        }
        ASSERT_EQ(owned, std::vector<std::int32_t>(whole.ids.begin() + 1, whole.ids.end() - 1));
        ASSERT_TRUE(all.size() == 1 || count + 2 > length);
      }
    }
  }
}

TEST(Windows, OwnWhatStandsFarFromTheEdge) {
  const auto all = windows(counted(10), 8, 4);
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].own_end, 5u) << "two of the four shared";
  EXPECT_EQ(all[1].own_begin, 3u);
}

TEST(Windows, RefusesWhatLeavesNoRoom) {
  EXPECT_THROW(windows(counted(5), 2, 0), ConfigError);
  EXPECT_THROW(windows(counted(5), 8, 6), ConfigError);
}

}  // namespace
}  // namespace affect::model
