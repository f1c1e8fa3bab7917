/// Text packed to stand inside another text: gzip (RFC 1952), then base64 (RFC 4648).
///
/// Thread-safety: pure functions.
#pragma once
#include <string>
#include <string_view>

namespace affect::io {

/// With padding, no line ends.
std::string base64(std::string_view bytes);
/// The same bytes always give the same: no name and no time is stored.
std::string gzip(std::string_view bytes);

}  // namespace affect::io
