#include "cli/learn_program.h"

#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "affect/error.h"
#include "cli/places.h"

namespace affect::cli {
namespace {

constexpr const char* kLearnProgram = "affect-learn";

}  // namespace

std::string find_learn_program() {
  std::error_code unseen;
  const auto own = std::filesystem::read_symlink("/proc/self/exe", unseen);
  const auto beside = own.parent_path() / kLearnProgram;
  if (!unseen && access(beside.c_str(), X_OK) == 0) return beside.string();
  return find_program(kLearnProgram);
}

void start_learn_program(const std::vector<std::string>& words) {
  const std::string path = find_learn_program();
  if (path.empty()) {
    throw ConfigError(fmt::format("{} is not here: nets are trained by a program of its own", kLearnProgram), {},
                      "./affect learn of a checkout builds it; or build with -DAFFECT_LEARN=ON and put it into PATH");
  }
  std::vector<std::string> all{kLearnProgram};
  all.insert(all.end(), words.begin(), words.end());
  std::vector<char*> arguments;
  arguments.reserve(all.size() + 1);
  for (std::string& word : all) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  execv(path.c_str(), arguments.data());
  throw IoError(fmt::format("cannot start {}: {}", path, std::generic_category().message(errno)));
}

}  // namespace affect::cli
