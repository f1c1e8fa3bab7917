#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "io/ascii.h"
#include "io/json_stream.h"
#include "io/message_layout.h"
#include "io/times.h"
#include "io/turn_writer.h"

namespace affect::io {
namespace {

constexpr std::size_t kJsonMessagesHead = 64u << 10;

/// The value at a path such as "author.name": a key of that name with its dot, or keys one in another.
std::optional<JsonView> find_path(JsonView message, std::string_view path) {
  if (path.empty()) return std::nullopt;
  if (const auto whole = message.find(path)) return whole;
  std::optional<JsonView> at = message;
  while (at && at->is_object()) {
    const auto dot = path.find('.');
    at = at->find(path.substr(0, dot));
    if (dot == std::string_view::npos) return at;
    path.remove_prefix(dot + 1);
  }
  return std::nullopt;
}

/// A string, or a number as it stands in the text.
std::string scalar_at(JsonView message, std::string_view path) {
  const auto value = find_path(message, path);
  if (!value) return {};
  if (value->is_string()) return std::string(value->string());
  if (value->is_number()) return std::to_string(value->integer());
  throw InputError('"' + std::string(path) + "\" is neither a string nor a number");
}

/// A string, or parts as language models have them: [{"type": "text", "text": "hi"}], {"parts": ["hi"]}; of
/// Matrix {"body": "hi"}.
std::string text_of_message(JsonView value, std::string_view path) {
  if (value.is_string()) return std::string(value.string());
  if (value.is_object()) {
    for (const char* const key : {"text", "parts", "body"}) {
      if (const auto inner = value.find(key)) return text_of_message(*inner, path);
    }
    return {};
  }
  if (!value.is_array()) throw InputError('"' + std::string(path) + "\" is not a text");
  std::string text;
  for (const JsonView part : value.items()) {
    const std::string words = text_of_message(part, path);
    if (!text.empty() && !words.empty()) text += '\n';
    text += words;
  }
  return text;
}

/// One pass over one text of messages.
class JsonMessagesPass {
 public:
  JsonMessagesPass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines),
        context_(context),
        head_(lines.peek(kJsonMessagesHead).substr(0, kJsonMessagesHead)),
        turns_(context, lines, "json_messages", out) {}

  void run() {
    if (context_.ledger != nullptr) context_.ledger->unit("messages");
    check_columns(context_.columns, true);
    layout_ = MessageLayout::find(head_, context_.columns, context_.subject.empty(), lines_.name());
    find_clock();
    if (layout_.is_lines) {
      read_lines();
    } else {
      read_json(lines_, context_, [&](JsonStream& json) { read_arrays(json); });
    }
    if (!any_)
      throw InputError("holds no messages", {lines_.name()}, "is this the file with the conversation? export it again");
    turns_.close();
  }

 private:
  /// The first time in the head decides how all of them are told.
  void find_clock() {
    std::string_view sample = head_.value(layout_.path_in_head(Column::time));
    if (layout_.keys[Column::time].empty()) return;
    if (sample.starts_with('"')) sample.remove_prefix(1);
    if (const auto time = parse_time_cell(sample)) clock_ = time->clock();
  }

  void read_lines() {
    JsonStream json(lines_, context_);
    for (std::string_view line; lines_.next(line);) {
      if (trim(line).empty()) continue;
      context_.piece();
      try {
        take(json.take_line(line), lines_.place(1));
      } catch (const InputError& error) {
        const std::string hint = error.hint().empty() ? "JSON lines have one whole object a line" : error.hint();
        context_.fault(json.place(), error.message(), hint, json.raw());
      }
    }
  }

  /// Each text of a sequence is an episode of its own.
  void read_arrays(JsonStream& json) {
    for (std::size_t number = 1; number == 1 || json.peek() != 0; ++number) {
      if (head_.is_sequence()) {
        turns_.close();
        number_ = std::to_string(number);
      }
      walk(json, layout_.array);
    }
  }

  void walk(JsonStream& json, std::string_view path) {
    if (path.empty()) {
      json.pieces([&](JsonView message) { take(message, json.place()); });
      return;
    }
    const auto dot = path.find('.');
    json.members([&](std::string_view key) {
      // An array may be called "data.items", or lie in "data".
      if (key == path) {
        walk(json, {});
      } else if (dot != std::string_view::npos && key == path.substr(0, dot) && json.peek() == '{') {
        walk(json, path.substr(dot + 1));
      }
    });
  }

  void take(JsonView message, const Place& place) {
    if (!message.is_object()) throw InputError("a message is not an object");
    Turn turn;
    turn.time = time_of(message);
    turn.id = scalar_at(message, layout_.keys[Column::id]);
    turn.reply_to = scalar_at(message, layout_.keys[Column::reply_to]);
    const std::string_view path = layout_.keys[Column::text];
    if (const auto text = find_path(message, path)) turn.text = text_of_message(*text, path);
    enter_episode(scalar_at(message, layout_.keys[Column::episode]), turn);
    turn.speaker = speaker_of(message);
    turns_.write(std::move(turn), place);
  }

  std::string speaker_of(JsonView message) {
    const std::string_view path = layout_.keys[Column::speaker];
    const auto value = find_path(message, path);
    if (!value) return path.empty() ? context_.subject : std::string();
    if (!value->is_object()) return turns_.speaker({}, scalar_at(message, path));
    std::string_view name;
    for (const char* const key : {"display_name", "displayName", "name", "full_name", "username", "login", "role"}) {
      if (name.empty()) name = value->text(key);
    }
    return turns_.speaker(value->id("id"), name);
  }

  std::optional<WrittenTime> time_at(JsonView message, Column column) const {
    const std::string& path = layout_.keys[column];
    const auto value = find_path(message, path);
    if (!value) return std::nullopt;
    std::optional<WrittenTime> time;
    if (value->is_number()) time = time_of_number(value->number());
    if (value->is_string()) {
      if (trim(value->string()).empty()) return std::nullopt;
      time = parse_time_cell(value->string());
    }
    if (time && time->type == clock_.type) return time;
    throw InputError('"' + path + "\" is " + (time ? "told in another way than at the beginning" : "not a time"), {},
                     "write seconds, h:m:s, ISO 8601 (2024-05-01T18:30Z) or Unix time, one of them throughout");
  }

  std::optional<TimeRange> time_of(JsonView message) const {
    const auto start = time_at(message, Column::time);
    if (!start) return std::nullopt;
    if (clock_.type == Clock::Type::calendar) return TimeRange{start->seconds, start->seconds};
    const auto end = time_at(message, Column::end);
    if (end && end->seconds < start->seconds) throw InputError("a message ends before it begins");
    return TimeRange{start->seconds, end ? end->seconds : start->seconds};
  }

  void enter_episode(const std::string& value, const Turn& turn) {
    if (turns_.is_open() && value == episode_) return;
    const std::string name = number_.empty() || value.empty() ? number_ + value : number_ + '/' + value;
    if (!entered_.insert(name).second) {
      throw InputError("episode \"" + value + "\" goes on after another one began", {}, "sort the messages by episode");
    }
    turns_.close();
    any_ = true;
    episode_ = value;
    std::string id = episode_id(context_, lines_);
    if (!name.empty()) id += '/' + name;
    Clock clock = clock_;
    if (clock.type == Clock::Type::calendar && turn.time) clock.start = turn.time->start;
    turns_.open(std::move(id), clock);
  }

  LineReader& lines_;
  const ReadContext& context_;
  JsonHead head_;
  TurnWriter turns_;
  MessageLayout layout_;
  Clock clock_;
  std::string number_;   ///< of the text in a sequence of them
  std::string episode_;  ///< as the messages themselves call it
  std::unordered_set<std::string> entered_;
  bool any_ = false;
};

class JsonMessagesReader final : public Reader {
 public:
  /// Any format that knows its own shape is surer.
  double recognises(std::string_view head, std::string_view /*name*/) const override {
    const JsonHead json(head);
    const auto& paths = json.paths();
    const bool has_keys = std::any_of(paths.begin(), paths.end(), [](const std::string& path) {
      return path.find_first_not_of("[]") != std::string::npos;
    });
    if (!has_keys) return 0;
    return MessageLayout::find(json) ? 0.6 : 0.22;
  }

  std::string_view example() const override {
    return R"([
  {"speaker": "Ann", "text": "You are late.", "time": "2024-05-01T18:30:00Z"},
  {"speaker": "Bob", "text": "Sorry!", "time": "2024-05-01T18:31:00Z"}
]
)";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    JsonMessagesPass(lines, context, out).run();
  }
};

}  // namespace

void register_json_messages(Engine& engine) {
  engine.add<Reader>({.name = "json_messages",
                      .room = "io/formats",
                      .what = "JSON with an array of messages, or JSON lines of them; keys by name or --map",
                      .units = "turns; s of the recording, calendar time or order",
                      .source = "RFC 8259; JSON Lines"},
                     [](const Engine&, const Options&) { return std::make_unique<JsonMessagesReader>(); });
}

}  // namespace affect::io
