/// What BERT's uncased normaliser makes of one character.
///
/// Thread-safety: pure.
#pragma once
#include <array>
#include <string_view>

namespace affect::model {

struct BertCharacter {
  enum class Kind : unsigned char {
    removed,  ///< control characters, marks, U+FFFD: what stands around it joins
    space,
    word,
    alone,  ///< punctuation and CJK ideographs: a word by itself
  };
  Kind kind = Kind::removed;
  unsigned char size = 0;
  std::array<char, 32> bytes{};  ///< lower case, decomposed, without marks

  std::string_view text() const { return {bytes.data(), size}; }
};

BertCharacter bert_character(char32_t point);

}  // namespace affect::model
