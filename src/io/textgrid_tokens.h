/// The words of a Praat text file: numbers, texts in quotes and flags that stand free. All else explains them, which is
/// why the long form of a TextGrid reads as the short one does (Praat manual, "TextGrid file formats").
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "affect/io/reader.h"

namespace affect::io {

inline constexpr std::string_view kChronologicalGrid = "Praat chronological TextGrid text file";

/// Each call takes the next word. Throws InputError with its place where it is of another type, or missing.
class TextGridTokens {
 public:
  static constexpr std::size_t kMaxText = 1u << 20;

  TextGridTokens(LineReader& lines, const ReadContext& context) : lines_(lines), context_(context) {}

  double number(std::string_view what);
  /// A whole number from 0 on.
  std::size_t count(std::string_view what);
  /// Without its quotes and the white space inside them; it may go over several lines.
  std::string text(std::string_view what);
  /// "<exists>".
  std::string flag();
  bool at_end();
  /// Bytes of the line at hand behind the word taken last.
  std::size_t left() const { return line_.size() - std::min(at_, line_.size()); }
  /// Of the word taken last; of the one at hand after at_end().
  const Place& place() const { return place_; }

 private:
  enum class Type { end, number, text, flag };

  Type find();
  void take_text();
  bool next_line();
  [[noreturn]] void miss(std::string_view what);

  LineReader& lines_;
  const ReadContext& context_;
  std::string line_;
  std::size_t at_ = 0;
  Type type_ = Type::end;
  bool found_ = false;  ///< a word is at hand that nobody took
  double number_ = 0;
  std::string text_;
  Place place_;
};

}  // namespace affect::io
