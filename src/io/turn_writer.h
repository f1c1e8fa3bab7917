/// What every reader of turns does: opens the episode, names and introduces speakers, numbers turns, ties replies to
/// what they answer, settles dates, closes.
///
///   TurnWriter turns(context, lines, "telegram", out);
///   turns.open(episode_id(context, lines), {.type = Clock::Type::calendar, .zone = "UTC"}, title);
///   context.piece();                                    // the caller counts what it reads ...
///   Turn turn{.speaker = turns.speaker(from_id, from), .text = text, .id = id, .reply_to = answered};
///   const auto number = turns.write(std::move(turn), place);  // ... and write() says what became of it
///   turns.occur({.type = "reaction", .subject = turns.speaker(id, name), .turn = number, .attributes = {{"emoji",
///   "x"}}}); turns.close();
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "affect/io/reader.h"
#include "io/date_order.h"

namespace affect::io {

/// The episode's id: what the user said, else the file's stem, else "stdin".
std::string episode_id(const ReadContext& context, const LineReader& lines);
/// Of what lies in a folder: what the user said, else the folder's name, and `path` in it where there is one.
std::string episode_id(const ReadContext& context, const Folder& folder, std::string_view path);
/// What the episode was read from. Its sha256 stays empty: a stream is not yet read when its first turn is.
Media medium_of(std::string_view path, std::string_view type, std::string_view format);

/// Codes of Occurrence::type that chats share.
inline constexpr std::string_view kReaction = "reaction";      ///< subject: who reacted; attributes: emoji, count
inline constexpr std::string_view kSticker = "sticker";        ///< attributes: emoji
inline constexpr std::string_view kPoll = "poll";              ///< the turn's words are a question and its answers
inline constexpr std::string_view kTodoList = "todo_list";     ///< the turn's words are a title and its tasks
inline constexpr std::string_view kEdit = "edit";              ///< time: of the last edit, where known
inline constexpr std::string_view kForward = "forward";        ///< the turn's words are the subject's, where known
inline constexpr std::string_view kMember = "member";          ///< attributes: action (joined, left, added, removed)
inline constexpr std::string_view kAnnotation = "annotation";  ///< of a transcript's other tiers: tier, value

class TurnWriter {
 public:
  TurnWriter(const ReadContext& context, const LineReader& lines, std::string_view format, RecordSink& out);
  /// `path` is of the file or folder that is read.
  TurnWriter(const ReadContext& context, std::string path, std::string_view format, RecordSink& out);

  void open(std::string id, Clock clock, std::string title = {}, std::string language = {});
  bool is_open() const { return open_; }

  /// The name of whoever has this id in the source, unique in the episode: the first bearer of a name keeps it, another
  /// is "Ann (2)", counted ("duplicate_name"); who changes the name keeps the first one; without a name it is the id,
  /// counted ("anonymous"). An empty id is the name itself.
  std::string speaker(std::string_view id, std::string_view name);

  /// What this speaker is beside a person, and the other names the source knows: a profile, as of Subject. Said before
  /// the first turn.
  void describe(const std::string& speaker, Subject::Type type, std::string profile = {});

  /// What is known of the dates before the first is seen: no day lies before `earliest`.
  void expect_dates(Seconds earliest) { dates_ = DateOrderFinder(context_.date_order, earliest); }

  /// Numbers the turn and writes it, after its subject where that is new; the ledger keeps one piece. Gives its number.
  /// A turn without text and event is left out: counted ("empty_turn"), skipped in the ledger; nothing is given.
  /// A time before the last one is kept and counted ("time_back"). Where the clock is a calendar without a zone and the
  /// user named one, times are local to it. NUL becomes U+FFFD.
  std::optional<std::int64_t> write(Turn&& turn, const Place& place);
  /// The same where the date is three numbers whose order the whole file tells: what is written is held until then.
  /// Faults where the date fits no order; then nothing is given.
  std::optional<std::int64_t> write(Turn&& turn, const NumericDate& date, Seconds of_day, const Place& place,
                                    std::string_view raw);
  /// Another record of the episode: an occurrence, a relation. It stands after the turns written before it.
  void add(RecordBody&& body);
  void occur(Occurrence&& occurrence) { add(std::move(occurrence)); }
  /// Writes a "reply" relation for each turn that answers a later one; answers to nobody are counted
  /// ("dangling_reply"), as are those that would close a circle ("cyclic_reply"). Then the end record.
  void close();

  std::int64_t next_turn() const { return next_turn_; }
  /// The turn written with that id, if any.
  std::optional<std::int64_t> turn_of(const std::string& id) const;

 private:
  struct Held {
    RecordBody body;
    std::optional<NumericDate> date;
    Seconds of_day = 0;
    Place place;
  };
  struct Reply {
    std::int64_t from;
    std::string to;
    Place place;
  };

  std::optional<std::int64_t> write(Turn&& turn, std::optional<NumericDate> date, Seconds of_day, const Place& place);
  /// Whether times are local to the zone that the user named.
  bool is_local() const;
  void pass(RecordBody&& body);
  void pass(Turn&& turn, const Place& place);
  void introduce(const std::string& speaker);
  void relate(std::int64_t from, std::int64_t to);
  void relate_unanswered();
  void release();

  const ReadContext& context_;
  std::string path_, format_;
  RecordSink& out_;
  std::string id_;
  bool open_ = false;
  Clock clock_;
  std::int64_t next_turn_ = 0;
  Seconds last_ = 0;
  std::string last_speaker_;
  std::unordered_set<std::string> introduced_;
  std::unordered_map<std::string, Subject> described_;  ///< who is not yet introduced
  std::unordered_map<std::string, std::string> name_of_id_;
  std::unordered_set<std::string> names_of_ids_;
  std::unordered_map<std::string, int> bearers_of_;              ///< of a name that more than one has, beside the first
  std::unordered_map<std::uint64_t, std::int64_t> turn_of_id_;   ///< by the id's hash: an archive has millions
  std::vector<std::pair<std::int64_t, std::int64_t>> answered_;  ///< turn, the earlier turn it answers
  std::vector<Reply> unanswered_;                                ///< what it answers has not come yet
  DateOrderFinder dates_;
  std::vector<Held> held_;
  std::size_t held_bytes_ = 0;
};

}  // namespace affect::io
