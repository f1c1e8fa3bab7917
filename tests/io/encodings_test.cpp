#include "io/encodings.h"

#include "io/reading.h"

namespace affect::io {
namespace {

using test::Lines;
using test::SlowSource;
using std::string_view_literals::operator""sv;

constexpr std::size_t kPieces[] = {1, 2, 3, 7, 100, 1u << 20};

struct Decoded {
  Lines lines;
  std::string encoding;
  std::size_t bad = 0;
};

Decoded decoded(std::string_view bytes, std::size_t piece = 1u << 20, std::string encoding = {}) {
  SlowSource source(bytes, piece);
  Diagnostics diagnostics;
  ReadContext context{.diagnostics = diagnostics};
  context.encoding = std::move(encoding);
  LineReader reader(source, context);
  Decoded result;
  for (std::string_view line; reader.next_text(line, diagnostics);) result.lines.emplace_back(line);
  reader.finish(context);
  result.encoding = reader.encoding();
  result.bad = diagnostics.count("bad_encoding");
  EXPECT_EQ(diagnostics.count("encoding_found") > 0,
            result.encoding != "UTF-8" && context.encoding.empty() && !bytes.starts_with("\xFF\xFE") &&
                !bytes.starts_with("\xFE\xFF") && !bytes.starts_with("\0\0\xFE\xFF"sv));
  return result;
}

void expect(std::string_view bytes, const Lines& lines, const std::string& encoding, std::string wanted = {}) {
  for (const std::size_t piece : kPieces) {
    const Decoded result = decoded(bytes, piece, wanted);
    EXPECT_EQ(result.lines, lines) << piece;
    EXPECT_EQ(result.encoding, encoding) << piece;
  }
}

/// Every character below U+10000 in two bytes.
std::string utf16(std::u16string_view text, bool little) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
    bytes += little ? low : high;
    bytes += little ? high : low;
  }
  return bytes;
}

TEST(Encodings, Utf16NeedsNoMark) {
  const std::u16string text = u"Ann: gr\u00FC\u00DFe\r\nBob: \u4F60\u597D \xD83D\xDE00\n";
  const Lines lines{"Ann: gr\u00FC\u00DFe", "Bob: \u4F60\u597D \U0001F600"};
  expect(utf16(text, true), lines, "UTF-16LE");
  expect(utf16(text, false), lines, "UTF-16BE");
  expect("\xFF\xFE" + utf16(text, true), lines, "UTF-16LE");
  EXPECT_EQ(guess_utf16("Ann: a\0b and more of the text"sv), "");
  EXPECT_EQ(guess_utf16("\0\0\0\0"sv), "");
}

TEST(Encodings, Utf32WithAMark) {
  expect("\xFF\xFE\0\0A\0\0\0\n\0\0\0\xE9\0\0\0"sv, {"A", "\u00E9"}, "UTF-32LE");
  expect("\0\0\xFE\xFF\0\0\0A\0\1\xF6\0"sv, {"A\U0001F600"}, "UTF-32BE");
}

TEST(Encodings, AFewAccentsAreWestern) {
  expect("Ann: see you at the caf\xE9\nBen: it\x92s Zo\xEB\n",
         {"Ann: see you at the caf\u00E9", "Ben: it\u2019s Zo\u00EB"}, "windows-1252");
  expect("Ann: \xE9", {"Ann: \u00E9"}, "windows-1252");
}

TEST(Encodings, OtherScriptsAreFound) {
  // "Hello, how are you? The weather is fine today." and the like.
  expect(
      "Anna: \xCF\xF0\xE8\xE2\xE5\xF2, \xEA\xE0\xEA \xE4\xE5\xEB\xE0? \xD1\xE5\xE3\xEE\xE4\xED\xFF "
      "\xF5\xEE\xF0\xEE\xF8\xE0\xFF \xEF\xEE\xE3\xEE\xE4\xE0.\n",
      {"Anna: \u041F\u0440\u0438\u0432\u0435\u0442, \u043A\u0430\u043A \u0434\u0435\u043B\u0430? "
       "\u0421\u0435\u0433\u043E\u0434\u043D\u044F \u0445\u043E\u0440\u043E\u0448\u0430\u044F "
       "\u043F\u043E\u0433\u043E\u0434\u0430."},
      "windows-1251");
  expect("\x82\xB1\x82\xF1\x82\xC9\x82\xBF\x82\xCD\x81\x41\x8C\xB3\x8B\x43\x82\xC5\x82\xB7\x82\xA9\x81\x42\n",
         {"\u3053\u3093\u306B\u3061\u306F\u3001\u5143\u6C17\u3067\u3059\u304B\u3002"}, "Shift_JIS");
}

TEST(Encodings, MostlyUtf8StaysUtf8) {
  expect("\xE2\x80\x9Cone\xE2\x80\x9D\ntwo\x92s\n\xC3\xA9\n", {"\u201Cone\u201D", "two\uFFFDs", "\u00E9"}, "UTF-8");
  expect("two\x92s\n\xE2\x80\x9Cone\xE2\x80\x9D\n", {"two\uFFFDs", "\u201Cone\u201D"}, "UTF-8");
  EXPECT_EQ(decoded("\xE2\x80\x9Cone\xE2\x80\x9D\ntwo\x92s\n").bad, 1u);
}

TEST(Encodings, TheUserDecides) {
  expect("caf\xE9", {"caf\u0439"}, "windows-1251", "cp1251");
  expect("caf\xE9", {"caf\uFFFD"}, "UTF-8", "utf8");
  EXPECT_THROW(decoded("x", 1, "no-such-thing"), ConfigError);
  expect("\x82\xB1\x82", {"\u3053\uFFFD"}, "Shift_JIS", "Shift_JIS");
}

TEST(Encodings, ALiveStreamOfUtf8IsNotHeldUp) {
  class Live : public ByteSource {
   public:
    std::size_t read(char* into, std::size_t size) override {
      EXPECT_EQ(calls_++, 0) << "asks for more than the first line";
      const std::string line = "Ann: a first line that is long enough to be looked at: caf\u00E9 \u2013 yes\n";
      return line.copy(into, size);
    }
    const std::string& name() const override { return name_; }

   private:
    int calls_ = 0;
    std::string name_ = "live";
  } live;
  LineReader reader(live);
  std::string_view line;
  EXPECT_TRUE(reader.next(line));
}

TEST(Encodings, AreSaidOnce) {
  const auto reading = test::read_text("Ann: caf\xE9\nBob: Zo\xEB\n", {}, "a.txt");
  EXPECT_EQ(reading.diagnostics.count("encoding_found"), 1u);
  EXPECT_EQ(test::spoken(reading).front(), "Ann: caf\u00E9");
}

}  // namespace
}  // namespace affect::io
