#include "report/cells.h"

#include <gtest/gtest.h>

namespace affect::report {
namespace {

TEST(Cells, CountsWideCombiningAndJoinedSigns) {
  EXPECT_EQ(cells("abc"), 3u);
  EXPECT_EQ(cells("感情"), 4u);
  EXPECT_EQ(cells("한국"), 4u);
  EXPECT_EQ(cells("e\u0301"), 1u);
  EXPECT_EQ(cells("é"), 1u);
  EXPECT_EQ(cells("😀"), 2u);
  EXPECT_EQ(cells("👩\u200D👩\u200D👧"), 2u);
  EXPECT_EQ(cells("👍🏽"), 2u);
  EXPECT_EQ(cells("🇫🇷🇩🇪"), 4u);
  EXPECT_EQ(cells("❤\uFE0F"), 2u);
  EXPECT_EQ(cells("नमस्ते"), 4u);
  EXPECT_EQ(cells(""), 0u);
}

TEST(Cells, CutsBetweenCharactersAndSaysSo) {
  EXPECT_EQ(fit("abcdef", 6), "abcdef");
  EXPECT_EQ(fit("abcdef", 5), "abcd…");
  EXPECT_EQ(fit("ab cdef", 4), "ab…");
  EXPECT_EQ(fit("感情的", 5), "感情…");
  EXPECT_EQ(fit("感情的", 4), "感…");
  EXPECT_EQ(fit("x👩\u200D👧y", 3), "x…");
  EXPECT_EQ(fit("e\u0301e\u0301e\u0301", 2), "e\u0301…");
  EXPECT_EQ(fit("ab", 0), "");
  EXPECT_EQ(pad("感", 4), "感  ");
}

TEST(Cells, PrintableTextCannotSteerATerminal) {
  EXPECT_EQ(printable("a\x1b[31mb"), "a[31mb");
  EXPECT_EQ(printable("a\xC2\x9B"
                      "31mb"),
            "a31mb");
  EXPECT_EQ(printable("\x1b]0;title\x07x"), "]0;titlex");
  EXPECT_EQ(printable("one\r\n\ttwo"), "one two");
  EXPECT_EQ(printable_columns("one   two \x1b[31m\r\n 3"), "one   two [31m 3");
  EXPECT_EQ(printable("a\u202Eb\u2066c"), "abc");
  EXPECT_EQ(printable(std::string_view("a\0b", 3)), "ab");
}

TEST(Cells, BytesThatAreNoUtf8BecomeTheReplacementSign) {
  EXPECT_EQ(printable("a\xFFz"), "a\uFFFDz");
  EXPECT_EQ(printable("a\xE2\x82"), "a\uFFFD\uFFFD");
  EXPECT_EQ(printable("\xC0\xAF"), "\uFFFD\uFFFD");
  EXPECT_EQ(printable("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
}

}  // namespace
}  // namespace affect::report
