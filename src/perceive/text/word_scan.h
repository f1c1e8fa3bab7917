/// Cuts a text into words and marks, handing each word's letters over in lower case as they come.
///
/// A sink has: begin_word(); ascii(std::string_view, bool whole) of letters and digits as they stand (kWordByte lowers
/// them), `whole` where they are all of the word; letter(unsigned char) of what is lower case already; end_word(begin,
/// end, letters), where `letters` leaves out apostrophes; clause(); sentence(). Thread-safety: pure functions.
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
    sink_.begin_word();
    letters_ = 0;
    std::string_view run = ascii_run();
    bool more = inside();
    if (!run.empty()) sink_.ascii(run, !more);
    while (more) {
      for (const char c : lower_) sink_.letter(static_cast<unsigned char>(c));
      at_ += inside_size_;
      run = ascii_run();
      if (!run.empty()) sink_.ascii(run, false);
      more = inside();
    }
    sink_.end_word(begin, at_, letters_);
  }

  std::string_view ascii_run() {
    const std::size_t begin = at_;
    std::size_t end = begin;
    while (end < text_.size() && kWordByte[static_cast<unsigned char>(text_[end])] != 0) ++end;
    letters_ += end - begin;
    at_ = end;
    return text_.substr(begin, end - begin);
  }

  /// Whether what comes next, which is no ASCII letter, is part of the word: then it stands in lower_.
  bool inside() {
    if (at_ == text_.size() || text_[at_] == ' ') return false;
    const CodePoint point = decode(text_, at_);
    inside_size_ = point.size;
    switch (kind(point.value)) {
      case Kind::letter:
        if (is_sign(point.value)) return false;
        lower_.clear();
        append_utf8(to_lower(point.value), lower_);
        ++letters_;
        return true;
      case Kind::apostrophe:
        lower_ = '\'';
        return begins_word(text_, at_ + point.size);
      case Kind::comma:
      case Kind::sentence:
        lower_ = text_[at_];
        return (text_[at_] == '.' || text_[at_] == ',') && at_ > 0 && is_ascii_digit(text_[at_ - 1]) &&
               at_ + 1 < text_.size() && is_ascii_digit(text_[at_ + 1]);
      default:
        return false;
    }
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
  std::size_t letters_ = 0;  ///< of the word at hand
  std::string lower_;
  std::size_t inside_size_ = 0;  ///< bytes that lower_ stands for
};

}  // namespace affect::perceive::text
