/// The files of models/: what the manifest says of them, and whether they are what it says.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace affect::cli {

/// SHA-256 of a file of models/, hexadecimal; nothing where it is not there.
std::optional<std::string> model_hash(const std::string& file);

struct ModelFile {
  enum class State { verified, differs, missing };
  std::string name, task, licence;
  std::string path;  ///< empty where it is missing
  std::uint64_t bytes = 0;
  State state = State::missing;
};

/// Every model of the manifest; none where there is no manifest. Throws InputError where it is no TOML.
std::vector<ModelFile> model_files();

}  // namespace affect::cli
