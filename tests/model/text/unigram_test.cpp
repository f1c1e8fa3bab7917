#include "affect/model/text/unigram.h"

#include <gtest/gtest.h>

#include "affect/model/text/packed_e5.h"
#include "model/text/tiny_e5.h"

namespace affect::model {
namespace {

std::unique_ptr<const Unigram> tiny_unigram() {
  const std::string bytes = test::TinyE5().bytes();
  return PackedE5::of(std::as_bytes(std::span(bytes)), "tiny")->tokenizer();
}

std::string pieces_of(const Encoding& tokens, const Tokenizer& tokenizer) {
  std::string line;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens.special[i] != 0) continue;
    line += std::string(tokenizer.piece(tokens.ids[i])) + " " + std::to_string(tokens.offsets[i].begin) + "-" +
            std::to_string(tokens.offsets[i].end) + " ";
  }
  return line;
}

std::string read(std::string_view text) {
  const auto tokenizer = tiny_unigram();
  return pieces_of(tokenizer->encode(text), *tokenizer);
}

TEST(Unigram, TakesThePiecesThatScoreMost) {
  EXPECT_EQ(read("ab"), "▁ab 0-2 ");
  EXPECT_EQ(read("a b"), "▁a 0-1 ▁ 1-2 b 2-3 ");
  EXPECT_EQ(read("aab"), "▁a 0-1 ab 1-3 ");
}

TEST(Unigram, SpacesAreOneAndTheirRangeIsAllOfThem) {
  EXPECT_EQ(read("a  \n ab"), "▁a 0-1 ▁ab 5-7 ");
  EXPECT_EQ(read("a  "), "▁a 0-1 ▁ 1-3 ");
  EXPECT_EQ(read(" \xC2\xA0 "), "▁ 0-4 ");
  EXPECT_EQ(read("  a"), "▁a 2-3 ");
}

TEST(Unigram, NothingIsTheMarkAlone) {
  EXPECT_EQ(read(""), "▁ 0-0 ");
  EXPECT_EQ(read("\x01"), "▁ 0-0 ");
}

TEST(Unigram, AReplacedCharacterKeepsItsRange) {
  EXPECT_EQ(read("\xE2\x91\xA0"), "▁ab 0-3 ");             // ① is "ab" here
  EXPECT_EQ(read("b\xEF\xBD\x81"), "▁ 0-0 b 0-1 a 1-4 ");  // full width
  EXPECT_EQ(read("a\x01"
                 "b"),
            "▁ab 0-3 ");
}

TEST(Unigram, WhatHasNoPieceIsUnknownCharacterByCharacter) {
  EXPECT_EQ(read("a\xF0\x9F\x98\x80\xE4\xB8\xAD"), "▁a 0-1 <unk> 1-5 <unk> 5-8 ");
  EXPECT_EQ(read("a\xFF\xE4\xB8"), "▁a 0-1 <unk> 1-2 <unk> 2-4 ") << "each part that is no UTF-8 is one character";
}

TEST(Unigram, FramesAsXlmrDoes) {
  const auto tokenizer = tiny_unigram();
  const Encoding pair = tokenizer->encode_pair("a", "ab");
  EXPECT_EQ(pair.ids, (std::vector<std::int32_t>{0, 6, 2, 2, 9, 2}));
  EXPECT_EQ(pair.types, std::vector<std::uint8_t>(6, 0));
  EXPECT_EQ(pair.special, (std::vector<std::uint8_t>{1, 0, 1, 1, 0, 1}));
  EXPECT_EQ(pair.second, 4u);
}

TEST(Unigram, OfEqualPiecesTheFirstCounts) {
  PieceList pieces;
  for (const char* piece : {"<unk>", "<s>", "\xE2\x96\x81", "a", "a", ""}) pieces.add(piece);
  TokenFrame frame;
  frame.begin = frame.end = 1;
  const Unigram tokenizer(std::move(pieces), {0, 0, -1, -2, -1, 5}, {}, frame);
  EXPECT_EQ(tokenizer.encode("a").ids, (std::vector<std::int32_t>{1, 2, 3, 1}));
}

TEST(Unigram, AMegabyteOfText) {
  const auto tokenizer = tiny_unigram();
  std::string text;
  while (text.size() < 1'000'000) text += "ab \xC3\xA9  a";
  const Encoding tokens = tokenizer->encode(text);
  std::uint64_t end = 0;
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    ASSERT_GE(tokens.offsets[i].begin, end);
    end = tokens.offsets[i].end;
  }
  EXPECT_EQ(end, text.size());
}

}  // namespace
}  // namespace affect::model
