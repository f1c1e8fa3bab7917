// The component emotion_small on a net of our own: the trunk as it comes, and a head of three labels that is made up.
#include <cmath>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "affect/component.h"
#include "affect/engine.h"
#include "affect/error.h"
#include "affect/model/encoder/text_net_scorer.h"
#include "affect/rng.h"
#include "perceive/support/run_stage.h"
#include "support/models.h"

namespace affect::perceive::text_nets {
void register_all(Engine& engine);
namespace {

class EmotionSmallTest : public testing::Test {
 protected:
  using Said = test::Said;

  EmotionSmallTest() {
    register_all(engine_);
    Rng rng(3);
    std::vector<float> weight(3 * 384);
    for (float& value : weight) value = static_cast<float>(rng.normal());
    const std::vector<float> bias{0, 0.5F, -0.5F};
    model::SafetensorsWriter writer;
    writer.add("goemotions.weight", weight, {3, 384});
    writer.add("goemotions.bias", bias, {3});
    model::add_text_net(writer, "emotion_small", "all-minilm-l6-v2", 64,
                        {{"goemotions", {"joy", "fear", "neutral"}, {1, 2, 0.5F}, {0, 0.1F, 0}, {0.5F, 0.5F, 0.5F}}});
    file_ = (std::filesystem::temp_directory_path() / ("affect-small-" + std::to_string(getpid()))).string();
    std::ofstream(file_, std::ios::binary) << writer.bytes();
  }
  ~EmotionSmallTest() override { std::filesystem::remove(file_); }

  std::vector<Track> run(const Said& said, std::map<std::string, std::string> options = {},
                         const std::string& language = "") {
    options.emplace("model", file_);
    options.emplace("precision", "f32");
    test::StageRecords out;
    test::run_stage(engine_, "emotion_small", said, options, language, out);
    return std::move(out.tracks);
  }

  Engine engine_;
  std::string file_;
};

const test::Said kTalk{
    {"Ann", "I was so glad to see you at the station yesterday."},
    {"Ben", "Well, I am still afraid that we will lose the house."},
    {"Ann", ""},
    {"Ann", "We will not, believe me, we have saved enough for it."},
};

TEST_F(EmotionSmallTest, GivesWhatTheNetSaysCalibrated) {
  AFFECT_NEEDS_MODEL("all-minilm-l6-v2");
  const auto tracks = run(kTalk);
  ASSERT_EQ(tracks.size(), 2u);
  const Track& ann = tracks[0];
  EXPECT_EQ(ann.key.subject, "Ann");
  EXPECT_EQ(ann.key.taxonomy, "goemotions");
  EXPECT_EQ(ann.key.perspective, Perspective::perceived);
  ASSERT_EQ(ann.size(), 2u) << "a turn without text has no row";
  const Options options(model::text_net_options(), {{"precision", "f32"}});
  const model::TextNetScorer scorer(engine_, model::TextNetFile::open(file_), options);
  const std::vector<std::string> texts{kTalk[0].second, kTalk[3].second};
  const auto logits = scorer.score(texts).at("goemotions");
  for (std::size_t row = 0; row < 2; ++row) {
    const auto labels = ann.state(row).labels;
    ASSERT_EQ(labels.size(), 3u);
    EXPECT_EQ(labels[1].name, "fear");
    EXPECT_NEAR(labels[1].probability, 1 / (1 + std::exp(-0.1 - 2 * static_cast<double>(logits[row * 3 + 1]))), 1e-6);
  }
}

TEST_F(EmotionSmallTest, GivesTheSameTurnByTurn) {
  AFFECT_NEEDS_MODEL("all-minilm-l6-v2");
  const auto together = run(kTalk), alone = run(kTalk, {{"rows_per_chunk", "1"}});
  ASSERT_EQ(alone.size(), 3u);
  for (std::size_t label = 0; label < 3; ++label) {
    EXPECT_NEAR(together[0].state(0).labels[label].probability, alone[0].state(0).labels[label].probability, 1e-5);
    EXPECT_NEAR(together[0].state(1).labels[label].probability, alone[2].state(0).labels[label].probability, 1e-5);
  }
}

TEST_F(EmotionSmallTest, ReadsEnglishAlone) {
  AFFECT_NEEDS_MODEL("all-minilm-l6-v2");
  const Said german{{"Ann", "Ich habe mich gestern so gefreut, dich endlich am Bahnhof zu sehen."}};
  EXPECT_EQ(run(german)[0].state(0).status, Status::unavailable);
  EXPECT_EQ(run(german, {}, "de-AT")[0].state(0).status, Status::unavailable);
  EXPECT_EQ(run(kTalk, {}, "de")[0].state(0).status, Status::unavailable) << "what the episode says counts";
  EXPECT_EQ(run(german, {{"language", "en"}})[0].state(0).status, Status::given) << "what the user says counts more";
}

TEST_F(EmotionSmallTest, ReadsATextOfAnyLength) {
  AFFECT_NEEDS_MODEL("all-minilm-l6-v2");
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "We walked along the river until it was dark. ";
  const auto tracks = run({{"Ann", text}, {"Ann", "!"}}, {{"language", "en"}});
  for (const Label& label : tracks[0].state(0).labels) EXPECT_TRUE(std::isfinite(label.probability));
  EXPECT_EQ(tracks[0].size(), 2u);
}

TEST_F(EmotionSmallTest, AFileOfAnotherKindIsNamed) {
  AFFECT_NEEDS_MODEL("all-minilm-l6-v2");
  EXPECT_THROW(run(kTalk, {{"model", "none.safetensors"}}), ModelError);
  std::ofstream(file_, std::ios::binary) << "no net at all";
  EXPECT_THROW(run(kTalk), ModelError);
}

}  // namespace
}  // namespace affect::perceive::text_nets
