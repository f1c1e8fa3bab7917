#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/ascii.h"
#include "io/json_head.h"
#include "io/json_stream.h"
#include "io/latin1.h"
#include "io/loose_files.h"
#include "io/turn_writer.h"

namespace affect::io {
namespace {

/// What is held of one file, which is written from its end to its beginning.
constexpr std::size_t kMaxMessengerBytes = std::size_t{2} << 30;

bool shows_messenger_thread(std::string_view head) {
  const JsonHead json(head);
  if (json.top() != '{') return false;
  if (json.has("messages[].sender_name") && json.has("messages[].timestamp_ms")) return true;
  if (json.has("messages[].senderName") && json.has("messages[].timestamp")) return true;
  const bool has_people = json.has("participants[].name") || json.begins("participants[]", '"');
  return has_people && json.has("messages") && (json.has("thread_path") || json.has("threadName"));
}

/// "message_12.json" -> 12.
std::optional<int> messenger_file_number(std::string_view file) {
  constexpr std::string_view kBegin = "message_", kEnd = ".json";
  const std::string_view name = file_name(file);
  if (!name.starts_with(kBegin) || !name.ends_with(kEnd) || name.size() <= kBegin.size() + kEnd.size()) return {};
  const std::string_view digits = name.substr(kBegin.size(), name.size() - kBegin.size() - kEnd.size());
  if (!all_digits(digits) || digits.size() > 6) return {};
  return std::stoi(std::string(digits));
}

struct MessengerReaction {
  std::string actor, emoji;
  std::optional<Seconds> time;
};

struct MessengerMessage {
  Turn turn;
  std::size_t line = 0, column = 0;
  bool is_sticker = false;
  std::string member_action;
  std::vector<std::string> members;
  std::vector<MessengerReaction> reactions;
};

/// The files of one thread, from the oldest to the newest; in each of them the newest message stands first.
class MessengerThread {
 public:
  MessengerThread(const ReadContext& context, std::string id, std::string path, RecordSink& out)
      : context_(context), id_(std::move(id)), turns_(context, std::move(path), "messenger", out) {}

  void read(LineReader& lines) {
    messages_.clear();
    held_bytes_ = 0;
    read_json(lines, context_, [&](JsonStream& json) {
      json.members([&](std::string_view key) {
        if (key == "title" || key == "threadName") title_ = mended(json.take().string());
        if (key == "messages") {
          json.pieces([&](JsonView message) { take(message, json.place()); });
        }
      });
    });
    write(lines.name());
  }

  /// False where there was no message.
  bool close() {
    const bool any = turns_.is_open();
    turns_.close();
    return any;
  }

 private:
  std::string mended(std::string_view text) {
    auto right = mend_latin1(text);
    if (!right) return std::string(text);
    context_.diagnostics.add("mended_text", "text whose UTF-8 was taken for Latin-1 is mended", {});
    return std::move(*right);
  }

  void take(JsonView message, const Place& place) {
    if (!message.is_object()) throw InputError("a message is not an object");
    MessengerMessage taken;
    taken.line = place.line;
    taken.column = place.column;
    const bool is_encrypted = message.find("senderName").has_value();  // the end-to-end encrypted chats' own shape
    const char* const time_key = is_encrypted ? "timestamp" : "timestamp_ms";
    const auto ms = message.number(time_key);
    if (!ms)
      throw InputError(std::string("a message has no \"") + time_key + "\"", {}, "it is milliseconds since 1970");
    taken.turn.time = TimeRange{*ms / 1000, *ms / 1000};
    taken.turn.speaker = mended(message.text(is_encrypted ? "senderName" : "sender_name"));
    taken.turn.text = mended(message.text(is_encrypted ? "text" : "content"));
    taken.turn.event = is_encrypted ? event_of_encrypted(message, taken.turn.text) : event_of(message, taken.turn.text);
    if (!taken.turn.event.empty()) taken.turn.text.clear();
    taken.is_sticker = message.find("sticker").has_value();
    take_members(message, taken);
    for (const JsonView reaction : message.items("reactions")) {
      MessengerReaction given{mended(reaction.text("actor")), mended(reaction.text("reaction")), {}};
      if (const auto seconds = reaction.number("timestamp")) given.time = *seconds;
      taken.reactions.push_back(std::move(given));
    }
    held_bytes_ += sizeof taken + taken.turn.text.size();
    if (held_bytes_ > kMaxMessengerBytes) {
      throw InputError("a thread's file holds more than 2 GiB of messages", {}, "export a shorter range of dates");
    }
    messages_.push_back(std::move(taken));
  }

  static bool shows_something(JsonView message) {
    for (const char* const key : {"photos", "videos", "audio_files", "gifs", "files"}) {
      if (!message.items(key).empty()) return true;
    }
    return message.find("sticker") || message.find("share");
  }

  static std::string_view event_of(JsonView message, std::string_view text) {
    const std::string_view type = message.text("type");
    if (message.flag("is_unsent") || message.flag("is_taken_down") || text.ends_with(" unsent a message") ||
        text.ends_with(" unsent a message.")) {
      return "deleted";
    }
    if (type == "Call" || type == "Subscribe" || type == "Unsubscribe" || message.find("call_duration")) {
      return "system";
    }
    if (is_reaction_notice(text)) return "system";
    if (text.empty()) {
      if (shows_something(message)) return "media";
      const auto bumped = message.object("bumped_message_metadata");
      return bumped && !bumped->text("bumped_message").empty() ? "system" : "";
    }
    // What Meta writes where the message is only what hangs on it; in other languages it stays a text.
    return text.ends_with(" sent an attachment.") ? "media" : "";
  }

  static std::string_view event_of_encrypted(JsonView message, std::string_view text) {
    const std::string_view type = message.text("type");
    if (message.flag("isUnsent") || type == "placeholder") return "deleted";
    if (!text.empty()) return "";
    return !message.items("media").empty() || type == "media" || type == "link" ? "media" : "";
  }

  /// "Anna reacted X to your message", "Reacted X to your message", "Liked a message": the reaction itself hangs on the
  /// message that it is for.
  static bool is_reaction_notice(std::string_view text) {
    text = trim(text);
    if (text == "Liked a message" || text.ends_with(" liked a message")) return true;
    return text.ends_with(" to your message") &&
           (text.starts_with("Reacted ") || text.find(" reacted ") != std::string_view::npos);
  }

  void take_members(JsonView message, MessengerMessage& taken) {
    const std::string_view type = message.text("type");
    if (type != "Subscribe" && type != "Unsubscribe") return;
    taken.member_action = type == "Subscribe" ? "joined" : "left";
    for (const JsonView user : message.items("users")) taken.members.push_back(mended(user.text("name")));
  }

  void write(const std::string& file) {
    if (messages_.empty()) return;
    const auto time = [](const MessengerMessage& message) { return message.turn.time->start; };
    if (time(messages_.front()) > time(messages_.back())) std::reverse(messages_.begin(), messages_.end());
    std::stable_sort(messages_.begin(), messages_.end(),
                     [&](const auto& a, const auto& b) { return time(a) < time(b); });
    if (!turns_.is_open()) {
      turns_.open(id_, {.type = Clock::Type::calendar, .start = time(messages_.front()), .zone = "UTC"}, title_);
    }
    for (MessengerMessage& message : messages_) write(message, {file, message.line, message.column});
    messages_.clear();
  }

  void write(MessengerMessage& message, const Place& place) {
    std::string speaker = message.turn.speaker;
    const auto number = turns_.write(std::move(message.turn), place);
    if (!number) return;
    if (message.is_sticker) {
      turns_.occur({.type = std::string(kSticker), .subject = std::move(speaker), .turn = number, .attributes = {}});
    }
    for (std::string& member : message.members) {
      turns_.occur({.type = std::string(kMember),
                    .subject = std::move(member),
                    .turn = number,
                    .attributes = {{"action", message.member_action}}});
    }
    for (MessengerReaction& reaction : message.reactions) {
      Occurrence given{.type = std::string(kReaction),
                       .subject = std::move(reaction.actor),
                       .turn = number,
                       .attributes = {{"emoji", std::move(reaction.emoji)}}};
      if (reaction.time) given.time = TimeRange{*reaction.time, *reaction.time};
      turns_.occur(std::move(given));
    }
  }

  const ReadContext& context_;
  std::string id_, title_;
  TurnWriter turns_;
  std::vector<MessengerMessage> messages_;
  std::size_t held_bytes_ = 0;
};

/// A thread's folder, or a whole download with many.
class MessengerPass {
 public:
  MessengerPass(const Folder& folder, const ReadContext& context, RecordSink& out)
      : folder_(folder), context_(context), out_(out) {}

  void run() {
    if (context_.ledger != nullptr) context_.ledger->unit("messages");
    for (const std::string& file : folder_.files()) {
      if (messenger_file_number(file)) {
        threads_[file.substr(0, file.size() - file_name(file).size())].push_back(file);
      } else if (file.ends_with(".json") && file.find('/') == std::string::npos &&
                 shows_messenger_thread(folder_.head(file))) {
        threads_[without_ending(file) + '/'].push_back(file);  // an encrypted chat, one file a thread
      } else if (file.ends_with(".json")) {
        context_.piece();
        context_.skip("other_file", "a file that holds no messages is left out", {folder_.name() + '/' + file});
      }
    }
    bool any = false;
    const std::size_t shared = shared_size();
    for (auto& [thread, files] : threads_) any = read_thread(thread, files, shared) || any;
    if (!any) throw InputError("holds no messages", {folder_.name()}, "a thread's folder has message_1.json in it");
  }

 private:
  using Files = std::vector<std::string>;

  /// Of the folders that all threads lie in.
  std::size_t shared_size() const {
    if (threads_.empty()) return 0;
    const std::string& first = threads_.begin()->first;
    const std::string& last = threads_.rbegin()->first;  // sorted: what these two share, all do
    const auto same = std::mismatch(first.begin(), first.end(), last.begin(), last.end()).first - first.begin();
    const auto slash = std::string_view(first).substr(0, static_cast<std::size_t>(same)).rfind('/');
    return slash == std::string_view::npos ? 0 : slash + 1;
  }

  bool read_thread(const std::string& thread, Files& files, std::size_t shared) {
    std::stable_sort(files.begin(), files.end(), [](const std::string& a, const std::string& b) {
      return messenger_file_number(a) > messenger_file_number(b);
    });
    std::string_view inner = std::string_view(thread).substr(shared);
    if (inner.ends_with('/')) inner.remove_suffix(1);
    const std::string path = files.size() == 1 ? files.front() : thread;
    MessengerThread messages(context_, episode_id(context_, folder_, inner), folder_.name() + '/' + path, out_);
    for (const std::string& file : files) {
      const auto source = folder_.open(file);
      LineReader lines(*source, context_);
      messages.read(lines);
      lines.finish(context_);
    }
    return messages.close();
  }

  const Folder& folder_;
  const ReadContext& context_;
  RecordSink& out_;
  std::map<std::string, Files> threads_;  ///< by folder, with its slash
};

class MessengerFolderReader final : public FolderReader {
 public:
  double recognises(const Folder& folder) const override {
    const auto is_thread = [&](const std::string& file) {
      const bool may_be = messenger_file_number(file) || (file.ends_with(".json") && file.find('/') == file.npos);
      return may_be && shows_messenger_thread(folder.head(file));
    };
    const auto& files = folder.files();
    const auto first = std::find_if(files.begin(), files.end(), is_thread);
    if (first == files.end()) return 0;
    // Beside the folder of its threads a download has settings in JSON.
    const bool has_folders = first->find('/') != first->npos;
    const std::size_t loose = count_loose_files(
        folder, [&](const std::string& file) { return has_folders ? file.ends_with(".json") : is_thread(file); });
    std::size_t threads = 0;
    for (auto file = first; file != files.end() && threads <= loose; ++file) threads += is_thread(*file);
    return threads > loose ? 0.95 : 0;
  }

  std::string_view example() const override {
    return R"(messages/inbox/ann_1234/message_1.json
messages/inbox/ann_1234/message_2.json
messages/inbox/walkingclub_77/message_1.json
)";
  }

  void read(const Folder& folder, const ReadContext& context, RecordSink& out) const override {
    MessengerPass(folder, context, out).run();
  }
};

class MessengerFileReader final : public Reader {
 public:
  double recognises(std::string_view head, std::string_view /*name*/) const override {
    return shows_messenger_thread(head) ? 0.95 : 0;
  }

  std::string_view example() const override {
    return R"({
  "participants": [{"name": "Ann"}, {"name": "Bob"}],
  "messages": [
    {"sender_name": "Bob", "timestamp_ms": 1714588265000, "content": "Sorry!"},
    {"sender_name": "Ann", "timestamp_ms": 1714588205000, "content": "You are late."}
  ],
  "title": "Bob",
  "thread_path": "inbox/bob_1234"
}
)";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    if (context.ledger != nullptr) context.ledger->unit("messages");
    MessengerThread thread(context, episode_id(context, lines), std::string(lines.path()), out);
    thread.read(lines);
    if (!thread.close())
      throw InputError("holds no messages", {lines.name()}, "is this the file with the conversation? export it again");
  }
};

}  // namespace

void register_messenger(Engine& engine) {
  const CatalogueEntry entry{.name = "messenger",
                             .room = "io/formats",
                             .what = "Facebook Messenger and Instagram: a download in JSON, a thread's folder or file",
                             .units = "turns; calendar time",
                             .source = "Meta's download of your information; its encrypted chats' download"};
  engine.add<Reader>(entry, [](const Engine&, const Options&) { return std::make_unique<MessengerFileReader>(); });
  engine.add<FolderReader>(entry,
                           [](const Engine&, const Options&) { return std::make_unique<MessengerFolderReader>(); });
}

}  // namespace affect::io
