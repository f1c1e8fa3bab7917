/// The words of a CHAT main line without its codes (MacWhinney, Tools for Analyzing Talk, Part 1: The CHAT
/// Transcription Format): what was said, spelled in full, with plain punctuation.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace affect::io {

struct ChatText {
  std::string text;
  std::vector<std::string> events;  ///< "laughs" of `&=laughs` and `[=! laughs]`
};

ChatText read_chat_text(std::string_view line);

}  // namespace affect::io
