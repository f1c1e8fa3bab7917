#include "affect/model/text/text_encoder.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <numeric>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/error.h"
#include "support/models.h"

namespace affect::model {
namespace encoder {
void register_all(Engine& engine);
}
namespace {

double inner(const float* a, const float* b, std::size_t width) { return std::inner_product(a, a + width, b, 0.0); }

class TextEncoderTest : public ::testing::TestWithParam<std::string> {
 protected:
  std::unique_ptr<TextEncoder> open(const std::string& precision = "f32") {
    encoder::register_all(engine_);
    return engine_.make<TextEncoder>(GetParam(), {{"precision", precision}});
  }
  Engine engine_;
};

TEST_P(TextEncoderTest, ABatchGivesWhatEachTextGivesAlone) {
  AFFECT_NEEDS_MODEL("multilingual-e5-small");
  const auto encoder = open();
  const std::vector<std::string> texts{"I was so happy to see you.", "no", "",
                                       "The bus leaves at noon from the old square, as it always did.",
                                       "¿Por qué no me llamaste?"};
  const auto together = encoder->sentences(texts);
  ASSERT_EQ(together.size(), texts.size() * encoder->width());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const float* row = together.data() + i * encoder->width();
    EXPECT_NEAR(inner(row, row, encoder->width()), 1, 1e-4) << texts[i];
    const auto alone = encoder->sentences(std::span(&texts[i], 1));
    EXPECT_GT(inner(row, alone.data(), encoder->width()), 0.99999) << texts[i];
  }
}

TEST_P(TextEncoderTest, WhatMeansAlikeLiesNear) {
  AFFECT_NEEDS_MODEL("multilingual-e5-small");
  const auto encoder = open();
  const std::vector<std::string> texts{"I am very angry with you.", "You make me furious.",
                                       "The recipe needs two eggs."};
  const auto rows = encoder->sentences(texts);
  const std::size_t width = encoder->width();
  EXPECT_GT(inner(rows.data(), rows.data() + width, width), inner(rows.data(), rows.data() + 2 * width, width) + 0.05);
}

TEST_P(TextEncoderTest, ALongTextIsReadToItsEnd) {
  AFFECT_NEEDS_MODEL("multilingual-e5-small");
  const auto encoder = open();
  std::string calm;
  for (int i = 0; i < 200; ++i) calm += "The bus leaves at noon from the old square. ";
  const std::vector<std::string> texts{calm, calm + "I hate you, I hate you, I hate you all!"};
  const auto tokens = encoder->tokens(texts[1]);
  ASSERT_FALSE(tokens.offsets.empty());
  EXPECT_EQ(tokens.values.size(), tokens.offsets.size() * encoder->width());
  EXPECT_EQ(tokens.offsets.front().begin, 0u);
  EXPECT_EQ(tokens.offsets.back().end, texts[1].size());
  for (std::size_t i = 1; i < tokens.offsets.size(); ++i)
    EXPECT_GE(tokens.offsets[i].begin, tokens.offsets[i - 1].begin);
  const auto rows = encoder->sentences(texts);
  EXPECT_LT(inner(rows.data(), rows.data() + encoder->width(), encoder->width()), 0.9999);
}

TEST_P(TextEncoderTest, EightBitsGiveNearlyTheSame) {
  AFFECT_NEEDS_MODEL("multilingual-e5-small");
  const std::vector<std::string> texts{"I was so happy to see you.",
                                       "This is the worst day of my life.",
                                       "See you at noon then.",
                                       "no",
                                       "He never says that he is sorry, he only asks whether I am still angry.",
                                       "Thank you so much for staying with the children last night!",
                                       "LOL what a joke, 10/10 would laugh again :)",
                                       "We were afraid that the old dog would not live through the winter, but look at "
                                       "him now, running along the beach as if he were two years old again!"};
  const auto exact = open()->sentences(texts);
  const auto fast = engine_.make<TextEncoder>(GetParam(), {{"precision", "int8"}})->sentences(texts);
  const std::size_t width = exact.size() / texts.size();
  double sum = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const double cosine = inner(exact.data() + i * width, fast.data() + i * width, width);
    EXPECT_GT(cosine, 0.98) << texts[i];
    sum += cosine;
  }
  EXPECT_GE(sum / static_cast<double>(texts.size()), 0.995);
}

TEST_P(TextEncoderTest, WithoutItsModelSaysWhatMendsIt) {
  const char* folder = std::getenv("AFFECT_MODELS");
  const std::string kept = folder == nullptr ? "" : folder;
  ::setenv("AFFECT_MODELS", "/nonexistent", 1);
  ::setenv("XDG_DATA_HOME", "/nonexistent", 1);
  try {
    open();
    ADD_FAILURE() << "found a model where there is none";
  } catch (const ModelError& error) {
    EXPECT_NE(std::string(error.hint()).find("affect models fetch"), std::string::npos) << error.what();
  }
  ::setenv("AFFECT_MODELS", kept.c_str(), 1);
}

INSTANTIATE_TEST_SUITE_P(Encoders, TextEncoderTest, ::testing::Values("minilm", "e5"),
                         [](const auto& about) { return about.param; });

}  // namespace
}  // namespace affect::model
