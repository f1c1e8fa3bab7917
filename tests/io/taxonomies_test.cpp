#include "affect/io/taxonomies.h"

#include <gtest/gtest.h>

namespace affect::io {
namespace {

TEST(Taxonomies, ReadsEveryOneThatIsCompiledIn) {
  const Engine engine;
  const auto names = taxonomy_names(engine);
  EXPECT_EQ(names,
            (std::vector<std::string>{"dailydialog", "ekman", "emorynlp", "emotion6", "empathetic_dialogues",
                                      "empathy_distress", "empathy_intensity", "esconv", "goemotions", "isear", "meld",
                                      "plutchik", "semeval2018", "sentiment", "stress", "vad", "wassa_emotion"}));
  for (const std::string& name : names) EXPECT_EQ(read_taxonomy(engine, name).name, name);
  EXPECT_EQ(read_taxonomy(engine, "goemotions").labels.size(), 28u);
  EXPECT_EQ(read_taxonomy(engine, "meld").kind, LabelKind::exclusive);
  EXPECT_TRUE(read_taxonomy(engine, "vad").labels.empty());
  EXPECT_THROW(read_taxonomy(engine, "ekmann"), ConfigError);
}

TEST(Taxonomies, SaysWhereAFileIsWrong) {
  const auto error = [](std::string_view text) -> std::string {
    try {
      parse_taxonomy(text, "mine.toml");
    } catch (const InputError& problem) {
      return problem.what();
    }
    return {};
  };
  EXPECT_NE(error("name = \"a\"\ntitle = \n").find("mine.toml:2"), std::string::npos);
  EXPECT_NE(error("name = \"a\"\ntitle = \"b\"\nkind = \"wrong\"\nlabels = []\n").find("mine.toml:3"),
            std::string::npos);
  EXPECT_NE(error("name = \"a\"\n").find("title is missing"), std::string::npos);
  EXPECT_NE(error("name = \"a\"\ntitle = \"b\"\nkind = \"open\"\n").find("labels are missing"), std::string::npos);
  EXPECT_NE(error("name = \"a\"\ntitle = \"b\"\nkind = \"exclusive\"\nlabels = [{name = \"x\"}, {name = \"x\"}]\n"),
            "");
}

}  // namespace
}  // namespace affect::io
