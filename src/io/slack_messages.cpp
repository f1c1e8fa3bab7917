#include "io/slack_messages.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "io/ascii.h"
#include "io/json_text.h"
#include "io/times.h"

namespace affect::io {
namespace {

/// Subtypes that somebody wrote; the others are notices of the workspace.
constexpr std::array<std::string_view, 10> kSlackWritten{
    "",           "bot_message",  "me_message",        "thread_broadcast",     "reply_broadcast",
    "file_share", "file_comment", "slackbot_response", "assistant_app_thread", "document_comment_root"};
constexpr std::array<std::string_view, 16> kSlackNotices{"pinned_item",
                                                         "unpinned_item",
                                                         "bot_add",
                                                         "bot_remove",
                                                         "bot_enable",
                                                         "bot_disable",
                                                         "reminder_add",
                                                         "huddle_thread",
                                                         "sh_room_created",
                                                         "sh_room_shared",
                                                         "file_mention",
                                                         "app_conversation_join",
                                                         "joiner_notification",
                                                         "joiner_notification_for_inviter",
                                                         "ekm_access_denied",
                                                         "message_replied"};

bool is_slack_word_of(std::string_view word, const auto& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_known_notice(std::string_view subtype) {
  return subtype.starts_with("channel_") || subtype.starts_with("group_") || subtype.starts_with("mpim_") ||
         is_slack_word_of(subtype, kSlackNotices);
}

void append_unescaped(std::string_view text, std::string& out) {
  constexpr std::array<std::pair<std::string_view, char>, 3> kEntities{{{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}}};
  while (!text.empty()) {
    const auto plain = std::min(text.find('&'), text.size());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) return;
    const auto entity = std::find_if(kEntities.begin(), kEntities.end(),
                                     [&](const auto& known) { return text.starts_with(known.first); });
    out += entity == kEntities.end() ? '&' : entity->second;
    text.remove_prefix(entity == kEntities.end() ? 1 : entity->first.size());
  }
}

/// What stands between < and >: "@U1", "#C1|general", "!here", "!date^1^{date}|May 1", "https://x|label".
void append_link(std::string_view link, const SlackNames& names, std::string& out) {
  const auto bar = link.find('|');
  const std::string_view label = bar == std::string_view::npos ? std::string_view() : link.substr(bar + 1);
  const std::string_view target = link.substr(0, bar);
  if (target.starts_with('@')) {
    const std::string_view known = names.person(target.substr(1));
    out += '@';
    append_unescaped(!known.empty() ? known : !label.empty() ? label : target.substr(1), out);
  } else if (target.starts_with('#')) {
    const auto known = names.channels.find(target.substr(1));
    out += '#';
    append_unescaped(!label.empty()                  ? label
                     : known != names.channels.end() ? std::string_view(known->second)
                                                     : target.substr(1),
                     out);
  } else if (target.starts_with('!')) {
    const bool is_call = target.find('^') == std::string_view::npos;  // "!here"; not "!subteam^S1", "!date^..."
    if (is_call) out += '@';
    append_unescaped(is_call || label.empty() ? target.substr(1, target.find('^') - 1) : label, out);
  } else {
    append_unescaped(label.empty() ? target : label, out);
  }
}

void append_line(std::string& out, std::string_view line) {
  if (line.empty()) return;
  if (!out.empty()) out += '\n';
  out += line;
}

/// What a block of a message shows, without its marks. Blocks nest no deeper than any JSON value that is taken.
std::string block_text(JsonView block, const SlackNames& names) {
  if (!block.is_object()) return {};
  const std::string_view type = block.text("type");
  if (type == "user") return slack_text("<@" + block.id("user_id") + ">", names);
  if (type == "channel") return slack_text("<#" + block.id("channel_id") + ">", names);
  if (type == "broadcast") return '@' + block.id("range");
  if (type == "emoji") return ':' + block.id("name") + ':';
  if (type == "date") return std::string(block.text("fallback"));
  std::string text;
  const auto own = block.find("text");
  if (own && own->is_string()) {
    // Rich text is as it was typed; in the older blocks marks are written out.
    text = type == "mrkdwn" ? slack_text(own->string(), names) : std::string(own->string());
  } else if (own) {
    text = block_text(*own, names);
  } else if (type == "link") {
    return block.id("url");
  }
  const bool is_line = type == "rich_text_section" || type == "rich_text_preformatted" || type == "rich_text_quote";
  for (const char* const key : {"elements", "fields"}) {
    for (const JsonView inner : block.items(key)) {
      if (is_line) {
        text += block_text(inner, names);
      } else {
        append_line(text, block_text(inner, names));
      }
    }
  }
  return text;
}

/// What a bot attached: an attachment that shows somebody else's message is not the sender's word.
std::string attachment_text(JsonView attachment, const SlackNames& names) {
  if (attachment.flag("is_msg_unfurl") || attachment.flag("is_share")) return {};
  std::string text;
  for (const char* const key : {"pretext", "title", "text"}) append_line(text, slack_text(attachment.text(key), names));
  if (!text.empty()) return text;
  const std::string_view fallback = attachment.text("fallback");
  return fallback.starts_with('[') ? std::string() : slack_text(fallback, names);  // "[no preview available]"
}

std::optional<Seconds> seconds_of(std::string_view ts) {
  if (ts.empty() || !is_digit(ts.front())) return std::nullopt;
  return parse_number(ts);
}

/// The name in a profile, the one that is shown first.
std::string_view profile_name(JsonView profile) {
  for (const char* const key : {"display_name", "real_name", "name"}) {
    if (const std::string_view name = profile.text(key); !name.empty()) return name;
  }
  return {};
}

/// The names that a user and a profile have beside the one that is shown, as a profile of Subject.
std::string other_names(std::string_view shown, std::optional<JsonView> user, std::optional<JsonView> profile) {
  std::string names;
  JsonWriter writer(names);
  const auto add = [&](std::string_view key, std::string_view name) {
    if (!name.empty() && name != shown) writer.text(key, name);
  };
  const std::string_view real = profile ? profile->text("real_name") : std::string_view();
  add("real_name", real.empty() && user ? user->text("real_name") : real);
  add("username", user ? user->text("name") : profile ? profile->text("name") : std::string_view());
  return names.empty() ? names : '{' + names + '}';
}

}  // namespace

void SlackNames::add_person(JsonView user) {
  const std::string id = user.id("id");
  if (id.empty()) throw InputError("a user has no id");
  const auto profile = user.object("profile");
  std::string_view name = profile ? profile_name(*profile) : std::string_view();
  if (name.empty()) name = user.text("real_name");
  if (name.empty()) name = user.text("name");
  if (name.empty()) return;
  people[id] = name;
  const auto type = user.flag("is_bot") ? Subject::Type::agent : Subject::Type::person;
  described[id] = {.name = {}, .type = type, .profile = other_names(name, user, profile)};
  if (!profile) return;
  if (const std::string bot = profile->id("bot_id"); !bot.empty()) people[bot] = name;
}

std::string_view SlackNames::person(std::string_view id) const {
  if (const auto known = people.find(id); known != people.end()) return known->second;
  return id == "USLACKBOT" ? std::string_view("Slackbot") : std::string_view();
}

std::string slack_text(std::string_view mrkdwn, const SlackNames& names) {
  std::string text;
  while (!mrkdwn.empty()) {
    const auto open = mrkdwn.find('<');
    append_unescaped(mrkdwn.substr(0, open), text);
    if (open == std::string_view::npos) break;
    mrkdwn.remove_prefix(open);
    const auto close = mrkdwn.find_first_of("<>\n", 1);
    if (close == std::string_view::npos || mrkdwn[close] != '>' || close == 1) {
      text += '<';
      mrkdwn.remove_prefix(1);
      continue;
    }
    append_link(mrkdwn.substr(1, close - 1), names, text);
    mrkdwn.remove_prefix(close + 1);
  }
  return text;
}

SlackMessages::SlackMessages(const ReadContext& context, SlackNames& names, std::string path, RecordSink& out)
    : context_(context), names_(names), turns_(context, std::move(path), "slack", out) {}

void SlackMessages::begin(std::string id, std::string title) {
  id_ = std::move(id);
  title_ = std::move(title);
}

void SlackMessages::read(LineReader& lines) {
  read_json(lines, context_,
            [&](JsonStream& json) { json.pieces([&](JsonView message) { take(message, json.place()); }); });
}

bool SlackMessages::close() {
  const bool any = turns_.is_open();
  turns_.close();
  return any;
}

void SlackMessages::take(JsonView message, const Place& place) {
  if (!message.is_object()) throw InputError("a message is not an object");
  const auto time = seconds_of(message.text("ts"));
  if (!time) {
    throw InputError("\"ts\" is not a time", {}, "each message has one, as in \"ts\": \"1714588205.000200\"");
  }
  if (!turns_.is_open()) {
    turns_.open(id_, {.type = Clock::Type::calendar, .start = *time, .zone = "UTC"}, title_);
  }
  learn(message);
  const std::string_view subtype = message.text("subtype");
  if (subtype == "message_changed") return take_change(message, place);
  if (subtype == "tombstone" || subtype == "message_deleted") return write(message, "deleted", place);
  if (is_slack_word_of(subtype, kSlackWritten)) return write(message, {}, place);
  if (!is_known_notice(subtype)) {
    context_.diagnostics.add("unknown_subtype", "a message of a kind that is not known is kept as an event", place);
  }
  write(message, "system", place);
}

void SlackMessages::take_change(JsonView message, const Place& place) {
  const auto inner = message.object("message");
  if (!inner) throw InputError("a changed message holds no \"message\"");
  const auto turn = turns_.turn_of(std::string(inner->text("ts")));
  if (!turn) return take(*inner, place);
  std::string editor = speaker(*inner);
  context_.keep();
  turns_.occur({.type = std::string(kEdit), .subject = std::move(editor), .turn = turn, .attributes = {}});
}

void SlackMessages::write(JsonView message, std::string_view event, const Place& place) {
  const std::string_view ts = message.text("ts");
  const Seconds time = *seconds_of(ts);
  const std::string_view thread = message.text("thread_ts");
  Turn turn;
  turn.id = ts;
  turn.time = TimeRange{time, time};
  if (thread != ts) turn.reply_to = thread;
  turn.speaker = speaker(message);
  turn.event = event;
  if (event.empty()) {
    turn.text = text(message);
    const bool shows = !message.items("files").empty() || !message.items("attachments").empty() ||
                       message.find("file") || message.find("room");
    if (turn.text.empty() && shows) turn.event = message.find("room") ? "system" : "media";
  }
  const auto number = turns_.write(std::move(turn), place);
  if (!number) return;
  try {
    add_marks(message, *number);
  } catch (const InputError& error) {
    context_.fault(place, error.message(), error.hint(), {}, 0);  // the message itself is kept
  }
}

std::string SlackMessages::speaker(JsonView message) {
  if (const auto comment = message.object("comment")) return person(comment->text("user"));
  const std::string_view user = message.text("user");
  if (!user.empty()) return person(user);
  const std::string bot = message.id("bot_id");
  const std::string_view username = message.text("username");
  const auto profile = message.object("bot_profile");
  std::string_view name = profile ? profile->text("name") : std::string_view();
  if (name.empty()) name = names_.person(bot);
  // One bot speaks under many names: each is somebody of its own.
  std::string speaker =
      username.empty() ? turns_.speaker(bot, name) : turns_.speaker(bot + '/' + std::string(username), username);
  if (!bot.empty()) turns_.describe(speaker, Subject::Type::agent);
  return speaker;
}

std::string SlackMessages::text(JsonView message) const {
  if (const auto comment = message.object("comment")) return slack_text(comment->text("comment"), names_);
  std::string text = slack_text(message.text("text"), names_);
  if (!text.empty()) return text;
  for (const JsonView block : message.items("blocks")) append_line(text, block_text(block, names_));
  if (!text.empty()) return text;
  for (const JsonView attachment : message.items("attachments")) {
    append_line(text, attachment_text(attachment, names_));
  }
  return text;
}

void SlackMessages::add_marks(JsonView message, std::int64_t turn) {
  const std::string_view subtype = message.text("subtype");
  if (subtype == "channel_join" || subtype == "group_join" || subtype == "channel_leave" || subtype == "group_leave") {
    turns_.occur({.type = std::string(kMember),
                  .subject = speaker(message),
                  .turn = turn,
                  .attributes = {{"action", subtype.ends_with("join") ? "joined" : "left"}}});
  }
  if (const auto edited = message.object("edited")) {
    Occurrence edit{.type = std::string(kEdit), .turn = turn, .attributes = {}};
    if (const std::string_view user = edited->text("user"); !user.empty()) edit.subject = person(user);
    if (const auto time = seconds_of(edited->text("ts"))) edit.time = TimeRange{*time, *time};
    turns_.occur(std::move(edit));
  }
  for (const JsonView reaction : message.items("reactions")) {
    const std::string emoji(reaction.text("name"));
    std::int64_t unnamed = reaction.integer("count").value_or(0);
    for (const JsonView user : reaction.items("users")) {
      --unnamed;
      turns_.occur({.type = std::string(kReaction),
                    .subject = person(user.string()),
                    .turn = turn,
                    .attributes = {{"emoji", emoji}}});
    }
    if (unnamed <= 0) continue;
    turns_.occur({.type = std::string(kReaction),
                  .turn = turn,
                  .attributes = {{"count", std::to_string(unnamed)}, {"emoji", emoji}}});
  }
}

void SlackMessages::learn(JsonView message) {
  const auto profile = message.object("user_profile");
  if (!profile) return;
  const std::string_view name = profile_name(*profile);
  if (name.empty()) return;
  const std::string id(message.text("user"));
  if (!names_.people.try_emplace(id, name).second) return;
  names_.described[id] = {.name = {}, .profile = other_names(name, std::nullopt, profile)};
}

std::string SlackMessages::person(std::string_view id) {
  std::string speaker = turns_.speaker(id, names_.person(id));
  if (const auto known = names_.described.find(id); known != names_.described.end()) {
    turns_.describe(speaker, known->second.type, known->second.profile);
  }
  return speaker;
}

}  // namespace affect::io
