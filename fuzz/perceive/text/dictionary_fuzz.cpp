// Any bytes as a dictionary, its format by the first one, then any text: loading throws InputError or gives a
// dictionary, counts hold together, and hits lie in the text in order, wherever it is cut.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "affect/error.h"
#include "affect/perceive/text/dictionary.h"

namespace {

using namespace affect::perceive::text;

void require(bool holds) {
  if (!holds) std::abort();
}

void scan_all(const std::shared_ptr<const Dictionary>& dictionary, std::string_view text) {
  DictionaryCounts fast, slow, negated;
  DictionaryScanner scanner(dictionary), negating(dictionary, {.active = true});
  scanner.scan(text, fast);
  std::uint64_t end = 0, covered = 0;
  scanner.scan(text, slow, [&](const DictionaryHit& hit) {
    require(hit.bytes.begin >= end && hit.bytes.begin < hit.bytes.end && hit.bytes.end <= text.size());
    require(hit.words >= 1 && !hit.items.empty());
    end = hit.bytes.end;
    covered += hit.words;
  });
  negating.scan(text, negated);
  require(fast.words == slow.words && fast.hits == slow.hits && covered == fast.covered);
  require(fast.covered <= fast.words && fast.long_words <= fast.words && fast.sentences <= fast.words);
  for (std::size_t i = 0; i < fast.hits.size(); ++i) {
    require(fast.hits[i] <= fast.words && fast.negated[i] == 0);
    require(negated.hits[i] + negated.negated[i] == fast.hits[i]);
  }
  std::uint64_t words = 0;
  each_word(text, [&](const TextWord& word) {
    ++words;
    require(!word.lower.empty() && word.bytes.end <= text.size());
  });
  require(words == fast.words);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const auto format = static_cast<DictionaryFormat>(data[0] % 3);
  std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto cut = rest.find('\0');
  const std::string_view text = cut == std::string_view::npos ? rest : rest.substr(cut + 1);
  rest = rest.substr(0, cut);
  affect::Diagnostics diagnostics;
  try {
    scan_all(parse_dictionary(rest, format, "fuzz", diagnostics), text);
  } catch (const affect::InputError&) {
    return 0;
  }
  return 0;
}
