#include "io/packed_records.h"

#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "affect/error.h"

namespace affect::io {
namespace {

class KeptPacked : public RecordSink {
 public:
  std::vector<Record> records;
  void accept(Record&& record) override { records.push_back(std::move(record)); }
};

std::vector<Record> sample() {
  Track track;
  track.key = {.subject = "Ann", .perspective = Perspective::expressed, .target = {}, .source = {"lexicon", "1", ""}};
  AffectState state;
  state.valence = 0.1 + 0.2;
  const WordWeight word{"good", {0, 4}, 1.0 / 3};
  track.append(7, TimeRange{1714588200.123, 1714588201}, state, {&word, 1});
  return {{"a", EpisodeInfo{.clock = {.type = Clock::Type::calendar, .zone = "Europe/Berlin"}}, {}},
          {"a",
           Turn{.turn = 7, .speaker = "Ann", .text = "good\n\"day\"", .time = TimeRange{1714588200.123, 1714588201}},
           {}},
          {"a", std::move(track), {}},
          {"a", Relation{.type = "reply", .from = "turn:7", .to = "turn:6"}, {}},
          {"a", End{}, {}}};
}

TEST(PackedRecords, ComeOutAsTheyWere) {
  const auto records = sample();
  PackedRecords packed;
  for (int i = 0; i < 5000; ++i) {  // several blocks, and a rest
    for (const Record& record : records) packed.add(record);
  }
  EXPECT_LT(packed.bytes(), std::size_t{2} << 20);
  KeptPacked kept;
  packed.drain(kept);
  ASSERT_EQ(kept.records.size(), 5000 * records.size());
  for (std::size_t i = 0; i < kept.records.size(); ++i) ASSERT_EQ(kept.records[i], records[i % records.size()]) << i;
  EXPECT_EQ(packed.bytes(), 0U);
}

TEST(PackedRecords, OnlyTextIsHeld) {
  PackedRecords packed;
  EXPECT_THROW(packed.add({"a", Turn{.turn = 0, .text = "\xFF"}, {}}), InputError);
}

}  // namespace
}  // namespace affect::io
