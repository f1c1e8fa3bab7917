/// Windows-1252 to UTF-8: whole files, and C1 controls that stand in UTF-8 for what Windows meant.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "affect/io/source.h"

namespace affect::io {

/// U+0080 .. U+009F of UTF-8 text as Windows-1252 means them; the five codes that it leaves open are dropped.
std::string without_c1(std::string_view utf8);
/// Bytes of Windows-1252 as UTF-8.
std::unique_ptr<ByteSource> from_windows1252(std::unique_ptr<ByteSource> source);

}  // namespace affect::io
