#include "io/turn_writer.h"

#include <limits>
#include <utility>

#include "io/ascii.h"

namespace affect::io {

std::string episode_id(const ReadContext& context, const LineReader& lines) {
  if (!context.episode.empty()) return context.episode;
  const std::string_view stem = file_stem(lines.path());
  return stem.empty() ? "stdin" : std::string(stem);
}

Media medium_of(const LineReader& lines, std::string_view type, std::string_view format) {
  const std::string_view name = file_name(lines.path());
  Media media;
  media.name = name.empty() ? "stdin" : std::string(name);
  media.type = type;
  media.format = format;
  media.path = lines.path();
  return media;
}

TurnWriter::TurnWriter(const ReadContext& context, const LineReader& lines, std::string_view format, RecordSink& out)
    : context_(context), lines_(lines), format_(format), out_(out) {}

void TurnWriter::open(std::string id, Clock clock, std::string title) {
  id_ = std::move(id);
  open_ = true;
  next_turn_ = 0;
  last_ = -std::numeric_limits<Seconds>::infinity();
  last_speaker_.clear();
  speakers_.clear();
  out_.accept({id_, EpisodeInfo{.clock = std::move(clock), .title = std::move(title), .language = {}}, {}});
  out_.accept({id_, medium_of(lines_, "text", format_), {}});
}

void TurnWriter::write(Turn&& turn, std::size_t line) {
  if (turn.text.empty() && turn.event.empty()) {
    context_.diagnostics.add("empty_turn", "a turn has no text and is left out", {lines_.name(), line});
    return;
  }
  if (!turn.speaker.empty() && turn.speaker != last_speaker_) {
    last_speaker_ = turn.speaker;
    if (speakers_.insert(turn.speaker).second) {
      out_.accept({id_, Subject{.name = turn.speaker, .type = Subject::Type::person, .profile = {}}, {}});
    }
  }
  if (turn.time) {
    if (turn.time->start < last_) {
      context_.diagnostics.add("time_back", "a turn is earlier than the one before it", {lines_.name(), line},
                               "turns stay in the order of the file; sort it by time if that is wrong");
    }
    last_ = turn.time->start;
  }
  turn.turn = next_turn_++;
  out_.accept({id_, std::move(turn), {}});
}

void TurnWriter::close() {
  if (!open_) return;
  out_.accept({id_, End{}, {}});
  open_ = false;
}

}  // namespace affect::io
