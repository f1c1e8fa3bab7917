/// The first line of a message in signal-export's chat.md.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "affect/clock.h"

namespace affect::io {

struct SignalMarkdownLine {
  Seconds seconds = 0;
  bool has_seconds = false;
  std::string name;
  std::string_view text;  ///< of the line, behind the name
};

/// "[2024-05-01 18:30:01] Anna: hi"; older versions write "[2024-05-01, 18:30] Anna: hi".
std::optional<SignalMarkdownLine> take_signal_markdown_line(std::string_view line);

}  // namespace affect::io
