/// Runs the program as a user does.
#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <fmt/format.h>
#include <sys/wait.h>

#include "support/place.h"

namespace affect::test {

inline std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Outcome {
  int code = 0;
  std::string out, err;
};

inline bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A folder of its own, removed at the end; commands run in it.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "affect-cli-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path_ / name) << text; }
  bool has(const std::string& name) const { return std::filesystem::exists(path_ / name); }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path_), {}));
  }

  /// A bash command line in which $affect is the program, $examples the folder of examples, $source the checkout. The
  /// user's settings are what the test writes to settings/affect/config.toml.
  Outcome run(const std::string& command) const {
    const std::string line = fmt::format(
        "cd '{0}' && XDG_CONFIG_HOME='{0}/settings' affect='{1}' examples='{2}/examples' source='{2}' bash -o pipefail "
        "-c '{3}' "
        "> .out 2> .err < /dev/null",
        path_.string(), test::program(), test::source_dir(), quoted(command));
    const int status = std::system(line.c_str());
    Outcome outcome{WIFEXITED(status) ? WEXITSTATUS(status) : -1, content(path_ / ".out"), content(path_ / ".err")};
    std::filesystem::remove(path_ / ".out");
    std::filesystem::remove(path_ / ".err");
    return outcome;
  }

 private:
  static std::string quoted(const std::string& command) {
    std::string out;
    for (const char byte : command) byte == '\'' ? out += "'\\''" : out += byte;
    return out;
  }

  std::filesystem::path path_;
};

}  // namespace affect::test
