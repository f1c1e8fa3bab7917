/// Walks a JSON text of any size in constant memory: objects and arrays are entered, what lies in them is taken value
/// by value, each parsed whole.
///
///   read_json(lines, context, [&](JsonStream& json) {
///     json.members([&](std::string_view key) {   // what a callback does not take is skipped
///       if (key == "name") title = json.take().string();
///       if (key == "messages") json.pieces([&](JsonView message) { take_message(message); });
///     });
///   });
///
/// What is wrong with one value (another type than asked for, a repeated key in it, nested deeper than 64, larger than
/// 16 MiB) is a fault at its place, and reading goes on behind it. A text that is cut or is no JSON between its values
/// ends the reading: InputError with line and column. Under --keep-going a missing comma before an object ends nothing,
/// and the rest of the text is rejected.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <simdjson.h>

#include "affect/io/reader.h"

namespace affect::io {

/// One value of a JSON text, parsed. A lookup of what is absent or null gives nothing; one of another type throws
/// InputError("<key> is not a string"), which has no place: the reader reports it at the value's.
class JsonView {
 public:
  explicit JsonView(simdjson::dom::element element) : element_(element) {}

  bool is_null() const { return element_.is_null(); }
  bool is_object() const { return element_.is_object(); }
  bool is_array() const { return element_.is_array(); }
  bool is_string() const { return element_.is_string(); }
  bool is_number() const { return element_.is_number(); }

  // The value itself. Throws InputError where it is of another type.
  std::string_view string() const;
  double number() const;
  std::int64_t integer() const;
  /// A string, or a number as it stands in the text: ids are written both ways.
  std::string id() const;
  std::vector<JsonView> items() const;
  std::vector<std::pair<std::string_view, JsonView>> members() const;

  /// Its text, without spaces.
  std::string json() const;

  // A member of an object: nothing where it is absent or null.
  std::optional<JsonView> find(std::string_view key) const;
  std::optional<JsonView> object(std::string_view key) const;
  /// Empty where absent or null.
  std::string_view text(std::string_view key) const;
  std::optional<double> number(std::string_view key) const;
  std::optional<std::int64_t> integer(std::string_view key) const;
  bool flag(std::string_view key) const;
  std::vector<JsonView> items(std::string_view key) const;
  /// Empty where absent or null.
  std::string id(std::string_view key) const;

 private:
  simdjson::dom::element element_;
};

class JsonStream {
 public:
  static constexpr std::size_t kMaxValue = 16u << 20;
  static constexpr std::size_t kMaxDepth = 64;

  JsonStream(LineReader& lines, const ReadContext& context) : lines_(lines), context_(context) {}

  /// The first character of the value at hand: '{', '[', '"', or of a number, true, false, null. 0 at the end.
  char peek();
  /// Calls `member(key)` for each member of the object at hand.
  template <class Member>
  void members(Member&& member) {
    open('{');
    std::set<std::string> keys;
    for (std::string key; next_member(key, keys);) use([&] { member(std::string_view(key)); }, 0);
  }
  /// Calls `item()` for each item of the array at hand.
  template <class Item>
  void items(Item&& item) {
    open('[');
    while (next_of(']')) use(item, 0);
  }
  /// Calls `piece(JsonView)` for each item of the array at hand. Each is a piece of the ledger; what is wrong with one
  /// is a fault at its place, and the next one follows.
  template <class Piece>
  void pieces(Piece&& piece) {
    open('[');
    while (next_of(']')) {
      context_.piece();
      use([&] { piece(take()); }, 1);
    }
  }
  /// The value at hand, parsed; valid until the next call. Bytes that are no UTF-8, halves of surrogate pairs and NUL
  /// become U+FFFD, and other bare control characters are let through; each is counted.
  JsonView take();
  /// The line that `lines` gave last, parsed as one whole value: for files with a value a line. A line that is no JSON
  /// throws, and the next one may follow.
  JsonView take_line(std::string_view line);
  /// Leaves the value at hand out, however large or deep; only its strings and brackets are looked at.
  void skip();
  /// `error` ends the reading: the rest of the text is lost (LineReader::lose_rest).
  void lose_rest(const InputError& error);
  /// Throws where anything but white space follows.
  void finish();
  /// Where the value taken or skipped last began; before that, its key.
  Place place() const { return {lines_.name(), value_line_, value_column_}; }
  /// Text of the value taken last, where nothing was read since; at most its first 4 KiB.
  std::string_view raw() const { return std::string_view(raw_).substr(0, 4u << 10); }

 private:
  /// Calls `user` with the value at hand; skips it where it was not used; reports what is wrong with it.
  template <class User>
  void use(User&& user, std::size_t pieces) {
    const std::size_t before = values_;
    try {
      user();
    } catch (const InputError& error) {
      // What lies in a value that nobody takes is lost with it.
      const bool is_piece = pieces == 0 && values_ == before && !broken_;
      if (is_piece) context_.piece();
      lose(error, is_piece ? 1 : pieces);
    }
    if (values_ == before) skip();
  }
  void open(char bracket);
  bool next_member(std::string& key, std::set<std::string>& keys);
  /// Steps to the next comma's other side, or over the closing bracket (false).
  bool next_of(char close);
  void find_value();
  void pass_value(std::string* into);
  void pass_text(std::string* into);
  void pass_string(std::string* into);
  void append(std::string* into, std::size_t from);
  /// The next character, 0 at the end of the text.
  char current() { return at_ < chunk_.size() || refill() ? chunk_[at_] : '\0'; }
  bool at_end() { return at_ >= chunk_.size() && !refill(); }
  bool refill();
  char skip_space();
  /// The next character that is no space; fails at the end.
  char need();
  void count_lines();
  simdjson::error_code parse(simdjson::dom::element& element);
  JsonView parsed();
  /// Mends what can be read all the same. False where nothing could be mended.
  bool mend(std::string& json);
  void lose(const InputError& error, std::size_t pieces);
  [[noreturn]] void fail(std::string what, std::string hint = {});

  LineReader& lines_;
  const ReadContext& context_;
  std::string_view chunk_;  ///< read up to at_
  std::size_t at_ = 0;
  std::size_t counted_ = 0;  ///< of chunk_, into line_ and column_
  std::size_t line_ = 1, column_ = 1;
  bool first_ = false;                               ///< nothing was read yet in the innermost bracket
  bool broken_ = false;                              ///< the text itself: nothing more can be read of it
  bool in_piece_ = false;                            ///< that was counted, and is broken
  bool in_value_ = false;                            ///< the value at hand is not passed yet
  std::size_t chunk_offset_ = 0, value_offset_ = 0;  ///< bytes before the chunk and the value at hand
  std::size_t values_ = 0;                           ///< taken, skipped or entered
  std::string refused_;                              ///< why the value at hand is passed, but not kept
  std::size_t value_line_ = 0, value_column_ = 0;
  std::string raw_;
  simdjson::dom::parser parser_;
};

/// The first character of a JSON text, 0 where there is none: what detection asks first.
inline char first_of_json(std::string_view head) {
  const auto at = head.find_first_not_of(" \t\r\n");
  return at == std::string_view::npos ? '\0' : head[at];
}

/// Whether the head of a JSON text holds "key", in quotes.
inline bool json_names(std::string_view head, std::string_view key) {
  return head.find('"' + std::string(key) + '"') != std::string_view::npos;
}

/// Reads a JSON text with `read(JsonStream&)`. Where the text is cut or is not JSON, what came before is kept under
/// --keep-going.
template <class Read>
void read_json(LineReader& lines, const ReadContext& context, Read&& read) {
  JsonStream json(lines, context);
  try {
    read(json);
    json.finish();
  } catch (const InputError& error) {
    json.lose_rest(error);
  }
}

}  // namespace affect::io
