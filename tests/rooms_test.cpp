// A room includes only what stands before it. The rooms and their order come from CMakeLists.txt
// (generated/rooms.txt).
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/place.h"

namespace {

namespace fs = std::filesystem;
const fs::path kSource = affect::test::source_dir();

struct Room {
  std::string path;
  std::set<std::string> uses;
};

std::vector<Room> read_rooms() {
  std::ifstream file(fs::path(affect::test::binary_dir()) / "generated/rooms.txt");
  std::vector<Room> rooms;
  for (std::string line; std::getline(file, line);) {
    const auto colon = line.find(':');
    Room room{line.substr(0, colon), {}};
    std::istringstream words(line.substr(colon + 1));
    for (std::string used; words >> used;) room.uses.insert(used);
    rooms.push_back(std::move(room));
  }
  return rooms;
}

/// The room that owns "perceive/text/lexicon.h"; plain "engine.h" below include/affect is core's.
std::string owner(const std::vector<Room>& rooms, const std::string& below) {
  std::string best;
  for (const auto& room : rooms) {
    if (below.starts_with(room.path + "/") && room.path.size() > best.size()) best = room.path;
  }
  return best;
}

/// Includes in quotes, with their line.
std::vector<std::pair<int, std::string>> includes(const fs::path& path) {
  std::vector<std::pair<int, std::string>> found;
  std::ifstream file(path);
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    constexpr std::string_view kInclude = "#include \"";
    if (!line.starts_with(kInclude)) continue;
    const auto end = line.find('"', kInclude.size());
    found.emplace_back(number, line.substr(kInclude.size(), end - kInclude.size()));
  }
  return found;
}

std::vector<fs::path> sources_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto extension = entry.path().extension();
    if (extension == ".cpp" || extension == ".h") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

TEST(Rooms, ALowerRoomNeverIncludesAnUpperOne) {
  const auto rooms = read_rooms();
  ASSERT_GT(rooms.size(), 5u);
  std::size_t checked = 0;
  for (const auto& [folder, prefix] :
       {std::pair<fs::path, std::string>{kSource / "src", ""}, {kSource / "include/affect", "affect/"}}) {
    for (const auto& file : sources_below(folder)) {
      const auto below = fs::relative(file, folder).generic_string();
      auto room = owner(rooms, below);
      if (room.empty() && prefix == "affect/" && below.find('/') == std::string::npos) room = "core";
      // affect/affect.h joins all rooms for a user; it belongs to the top one.
      if (below == "affect.h") continue;
      ASSERT_FALSE(room.empty()) << file << " lies in no room of CMakeLists.txt";
      const auto own =
          std::find_if(rooms.begin(), rooms.end(), [&, &name = room](const Room& r) { return r.path == name; });
      for (const auto& [line, name] : includes(file)) {
        const bool is_public = name.starts_with("affect/");
        auto included = owner(rooms, is_public ? name.substr(7) : name);
        if (included.empty() && is_public) included = "core";
        if (included.empty() || included == own->path) continue;
        ++checked;
        EXPECT_TRUE(own->uses.contains(included))
            << fs::relative(file, kSource).generic_string() << ":" << line << " includes " << name << " of room "
            << included << ", which " << own->path << " does not stand above (CMakeLists.txt)";
      }
    }
  }
  EXPECT_GT(checked, 50u);
}

TEST(Rooms, EveryRoomUsesOnlyRoomsBeforeIt) {
  std::set<std::string> before;
  for (const auto& room : read_rooms()) {
    for (const auto& used : room.uses) EXPECT_TRUE(before.contains(used)) << room.path << " uses " << used;
    before.insert(room.path);
  }
}

TEST(Rooms, EveryTestBenchAndFuzzerLiesInARoom) {
  const auto rooms = read_rooms();
  for (const char* folder : {"tests", "bench", "fuzz"}) {
    if (!fs::exists(kSource / folder)) continue;
    for (const auto& file : sources_below(kSource / folder)) {
      const auto below = fs::relative(file, kSource / folder).generic_string();
      const bool house = std::string(folder) == "tests" &&
                         (below.find('/') == std::string::npos || below.find("support/") != std::string::npos ||
                          below.starts_with("package/"));
      EXPECT_TRUE(house || !owner(rooms, below).empty()) << folder << "/" << below;
    }
  }
}

TEST(Rooms, ThePictureOfTheRoomsIsTrue) {
  const std::string command =
      fmt::format("python3 '{}/tools/draw_rooms.py' --check '{}/generated/rooms.txt' '{}/docs/rooms.svg'",
                  kSource.string(), affect::test::binary_dir(), kSource.string());
  EXPECT_EQ(std::system(command.c_str()), 0)
      << "draw it again: tools/draw_rooms.py <build>/generated/rooms.txt docs/rooms.svg";
}

}  // namespace
