#include "affect/io/output.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "affect/error.h"

namespace affect {
namespace {

namespace fs = std::filesystem;

class OutputTest : public ::testing::Test {
 protected:
  OutputTest() {
    std::string name = (fs::temp_directory_path() / "affect_output_XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~OutputTest() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  static std::string content(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static void put(const std::string& path, std::string_view text) { std::ofstream(path, std::ios::binary) << text; }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }
  static ::mode_t mode(const std::string& path) {
    struct ::stat status {};
    EXPECT_EQ(::stat(path.c_str(), &status), 0);
    return status.st_mode & 07777;
  }

  fs::path folder_;
};

TEST_F(OutputTest, AFileIsThereOnlyAfterCommit) {
  const auto output = io::open_output(path("out.jsonl"));
  output->write("one\n");
  output->flush();
  EXPECT_FALSE(fs::exists(path("out.jsonl")));
  output->commit();
  EXPECT_EQ(content(path("out.jsonl")), "one\n");
  EXPECT_EQ(files(), 1u) << "nothing is left beside it";
}

TEST_F(OutputTest, WithoutCommitNothingIsLeftAndTheOldFileStays) {
  put(path("out"), "old");
  {
    const auto output = io::open_output(path("out"));
    output->write("new");
  }
  EXPECT_EQ(content(path("out")), "old");
  EXPECT_EQ(files(), 1u);
}

TEST_F(OutputTest, AnOutputMayBeTheInput) {
  put(path("same"), "input");
  std::ifstream in(path("same"), std::ios::binary);
  const auto output = io::open_output(path("same"));
  output->write("output");
  output->flush();
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), "input");
  output->commit();
  EXPECT_EQ(content(path("same")), "output");
}

TEST_F(OutputTest, MuchIsWrittenWhole) {
  std::string expected;
  const auto output = io::open_output(path("out"));
  for (int i = 0; i < 3000; ++i) {
    const std::string piece(static_cast<std::size_t>(i % 300) * (i % 500 == 0 ? 1000 : 1),
                            static_cast<char>('a' + i % 26));
    output->write(piece);
    expected += piece;
  }
  output->commit();
  EXPECT_EQ(content(path("out")), expected);
}

TEST_F(OutputTest, ModesAreTheMasksOrTheOldFiles) {
  const auto mask = ::umask(027);
  io::open_output(path("new"))->commit();
  EXPECT_EQ(mode(path("new")), 0640u);
  put(path("private"), "old");
  ::chmod(path("private").c_str(), 0600);
  io::open_output(path("private"))->commit();
  EXPECT_EQ(mode(path("private")), 0600u);
  ::umask(mask);
}

TEST_F(OutputTest, ALinkStaysALink) {
  put(path("real"), "old");
  fs::create_symlink("real", path("link"));
  const auto output = io::open_output(path("link"));
  output->write("new");
  output->commit();
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(content(path("real")), "new");
}

TEST_F(OutputTest, AHandlerCanDiscardWhatIsUnfinished) {
  const auto first = io::open_output(path("a"));
  const auto second = io::open_output(path("b"));
  const auto third = io::open_output(path("c"));
  third->commit();
  EXPECT_EQ(files(), 3u);
  io::discard_unfinished_outputs();
  EXPECT_EQ(files(), 1u) << "what was committed stays";
}

TEST_F(OutputTest, ManyAtOnceAreFine) {
  std::vector<std::unique_ptr<io::Output>> outputs;
  for (int i = 0; i < 40; ++i) outputs.push_back(io::open_output(path(std::to_string(i))));
  outputs.clear();
  EXPECT_EQ(files(), 0u);
}

TEST_F(OutputTest, FaultsSayWhatToDo) {
  const auto hint = [](const std::string& path) -> std::string {
    try {
      io::open_output(path);
    } catch (const IoError& error) {
      EXPECT_EQ(error.place().file, path);
      return error.what();
    }
    return "no fault";
  };
  EXPECT_NE(hint(path("none/out")).find("create the folder first"), std::string::npos);
  EXPECT_NE(hint(folder_.string()).find("Is a directory"), std::string::npos);
}

TEST_F(OutputTest, AFullDiskIsAnIoError) {
  ASSERT_TRUE(fs::exists("/dev/full"));
  const auto output = io::open_output("/dev/full");
  output->write("x");
  try {
    output->commit();
    FAIL() << "no fault";
  } catch (const IoError& error) {
    EXPECT_NE(std::string(error.what()).find("free some space"), std::string::npos) << error.what();
  }
}

TEST_F(OutputTest, APipeIsWrittenDirectly) {
  const auto pipe = path("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
  const auto output = io::open_output(pipe);
  output->write("through");
  output->flush();
  std::string text(16, '\0');
  EXPECT_EQ(::read(reader, text.data(), text.size()), 7);
  EXPECT_EQ(text.substr(0, 7), "through");
  std::signal(SIGPIPE, SIG_IGN);
  ::close(reader);
  output->write("nobody");
  EXPECT_THROW(output->flush(), io::OutputClosed);
  std::signal(SIGPIPE, SIG_DFL);
  EXPECT_TRUE(fs::is_fifo(pipe)) << "never replaced";
}

TEST_F(OutputTest, AKilledWriterLeavesTheOldFile) {
  put(path("out"), "old");
  const auto child = ::fork();
  if (child == 0) {
    const auto output = io::open_output(path("out"));
    output->write("half");
    output->flush();
    ::raise(SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(content(path("out")), "old");
}

TEST(StringOutput, AppendsAtOnce) {
  std::string text = "a";
  const auto output = io::string_output(text);
  output->write("b");
  EXPECT_EQ(text, "ab");
}

}  // namespace
}  // namespace affect
