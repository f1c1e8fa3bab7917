// Systems 032, 040, 065, 082 and the part emotion_text, on development data: the figures that the linear models reach,
// with little room below.
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "affect/error.h"
#include "affect/evaluate/results.h"
#include "affect/evaluate/system.h"
#include "support/data.h"

namespace affect::io {
void register_all(Engine& engine);
}
namespace affect::perceive::text {
void register_all(Engine& engine);
}
namespace affect::evaluate {
void register_all(Engine& engine);
namespace {

class LinearSystems : public testing::TestWithParam<const char*> {
 protected:
  LinearSystems() {
    io::register_all(engine_);
    perceive::text::register_all(engine_);
    register_all(engine_);
  }
  std::map<std::string, Figure> quick(const std::string& name, const std::string& root) {
    Diagnostics diagnostics;
    const auto result =
        run_card(engine_, find_card(engine_, name), {.quick = true, .data_root = root, .file = {}}, diagnostics);
    std::map<std::string, Figure> figures;
    for (const Figure& figure : result.figures) figures[figure.name] = figure;
    EXPECT_EQ(figures.size(), result.figures.size()) << "two figures have one name";
    return figures;
  }
  static std::string root_of(const std::string& folder) { return folder.substr(0, folder.rfind("/text/")); }

  Engine engine_;
};

TEST_P(LinearSystems, SaysWhatIsMissing) {
  Diagnostics diagnostics;
  EXPECT_THROW(run_card(engine_, find_card(engine_, GetParam()), {}, diagnostics), ConfigError);
}

TEST_P(LinearSystems, HasAFileOfRecord) {
  const auto record = find_result(engine_, find_card(engine_, GetParam()));
  ASSERT_TRUE(record.has_value());
  EXPECT_GT(record->figures.size(), 3u);
}

INSTANTIATE_TEST_SUITE_P(All, LinearSystems, testing::Values("032", "040", "065", "082", "emotion_text"),
                         [](const auto& one) { return std::string("system_") + one.param; });

TEST_F(LinearSystems, EmotionText) {
  AFFECT_NEEDS_DATA(folder, "text/emobank");
  auto figures = quick("emotion_text", root_of(folder));
  EXPECT_NEAR(figures.at("EmoBank valence, mean: r").value, 0.621, 0.02);
  EXPECT_NEAR(figures.at("EmoBank arousal, mean: r").value, 0.508, 0.02);
  EXPECT_NEAR(figures.at("EmoBank dominance, mean: r").value, 0.333, 0.02);
  EXPECT_NEAR(figures.at("GoEmotions: macro-F1").value, 0.510, 0.02);
  EXPECT_LT(figures.at("GoEmotions: class-wise calibration error").value, 0.01);
}

TEST_F(LinearSystems, Semeval) {
  AFFECT_NEEDS_DATA(folder, "text/semeval2025-task11");
  auto figures = quick("082", root_of(folder));
  EXPECT_GT(figures.at("language: macro accuracy, 28 languages").value, 0.975);
  EXPECT_GT(figures.at("track B: mean r of languages").value, 0.51);
  EXPECT_LT(figures.at("track A: class-wise calibration error, languages together").value, 0.03);
}

TEST_F(LinearSystems, EthioEmo) {
  AFFECT_NEEDS_DATA(folder, "text/semeval2025-task11");
  auto figures = quick("065", root_of(folder));
  EXPECT_NEAR(figures.at("Amharic, its own model: macro-F1").value, 0.546, 0.02);
  EXPECT_NEAR(figures.at("Amharic strength: mean r of labels").value, 0.548, 0.02);
  EXPECT_GT(figures.at("Tigrinya, its own model: macro-F1").value,
            figures.at("Tigrinya, all languages as one: macro-F1").value);
}

TEST_F(LinearSystems, LearnProgramming) {
  AFFECT_NEEDS_DATA(folder, "text/goemotions");
  auto figures = quick("032", root_of(folder));
  EXPECT_GT(figures.at("macro-F1 of the four").value, figures.at("macro-F1 of the four, always yes").value + 0.2);
}

TEST_F(LinearSystems, MultilingualVa) {
  AFFECT_NEEDS_DATA(folder, "text/emobank");
  auto figures = quick("040", root_of(folder));
  EXPECT_NEAR(figures.at("EmoBank sentences, valence: r").value, 0.621, 0.02);
  EXPECT_LT(figures.at("EmoBank sentences, valence: mean absolute error").value,
            figures.at("EmoBank sentences, valence, always its mean: mean absolute error").value);
}

}  // namespace
}  // namespace affect::evaluate
