// Against numpy, scipy and scikit-learn: divergences, Welch's test, latent semantic analysis.
#include "understand/corpus/stream_reference.h"

#include <numeric>

#include <gtest/gtest.h>

#include "affect/understand/corpus/pair_distances.h"
#include "affect/understand/corpus/relative_entropy.h"

namespace affect::understand::corpus {
namespace {

constexpr std::size_t kCut = 8;

void expect_table(const PairDistances& found, const std::vector<double>& expected, double tolerance) {
  ASSERT_EQ(found.size() * found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (std::size_t j = 0; j < found.size(); ++j) {
      EXPECT_NEAR(found.at(i, j), expected[i * found.size() + j], tolerance) << i << ' ' << j;
    }
  }
}

TEST(StreamReference, WordDivergences) {
  const auto reference = stream_reference();
  constexpr double kFloat = 1e-6;  // tables hold floats
  expect_table(word_divergences(reference.stream, {Smoothing::Kind::jelinek_mercer, 0.05}),
               reference.values.at("jelinek_mercer"), kFloat);
  expect_table(word_divergences(reference.stream, {Smoothing::Kind::dirichlet, 50}), reference.values.at("dirichlet"),
               kFloat);
}

TEST(StreamReference, OneDivergenceIsTheTablesEntry) {
  const auto reference = stream_reference();
  const auto all = word_counts(reference.stream, 0, reference.stream.size());
  const auto p = smoothed_shares(word_counts(reference.stream, 3, 4), all, {});
  const auto q = smoothed_shares(word_counts(reference.stream, 9, 10), all, {});
  EXPECT_NEAR(std::accumulate(p.begin(), p.end(), 0.0), 1, 1e-12);
  EXPECT_NEAR(relative_entropy(p, q), reference.values.at("jelinek_mercer")[3 * reference.stream.size() + 9], 1e-12);
}

TEST(StreamReference, JensenShannon) {
  const auto reference = stream_reference();
  const auto before = word_counts(reference.stream, 0, kCut);
  const auto after = word_counts(reference.stream, kCut, reference.stream.size());
  EXPECT_NEAR(jensen_shannon(before, after), reference.values.at("jensen_shannon")[0], 1e-12);
  EXPECT_NEAR(jensen_shannon(before, before), 0, 1e-12);
  const std::vector<std::uint64_t> one{3, 0}, other{0, 3};
  EXPECT_NEAR(jensen_shannon(one, other), 1, 1e-12) << "nothing in common, equal weights";
}

TEST(StreamReference, WelchOfEachWord) {
  const auto reference = stream_reference();
  const auto& expected = reference.values.at("welch");
  const auto found = driving_words(reference.stream, 0, kCut, reference.stream.size(), {.smoothing = {}, .most = 100});
  std::size_t tested = 0;
  for (const auto* list : {&found.rising, &found.fading}) {
    for (const DrivingWord& word : *list) {
      if (!word.p) continue;
      ++tested;
      // Words are numbered by first use, columns by name: "w07".
      const std::string& name = reference.stream.vocabulary()[word.word];
      EXPECT_NEAR(*word.p, expected[std::stoul(name.substr(1))], 1e-9) << name;
      EXPECT_GE(*word.p_adjusted, *word.p);
    }
  }
  EXPECT_GE(tested, 25u);
}

TEST(StreamReference, DrivingWordsAreTheTermsOfTheDivergence) {
  const auto reference = stream_reference();
  const auto found = driving_words(reference.stream, 0, kCut, reference.stream.size(), {.smoothing = {}, .most = 100});
  double rise = 0;
  for (const DrivingWord& word : found.rising) rise += word.bits;
  EXPECT_GT(rise, found.rise_bits) << "the words that fade have negative terms, which are left out";
  EXPECT_GT(found.rise_bits, 0);
  for (const DrivingWord& word : found.rising) EXPECT_GT(word.after_per_million, word.before_per_million);
  for (const DrivingWord& word : found.fading) EXPECT_LT(word.after_per_million, word.before_per_million);
}

TEST(StreamReference, LatentSpace) {
  const auto reference = stream_reference();
  for (const auto& [name, weighting] : {std::pair{std::string("log_entropy"), LatentOptions::Weighting::log_entropy},
                                        std::pair{std::string("tf_idf"), LatentOptions::Weighting::tf_idf}}) {
    const LatentSpace space = latent_space(reference.stream, {.dimensions = 5, .weighting = weighting});
    ASSERT_EQ(space.dimensions(), 5u);
    for (std::size_t k = 0; k < 5; ++k) {
      EXPECT_NEAR(space.singular_values()[k] / reference.values.at(name + "_singular")[k], 1, 1e-6) << name << k;
    }
    expect_table(cosine_distances(space), reference.values.at(name + "_distances"), 1e-4);
  }
}

TEST(LatentSpaceTest, AsManyDimensionsAsThereAre) {
  DocumentStream stream;
  EXPECT_EQ(latent_space(stream, {}).documents(), 0u);
  stream.add("a", std::nullopt, {{"x", 2}});
  stream.add("b", std::nullopt, {{"y", 3}});
  stream.add("c", std::nullopt, {{"y", 1}});
  const LatentSpace space = latent_space(stream, {.dimensions = 100});
  EXPECT_EQ(space.dimensions(), 2u) << "words";
  const auto distances = cosine_distances(space);
  EXPECT_NEAR(distances.at(1, 2), 0, 1e-6);
  EXPECT_NEAR(distances.at(0, 1), 1, 1e-6);
}

}  // namespace
}  // namespace affect::understand::corpus
