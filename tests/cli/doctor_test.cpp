// affect doctor without a file: the machine as it is, and what to do next.
#include <gtest/gtest.h>

#include "cli/run.h"

namespace affect::cli {
namespace {

using test::Folder;

std::string found(const Folder& folder, const std::string& before, const std::string& expression) {
  const auto ran =
      folder.run(before + " $affect doctor --json | python3 -c 'import json,sys; d=json.load(sys.stdin); print(" +
                 expression + ")'");
  EXPECT_EQ(ran.code, 0) << ran.err;
  return ran.out;
}

TEST(Doctor, ModelsAreComparedWithTheirManifest) {
  const Folder folder;
  const std::string state = "[(m[\"name\"], m[\"state\"]) for m in d[\"models\"] if m[\"name\"] == \"emotion_text\"]";
  EXPECT_EQ(found(folder, "", state), "[('emotion_text', 'verified')]\n");
  ASSERT_EQ(folder.run("mkdir models && echo cut > models/emotion_text.safetensors").code, 0);
  EXPECT_EQ(found(folder, "AFFECT_MODELS=models", state), "[('emotion_text', 'differs from its manifest')]\n");
  EXPECT_NE(folder.run("AFFECT_MODELS=models $affect doctor").out.find("is not what its manifest says"),
            std::string::npos);
  EXPECT_EQ(found(folder, "AFFECT_MODELS=nowhere", state), "[('emotion_text', 'verified')]\n")
      << "what comes with the program is found all the same";
}

TEST(Doctor, ItCountsTheCacheAndNamesTheSettings) {
  const Folder folder;
  ASSERT_EQ(folder.run("mkdir -p cache/a && head -c 1000 /dev/zero > cache/a/b").code, 0);
  EXPECT_EQ(found(folder, "AFFECT_CACHE=cache", "d[\"cache_bytes\"], d.get(\"settings\")"), "1000 None\n");
  ASSERT_EQ(folder.run("mkdir -p settings/affect && echo 'threads = 2' > settings/affect/config.toml").code, 0);
  EXPECT_NE(found(folder, "AFFECT_CACHE=none", "d[\"cache_bytes\"], d.get(\"settings\")")
                .find("0 " + (folder / "settings").string()),
            std::string::npos);
}

TEST(Doctor, AVariableThatNothingReadsIsNamed) {
  const Folder folder;
  const auto ran = folder.run("AFFECT_TREADS=2 AFFECT_TRACK_ZONE=UTC AFFECT_CACHE=none $affect doctor");
  EXPECT_NE(ran.out.find("AFFECT_TREADS: nothing reads it; did you mean AFFECT_THREADS?"), std::string::npos)
      << ran.out;
  EXPECT_NE(ran.out.find("AFFECT_TRACK_ZONE\n"), std::string::npos) << ran.out;
}

TEST(Doctor, ItSaysWhatToDoNext) {
  const Folder folder;
  const auto ran = folder.run("AFFECT_CACHE=none AFFECT_DATA=none PATH=/nowhere $affect doctor");
  EXPECT_EQ(ran.code, 0) << ran.err;
  for (const std::string next : {"affect track FILE", "AFFECT_DATA=FOLDER affect data list", "librsvg2-bin",
                                 "affect config --path", "affect completion bash", "none at hand"}) {
    EXPECT_NE(ran.out.find(next), std::string::npos) << next << "\n" << ran.out;
  }
}

}  // namespace
}  // namespace affect::cli
