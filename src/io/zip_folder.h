/// Zip archives as folders; nothing is unpacked to disk.
#pragma once
#include <memory>
#include <string>

#include "affect/io/folder.h"

namespace affect::io {

/// Whether the file begins as a zip archive does.
bool is_zip(const std::string& path);
/// Throws InputError: damaged, or a bomb.
std::unique_ptr<Folder> open_zip(const std::string& path);

}  // namespace affect::io
