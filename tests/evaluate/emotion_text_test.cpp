// Floors of the linear models on development splits; the test splits are measured once, by the cards.
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "affect/error.h"
#include "affect/evaluate/system.h"
#include "affect/perceive/text/emotion_model.h"
#include "support/data.h"

namespace affect::io {
void register_all(Engine& engine);
}
namespace affect::evaluate {
void register_all(Engine& engine);
namespace {

class EmotionTextFigures : public testing::Test {
 protected:
  void SetUp() override {
    try {
      perceive::text::EmotionModel::open("en");
    } catch (const ModelError& error) {
      GTEST_SKIP() << "needs the trained model: " << error.what();
    }
    io::register_all(engine_);
    register_all(engine_);
  }
  std::map<std::string, double> run(const std::string& system) {
    const RunOptions options{.quick = true, .data_root = std::getenv("AFFECT_DATA"), .file = {}};
    const RunResult result = engine_.make<System>(system)->run(engine_, options, diagnostics_);
    EXPECT_EQ(result.split, "dev");
    std::map<std::string, double> figures;
    for (const Figure& figure : result.figures) figures[figure.name] = figure.value;
    return figures;
  }

  Engine engine_;
  Diagnostics diagnostics_;
};

TEST_F(EmotionTextFigures, EmoBankAndGoEmotions) {
  AFFECT_NEEDS_DATA(emobank, "text/emobank");
  AFFECT_NEEDS_DATA(goemotions, "text/goemotions");
  auto figures = run("emotion_text");
  EXPECT_GE(figures.at("EmoBank valence, mean: r"), 0.60);
  EXPECT_GE(figures.at("EmoBank arousal, mean: r"), 0.49);
  EXPECT_GE(figures.at("EmoBank dominance, mean: r"), 0.32);
  EXPECT_GE(figures.at("GoEmotions: macro-F1"), 0.50);
  EXPECT_GT(figures.at("GoEmotions: macro-F1"), figures.at("GoEmotions, always yes: macro-F1") + 0.3);
}

TEST_F(EmotionTextFigures, Languages) {
  AFFECT_NEEDS_DATA(folder, "text/semeval2025-task11");
  auto figures = run("semeval2025_task11");
  EXPECT_GE(figures.at("language: macro accuracy, 28 languages"), 0.97);
}

}  // namespace
}  // namespace affect::evaluate
