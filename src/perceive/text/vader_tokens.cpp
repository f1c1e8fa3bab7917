#include <array>

#include "perceive/text/lexicon_data.h"
#include "perceive/text/unicode.h"

namespace affect::perceive::text {
namespace {

/// Lower-cases a token as far as keys can match: false where a letter beyond ASCII is in it, so that none can.
struct Shape {
  bool ascii = true;
  bool upper = false;
  bool not_contraction = false;  ///< holds n't
};

Shape look_at(std::string_view token, std::string& lower) {
  Shape shape;
  bool any_upper = false;
  bool any_lower = false;
  lower.clear();
  for (std::size_t i = 0; i < token.size();) {
    const char c = token[i];
    if (static_cast<unsigned char>(c) < 0x80) {
      const bool capital = c >= 'A' && c <= 'Z';
      any_upper |= capital;
      any_lower |= c >= 'a' && c <= 'z';
      lower.push_back(capital ? static_cast<char>(c + 0x20) : c);
      if (c == '\'' && i > 0 && (token[i - 1] | 0x20) == 'n' && i + 1 < token.size() && (token[i + 1] | 0x20) == 't') {
        shape.not_contraction = true;
      }
      ++i;
      continue;
    }
    const auto point = decode(token, i);
    any_upper |= is_upper(point.value);
    any_lower |= is_lower_or_title(point.value);
    if (to_lower(point.value) == 'k') {
      lower.push_back('k');  // the Kelvin sign
    } else {
      shape.ascii = false;
    }
    i += point.size;
  }
  shape.upper = any_upper && !any_lower;
  return shape;
}

/// Without the punctuation around it, unless two characters or fewer would be left: then it may be an emoticon.
std::string_view strip(std::string_view token) {
  std::size_t begin = 0;
  std::size_t end = token.size();
  while (begin < end && is_ascii_punctuation(token[begin])) ++begin;
  while (end > begin && is_ascii_punctuation(token[end - 1])) --end;
  std::size_t characters = 0;
  for (std::size_t i = begin; i < end && characters <= 2; ++characters) {
    i += static_cast<unsigned char>(token[i]) < 0x80 ? 1 : decode(token, i).size;
  }
  return characters <= 2 ? token : token.substr(begin, end - begin);
}

constexpr std::array<bool, 128> kSpace = [] {
  std::array<bool, 128> space{};
  for (const int c : {9, 10, 11, 12, 13, 28, 29, 30, 31, 32}) space[static_cast<std::size_t>(c)] = true;
  return space;
}();

/// Size of the white space at `at`, or 0.
std::size_t space_at(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c < 0x80) return kSpace[c] ? 1 : 0;
  const auto point = decode(text, at);
  return is_space(point.value) ? point.size : 0;
}

}  // namespace

void cut_as_vader(const LexiconData& data, std::string_view text, LexiconScratch& scratch) {
  auto& tokens = scratch.tokens;
  tokens.clear();
  std::size_t at = 0;
  while (at < text.size()) {
    if (const auto space = space_at(text, at)) {
      at += space;
      continue;
    }
    const auto begin = at;
    while (at < text.size() && space_at(text, at) == 0) {
      at += static_cast<unsigned char>(text[at]) < 0x80 ? 1 : decode(text, at).size;
    }
    const auto stripped = strip(text.substr(begin, at - begin));
    Token token;
    token.begin = static_cast<std::size_t>(stripped.data() - text.data());
    token.end = token.begin + stripped.size();
    const auto shape = look_at(stripped, scratch.lower);
    token.entry = &data.words.find(shape.ascii ? std::string_view(scratch.lower) : std::string_view{});
    token.upper = shape.upper;
    token.negates = shape.not_contraction || token.entry->negates;
    tokens.push_back(token);
  }
}

}  // namespace affect::perceive::text
