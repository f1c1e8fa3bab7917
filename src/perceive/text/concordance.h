/// Keyword in context: each hit of a dictionary with the words around it in its turn.
///
/// Thread-safety: none.
#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "affect/perceive/text/dictionary.h"

namespace affect::perceive::text {

/// Views into the text.
struct ConcordanceLine {
  std::string_view before, match, after;
  ByteRange bytes;  ///< of the match
  bool negated = false;
};

class Concordance {
 public:
  /// Hits of `category`, or any; `window` words on each side.
  Concordance(std::shared_ptr<const Dictionary> dictionary, std::optional<std::size_t> category, std::size_t window,
              NegationRule negation)
      : scanner_(std::move(dictionary), negation), category_(category), window_(window) {}

  void find(std::string_view text, const std::function<void(const ConcordanceLine&)>& line);

 private:
  DictionaryScanner scanner_;
  std::optional<std::size_t> category_;
  std::size_t window_;
  DictionaryCounts counts_;
  std::vector<DictionaryHit> hits_;
  std::vector<ByteRange> words_;
};

}  // namespace affect::perceive::text
