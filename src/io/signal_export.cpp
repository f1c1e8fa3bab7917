#include <utility>

#include "io/ascii.h"
#include "io/signal_export_lines.h"
#include "io/signal_messages.h"
#include "io/times.h"

namespace affect::io {
namespace {

constexpr std::size_t kMaxSignalMessage = 1u << 20;

/// Opens the episode where it is not open yet, as the first time tells it.
void open_signal_chat(TurnWriter& turns, const ReadContext& context, const LineReader& lines,
                      const std::optional<WrittenTime>& first) {
  if (turns.is_open()) return;
  Clock clock;
  clock.type = Clock::Type::calendar;
  if (first) {
    clock.zone = first->zone;
    clock.precision = first->precision;
  }
  turns.open(episode_id(context, lines), std::move(clock));
}

/// "Missed video call", "Outgoing voice call (declined by recipient)": what signal-export writes for calls.
bool is_call_line(std::string_view text) {
  const bool begins = text.starts_with("Incoming ") || text.starts_with("Outgoing ") || text.starts_with("Missed ");
  return begins && text.find('\n') == std::string_view::npos &&
         text.substr(0, 24).find("call") != std::string_view::npos;
}

/// Where "[photo.jpg](./media/photo.jpg)" begins in `text`, else npos; `size` is its own, with a "!" before it.
std::size_t find_media_link(std::string_view text, std::size_t& size, bool& sticker) {
  std::size_t open = std::string_view::npos;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '[') open = i;
    if (text[i] != ']' || open == std::string_view::npos) continue;
    const std::string_view target = text.substr(i + 1);
    sticker = target.starts_with("(../exported_stickers/");
    if (!sticker && !target.starts_with("(./media/") && !target.starts_with("(media/")) continue;
    const auto close = text.find(')', i);
    if (close == std::string_view::npos) return close;
    if (open > 0 && text[open - 1] == '!') --open;
    size = close + 1 - open;
    return open;
  }
  return std::string_view::npos;
}

/// Reads a body of chat.md: a quote in front, then words, reactions, a sticker, attachments.
class SignalMarkdownBody {
 public:
  explicit SignalMarkdownBody(std::string_view body, SignalMessage& message) : message_(message) {
    bool in_front = true;
    for (std::string_view line; take_line(body, line);) {
      line = trim(line);
      const bool quoted = line == ">" || line.starts_with("> ");
      if (in_front && (line.empty() || quoted)) continue;
      in_front = false;
      if (!take_reactions(line) && !take_sticker(line)) take_words(line);
    }
    while (message_.text.ends_with('\n')) message_.text.pop_back();
    if (message_.text == "(This message was deleted)") {
      message_.text.clear();
      message_.event = "deleted";
    } else if (is_call_line(message_.text)) {
      message_.text.clear();
      message_.event = "system";
    }
  }

 private:
  /// "(- Ben: 👍, Cleo: ❤ -)".
  bool take_reactions(std::string_view line) {
    if (!line.starts_with("(- ") || !line.ends_with(" -)") || line.size() < 6) return false;
    for (std::string_view rest = line.substr(3, line.size() - 6); !rest.empty();) {
      const auto comma = rest.find(", ");
      const std::string_view one = rest.substr(0, comma);
      rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 2);
      const auto colon = one.rfind(": ");
      if (colon == std::string_view::npos) continue;
      message_.reactions.push_back(
          {{}, std::string(trim(one.substr(0, colon))), std::string(trim(one.substr(colon + 2)))});
    }
    return true;
  }

  /// "(( 😀 ))".
  bool take_sticker(std::string_view line) {
    if (!line.starts_with("(( ") || !line.ends_with(" ))") || line.size() < 6) return false;
    message_.sticker = std::string(line.substr(3, line.size() - 6));
    message_.event = "media";
    return true;
  }

  void take_words(std::string_view line) {
    std::string words;
    std::size_t size = 0;
    bool sticker = false;
    for (std::size_t at; (at = find_media_link(line, size, sticker)) != std::string_view::npos;) {
      words += line.substr(0, at);
      line.remove_prefix(at + size);
      message_.event = "media";
      if (sticker) message_.sticker = std::string();
    }
    words += line;
    const std::string_view kept = trim(words);
    if (kept.empty() && message_.text.empty()) return;
    if (!message_.text.empty()) message_.text += '\n';
    message_.text += kept;
  }

  SignalMessage& message_;
};

class SignalMarkdownPass {
 public:
  SignalMarkdownPass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines), context_(context), turns_(context, lines, "signal", out) {}

  void run() {
    if (context_.ledger != nullptr) context_.ledger->unit("messages");
    for (std::string_view line; lines_.next_text(line, context_.diagnostics);) take(line);
    flush();
    if (!turns_.is_open())
      throw InputError("holds no message", {lines_.name()}, "each begins so: [2024-05-01 18:30:01] Anna: ");
    turns_.close();
  }

 private:
  struct Pending {
    SignalMarkdownLine line;
    std::string body;
    Place place;
  };

  void take(std::string_view line) {
    if (auto begun = take_signal_markdown_line(line)) {
      flush();
      context_.piece();
      lost_ = false;
      pending_ = Pending{.line = std::move(*begun), .body = {}, .place = lines_.place(1)};
      pending_->body = pending_->line.text;
      return;
    }
    if (!pending_) {
      if (lost_ || trim(line).empty()) return;
      context_.piece();
      context_.skip("before_first", "a line before the first message is left out", lines_.place());
      return;
    }
    if (pending_->body.size() + line.size() > kMaxSignalMessage) {
      const Place place = pending_->place;
      pending_.reset();
      lost_ = true;
      context_.fault(place, "a message is longer than 1 MiB", "is this a chat that signal-export wrote?", line);
      return;
    }
    pending_->body += '\n';
    pending_->body += line;
  }

  void flush() {
    if (!pending_) return;
    Pending pending = *std::exchange(pending_, std::nullopt);
    WrittenTime first{.seconds = pending.line.seconds, .type = Clock::Type::calendar};
    if (!pending.line.has_seconds) first.precision = Clock::Precision::minute;
    open_signal_chat(turns_, context_, lines_, first);
    SignalMessage message;
    message.name = std::move(pending.line.name);
    message.time = pending.line.seconds;
    SignalMarkdownBody(pending.body, message);
    write_signal_message(std::move(message), pending.place, turns_);
  }

  LineReader& lines_;
  const ReadContext& context_;
  TurnWriter turns_;
  std::optional<Pending> pending_;
  bool lost_ = false;
};

class SignalExportPass {
 public:
  SignalExportPass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines), context_(context), turns_(context, lines, "signal", out) {}

  void run() {
    read_json_lines(lines_, context_, [&](JsonView line) { take(line); });
    if (!turns_.is_open())
      throw InputError("holds no message", {lines_.name()}, "a line is a message: {\"date\": ...}");
    turns_.close();
  }

 private:
  void take(JsonView line) {
    SignalMessage message;
    message.name = line.text("sender");
    std::optional<WrittenTime> time;
    if (const auto date = line.text("date"); !date.empty()) {
      time = parse_written_time(date);
      if (!time || time->type != Clock::Type::calendar) {
        throw InputError("\"date\" is no date and time", {}, "as in 2024-05-01T18:30:01");
      }
      message.time = time->seconds;
    }
    message.text = trim(line.text("body"));
    while (message.text.ends_with('\n') || message.text.ends_with(' ')) message.text.pop_back();
    message.edited = !line.items("edits").empty();
    if (!line.items("attachments").empty()) message.event = "media";
    take_sticker(line, message);
    for (const JsonView reaction : line.items("reactions")) take_reaction(reaction, message);
    if (line.flag("deleted")) {
      message.text.clear();
      message.event = "deleted";
    } else if (line.flag("call") || is_call_line(message.text)) {
      message.text.clear();
      message.event = "system";
    }
    open_signal_chat(turns_, context_, lines_, time);
    write_signal_message(std::move(message), {lines_.name(), lines_.line(), 1}, turns_);
  }

  /// Older versions write the emoji alone, newer ones an object.
  static void take_sticker(JsonView line, SignalMessage& message) {
    const auto sticker = line.find("sticker");
    if (!sticker) return;
    std::string emoji(sticker->is_object() ? sticker->text("emoji") : sticker->string());
    if (emoji.empty() && !sticker->is_object()) return;
    message.sticker = std::move(emoji);
    message.event = "media";
  }

  /// ["Ben", "👍"] or {"name": "Ben", "emoji": "👍"}.
  static void take_reaction(JsonView reaction, SignalMessage& message) {
    if (reaction.is_object()) {
      message.reactions.push_back({{}, std::string(reaction.text("name")), std::string(reaction.text("emoji"))});
      return;
    }
    const auto parts = reaction.items();
    if (parts.size() != 2) throw InputError("a reaction is not a name and an emoji");
    message.reactions.push_back({{}, std::string(parts[0].string()), std::string(parts[1].string())});
  }

  LineReader& lines_;
  const ReadContext& context_;
  TurnWriter turns_;
};

}  // namespace

std::optional<SignalMarkdownLine> take_signal_markdown_line(std::string_view line) {
  if (!line.starts_with('[')) return std::nullopt;
  const auto close = line.find("] ");
  if (close == std::string_view::npos || close > 21) return std::nullopt;
  std::string date(line.substr(1, close - 1));
  if (date.size() > 10 && date[10] == ',') date.erase(10, 1);
  const auto seconds = parse_iso_time(date);
  if (!seconds || (date.size() != 16 && date.size() != 19)) return std::nullopt;
  const std::string_view rest = line.substr(close + 2);
  const auto colon = rest.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 256) return std::nullopt;
  SignalMarkdownLine result;
  result.seconds = *seconds;
  result.has_seconds = date.size() == 19;
  result.name = trim(rest.substr(0, colon));
  result.text = rest.substr(colon + 1);
  return result;
}

void read_signal_markdown(LineReader& lines, const ReadContext& context, RecordSink& out) {
  SignalMarkdownPass(lines, context, out).run();
}

void read_signal_export(LineReader& lines, const ReadContext& context, RecordSink& out) {
  SignalExportPass(lines, context, out).run();
}

}  // namespace affect::io
