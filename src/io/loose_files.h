/// What tells a folder of many formats, side by side, from one export as a whole.
#pragma once
#include <cstddef>
#include <functional>
#include <string>

#include "affect/io/folder.h"

namespace affect::io {

/// Files at the folder's top that may be conversations by their endings, and are not the export's own.
std::size_t count_loose_files(const Folder& folder, const std::function<bool(const std::string&)>& is_own);

}  // namespace affect::io
