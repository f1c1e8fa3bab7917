#include "affect/model/text/wordpiece.h"

#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "affect/error.h"

namespace affect::model {
namespace {

constexpr std::string_view kLines =
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nun\n##aff\n##able\nno\nway\n!\ncafe\n##s\na\nb\n中\n文\nᄒ\n##ᅡ\n##ᆫ\n[\n]"
    "\nx\n##x\n";

std::string pieces(std::string_view text) {
  const auto tokenizer = WordPiece::of(kLines, "tiny");
  const Encoding tokens = tokenizer->encode(text);
  std::string line;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens.special[i] != 0) continue;
    line += fmt::format("{} {}-{} ", tokenizer->piece(tokens.ids[i]), tokens.offsets[i].begin, tokens.offsets[i].end);
  }
  return line;
}

TEST(WordPiece, TakesTheLongestPieceFromTheLeft) {
  EXPECT_EQ(pieces("unaffable"), "un 0-2 ##aff 2-5 ##able 5-9 ");
  EXPECT_EQ(pieces(" No way!"), "no 1-3 way 4-7 ! 7-8 ");
  EXPECT_EQ(pieces("unaffablez"), "[UNK] 0-10 ") << "one part unknown, the word unknown";
}

TEST(WordPiece, OffsetsAreOfTheTextAsGiven) {
  EXPECT_EQ(pieces("CAF\xC3\x89S"), "cafe 0-5 ##s 5-6 ");
  EXPECT_EQ(pieces("cafe\xCC\x81s"), "cafe 0-4 ##s 6-7 ") << "a combining mark belongs to no token";
  EXPECT_EQ(pieces("\xED\x95\x9C"), "ᄒ 0-3 ##ᅡ 0-3 ##ᆫ 0-3 ") << "one syllable, three letters";
  EXPECT_EQ(pieces("no\xE2\x80\x8B"), "no 0-2 ");
}

TEST(WordPiece, IdeographsAndSignsAreWords) {
  EXPECT_EQ(pieces("a中文b"), "a 0-1 中 1-4 文 4-7 b 7-8 ");
  EXPECT_EQ(pieces("a\xF0\x9F\x98\x80 b"), "[UNK] 0-5 b 6-7 ");
}

TEST(WordPiece, SpecialPiecesInTheTextStandForThemselves) {
  EXPECT_EQ(pieces("a[MASK]b"), "a 0-1 [MASK] 1-7 b 7-8 ");
  EXPECT_EQ(pieces("[[UNK]"), "[ 0-1 [UNK] 1-6 ");
  EXPECT_EQ(pieces("[a]"), "[ 0-1 a 1-2 ] 2-3 ");
}

TEST(WordPiece, TextThatIsNotUtf8) {
  EXPECT_EQ(pieces("no\xFFway"), "[UNK] 0-6 ") << "what is wrong is removed, as U+FFFD is";
  EXPECT_EQ(pieces("a\xC0\x80 b\xE4\xB8"), "a 0-1 b 4-5 ");
  EXPECT_EQ(pieces(std::string_view("a\0 b", 4)), "a 0-1 b 3-4 ");
  EXPECT_EQ(pieces("\xED\xA0\x80"), "");
}

TEST(WordPiece, NothingIsTheFrame) {
  const auto tokenizer = WordPiece::of(kLines, "tiny");
  for (const std::string_view text : {"", " \n\t", "\xCC\x81"}) {
    EXPECT_EQ(tokenizer->encode(text).ids, (std::vector<std::int32_t>{2, 3}));
  }
}

TEST(WordPiece, AWordOfMoreThanAHundredCharactersIsUnknown) {
  const auto tokenizer = WordPiece::of(kLines, "tiny");
  EXPECT_EQ(tokenizer->encode(std::string(100, 'x')).size(), 102u);
  EXPECT_EQ(pieces(std::string(101, 'x')), "[UNK] 0-101 ");
  EXPECT_EQ(tokenizer->encode(std::string(1'000'000, 'x')).size(), 3u);
}

TEST(WordPiece, AMegabyteOfText) {
  const auto tokenizer = WordPiece::of(kLines, "tiny");
  std::string text;
  while (text.size() < 1'000'000) text += "no way, caf\xC3\xA9s! ";
  const Encoding tokens = tokenizer->encode(text);
  std::uint64_t end = 0;
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    ASSERT_GE(tokens.offsets[i].begin, end);
    end = tokens.offsets[i].end;
  }
  EXPECT_EQ(end, text.size() - 1);
}

TEST(WordPiece, PairsHaveTypesAndTheLongerOneIsCut) {
  const auto tokenizer = WordPiece::of(kLines, "tiny");
  const Encoding pair = tokenizer->encode_pair("a", "b no way", {.max_tokens = 6});
  EXPECT_EQ(pair.ids, (std::vector<std::int32_t>{2, 13, 3, 14, 8, 3}));
  EXPECT_EQ(pair.types, (std::vector<std::uint8_t>{0, 0, 0, 1, 1, 1}));
  EXPECT_EQ(pair.second, 3u);
  EXPECT_EQ(pair.offsets[4], (ByteRange{2, 4}));
}

TEST(WordPiece, KeepsWhatTheTruncationSays) {
  using Keep = Truncation::Keep;
  const auto tokenizer = WordPiece::of(kLines, "tiny");
  const auto kept = [&](Keep keep, std::size_t most) {
    return tokenizer->encode("a b no way !", {.max_tokens = most, .keep = keep}).ids;
  };
  using Ids = std::vector<std::int32_t>;
  EXPECT_EQ(kept(Keep::head, 5), (Ids{2, 13, 14, 8, 3}));
  EXPECT_EQ(kept(Keep::tail, 5), (Ids{2, 8, 9, 10, 3}));
  EXPECT_EQ(kept(Keep::ends, 5), (Ids{2, 13, 14, 10, 3}));
  for (const Keep keep : {Keep::head, Keep::tail, Keep::ends}) {
    EXPECT_EQ(kept(keep, 7), (Ids{2, 13, 14, 8, 9, 10, 3}));
    EXPECT_EQ(kept(keep, 0), kept(keep, 7));
  }
  EXPECT_THROW(kept(Keep::head, 2), ConfigError);
}

TEST(WordPiece, ManyThreadsReadTheSame) {
  const auto tokenizer = WordPiece::of(kLines, "tiny");
  const Encoding expected = tokenizer->encode("no caf\xC3\xA9s unaffable 中文");
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 200; ++k) EXPECT_EQ(tokenizer->encode("no caf\xC3\xA9s unaffable 中文"), expected);
    });
  }
  for (auto& thread : threads) thread.join();
}

TEST(WordPiece, WrongVocabulariesAreRefused) {
  const auto refuse = [](std::string_view lines, std::size_t line) {
    try {
      WordPiece::of(lines, "vocab.txt");
      ADD_FAILURE() << lines;
    } catch (const ModelError& error) {
      EXPECT_EQ(error.place().file, "vocab.txt");
      EXPECT_EQ(error.place().line, line) << lines;
      EXPECT_FALSE(error.hint().empty());
    }
  };
  refuse("", 0);
  refuse("[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n", 0);
  refuse("a\nb\na\n", 3);
  refuse("a\n\nb\n", 2);
  refuse("a\n\xFF\n", 2);
  EXPECT_THROW(WordPiece::open("/nowhere/vocab.txt"), ModelError);
}

TEST(WordPiece, LinesMayEndAsOnWindows) {
  EXPECT_EQ(WordPiece::of("[PAD]\r\n[UNK]\r\n[CLS]\r\n[SEP]\r\n[MASK]\r\na", "tiny")->piece(5), "a");
}

}  // namespace
}  // namespace affect::model
