/// How often each word stands in a text: a row of a document-term table.
///
/// Thread-safety: none.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "affect/perceive/text/dictionary.h"

namespace affect::perceive::text {

class TermCounts {
 public:
  void add(std::string_view text);
  /// Terms of at least `minimum` occurrences that no category of `stop_words` has; the most frequent first, then by
  /// their bytes.
  std::vector<std::pair<std::string, std::uint64_t>> rows(std::uint64_t minimum, DictionaryScanner* stop_words) const;

 private:
  std::unordered_map<std::string, std::uint64_t> counts_;
};

}  // namespace affect::perceive::text
