#include "io/poll_text.h"

#include "io/ascii.h"

namespace affect::io {

std::string rich_text(JsonView value) {
  if (value.is_array()) {
    std::string text;
    for (const JsonView part : value.items()) text += rich_text(part);
    return text;
  }
  if (!value.is_object()) return value.is_null() ? std::string() : std::string(value.string());
  for (const char* key : {"text", "option", "poll_media"}) {
    if (const auto inside = value.find(key)) return rich_text(*inside);
  }
  return {};
}

std::string poll_text(JsonView poll) {
  std::string text;
  for (const char* key : {"question", "title"}) {
    if (const auto question = poll.find(key); question && text.empty()) text = rich_text(*question);
  }
  for (const char* key : {"answers", "options"}) {
    for (const JsonView answer : poll.items(key)) {
      const std::string words = rich_text(answer);
      if (!trim(words).empty()) text.append(text.empty() ? "" : "\n").append(words);
    }
  }
  return text;
}

}  // namespace affect::io
