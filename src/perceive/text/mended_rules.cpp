// VADER's rules with their known faults mended; docs/perceive/text.md lists them, one test each.
#include <array>
#include <span>

#include "perceive/text/lexicon_data.h"

namespace affect::perceive::text {
namespace {

constexpr std::size_t kReach = 3;
/// "Not the worst" is faint praise, not praise.
constexpr double kNegatedSuperlative = -0.2;

class Rater {
 public:
  Rater(const LexiconData& data, LexiconScratch& scratch)
      : data_(data), tokens_(scratch.tokens), rated_(scratch.rated) {}

  std::size_t rate() {
    rated_.clear();
    find_capitals();
    std::size_t known = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (i > 0 && tokens_[i].gap == Gap::sentence) contrast(i);
      const auto& entry = *tokens_[i].entry;
      if (!entry.rated || entry.booster != 0 || is_function_word(i)) continue;
      ++known;
      const double valence = tokens_[i].word ? rate_word(i) : rate_sign(i);
      if (valence != 0) rated_.push_back({i, valence});
    }
    contrast(tokens_.size());
    return known;
  }

 private:
  Word word(std::size_t i) const { return tokens_[i].entry->word; }
  bool follows(std::size_t i) const { return i < tokens_.size() && tokens_[i].gap == Gap::none; }

  void find_capitals() {
    std::size_t capitals = 0;
    std::size_t words = 0;
    for (const auto& token : tokens_) {
      if (!token.word || token.end - token.begin < 2) continue;
      ++words;
      capitals += token.upper ? 1 : 0;
    }
    differ_ = capitals > 0 && capitals < words;
  }

  bool is_degree(std::size_t i) const {
    return tokens_[i].entry->adverb && follows(i + 1) && tokens_[i + 1].word &&
           (tokens_[i + 1].entry->rated || tokens_[i + 1].entry->booster > 0);
  }

  /// A rated word that rates nothing where it stands: "pretty bad", "no good", "feels like", "what kind of".
  bool is_function_word(std::size_t i) const {
    if (is_degree(i)) return true;
    const auto& entry = *tokens_[i].entry;
    if (entry.word == Word::kind && follows(i + 1) && word(i + 1) == Word::of) return true;
    if (entry.word == Word::no) return follows(i + 1) && tokens_[i + 1].entry->rated;
    return entry.compares && i > 0 && tokens_[i].gap == Gap::none && tokens_[i - 1].entry->like_before;
  }

  /// Emoji and emoticons stand outside the sentence; one that is repeated adds half as much each time.
  double rate_sign(std::size_t i) {
    repeats_ = i > 0 && tokens_[i - 1].entry == tokens_[i].entry ? repeats_ * 0.5 : 1;
    return tokens_[i].entry->valence * repeats_;
  }

  double rate_word(std::size_t i) const {
    const auto& token = tokens_[i];
    double valence = token.entry->valence;
    if (valence == 0) return 0;
    double strength = token.stretched ? kBooster : 0;
    if (token.upper && differ_) strength += kCapitals;
    for (std::size_t distance = 1; distance <= kReach && distance <= i; ++distance) {
      if (tokens_[i - distance + 1].gap != Gap::none) break;
      strength += boost(i - distance, distance) * kDamping[distance - 1];
    }
    valence += valence > 0 ? strength : -strength;
    return negate(i, valence);
  }

  double boost(std::size_t i, std::size_t distance) const {
    const auto& token = tokens_[i];
    const bool degree = distance == 1 && is_degree(i);
    double scalar = degree ? kBooster : token.entry->booster;
    if (scalar == 0 || (token.entry->rated && !degree)) return 0;
    if (token.upper && differ_) scalar += kCapitals;
    if (token.stretched && scalar > 0) scalar += kBooster;
    return scalar;
  }

  /// A negator reaches three words on, but not over the end of its clause. It reaches over a comma in a list only
  /// ("not smart, handsome"), where what stands between is rated alike.
  double negate(std::size_t i, double valence) const {
    if (tokens_[i].settled) return valence;
    bool comma = false;
    bool list = false;
    std::size_t negators = tokens_[i].negated ? 1 : 0;
    for (std::size_t distance = 1; distance <= kReach && distance <= i; ++distance) {
      const auto gap = tokens_[i - distance + 1].gap;
      if (gap > Gap::comma) break;
      comma |= gap == Gap::comma;
      const auto k = i - distance;
      if (word(k) == Word::but) break;
      list |= comma && tokens_[k].entry->rated && tokens_[k].entry->valence * valence > 0;
      if (!is_negator(k, distance, i)) continue;
      if (comma && !list) break;
      if (word(k) == Word::never && is_so(k + 1) && distance > 1) {
        valence *= 1.25;
        continue;
      }
      ++negators;
    }
    if (data_.negator_follows && follows(i + 1) && tokens_[i + 1].negates) ++negators;
    if (negators == 0) return valence;
    if (data_.negates_once) negators = 1;
    const double factor = tokens_[i].entry->superlative ? kNegatedSuperlative : kNegation;
    for (; negators > 0; --negators) valence *= factor;
    return valence;
  }

  bool is_so(std::size_t i) const { return word(i) == Word::so || word(i) == Word::this_; }

  bool is_negator(std::size_t k, std::size_t distance, std::size_t i) const {
    switch (word(k)) {
      case Word::no:
        return distance < 3 || word(i - 1) == Word::or_ || word(i - 1) == Word::nor;
      case Word::least:
        return distance == 1 && (k == 0 || word(k - 1) != Word::at);
      default:
        return tokens_[k].negates;
    }
  }

  /// In a sentence that ends before token `end`: what stands before "but" counts half, what follows counts more.
  void contrast(std::size_t end) {
    const auto first = sentence_;
    const auto first_rated = sentence_rated_;
    sentence_ = end;
    sentence_rated_ = rated_.size();
    auto but = first;
    while (but < end && word(but) != Word::but) ++but;
    if (but == end || but == first) return;
    for (auto k = first_rated; k < rated_.size(); ++k) rated_[k].valence *= rated_[k].token < but ? 0.5 : 1.5;
  }

  const LexiconData& data_;
  std::span<const Token> tokens_;
  std::vector<RatedToken>& rated_;
  std::size_t sentence_ = 0, sentence_rated_ = 0;
  double repeats_ = 1;
  bool differ_ = false;
};

}  // namespace

void rate_mended(const LexiconData& data, LexiconScratch& scratch, std::size_t& known) {
  known = Rater(data, scratch).rate();
}

}  // namespace affect::perceive::text
