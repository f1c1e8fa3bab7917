/// What a Lexicon knows, and the scratch memory of one scorer.
#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "affect/perceive/text/lexicon.h"
#include "perceive/text/lexicon_table.h"

namespace affect::perceive::text {

// Constants of VADER (vaderSentiment 3.3.2).
inline constexpr double kBooster = 0.293;
inline constexpr double kCapitals = 0.733;
inline constexpr double kNegation = -0.74;
inline constexpr double kAlpha = 15;
/// Of a degree word one, two, three words before.
inline constexpr std::array kDamping{1.0, 0.95, 0.9};

struct LexiconData {
  LexiconTable words;
  std::string emoji_file;  ///< what `emoji` points into
  /// Emoji of one code point with their description, sorted: what Rules::vader writes in their place.
  std::vector<std::pair<char32_t, std::string_view>> emoji;
  std::vector<bool> emoji_lead;  ///< by code point: an emoji may begin here

  // How the language of the list negates.
  bool negator_follows = false;  ///< "gillar inte": the word after may negate
  bool negates_once = false;     ///< "n'est pas": two negators are one negation
  bool english = true;           ///< contractions in n't, "but", "like", degree words

  bool may_be_emoji(char32_t point) const { return point < emoji_lead.size() && emoji_lead[point]; }
  std::string_view emoji_description(char32_t point) const;  ///< empty: not an emoji of one code point
};

/// What stands between a word and the one before it.
enum class Gap : unsigned char { none, comma, clause, sentence };

struct Token {
  std::size_t begin = 0, end = 0;               ///< bytes of the text that was cut up
  std::size_t lower_begin = 0, lower_size = 0;  ///< in LexiconScratch::lower, Rules::mended only
  const Entry* entry = nullptr;
  bool upper = false;  ///< ALL CAPS
  bool negates = false;
  bool word = true;        ///< not an emoji or emoticon
  bool stretched = false;  ///< "soooo"
  bool negated = false;    ///< holds its own negator: "n'adore"
  bool settled = false;    ///< a phrase with its negator: "pas bon"
  Gap gap = Gap::none;
};

/// A piece of the text in which emoji are written out, and where it comes from.
struct Section {
  std::size_t begin;                     ///< in the new text
  std::size_t source_begin, source_end;  ///< in the scored text
  bool emoji;
};

/// A mark of emphasis: "!", or else "?".
struct Sign {
  ByteRange bytes;  ///< in the scored text: an emoji whose name holds the mark, or the mark
  bool exclamation;
};

struct RatedToken {
  std::size_t token;
  double valence;
};

struct LexiconScratch {
  std::vector<Token> tokens;
  std::vector<RatedToken> rated;
  std::vector<Section> sections;
  std::vector<Sign> signs;
  std::vector<WordWeight> weights;
  std::string lower;
  std::string plain;
};

/// Writes emoji of one code point out as VADER does. False where there is none and `plain` is not used.
bool write_out_emoji(const LexiconData& data, std::string_view text, LexiconScratch& scratch);
/// Bytes of `text` that [begin, end) of the written-out text stands for. `section` is where the search begins and
/// moves on: ask in rising order.
ByteRange source_range(const LexiconScratch& scratch, std::size_t begin, std::size_t end, std::size_t& section);

/// White-space tokens as VADER cuts them.
void cut_as_vader(const LexiconData& data, std::string_view text, LexiconScratch& scratch);
/// Words, emoticons, emoji and phrases, with the gaps between them.
void cut_mended(const LexiconData& data, std::string_view text, LexiconScratch& scratch);

/// The valences of vaderSentiment 3.3.2, of the tokens where they are not 0; known words in `known`.
void rate_as_vader(LexiconScratch& scratch, std::size_t& known);
void rate_mended(const LexiconData& data, LexiconScratch& scratch, std::size_t& known);

/// Emphasis by up to four "!" and by two "?" or more, and the share of each sign that counts.
struct Emphasis {
  double exclamation = 0, question = 0;         ///< of each sign
  std::size_t exclamations = 0, questions = 0;  ///< that count
  double total() const {
    return exclamation * static_cast<double>(exclamations) + question * static_cast<double>(questions);
  }
};
Emphasis emphasis(std::size_t exclamations, std::size_t questions);

}  // namespace affect::perceive::text
