#include <gtest/gtest.h>

#include "cli/run.h"

namespace affect::cli {
namespace {

using test::Folder;

/// Ten words where AFINN has more, and two small sets that are not what was published.
void make_data(const Folder& folder) {
  folder.run(
      "mkdir -p data/text/lexicon-afinn data/text/empathic-reactions data/text/redsm5-sample;"
      "for f in en-165 fr-165 sv-165 fi-165 da-32; do printf 'bon\\t3\\nrien\\t0\\n' "
      "> data/text/lexicon-afinn/AFINN-$f.txt; done;"
      "cp data/text/lexicon-afinn/AFINN-en-165.txt data/text/lexicon-afinn/AFINN-111.txt;"
      "cp data/text/lexicon-afinn/AFINN-en-165.txt data/text/lexicon-afinn/AFINN-emoticon-8.txt;"
      "printf 'post_id,text\\np1,Nobody may see this\\n' "
      "> data/text/redsm5-sample/redsm5_posts_sample_paraphrased.csv");
}

TEST(Data, WithoutDataItSaysWhatToDo) {
  const Folder folder;
  for (const std::string action : {"list", "check", "path", "show meld"}) {
    const auto ran = folder.run("AFFECT_DATA=nowhere $affect data " + action);
    EXPECT_EQ(ran.code, 2);
    EXPECT_EQ(
        ran.err,
        "affect: nowhere: the published data sets are not at hand (set AFFECT_DATA to the folder that holds text/; "
        "each set comes from its authors)\n");
  }
  EXPECT_EQ(folder.run("AFFECT_DATA=. $affect data burn").code, 2);
}

TEST(Data, ListSaysWhatIsHere) {
  const Folder folder;
  make_data(folder);
  const auto ran = folder.run("AFFECT_DATA=data $affect data list");
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.out.find("afinn"), std::string::npos);
  EXPECT_NE(ran.out.find("never printed"), std::string::npos);
  const auto json = folder.run("AFFECT_DATA=data $affect data list --json").out;
  EXPECT_NE(json.find(R"("name":"meld")"), std::string::npos);
  EXPECT_NE(json.find(R"("licence_class":"share_alike")"), std::string::npos);
}

TEST(Data, CheckTellsWhatDiffers) {
  const Folder folder;
  make_data(folder);
  const auto ran = folder.run("AFFECT_DATA=data $affect data check afinn meld");
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.out.find("fr: 2 of rows, published 2193"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("train_sent_emo.csv is missing"), std::string::npos) << ran.out;
  EXPECT_NE(ran.err.find("1 of 2 sets differ"), std::string::npos);
  const auto missing = folder.run("AFFECT_DATA=data $affect data check meld --json");
  EXPECT_EQ(missing.code, 0) << "what is not here cannot differ";
  EXPECT_NE(missing.out.find(R"("state":"missing")"), std::string::npos);
}

TEST(Data, CheckCountsTheRowsOfListOnce) {
  const Folder folder;
  const auto made = folder.run(
      "mkdir -p data/text/lexicon-warriner-vad && cd data/text/lexicon-warriner-vad && "
      "printf "
      "'Word,V.Mean.Sum,V.SD.Sum,A.Mean.Sum,A.SD.Sum,D.Mean.Sum,D.SD.Sum\\nsun,8,1,5,1,5,1\\nrain,4,1,3,1,5,1\\n'"
      " | gzip > Ratings_Warriner_et_al.csv.gz && "
      "for part in train dev test; do echo sun > split_crosslingual_$part.txt; done");
  ASSERT_EQ(made.code, 0) << made.err;
  const auto ran = folder.run("AFFECT_DATA=data $affect data check warriner --json");
  EXPECT_NE(ran.out.find(R"("rows":2)"), std::string::npos) << ran.out;
}

TEST(Data, ShowPrintsRowsButNoSensitiveText) {
  const Folder folder;
  make_data(folder);
  EXPECT_EQ(folder.run("AFFECT_DATA=data $affect data show afinn --split fr -n 1").out,
            "bon\n    expressed (gold) valence 0.60\n");
  EXPECT_NE(folder.run("AFFECT_DATA=data $affect data show afinn --json").out.find("\"bon\""), std::string::npos);
  for (const std::string form : {"", " --json"}) {
    const auto ran = folder.run("AFFECT_DATA=data $affect data show redsm5_sample --split posts" + form);
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_EQ(ran.out.find("Nobody may"), std::string::npos);
    EXPECT_EQ(ran.out.find("p1"), std::string::npos);
  }
  EXPECT_EQ(folder.run("AFFECT_DATA=data $affect data show afinn --split nothing").code, 2);
  EXPECT_EQ(folder.run("AFFECT_DATA=data $affect data show").code, 2);
  EXPECT_EQ(folder.run("AFFECT_DATA=data $affect data show afin").code, 2);
  EXPECT_EQ(folder.run("AFFECT_DATA=data $affect data path afinn").out, "data/text/lexicon-afinn\n");
}

}  // namespace
}  // namespace affect::cli
