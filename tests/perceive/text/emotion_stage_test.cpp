// The components emotion, emotion_sentences and language: turns in, tracks out, with the models that are shipped.
#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "affect/component.h"
#include "affect/engine.h"
#include "affect/error.h"
#include "perceive/support/run_stage.h"

namespace affect::perceive::text {
void register_all(Engine& engine);
namespace {

struct EmotionRecords : test::StageRecords {
  const Track* find(const std::string& subject, const std::string& taxonomy) const {
    for (const Track& track : tracks) {
      if (track.key.subject == subject && track.key.taxonomy == taxonomy) return &track;
    }
    return nullptr;
  }
};

class EmotionStageTest : public testing::Test {
 protected:
  using Said = test::Said;
  EmotionStageTest() { register_all(engine_); }

  EmotionRecords run(const std::string& component, const Said& said,
                     const std::map<std::string, std::string>& options = {}, const std::string& language = "") {
    EmotionRecords out;
    test::run_stage(engine_, component, said, options, language, out);
    return out;
  }

  static double probability(const AffectState& state, const std::string& label) {
    for (const Label& one : state.labels) {
      if (one.name == label) return one.probability;
    }
    return std::nan("");
  }

  Engine engine_;
};

TEST_F(EmotionStageTest, GivesDimensionsAndLabelsWithTheirPerspective) {
  const auto out = run("emotion", {{"Ann", "I am so happy, this is the best day of my life!"},
                                   {"Ann", "I am terrified and I cannot sleep any more."}});
  const Track* expressed = out.find("Ann", "");
  ASSERT_NE(expressed, nullptr);
  EXPECT_EQ(expressed->key.perspective, Perspective::expressed);
  EXPECT_EQ(expressed->scale.instrument, "EmoBank");
  EXPECT_GT(*expressed->state(0).valence, *expressed->state(1).valence + 0.2);
  EXPECT_GT(*expressed->state(0).standard_error[0], 0);
  const Track* ekman = out.find("Ann", "ekman");
  ASSERT_NE(ekman, nullptr);
  EXPECT_EQ(ekman->key.perspective, Perspective::perceived);
  EXPECT_GT(probability(ekman->state(0), "joy"), probability(ekman->state(1), "joy"));
  EXPECT_GT(probability(ekman->state(1), "fear"), probability(ekman->state(0), "fear"));
  ASSERT_NE(out.find("Ann", "goemotions"), nullptr);
  EXPECT_EQ(out.find("Ann", "goemotions")->labels.size(), 28u);
  EXPECT_EQ(out.find("Ann", "plutchik"), nullptr);
}

TEST_F(EmotionStageTest, WordsAreThoseOfTheTurn) {
  const std::string text = "Honestly, what a wonderful evening";
  const auto out = run("emotion", {{"Ann", text}}, {{"groups", "expressed"}});
  const auto words = out.tracks.at(0).words(0);
  ASSERT_FALSE(words.empty());
  double strongest = 0;
  std::string best;
  for (const WordWeight& word : words) {
    EXPECT_EQ(text.substr(word.bytes.begin, word.bytes.end - word.bytes.begin), word.word);
    if (word.weight > strongest) {
      strongest = word.weight;
      best = word.word;
    }
  }
  EXPECT_EQ(best, "wonderful");
}

TEST_F(EmotionStageTest, ReadsEachSpeakerInTheirLanguage) {
  const auto out = run("emotion",
                       {{"Ann", "I am so glad that you could come to see us this weekend"},
                        {"Bo", "Ich bin so wütend auf dich, das war wirklich gemein von dir!"},
                        {"Ann", "ok"},
                        {"Bo", "ok"}},
                       {{"groups", "ekman,expressed"}});
  ASSERT_NE(out.find("Bo", "ekman"), nullptr);
  const AffectState angry = out.find("Bo", "ekman")->state(0);
  EXPECT_EQ(angry.status, Status::given);
  EXPECT_EQ(angry.labels.size(), 6u);
  ASSERT_NE(out.find("Bo", ""), nullptr);
  EXPECT_EQ(out.find("Bo", "")->state(0).status, Status::unavailable) << "German has no model of valence";
  EXPECT_EQ(out.find("Bo", "")->state(1).status, Status::unavailable) << "Bo's ok is German as Bo's turns are";
  EXPECT_EQ(out.find("Ann", "")->state(1).status, Status::given);
}

TEST_F(EmotionStageTest, SaysWhatItDoesNotKnow) {
  const auto unknown = run("emotion", {{"Ann", "오늘 정말 행복해요"}}, {{"groups", "ekman"}});
  EXPECT_EQ(unknown.tracks.at(0).state(0).status, Status::unknown);
  const auto signs = run("emotion", {{"Ann", "..."}}, {{"groups", "ekman"}});
  EXPECT_NE(signs.tracks.at(0).state(0).status, Status::given);
  const auto unsure =
      run("emotion", {{"Ann", "The table is in the kitchen."}}, {{"groups", "ekman"}, {"risk", "0.01"}});
  EXPECT_EQ(unsure.tracks.at(0).state(0).status, Status::abstained);
  const auto afrikaans = run("emotion", {{"Ann", "goed"}}, {{"groups", "ekman"}, {"language", "af"}});
  EXPECT_TRUE(std::isnan(probability(afrikaans.tracks.at(0).state(0), "surprise"))) << "nobody rated it";
}

TEST_F(EmotionStageTest, OptionsThatAreWrongAreSaid) {
  EXPECT_THROW(run("emotion", {}, {{"groups", "moods"}}), ConfigError);
  EXPECT_THROW(run("emotion", {}, {{"language", "tlh"}}), ConfigError);
  EXPECT_NO_THROW(run("emotion", {}, {{"language", "pt"}}));
}

TEST_F(EmotionStageTest, EvokedIsTheReadersAndEmpathyTheWriters) {
  const auto out = run("emotion", {{"Ann", "What they did to these people is unbearable."}},
                       {{"groups", "evoked,empathy_distress"}});
  ASSERT_NE(out.find("readers", ""), nullptr);
  EXPECT_EQ(out.find("readers", "")->key.target, "Ann");
  ASSERT_EQ(out.subjects.size(), 1u);
  EXPECT_EQ(out.subjects[0].type, Subject::Type::audience);
  const Track* felt = out.find("Ann", "empathy_distress");
  ASSERT_NE(felt, nullptr);
  EXPECT_EQ(felt->key.perspective, Perspective::felt);
  EXPECT_TRUE(felt->state(0).labels.at(0).intensity.has_value());
}

TEST_F(EmotionStageTest, ALongTurnIsTheMeanOfItsSentences) {
  const std::string good = "It was a lovely, happy morning and we laughed a lot. ";
  const std::string bad = "Then the terrible news came and everybody cried. ";
  std::string text;
  for (int i = 0; i < 30; ++i) text += i % 2 == 0 ? good : bad;
  const auto turn = run("emotion", {{"Ann", text}}, {{"groups", "expressed"}});
  ASSERT_EQ(turn.tracks.at(0).size(), 1u);
  const auto sentences = run("emotion_sentences", {{"Ann", text}}, {{"groups", "expressed"}});
  ASSERT_EQ(sentences.tracks.at(0).size(), 30u);
  double sum = 0, tokens = 0;
  for (std::size_t row = 0; row < 30; ++row) {
    EXPECT_EQ(sentences.tracks[0].turn(row), 0);
    const double weight = row % 2 == 0 ? 13 : 9;
    sum += *sentences.tracks[0].state(row).valence * weight;
    tokens += weight;
  }
  EXPECT_GT(*sentences.tracks[0].state(0).valence, *sentences.tracks[0].state(1).valence);
  EXPECT_NEAR(*turn.tracks[0].state(0).valence, sum / tokens, 0.01);
}

TEST_F(EmotionStageTest, ChunksDoNotMatter) {
  Said said;
  for (int i = 0; i < 50; ++i)
    said.emplace_back(i % 2 == 0 ? "Ann" : "Bo", i % 3 == 0 ? "I love it" : "oh no, not again");
  const auto whole = run("emotion", said, {{"groups", "expressed"}});
  const auto pieces = run("emotion", said, {{"groups", "expressed"}, {"rows_per_chunk", "1"}});
  std::map<std::string, Track> joined;
  for (const Track& track : pieces.tracks) {
    const auto found = joined.find(track.key.subject);
    if (found == joined.end()) {
      joined.emplace(track.key.subject, track);
    } else {
      found->second.append(track);
    }
  }
  for (const Track& track : whole.tracks) EXPECT_EQ(joined.at(track.key.subject), track);
}

TEST_F(EmotionStageTest, LanguageOfEachTurn) {
  const auto out = run(
      "language",
      {{"Ann", "Je suis très contente de te voir ce soir, vraiment."}, {"Bo", "መጥፎ ቀን ነው በጣም አዝናለሁ"}, {"Ann", "oui"}});
  ASSERT_EQ(out.occurrences.size(), 3u);
  EXPECT_EQ(out.occurrences[0].attributes.at("code"), "fr");
  EXPECT_EQ(out.occurrences[1].attributes.at("code"), "am");
  EXPECT_EQ(out.occurrences[2].attributes.at("code"), "fr");
}

}  // namespace
}  // namespace affect::perceive::text
