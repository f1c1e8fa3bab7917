#include "affect/track.h"

#include <gtest/gtest.h>

#include "affect/rng.h"

namespace affect {
namespace {

AffectState valence(double value) {
  AffectState state;
  state.valence = value;
  return state;
}

Track lexicon_track() {
  Track track;
  track.key = {"Ann", Perspective::expressed, "", {"lexicon", "1", ""}, ""};
  return track;
}

TEST(Track, AbsentIsNotZero) {
  Track track = lexicon_track();
  track.append(0, std::nullopt, valence(0));
  track.append(2, std::nullopt, AffectState{.status = Status::abstained});
  EXPECT_EQ(track.state(0).valence, 0.0);
  EXPECT_FALSE(track.state(1).valence);
  EXPECT_EQ(track.state(1).status, Status::abstained);
  EXPECT_EQ(track.state(0).status, Status::given);
  EXPECT_TRUE(track.values(Dimension::arousal).empty());
}

TEST(Track, KeepsTheWordsOfARow) {
  Track track = lexicon_track();
  track.append(0, std::nullopt, valence(0.1));
  const std::vector<WordWeight> words{{"not great", {4, 13}, -0.3}, {"!", {13, 14}, -0.05}};
  track.append(1, std::nullopt, valence(-0.35), words);
  EXPECT_TRUE(track.words(0).empty());
  ASSERT_EQ(track.words(1).size(), 2u);
  EXPECT_EQ(track.words(1)[0].word, "not great");
  EXPECT_EQ(track.words(1)[1].bytes, (ByteRange{13, 14}));
  EXPECT_EQ(track.words(1)[0].weight, -0.3);
  track.drop_words();
  EXPECT_FALSE(track.has_words());
  EXPECT_TRUE(track.words(1).empty());
  EXPECT_EQ(track.size(), 2u);
}

/// A row with any of its parts absent.
void append_random(Track& track, std::int64_t turn, Rng& rng) {
  AffectState state;
  const auto maybe = [&](double low) -> std::optional<double> {
    if (rng.below(3) == 0) return std::nullopt;
    return low + (1 - low) * rng.uniform();
  };
  state.valence = maybe(-1);
  state.positive = maybe(0);
  state.standard_error[0] = maybe(0);
  state.rater_sd[1] = maybe(0);
  if (rng.below(2) == 0) state.labels = {{"joy", rng.uniform(), maybe(0)}, {"fear", rng.uniform(), maybe(0)}};
  if (rng.below(5) == 0) state.status = Status::abstained;
  std::vector<WordWeight> words;
  if (rng.below(4) == 0) words.push_back({"good", {0, 4}, rng.uniform()});
  std::optional<TimeRange> time;
  if (rng.below(2) == 0) time = TimeRange{static_cast<double>(turn), static_cast<double>(turn) + 1};
  track.append(turn, time, state, words);
}

TEST(Track, ChunksJoinToTheWhole) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Rng shape(seed);
    const auto rows = static_cast<std::int64_t>(1 + shape.below(12));
    const auto make = [] {
      Track track = lexicon_track();
      track.labels = {"joy", "fear"};
      return track;
    };
    Track whole = make();
    Track joined = make();
    Track chunk = make();
    Rng for_whole(seed + 1000);
    Rng for_chunks(seed + 1000);
    for (std::int64_t row = 0; row < rows; ++row) {
      append_random(whole, row, for_whole);
      append_random(chunk, row, for_chunks);
      if (shape.below(3) == 0 || row + 1 == rows) {
        joined.append(chunk);
        chunk = make();
      }
    }
    ASSERT_EQ(whole, joined) << "seed " << seed;
    ASSERT_FALSE(whole.violation());
  }
}

TEST(Track, NamesItsFirstBrokenInvariant) {
  Track track = lexicon_track();
  track.append(0, std::nullopt, valence(1.5));
  EXPECT_EQ(track.violation(), "valence is outside [-1, 1]");
  Track back = lexicon_track();
  back.append(3, std::nullopt, valence(0));
  back.append(1, std::nullopt, valence(0));
  EXPECT_EQ(back.violation(), "turns go back");
  Track times = lexicon_track();
  times.append(Track::kNoTurn, TimeRange{5, 5}, valence(0));
  times.append(Track::kNoTurn, TimeRange{4, 4}, valence(0));
  EXPECT_EQ(times.violation(), "times go back");
}

TEST(Source, TextReadsBack) {
  for (const Source& source : {Source{"lexicon", "1", ""}, Source{"lexicon", "2", "5f3a"}, Source{"me@home", "1", ""},
                               Source{"annotator 3", "", ""}}) {
    EXPECT_EQ(Source::parse(source.to_string()), source);
  }
}

TEST(AffectState, RangesAreChecked) {
  EXPECT_FALSE(AffectState{}.violation());
  EXPECT_TRUE(valence(std::numeric_limits<double>::quiet_NaN()).violation());
  AffectState state;
  state.labels = {{"joy", 1.2, std::nullopt}};
  EXPECT_EQ(state.violation(), "probability of joy is outside [0, 1]");
  state.labels = {{"joy", 0.2, -0.1}};
  EXPECT_TRUE(state.violation());
  state.labels.clear();
  state.standard_error[0] = -1;
  EXPECT_TRUE(state.violation());
}

}  // namespace
}  // namespace affect
