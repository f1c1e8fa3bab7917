// Any bytes, every rule set: scores stay in range, words add up and lie in the text, on boundaries where it is UTF-8.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "affect/engine.h"
#include "affect/perceive/text/lexicon.h"
#include "perceive/text/unicode.h"

namespace {

using namespace affect::perceive::text;

std::vector<LexiconScorer> make_scorers() {
  const affect::Engine engine;
  std::vector<LexiconScorer> scorers;
  scorers.emplace_back(Lexicon::vader(engine, Lexicon::Rules::vader));
  scorers.emplace_back(Lexicon::vader(engine, Lexicon::Rules::mended));
  scorers.emplace_back(Lexicon::afinn(engine, "fr"));
  return scorers;
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto point = decode(text, at);
    if (point.value == kNotUnicode && point.size == 1) return false;
    at += point.size;
  }
  return true;
}

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static std::vector<LexiconScorer> scorers = make_scorers();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const bool valid = is_utf8(text);
  for (auto& scorer : scorers) {
    const auto& score = scorer.score(text);
    require(score.valence >= -1 && score.valence <= 1);
    double sum = 0;
    for (const auto& word : score.words) {
      sum += word.weight;
      require(word.bytes.begin < word.bytes.end && word.bytes.end <= size);
      require(word.word.data() == text.data() + word.bytes.begin);
      const auto inside = [&](std::size_t at) { return at < size && (data[at] & 0xC0u) == 0x80u; };
      require(!valid || (!inside(word.bytes.begin) && !inside(word.bytes.end)));
    }
    require(std::abs(sum - score.valence) <= 1e-9);
    require(score.known_words > 0 || score.words.empty());
  }
  return 0;
}
