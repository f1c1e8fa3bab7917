/// A small file as a whole: a mapping, settings.
#pragma once
#include <string>

namespace affect::io {

/// All of a file that people write by hand. Throws as open_source() does, and InputError, with `hint`, above 1 MiB.
std::string whole_text(const std::string& path, const std::string& hint);

}  // namespace affect::io
