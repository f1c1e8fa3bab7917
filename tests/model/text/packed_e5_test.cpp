#include "affect/model/text/packed_e5.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <numeric>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "affect/error.h"
#include "model/text/tiny_e5.h"

namespace affect::model {
namespace {

using test::TinyE5;

/// In memory of exactly its size, so that whoever reads past its end is caught.
std::vector<std::byte> own_bytes(std::string_view text) {
  const auto* first = reinterpret_cast<const std::byte*>(text.data());
  return {first, first + text.size()};
}

void expect_refused(std::string_view bytes, const std::string& what) {
  const auto own = own_bytes(bytes);
  try {
    PackedE5::of(own, "crafted.bin");
    ADD_FAILURE() << what << ": was read";
  } catch (const ModelError& error) {
    EXPECT_EQ(error.place().file, "crafted.bin") << what;
    EXPECT_FALSE(error.hint().empty()) << what;
  }
}

TEST(PackedE5, NamesTensorsAsBertDoes) {
  const auto bytes = own_bytes(TinyE5().bytes());
  const auto file = PackedE5::of(bytes, "tiny");
  EXPECT_EQ(file->tensors().size(), 21u);
  EXPECT_EQ(file->shape().hidden, 32u);
  EXPECT_EQ(file->tensor("encoder.layer.0.intermediate.dense.weight").shape, (std::vector<std::size_t>{64, 32}));
  EXPECT_EQ(file->tensor("encoder.layer.0.output.dense.weight").shape, (std::vector<std::size_t>{32, 64}));
  const auto positions = file->floats("embeddings.position_embeddings.weight");
  ASSERT_EQ(positions.size(), 8u * 32);
  EXPECT_EQ(positions[9], 9.F / 8);
  EXPECT_THROW(file->tensor("pooler.dense.weight"), ModelError);
  EXPECT_THROW(file->table("embeddings.LayerNorm.bias"), ModelError);
}

TEST(PackedE5, BlocksGiveTheSameByEveryWay) {
  const auto bytes = own_bytes(TinyE5().bytes());
  const auto file = PackedE5::of(bytes, "tiny");
  const BlockTable table = file->table("encoder.layer.0.output.dense.weight");
  const auto whole = file->floats("encoder.layer.0.output.dense.weight");
  ASSERT_EQ(table.groups(), 2u);
  std::vector<std::int8_t> values(3 * 64);
  std::vector<float> scales(3 * 2), rows(2 * 64);
  table.values(5, values);
  table.scales(5, scales);
  table.gather(std::vector<std::int32_t>{7, 5}, rows);
  for (std::size_t i = 0; i < 64; ++i) {
    EXPECT_EQ(static_cast<float>(values[i]) * scales[i / 32], whole[5 * 64 + i]);
    EXPECT_EQ(rows[64 + i], whole[5 * 64 + i]);
    EXPECT_EQ(rows[i], whole[7 * 64 + i]);
  }
  // The block of row 5 is number 10: scale 2, bytes (10 + k) * 37.
  EXPECT_EQ(scales[0], 2.F);
  EXPECT_EQ(values[0], (370 & 0xF) - 8);
  EXPECT_EQ(values[16], (370 >> 4 & 0xF) - 8);
  EXPECT_EQ(values[1], (407 & 0xF) - 8);
}

TEST(PackedE5, HalfPrecisionScalesAreExact) {
  std::string block(18, '\x99');  // every weight 1
  const std::pair<std::uint16_t, float> cases[]{{0x3C00, 1.F},         {0xC000, -2.F},     {0x0001, 0x1p-24F},
                                                {0x83FF, -0x3FFp-24F}, {0x0400, 0x1p-14F}, {0x7BFF, 65504.F}};
  for (const auto& [half, expected] : cases) {
    std::memcpy(block.data(), &half, sizeof half);
    std::vector<float> row(32);
    BlockTable(std::as_bytes(std::span(block)), 1, 32).row(0, row);
    EXPECT_EQ(row[31], expected);
  }
}

TEST(PackedE5, ACutFileIsRefusedAtEveryByte) {
  const std::string whole = TinyE5().bytes();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    expect_refused(std::string_view(whole).substr(0, size), std::to_string(size));
  }
}

TEST(PackedE5, AChangedByteIsRefusedOrReadWithinTheFile) {
  const std::string whole = TinyE5().bytes();
  const std::size_t head = whole.find("l0.oln.w");
  for (std::size_t at = 0; at < head; ++at) {
    for (const int change : {1, 16, 128}) {
      std::string other = whole;
      other[at] = static_cast<char>(other[at] ^ change);
      const auto own = own_bytes(other);
      try {
        const auto file = PackedE5::of(own, "crafted");
        for (const auto& [name, tensor] : file->tensors()) {
          const auto values = file->floats(name);
          EXPECT_EQ(values.size(),
                    std::accumulate(tensor.shape.begin(), tensor.shape.end(), std::size_t{1}, std::multiplies<>()));
        }
        EXPECT_LE(file->tokenizer()->encode("a ab\xC3\xA9 x").size(), 16u);
      } catch (const ModelError&) {
      }
    }
  }
}

TEST(PackedE5, WrongShapesAreRefused) {
  const auto refuse = [](const std::string& what, const std::function<void(TinyE5&)>& change) {
    TinyE5 tiny;
    change(tiny);
    expect_refused(tiny.bytes(), what);
  };
  refuse("heads", [](TinyE5& tiny) { tiny.heads = 3; });
  refuse("no heads", [](TinyE5& tiny) { tiny.heads = 0; });
  refuse("groups", [](TinyE5& tiny) { tiny.group = 64; });
  refuse("unknown id", [](TinyE5& tiny) { tiny.unknown = 11; });
  refuse("piece", [](TinyE5& tiny) { tiny.pieces[5].first = "\xFF"; });
  refuse("a piece that ends in a character", [](TinyE5& tiny) {
    tiny.pieces[5].first = "\xC3";
    tiny.pieces[6].first = "\xA9";
  });
  refuse("score", [](TinyE5& tiny) { tiny.pieces[5].second = 1e30F; });
  refuse("score", [](TinyE5& tiny) { tiny.pieces[5].second = std::numeric_limits<float>::quiet_NaN(); });
  refuse("order", [](TinyE5& tiny) { std::swap(tiny.map[0], tiny.map[1]); });
  refuse("surrogate", [](TinyE5& tiny) { tiny.map[1].second = {0xD800}; });
  refuse("beyond Unicode", [](TinyE5& tiny) { tiny.map.push_back({0x110000, {}}); });
}

TEST(PackedE5, AMissingFileSaysWhatToDo) {
  const auto path = std::filesystem::temp_directory_path() / fmt::format("affect_e5_{}", getpid());
  try {
    PackedE5::open(path.string());
    ADD_FAILURE();
  } catch (const ModelError& error) {
    EXPECT_EQ(error.place().file, path.string());
    EXPECT_FALSE(error.hint().empty());
  }
  std::ofstream(path, std::ios::binary) << TinyE5().bytes();
  EXPECT_EQ(PackedE5::open(path.string())->tokenizer()->vocabulary(), 11u);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace affect::model
