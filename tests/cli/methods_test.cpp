#include <algorithm>

#include <gtest/gtest.h>

#include "affect/affect.h"
#include "cli/run.h"
#include "support/data.h"
#include "support/place.h"

namespace affect::cli {
namespace {

using test::Folder;
using test::says;

TEST(Methods, DescribesATrackedCall) {
  const Folder folder;
  const auto ran = folder.run("$affect track $examples/call.srt -o out.jsonl && $affect methods out.jsonl");
  EXPECT_EQ(ran.code, 0) << ran.err;
  for (const std::string part :
       {"1 episode with 22 turns by 2 speakers", "read as srt (1)", "lexicon, version 1: The valence of a turn",
        "Options: mode = default, list = auto, language = auto (the defaults).",
        "22 scored rows (perspective expressed; instrument vader)", "turning_points, version 1: Lasting changes",
        "gap_s = 21600", "@article{kovacs2023seeded,", "@inproceedings{hutto2014vader,"}) {
    EXPECT_TRUE(says(ran.out, part)) << part << "\n" << ran.out;
  }
  EXPECT_EQ(folder.run("$affect methods out.jsonl").out, ran.out) << "the same records, the same bytes";
  EXPECT_EQ(folder.run("$affect methods - < out.jsonl").out, ran.out);
  EXPECT_EQ(folder
                .run("$affect methods out.jsonl --json | python3 -c 'import json,sys; "
                     "print(json.load(sys.stdin)[\"text\"], end=\"\")'")
                .out,
            ran.out.substr(9, ran.out.find("\nBibTeX\n") - 9));
}

TEST(Methods, TellsOptionsThatWereSet) {
  const Folder folder;
  const auto ran = folder.run(
      "$affect track $examples/call.srt --set turning_points.gap_s=3600 --set lexicon.mode=parity --json | "
      "$affect convert --redact | $affect methods");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "gap_s = 3600 (default: 21600)")) << ran.out;
  EXPECT_TRUE(says(ran.out, "mode = parity (default: default)")) << ran.out;
}

TEST(Methods, DefaultsNeedNoRecord) {
  const Folder folder;
  EXPECT_FALSE(says(folder.run("$affect track $examples/call.srt --json").out, "\"configuration\""));
  const auto set = folder.run("$affect perceive $examples/call.srt --set lexicon.mode=parity");
  EXPECT_TRUE(says(set.out, R"("kind":"configuration","e":"call","source":"lexicon@1#)")) << set.out;
  EXPECT_TRUE(says(set.out, R"("options":{"mode":"parity"}})"));
  EXPECT_EQ(folder
                .run("$affect perceive $examples/call.srt --set lexicon.mode=parity | $affect perceive --set "
                     "lexicon.mode=parity")
                .out,
            set.out);
}

TEST(Methods, NamesTheWeights) {
  const Folder folder;
  const auto ran = folder.run(
      "$affect perceive $examples/call.srt --with emotion -o out.jsonl && $affect methods out.jsonl && "
      "sha256sum $source/models/emotion_text.safetensors | cut -c1-64");
  EXPECT_EQ(ran.code, 0) << ran.err;
  const std::string hash = ran.out.substr(ran.out.size() - 65, 64);
  EXPECT_TRUE(says(ran.out, "Weights: emotion_text.safetensors, SHA-256 " + hash + " ")) << ran.out;
  const auto without = folder.run(
      "mkdir -p data/models && : > data/models/manifest.toml && "
      "$affect methods out.jsonl --data-dir data");
  EXPECT_EQ(without.code, 0) << without.err;
  EXPECT_TRUE(says(without.out, "Weights: emotion_text.safetensors, which is not at hand.")) << without.out;
}

TEST(Methods, NamesThePaperOfADataSet) {
  AFFECT_NEEDS_DATA(file, "text/wassa2023/WASSA23_conv_level_dev.tsv");
  const Folder folder;
  const auto ran = folder.run("$affect data show wassa2023 --split conversations_dev --json | $affect methods");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "; Barriere et al. 2023, WASSA")) << ran.out;
  EXPECT_TRUE(says(ran.out, "gold, version 1: no component of this program")) << ran.out;
}

TEST(Methods, ReadsRecordsThatSomethingMade) {
  const Folder folder;
  const auto chat = folder.run("$affect methods $examples/quarrel.txt");
  EXPECT_EQ(chat.code, 2);
  EXPECT_TRUE(says(chat.err, "affect track reads a conversation")) << chat.err;
  const auto bare = folder.run("$affect convert $examples/quarrel.txt | $affect methods");
  EXPECT_EQ(bare.code, 2);
  EXPECT_TRUE(says(bare.err, "no record here says what made it")) << bare.err;
  EXPECT_EQ(bare.out, "");
}

TEST(UnderstandList, HasEveryMethodWithAllItNeeds) {
  const Folder folder;
  const auto ran = folder.run("$affect understand --list");
  EXPECT_EQ(ran.code, 0) << ran.err;
  Engine engine;
  register_all(engine);
  std::size_t methods = 0;
  for (const auto& component : engine.components<Stage>()) {
    const CatalogueEntry& entry = component.entry;
    if (!entry.room.starts_with("understand/")) continue;
    ++methods;
    for (const std::string& part : {entry.name, entry.what, entry.minimum, entry.cost, entry.source}) {
      EXPECT_FALSE(part.empty()) << entry.name;
      EXPECT_TRUE(says(ran.out, part)) << part;
    }
  }
  EXPECT_GE(methods, 3u);
  const auto json = folder.run(
      "$affect understand --list --json | python3 -c 'import json,sys; l=json.load(sys.stdin); "
      "print(len(l), all(m[k] for m in l for k in (\"method\",\"minimum\",\"cost\",\"source\",\"references\")))'");
  EXPECT_EQ(json.out, std::to_string(methods) + " True\n") << json.err;
  EXPECT_FALSE(says(ran.out, "lexicon"));
  const auto alone = folder.run("$affect understand --json < /dev/null");
  EXPECT_EQ(alone.code, 2);
  EXPECT_TRUE(says(alone.err, "--json goes with --list")) << alone.err;
}

}  // namespace
}  // namespace affect::cli
