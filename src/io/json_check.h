/// What simdjson's On-Demand API leaves to its caller: strings with escapes, repeated keys, and values that nobody
/// reads.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

namespace affect::io {

/// Records nest far less; deeper input is an attack or a mistake.
inline constexpr int kMaxJsonDepth = 64;

/// A fault of the text at `at`, a pointer into it.
struct JsonFault {
  std::string what;
  const char* at;
  std::string hint = {};
};

/// Keys of one object. Views must stay valid.
class KeySet {
 public:
  /// False where the key was there already.
  bool insert(std::string_view key);

 private:
  std::uint64_t filter_ = 0;  ///< one bit a (length, first, last character): most keys need no comparison
  std::size_t size_ = 0;
  std::array<std::string_view, 24> few_;
  std::unordered_set<std::string_view> many_;
};

/// Decodes a string's inside (between the quotes). Throws JsonFault: unknown escape, surrogate without its other half.
std::string unescape(std::string_view inside);

/// Appends `value`, one JSON value that nobody interprets, without its white space; numbers and strings stay as they
/// are written. `depth` is how deep it stands. Throws JsonFault where it breaks RFC 8259, repeats a key or is too deep.
void append_minified(std::string& out, std::string_view value, int depth);

}  // namespace affect::io
