#include "io/turn_writer.h"

#include <functional>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "io/ascii.h"
#include "io/utf8.h"
#include "io/zones.h"

namespace affect::io {
namespace {

/// What is held until a date is settled; beyond this the likelier order is taken.
constexpr std::size_t kMaxHeldBytes = 64u << 20;

void clean_nul(std::string& text) {
  if (text.find('\0') == std::string::npos) return;
  std::string clean;
  append_clean_utf8(text, clean);
  text = std::move(clean);
}

std::uint64_t hash_of(std::string_view id) { return std::hash<std::string_view>{}(id); }

std::string turn_name(std::int64_t turn) { return fmt::format("turn:{}", turn); }

}  // namespace

std::string episode_id(const ReadContext& context, const LineReader& lines) {
  if (!context.episode.empty()) return context.episode;
  const std::string_view stem = file_stem(lines.path());
  return stem.empty() ? "stdin" : std::string(stem);
}

std::string episode_id(const ReadContext& context, const Folder& folder, std::string_view path) {
  std::string_view name = folder.name();
  while (name.size() > 1 && name.ends_with('/')) name.remove_suffix(1);
  std::string id(context.episode.empty() ? file_name(name) : std::string_view(context.episode));
  if (id.empty()) id = "folder";
  if (!path.empty()) id.append("/").append(path);
  return id;
}

Media medium_of(std::string_view path, std::string_view type, std::string_view format) {
  const std::string_view name = file_name(path);
  Media media;
  media.name = name.empty() ? "stdin" : std::string(name);
  media.type = type;
  media.format = format;
  media.path = path;
  return media;
}

TurnWriter::TurnWriter(const ReadContext& context, const LineReader& lines, std::string_view format, RecordSink& out)
    : TurnWriter(context, std::string(lines.path()), format, out) {}

TurnWriter::TurnWriter(const ReadContext& context, std::string path, std::string_view format, RecordSink& out)
    : context_(context), path_(std::move(path)), format_(format), out_(out), dates_(context.date_order) {}

void TurnWriter::open(std::string id, Clock clock, std::string title, std::string language) {
  id_ = std::move(id);
  open_ = true;
  next_turn_ = 0;
  last_ = -std::numeric_limits<Seconds>::infinity();
  last_speaker_.clear();
  introduced_.clear();
  described_.clear();
  name_of_id_.clear();
  names_of_ids_.clear();
  bearers_of_.clear();
  turn_of_id_.clear();
  answered_.clear();
  if (clock.type == Clock::Type::calendar && clock.zone.empty() && !context_.zone.empty()) {
    clock.zone = context_.zone;
    if (clock.start) clock.start = to_utc(*clock.start, clock.zone, last_);
    clock_ = clock;
    clock_.zone.clear();  // what is written is local to it
  } else {
    clock_ = clock;
  }
  out_.accept(
      {id_, EpisodeInfo{.clock = std::move(clock), .title = std::move(title), .language = std::move(language)}, {}});
  out_.accept({id_, medium_of(path_, "text", format_), {}});
}

std::string TurnWriter::speaker(std::string_view id, std::string_view name) {
  name = trim(name);
  if (id.empty()) return std::string(name);
  const auto known = name_of_id_.find(std::string(id));
  if (known != name_of_id_.end()) return known->second;
  std::string given(name.empty() ? id : name);
  if (name.empty()) {
    context_.diagnostics.add("anonymous", "somebody without a name is called by the id", {path_});
  }
  if (!names_of_ids_.insert(given).second) {
    context_.diagnostics.add("duplicate_name", "two people have one name; the later one is called \"name (2)\"",
                             {path_});
    int& bearers = bearers_of_[given];
    std::string numbered;
    do {
      numbered = fmt::format("{} ({})", given, ++bearers + 1);
    } while (!names_of_ids_.insert(numbered).second);
    given = std::move(numbered);
  }
  name_of_id_.emplace(id, given);
  return given;
}

void TurnWriter::describe(const std::string& speaker, Subject::Type type, std::string profile) {
  if (speaker.empty() || introduced_.contains(speaker)) return;
  described_.try_emplace(speaker, Subject{.name = speaker, .type = type, .profile = std::move(profile)});
}

std::optional<std::int64_t> TurnWriter::write(Turn&& turn, const Place& place) {
  return write(std::move(turn), std::nullopt, 0, place);
}

std::optional<std::int64_t> TurnWriter::write(Turn&& turn, const NumericDate& date, Seconds of_day, const Place& place,
                                              std::string_view raw) {
  if (!dates_.see(date, place)) {
    context_.fault(place, fmt::format("{} is no date in the order of the dates before it", date.to_string()),
                   "say how dates are written: --date-order dmy, mdy or ymd", raw);
    return std::nullopt;
  }
  return write(std::move(turn), date, of_day, place);
}

std::optional<std::int64_t> TurnWriter::write(Turn&& turn, std::optional<NumericDate> date, Seconds of_day,
                                              const Place& place) {
  clean_nul(turn.text);
  clean_nul(turn.speaker);
  if (turn.text.empty() && turn.event.empty()) {
    context_.skip("empty_turn", "a turn has no text and is left out", place);
    return std::nullopt;
  }
  context_.keep();
  turn.turn = next_turn_++;
  const std::int64_t number = turn.turn;
  if (!turn.id.empty()) turn_of_id_.emplace(hash_of(turn.id), number);
  const std::string answers = turn.reply_to;
  if (!date && held_.empty()) {
    pass(std::move(turn), place);
  } else {
    held_bytes_ += sizeof(Held) + turn.text.size();
    held_.push_back({std::move(turn), date, of_day, place});
    if (dates_.order() == DateOrder::unknown && held_bytes_ > kMaxHeldBytes) dates_.decide();
    if (dates_.order() != DateOrder::unknown) release();
  }
  if (!answers.empty()) {
    const auto found = turn_of_id_.find(hash_of(answers));
    if (found == turn_of_id_.end() || found->second >= number) {
      unanswered_.push_back({number, answers, place});
    } else {
      answered_.emplace_back(number, found->second);
      relate(number, found->second);
    }
  }
  return number;
}

std::optional<std::int64_t> TurnWriter::turn_of(const std::string& id) const {
  const auto found = turn_of_id_.find(hash_of(id));
  return found == turn_of_id_.end() ? std::nullopt : std::optional(found->second);
}

void TurnWriter::add(RecordBody&& body) {
  if (held_.empty()) {
    pass(std::move(body));
  } else {
    held_.push_back({std::move(body), std::nullopt, 0, {}});
  }
}

bool TurnWriter::is_local() const {
  return clock_.type == Clock::Type::calendar && clock_.zone.empty() && !context_.zone.empty();
}

void TurnWriter::pass(RecordBody&& body) {
  if (auto* occurrence = std::get_if<Occurrence>(&body)) {
    introduce(occurrence->subject);
    if (occurrence->time && is_local()) {
      const Seconds utc = to_utc(occurrence->time->start, context_.zone, last_);
      occurrence->time->end += utc - occurrence->time->start;
      occurrence->time->start = utc;
    }
  }
  out_.accept({id_, std::move(body), {}});
}

void TurnWriter::introduce(const std::string& speaker) {
  if (speaker.empty() || speaker == last_speaker_) return;
  last_speaker_ = speaker;
  if (!introduced_.insert(speaker).second) return;
  auto described = described_.extract(speaker);
  if (described.empty()) {
    out_.accept({id_, Subject{.name = speaker, .type = Subject::Type::person, .profile = {}}, {}});
  } else {
    out_.accept({id_, std::move(described.mapped()), {}});
  }
}

void TurnWriter::pass(Turn&& turn, const Place& place) {
  introduce(turn.speaker);
  if (turn.time) {
    if (is_local()) {
      const Seconds utc = to_utc(turn.time->start, context_.zone, last_);
      turn.time->end += utc - turn.time->start;
      turn.time->start = utc;
    }
    if (turn.time->start < last_) {
      context_.diagnostics.add("time_back", "a turn is earlier than the one before it", place,
                               "turns stay in the order of the file; sort it by time if that is wrong");
    }
    last_ = turn.time->start;
  }
  out_.accept({id_, std::move(turn), {}});
}

void TurnWriter::release() {
  for (Held& held : held_) {
    auto* turn = std::get_if<Turn>(&held.body);
    if (turn == nullptr) {
      pass(std::move(held.body));
      continue;
    }
    if (held.date) {
      // see() let no date through that the order does not fit; a guess may still leave one without a day.
      if (const auto day = day_of(*held.date, dates_.order())) {
        turn->time = TimeRange{*day + held.of_day, *day + held.of_day};
      } else {
        context_.diagnostics.add("no_such_day", "a date is no day in the order found; the turn has no time", held.place,
                                 "say how dates are written: --date-order dmy, mdy or ymd");
      }
    }
    pass(std::move(*turn), held.place);
  }
  held_.clear();
  held_bytes_ = 0;
}

void TurnWriter::relate(std::int64_t from, std::int64_t to) {
  add(Relation{.type = "reply", .from = turn_name(from), .to = turn_name(to), .weight = {}});
}

/// Only an answer to a later turn can close a circle. Each turn answers one other at most, so that one walk up from
/// each such answer, which stops where an earlier walk went, finds every circle in linear time.
void TurnWriter::relate_unanswered() {
  if (unanswered_.empty()) return;
  std::unordered_map<std::int64_t, std::int64_t> up(answered_.begin(), answered_.end());
  for (const Reply& reply : unanswered_) {
    const auto found = turn_of_id_.find(hash_of(reply.to));
    if (found != turn_of_id_.end()) {
      up.emplace(reply.from, found->second);
    } else {
      context_.diagnostics.add("dangling_reply", "a reply answers a message that is not here", reply.place);
    }
  }
  std::unordered_map<std::int64_t, std::size_t> walked;  // turn -> which walk came by first
  for (std::size_t walk = 0; walk < unanswered_.size(); ++walk) {
    std::int64_t at = unanswered_[walk].from, last_forward = at;
    auto next = up.find(at);
    for (; next != up.end() && walked.emplace(at, walk).second; next = up.find(at)) {
      if (next->second >= at) last_forward = at;
      at = next->second;
    }
    if (next != up.end() && walked[at] == walk) up.erase(last_forward);
  }
  for (const Reply& reply : unanswered_) {
    if (const auto kept = up.find(reply.from); kept != up.end()) {
      relate(reply.from, kept->second);
    } else if (turn_of_id_.contains(hash_of(reply.to))) {
      context_.diagnostics.add("cyclic_reply", "a reply that would close a circle is left out", reply.place);
    }
  }
  unanswered_.clear();
}

void TurnWriter::close() {
  if (!open_) return;
  if (!held_.empty() && dates_.order() == DateOrder::unknown) dates_.decide();
  release();
  relate_unanswered();
  if (dates_.was_ambiguous()) context_.diagnostics.add("date_order", dates_.reason(), {path_});
  dates_ = DateOrderFinder(dates_.order());
  out_.accept({id_, End{}, {}});
  open_ = false;
}

}  // namespace affect::io
