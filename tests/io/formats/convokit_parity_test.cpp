// Corpora against the package whose format it is, convokit 5.0.0: what it writes we read and write again, and it reads
// the same; and what we write of other conversations it reads as we do.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "affect/io/convokit.h"
#include "affect/io/json_document.h"
#include "io/reading.h"
#include "support/peers.h"
#include "support/place.h"

namespace affect::io {
namespace {

namespace fs = std::filesystem;
const fs::path kSource = test::source_dir();
const fs::path kFixtures = kSource / "tests/io/fixtures";

std::string quoted(const fs::path& path) { return " '" + path.string() + "'"; }

class ConvokitParity : public testing::Test {
 protected:
  void SetUp() override {
    AFFECT_NEEDS_PEER(peers, "convokit", "convokit==5.0.0 and what it imports");
    script_ = "python3" + quoted(kSource / "tools/peers/convokit_parity.py") + quoted(fs::path(peers));
    std::string pattern = (fs::temp_directory_path() / "affect-convokit-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~ConvokitParity() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }

  std::string output_of(const std::string& task) const {
    const fs::path log = folder_ / "log";
    std::string output;
    FILE* pipe = popen((script_ + task + " 2>" + log.string()).c_str(), "r");
    std::array<char, 1 << 16> block;
    while (const auto size = std::fread(block.data(), 1, block.size(), pipe)) output.append(block.data(), size);
    EXPECT_EQ(pclose(pipe), 0) << "the script failed";
    return output;
  }
  /// What the package reads of each folder: lines of rows.
  std::vector<std::vector<std::string>> theirs(const std::vector<fs::path>& folders) const {
    std::string task = " read";
    for (const fs::path& folder : folders) task += quoted(folder);
    const std::string output = output_of(task);
    std::vector<std::vector<std::string>> rows;
    for (std::string_view left = output; !left.empty();) {
      const std::string line(left.substr(0, left.find('\n')));
      left.remove_prefix(std::min(left.size(), line.size() + 1));
      line.starts_with("F ") ? static_cast<void>(rows.emplace_back()) : rows.back().push_back(line);
    }
    EXPECT_EQ(rows.size(), folders.size());
    rows.resize(folders.size());
    return rows;
  }

  fs::path folder_;
  std::string script_;
};

/// Reads the conversation and writes it as a corpus.
test::Reading convert(const fs::path& from, const fs::path& to) {
  test::Reading reading;
  read_path(test::reading_engine(), from.string(), reading.context(), reading);
  ConvokitWriter writer(to.string());
  for (const Record& record : reading.records) writer.accept(Record(record));
  writer.commit();
  return reading;
}

std::string utterance(std::string_view speaker, std::string_view text, bool answers, std::optional<double> time) {
  return fmt::format("{}|{}|{}|{}", speaker, text, answers, time ? fmt::format("{:.3f}", *time) : "");
}

TEST_F(ConvokitParity, WhatThePackageWroteComesBackTheSame) {
  fs::create_directories(folder_ / "theirs");
  fs::create_directories(folder_ / "ours");
  output_of(" write" + quoted(folder_ / "theirs"));
  std::vector<fs::path> before, after;
  for (const auto& corpus : fs::directory_iterator(folder_ / "theirs")) before.push_back(corpus.path());
  EXPECT_EQ(before.size(), 4u);
  for (const char* name : {"picnic", "call"}) before.push_back(kFixtures / "convokit" / fmt::format("{}.corpus", name));
  for (const fs::path& corpus : before) {
    after.push_back(folder_ / "ours" / (corpus.filename().string() + ".convokit"));
    convert(corpus, after.back());
  }
  const auto rows = theirs(before), again = theirs(after);
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_GT(rows[i].size(), 2u);
    EXPECT_EQ(again[i], rows[i]) << before[i];
  }
}

TEST_F(ConvokitParity, WhatWeWriteOfOtherConversationsIsReadAsWeReadIt) {
  std::vector<fs::path> corpora;
  std::vector<std::vector<std::string>> ours;
  for (const char* name : {"convokit/picnic.corpus", "convokit/call.corpus", "whatsapp", "telegram", "slack", "mbox",
                           "transcript", "subtitles", "discord", "messenger", "signal", "json_messages"}) {
    std::vector<fs::path> files = {kFixtures / name};
    if (std::string_view(name).find('/') == std::string_view::npos) {
      files.clear();
      for (const auto& entry : fs::directory_iterator(kFixtures / name)) {
        if (!entry.path().string().ends_with(".toml")) files.push_back(entry.path());
      }
    }
    for (const fs::path& file : files) {
      corpora.push_back(folder_ / fmt::format("{}.convokit", corpora.size()));
      const test::Reading reading = convert(file, corpora.back());
      std::vector<std::string>& lines = ours.emplace_back();
      for (const Turn& turn : reading.turns) {
        const auto time = turn.time ? std::optional(turn.time->start) : std::nullopt;
        lines.push_back(utterance(turn.speaker, turn.text, !turn.reply_to.empty(), time));
      }
      std::sort(lines.begin(), lines.end());
    }
  }
  const auto rows = theirs(corpora);
  for (std::size_t i = 0; i < corpora.size(); ++i) {
    std::vector<std::string> lines;
    for (const std::string& row : rows[i]) {
      const JsonDocument json = read_json_document("{\"row\":" + row + "}", "row");
      const auto& cells = json.at("row").items();
      if (cells[0].text() != "U") continue;
      const bool answers = !cells[4].is_null();
      const auto time = cells[5].is_null() ? std::nullopt : std::optional(cells[5].number());
      lines.push_back(utterance(cells[3].text(), cells[6].text(), answers, time));
    }
    std::sort(lines.begin(), lines.end());
    EXPECT_EQ(lines, ours[i]) << corpora[i];
  }
}

}  // namespace
}  // namespace affect::io
