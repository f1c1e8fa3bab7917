/// A poll or a list of tasks of a chat's JSON as words: its question, and below it an answer a line.
#pragma once
#include <string>

#include "io/json_stream.h"

namespace affect::io {

/// A string, {"text": "..."}, or pieces of both in a row.
std::string rich_text(JsonView value);

/// {"question": ..., "answers": [...]}, or "title", and "options": each a string, or its "text", "option" or
/// "poll_media".
std::string poll_text(JsonView poll);

}  // namespace affect::io
