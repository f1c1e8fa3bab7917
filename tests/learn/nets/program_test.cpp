// The program affect-learn, as `affect learn` starts it: on sentences of our own, with the trunk as it comes.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "affect/model/graph/text_net_file.h"
#include "cli/run.h"
#include "support/models.h"

namespace affect::learn::nets {
namespace {

using test::says;

class LearnProgram : public testing::Test {
 protected:
  LearnProgram() {
    std::filesystem::create_directories(folder_ / "data/text/goemotions");
    const char* const feelings[] = {"I admire you", "this is hilarious", "I am so angry", "how annoying of them"};
    for (const std::string split : {"train", "dev"}) {
      std::string rows;
      for (int i = 0; i < 48; ++i) rows += fmt::format("{}, said number {}\t{}\tid{}\n", feelings[i % 4], i, i % 4, i);
      folder_.write("data/text/goemotions/" + split + ".tsv", rows);
    }
  }

  std::string learn(const std::string& output, const std::string& more = "") const {
    return fmt::format("$affect emotion_small --data data --set rows=8 -o {} {}", output, more);
  }

  test::Folder folder_;
};

TEST_F(LearnProgram, WritesANetThatIsReadAgain) {
  AFFECT_NEEDS_MODEL("all-minilm-l6-v2");
  const auto ran = folder_.run(learn("net.safetensors", "--set epochs=2 --work work"));
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(says(ran.err, "step 12 of 12, epoch 2")) << ran.err;
  const auto file = model::TextNetFile::open(folder_ / "net.safetensors");
  EXPECT_EQ(file.name(), "emotion_small");
  EXPECT_EQ(file.trunk(), "all-minilm-l6-v2");
  ASSERT_EQ(file.heads().size(), 1u);
  EXPECT_EQ(file.heads()[0].labels.size(), 28u);
  EXPECT_LT(std::filesystem::file_size(folder_ / "net.safetensors"), 11'000'000u) << "the layers alone, in 8 bits";
  EXPECT_TRUE(folder_.has("work/metrics.jsonl"));
  EXPECT_TRUE(folder_.has("work/curves.html"));
}

TEST_F(LearnProgram, GoesOnAfterAnInterruptAndAKill) {
  AFFECT_NEEDS_MODEL("all-minilm-l6-v2");
  ASSERT_EQ(folder_.run(learn("whole.safetensors", "--set epochs=3 --work whole --quiet")).code, 0);
  // Each signal is sent once the first step is told of, with 17 to come.
  const auto ended_by = [&](const std::string& signal) {
    return folder_
        .run(learn("cut.safetensors", "--set epochs=3 --work cut") +
             " 2> said & until [ -s said ]; do sleep 0.01; done; kill -" + signal + " $!; wait $!")
        .code;
  };
  EXPECT_EQ(ended_by("TERM"), 130);
  EXPECT_EQ(ended_by("KILL"), 137);
  EXPECT_FALSE(folder_.has("cut.safetensors"));
  const auto done = folder_.run(learn("cut.safetensors", "--set epochs=3 --work cut --quiet"));
  ASSERT_EQ(done.code, 0) << done.err;
  EXPECT_EQ(test::content(folder_ / "cut.safetensors"), test::content(folder_ / "whole.safetensors"));
}

TEST_F(LearnProgram, SaysInOneLineWhatIsWrong) {
  const auto wrong = [&](const std::string& words, const std::string& part) {
    const auto ran = folder_.run("$affect " + words);
    EXPECT_EQ(ran.code, 2) << words;
    EXPECT_TRUE(says(ran.err, part)) << ran.err;
    EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
  };
  wrong("", "needs RECIPE");
  wrong("emotion_small", "-o FILE");
  wrong("emotion_smal -o x", "emotion_small");
  wrong("emotion_small -o x --set epochs", "NAME=VALUE");
  wrong("emotion_small -o x --set epochs=none", "epochs");
  wrong("emotion_small -o x --set epoch=3", "epochs");
  wrong("emotion_small -o x --data none", "goemotions");
  wrong("emotion_small -o x --threads 0", "threads");
  EXPECT_FALSE(folder_.has("x"));
}

TEST_F(LearnProgram, ListsItsRecipes) {
  const auto ran = folder_.run("$affect --list");
  EXPECT_EQ(ran.code, 0);
  EXPECT_TRUE(says(ran.out, "emotion_small")) << ran.out;
  EXPECT_TRUE(says(ran.out, "epochs")) << ran.out;
}

TEST_F(LearnProgram, HoldsLibtorchAndNoOpenVino) {
  const auto ran = folder_.run("ldd $affect");
  EXPECT_TRUE(says(ran.out, "libtorch")) << ran.out;
  EXPECT_FALSE(says(ran.out, "openvino")) << ran.out;
}

}  // namespace
}  // namespace affect::learn::nets
