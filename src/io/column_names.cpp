#include "io/column_names.h"

#include <algorithm>

#include "affect/error.h"

namespace affect::io {
namespace {

struct ColumnNames {
  std::string_view name;
  std::array<std::string_view, 16> also;
};

// "Episode" comes last: in MELD it is the number of a television episode, beside Dialogue_ID.
constexpr std::array<ColumnNames, kColumns.size()> kColumnNames{{
    {"text",
     {"text", "utterance", "message", "content", "body", "msg", "transcript", "sentence", "line", "turn_text",
      "comment"}},
    {"speaker",
     {"speaker", "speaker_name", "from", "author", "sender", "name", "user", "username", "participant", "who", "role",
      "character", "nickname", "speaker_id", "user_id"}},
    {"time",
     {"time", "start", "start_time", "starttime", "timestamp", "datetime", "date_time", "date", "begin", "created_at",
      "sent_at"}},
    {"date", {"date"}},
    {"end", {"end", "end_time", "endtime", "stop"}},
    {"episode",
     {"dialogue_id", "dialog_id", "conversation_id", "conv_id", "dialogue", "dialog", "conversation", "chat_id",
      "session_id", "thread_id", "thread", "episode"}},
    {"id", {"id", "message_id", "utterance_id", "turn_id"}},
    {"reply_to", {"reply_to", "in_reply_to", "parent_id"}},
}};

const ColumnNames& names_of(Column column) { return kColumnNames[static_cast<std::size_t>(column)]; }

}  // namespace

std::string_view to_string(Column column) { return names_of(column).name; }

std::optional<std::size_t> find_column(const std::vector<std::string>& names, Column column) {
  for (const std::string_view alias : names_of(column).also) {
    if (alias.empty()) break;
    const auto found = std::find(names.begin(), names.end(), alias);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  }
  return std::nullopt;
}

void check_columns(const std::map<std::string, std::string>& columns, bool is_json) {
  for (const auto& [ours, theirs] : columns) {
    const bool known = std::any_of(kColumnNames.begin(), kColumnNames.end(),
                                   [&, &name = ours](const ColumnNames& column) { return column.name == name; });
    if (known || (is_json && ours == "messages")) continue;
    throw ConfigError("--map " + ours + "=" + theirs + ": nothing is called " + ours, {},
                      std::string("the names are speaker, text, time, date, end, episode, id and reply_to") +
                          (is_json ? ", and messages for where they lie" : ""));
  }
}

}  // namespace affect::io
