// The component: turns in, tracks out.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "affect/component.h"
#include "affect/engine.h"

namespace affect::perceive::text {
void register_all(Engine& engine);
namespace {

struct Collected : RecordSink {
  void accept(Record&& record) override {
    EXPECT_EQ(violation(record), std::nullopt);
    if (auto* track = std::get_if<Track>(&record.body)) tracks.push_back(std::move(*track));
    if (auto* end = std::get_if<Final>(&record.body)) finals.push_back(*end);
  }
  std::vector<Track> tracks;
  std::vector<Final> finals;
};

class LexiconStageTest : public testing::Test {
 protected:
  LexiconStageTest() { register_all(engine_); }

  Collected run(const std::vector<Turn>& turns, const std::map<std::string, std::string>& options = {},
                const std::string& language = "") {
    Collected out;
    const auto stage = engine_.make<Stage>("lexicon", options);
    EpisodeInfo info;
    info.language = language;
    stage->push({"e", info, {}}, out);
    for (const auto& turn : turns) stage->push({"e", turn, {}}, out);
    stage->finish(out);
    return out;
  }

  static Turn turn(std::int64_t number, std::string speaker, std::string text) {
    Turn made;
    made.turn = number;
    made.speaker = std::move(speaker);
    made.text = std::move(text);
    return made;
  }

  Engine engine_;
};

TEST_F(LexiconStageTest, OneTrackASpeaker) {
  const auto out = run({turn(0, "Ann", "I love it"), turn(1, "Ben", "I hate it"), turn(2, "Ann", "Wonderful")});
  ASSERT_EQ(out.tracks.size(), 2u);
  const auto& ann = out.tracks[0];
  EXPECT_EQ(ann.key.subject, "Ann");
  EXPECT_EQ(ann.key.perspective, Perspective::expressed);
  EXPECT_EQ(ann.key.source.to_string(), "lexicon@1");
  EXPECT_EQ(ann.key.taxonomy, "");
  EXPECT_EQ(ann.scale.instrument, "vader");
  ASSERT_EQ(ann.size(), 2u);
  EXPECT_EQ(ann.turn(1), 2);
  EXPECT_GT(*ann.state(0).valence, 0.3);
  EXPECT_LT(*out.tracks[1].state(0).valence, -0.3);
  ASSERT_EQ(ann.words(0).size(), 1u);
  EXPECT_EQ(ann.words(0)[0].word, "love");
  ASSERT_EQ(out.finals.size(), 1u);
  EXPECT_EQ(out.finals[0].turn, 2);
}

TEST_F(LexiconStageTest, OnlyValenceIsGiven) {
  const auto out = run({turn(0, "Ann", "I love it, I hate it")});
  const auto state = out.tracks.at(0).state(0);
  EXPECT_TRUE(state.valence.has_value());
  EXPECT_FALSE(state.arousal.has_value());
  EXPECT_FALSE(state.dominance.has_value());
}

TEST_F(LexiconStageTest, AbstainsWhereNoWordIsKnown) {
  const auto out = run({turn(0, "Ann", "The door is there."), turn(1, "Ann", "good bad")});
  const auto& track = out.tracks.at(0);
  ASSERT_EQ(track.size(), 2u);
  EXPECT_EQ(track.state(0).status, Status::abstained);
  EXPECT_FALSE(track.state(0).valence.has_value());
  EXPECT_EQ(track.state(1).status, Status::given) << "words that cancel out are evidence";
}

TEST_F(LexiconStageTest, LeavesOutEventsAndEmptyText) {
  auto media = turn(0, "Ann", "");
  media.event = "media";
  const auto out = run({media, turn(1, "Ann", ""), turn(2, "Ann", "good")});
  ASSERT_EQ(out.tracks.size(), 1u);
  EXPECT_EQ(out.tracks[0].size(), 1u);
}

TEST_F(LexiconStageTest, NobodyNamedIsTheAuthor) {
  const auto out = run({turn(0, "", "A lovely day")});
  EXPECT_EQ(out.tracks.at(0).key.subject, kAuthor);
}

TEST_F(LexiconStageTest, ChunksGiveTheSameRows) {
  std::vector<Turn> turns;
  for (int i = 0; i < 50; ++i)
    turns.push_back(turn(i, i % 3 == 0 ? "Ann" : "Ben", i % 2 == 0 ? "I love it" : "so bad 😢"));
  const auto whole = run(turns);
  const auto parts = run(turns, {{"rows_per_chunk", "7"}});
  ASSERT_EQ(whole.tracks.size(), 2u);
  EXPECT_GT(parts.tracks.size(), 10u);
  for (const auto& track : whole.tracks) {
    std::size_t row = 0;
    for (const auto& part : parts.tracks) {
      if (part.key.subject != track.key.subject) continue;
      for (std::size_t i = 0; i < part.size(); ++i, ++row) {
        EXPECT_EQ(part.turn(i), track.turn(row));
        EXPECT_EQ(part.state(i), track.state(row));
      }
    }
    EXPECT_EQ(row, track.size());
  }
}

TEST_F(LexiconStageTest, TakesTheEpisodesLanguage) {
  const auto out = run({turn(0, "Ann", "Je déteste l'ennui")}, {}, "fr-CA");
  EXPECT_EQ(out.tracks.at(0).scale.instrument, "afinn");
  EXPECT_LT(*out.tracks.at(0).state(0).valence, 0);
}

TEST_F(LexiconStageTest, IsUnavailableForALanguageWithoutAList) {
  const auto out = run({turn(0, "Ann", "Das ist wunderbar")}, {}, "de");
  EXPECT_EQ(out.tracks.at(0).state(0).status, Status::unavailable);
  EXPECT_FALSE(out.tracks.at(0).state(0).valence.has_value());
}

TEST_F(LexiconStageTest, OptionsAreCheckedAndNamed) {
  const auto out = run({turn(0, "Ann", "pretty bad")}, {{"mode", "parity"}});
  EXPECT_EQ(out.tracks.at(0).key.source.to_string().substr(0, 10), "lexicon@1#");
  EXPECT_THROW(engine_.make<Stage>("lexicon", {{"mode", "wrong"}}), ConfigError);
  EXPECT_THROW(engine_.make<Stage>("lexicon", {{"rows_per_chunk", "0"}}), ConfigError);
}

}  // namespace
}  // namespace affect::perceive::text
