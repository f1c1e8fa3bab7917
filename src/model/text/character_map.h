/// Characters and what they are read as, one look-up a character.
///
/// Thread-safety: immutable.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "affect/model/text/unigram.h"

namespace affect::model {

class CharacterMap {
 public:
  explicit CharacterMap(const std::vector<CharacterReplacement>& replacements);

  /// What `point`, at most U+10FFFF and written `as`, is read as.
  std::string_view read(char32_t point, std::string_view as) const {
    const Entry entry = pages_[page_of_[point / kPage]][point % kPage];
    return entry.kept ? as : std::string_view(texts_).substr(entry.begin, entry.size);
  }

 private:
  static constexpr std::size_t kPage = 256, kPages = 0x110000 / kPage;
  struct Entry {
    std::uint32_t begin = 0;
    std::uint16_t size = 0;
    bool kept = true;
  };

  std::string texts_;
  std::vector<std::uint16_t> page_of_;  ///< 0: a page where all are kept
  std::vector<std::array<Entry, kPage>> pages_;
};

}  // namespace affect::model
