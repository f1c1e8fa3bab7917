#include <algorithm>
#include <charconv>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/ascii.h"
#include "io/speaker_names.h"
#include "io/times.h"
#include "io/turn_writer.h"
#include "io/utf8.h"

namespace affect::io {
namespace {

constexpr std::string_view kArrow = "-->";

bool is_timing(std::string_view line) {
  line = trim_left(line);
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

/// Appends `line` without markup: <i>, {\an8}; with `entities`, `&amp;` and its like are resolved.
void append_plain(std::string_view line, bool entities, std::string& out) {
  struct Entity {
    std::string_view name, text;
  };
  static constexpr std::array<Entity, 8> kEntities{{{"&amp;", "&"},
                                                    {"&lt;", "<"},
                                                    {"&gt;", ">"},
                                                    {"&nbsp;", " "},
                                                    {"&quot;", "\""},
                                                    {"&#39;", "'"},
                                                    {"&lrm;", ""},
                                                    {"&rlm;", ""}}};
  for (std::size_t i = 0; i < line.size();) {
    const std::string_view rest = line.substr(i);
    if (rest.size() > 1 && rest[0] == '<' && (is_letter(rest[1]) || is_digit(rest[1]) || rest[1] == '/')) {
      if (const auto close = rest.find('>'); close != std::string_view::npos) {
        i += close + 1;
        continue;
      }
    }
    if (rest.starts_with("{\\")) {
      if (const auto close = rest.find('}'); close != std::string_view::npos) {
        i += close + 1;
        continue;
      }
    }
    if (entities && rest[0] == '&') {
      const auto found =
          std::find_if(kEntities.begin(), kEntities.end(), [&](const Entity& e) { return rest.starts_with(e.name); });
      if (found != kEntities.end()) {
        out += found->text;
        i += found->name.size();
        continue;
      }
    }
    out += rest[0];
    ++i;
  }
}

/// Takes "- " or a dash off the front.
bool take_dash(std::string_view& line) {
  for (const std::string_view dash : {std::string_view("-"), std::string_view("\xE2\x80\x90"),
                                      std::string_view("\xE2\x80\x93"), std::string_view("\xE2\x80\x94")}) {
    if (line.starts_with(dash) && !line.starts_with("--")) {
      line = trim_left(line.substr(dash.size()));
      return true;
    }
  }
  return false;
}

/// "[door slams]", "(laughter)", "♪": sounds, nobody's words.
bool is_sound(std::string_view text) {
  if (text.size() < 3) return false;
  if (text.find_first_not_of("\xE2\x99\xAA\xE2\x99\xAB ") == std::string_view::npos) return true;
  const char close = text.front() == '[' ? ']' : text.front() == '(' ? ')' : '\0';
  return close != '\0' && text.find(close) == text.size() - 1;
}

struct Cue {
  TimeRange time;
  std::size_t line = 0;
  std::vector<std::string> text;
};

/// What one speaker says in a cue.
struct CueVoice {
  std::string speaker;
  std::string text;
};

/// Turns the lines of a cue into voices: <v Name> tags, dashes and `NAME:` begin new ones.
class CueParser {
 public:
  CueParser(bool vtt, SpeakerNames names) : vtt_(vtt), names_(std::move(names)) {}

  std::vector<CueVoice> parse(const Cue& cue) const {
    std::vector<CueVoice> voices;
    for (const std::string& line : cue.text) {
      std::string_view rest = trim(line);
      for (;;) {
        const auto tag = vtt_ ? find_voice(rest) : std::string_view::npos;
        add_line(rest.substr(0, tag), voices);
        if (tag == std::string_view::npos) break;
        const auto close = rest.find('>', tag);
        const std::string_view inside = rest.substr(tag + 2, close - tag - 2);  // ".loud Ann"
        const auto space = inside.find(' ');
        CueVoice voice;
        if (space != std::string_view::npos) append_plain(trim(inside.substr(space)), true, voice.speaker);
        voices.push_back(std::move(voice));
        rest.remove_prefix(close + 1);
      }
    }
    return voices;
  }

 private:
  static std::size_t find_voice(std::string_view text) {
    for (auto at = text.find("<v"); at != std::string_view::npos; at = text.find("<v", at + 1)) {
      if (at + 2 < text.size() && (text[at + 2] == ' ' || text[at + 2] == '.') &&
          text.find('>', at) != std::string_view::npos) {
        return at;
      }
    }
    return std::string_view::npos;
  }

  void add_line(std::string_view line, std::vector<CueVoice>& voices) const {
    std::string plain;
    append_plain(line, vtt_, plain);
    std::string_view text = trim(plain);
    bool fresh = take_dash(text);
    while (text.starts_with('>')) {
      text = trim_left(text.substr(1));
      fresh = true;
    }
    CueVoice voice;
    if (const auto speaker = names_.split(text)) {
      voice.speaker = speaker->name;
      text = speaker->text;
      fresh = true;
    }
    if (text.empty() && !fresh) return;
    if (fresh || voices.empty()) {
      voice.text = text;
      voices.push_back(std::move(voice));
      return;
    }
    std::string& last = voices.back().text;
    if (!last.empty()) last += ' ';
    last += text;
  }

  bool vtt_;
  SpeakerNames names_;
};

/// One pass over one subtitle file. Cues that stand a little out of order are put right in a window of 64.
class SubtitlePass {
 public:
  SubtitlePass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines),
        context_(context),
        vtt_(lines.peek(6).starts_with("WEBVTT")),
        parser_(vtt_, SpeakerNames(lines.peek(kHeadSize).substr(0, kHeadSize))),
        turns_(context, lines, vtt_ ? "vtt" : "srt", out) {}

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
      context_.diagnostics.add("text_outside_cue", "text before the first cue is left out", {lines_.name(), number});
    }
  }

  void begin_cue(std::string_view line) {
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
    const Cue cue = std::move(window_.front());
    window_.pop_front();
    std::vector<CueVoice> voices = parser_.parse(cue);
    if (voices.empty()) voices.emplace_back();  // counted as a turn without text
    for (CueVoice& voice : voices) {
      Turn turn;
      turn.time = cue.time;
      turn.speaker = std::move(voice.speaker);
      if (is_sound(voice.text)) {
        context_.diagnostics.add("sound", "a cue that describes a sound is kept as an event, without its text",
                                 {lines_.name(), cue.line});
        turn.event = "system";
      } else {
        turn.text = std::move(voice.text);
      }
      turns_.write(std::move(turn), {lines_.name(), cue.line});
    }
  }

  LineReader& lines_;
  const ReadContext& context_;
  bool vtt_;
  CueParser parser_;
  TurnWriter turns_;
  std::optional<Cue> cue_;
  std::optional<std::string> held_;
  std::size_t held_line_ = 0;
  bool after_blank_ = true;
  bool skipping_ = false;  ///< the text of a cue whose time is wrong
  bool any_cue_ = false;
  std::deque<Cue> window_;
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
