/// Colour on a terminal. Nothing is told by colour alone.
///
/// Values run from orange over grey to blue, which the colour-blind tell apart and which stand out on dark and on light
/// grounds. Thread-safety: values.
#pragma once
#include <string>
#include <string_view>

#include "affect/report/terminal.h"

namespace affect::report {

enum class Ink { plain, strong, quiet };

class Palette {
 public:
  explicit Palette(Colours colours) : colours_(colours) {}
  std::string paint(std::string_view text, Ink ink) const;
  /// By a value on [-1, 1]: seven steps, grey within 0.1 of zero.
  std::string paint_value(std::string_view text, double value) const;

 private:
  Colours colours_;
};

}  // namespace affect::report
