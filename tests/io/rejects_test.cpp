#include "affect/io/rejects.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

namespace affect::io {
namespace {

TEST(Rejects, WritesALineEachAndNoFileForNone) {
  const std::string path = ::testing::TempDir() + "affect_rejects.jsonl";
  std::filesystem::remove(path);
  RejectsWriter none(path);
  none.commit();
  EXPECT_FALSE(std::filesystem::exists(path));
  RejectsWriter rejects(path);
  rejects.write({{"a.csv", 3, 7}, "too short", "quote it", "x\"\xFF"});
  rejects.write({{"a.csv"}, "cut", "", ""});
  rejects.commit();
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  EXPECT_EQ(text.str(),
            "{\"file\":\"a.csv\",\"line\":3,\"column\":7,\"what\":\"too short\",\"hint\":\"quote it\","
            "\"raw\":\"x\\\"\xEF\xBF\xBD\"}\n{\"file\":\"a.csv\",\"what\":\"cut\"}\n");
  EXPECT_EQ(rejects.count(), 2u);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace affect::io
