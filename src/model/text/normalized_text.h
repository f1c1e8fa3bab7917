/// A text as a tokenizer reads it, and which bytes of the original each of its bytes came from.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "affect/segment.h"
#include "io/code_point.h"
#include "io/utf8.h"

namespace affect::model {

struct NormalizedText {
  std::string bytes;
  std::vector<ByteRange> sources;  ///< of each byte

  void add(std::string_view part, ByteRange source) {
    bytes += part;
    sources.insert(sources.end(), part.size(), source);
  }
  void add(char ascii, ByteRange source) {
    bytes += ascii;
    sources.push_back(source);
  }
  void clear() {
    bytes.clear();
    sources.clear();
  }
  /// What bytes [begin, end), some, came from.
  ByteRange source_of(std::size_t begin, std::size_t end) const { return {sources[begin].begin, sources[end - 1].end}; }
};

/// The code point at `at` < text.size(); U+FFFD for each maximal part that is not UTF-8.
inline io::CodePoint whole_code_point_at(std::string_view text, std::size_t at) {
  const auto step = io::step_utf8(text.substr(at));
  return step.valid ? io::code_point_at(text, at) : io::CodePoint{0xFFFD, step.size};
}

/// Bytes of the character that begins with this byte of valid UTF-8.
inline std::size_t character_size(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

}  // namespace affect::model
