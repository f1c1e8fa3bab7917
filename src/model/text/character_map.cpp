#include "model/text/character_map.h"

#include <cassert>
#include <limits>

namespace affect::model {

CharacterMap::CharacterMap(const std::vector<CharacterReplacement>& replacements) : page_of_(kPages), pages_(1) {
  for (const auto& [point, text] : replacements) {
    assert(point <= 0x10FFFF && text.size() <= std::numeric_limits<std::uint16_t>::max());
    auto& page = page_of_[point / kPage];
    if (page == 0) {
      page = static_cast<std::uint16_t>(pages_.size());
      pages_.emplace_back();
    }
    pages_[page][point % kPage] = {static_cast<std::uint32_t>(texts_.size()), static_cast<std::uint16_t>(text.size()),
                                   false};
    texts_ += text;
  }
}

}  // namespace affect::model
