#include "perceive/text/concordance.h"

#include <algorithm>

namespace affect::perceive::text {

void Concordance::find(std::string_view text, const std::function<void(const ConcordanceLine&)>& line) {
  hits_.clear();
  scanner_.scan(text, counts_, [&](const DictionaryHit& hit) {
    const bool wanted = !category_ || std::any_of(hit.items.begin(), hit.items.end(),
                                                  [&](const auto& item) { return item.category == *category_; });
    if (wanted) hits_.push_back(hit);
  });
  if (hits_.empty()) return;
  words_.clear();
  each_word(text, [&](const TextWord& word) { words_.push_back(word.bytes); });
  for (const DictionaryHit& hit : hits_) {
    const auto first = static_cast<std::size_t>(
        std::lower_bound(words_.begin(), words_.end(), hit.bytes.begin,
                         [](const ByteRange& word, std::uint64_t begin) { return word.begin < begin; }) -
        words_.begin());
    const std::size_t begin = words_[first - std::min(first, window_)].begin;
    // What follows the last word of a turn belongs to the line: its end mark.
    const std::size_t last = first + hit.words - 1 + window_;
    const std::size_t end = last + 1 < words_.size() ? words_[last].end : text.size();
    line({text.substr(begin, hit.bytes.begin - begin), text.substr(hit.bytes.begin, hit.bytes.end - hit.bytes.begin),
          text.substr(hit.bytes.end, std::max<std::size_t>(end, hit.bytes.end) - hit.bytes.end), hit.bytes,
          hit.negated});
  }
}

}  // namespace affect::perceive::text
