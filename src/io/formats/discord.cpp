#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "io/ascii.h"
#include "io/json_stream.h"
#include "io/json_text.h"
#include "io/poll_text.h"
#include "io/times.h"
#include "io/turn_writer.h"

namespace affect::io {
namespace {

/// Kinds of messages that people or bots write; all others are notices. Numbers are kinds that the exporter does not
/// name: 20 and 23 answer commands.
constexpr std::array<std::string_view, 7> kDiscordWritten{"", "Default", "Reply", "0", "19", "20", "23"};
constexpr std::array<std::string_view, 4> kDiscordMedia{"attachments", "embeds", "stickers", "components"};

std::optional<WrittenTime> discord_time(JsonView message, std::string_view key) {
  const std::string_view text = message.text(key);
  if (text.empty()) return std::nullopt;
  const auto time = parse_written_time(text);
  if (!time || time->type != Clock::Type::calendar) {
    throw InputError(fmt::format("\"{}\" is not a time", key), {}, "as in 2024-05-01T18:30:05.123+02:00");
  }
  return time;
}

std::string_view discord_name(JsonView user) {
  const std::string_view nickname = user.text("nickname");
  return nickname.empty() ? user.text("name") : nickname;
}

/// Names by id, of those whom a message mentions.
using DiscordMentions = std::map<std::string, std::string, std::less<>>;

/// What "<...>" at the front of `text` reads as: "<@123>" the name, "<:wave:123>" the emoji's; nothing where it is no
/// such code or its name is not known. Takes it off `text`.
std::optional<std::string> take_discord_code(std::string_view& text, const DiscordMentions& mentions) {
  constexpr std::size_t kLongestCode = 80;
  const auto close = text.substr(0, kLongestCode).find('>');
  if (close == std::string_view::npos) return std::nullopt;
  std::string_view code = text.substr(1, close - 1);
  std::optional<std::string> readable;
  if (code.starts_with('@')) {
    code.remove_prefix(code.starts_with("@!") ? 2 : 1);
    const auto found = mentions.find(code);
    if (found != mentions.end()) readable = "@" + found->second;
  } else if (code.starts_with(':') || code.starts_with("a:")) {
    code.remove_prefix(code.find(':') + 1);
    const auto colon = code.find(':');
    if (colon != std::string_view::npos && colon > 0 && all_digits(code.substr(colon + 1))) {
      readable = fmt::format(":{}:", code.substr(0, colon));
    }
  }
  if (readable) text.remove_prefix(close + 1);
  return readable;
}

std::string discord_text(std::string_view content, const DiscordMentions& mentions) {
  std::string text;
  for (;;) {
    const auto open = std::min(content.find('<'), content.size());
    text += content.substr(0, open);
    content.remove_prefix(open);
    if (content.empty()) return text;
    if (const auto readable = take_discord_code(content, mentions)) {
      text += *readable;
    } else {
      text += '<';
      content.remove_prefix(1);
    }
  }
}

bool has_discord_media(JsonView message) {
  return message.find("poll") || std::any_of(kDiscordMedia.begin(), kDiscordMedia.end(),
                                             [&](std::string_view key) { return !message.items(key).empty(); });
}

/// One pass over one channel, as DiscordChatExporter writes it.
class DiscordPass {
 public:
  DiscordPass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines), context_(context), turns_(context, lines, "discord", out) {
    if (context.ledger != nullptr) context.ledger->unit("messages");
  }

  void run() {
    read_json(lines_, context_, [&](JsonStream& json) {
      json.members([&](std::string_view key) {
        if (key == "guild") guild_ = json.take().text("name");
        if (key == "channel") {
          const JsonView channel = json.take();
          channel_ = channel.id("id");
          channel_name_ = channel.text("name");
        }
        if (key != "messages") return;
        any_ = true;
        json.pieces([&](JsonView message) { take_message(message, json.place()); });
      });
    });
    if (!any_) {
      throw InputError("no messages are in it", {lines_.name()}, "export the channel with DiscordChatExporter as JSON");
    }
    if (!turns_.is_open()) open(std::nullopt);
    turns_.close();
  }

 private:
  void open(const std::optional<WrittenTime>& time) {
    Clock clock{.type = Clock::Type::calendar};
    if (time) {
      clock.start = time->seconds;
      clock.zone = time->zone == "+00:00" ? "UTC" : time->zone;
    }
    const bool direct = guild_.empty() || guild_ == "Direct Messages";
    turns_.open(episode_id(context_, lines_), std::move(clock),
                direct ? channel_name_ : fmt::format("{}: {}", guild_, channel_name_));
  }

  void describe(JsonView author, const std::string& speaker) {
    const std::string_view username = author.text("name");
    const bool is_bot = author.flag("isBot");
    if (!is_bot && (username.empty() || username == speaker)) return;
    std::string profile;
    if (!username.empty() && username != speaker) {
      profile = "{\"username\":";
      append_string(profile, username);
      profile += '}';
    }
    turns_.describe(speaker, is_bot ? Subject::Type::agent : Subject::Type::person, std::move(profile));
  }

  void take_message(JsonView message, const Place& place) {
    const auto time = discord_time(message, "timestamp");
    if (!turns_.is_open()) open(time);
    const std::string_view type = message.text("type");
    Turn turn;
    turn.id = message.id("id");
    if (const auto author = message.object("author")) {
      turn.speaker = turns_.speaker(author->id("id"), discord_name(*author));
      describe(*author, turn.speaker);
    }
    if (time) turn.time = TimeRange{time->seconds, time->seconds};
    std::vector<Occurrence> occurrences;
    if (std::find(kDiscordWritten.begin(), kDiscordWritten.end(), type) == kDiscordWritten.end()) {
      turn.event = "system";
      note_members(message, type, turn.speaker, occurrences);
    } else {
      fill(message, turn, occurrences);
    }
    note_reactions(message, occurrences);
    const auto number = turns_.write(std::move(turn), place);
    if (!number) return;
    for (Occurrence& occurrence : occurrences) {
      occurrence.turn = number;
      turns_.occur(std::move(occurrence));
    }
  }

  /// What somebody wrote.
  void fill(JsonView message, Turn& turn, std::vector<Occurrence>& occurrences) {
    DiscordMentions mentions;
    for (const JsonView user : message.items("mentions")) mentions.emplace(user.id("id"), discord_name(user));
    turn.text = discord_text(message.text("content"), mentions);
    bool media = has_discord_media(message);
    const auto reference = message.object("reference");
    const auto forwarded = message.object("forwardedMessage");
    if (forwarded || (reference && reference->text("type") == "Forward")) {
      occurrences.push_back({.type = std::string(kForward)});
    } else if (reference) {
      // One to another channel is of a message that was published there, too.
      const std::string channel = reference->id("channelId");
      if (channel.empty() || channel == channel_) turn.reply_to = reference->id("messageId");
    }
    if (forwarded) {
      if (trim(turn.text).empty()) turn.text = discord_text(forwarded->text("content"), mentions);
      media = media || has_discord_media(*forwarded);
    }
    if (trim(turn.text).empty()) turn.text.clear();
    if (const auto poll = message.object(kPoll)) {
      if (turn.text.empty()) turn.text = poll_text(*poll);
      occurrences.push_back({.type = std::string(kPoll), .subject = turn.speaker});
    }
    if (turn.text.empty() && media) turn.event = "media";
    for (const JsonView sticker : message.items("stickers")) {
      occurrences.push_back({.type = std::string(kSticker),
                             .subject = turn.speaker,
                             .attributes = {{"emoji", fmt::format(":{}:", sticker.text("name"))}}});
    }
    if (const auto edited = discord_time(message, "timestampEdited")) {
      occurrences.push_back(
          {.type = std::string(kEdit), .subject = turn.speaker, .time = TimeRange{edited->seconds, edited->seconds}});
    }
  }

  void note_members(JsonView message, std::string_view type, const std::string& author,
                    std::vector<Occurrence>& occurrences) {
    const auto note = [&](const std::string& subject, std::string_view action) {
      occurrences.push_back(
          {.type = std::string(kMember), .subject = subject, .attributes = {{"action", std::string(action)}}});
    };
    if (type == "GuildMemberJoin" || type == "7") note(author, "joined");
    const bool removed = type == "RecipientRemove" || type == "2";
    if (!removed && type != "RecipientAdd" && type != "1") return;
    for (const JsonView user : message.items("mentions")) {
      const std::string name = turns_.speaker(user.id("id"), discord_name(user));
      note(name, !removed ? "added" : name == author ? "left" : "removed");
    }
  }

  void note_reactions(JsonView message, std::vector<Occurrence>& occurrences) {
    for (const JsonView reaction : message.items("reactions")) {
      std::string emoji;
      if (const auto which = reaction.object("emoji")) {
        emoji = which->text("name");
        if (!which->id("id").empty()) emoji = fmt::format(":{}:", emoji);
      }
      std::int64_t others = reaction.integer("count").value_or(0);
      for (const JsonView user : reaction.items("users")) {
        occurrences.push_back({.type = std::string(kReaction),
                               .subject = turns_.speaker(user.id("id"), discord_name(user)),
                               .attributes = {{"emoji", emoji}}});
        --others;
      }
      if (others > 0) {
        occurrences.push_back(
            {.type = std::string(kReaction), .attributes = {{"emoji", emoji}, {"count", std::to_string(others)}}});
      }
    }
  }

  LineReader& lines_;
  const ReadContext& context_;
  TurnWriter turns_;
  std::string guild_, channel_, channel_name_;
  bool any_ = false;
};

class DiscordReader final : public Reader {
 public:
  double recognises(std::string_view head, std::string_view /*name*/) const override {
    if (first_of_json(head) != '{' || !json_names(head, "guild") || !json_names(head, "channel")) return 0;
    return json_names(head, "dateRange") || json_names(head, "messages") ? 0.95 : 0;
  }

  std::string_view example() const override {
    return R"({"guild": {"id": "1", "name": "Garden"}, "channel": {"id": "2", "name": "beans"}, "dateRange": {}, "messages": [
 {"id": "11", "type": "Default", "timestamp": "2024-05-01T20:30:05.123+02:00", "content": "You are late <:wave:77>",
  "author": {"id": "3", "name": "ann", "nickname": "Ann"}}
]}
)";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    DiscordPass(lines, context, out).run();
  }
};

}  // namespace

void register_discord(Engine& engine) {
  engine.add<Reader>({.name = "discord",
                      .room = "io/formats",
                      .what = "a Discord channel as DiscordChatExporter's JSON",
                      .units = "turns; calendar time",
                      .source = "DiscordChatExporter"},
                     [](const Engine&, const Options&) { return std::make_unique<DiscordReader>(); });
}

}  // namespace affect::io
