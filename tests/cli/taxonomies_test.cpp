#include <gtest/gtest.h>

#include "cli/run.h"

namespace affect::cli {
namespace {

using test::Folder;

void expect_in(const std::string& text, const std::string& part) {
  EXPECT_NE(text.find(part), std::string::npos) << text << "\nhas no: " << part;
}

TEST(Taxonomies, AreListed) {
  const Folder folder;
  const auto ran = folder.run("$affect taxonomies");
  EXPECT_EQ(ran.code, 0) << ran.err;
  expect_in(ran.out, "plutchik_wheel");
  expect_in(ran.out, "Six basic emotions (Ekman 1992)");
  expect_in(ran.out, "maps to ekman, emorynlp, sentiment");
  const auto json = folder.run("$affect taxonomies --json");
  expect_in(json.out, R"("name":"serenity")");
  expect_in(json.out, R"("maps":["ekman"])");
}

TEST(Taxonomies, OneIsShownWithItsLabels) {
  const Folder folder;
  const auto ran = folder.run("$affect taxonomies plutchik_wheel");
  EXPECT_EQ(ran.code, 0) << ran.err;
  expect_in(ran.out, "Plutchik 1980");
  expect_in(ran.out, "a weak joy");
  expect_in(ran.out, "a blend of joy and trust");
  expect_in(ran.out, "opposite of remorse");
  expect_in(folder.run("$affect taxonomies occ").out, "valence +0.40, arousal +0.20, dominance +0.10");
  expect_in(folder.run("$affect taxonomies occ --json").out, R"("dominance":0.1)");
  expect_in(folder.run("$affect taxonomies vad").out, "dimensions only");
  expect_in(folder.run("$affect taxonomies depressive_symptoms").out, "no diagnosis");
}

TEST(Taxonomies, AMapSaysWhatItRestsOnAndWhatIsLost) {
  const Folder folder;
  const auto ran = folder.run("$affect taxonomies meld --map emorynlp");
  EXPECT_EQ(ran.code, 0) << ran.err;
  expect_in(ran.out, "meld to emorynlp: counted on 1341 texts that have both");
  expect_in(ran.out, "lost: 2.44 of 2.81 bits");
  expect_in(ran.out, "merges into ");
  expect_in(ran.out, "0.56");
  const auto published = folder.run("$affect taxonomies goemotions --map ekman");
  expect_in(published.out, "goemotions to ekman: published");
  expect_in(published.out, "merges into joy from admiration, amusement");
  const auto json = folder.run("$affect taxonomies meld --map emorynlp --json");
  expect_in(json.out, R"("basis":"co_labelled")");
  expect_in(json.out, R"("n":1341)");
  expect_in(json.out, R"("lost_bits":2.4)");
}

TEST(Taxonomies, WrongNamesAreOneLine) {
  const Folder folder;
  const auto name = folder.run("$affect taxonomies plutchick");
  EXPECT_EQ(name.code, 2);
  EXPECT_EQ(name.err, "affect: no taxonomy is called plutchick (did you mean plutchik?)\n");
  const auto target = folder.run("$affect taxonomies meld --map emorynl");
  EXPECT_EQ(target.code, 2);
  expect_in(target.err, "did you mean emorynlp?");
  const auto none = folder.run("$affect taxonomies ekman --map plutchik");
  EXPECT_EQ(none.code, 2);
  expect_in(none.err, "no map leads from ekman to plutchik");
  EXPECT_EQ(folder.run("$affect taxonomies --map ekman").code, 2);
}

TEST(Taxonomies, AFileOfOnesOwnIsCheckedByItsLine) {
  const Folder folder;
  folder.run("mkdir -p data/taxonomies");
  folder.write("data/taxonomies/mine.toml",
               "name = \"mine\"\ntitle = \"Mine\"\nkind = \"exclusive\"\nof = \"emotion\"\nsource = \"me\"\n"
               "references = [\"ekman1992argument\"]\n[[labels]]\nname = \"glee\"\ndescription = \"glad\"\n");
  expect_in(folder.run("$affect taxonomies mine --data-dir data").out, "glee");
  folder.write("data/taxonomies/mine.toml", "name = \"mine\"\ntitle = 3\n");
  const auto wrong = folder.run("$affect taxonomies mine --data-dir data");
  EXPECT_EQ(wrong.code, 2);
  expect_in(wrong.err, "taxonomies/mine.toml:2:9: \"title\" is not a string");
}

}  // namespace
}  // namespace affect::cli
