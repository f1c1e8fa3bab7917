#include "io/json_check.h"

#include <algorithm>
#include <list>
#include <optional>

#include "io/utf8.h"

namespace affect::io {
namespace {

std::uint64_t filter_bit(std::string_view key) {
  if (key.empty()) return 1;
  const auto mixed = key.size() + std::size_t{7} * static_cast<unsigned char>(key.front()) +
                     std::size_t{31} * static_cast<unsigned char>(key.back()) +
                     std::size_t{61} * static_cast<unsigned char>(key[key.size() / 2]);
  return std::uint64_t{1} << (mixed % 64);
}

std::optional<unsigned> hex4(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  unsigned value = 0;
  for (char c : text.substr(0, 4)) {
    if (c >= '0' && c <= '9') {
      value = value * 16 + static_cast<unsigned>(c - '0');
    } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
      value = value * 16 + static_cast<unsigned>((c | 0x20) - 'a' + 10);
    } else {
      return std::nullopt;
    }
  }
  return value;
}

/// Decodes the \uXXXX (or pair of them) at the front of `text`, which starts after its first "\u".
void take_unicode_escape(std::string_view& text, std::string& out, const char* at) {
  const auto first = hex4(text);
  if (!first) throw JsonFault{"\\u needs four hexadecimal digits", at};
  text.remove_prefix(4);
  if (*first < 0xD800 || *first > 0xDFFF) return append_utf8(*first, out);
  const auto second = text.starts_with("\\u") ? hex4(text.substr(2)) : std::nullopt;
  if (*first > 0xDBFF || !second || *second < 0xDC00 || *second > 0xDFFF) {
    throw JsonFault{"half of a surrogate pair stands alone", at, "a character is one \\u escape or a whole pair"};
  }
  text.remove_prefix(6);
  append_utf8(0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00), out);
}

/// Walks one value and copies it; simdjson has checked the encoding and that strings are closed.
class Minifier {
 public:
  Minifier(std::string& out, std::string_view text) : out_(out), text_(text) {}

  void run(int depth) {
    skip_space();
    value(depth);
    skip_space();
    if (!text_.empty()) fail("unexpected text after a value");
  }

 private:
  [[noreturn]] void fail(std::string what) const { throw JsonFault{std::move(what), text_.data()}; }

  void skip_space() {
    const auto begin = text_.find_first_not_of(" \t\r\n");
    text_.remove_prefix(std::min(begin, text_.size()));
  }
  bool next_is(char c) const { return !text_.empty() && text_.front() == c; }
  bool take(char c) {
    if (!next_is(c)) return false;
    copy(1);
    return true;
  }
  void copy(std::size_t size) {
    out_.append(text_.substr(0, size));
    text_.remove_prefix(size);
  }

  void value(int depth) {
    if (depth > kMaxJsonDepth) fail("nested deeper than 64 levels");
    if (next_is('{')) return object(depth);
    if (next_is('[')) return array(depth);
    if (next_is('"')) {
      string();
      return;
    }
    for (std::string_view word : {"true", "false", "null"}) {
      if (text_.starts_with(word)) return copy(word.size());
    }
    number();
  }

  void object(int depth) {
    copy(1);
    skip_space();
    if (take('}')) return;
    KeySet keys;
    std::list<std::string> decoded;
    do {
      skip_space();
      if (!next_is('"')) fail("a key must be a string");
      const char* const at = text_.data();
      std::string_view key = string();
      if (key.find('\\') != std::string_view::npos) key = decoded.emplace_back(unescape(key));
      if (!keys.insert(key)) throw JsonFault{"key \"" + std::string(key) + "\" stands twice", at};
      skip_space();
      if (!take(':')) fail("a key needs a colon and a value");
      skip_space();
      value(depth + 1);
      skip_space();
    } while (take(','));
    if (!take('}')) fail("an object is not closed");
  }

  void array(int depth) {
    copy(1);
    skip_space();
    if (take(']')) return;
    do {
      skip_space();
      value(depth + 1);
      skip_space();
    } while (take(','));
    if (!take(']')) fail("an array is not closed");
  }

  /// Copies a string and gives its inside.
  std::string_view string() {
    std::size_t end = 1;
    while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2 : 1;
    if (end >= text_.size()) fail("a string is not closed");
    const auto inside = text_.substr(1, end - 1);
    if (inside.find('\\') != std::string_view::npos) unescape(inside);
    copy(end + 1);
    return inside;
  }

  std::size_t digits(std::size_t from) const {
    std::size_t end = from;
    while (end < text_.size() && text_[end] >= '0' && text_[end] <= '9') ++end;
    return end;
  }

  void number() {
    const std::size_t whole = next_is('-') ? 1 : 0;
    std::size_t end = digits(whole);
    if (end == whole || (text_[whole] == '0' && end > whole + 1)) fail("not a JSON value");
    if (end < text_.size() && text_[end] == '.') {
      const auto fraction = end + 1;
      end = digits(fraction);
      if (end == fraction) fail("a number needs digits after its point");
    }
    if (end < text_.size() && (text_[end] | 0x20) == 'e') {
      auto exponent = end + 1;
      if (exponent < text_.size() && (text_[exponent] == '+' || text_[exponent] == '-')) ++exponent;
      end = digits(exponent);
      if (end == exponent) fail("a number needs digits in its exponent");
    }
    copy(end);
  }

  std::string& out_;
  std::string_view text_;
};

}  // namespace

bool KeySet::insert(std::string_view key) {
  const auto bit = filter_bit(key);
  const auto known = few_.begin() + static_cast<std::ptrdiff_t>(std::min(size_, few_.size()));
  if ((filter_ & bit) != 0 && (std::find(few_.begin(), known, key) != known || many_.contains(key))) {
    return false;
  }
  filter_ |= bit;
  if (size_ < few_.size()) {
    few_[size_] = key;
  } else {
    many_.insert(key);
  }
  ++size_;
  return true;
}

std::string unescape(std::string_view inside) {
  std::string text;
  text.reserve(inside.size());
  while (true) {
    const auto plain = inside.find('\\');
    text.append(inside.substr(0, plain));
    if (plain == std::string_view::npos) return text;
    const char* const at = inside.data() + plain;
    inside.remove_prefix(plain + 1);
    if (inside.empty()) throw JsonFault{"unfinished escape in a string", at};
    const char escape = inside.front();
    inside.remove_prefix(1);
    constexpr std::string_view kEscapes = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    if (escape == 'u') {
      take_unicode_escape(inside, text, at);
    } else if (const auto which = kEscapes.find(escape); which != std::string_view::npos) {
      text += kMeanings[which];
    } else {
      throw JsonFault{"unknown escape in a string", at};
    }
  }
}

void append_minified(std::string& out, std::string_view value, int depth) { Minifier(out, value).run(depth); }

}  // namespace affect::io
