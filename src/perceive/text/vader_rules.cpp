// The rules of vaderSentiment 3.3.2 (Hutto & Gilbert 2014), fault for fault and in its order: a change here breaks
// parity.
#include <array>
#include <memory_resource>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "perceive/text/lexicon_data.h"

namespace affect::perceive::text {
namespace {

using Tokens = std::span<const Token>;

Word word(Tokens tokens, std::size_t i) { return tokens[i].entry->word; }

bool is_so_or_this(Word w) { return w == Word::so || w == Word::this_; }

/// Some, but not all, tokens are in capitals.
bool capitals_differ(Tokens tokens) {
  std::size_t capitals = 0;
  for (const auto& token : tokens) capitals += token.upper ? 1 : 0;
  return capitals > 0 && capitals < tokens.size();
}

double boost(const Token& token, double valence, bool differ) {
  double scalar = token.entry->booster;
  if (scalar == 0) return 0;
  if (valence < 0) scalar = -scalar;
  if (token.upper && differ) scalar += valence > 0 ? kCapitals : -kCapitals;
  return scalar;
}

double negate(double valence, Tokens tokens, std::size_t distance, std::size_t i) {
  const auto before = [&](std::size_t k) { return word(tokens, i - k); };
  const bool negated = tokens[i - distance].negates;
  if (distance == 2) {
    if (before(2) == Word::never && is_so_or_this(before(1))) return valence * 1.25;
    if (before(2) == Word::without && before(1) == Word::doubt) return valence;
  }
  if (distance == 3) {
    if ((before(3) == Word::never && is_so_or_this(before(2))) || is_so_or_this(before(1))) return valence * 1.25;
    if (before(3) == Word::without && (before(2) == Word::doubt || before(1) == Word::doubt)) return valence;
  }
  return negated ? valence * kNegation : valence;
}

struct Special {
  std::array<Word, 3> words;
  double valence;
};
constexpr std::array kSpecialPairs{
    Special{{Word::the, Word::shit}, 3},    Special{{Word::the, Word::bomb}, 3},
    Special{{Word::bad, Word::ass}, 1.5},   Special{{Word::bus, Word::stop}, 0},
    Special{{Word::yeah, Word::right}, -2}, Special{{Word::beating, Word::heart}, 3.5},
};
constexpr std::array kSpecialTriples{
    Special{{Word::kiss, Word::of, Word::death}, -1.5},
    Special{{Word::to, Word::die, Word::for_}, 3},
};

std::optional<double> special(Word a, Word b) {
  for (const auto& s : kSpecialPairs) {
    if (s.words[0] == a && s.words[1] == b) return s.valence;
  }
  return std::nullopt;
}

std::optional<double> special(Word a, Word b, Word c) {
  for (const auto& s : kSpecialTriples) {
    if (s.words[0] == a && s.words[1] == b && s.words[2] == c) return s.valence;
  }
  return std::nullopt;
}

bool dampens(Word a, Word b) {
  return (b == Word::of && (a == Word::kind || a == Word::sort)) || (a == Word::just && b == Word::enough);
}

/// Idioms around token i >= 3.
double idioms(double valence, Tokens tokens, std::size_t i) {
  const auto at = [&](std::size_t k) { return word(tokens, k); };
  const std::array found{special(at(i - 1), at(i)), special(at(i - 2), at(i - 1), at(i)), special(at(i - 2), at(i - 1)),
                         special(at(i - 3), at(i - 2), at(i - 1)), special(at(i - 3), at(i - 2))};
  for (const auto& idiom : found) {
    if (idiom) {
      valence = *idiom;
      break;
    }
  }
  if (i + 1 < tokens.size()) valence = special(at(i), at(i + 1)).value_or(valence);
  if (i + 2 < tokens.size()) valence = special(at(i), at(i + 1), at(i + 2)).value_or(valence);
  if (dampens(at(i - 3), at(i - 2))) valence -= kBooster;
  if (dampens(at(i - 2), at(i - 1))) valence -= kBooster;
  return valence;
}

double least(double valence, Tokens tokens, std::size_t i) {
  if (i == 0 || word(tokens, i - 1) != Word::least) return valence;
  if (i > 1 && (word(tokens, i - 2) == Word::at || word(tokens, i - 2) == Word::very)) return valence;
  return valence * kNegation;
}

double rate(Tokens tokens, std::size_t i, bool differ) {
  const auto& token = tokens[i];
  double valence = token.entry->valence;
  const auto is_no = [&](std::size_t k) { return i >= k && word(tokens, i - k) == Word::no; };
  if (word(tokens, i) == Word::no && i + 1 < tokens.size() && tokens[i + 1].entry->rated) valence = 0;
  if (is_no(1) || is_no(2) || (is_no(3) && (word(tokens, i - 1) == Word::or_ || word(tokens, i - 1) == Word::nor))) {
    valence = token.entry->valence * kNegation;
  }
  if (token.upper && differ) valence += valence > 0 ? kCapitals : -kCapitals;
  for (std::size_t distance = 1; distance <= 3; ++distance) {
    if (i < distance || tokens[i - distance].entry->rated) continue;
    valence += boost(tokens[i - distance], valence, differ) * kDamping[distance - 1];
    valence = negate(valence, tokens, distance, i);
    if (distance == 3) valence = idioms(valence, tokens, i);
  }
  return least(valence, tokens, i);
}

/// Halves what stands before the first "but" and raises what stands after it. The package looks each value up by its
/// first equal in the list as changed so far, so that equal values are changed in its stead: kept.
void contrast(Tokens tokens, std::vector<RatedToken>& rated) {
  std::size_t but = 0;
  while (but < tokens.size() && word(tokens, but) != Word::but) ++but;
  if (but == tokens.size() || rated.empty()) return;
  std::array<std::byte, 4096> first_block;
  std::pmr::monotonic_buffer_resource memory(first_block.data(), first_block.size());
  std::pmr::set<std::pair<double, std::size_t>> by_value(&memory);
  for (std::size_t i = 0; i < rated.size(); ++i) by_value.insert({rated[i].valence, i});
  for (auto& current : rated) {
    auto node = by_value.extract(by_value.lower_bound({current.valence, 0}));
    auto& first = rated[node.value().second];
    first.valence *= first.token < but ? 0.5 : 1.5;
    node.value().first = first.valence;
    by_value.insert(std::move(node));
  }
}

}  // namespace

void rate_as_vader(LexiconScratch& scratch, std::size_t& known) {
  const Tokens tokens = scratch.tokens;
  auto& rated = scratch.rated;
  rated.clear();
  known = 0;
  const bool differ = capitals_differ(tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto& entry = *tokens[i].entry;
    if (!entry.rated || entry.booster != 0) continue;
    if (entry.word == Word::kind && i + 1 < tokens.size() && word(tokens, i + 1) == Word::of) continue;
    ++known;
    const double valence = rate(tokens, i, differ);
    if (valence != 0) rated.push_back({i, valence});
  }
  contrast(tokens, rated);
}

Emphasis emphasis(std::size_t exclamations, std::size_t questions) {
  Emphasis result;
  result.exclamation = 0.292;
  result.exclamations = exclamations < 4 ? exclamations : 4;
  if (questions > 1) {
    result.question = questions <= 3 ? 0.18 : 0.96 / 4;
    result.questions = questions <= 3 ? questions : 4;
  }
  return result;
}

}  // namespace affect::perceive::text
