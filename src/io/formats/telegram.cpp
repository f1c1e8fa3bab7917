#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "io/ascii.h"
#include "io/json_stream.h"
#include "io/poll_text.h"
#include "io/times.h"
#include "io/turn_writer.h"

namespace affect::io {
namespace {

constexpr std::array<std::string_view, 11> kTelegramTypes{
    "personal_chat",      "bot_chat",          "saved_messages",  "replies",        "private_group",     "public_group",
    "private_supergroup", "public_supergroup", "private_channel", "public_channel", "verification_codes"};
/// Members that make a message without text more than an empty one.
constexpr std::array<std::string_view, 13> kTelegramMedia{"photo",
                                                          "file",
                                                          "media_type",
                                                          "contact_information",
                                                          "location_information",
                                                          "place_name",
                                                          "game_title",
                                                          "invoice_information",
                                                          "poll",
                                                          "todo_list",
                                                          "giveaway_information",
                                                          "giveaway_results",
                                                          "paid_stars_amount"};

/// "date" is what the clock of the exporting machine showed, "date_unixtime" the instant; old exports lack the latter.
struct TelegramTime {
  std::optional<Seconds> local, utc;
};

void read_telegram_time(JsonView message, std::string_view key, TelegramTime& time) {
  const auto value = message.find(key);
  if (!value) return;
  constexpr Seconds kYear0001 = -62135596800, kYear9999 = 253402300799;
  std::optional<Seconds> seconds;
  bool local = false;
  if (value->is_number()) {
    seconds = value->number();
  } else if (seconds = parse_number(value->string()); !seconds) {
    if (const auto written = parse_written_time(value->string()); written && written->type == Clock::Type::calendar) {
      seconds = written->seconds;
      local = written->zone.empty();
    }
  }
  if (!seconds || *seconds < kYear0001 || *seconds > kYear9999) {
    throw InputError(fmt::format("\"{}\" is not a time", key), {}, "as in 2024-05-01T18:30:05, or Unix seconds");
  }
  if (local) {
    time.local = seconds;
  } else if (!time.utc) {
    time.utc = seconds;
  }
}

TelegramTime telegram_time(JsonView message, const std::string& key) {
  TelegramTime time;
  read_telegram_time(message, key + "_unixtime", time);
  read_telegram_time(message, key, time);
  return time;
}

/// "+02:00", as far as it is an offset that a zone has.
std::string telegram_zone(Seconds offset) {
  const auto minutes = static_cast<long>(std::lround(offset / 60));
  if (minutes == 0 || std::labs(minutes) > 18 * 60L) return "UTC";
  return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::labs(minutes) / 60, std::labs(minutes) % 60);
}

/// A string, or strings and {"type": "bold", "text": "..."} in a row.
std::string telegram_text(JsonView message) {
  const auto value = message.find("text");
  if (!value) return {};
  return value->is_array() ? rich_text(*value) : std::string(message.text("text"));
}

bool has_telegram_media(JsonView message) {
  const auto members = message.members();
  return std::any_of(members.begin(), members.end(), [](const auto& member) {
    return std::find(kTelegramMedia.begin(), kTelegramMedia.end(), member.first) != kTelegramMedia.end();
  });
}

struct TelegramChat {
  std::string name, type, id;
  bool of_account = false;
  bool written = false;
};

/// One pass over one result.json: a chat, or an account with its chats.
class TelegramPass {
 public:
  TelegramPass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines), context_(context), turns_(context, lines, "telegram", out) {
    if (context.ledger != nullptr) context.ledger->unit("messages");
  }

  void run() {
    read_json(lines_, context_, [&](JsonStream& json) {
      TelegramChat chat;
      json.members([&](std::string_view key) {
        if (key == "chats" || key == "left_chats") {
          take_list(json);
        } else {
          take_member(json, key, chat);
        }
      });
    });
    turns_.close();
    if (chats_ == 0) {
      throw InputError("no chat is in it", {lines_.name()},
                       "export the chat from Telegram Desktop as machine-readable JSON");
    }
  }

 private:
  void take_list(JsonStream& json) {
    json.members([&](std::string_view list) {
      if (list != "list") return;
      json.items([&] {
        TelegramChat chat{.of_account = true};
        json.members([&](std::string_view key) { take_member(json, key, chat); });
      });
    });
  }

  void take_member(JsonStream& json, std::string_view key, TelegramChat& chat) {
    if (key == "name" || key == "type") {
      const JsonView value = json.take();
      std::string& member = key == "name" ? chat.name : chat.type;
      if (!value.is_null()) member = value.string();
    } else if (key == "id") {
      const JsonView value = json.take();
      if (!value.is_null()) chat.id = value.id();
    } else if (key == "messages") {
      json.pieces([&](JsonView message) { take_message(message, json.place(), chat); });
      if (!turns_.is_open()) open({}, chat);
      turns_.close();
      chat.written = true;
    }
    if (chat.written && key == "name" && !chat.name.empty()) {
      context_.diagnostics.add("late_name", "a chat's name stands behind its messages, too late for its title",
                               json.place());
    }
  }

  std::string unique_id(const TelegramChat& chat) {
    std::string whole = episode_id(context_, lines_);
    if (!chat.of_account && ids_.emplace(whole, 1).second) return whole;
    const std::string& own = !chat.name.empty() ? chat.name : !chat.id.empty() ? chat.id : chat.type;
    std::string id = fmt::format("{}/{}", whole, own.empty() ? "chat" : own);
    if (ids_.contains(id) && !chat.id.empty()) id += fmt::format(" {}", chat.id);
    std::size_t& bearers = ids_[id];
    std::string unique = id;
    while (++bearers > 1) {
      unique = fmt::format("{} ({})", id, bearers);
      if (ids_.emplace(unique, 1).second) break;
    }
    return unique;
  }

  void open(const TelegramTime& time, const TelegramChat& chat) {
    ++chats_;
    local_ = time.local && !time.utc;
    offset_ = time.local && time.utc ? *time.local - *time.utc : 0;
    Clock clock{.type = Clock::Type::calendar, .start = local_ ? time.local : time.utc};
    if (!local_) clock.zone = telegram_zone(offset_);
    topics_.clear();
    turns_.open(unique_id(chat), std::move(clock), chat.name);
  }

  /// On the episode's clock.
  std::optional<Seconds> settle(const TelegramTime& time) const {
    if (local_) return time.local ? time.local : time.utc;
    if (time.utc || !time.local) return time.utc;
    return *time.local - offset_;
  }

  void take_message(JsonView message, const Place& place, const TelegramChat& chat) {
    const TelegramTime time = telegram_time(message, "date");
    if (!turns_.is_open()) open(time, chat);
    if (time.local && time.utc) offset_ = *time.local - *time.utc;
    const std::string_view type = message.text("type");
    const std::string who = type == "service" ? "actor" : "from";
    Turn turn;
    turn.id = message.id("id");
    turn.speaker = turns_.speaker(message.id(who + "_id"), message.text(who));
    if (const auto at = settle(time)) turn.time = TimeRange{*at, *at};
    // What answers a message of another chat is no reply here; what "answers" a topic's first message only lies in it.
    if (!message.find("reply_to_peer_id")) turn.reply_to = message.id("reply_to_message_id");
    if (topics_.contains(turn.reply_to)) turn.reply_to.clear();
    std::vector<Occurrence> occurrences;
    if (type == "service") {
      turn.event = "system";
      if (message.text("action") == "topic_created") topics_.insert(turn.id);
      note_members(message, turn.speaker, occurrences);
    } else {
      turn.text = telegram_text(message);
      if (trim(turn.text).empty()) turn.text.clear();
      note_list(message, turn, occurrences);
      if (turn.text.empty() && (type == "unsupported" || has_telegram_media(message))) turn.event = "media";
      note_message(message, turn, occurrences);
    }
    note_reactions(message, occurrences);
    const auto number = turns_.write(std::move(turn), place);
    if (!number) return;
    for (Occurrence& occurrence : occurrences) {
      occurrence.turn = number;
      turns_.occur(std::move(occurrence));
    }
  }

  /// A poll or a list of tasks stands in place of the text.
  void note_list(JsonView message, Turn& turn, std::vector<Occurrence>& occurrences) {
    for (const std::string_view kind : {kPoll, kTodoList}) {
      const auto list = message.object(kind);
      if (!list) continue;
      if (turn.text.empty()) turn.text = poll_text(*list);
      occurrences.push_back({.type = std::string(kind), .subject = turn.speaker});
    }
  }

  void note_message(JsonView message, const Turn& turn, std::vector<Occurrence>& occurrences) {
    if (message.text("media_type") == "sticker") {
      Occurrence sticker{.type = std::string(kSticker), .subject = turn.speaker};
      if (const auto emoji = message.text("sticker_emoji"); !emoji.empty()) sticker.attributes["emoji"] = emoji;
      occurrences.push_back(std::move(sticker));
    }
    const auto members = message.members();
    if (std::any_of(members.begin(), members.end(), [](const auto& m) { return m.first == "forwarded_from"; })) {
      occurrences.push_back(
          {.type = std::string(kForward), .subject = turns_.speaker({}, message.text("forwarded_from"))});
    }
    // Exports of 2018 to 2021 date what nobody edited in 1970.
    const auto edited = settle(telegram_time(message, "edited"));
    if (edited && (!turn.time || *edited >= turn.time->start)) {
      occurrences.push_back({.type = std::string(kEdit), .subject = turn.speaker, .time = TimeRange{*edited, *edited}});
    }
  }

  void note_members(JsonView message, const std::string& actor, std::vector<Occurrence>& occurrences) {
    const std::string_view action = message.text("action");
    const auto note = [&](const std::string& subject, std::string_view what) {
      occurrences.push_back(
          {.type = std::string(kMember), .subject = subject, .attributes = {{"action", std::string(what)}}});
    };
    if (action == "join_group_by_link" || action == "join_group_by_request") note(actor, "joined");
    const bool removed = action == "remove_members";
    if (!removed && action != "invite_members" && action != "create_group") return;
    for (const JsonView member : message.items("members")) {
      const std::string name = member.is_null() ? std::string() : turns_.speaker({}, member.string());
      const bool own = !name.empty() && name == actor;
      note(name, removed ? (own ? "left" : "removed") : own ? "joined" : "added");
    }
  }

  void note_reactions(JsonView message, std::vector<Occurrence>& occurrences) {
    for (const JsonView reaction : message.items("reactions")) {
      std::string emoji(reaction.text("emoji"));
      if (emoji.empty()) emoji = reaction.text("type");
      std::int64_t others = reaction.integer("count").value_or(0);
      for (const JsonView recent : reaction.items("recent")) {
        Occurrence one{.type = std::string(kReaction), .attributes = {{"emoji", emoji}}};
        one.subject = turns_.speaker(recent.id("from_id"), recent.text("from"));
        if (const auto at = settle(telegram_time(recent, "date"))) one.time = TimeRange{*at, *at};
        occurrences.push_back(std::move(one));
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
  std::unordered_map<std::string, std::size_t> ids_;  ///< of episodes, and how many chats asked for each
  std::unordered_set<std::string> topics_;
  std::size_t chats_ = 0;
  bool local_ = false;  ///< the chat at hand has no instants
  Seconds offset_ = 0;  ///< of local time, when the last message was sent
};

class TelegramReader final : public Reader {
 public:
  double recognises(std::string_view head, std::string_view /*name*/) const override {
    const auto has = [&](std::string_view key) { return json_names(head, key); };
    if (first_of_json(head) != '{') return 0;
    if (has("date_unixtime") || has("text_entities")) return 0.95;
    if (has("messages") && has("type") && std::any_of(kTelegramTypes.begin(), kTelegramTypes.end(), has)) return 0.95;
    // An account begins with the person and the contacts; its chats may lie far behind.
    if (has("about") && (has("personal_information") || has("frequent_contacts") || has("left_chats"))) return 0.95;
    return 0;
  }

  std::string_view example() const override {
    return R"({"name": "Ann", "type": "personal_chat", "id": 4711, "messages": [
 {"id": 1, "type": "message", "date": "2024-05-01T20:30:05", "date_unixtime": "1714588205",
  "from": "Ann", "from_id": "user11", "text": ["You are ", {"type": "bold", "text": "late"}, "."]}
]}
)";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    TelegramPass(lines, context, out).run();
  }
};

}  // namespace

void register_telegram(Engine& engine) {
  engine.add<Reader>({.name = "telegram",
                      .room = "io/formats",
                      .what = "Telegram's result.json: a chat, or an account with an episode a chat",
                      .units = "turns; calendar time",
                      .source = "Telegram Desktop, export as JSON"},
                     [](const Engine&, const Options&) { return std::make_unique<TelegramReader>(); });
}

}  // namespace affect::io
