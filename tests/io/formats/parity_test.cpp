// ELAN and TextGrid against the packages that their users read them with: pympi-ling 1.70.2 and praatio 6.2.2, on our
// fixtures and on files that the packages write.
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "io/reading.h"
#include "support/peers.h"
#include "support/place.h"

namespace affect::io {
namespace {

namespace fs = std::filesystem;
const fs::path kCheckout = test::source_dir();

std::string output_of(const std::string& command) {
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return output;
  std::array<char, 1 << 16> block;
  while (const auto size = std::fread(block.data(), 1, block.size(), pipe)) output.append(block.data(), size);
  return pclose(pipe) == 0 ? output : std::string{};
}

struct Labelled {
  std::optional<TimeRange> time;
  std::string value;
};

/// What we read of the file: turns and annotations.
std::vector<Labelled> ours(const std::string& path) {
  test::Reading reading;
  io::read_path(test::reading_engine(), path, reading.context(), reading);
  std::vector<Labelled> all;
  for (const Turn& turn : reading.turns) {
    all.push_back({turn.time, turn.text});
    // A tier of references became ids.
    if (turn.id.find('.') != std::string::npos) all.push_back({turn.time, turn.id});
  }
  for (const Occurrence& occurrence : reading.occurrences) {
    all.push_back({occurrence.time, occurrence.attributes.at("value")});
  }
  return all;
}

bool same(const Labelled& theirs, const Labelled& ours) {
  const auto close = [](Seconds a, Seconds b) { return std::abs(a - b) < 1e-6; };
  return theirs.value == ours.value && (!theirs.time || (ours.time && close(theirs.time->start, ours.time->start) &&
                                                         close(theirs.time->end, ours.time->end)));
}

void compare(const std::string& path, const std::vector<Labelled>& theirs) {
  std::vector<Labelled> left = ours(path);
  for (const Labelled& each : theirs) {
    const auto found = std::find_if(left.begin(), left.end(), [&](const Labelled& own) { return same(each, own); });
    if (found == left.end()) {
      ADD_FAILURE() << path << ": not read: " << each.value;
    } else {
      left.erase(found);
    }
  }
  for (const Labelled& own : left) ADD_FAILURE() << path << ": only we read: " << own.value;
}

/// Runs the script and compares each file; gives how many annotations it read.
std::size_t compare_with(const std::string& peers, const std::string& script, const std::string& package,
                         const std::string& ending, const std::vector<std::string>& fixtures) {
  const fs::path out = fs::path(testing::TempDir()) / ("affect-parity-" + package + "-" + std::to_string(::getpid()));
  fs::create_directories(out);
  std::string command =
      "python3 '" + (kCheckout / "tools/peers" / script).string() + "' '" + peers + "' '" + out.string() + "'";
  for (const std::string& name : fixtures)
    command += " '" + (kCheckout / "tests/io/fixtures" / (name + ending)).string() + "'";
  const std::string output = output_of(command);
  std::string path;
  std::vector<Labelled> theirs;
  std::size_t count = 0, files = 0;
  for (std::string_view left = output; !left.empty();) {
    const std::string head(left.substr(0, left.find('\n')));
    left.remove_prefix(head.size() + 1);
    if (head.starts_with("F ")) {
      if (!path.empty()) compare(path, theirs);
      theirs.clear();
      path = head.substr(2);
      ++files;
      continue;
    }
    std::array<char, 64> start{}, end{};
    unsigned long size = 0;
    if (std::sscanf(head.c_str(), "A %63s %63s %lu", start.data(), end.data(), &size) != 3) {
      ADD_FAILURE() << head;
      break;
    }
    Labelled each{std::nullopt, std::string(left.substr(0, size))};
    if (start[0] != '-') each.time = TimeRange{std::atof(start.data()) / 1000, std::atof(end.data()) / 1000};
    theirs.push_back(std::move(each));
    left.remove_prefix(size + 1);
    ++count;
  }
  if (!path.empty()) compare(path, theirs);
  EXPECT_EQ(files, 6 + fixtures.size());
  fs::remove_all(out);
  return count;
}

TEST(ElanParity, EqualsThePackage) {
  AFFECT_NEEDS_PEER(peers, "pympi", "pympi-ling==1.70.2");
  // Not codes.eaf: the package knows no values that stand in a vocabulary only.
  EXPECT_GE(compare_with(peers, "eaf_parity.py", "pympi", ".eaf",
                         {"elan/kitchen", "elan/fieldwork", "elan/odd", "elan/subdivision"}),
            1000u);
}

TEST(TextGridParity, EqualsThePackage) {
  AFFECT_NEEDS_PEER(peers, "praatio", "praatio==6.2.2");
  // Not words.TextGrid, whose words we join, nor chronological files, which the package does not read.
  EXPECT_GE(compare_with(peers, "textgrid_parity.py", "praatio", ".TextGrid",
                         {"textgrid/aligned", "textgrid/dialogue", "textgrid/transcript", "textgrid/utf16"}),
            700u);
}

}  // namespace
}  // namespace affect::io
