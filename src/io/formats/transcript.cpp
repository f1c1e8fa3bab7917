#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "io/ascii.h"
#include "io/speaker_names.h"
#include "io/time_prefix.h"
#include "io/turn_writer.h"

namespace affect::io {
namespace {

constexpr std::string_view kTranscriptHint =
    "write each turn as `Name: text`; or say what it is: --format diary, csv, subtitles";

struct TranscriptLine {
  enum class Type { continuation, turn, direction } type = Type::continuation;
  TimePrefix time;
  SpeakerLine speaker;
};

/// "(They laugh.)", "[door slams]": nobody's words.
bool is_direction(std::string_view line) {
  if (line.size() < 3) return false;
  const char open = line.front();
  if (open != '(' && open != '[') return false;
  return line.find(open == '(' ? ')' : ']') == line.size() - 1;
}

TranscriptLine parse_transcript_line(std::string_view line, const SpeakerNames& names) {
  using Type = TranscriptLine::Type;
  TranscriptLine result;
  if (line.empty() || is_blank(line.front())) return result;
  line = trim_right(line);
  result.time = take_time_prefix(line);
  if (const auto speaker = names.split(result.time.rest)) {
    result.type = Type::turn;
    result.speaker = *speaker;
    if (const auto time = parse_written_time(speaker->direction); time && !result.time.start) {
      result.time.start = time;
      result.speaker.direction = {};
    }
  } else if (is_direction(result.time.rest)) {
    result.type = Type::direction;
  } else if (result.time.start && result.time.bracketed) {
    result.type = Type::turn;
    result.speaker.text = result.time.rest;
  }
  return result;
}

/// How the head tells time: as its first time does.
Clock clock_of_head(std::string_view head, const SpeakerNames& names) {
  for (std::string_view line; take_line(head, line);) {
    const TranscriptLine parsed = parse_transcript_line(line, names);
    if (parsed.type != TranscriptLine::Type::continuation && parsed.time.start) {
      return parsed.time.start->clock();
    }
  }
  return {};
}

/// One pass over one transcript: a turn is written when the next one begins.
class TranscriptPass {
 public:
  TranscriptPass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines), context_(context), turns_(context, lines, "transcript", out) {
    const std::string head(lines.peek(kHeadSize).substr(0, kHeadSize));
    names_ = SpeakerNames(head);
    clock_ = clock_of_head(head, names_);
  }

  void run() {
    if (context_.ledger != nullptr) context_.ledger->unit("lines");
    for (std::string_view line; lines_.next_text(line, context_.diagnostics);) {
      if (trim(line).empty()) continue;
      context_.piece();
      take(line);
    }
    flush();
    if (!spoken_) {
      throw InputError("nobody speaks: no line begins with a name and a colon", {lines_.name()},
                       std::string(kTranscriptHint));
    }
    turns_.close();
  }

 private:
  static constexpr std::size_t kHeadSize = 64u << 10;

  void take(std::string_view line) {
    const TranscriptLine parsed = parse_transcript_line(line, names_);
    switch (parsed.type) {
      case TranscriptLine::Type::continuation:
        continue_turn(trim(line));
        return;
      case TranscriptLine::Type::turn:
        begin(parsed, line);
        spoken_ = true;
        return;
      case TranscriptLine::Type::direction:
        context_.diagnostics.add("stage_direction", "a line in brackets is kept as an event, without its text",
                                 lines_.place());
        begin(parsed, line);
        pending_->event = "system";
        flush();
        return;
    }
  }

  void continue_turn(std::string_view text) {
    if (pending_) {
      context_.keep();
      if (!pending_->text.empty()) pending_->text += '\n';
      pending_->text += text;
    } else if (!turns_.is_open() && title_.empty() && text.starts_with("# ")) {
      context_.keep();
      title_ = trim(text.substr(2));
    } else {
      context_.skip("nobody_speaks", "text that belongs to no speaker is left out", lines_.place(),
                    std::string(kTranscriptHint));
    }
  }

  void begin(const TranscriptLine& parsed, std::string_view line) {
    flush();
    if (!turns_.is_open()) turns_.open(episode_id(context_, lines_), clock_, std::move(title_));
    Turn turn;
    turn.speaker = parsed.speaker.name;
    turn.text = parsed.speaker.text;
    turn.time = time_of(parsed.time, line);
    if (!parsed.speaker.direction.empty()) {
      context_.diagnostics.add("direction_beside_name", "what stands in brackets beside a name is left out",
                               lines_.place());
    }
    pending_line_ = lines_.line();
    pending_ = std::move(turn);
  }

  std::optional<TimeRange> time_of(const TimePrefix& time, std::string_view line) const {
    if (!time.start) return std::nullopt;
    if (time.start->type != clock_.type || (time.end && time.end->type != clock_.type)) {
      context_.fault(lines_.place(1), "time is told in another way than at the beginning",
                     "use either seconds of the recording or dates throughout", line, 0);
      return std::nullopt;
    }
    const Seconds start = time.start->seconds;
    if (!time.end || clock_.type == Clock::Type::calendar) return TimeRange{start, start};
    if (time.end->seconds < start) {
      context_.fault(lines_.place(1), "turn ends before it begins", "", line, 0);
      return std::nullopt;
    }
    return TimeRange{start, time.end->seconds};
  }

  void flush() {
    if (pending_) turns_.write(std::move(*pending_), {lines_.name(), pending_line_});
    pending_.reset();
  }

  LineReader& lines_;
  const ReadContext& context_;
  TurnWriter turns_;
  SpeakerNames names_;
  Clock clock_;
  std::string title_;
  std::optional<Turn> pending_;
  std::size_t pending_line_ = 0;
  bool spoken_ = false;
};

class TranscriptReader final : public Reader {
 public:
  double recognises(std::string_view head, std::string_view /*name*/) const override {
    const SpeakerNames names(head);
    std::size_t all = 0;
    std::size_t turns = 0;
    for (std::string_view line; take_line(head, line);) {
      if (line.empty() || is_blank(line.front())) continue;
      ++all;
      turns += parse_transcript_line(line, names).type == TranscriptLine::Type::turn;
    }
    // Text without any speaker still comes here, for an error that says how to write one.
    if (turns == 0) return 0.05;
    return turns == 1 ? 0.5 : turns * 2 >= all ? 0.8 : 0.6;
  }

  std::string_view example() const override {
    return R"(Ann: You are late.
[00:01:05] Bob (sighs): I know.
)";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    TranscriptPass(lines, context, out).run();
  }
};

}  // namespace

void register_transcript(Engine& engine) {
  engine.add<Reader>({.name = "transcript",
                      .room = "io/formats",
                      .what = "`Name: text`, with times or without",
                      .units = "turns; s of the recording, calendar time or order",
                      .source = "plain text"},
                     [](const Engine&, const Options&) { return std::make_unique<TranscriptReader>(); });
}

}  // namespace affect::io
