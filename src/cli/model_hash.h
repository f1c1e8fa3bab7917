/// The weights at hand, named by their bytes.
#pragma once
#include <optional>
#include <string>

namespace affect::cli {

/// SHA-256 of a file of models/; nothing where it is not there. Thread-safety: a pure function.
std::optional<std::string> model_hash(const std::string& file);

}  // namespace affect::cli
