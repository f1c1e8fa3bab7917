#include "perceive/text/term_counts.h"

#include <algorithm>

namespace affect::perceive::text {

void TermCounts::add(std::string_view text) {
  std::string key;
  each_word(text, [&](const TextWord& word) {
    key = word.lower;
    ++counts_[key];
  });
}

std::vector<std::pair<std::string, std::uint64_t>> TermCounts::rows(std::uint64_t minimum,
                                                                    DictionaryScanner* stop_words) const {
  std::vector<std::pair<std::string, std::uint64_t>> rows;
  for (const auto& [term, count] : counts_) {
    if (count < minimum) continue;
    if (stop_words != nullptr) {
      DictionaryCounts found;
      stop_words->scan(term, found);
      if (found.covered > 0) continue;
    }
    rows.emplace_back(term, count);
  }
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  return rows;
}

}  // namespace affect::perceive::text
