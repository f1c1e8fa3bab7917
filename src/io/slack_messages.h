/// Messages of a Slack workspace: their people, their marks, and the turns they become.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "io/json_stream.h"
#include "io/turn_writer.h"

namespace affect::io {

/// Who and what the ids of a workspace are.
struct SlackNames {
  std::map<std::string, std::string, std::less<>> people;    ///< users and bots
  std::map<std::string, std::string, std::less<>> channels;  ///< without the number sign
  std::map<std::string, Subject, std::less<>> described;     ///< bots, and people's other names, by id

  /// Adds a user as users.json tells of one.
  void add_person(JsonView user);
  /// Empty where nothing is known of the id.
  std::string_view person(std::string_view id) const;
};

/// What somebody wrote in Slack's mrkdwn, as it was shown: "<@U1>" is "@Anna", "<https://x|here>" is "here", "&amp;" is
/// "&".
std::string slack_text(std::string_view mrkdwn, const SlackNames& names);

/// The messages of one channel, day by day.
class SlackMessages {
 public:
  /// `path` is of the file or folder that is read.
  SlackMessages(const ReadContext& context, SlackNames& names, std::string path, RecordSink& out);

  /// Where the first message opens the episode: its id, and its title.
  void begin(std::string id, std::string title);
  /// An array of messages.
  void read(LineReader& lines);
  /// False where there was no message.
  bool close();

 private:
  void take(JsonView message, const Place& place);
  void take_change(JsonView message, const Place& place);
  void write(JsonView message, std::string_view event, const Place& place);
  std::string speaker(JsonView message);
  std::string person(std::string_view id);
  std::string text(JsonView message) const;
  void add_marks(JsonView message, std::int64_t turn);
  void learn(JsonView message);

  const ReadContext& context_;
  SlackNames& names_;
  TurnWriter turns_;
  std::string id_, title_;
};

}  // namespace affect::io
