/// Hashed word and character n-grams of a text: what the linear models read.
///
///   Ngrams ngrams;
///   ngrams.read("I can't wait!");
///   for (const auto& token : ngrams.tokens()) ...   // its words and characters: spans of 32-bit hashes
///
/// A token is a run of letters, marks and digits (an apostrophe or hyphen between two of them belongs to it), or one
/// other visible sign: punctuation, an emoji. Letters are lower-cased (Latin, Greek, Cyrillic). Word features: the
/// token; the token with the one before it. Character features: every run of 2 to 5 characters of the token with a
/// space put on either side, so that they tell beginnings and endings. A run of more than 64 characters without a
/// space, as Chinese has, is several tokens. Each hash is uniform in its upper bits: a table of 2^b rows takes the
/// upper b.
///
/// Weinberger et al. 2009 (feature hashing); features as in McNamee & Mayfield 2004. Text is UTF-8; a byte that is not
/// counts as a space. Time and memory are linear in the text. Thread-safety: scratch memory, one thread each.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "affect/segment.h"

namespace affect::perceive::text {

class Ngrams {
 public:
  /// Changes with the features: a model fits one version only.
  static constexpr std::string_view kVersion = "1";
  static constexpr std::size_t kMaxTokenLength = 64;  ///< characters
  static constexpr std::size_t kNegationReach = 3;    ///< words

  struct Token {
    ByteRange bytes;       ///< in the text
    bool word = false;     ///< has a letter or digit
    bool negated = false;  ///< among the kNegationReach words after an English negator, in its clause
    std::uint32_t words_end = 0, characters_end = 0;
  };

  void read(std::string_view text);

  std::span<const Token> tokens() const { return tokens_; }
  /// Of all tokens, in order; `words_end` and `characters_end` say where a token's part ends.
  std::span<const std::uint32_t> words() const { return words_; }
  std::span<const std::uint32_t> characters() const { return characters_; }
  /// Those of negated tokens once more, but not their pairs: a pair holds its negator.
  std::span<const std::uint32_t> negated_words() const { return negated_words_; }
  std::span<const std::uint32_t> negated_characters() const { return negated_characters_; }

  /// Whether most letters are of a script that none of the models' languages is written in: Greek, Hangul, kana, ...
  bool foreign_script() const { return 2 * foreign_letters_ > all_letters_; }

 private:
  void close_token(std::size_t begin, std::size_t end, bool word);
  void follow_negation(std::uint64_t whole, Token& token, std::size_t first_character);

  std::vector<Token> tokens_;
  std::vector<std::uint32_t> words_, characters_, negated_words_, negated_characters_;
  std::vector<std::uint64_t> letters_;  ///< of the token that is open, between two spaces
  std::size_t all_letters_ = 0, foreign_letters_ = 0;
  std::uint64_t before_ = 0;       ///< hash of the token before, or 0
  std::size_t negated_ahead_ = 0;  ///< words that the last negator still reaches
  bool never_ = false;             ///< whether it is "never"
};

}  // namespace affect::perceive::text
