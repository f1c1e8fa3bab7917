/// Messages of Signal, whatever wrote them down, on their way to turns.
#pragma once
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "io/json_stream.h"
#include "io/turn_writer.h"

namespace affect::io {

struct SignalReaction {
  std::string id, name;  ///< of who reacted; the id may be empty
  std::string emoji;     ///< empty: the reaction before is taken back
};

struct SignalMessage {
  std::string id, name;  ///< of who wrote it; the id may be empty
  std::string text, event;
  std::optional<Seconds> time;
  std::string sent;                       ///< milliseconds since 1970: what Signal names a message by
  std::string answers;                    ///< `sent` of the message that it answers
  std::vector<SignalReaction> reactions;  ///< the last one of each person counts
  std::optional<std::string> sticker;     ///< its emoji, may be empty
  bool poll = false;                      ///< its text is a question and its answers
  bool edited = false;
  std::optional<Seconds> edited_at;
  std::size_t line = 0;
};

/// Seconds of "1714588201000".
std::optional<Seconds> signal_time(std::string_view milliseconds);
/// `body` with "@Anna" for each place that stands for a mention (U+FFFC).
std::string with_mentions(std::string_view body, const std::vector<std::string>& names);

/// Writes the turn and what belongs to it. The ledger keeps or skips one piece.
void write_signal_message(SignalMessage&& message, const Place& place, TurnWriter& turns);

/// Messages of conversations that stand mixed in a file, as they are when a phone writes its whole memory. Holds them
/// until all are read.
class SignalThreads {
 public:
  SignalThreads(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines), context_(context), out_(out) {}

  /// Throws InputError where more text comes than can be held.
  void add(const std::string& thread, SignalMessage&& message);
  /// A message of that conversation by its time, or null.
  SignalMessage* find(const std::string& thread, const std::string& sent);
  void name(const std::string& thread, std::string title) { titles_[thread] = std::move(title); }
  bool empty() const { return threads_.empty(); }
  /// Each conversation is an episode `<file>/<title>`.
  void write();

 private:
  struct Thread {
    std::string key;
    std::vector<SignalMessage> messages;
    std::unordered_map<std::string, std::size_t> by_time;
  };

  LineReader& lines_;
  const ReadContext& context_;
  RecordSink& out_;
  std::vector<Thread> threads_;
  std::unordered_map<std::string, std::size_t> index_;
  std::map<std::string, std::string> titles_;
  std::size_t bytes_ = 0;
};

// The shapes, each read to its end.
/// signal-export's chat.md, older index.md: "[2024-05-01 18:30:01] Anna: text".
void read_signal_markdown(LineReader& lines, const ReadContext& context, RecordSink& out);
/// signal-export's data.json, a message a line.
void read_signal_export(LineReader& lines, const ReadContext& context, RecordSink& out);
/// What signal-cli prints as it receives, an envelope a line.
void read_signal_envelopes(LineReader& lines, const ReadContext& context, RecordSink& out);
/// Signal's own main.jsonl: recipients, chats and their items, one a line.
void read_signal_archive(LineReader& lines, const ReadContext& context, RecordSink& out);
/// <smses>: the XML that signalbackup-tools writes, and older Signal for Android wrote. Read whole.
void read_signal_xml(LineReader& lines, const ReadContext& context, RecordSink& out);

/// Calls `piece(JsonView)` for each line; what is wrong with one is a fault of that line.
template <class Piece>
void read_json_lines(LineReader& lines, const ReadContext& context, Piece&& piece) {
  if (context.ledger != nullptr) context.ledger->unit("lines");
  JsonStream json(lines, context);
  for (std::string_view line; lines.next(line);) {
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    context.piece();
    try {
      piece(json.take_line(line));
    } catch (const InputError& error) {
      context.fault(json.place(), error.message(), error.hint(), json.raw());
    }
  }
}

}  // namespace affect::io
