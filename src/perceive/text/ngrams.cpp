#include "affect/perceive/text/ngrams.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "perceive/text/character_kind.h"
#include "perceive/text/english_negators.h"
#include "perceive/text/unicode.h"

namespace affect::perceive::text {
namespace {

constexpr std::size_t kShortest = 2, kLongest = 5;
constexpr std::uint64_t kWordSeed = 0x9AE16A3B2F90404FULL, kPairSeed = 0xC949D7C7509E6557ULL,
                        kCharacterSeed = 0xCBF29CE484222325ULL;

constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9FB21C651E98DF25ULL;
  return hash ^ (hash >> 28);
}

constexpr std::uint32_t upper(std::uint64_t hash) {
  return static_cast<std::uint32_t>((hash * 0xD6E8FEB86659FD93ULL) >> 32);
}

/// Of a token in ASCII.
constexpr std::uint64_t whole_hash(std::string_view token) {
  std::uint64_t hash = kWordSeed;
  for (const char c : token) hash = mix(hash, static_cast<unsigned char>(c));
  return hash;
}

constexpr auto kNegatorHashes = [] {
  std::array<std::uint64_t, kEnglishNegators.size()> hashes{};
  for (std::size_t i = 0; i < hashes.size(); ++i) hashes[i] = whole_hash(kEnglishNegators[i]);
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}();
/// What "never" only strengthens: "never so well", "never felt this welcome", "never been happier".
constexpr std::array kDegrees{whole_hash("so"),     whole_hash("this"),  whole_hash("such"),   whole_hash("more"),
                              whole_hash("better"), whole_hash("worse"), whole_hash("happier")};
constexpr std::uint64_t kBut = whole_hash("but"), kQuote = whole_hash("\""), kNever = whole_hash("never");

enum class Part { letter, joiner, sign, gap };

/// Emoji and pictographs, each a token of its own.
bool is_pictograph(char32_t point) {
  return (point >= 0x1F000 && point < 0x20000) || (point >= 0x2190 && point <= 0x2BFF);
}

/// Stops, commas and question marks of scripts that the word lists do not read.
bool is_foreign_punctuation(char32_t point) {
  return (point >= 0x1361 && point <= 0x1368) || point == 0x964 || point == 0x965 || point == 0x60C || point == 0x61B ||
         point == 0x61F || point == 0x6D4 || (point >= 0x3000 && point <= 0x303F) ||
         (point >= 0xFF01 && point <= 0xFF0F) || (point >= 0xFF1A && point <= 0xFF20);
}

/// Latin, Cyrillic, Arabic, Devanagari, Ethiopic and Han, which the models' languages are written in; and marks.
bool is_known_script(char32_t point) {
  return point < 0x370 || (point >= 0x400 && point < 0x530) || (point >= 0x600 && point < 0x780) ||
         (point >= 0x900 && point < 0x980) || (point >= 0x1200 && point < 0x13A0) ||
         (point >= 0x1E00 && point < 0x1F00) || (point >= 0x2000 && point < 0x2100) ||
         (point >= 0x2D80 && point < 0x2DE0) || (point >= 0x3400 && point < 0xA000) ||
         (point >= 0xAB00 && point < 0xAB30) || (point >= 0xF900 && point < 0xFF00) || point >= 0x20000;
}

Part part_of(char32_t point) {
  switch (kind(point)) {
    case Kind::letter:
      return is_pictograph(point) || is_foreign_punctuation(point) ? Part::sign : Part::letter;
    case Kind::apostrophe:
    case Kind::hyphen:
      return Part::joiner;
    case Kind::space:
    case Kind::line:
      return Part::gap;
    case Kind::comma:
    case Kind::clause:
    case Kind::sentence:
      return Part::sign;
    case Kind::ignored:
      break;
  }
  // Quotes and signs of ASCII are seen; invisible characters, variation selectors and bad bytes are not.
  return point > ' ' && point < 0x7F ? Part::sign : Part::gap;
}

constexpr auto kAsciiPart = [] {
  struct Table {
    char32_t lower[128];
  } table{};
  for (char32_t c = 0; c < 128; ++c) table.lower[c] = c >= 'A' && c <= 'Z' ? c + 0x20 : c;
  return table;
}();

char32_t lower(char32_t point) { return point < 0x80 ? kAsciiPart.lower[point] : to_lower(point); }

}  // namespace

void Ngrams::close_token(std::size_t begin, std::size_t end, bool word) {
  letters_.push_back(' ');
  std::uint64_t whole = kWordSeed;
  for (std::size_t i = 1; i + 1 < letters_.size(); ++i) whole = mix(whole, letters_[i]);
  words_.push_back(upper(whole));
  if (before_ != 0) words_.push_back(upper(mix(mix(kPairSeed, before_), whole)));
  const auto first_character = characters_.size();
  for (std::size_t i = 0; i + kShortest <= letters_.size(); ++i) {
    const auto last = std::min(letters_.size(), i + kLongest);
    auto hash = mix(kCharacterSeed, letters_[i]);
    for (std::size_t j = i + 1; j < last; ++j) {
      hash = mix(hash, letters_[j]);
      characters_.push_back(upper(hash));
    }
  }
  tokens_.push_back({{begin, end},
                     word,
                     false,
                     static_cast<std::uint32_t>(words_.size()),
                     static_cast<std::uint32_t>(characters_.size())});
  follow_negation(whole, tokens_.back(), first_character);
  before_ = whole;
  letters_.clear();
}

void Ngrams::follow_negation(std::uint64_t whole, Token& token, std::size_t first_character) {
  if (!token.word) {
    if (whole != kQuote) negated_ahead_ = 0;
    return;
  }
  if (std::binary_search(kNegatorHashes.begin(), kNegatorHashes.end(), whole)) {
    negated_ahead_ = kNegationReach;
    never_ = whole == kNever;
    return;
  }
  if (negated_ahead_ == 0) return;
  if (whole == kBut || (never_ && std::find(kDegrees.begin(), kDegrees.end(), whole) != kDegrees.end())) {
    negated_ahead_ = 0;
    return;
  }
  --negated_ahead_;
  token.negated = true;
  negated_words_.push_back(upper(whole));
  negated_characters_.insert(negated_characters_.end(),
                             characters_.begin() + static_cast<std::ptrdiff_t>(first_character), characters_.end());
}

void Ngrams::read(std::string_view text) {
  tokens_.clear();
  words_.clear();
  characters_.clear();
  letters_.clear();
  negated_words_.clear();
  negated_characters_.clear();
  negated_ahead_ = 0;
  before_ = 0;
  all_letters_ = foreign_letters_ = 0;
  std::size_t begin = 0, end = 0;  // of the token that is open
  std::size_t at = 0;
  const auto letter = [this](char32_t point) {
    if (letters_.empty()) letters_.push_back(' ');
    letters_.push_back(point);
  };
  while (at < text.size()) {
    const auto [point, size] = decode(text, at);
    const Part part = part_of(point);
    if (part == Part::letter) {
      if (letters_.size() > kMaxTokenLength) close_token(begin, end, true);
      if (letters_.empty()) begin = at;
      letter(lower(point));
      ++all_letters_;
      foreign_letters_ += !is_known_script(point);
      end = at + size;
    } else if (part == Part::joiner && !letters_.empty() && at + size < text.size() &&
               part_of(decode(text, at + size).value) == Part::letter) {
      letter(kind(point) == Kind::hyphen ? U'-' : U'\'');
    } else {
      if (!letters_.empty()) close_token(begin, end, true);
      if (part != Part::gap) {
        letter(kind(point) == Kind::apostrophe ? U'\'' : point);
        close_token(at, at + size, false);
      }
    }
    at += size;
  }
  if (!letters_.empty()) close_token(begin, end, true);
}

}  // namespace affect::perceive::text
