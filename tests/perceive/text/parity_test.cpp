// Rules::vader against the package it claims to equal: vaderSentiment 3.3.2, run beside it on the same sentences.
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/perceive/text/lexicon.h"
#include "support/data.h"
#include "support/peers.h"
#include "support/place.h"

namespace affect::perceive::text {
namespace {

constexpr int kCompared = 60000;
/// The edge cases of the script: each rated word alone, word salads, capitals of every script.
constexpr int kEdgeCases = 45000;

std::string output_of(const std::string& command) {
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return output;
  std::array<char, 1 << 16> block;
  while (const auto size = std::fread(block.data(), 1, block.size(), pipe)) output.append(block.data(), size);
  return pclose(pipe) == 0 ? output : std::string{};
}

TEST(LexiconParity, EqualsThePackageOnRealSentences) {
  AFFECT_NEEDS_PEER(peers, "vaderSentiment", "vaderSentiment==3.3.2");
  AFFECT_NEEDS_DATA(goemotions, "text/goemotions/train.tsv");
  const auto data = std::filesystem::path(goemotions).parent_path().parent_path().parent_path().string();
  const std::string output = output_of(
      fmt::format("python3 '{}/tools/peers/vader_parity.py' '{}' '{}' {}", test::source_dir(), peers, data, kCompared));
  ASSERT_FALSE(output.empty()) << "the script failed";

  const Engine engine;
  LexiconScorer scorer(Lexicon::vader(engine, Lexicon::Rules::vader));
  int sentences = 0;
  int wrong = 0;
  std::string_view left = output;
  while (!left.empty()) {
    const auto head_size = left.find('\n');
    const std::string head(left.substr(0, head_size));
    double compound = 0;
    unsigned long size = 0;
    ASSERT_EQ(std::sscanf(head.c_str(), "%lf %lu", &compound, &size), 2) << head;
    const auto text = left.substr(head_size + 1, size);
    left.remove_prefix(head_size + size + 2);
    const auto& score = scorer.score(text);
    ++sentences;
    double sum = 0;
    for (const auto& word : score.words) sum += word.weight;
    EXPECT_NEAR(sum, score.valence, 1e-9);
    // Both are rounded to four decimals, so that a tie is one unit apart.
    if (std::abs(score.valence - compound) > 1.0001e-4 && ++wrong <= 20) {
      ADD_FAILURE() << "package " << compound << ", ours " << score.valence << ": " << text;
    }
  }
  EXPECT_EQ(wrong, 0);
  EXPECT_GE(sentences, kCompared + kEdgeCases);
}

}  // namespace
}  // namespace affect::perceive::text
