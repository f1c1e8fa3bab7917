#include <algorithm>

#include "perceive/text/lexicon_data.h"
#include "perceive/text/unicode.h"

namespace affect::perceive::text {

std::string_view LexiconData::emoji_description(char32_t point) const {
  const auto found =
      std::lower_bound(emoji.begin(), emoji.end(), point, [](const auto& row, char32_t p) { return row.first < p; });
  return found != emoji.end() && found->first == point ? found->second : std::string_view{};
}

bool write_out_emoji(const LexiconData& data, std::string_view text, LexiconScratch& scratch) {
  auto& plain = scratch.plain;
  auto& sections = scratch.sections;
  sections.clear();
  std::size_t copied = 0;
  bool after_space = true;
  const auto copy_until = [&](std::size_t at) {
    if (at > copied) {
      sections.push_back({plain.size(), copied, at, false});
      plain += text.substr(copied, at - copied);
    }
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto point = decode(text, at);
    const auto description = point.value >= 0x80 && data.may_be_emoji(point.value) ? data.emoji_description(point.value)
                                                                                   : std::string_view{};
    if (description.empty()) {
      after_space = text[at] == ' ';
      at += point.size;
      continue;
    }
    if (sections.empty()) plain.clear();
    copy_until(at);
    sections.push_back({plain.size(), at, at + point.size, true});
    if (!after_space) plain += ' ';
    plain += description;
    after_space = false;
    at += point.size;
    copied = at;
  }
  if (sections.empty()) return false;
  copy_until(text.size());
  return true;
}

ByteRange source_range(const LexiconScratch& scratch, std::size_t begin, std::size_t end, std::size_t& section) {
  const auto& sections = scratch.sections;
  const auto move_to = [&](std::size_t at) {
    while (section + 1 < sections.size() && sections[section + 1].begin <= at) ++section;
    return sections[section];
  };
  const auto first = move_to(begin);
  const auto range_begin = first.emoji ? first.source_begin : first.source_begin + (begin - first.begin);
  const auto last = move_to(end - 1);
  const auto range_end = last.emoji ? last.source_end : last.source_begin + (end - last.begin);
  return {range_begin, range_end};
}

}  // namespace affect::perceive::text
