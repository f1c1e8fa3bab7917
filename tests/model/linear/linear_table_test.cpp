#include "affect/model/linear/linear_table.h"

#include <cmath>

#include <gtest/gtest.h>

#include "affect/error.h"
#include "affect/rng.h"

namespace affect::model {
namespace {

/// The parts of a table, to be written whole or damaged.
struct Plain {
  std::size_t buckets = 0, size = 0;
  std::vector<std::int8_t> rows;
  std::vector<float> step, bias;
  std::string heads;

  Plain(std::size_t bits, std::size_t count) : buckets(std::size_t{1} << bits), size(LinearTable::row_size(count)) {
    rows.resize(buckets * size);
    for (std::size_t h = 0; h < count; ++h) {
      step.push_back(0.25F + static_cast<float>(h));
      bias.push_back(-static_cast<float>(h));
      heads += (h == 0 ? "h" : " h") + std::to_string(h);
    }
  }
  std::string bytes() const {
    SafetensorsWriter writer;
    writer.metadata("t/heads", heads);
    writer.add("t/rows", std::span(rows), {buckets, size});
    writer.add("t/step", std::span(step), {step.size()});
    writer.add("t/bias", std::span(bias), {bias.size()});
    return writer.bytes();
  }
};

/// Bytes that live as long as the table that reads them.
struct Held {
  explicit Held(std::string all)
      : bytes(std::move(all)), table(Safetensors::of(std::as_bytes(std::span(bytes)), "test"), "t") {}
  std::string bytes;
  LinearTable table;
};

std::vector<std::uint32_t> random_hashes(std::size_t count, Rng& rng) {
  std::vector<std::uint32_t> hashes(count);
  for (auto& hash : hashes) hash = static_cast<std::uint32_t>(rng.uniform() * 4294967296.0);
  return hashes;
}

TEST(LinearTable, RowsAreAsWideAsTheirHeadsNeed) {
  const std::pair<std::size_t, std::size_t> sizes[] = {{1, 8},   {7, 8},   {8, 16},  {15, 16}, {16, 32},
                                                       {31, 32}, {32, 64}, {63, 64}, {64, 0},  {1000, 0}};
  for (const auto& [heads, size] : sizes) EXPECT_EQ(LinearTable::row_size(heads), size) << heads;
}

TEST(LinearTable, SumsEqualPlainAddition) {
  Rng rng(5);
  for (const std::size_t count : {1u, 7u, 8u, 15u, 16u, 31u, 32u, 63u}) {
    for (const std::size_t bits : {1u, 5u, 11u}) {
      Plain plain(bits, count);
      for (auto& byte : plain.rows) byte = static_cast<std::int8_t>(std::lround(rng.uniform() * 255) - 128);
      // A bucket never seen: a frequency of 0, and no weights.
      std::fill_n(plain.rows.begin(), plain.size, std::int8_t{0});
      const Held held(plain.bytes());
      for (const std::size_t features : {0u, 1u, 255u, 256u, 257u, 1500u}) {
        const auto hashes = random_hashes(features, rng);
        LinearSums sums;
        // In two calls: sums go on.
        held.table.sum(std::span(hashes).first(features / 3), sums);
        held.table.sum(std::span(hashes).subspan(features / 3), sums);
        double squares = 0;
        std::size_t known = 0;
        std::vector<double> expected(count);
        for (const std::uint32_t hash : hashes) {
          const std::int8_t* row = &plain.rows[(hash >> (32 - bits)) * plain.size];
          const double frequency = static_cast<std::uint8_t>(row[0]) / 16.0;
          squares += frequency * frequency;
          known += frequency > 0;
          for (std::size_t h = 0; h < count; ++h) expected[h] += row[1 + h];
        }
        EXPECT_EQ(sums.features, features);
        EXPECT_EQ(sums.known, known);
        EXPECT_NEAR(sums.norm(), squares > 0 ? std::sqrt(squares) : 1, 1e-9);
        for (std::size_t h = 0; h < count; ++h) {
          EXPECT_EQ(static_cast<double>(sums.heads[1 + h]), expected[h]);
          EXPECT_EQ(static_cast<double>(held.table.sum_of(hashes, h)), expected[h]);
        }
      }
    }
  }
}

TEST(LinearTable, TheLargestWeightsDoNotOverflow) {
  for (const std::size_t count : {7u, 15u, 31u, 63u}) {
    for (const int value : {127, -128}) {
      Plain plain(1, count);
      std::fill(plain.rows.begin(), plain.rows.end(), static_cast<std::int8_t>(value));
      const Held held(plain.bytes());
      const std::vector<std::uint32_t> hashes(1'000'003, 0x80000000u);
      LinearSums sums;
      held.table.sum(hashes, sums);
      for (std::size_t h = 0; h < count; ++h) EXPECT_EQ(sums.heads[1 + h], std::int64_t{value} * 1'000'003);
      EXPECT_EQ(held.table.sum_of(hashes, count - 1), std::int64_t{value} * 1'000'003);
      const double frequency = (value < 0 ? 128 : 127) / 16.0;
      EXPECT_NEAR(sums.norm(), frequency * std::sqrt(1'000'003), 1e-6);
    }
  }
}

// A text of some megabytes that says one thing only: 2^31 / 127 is 17 million features.
TEST(LinearTable, VeryLongTextsDoNotOverflow) {
  Plain plain(1, 1);
  std::fill(plain.rows.begin(), plain.rows.end(), std::int8_t{127});
  const Held held(plain.bytes());
  const std::vector<std::uint32_t> hashes(1'000'000);
  LinearSums sums;
  for (int i = 0; i < 20; ++i) held.table.sum(hashes, sums);
  EXPECT_EQ(sums.heads[1], 127LL * 20'000'000);
}

TEST(LinearTable, NamesItsHeads) {
  const Held held(Plain(3, 9).bytes());
  EXPECT_EQ(held.table.heads().size(), 9u);
  EXPECT_EQ(held.table.head("h8"), 8u);
  EXPECT_EQ(held.table.step(8), 8.25);
  EXPECT_EQ(held.table.bias(8), -8.0);
  EXPECT_THROW(held.table.head("h9"), ModelError);
  EXPECT_THROW(held.table.head(""), ModelError);
}

TEST(LinearTable, WhatIsNoTableIsRefused) {
  const auto refused = [](auto&& damage) {
    Plain plain(4, 5);
    damage(plain);
    EXPECT_THROW(Held(plain.bytes()), ModelError);
  };
  refused([](Plain& p) { p.heads += " one_more"; });
  refused([](Plain& p) { p.heads = ""; });
  refused([](Plain& p) { p.step.pop_back(); });
  refused([](Plain& p) { p.bias.push_back(0); });
  refused([](Plain& p) { p.rows.resize((p.buckets = 15) * p.size); });
  refused([](Plain& p) { p.rows.resize((p.buckets = 1) * p.size); });
  refused([](Plain& p) { p.rows.resize((p.buckets = 0) * p.size); });
  refused([](Plain& p) { p.rows.resize(p.buckets * (p.size = 16)); });
  refused([](Plain& p) { p.rows.resize(p.buckets * (p.size = 4)); });
}

TEST(LinearTable, MoreHeadsThanARowHoldsAreRefused) {
  Plain plain(4, 63);
  plain.heads += " h63";
  plain.step.push_back(1);
  plain.bias.push_back(1);
  EXPECT_THROW(Held(plain.bytes()), ModelError);
  plain.size = 0;
  plain.rows.clear();
  EXPECT_THROW(Held(plain.bytes()), ModelError) << "rows of no bytes";
}

TEST(LinearTable, AMissingPartIsRefused) {
  const Plain plain(4, 5);
  for (int missing = 0; missing < 4; ++missing) {
    SafetensorsWriter writer;
    if (missing != 0) writer.metadata("t/heads", plain.heads);
    if (missing != 1) writer.add("t/rows", std::span(plain.rows), {plain.buckets, plain.size});
    if (missing != 2) writer.add("t/step", std::span(plain.step), {plain.step.size()});
    if (missing != 3) writer.add("t/bias", std::span(plain.bias), {plain.bias.size()});
    EXPECT_THROW(Held(writer.bytes()), ModelError) << missing;
  }
  SafetensorsWriter writer;
  writer.metadata("t/heads", plain.heads);
  writer.add("t/rows", std::span(plain.rows), {plain.rows.size()});
  writer.add("t/step", std::span(plain.step), {plain.step.size()});
  writer.add("t/bias", std::span(plain.bias), {plain.bias.size()});
  EXPECT_THROW(Held(writer.bytes()), ModelError) << "not two dimensions";
}

}  // namespace
}  // namespace affect::model
