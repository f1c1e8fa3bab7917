/// Lines for a terminal: none is wider than it.
///
/// Thread-safety: none.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "affect/report/terminal.h"
#include "report/palette.h"

namespace affect::report {

class TerminalPage {
 public:
  explicit TerminalPage(const TerminalStyle& style);

  std::size_t columns() const { return columns_; }
  const Palette& palette() const { return palette_; }
  std::string paint(std::string_view text, Ink ink) const { return palette_.paint(text, ink); }

  /// One line, cut to the width.
  void line(std::string_view text, Ink ink = Ink::plain);
  /// A line that is already within the width.
  void raw(std::string_view text);
  /// Words broken over lines, each of which begins with the indent.
  void paragraph(std::string_view text, Ink ink = Ink::quiet, std::string_view indent = {});
  /// What was written, in the signs that the terminal knows.
  std::string take();

 private:
  Palette palette_;
  std::size_t columns_;
  bool ascii_;
  std::string out_;
};

}  // namespace affect::report
