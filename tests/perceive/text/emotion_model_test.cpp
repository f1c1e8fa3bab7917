// On models of random weights; what the trained one knows: emotion_sense_test.cpp, and tests/evaluate for data sets.
#include "affect/perceive/text/emotion_model.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "affect/error.h"
#include "perceive/text/tiny_emotion_model.h"

namespace affect::perceive::text {
namespace {

constexpr std::string_view kSentences[] = {
    "",
    " \t\n",
    "fine",
    "The train was late again, and nobody told us why!",
    "I can't believe how kind everybody was at the hospital...",
    "NOT GOOD. Really, really not good :(",
    "😀 😡 ok",
    "مرحبا، कैसे हो? ሰላም 你好 Grüße",
    "a\xFF\xC0 broken \xE2\x80 text with\0nothing",
    "well-known, o'clock, rock'n'roll; \"quoted\" (aside)",
};

const std::vector<std::string> kHeads{"ekman:joy",         "goemotions:love", "intensity:anger",
                                      "expressed:valence", "evoked:arousal",  "empathy_distress:empathy",
                                      "plutchik:trust"};

class EmotionModelTest : public testing::Test {
 protected:
  static std::shared_ptr<const EmotionModel> make(const std::string& bytes, const std::string& language = "xx") {
    return std::make_shared<const EmotionModel>(model::Safetensors::of(std::as_bytes(std::span(bytes)), "tiny"),
                                                language);
  }

  const Engine engine_;
  const std::string plain_ = tiny_model({{.name = "xx", .heads = kHeads}});
  const std::string with_lexicon_ = tiny_model({{.name = "xx", .heads = kHeads, .lexicon = 5}});
  const std::string negating_ = tiny_model({{.name = "xx", .heads = kHeads, .negation = -0.5F}});
};

TEST_F(EmotionModelTest, HeadsHaveKindsAndGroups) {
  const auto model = make(plain_);
  ASSERT_EQ(model->size(), kHeads.size());
  EXPECT_EQ(model->language(), "xx");
  const EmotionHeadKind kinds[] = {EmotionHeadKind::label,     EmotionHeadKind::label,     EmotionHeadKind::intensity,
                                   EmotionHeadKind::dimension, EmotionHeadKind::dimension, EmotionHeadKind::intensity,
                                   EmotionHeadKind::label};
  for (std::size_t h = 0; h < kHeads.size(); ++h) {
    EXPECT_EQ(model->head(kHeads[h]), h);
    EXPECT_EQ(model->kind(h), kinds[h]) << kHeads[h];
  }
  EXPECT_EQ(model->head("ekman:jo"), std::nullopt);
  EXPECT_EQ(model->head("joy"), std::nullopt);
  EXPECT_EQ(model->group("evoked"), (std::vector<std::pair<std::string, std::size_t>>{{"arousal", 4}}));
  EXPECT_TRUE(model->group("ek").empty());
  EXPECT_FALSE(model->reads_lexicon());
  EXPECT_TRUE(make(with_lexicon_)->reads_lexicon());
}

TEST_F(EmotionModelTest, ContributionsAddUp) {
  for (const std::string* bytes : {&plain_, &with_lexicon_, &negating_}) {
    EmotionScorer scorer(engine_, make(*bytes));
    for (const std::string_view text : kSentences) {
      const EmotionScore score = scorer.score(text);
      for (std::size_t h = 0; h < kHeads.size(); ++h) {
        double sum = scorer.baseline(h);
        const auto words = scorer.contributions(h);
        std::uint64_t at = 0;
        for (const WordWeight& word : words) {
          sum += word.weight;
          EXPECT_GE(word.bytes.begin, at) << "in the order of the text";
          at = word.bytes.begin;
          ASSERT_LE(word.bytes.end, text.size());
          EXPECT_EQ(word.word, text.substr(word.bytes.begin, word.bytes.end - word.bytes.begin));
          EXPECT_GE(std::abs(word.weight), 1e-6);
        }
        // What is left out is below 1e-6 a word.
        const double tolerance = 1e-9 + 1e-6 * static_cast<double>(score.tokens - std::min(score.tokens, words.size()));
        switch (scorer.model().kind(h)) {
          case EmotionHeadKind::label:
            EXPECT_NEAR(score.value(h), 1 / (1 + std::exp(-sum)), tolerance) << text << kHeads[h];
            break;
          case EmotionHeadKind::intensity:
            EXPECT_NEAR(score.value(h), std::clamp(sum, 0.0, 1.0), tolerance) << text << kHeads[h];
            break;
          case EmotionHeadKind::dimension:
            EXPECT_NEAR(score.value(h), std::clamp(sum, -1.0, 1.0), tolerance) << text << kHeads[h];
            break;
          case EmotionHeadKind::spread:
            break;
        }
        EXPECT_GT(score.deviation(h), 0);
      }
    }
  }
}

// A score by the words of linear_table.h: bias, and for each block the weights over the root of squared frequencies.
TEST_F(EmotionModelTest, ScoresEqualPlainArithmetic) {
  const auto model = make(plain_);
  const auto file = model::Safetensors::of(std::as_bytes(std::span(plain_)), "tiny");
  const auto rows = file->bytes("xx/rows");
  const auto size = file->tensor("xx/rows").shape[1];
  const auto bits = std::log2(file->tensor("xx/rows").shape[0]);
  EmotionScorer scorer(engine_, model);
  for (const std::string_view text : kSentences) {
    Ngrams ngrams;
    ngrams.read(text);
    const auto& score = scorer.score(text);
    for (std::size_t h = 0; h < kHeads.size(); ++h) {
      double raw = file->floats("xx/bias")[h];
      for (const auto hashes : {ngrams.words(), ngrams.characters()}) {
        double sum = 0, squares = 0;
        for (const std::uint32_t hash : hashes) {
          const auto* row = rows.data() + static_cast<std::size_t>(hash / std::pow(2.0, 32 - bits)) * size;
          sum += row[1 + h];
          squares += std::pow(static_cast<std::uint8_t>(row[0]) / 16.0, 2);
        }
        raw += static_cast<double>(file->floats("xx/step")[h]) * sum / (squares > 0 ? std::sqrt(squares) : 1);
      }
      raw = static_cast<double>(file->floats("xx/calibration")[2 * h]) * raw +
            static_cast<double>(file->floats("xx/calibration")[2 * h + 1]);
      const auto kind = model->kind(h);
      const double expected = kind == EmotionHeadKind::label       ? 1 / (1 + std::exp(-raw))
                              : kind == EmotionHeadKind::intensity ? std::clamp(raw, 0.0, 1.0)
                                                                   : std::clamp(raw, -1.0, 1.0);
      EXPECT_NEAR(score.value(h), expected, 1e-12) << text << kHeads[h];
      const double length = std::log1p(static_cast<double>(ngrams.tokens().size()));
      EXPECT_NEAR(std::log(score.deviation(h)),
                  static_cast<double>(file->floats("xx/deviation")[2 * h]) +
                      static_cast<double>(file->floats("xx/deviation")[2 * h + 1]) * length,
                  1e-12);
    }
  }
}

// What the words "hate" and "you" add alone, in letters and by themselves, counts -0.5 times; the pairs stay.
TEST_F(EmotionModelTest, NegatedWordsCountOtherwise) {
  EmotionScorer plain(engine_, make(plain_)), negating(engine_, make(negating_));
  const auto parts = [](EmotionScorer& scorer, std::string_view text) {
    scorer.score(text);
    const auto words = scorer.contributions(3);
    return std::vector<WordWeight>(words.begin(), words.end());
  };
  const auto weight = [](const WordWeight& word) { return word.weight; };
  EXPECT_TRUE(std::ranges::equal(parts(plain, "I hate you"), parts(negating, "I hate you"), {}, weight, weight));
  constexpr std::string_view kText = "I don't hate you";
  const auto before = parts(plain, kText), after = parts(negating, kText);
  ASSERT_EQ(before.size(), 4u);
  ASSERT_EQ(after.size(), 4u);
  EXPECT_EQ(before[0].weight, after[0].weight);
  EXPECT_EQ(before[1].weight, after[1].weight) << "the negator itself";
  const auto file = model::Safetensors::of(std::as_bytes(std::span(plain_)), "tiny");
  const model::LinearTable table(file, "xx");
  Ngrams ngrams;
  ngrams.read(kText);
  model::LinearSums words;
  table.sum(ngrams.words(), words);
  const auto last = ngrams.tokens()[3], third = ngrams.tokens()[2];
  EXPECT_TRUE(last.negated && third.negated);
  const auto pair = ngrams.words().subspan(third.words_end + 1, 1);
  const double of_pair = static_cast<double>(file->floats("xx/calibration")[2 * 3]) * table.step(3) / words.norm() *
                         static_cast<double>(table.sum_of(pair, 3));
  EXPECT_NEAR(after[3].weight - of_pair, -0.5 * (before[3].weight - of_pair), 1e-9);
}

TEST_F(EmotionModelTest, ASpreadHeadGivesTheDeviation) {
  const std::vector<std::string> heads{"expressed:valence", "spread:expressed:valence", "expressed:arousal"};
  const auto bytes = tiny_model({{.name = "xx", .heads = heads}});
  EmotionScorer scorer(engine_, make(bytes));
  EXPECT_EQ(scorer.model().kind(1), EmotionHeadKind::spread);
  EXPECT_EQ(scorer.model().group("expressed").size(), 2u);
  const auto file = model::Safetensors::of(std::as_bytes(std::span(bytes)), "tiny");
  for (const std::string_view text : kSentences) {
    const auto& score = scorer.score(text);
    EXPECT_NEAR(score.deviation(0), std::exp(score.value(1)), 1e-12);
    EXPECT_GE(score.deviation(0), 0.0199);
    EXPECT_LE(score.deviation(0), 0.6001);
    const double length = std::log1p(static_cast<double>(score.tokens));
    EXPECT_NEAR(std::log(score.deviation(2)),
                static_cast<double>(file->floats("xx/deviation")[4]) +
                    static_cast<double>(file->floats("xx/deviation")[5]) * length,
                1e-12);
  }
}

TEST_F(EmotionModelTest, WhatWasScoredBeforeLeavesNothing) {
  for (const std::string* bytes : {&plain_, &with_lexicon_}) {
    EmotionScorer used(engine_, make(*bytes));
    for (int round = 0; round < 2; ++round) {
      for (const std::string_view text : kSentences) {
        EmotionScorer fresh(engine_, make(*bytes));
        const auto &one = used.score(text), &other = fresh.score(text);
        EXPECT_EQ(one.known, other.known);
        EXPECT_EQ(one.tokens, other.tokens);
        for (std::size_t h = 0; h < kHeads.size(); ++h) {
          EXPECT_EQ(one.value(h), other.value(h));
          EXPECT_EQ(one.deviation(h), other.deviation(h));
          EXPECT_EQ(used.baseline(h), fresh.baseline(h));
          EXPECT_EQ(used.contributions(h).size(), fresh.contributions(h).size());
        }
        used.score(std::string(3000, 'z') + " other words");
      }
    }
  }
}

TEST_F(EmotionModelTest, FeaturesReadBeforeGiveTheSame) {
  EmotionScorer one(engine_, make(with_lexicon_)), other(engine_, make(with_lexicon_));
  Ngrams ngrams;
  for (const std::string_view text : kSentences) {
    ngrams.read(text);
    const auto &first = one.score(text), &second = other.score(text, ngrams);
    for (std::size_t h = 0; h < kHeads.size(); ++h) EXPECT_EQ(first.value(h), second.value(h));
  }
}

TEST_F(EmotionModelTest, KnowsWhenItKnowsNothing) {
  EmotionScorer scorer(engine_, make(plain_));
  EXPECT_FALSE(scorer.score("").known);
  EXPECT_FALSE(scorer.score(" \xFF \n").known);
  EXPECT_TRUE(scorer.score("The train was late again").known);
  // Two buckets, both never seen: all rows are zero.
  model::SafetensorsWriter writer;
  const std::vector<std::int8_t> rows(16);
  const std::vector<float> one{1}, two{1, 0};
  writer.metadata("xx/heads", "ekman:joy");
  writer.add("xx/rows", std::span(rows), {2, 8});
  for (const auto* part : {"step", "bias", "threshold"}) {
    writer.add("xx/" + std::string(part), std::span(one), {1});
  }
  for (const auto* part : {"calibration", "deviation"}) writer.add("xx/" + std::string(part), std::span(two), {1, 2});
  const auto bytes = writer.bytes();
  EmotionScorer blank(engine_, make(bytes));
  const auto& score = blank.score("The train was late again");
  EXPECT_FALSE(score.known);
  EXPECT_NEAR(score.value(0), 1 / (1 + std::exp(-1)), 1e-12) << "the bias alone";
  EXPECT_TRUE(blank.contributions(0).empty());
}

TEST_F(EmotionModelTest, ThousandsOfWordsStayInRange) {
  EmotionScorer scorer(engine_, make(with_lexicon_));
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += "word" + std::to_string(i % 977) + (i % 9 == 0 ? "! " : " ");
  const auto& score = scorer.score(text);
  for (std::size_t h = 0; h < kHeads.size(); ++h) {
    EXPECT_GE(score.value(h), scorer.model().kind(h) == EmotionHeadKind::dimension ? -1 : 0);
    EXPECT_LE(score.value(h), 1);
    EXPECT_TRUE(std::isfinite(score.deviation(h)));
  }
}

TEST_F(EmotionModelTest, AModelThatIsNotWholeIsRefused) {
  EXPECT_THROW(make(plain_, "yy"), ModelError) << "no such language";
  for (const std::string missing : {"step", "bias", "threshold", "calibration", "deviation"}) {
    for (const bool shorter : {false, true}) {
      model::SafetensorsWriter writer;
      const auto file = model::Safetensors::of(std::as_bytes(std::span(plain_)), "tiny");
      writer.metadata("xx/heads", file->metadata("xx/heads"));
      writer.add("xx/rows", file->bytes("xx/rows"), file->tensor("xx/rows").shape);
      for (const std::string part : {"step", "bias", "threshold", "calibration", "deviation"}) {
        auto values = file->floats("xx/" + part);
        if (part == missing && !shorter) continue;
        if (part == missing) values = values.first(values.size() - 1);
        writer.add("xx/" + part, values, {values.size()});
      }
      const auto bytes = writer.bytes();
      EXPECT_THROW(make(bytes), ModelError) << missing;
    }
  }
  const auto few = tiny_model({{.name = "xx", .heads = kHeads, .lexicon = 4}});
  EXPECT_THROW(make(few), ModelError) << "four inputs of the lexicon";
}

}  // namespace
}  // namespace affect::perceive::text
