// The line of progress: what it says, and that it stands on terminals alone.
#include "cli/progress.h"

#include <gtest/gtest.h>

#include "cli/run.h"

namespace affect::cli {
namespace {

using test::Folder;

TEST(Progress, SaysShareRateAndTimeLeftWhereTheSizeIsKnown) {
  EXPECT_EQ(progress_line("reading", 12'000'000, 60'000'000, 4), "reading 12.0 of 60.0 MB, 20 %, 3.0 MB/s, 16 s left");
  EXPECT_EQ(progress_line("reading", 1'000'000, 601'000'000, 1), "reading 1.0 of 601.0 MB, 0 %, 1.0 MB/s, 10 min left");
  EXPECT_EQ(progress_line("reading", 12'000'000, 0, 4), "reading 12.0 MB, 3.0 MB/s");
  EXPECT_EQ(progress_line("reading", 12'000'000, 11'000'000, 4), "reading 12.0 MB, 3.0 MB/s") << "the file has grown";
  EXPECT_EQ(progress_line("learning en ekman", 0, 0, 75), "learning en ekman, 75 s");
}

TEST(Progress, TheSizeIsThatOfFilesAndFolders) {
  const Folder folder;
  ASSERT_EQ(folder.run("mkdir a && echo 12345 > a/b.txt && echo 123 > c.txt && gzip -k c.txt").code, 0);
  const auto path = [&](const std::string& name) { return (folder / name).string(); };
  EXPECT_EQ(bytes_to_read({path("a"), path("c.txt")}), 10u);
  EXPECT_EQ(bytes_to_read({path("a"), "-"}), 0u);
  EXPECT_EQ(bytes_to_read({path("c.txt.gz")}), 0u);
  EXPECT_EQ(bytes_to_read({path("missing")}), 0u);
}

/// What a terminal shows of a chat that is slow to come.
std::string shown(const Folder& folder, const std::string& arguments) {
  folder.write("slow.sh",
               "(echo 'Ann: a good day'; echo 'Bo: a bad day'; sleep 1.6) | \"$affect\" " + arguments + "\n");
  const auto ran = folder.run("export affect; script -qec 'bash slow.sh' /dev/null");
  EXPECT_EQ(ran.code, 0) << ran.out;
  return ran.out;
}

TEST(Progress, ATerminalShowsItAndEndsWithoutIt) {
  const Folder folder;
  const auto out = shown(folder, "track --format transcript -o a.jsonl");
  EXPECT_NE(out.find("affect: reading"), std::string::npos) << out;
  EXPECT_TRUE(out.ends_with("\r\x1b[K")) << out;
}

TEST(Progress, NothingIsShownElsewhere) {
  const Folder folder;
  for (const std::string arguments :
       {"track --quiet --format transcript -o a.jsonl", "track --format transcript -o a.jsonl 2> log; cat log",
        "perceive --format transcript", "track --live --format transcript > a.jsonl"}) {
    EXPECT_EQ(shown(folder, arguments).find("reading"), std::string::npos) << arguments;
  }
}

}  // namespace
}  // namespace affect::cli
