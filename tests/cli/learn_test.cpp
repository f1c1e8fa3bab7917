#include <cmath>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "affect/model/store/safetensors.h"
#include "affect/perceive/text/emotion_model.h"
#include "affect/perceive/text/language.h"
#include "cli/run.h"

namespace affect::cli {
namespace {

using test::content;
using test::Folder;

// Sentences of our own in the layout of each set, just enough of them to train on.
class Learn : public testing::Test {
 protected:
  Learn() {
    for (const char* folder : {"goemotions", "emobank", "xed", "empathic-reactions", "semeval2025-task11/track_a/train",
                               "semeval2025-task11/track_b/train"}) {
      std::filesystem::create_directories(folder_ / ("data/text/" + std::string(folder)));
    }
    goemotions();
    emobank();
    xed();
    semeval();
    std::string essays = "empathy,distress,empathy_bin,distress_bin,response_id,message_id,article_id,essay\n";
    for (int i = 0; i < 40; ++i) {
      essays += fmt::format("{},{},0,1,p{},m{},7,{}\n", 1 + i % 7, 1 + i % 5, i / 2, i, sentence(i));
    }
    folder_.write("data/text/empathic-reactions/messages.csv", essays);
  }

  static std::string sentence(int i) {
    const char* const subjects[] = {"my sister", "the neighbour", "our teacher", "an old friend", "the driver"};
    const char* const deeds[] = {"laughed with joy", "shouted in anger", "wept all night", "waited calmly",
                                 "ran away in fear", "found a surprise", "smelled the rot"};
    return fmt::format("{} {} on day {}", subjects[i % 5], deeds[i % 7], i % 11);
  }

  void goemotions() const {
    for (const std::string split : {"train", "dev"}) {
      std::string rows;
      for (int i = 0; i < 120; ++i) rows += fmt::format("{}\t{}\tid{}\n", sentence(i), i % 28, i);
      folder_.write("data/text/goemotions/" + split + ".tsv", rows);
    }
  }
  void emobank() const {
    std::string texts = "id,split,V,A,D,text\n", ratings = "id,V,A,D,stdV,stdA,stdD,N\n";
    std::string documents = "id\tdocument\tcategory\tsubcategory\n";
    for (int i = 0; i < 80; ++i) {
      const auto numbers = fmt::format("{},{},{}", 1 + i % 5, 1 + i % 4, 1 + i % 3);
      texts += fmt::format("e{},{},{},{}\n", i, i < 50 ? "train" : "dev", numbers, sentence(i));
      ratings += fmt::format("e{},{},0.5,0.5,0.5,5\n", i, numbers);
      documents += fmt::format("e{}\td{}\tnews\tx\n", i, i / 10);
    }
    folder_.write("data/text/emobank/emobank.csv", texts);
    folder_.write("data/text/emobank/writer.csv", ratings);
    folder_.write("data/text/emobank/reader.csv", ratings);
    folder_.write("data/text/emobank/meta.tsv", documents);
  }
  void xed() const {
    std::string english, neutral, french;
    for (int i = 0; i < 60; ++i) {
      english += fmt::format("{}\t{}\n", sentence(i), 1 + i % 8);
      neutral += fmt::format("9\t{}\n", sentence(i + 3));
      french += fmt::format("le voisin et sa soeur {}\t{}\n", i, 1 + i % 8);
    }
    folder_.write("data/text/xed/en-annotated.tsv", english);
    folder_.write("data/text/xed/neu_en.txt", neutral);
    folder_.write("data/text/xed/fr-projections.tsv", french);
  }
  void semeval() const {
    const std::string codes =
        "afr amh arq ary chn deu eng esp hau hin ibo kin mar orm pcm ptbr ptmz ron rus som sun swa "
        "swe tat tir ukr vmw yor";
    for (std::size_t at = 0; at < codes.size();) {
      const auto end = std::min(codes.find(' ', at), codes.size());
      const auto code = codes.substr(at, end - at);
      at = end + 1;
      for (const int most : {1, 3}) {
        const bool disgust = code != "eng";
        std::string rows = disgust ? "id,text,anger,joy,disgust\n" : "id,text,anger,joy\n";
        for (int i = 0; i < 30; ++i) {
          const auto given = [&](int deed) { return i % 7 == deed ? most : 0; };
          rows += fmt::format("{}{},{} {},{},{}", code, i, code, sentence(i), given(1), given(0));
          rows += disgust ? fmt::format(",{}\n", given(6)) : "\n";
        }
        folder_.write(fmt::format("data/text/semeval2025-task11/track_{}/train/{}.csv", most == 1 ? 'a' : 'b', code),
                      rows);
      }
    }
  }

  const Folder folder_;
};

TEST_F(Learn, AnInterruptedRunGoesOnAndGivesTheSameBytes) {
  const std::string learn = "AFFECT_DATA=data $affect learn emotion_text --quiet ";
  const auto first = folder_.run(learn + "-o one.safetensors --work work --threads 2");
  ASSERT_EQ(first.code, 0) << first.err;
  EXPECT_EQ(first.err, "");
  const auto whole = content(folder_ / "one.safetensors");
  // Every second solution is lost, one is cut.
  ASSERT_EQ(folder_.run("cd work; ls | awk NR%2 | xargs rm; truncate -s 9 $(ls | head -1)").code, 0);
  const auto again = folder_.run(learn + "-o two.safetensors --work work --threads 1");
  ASSERT_EQ(again.code, 0) << again.err;
  EXPECT_TRUE(content(folder_ / "two.safetensors") == whole);

  const auto file = model::Safetensors::open((folder_ / "one.safetensors").string());
  EXPECT_EQ(perceive::text::LanguageIdentifier(file).languages().size(), 29u);
  const perceive::text::EmotionModel english(file, "en");
  EXPECT_TRUE(english.head("goemotions:joy") && english.head("evoked:dominance") && english.head("ekman:disgust"));
  EXPECT_TRUE(english.reads_lexicon());
  EXPECT_FALSE(perceive::text::EmotionModel(file, "sv").head("ekman:fear")) << "a label that its set has not";
  for (const auto& [name, tensor] : file->tensors()) {
    if (tensor.type != model::Tensor::Type::float32) continue;
    for (const float value : file->floats(name)) EXPECT_TRUE(std::isfinite(value)) << name;
  }
}

TEST_F(Learn, AMissingSetIsNamedAndNothingIsWritten) {
  std::filesystem::remove(folder_ / "data/text/xed/fr-projections.tsv");
  const auto ran = folder_.run("AFFECT_DATA=data $affect learn emotion_text -o one.safetensors");
  EXPECT_EQ(ran.code, 2) << ran.err;
  EXPECT_NE(ran.err.find("fr-projections"), std::string::npos) << ran.err;
  EXPECT_EQ(folder_.files(), 1u) << "the data alone";
}

TEST(LearnOptions, AModelThatNobodyKnows) {
  const Folder folder;
  const auto ran = folder.run("AFFECT_DATA=. $affect learn emotion_txt -o x");
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("affect-learn"), std::string::npos) << "what is no linear model is a net: " << ran.err;
  EXPECT_EQ(folder.run("$affect learn").code, 2);
  EXPECT_EQ(folder.run("$affect learn emotion_text").code, 2) << "no output";
  EXPECT_EQ(folder.files(), 0u);
}

TEST(LearnOptions, WithoutData) {
  const Folder folder;
  const auto ran = folder.run("AFFECT_DATA=$PWD/none $affect learn emotion_text -o x");
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("AFFECT_DATA"), std::string::npos) << ran.err;
  EXPECT_EQ(folder.files(), 0u);
}

TEST_F(Learn, WhatCannotBeWrittenIsSaidAtOnce) {
  const auto ran = folder_.run("AFFECT_DATA=data $affect learn emotion_text -o none/x.safetensors");
  EXPECT_EQ(ran.code, 1) << ran.err;
  EXPECT_EQ(ran.err.find("learning"), std::string::npos) << "before the work begins";
  folder_.write("file", "");
  const auto work = folder_.run("AFFECT_DATA=data $affect learn emotion_text -o x.safetensors --work file/below");
  EXPECT_EQ(work.code, 1) << work.err;
  EXPECT_FALSE(folder_.has("x.safetensors"));
}

}  // namespace
}  // namespace affect::cli
