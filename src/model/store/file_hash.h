/// SHA-256 of a file as it lies there.
#pragma once
#include <string>

namespace affect::model {

/// Lower-case hex; nothing is unpacked. Throws IoError where it cannot be read.
std::string file_hash(const std::string& path);

}  // namespace affect::model
