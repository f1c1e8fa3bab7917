// affect search, and the vectors of affect perceive --embed.
#include <string>

#include <gtest/gtest.h>

#include "affect/affect.h"
#include "affect/engine.h"
#include "affect/model/store/safetensors.h"
#include "affect/model/text/text_encoder.h"
#include "cli/run.h"
#include "support/models.h"

namespace affect::cli {
namespace {

using test::Folder;
using test::says;

bool has_nets() {
  Engine engine;
  register_all(engine);
  return !engine.components<model::TextEncoder>().empty();
}

class Search : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write("talk.csv",
                  "speaker,text\nAnn,The train leaves at nine.\nBo,I am so sorry that I hurt you.\n"
                  "Ann,Two eggs and some flour.\nBo,Please forgive me.\n");
  }
  Folder folder_;
};

TEST_F(Search, FindsWhatMeansAlike) {
  if (!has_nets()) {
    const auto ran = folder_.run("$affect search sorry talk.csv");
    EXPECT_EQ(ran.code, 2);
    EXPECT_TRUE(says(ran.err, "built without nets")) << ran.err;
    return;
  }
  AFFECT_NEEDS_MODEL("multilingual-e5-small");
  for (const std::string encoder : {"e5", "minilm"}) {
    const auto ran =
        folder_.run("$affect search \"somebody apologises\" talk.csv --count 2 --json --encoder " + encoder);
    ASSERT_EQ(ran.code, 0) << ran.err;
    EXPECT_TRUE(says(ran.out, "\"talk:1\"")) << encoder << "\n" << ran.out;
    EXPECT_TRUE(says(ran.out, "\"talk:3\"")) << encoder << "\n" << ran.out;
  }
  const auto like = folder_.run("$affect search --like 1 talk.csv --count 1 -o like.csv && cat like.csv");
  EXPECT_EQ(like.code, 0) << like.err;
  EXPECT_TRUE(says(like.out, "talk:3,Bo,")) << like.out;
  EXPECT_FALSE(says(like.out, "talk:1,")) << "a turn is not what is near to itself";
}

TEST_F(Search, SaysWhatIsWrong) {
  if (!has_nets()) return;
  AFFECT_NEEDS_MODEL("multilingual-e5-small");
  EXPECT_TRUE(says(folder_.run("$affect search --like 9 talk.csv").err, "no turn with words is there"));
  EXPECT_TRUE(says(folder_.run("$affect search").err, "nothing says what to look for"));
  const auto both = folder_.run("$affect perceive talk.csv --embed out -o ./out");
  EXPECT_EQ(both.code, 2);
  EXPECT_TRUE(says(both.err, "written twice")) << both.err;
  EXPECT_FALSE(folder_.has("out"));
  folder_.write("mute.csv", "speaker,text\nAnn,\nBo,\n");
  const auto mute = folder_.run("$affect search hi mute.csv");
  EXPECT_EQ(mute.code, 0) << mute.err;
  EXPECT_TRUE(says(mute.out, "0 turns searched")) << mute.out;
}

TEST_F(Search, VectorsOfTurnsCanBeReadBack) {
  if (!has_nets()) return;
  AFFECT_NEEDS_MODEL("all-minilm-l6-v2");
  const auto ran = folder_.run("$affect perceive talk.csv --embed v.safetensors --encoder minilm -o out.jsonl");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(folder_.has("out.jsonl"));
  const auto file = model::Safetensors::open((folder_ / "v.safetensors").string());
  EXPECT_EQ(file->tensor("turns").shape, (std::vector<std::size_t>{4, 384}));
  EXPECT_EQ(file->metadata("rows"), "[[\"talk\",0],[\"talk\",1],[\"talk\",2],[\"talk\",3]]");
  EXPECT_TRUE(says(file->metadata("encoder"), "all-minilm-l6-v2"));
}

}  // namespace
}  // namespace affect::cli
