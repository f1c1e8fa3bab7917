// Streams, and what is found in those that hold a planted change, or none.
#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "affect/error.h"
#include "affect/understand/corpus/document_sink.h"
#include "affect/understand/corpus/planted_shift.h"
#include "affect/understand/corpus/stream_analysis.h"

namespace affect::understand::corpus {
namespace {

DocumentStream drawn(std::size_t documents, std::uint64_t seed) {
  Rng rng(seed);
  return drawn_stream(documents, 200, 300, 2, rng);
}

TEST(DocumentStreamTest, OrderJoiningAndEmptyOnes) {
  DocumentStream stream;
  stream.add("late", 20.0, {{"b", 2}, {"a", 1}});
  stream.add("none", 15.0, {{"a", 0}});
  stream.add("early", 10.0, {{"a", 4}});
  stream.add("last", 30.0, {{"c", 1}});
  EXPECT_EQ(stream.empty_documents(), 1u);
  stream.put_in_order();
  ASSERT_EQ(stream.size(), 3u);
  EXPECT_EQ(stream[0].name, "early");
  const auto joined = stream.joined(4, 100);
  ASSERT_EQ(joined.size(), 2u) << "late has three words, and takes the last one";
  EXPECT_EQ(joined[1].name, "late");
  EXPECT_EQ(joined[1].length, 4u);
  EXPECT_EQ(joined[1].words.size(), 3u);
  EXPECT_EQ(stream.joined(5, 100).size(), 1u) << "early takes late, and the last one";
  EXPECT_EQ(stream.joined(1, 2).size(), 2u);
  EXPECT_EQ(stream.joined(1, 1)[0].length, 8u);
  stream.add("undated", std::nullopt, {{"a", 1}});
  stream.add("first", 1.0, {{"a", 1}});
  stream.put_in_order();
  EXPECT_EQ(stream[4].name, "first") << "not all have a time";
}

TEST(DocumentSinkTest, TurnsAndEpisodes) {
  const WordCutter cut = [](std::string_view text, const std::function<void(std::string_view)>& word) {
    for (std::size_t i = 0; i < text.size(); ++i) word(text.substr(i, 1));
  };
  const auto feed = [](DocumentSink& sink) {
    for (const std::string id : {"second", "first"}) {
      EpisodeInfo info;
      info.clock = {.type = Clock::Type::calendar, .start = id == "first" ? 100.0 : 200.0, .zone = {}, .extra = {}};
      sink.accept({id, info, {}});
      for (int i = 0; i < 2; ++i) {
        Turn turn;
        turn.turn = i;
        turn.text = i == 0 ? "ab" : "b";
        turn.time = TimeRange{*info.clock.start + i, *info.clock.start + i};
        sink.accept({id, turn, {}});
      }
      Turn event;
      event.turn = 2;
      event.event = "media";
      sink.accept({id, event, {}});
      sink.accept({id, End{}, {}});
    }
  };
  DocumentSink turns(DocumentUnit::turn, cut);
  feed(turns);
  const auto by_turn = turns.take();
  ASSERT_EQ(by_turn.size(), 4u);
  EXPECT_EQ(by_turn[0].name, "first:0");
  EXPECT_EQ(by_turn[3].name, "second:1");
  DocumentSink episodes(DocumentUnit::episode, cut);
  feed(episodes);
  const auto by_episode = episodes.take();
  ASSERT_EQ(by_episode.size(), 2u);
  EXPECT_EQ(by_episode[0].name, "first");
  EXPECT_EQ(by_episode[0].length, 3u);
  EXPECT_EQ(*by_episode[0].time, 100.0);
}

TEST(VocabularyShiftTest, FindsWhatWasPlanted) {
  Rng rng(5);
  const auto stream = planted(drawn(60, 1), {.from = 35, .share = 0.2}, rng);
  const auto found = analyse_stream(stream, {.window = 10, .permutations = 199});
  ASSERT_EQ(found.scan.status, Status::given);
  ASSERT_EQ(found.scan.shifts.size(), 1u);
  EXPECT_NEAR(static_cast<double>(found.scan.shifts[0].at), 35, 2);
  EXPECT_LE(found.scan.shifts[0].p, 0.01);
  ASSERT_GE(found.shifts[0].words.rising.size(), 5u);
  std::set<std::string> strongest;
  for (std::size_t i = 0; i < 5; ++i) strongest.insert(stream.vocabulary()[found.shifts[0].words.rising[i].word]);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(strongest.count(fmt::format("{}{}", kPlantedWord, i)), 1u) << i;
}

TEST(VocabularyShiftTest, SlidingIsTheDivergenceOfTheWindows) {
  const auto stream = drawn(30, 2);
  const auto scan = vocabulary_shifts(stream, {.window = 6, .rare = 1, .permutations = 99});
  for (const std::size_t at : {6u, 13u, 24u}) {
    EXPECT_NEAR(scan.bits[at], jensen_shannon(word_counts(stream, at - 6, at), word_counts(stream, at, at + 6)), 1e-10);
  }
  EXPECT_TRUE(std::isnan(scan.bits[5]) && std::isnan(scan.bits[25]));
}

TEST(VocabularyShiftTest, FalseAlarmsAreAsSaid) {
  int alarms = 0;
  constexpr int kStreams = 200;
  for (int i = 0; i < kStreams; ++i) {
    Rng rng(static_cast<std::uint64_t>(i) + 700);
    const auto stream = drawn_stream(24, 60, 80, 1, rng);
    alarms += vocabulary_shifts(stream, {.window = 5, .permutations = 99}).shifts.empty() ? 0 : 1;
  }
  EXPECT_LE(alarms, 20) << "5 % of 200, and three standard errors";
  EXPECT_GE(alarms, 2) << "a test that never errs has no power";
}

TEST(VocabularyShiftTest, BlocksAnswerForRuns) {
  // Authors use common words at rates of their own, and write four documents in a row.
  DocumentStream runs;
  for (std::size_t author = 0; author < 16; ++author) {
    Rng rng(author + 40);
    std::vector<std::size_t> rates;
    for (std::size_t k = 0; k < 30; ++k) rates.push_back(5 + rng.below(30));
    for (std::size_t i = 0; i < 4; ++i) {
      DocumentStream::Counts counts;
      for (std::size_t k = 0; k < 30; ++k) counts.emplace_back(fmt::format("w{}", k), rates[k] + rng.below(6));
      runs.add(fmt::format("{}-{}", author, i), std::nullopt, counts);
    }
  }
  EXPECT_LE(vocabulary_shifts(runs, {.window = 4, .permutations = 199}).strongest.p, 0.01);
  EXPECT_GE(vocabulary_shifts(runs, {.window = 4, .permutations = 199, .block = 4}).strongest.p, 0.05);
}

TEST(VocabularyShiftTest, TooShort) {
  EXPECT_EQ(vocabulary_shifts(drawn(11, 1), {}).status, Status::too_short);
  EXPECT_EQ(vocabulary_shifts(drawn(20, 1), {.window = 11}).status, Status::too_short);
  EXPECT_EQ(vocabulary_shifts(drawn(20, 1), {.window = 5, .block = 2}).status, Status::too_short);
  EXPECT_EQ(vocabulary_shifts({}, {}).reason, "0 documents, 12 needed");
}

TEST(NoveltyTest, ByHand) {
  PairDistances distances(14);
  for (std::size_t i = 0; i < 14; ++i) {
    for (std::size_t j = 0; j < 14; ++j) distances.set(i, j, i == j ? 0 : (i < 7) == (j < 7) ? 1 : 4);
  }
  const auto found = novelty(distances, {.window = 2, .permutations = 999});
  ASSERT_EQ(found.documents.size(), 10u);
  const auto& first_new = found.documents[5];
  EXPECT_EQ(first_new.document, 7u);
  EXPECT_DOUBLE_EQ(first_new.novelty, 4);
  EXPECT_DOUBLE_EQ(first_new.transience, 1);
  EXPECT_DOUBLE_EQ(first_new.resonance, 3);
  EXPECT_DOUBLE_EQ(found.documents[4].resonance, -3) << "the last of the old: known, and not taken up";
  EXPECT_DOUBLE_EQ(found.documents[0].resonance, 0);
  EXPECT_LE(found.persistence.p, 0.01);
  EXPECT_LT(found.persistence.value, found.persistence.by_chance);
}

TEST(NoveltyTest, NothingInAnyOrder) {
  int alarms = 0, resonant = 0, slopes = 0;
  constexpr int kStreams = 100;
  for (int i = 0; i < kStreams; ++i) {
    Rng rng(static_cast<std::uint64_t>(i) + 900);
    const auto found =
        novelty(word_divergences(drawn_stream(24, 60, 80, 1, rng), {}), {.window = 5, .permutations = 99});
    alarms += found.persistence.p <= 0.05 ? 1 : 0;
    slopes += found.slope.p <= 0.05 ? 1 : 0;
    EXPECT_GT(found.slope.by_chance, 0) << "resonance holds novelty";
    resonant +=
        std::any_of(found.documents.begin(), found.documents.end(), [](const auto& one) { return one.p <= 0.05; });
  }
  for (const int count : {alarms, resonant, slopes}) EXPECT_LE(count, 12) << "5 % of 100, and three standard errors";
}

TEST(NeighbourDensityTest, DrawsTogether) {
  // Distances shrink over time.
  const auto stream_of = [](bool shrinks) {
    PairDistances distances(40);
    Rng rng(3);
    for (std::size_t i = 0; i < 40; ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        const double value = 1 - (shrinks ? 0.01 * static_cast<double>(i + j) / 2 : 0) + 0.1 * rng.uniform();
        distances.set(i, j, value);
        distances.set(j, i, value);
      }
    }
    return distances;
  };
  const DensityOptions options{.neighbours = 3, .window = 6, .permutations = 199};
  const auto found = neighbour_density(stream_of(true), {}, options);
  EXPECT_LE(found.drift.p, 0.01);
  EXPECT_NEAR(found.drift.value, -0.4, 0.08);
  EXPECT_GT(neighbour_density(stream_of(false), {}, options).drift.p, 0.01);
  const std::vector<double> one_time(40, 7.0);
  EXPECT_EQ(neighbour_density(stream_of(true), one_time, options).status, Status::not_estimable);
  EXPECT_EQ(neighbour_density(stream_of(true), {}, {.neighbours = 7, .window = 6}).status, Status::too_short);
}

TEST(PairDistancesTest, HasALimit) { EXPECT_THROW(PairDistances(4001), InputError); }

TEST(StreamAnalysisTest, SameSeedSameFigures) {
  const auto stream = drawn(40, 4);
  const StreamOptions options{.window = 8, .permutations = 99};
  const auto a = analyse_stream(stream, options), b = analyse_stream(stream, options);
  EXPECT_EQ(a.scan.strongest.p, b.scan.strongest.p);
  EXPECT_EQ(a.novelty.slope.p, b.novelty.slope.p);
  EXPECT_EQ(a.density.distance, b.density.distance);
}

}  // namespace
}  // namespace affect::understand::corpus
