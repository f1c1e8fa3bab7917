/// Cuts a text into words and marks, handing each word's letters over in lower case as they come.
///
/// A sink has: begin_word(), letter(unsigned char), end_word(begin, end, letters), clause(), sentence().
/// `letters` leaves out apostrophes. Thread-safety: pure functions.
#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "perceive/text/character_kind.h"
#include "perceive/text/unicode.h"

namespace affect::perceive::text {

/// Lower case of an ASCII letter or digit, 0 for all else.
inline constexpr auto kWordByte = [] {
  std::array<unsigned char, 256> bytes{};
  for (unsigned c = '0'; c <= '9'; ++c) bytes[c] = static_cast<unsigned char>(c);
  for (unsigned c = 'a'; c <= 'z'; ++c) bytes[c] = bytes[c - 0x20] = static_cast<unsigned char>(c);
  return bytes;
}();

/// Signs that character_kind.h takes as part of a word, for its emoji, but that no word has.
inline bool is_sign(char32_t point) {
  return (point >= 0x2190 && point < 0x2C00) || (point >= 0x3000 && point < 0x3040 && point != 0x3005) ||
         (point >= 0xE000 && point < 0xF900) || (point >= 0xFE00 && point < 0xFE10) ||
         (point >= 0x1F000 && point < 0x20000) || point >= 0xE0000 || point == 0xD7 || point == 0xF7;
}

inline bool begins_word(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return kWordByte[byte] != 0;
  const char32_t point = decode_beyond_ascii(text, at).value;
  return kind(point) == Kind::letter && !is_sign(point);
}

/// What may stand between the end of a sentence and the white space behind it.
inline bool closes_sentence(char c) { return c == '"' || c == '\'' || c == ')' || c == ']' || c == '*' || c == '_'; }

template <class Sink>
class WordScan {
 public:
  WordScan(std::string_view text, Sink& sink) : text_(text), sink_(sink) {}

  void run() {
    while (at_ < text_.size()) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte == ' ') {
        ++at_;
      } else if (begins_word(text_, at_)) {
        word();
      } else {
        mark();
      }
    }
  }

 private:
  void word() {
    const std::size_t begin = at_;
    std::size_t letters = 0;
    sink_.begin_word();
    while (at_ < text_.size()) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (const unsigned char lower = kWordByte[byte]; lower != 0) {
        sink_.letter(lower);
        ++letters;
        ++at_;
      } else if (byte == ' ' || !inside(letters)) {
        break;
      }
    }
    sink_.end_word(begin, at_, letters);
  }

  /// Behind the first letter, at what is neither an ASCII letter nor a space: takes it where it is part of the word.
  bool inside(std::size_t& letters) {
    const CodePoint point = decode(text_, at_);
    switch (kind(point.value)) {
      case Kind::letter:
        if (is_sign(point.value)) return false;
        lower_.clear();
        append_utf8(to_lower(point.value), lower_);
        for (const char c : lower_) sink_.letter(static_cast<unsigned char>(c));
        ++letters;
        break;
      case Kind::apostrophe:
        if (!begins_word(text_, at_ + point.size)) return false;
        sink_.letter('\'');
        break;
      case Kind::comma:
      case Kind::sentence: {
        const bool in_number = (text_[at_] == '.' || text_[at_] == ',') && is_ascii_digit(text_[at_ - 1]) &&
                               at_ + 1 < text_.size() && is_ascii_digit(text_[at_ + 1]);
        if (!in_number) return false;
        sink_.letter(static_cast<unsigned char>(text_[at_]));
        break;
      }
      default:
        return false;
    }
    at_ += point.size;
    return true;
  }

  void mark() {
    const CodePoint point = decode(text_, at_);
    at_ += point.size;
    switch (kind(point.value)) {
      case Kind::sentence:
        if (point.value >= 0x80) return sink_.sentence();
        while (at_ < text_.size() && (text_[at_] == '.' || text_[at_] == '!' || text_[at_] == '?')) ++at_;
        while (at_ < text_.size() && closes_sentence(text_[at_])) ++at_;
        if (at_ == text_.size() || is_space(decode(text_, at_).value)) return sink_.sentence();
        return sink_.clause();
      case Kind::comma:
      case Kind::clause:
        return sink_.clause();
      default:
        return;
    }
  }

  std::string_view text_;
  Sink& sink_;
  std::size_t at_ = 0;
  std::string lower_;
};

}  // namespace affect::perceive::text
