/// Where the messages of a JSON text lie, and by which keys their parts are called.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "affect/error.h"
#include "io/column_names.h"
#include "io/json_head.h"

namespace affect::io {

struct MessageLayout {
  /// Path from the top of the text to the array of messages; empty where the top is that array, or JSON lines.
  std::string array;
  bool is_lines = false;  ///< a message a line
  /// Path within a message; empty where there is none.
  PerColumn<std::string> keys;

  /// Of an array in `head` (or of its lines) whose messages have text and a speaker by known names; else nothing.
  static std::optional<MessageLayout> find(const JsonHead& head);
  /// The same with what the user said. Throws InputError that lists the keys there are and says what to write.
  static MessageLayout find(const JsonHead& head, const std::map<std::string, std::string>& columns, bool needs_speaker,
                            const std::string& file);
  /// As JsonHead calls what lies in a message.
  std::string path_in_head(Column column) const;
};

}  // namespace affect::io
