#include <algorithm>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/ascii.h"
#include "io/subtitle_text.h"
#include "io/times.h"
#include "io/turn_writer.h"

namespace affect::io {
namespace {

constexpr std::string_view kArrow = "-->";

bool is_timing(std::string_view line) {
  line = trim_left(line);
  if (line.starts_with('-')) line.remove_prefix(1);  // a negative time is a fault, not text
  return !line.empty() && (is_digit(line.front()) || line.starts_with(kArrow)) &&
         line.find(kArrow) != std::string_view::npos;
}

/// "00:00:01,500 --> 00:00:03,000 align:start".
std::optional<TimeRange> parse_timing(std::string_view line) {
  const auto arrow = line.find(kArrow);
  const auto start = parse_media_time(trim(line.substr(0, arrow)));
  const std::string_view rest = trim(line.substr(arrow + kArrow.size()));
  const auto end = parse_media_time(rest.substr(0, rest.find_first_of(" \t")));
  if (!start || !end) return std::nullopt;
  return TimeRange{*start, *end};
}

/// Whether words are timed one by one, "so<00:00:01.200><c> then</c>", as recognisers of speech write them.
bool rolls_up(std::string_view head) {
  const auto tag = head.find("><c>");
  return tag != std::string_view::npos && tag > 0 && is_digit(head[tag - 1]);
}

struct Cue {
  TimeRange time;
  std::size_t line = 0;
  std::vector<std::string> text;
};

/// One pass over one subtitle file. Cues that stand a little out of order are put right in a window of 64.
class SubtitlePass {
 public:
  SubtitlePass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines),
        context_(context),
        vtt_(lines.peek(6).starts_with("WEBVTT")),
        text_(vtt_, lines.peek(kHeadSize).substr(0, kHeadSize)),
        rolling_(vtt_ && rolls_up(lines.peek(kHeadSize).substr(0, kHeadSize))),
        turns_(context, lines, vtt_ ? "vtt" : "srt", out) {
    if (context.ledger != nullptr) context.ledger->unit("cues");
  }

  void run() {
    turns_.open(episode_id(context_, lines_), {.type = Clock::Type::media});
    bool in_block = vtt_;  // the header, NOTE, STYLE and REGION run up to a blank line
    for (std::string_view line; lines_.next_text(line, context_.diagnostics);) {
      if (in_block) {
        in_block = !trim(line).empty();
        continue;
      }
      in_block = take(line);
    }
    drop_held();
    finish_cue();
    while (!window_.empty()) release();
    if (!any_cue_) {
      throw InputError("no cue has a time like 00:00:01,000 --> 00:00:03,000", {lines_.name()},
                       "is it another format? name it with --format NAME");
    }
    turns_.close();
  }

 private:
  static constexpr std::size_t kHeadSize = 64u << 10;
  static constexpr std::size_t kWindow = 64;

  /// True where the line begins a block that is no cue.
  bool take(std::string_view line) {
    if (is_timing(line)) {
      held_.reset();  // it was the cue's number or name
      finish_cue();
      begin_cue(line);
      after_blank_ = false;
      return false;
    }
    drop_held();
    if (trim(line).empty()) {
      after_blank_ = true;
      return false;
    }
    if (vtt_ && after_blank_ && (line.starts_with("NOTE") || line == "STYLE" || line == "REGION")) {
      finish_cue();
      return true;
    }
    // Only the next line tells whether this is a cue's number or its text.
    if (all_digits(trim(line)) || (vtt_ && after_blank_)) {
      held_ = line;
      held_line_ = lines_.line();
    } else {
      add_text(line, lines_.line());
    }
    after_blank_ = false;
    return false;
  }

  void drop_held() {
    if (held_) add_text(*held_, held_line_);
    held_.reset();
  }

  void add_text(std::string_view line, std::size_t number) {
    if (cue_) {
      cue_->text.emplace_back(line);
    } else if (!skipping_) {
      context_.piece();
      context_.skip("text_outside_cue", "text before the first cue is left out", {lines_.name(), number});
    }
  }

  void begin_cue(std::string_view line) {
    context_.piece();
    const auto time = parse_timing(line);
    skipping_ = !time || time->end < time->start;
    any_cue_ = true;
    if (skipping_) {
      context_.fault(lines_.place(1), time ? "cue ends before it begins" : "not the time of a cue",
                     time ? "" : "write 00:00:01,000 --> 00:00:03,000", line);
      return;
    }
    cue_ = Cue{*time, lines_.line(), {}};
  }

  void finish_cue() {
    if (!cue_) return;
    auto at = window_.end();
    while (at != window_.begin() && std::prev(at)->time.start > cue_->time.start) --at;
    if (at != window_.end()) {
      context_.diagnostics.add("cue_order", "a cue stands behind a later one and is put in its place",
                               {lines_.name(), cue_->line});
    }
    window_.insert(at, std::move(*cue_));
    cue_.reset();
    if (window_.size() > kWindow) release();
  }

  void release() {
    Cue cue = std::move(window_.front());
    window_.pop_front();
    if (rolling_ && drop_repeated(cue)) return;
    std::vector<CueVoice> voices = text_.parse(cue.text);
    if (voices.empty()) voices.emplace_back();  // counted as a turn without text
    for (std::size_t i = 0; i < voices.size(); ++i) {
      if (i > 0) context_.piece();  // one more than the cue itself
      Turn turn;
      turn.time = cue.time;
      turn.speaker = std::move(voices[i].speaker);
      if (is_sound(voices[i].text)) {
        context_.diagnostics.add("sound", "a cue that describes a sound is kept as an event, without its text",
                                 {lines_.name(), cue.line});
        turn.event = "system";
      } else {
        turn.text = std::move(voices[i].text);
      }
      turns_.write(std::move(turn), {lines_.name(), cue.line});
    }
  }

  /// Captions that roll up show each line again above the next one. True where nothing new is left of the cue.
  bool drop_repeated(Cue& cue) {
    std::vector<std::string> fresh;
    bool repeats = false;
    for (std::string& line : cue.text) {
      std::string plain = text_.plain(line);
      if (plain.empty()) continue;
      const bool again = plain == last_line_;
      repeats = repeats || again;
      last_line_ = std::move(plain);
      if (!again) fresh.push_back(std::move(line));
    }
    cue.text = std::move(fresh);
    if (!repeats || !cue.text.empty()) return false;
    context_.skip("repeated_cue", "a cue of captions that roll up repeats the one before it and is left out",
                  {lines_.name(), cue.line});
    return true;
  }

  LineReader& lines_;
  const ReadContext& context_;
  bool vtt_;
  CueText text_;
  bool rolling_;  ///< see drop_repeated()
  TurnWriter turns_;
  std::optional<Cue> cue_;
  std::optional<std::string> held_;
  std::size_t held_line_ = 0;
  bool after_blank_ = true;
  bool skipping_ = false;  ///< the text of a cue whose time is wrong
  bool any_cue_ = false;
  std::deque<Cue> window_;
  std::string last_line_;
};

class SubtitlesReader final : public Reader {
 public:
  double recognises(std::string_view head, std::string_view /*name*/) const override {
    if (head.starts_with("WEBVTT") &&
        (head.size() == 6 || head[6] == ' ' || head[6] == '\t' || head[6] == '\n' || head[6] == '\r')) {
      return 1;
    }
    std::size_t looked = 0;
    for (std::string_view line; looked < 200 && take_line(head, line); ++looked) {
      if (is_timing(line) && parse_timing(line)) return 0.95;
    }
    return 0;
  }

  std::string_view example() const override {
    return R"(1
00:00:01,000 --> 00:00:03,500
ANN: You are late.
)";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    SubtitlePass(lines, context, out).run();
  }
};

}  // namespace

void register_subtitles(Engine& engine) {
  engine.add<Reader>({.name = "subtitles",
                      .room = "io/formats",
                      .what = "SubRip (.srt) and WebVTT (.vtt), with speakers where they are named",
                      .units = "turns; s of the recording",
                      .source = "SubRip; W3C WebVTT"},
                     [](const Engine&, const Options&) { return std::make_unique<SubtitlesReader>(); });
}

}  // namespace affect::io
