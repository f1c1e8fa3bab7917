#include "affect/io/sentences.h"

#include <string>

#include <gtest/gtest.h>

namespace affect::io {
namespace {

std::vector<std::string> cut(const std::string& text, std::string_view language = {}) {
  std::vector<std::string> parts;
  std::uint64_t end = 0;
  for (const ByteRange& one : sentences(text, language)) {
    EXPECT_EQ(one.begin, end);
    parts.push_back(text.substr(one.begin, one.end - one.begin));
    end = one.end;
  }
  EXPECT_EQ(end, text.size());
  return parts;
}

TEST(Sentences, EndWhereTheyEnd) {
  EXPECT_EQ(cut("It rained. We stayed in! Why?"), (std::vector<std::string>{"It rained. ", "We stayed in! ", "Why?"}));
  EXPECT_EQ(cut("Pay 3.50 now. Thanks").size(), 2u);
  EXPECT_EQ(cut("你好。再见！", "zh").size(), 2u);
  EXPECT_EQ(cut("ሰላም። ደህና ነኝ።", "am").size(), 2u);
}

TEST(Sentences, AnyBytes) {
  EXPECT_TRUE(sentences("").empty());
  EXPECT_EQ(cut("no end").size(), 1u);
  EXPECT_EQ(cut(std::string("\xFF\xFE bad. \xC3").c_str()).size(), 2u);
  EXPECT_EQ(cut(std::string(100000, 'a')).size(), 1u);
  EXPECT_EQ(cut("one. two", "not a language").size(), 1u) << "a sentence begins with a capital letter";
}

}  // namespace
}  // namespace affect::io
