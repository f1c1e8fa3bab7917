#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "io/ascii.h"
#include "io/turn_writer.h"

namespace affect::io {
namespace {

constexpr std::size_t kMaxSpeech = 1u << 20;
constexpr std::string_view kPlayHint =
    "a speech begins with a name in capitals: `ANN. text`, or ANN on a line of its own";

bool is_capital_text(std::string_view text) {
  std::size_t letters = 0;
  for (const char c : text) {
    if (is_lower(c)) return false;
    letters += is_upper(c) || is_high(c);
  }
  return letters >= 2;
}

bool begins_with_word(std::string_view line, std::string_view word) {
  if (lower(line.substr(0, word.size())) != word) return false;
  return line.size() == word.size() || !(is_letter(line[word.size()]) || is_digit(line[word.size()]));
}

/// "INT. KITCHEN - DAY", ".THE GARDEN" (Fountain).
bool is_screen_heading(std::string_view line) {
  for (const std::string_view place : {"INT.", "EXT.", "EST.", "INT ", "EXT ", "INT/EXT", "I/E"}) {
    if (line.starts_with(place)) return true;
  }
  return line.size() > 2 && line[0] == '.' && is_upper(line[1]);
}

bool is_act_number(std::string_view text) {
  text = text.substr(0, text.find_first_of(" .:,-"));
  if (text.empty()) return false;
  if (text.find_first_not_of("IVXLCivxlc0123456789") == std::string_view::npos) return true;
  static constexpr std::array<std::string_view, 8> kNumbers{"one",   "two",    "three", "four",
                                                            "first", "second", "third", "fourth"};
  return std::find(kNumbers.begin(), kNumbers.end(), lower(text)) != kNumbers.end();
}

enum class PlayHeading { none, act, scene, persons };

/// "ACT I", "SCENE II. A hall.", "Scene: a room", "PROLOGUE", "DRAMATIS PERSONAE".
PlayHeading play_heading(std::string_view line) {
  if (line.starts_with('#'))
    line = trim_left(
        line.substr(line.find_first_not_of('#') == std::string_view::npos ? line.size() : line.find_first_not_of('#')));
  if (is_screen_heading(line)) return PlayHeading::scene;
  const std::string low = lower(line.substr(0, 24));
  if (low.starts_with("dramatis person") || low.starts_with("persons represented") ||
      low.starts_with("persons of the play") || low.starts_with("characters in the play") || low == "characters" ||
      low == "characters:" || low == "characters." || low == "cast") {
    return PlayHeading::persons;
  }
  const bool is_act = begins_with_word(line, "act");
  if (is_act || begins_with_word(line, "scene")) {
    const std::string_view rest = trim_left(line.substr(is_act ? 3 : 5));
    const bool opens = rest.starts_with(':') || rest.starts_with('.') || rest.empty();
    if (is_act_number(rest) || (!is_act && opens)) return is_act ? PlayHeading::act : PlayHeading::scene;
    return PlayHeading::none;
  }
  for (const std::string_view word : {"prologue", "epilogue", "first act", "second act", "third act"}) {
    if ((low == word || low == std::string(word) + '.') && is_upper(line.front())) return PlayHeading::act;
  }
  return PlayHeading::none;
}

struct PlayCue {
  std::string_view name;
  std::string_view text;       ///< of the same line
  bool has_direction = false;  ///< "(aside)" stood beside the name
  bool has_mark = false;       ///< a point or a colon behind the name
};

/// Takes "(aside)", "[to Ann]", "_whispers_" off the front.
bool take_direction(std::string_view& text) {
  const std::string_view rest = trim_left(text);
  if (rest.empty()) return false;
  const char open = rest.front();
  if (open != '(' && open != '[' && open != '_') return false;
  const auto close = rest.find(open == '(' ? ')' : open == '[' ? ']' : '_', 1);
  if (close == std::string_view::npos) return false;
  text = rest.substr(close + 1);
  return true;
}

/// "ANN. Hello", "ANN (aside): Hello", "FIRST CITIZEN.", "ANN (CONT'D)", "@McAnn", "_Ann._ Hello".
std::optional<PlayCue> play_cue(std::string_view line) {
  PlayCue cue;
  if (line.starts_with('@') && line.size() > 1) {
    cue.name = trim(line.substr(1, line.find('(') == std::string_view::npos ? line.npos : line.find('(') - 1));
    return cue.name.empty() ? std::nullopt : std::optional(cue);
  }
  const bool italic = line.starts_with('_');
  std::string_view rest = italic ? line.substr(1) : line;
  std::size_t size = 0;
  std::size_t word = 0;
  bool lower_seen = false;
  for (; size < rest.size() && size < 60; ++size) {
    const char c = rest[size];
    if (c == ':' || c == '(' || c == '[' || c == '_') break;
    if (c == '.') {
      // "MRS. GREEN." and "J. FIELD." go on behind a short word's point.
      const std::string_view before = rest.substr(word, size - word);
      const bool goes_on = size + 2 < rest.size() && rest[size + 1] == ' ' && is_upper(rest[size + 2]) &&
                           (before == "MR" || before == "MRS" || before == "MS" || before == "DR" || before == "ST" ||
                            before.size() == 1);
      if (!goes_on) break;
      continue;
    }
    if (is_lower(c)) lower_seen = true;
    if (c == ' ') word = size + 1;
    if (!(is_letter(c) || is_digit(c) || c == ' ' || c == '\'' || c == '-' || c == '&' || c == '^' || c == ',')) {
      return std::nullopt;
    }
  }
  cue.name = trim(rest.substr(0, size));
  rest.remove_prefix(size);
  if (cue.name.ends_with('^')) cue.name = trim(cue.name.substr(0, cue.name.size() - 1));
  if (cue.name.size() < 2 || !is_upper(cue.name.front()) || cue.name.ends_with(',')) return std::nullopt;
  if (lower_seen && !italic) return std::nullopt;
  if (!lower_seen && !is_capital_text(cue.name)) return std::nullopt;
  while (take_direction(rest)) cue.has_direction = true;
  if (rest.starts_with('.') || rest.starts_with(':')) {
    cue.has_mark = true;
    rest.remove_prefix(1);
  }
  if (italic && rest.starts_with('_')) {
    rest.remove_prefix(1);
  } else if (italic) {
    return std::nullopt;
  }
  if (!rest.empty() && !is_blank(rest.front())) return std::nullopt;
  while (take_direction(rest)) cue.has_direction = true;
  cue.text = trim(rest);
  if ((!cue.has_mark && !cue.text.empty()) || cue.name.ends_with(" TO")) return std::nullopt;
  static constexpr std::array<std::string_view, 12> kNoNames{"NO",  "YES", "OH",   "THE END", "FINIS",   "END",
                                                             "AND", "BUT", "NOTE", "CURTAIN", "FADE IN", "CONTENTS"};
  if (std::find(kNoNames.begin(), kNoNames.end(), cue.name) != kNoNames.end()) return std::nullopt;
  return cue;
}

/// A whole line of direction: "[Exit.]", "(They laugh.)", "_Exeunt._", "Enter ANN and BEN", "CUT TO:".
bool is_play_direction(std::string_view line) {
  const char open = line.front();
  if (open == '[') return line.find(']') == std::string_view::npos || line.find(']') + 2 >= line.size();
  if (open == '(') return line.find(')') == std::string_view::npos || line.find(')') + 2 >= line.size();
  if (open == '_')
    return line.size() > 2 && (line.ends_with('_') || line.ends_with("_.")) && line.find('_', 1) + 2 >= line.size();
  if (open == '>' || (is_capital_text(line) && line.ends_with("TO:"))) return true;
  for (const std::string_view word : {"Enter ", "Re-enter ", "Exit", "Exeunt", "FADE IN", "FADE OUT"}) {
    if (line.starts_with(word)) return true;
  }
  return false;
}

bool is_start_of_ebook(std::string_view line) {
  return line.starts_with("***") && line.find("START OF") != std::string_view::npos;
}
bool is_end_of_ebook(std::string_view line) {
  return (line.starts_with("***") && line.find("END OF") != std::string_view::npos) ||
         lower(line.substr(0, 28)) == "end of the project gutenberg" ||
         lower(line.substr(0, 24)) == "end of project gutenberg";
}

/// What the head of a play shows of the whole.
struct PlayShape {
  bool has_ebook_header = false;
  bool has_headings = false;  ///< of acts and scenes
  bool is_screenplay = false;
  std::size_t cues = 0;        ///< with a point, or alone above their text
  std::size_t colon_cues = 0;  ///< "ANN: text", as transcripts have them
  std::size_t lines = 0;
  std::set<std::string, std::less<>> names;  ///< that stand before more than one speech

  explicit PlayShape(std::string_view head) {
    std::map<std::string, std::size_t, std::less<>> seen;
    std::string_view line;
    bool blank_before = true;
    while (take_line(head, line)) {
      const std::string_view text = trim(line);
      const bool blank = text.empty();
      if (!blank) {
        ++lines;
        has_ebook_header = has_ebook_header || is_start_of_ebook(text);
        const PlayHeading heading = play_heading(text);
        has_headings = has_headings || heading == PlayHeading::act || heading == PlayHeading::scene;
        is_screenplay = is_screenplay || (text[0] != '.' && is_screen_heading(text));
        if (heading == PlayHeading::none) count(text, blank_before, head, seen);
      }
      blank_before = blank;
    }
    for (const auto& [name, times] : seen) {
      if (times > 1) names.insert(name);
    }
  }

 private:
  void count(std::string_view text, bool blank_before, std::string_view rest,
             std::map<std::string, std::size_t, std::less<>>& seen) {
    const auto cue = play_cue(text);
    if (!cue) return;
    std::string_view next;
    const bool above_text = cue->text.empty() && take_line(rest, next) && !trim(next).empty();
    if (cue->text.empty() ? !(above_text && blank_before) : !cue->has_mark) return;
    ++seen[std::string(cue->name)];
    const bool colon = text.find(':') != std::string_view::npos && text.find(':') < text.size() - 1 &&
                       !cue->text.empty() && text.find('.') > text.find(':');
    ++(colon ? colon_cues : cues);
  }
};

/// One pass over one play: a speech is written when what follows it begins.
class PlayPass {
 public:
  PlayPass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines),
        context_(context),
        turns_(context, lines, "play", out),
        shape_(lines.peek(kHeadSize).substr(0, kHeadSize)) {
    before_ebook_ = shape_.has_ebook_header;
    in_front_ = shape_.has_headings;
  }

  void run() {
    if (context_.ledger != nullptr) context_.ledger->unit("lines");
    turns_.open(episode_id(context_, lines_), {});
    for (std::string_view line; lines_.next_text(line, context_.diagnostics);) {
      const std::string_view text = trim(line);
      if (text.empty()) {
        end_paragraph();
      } else {
        context_.piece();
        take(text);
        blank_before_ = false;
      }
    }
    flush();
    drop_scene();
    if (!spoken_) {
      if (!context_.reject) throw InputError("nobody speaks", {lines_.name()}, std::string(kPlayHint));
      context_.diagnostics.add("nobody_speaks", "nobody speaks", {lines_.name()}, std::string(kPlayHint));
    }
    turns_.close();
  }

 private:
  static constexpr std::size_t kHeadSize = 64u << 10;

  void end_paragraph() {
    blank_before_ = true;
    in_direction_ = false;
    if (shape_.is_screenplay) {
      flush();
      speaker_.clear();
    }
  }

  void take(std::string_view text) {
    if (before_ebook_ || after_ebook_) {
      context_.skip("ebook_left_out", "what an e-book says about itself is left out", lines_.place());
      before_ebook_ = before_ebook_ && !is_start_of_ebook(text);
      return;
    }
    if (is_end_of_ebook(text)) {
      flush();
      after_ebook_ = true;
      context_.skip("ebook_left_out", "what an e-book says about itself is left out", lines_.place());
      return;
    }
    if (in_direction_) {
      continue_direction(text);
      return;
    }
    const PlayHeading heading = blank_before_ || !pending_ ? play_heading(text) : PlayHeading::none;
    if (heading != PlayHeading::none) {
      take_heading(heading, text);
      return;
    }
    if (in_front_ && !shape_.has_headings) {
      const auto cue = play_cue(text);
      in_front_ = !(cue && shape_.names.contains(cue->name) && (!cue->text.empty() || blank_before_));
    }
    if (in_front_) {
      context_.skip("front_left_out", "what stands before the first act or scene is left out", lines_.place());
      return;
    }
    const bool comment = text.starts_with("[[") || text.starts_with("/*");
    if (!comment) {
      if (const auto cue = play_cue(text); cue && begins_speech(*cue)) {
        begin(*cue);
        return;
      }
    }
    if (is_play_direction(text) || (shape_.is_screenplay && speaker_.empty())) {
      take_direction_line(text);
    } else if (speaker_.empty()) {
      // Below a heading stands what is seen, in no brackets.
      take_direction_line(text);
    } else {
      continue_speech(text);
    }
  }

  /// A name is a cue where a paragraph begins, or where it is one that speaks again and again.
  bool begins_speech(const PlayCue& cue) const {
    if (cue.text.empty() && !cue.has_mark) return blank_before_ || shape_.names.contains(cue.name);
    return blank_before_ || !pending_ || shape_.names.contains(cue.name);
  }

  void begin(const PlayCue& cue) {
    flush();
    speaker_ = cue.name;
    pending_.emplace();
    pending_->speaker = speaker_;
    pending_->text = cue.text;
    pending_place_ = lines_.place();
    if (cue.has_direction) count_direction_beside();
    spoken_ = true;
  }

  void continue_speech(std::string_view text) {
    if (pending_ && pending_->text.size() > kMaxSpeech) flush();
    if (!pending_) {
      // It goes on behind a direction.
      pending_.emplace();
      pending_->speaker = speaker_;
      pending_->text = text;
      pending_place_ = lines_.place();
      return;
    }
    context_.keep();
    if (!pending_->text.empty()) pending_->text += '\n';
    pending_->text += text.starts_with('~') ? trim_left(text.substr(1)) : text;
  }

  void take_direction_line(std::string_view text) {
    // "(quietly)" between a name and the words.
    if (pending_ && !blank_before_ && text.front() == '(') {
      context_.keep();
      count_direction_beside();
      return;
    }
    flush();
    context_.diagnostics.add("stage_direction", "a direction is kept as an event, without its text", lines_.place());
    Turn turn;
    turn.event = "system";
    turns_.write(std::move(turn), lines_.place());
    in_direction_ = text.front() == '[' || text.front() == '('
                        ? text.find(text.front() == '[' ? ']' : ')') == std::string_view::npos
                        : speaker_.empty() || is_play_direction(text);
    if (text.front() == '_' || text.front() == '>' || text.ends_with("TO:")) in_direction_ = false;
    closing_ = text.front() == '[' ? ']' : text.front() == '(' ? ')' : 0;
  }

  /// Up to its bracket, or to the end of the paragraph.
  void continue_direction(std::string_view text) {
    if (closing_ == 0) {
      if (const auto cue = play_cue(text); cue && shape_.names.contains(cue->name)) {
        in_direction_ = false;
        begin(*cue);
        return;
      }
    }
    context_.keep();
    if (closing_ != 0 && text.find(closing_) != std::string_view::npos) in_direction_ = false;
  }

  void take_heading(PlayHeading heading, std::string_view text) {
    flush();
    speaker_.clear();
    if (heading == PlayHeading::persons) {
      in_front_ = true;
      context_.skip("front_left_out", "what stands before the first act or scene is left out", lines_.place());
      return;
    }
    in_front_ = false;
    if (heading == PlayHeading::act) {
      drop_scene();
      act_ = text;
      scene_ = act_;
    } else {
      if (scene_ != act_) drop_scene();
      if (!scene_.empty()) context_.keep();  // the act's line, which goes with the scene
      scene_ = text.starts_with('.') ? text.substr(1) : text;
    }
    scene_place_ = lines_.place();
  }

  /// A scene in which nobody speaks: a table of contents has them.
  void drop_scene() {
    if (scene_.empty()) return;
    context_.skip("empty_scene", "a heading without a speech below it is left out", scene_place_);
    scene_.clear();
  }

  void count_direction_beside() {
    context_.diagnostics.add("direction_in_speech", "a direction inside a speech is left out", lines_.place());
  }

  /// Without "[...]" and without the marks of italics.
  std::string spoken_text(std::string_view text) {
    std::string plain;
    bool square = true, round = true;  // whether a closing one may stand ahead
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool is_square = square && text[i] == '[';
      if (is_square || (round && text.substr(i).starts_with("(_"))) {
        const auto close = text.find(is_square ? ']' : ')', i);
        if (close != std::string_view::npos) {
          count_direction_beside();
          i = close;
          while (plain.ends_with(' ') && i + 1 < text.size() && text[i + 1] == ' ') ++i;
          continue;
        }
        (is_square ? square : round) = false;
      }
      if (text[i] != '_') plain += text[i];
    }
    const auto first = plain.find_first_not_of(" \n");
    if (first == std::string::npos) return {};
    return plain.substr(first, plain.find_last_not_of(" \n") - first + 1);
  }

  void flush() {
    if (!pending_) return;
    Turn turn = std::move(*pending_);
    pending_.reset();
    turn.text = spoken_text(turn.text);
    const auto number = turns_.write(std::move(turn), pending_place_);
    if (!number || scene_.empty()) return;
    Occurrence scene{.type = "scene", .subject = {}, .time = {}, .turn = *number, .attributes = {{"title", scene_}}};
    if (!act_.empty() && scene_ != act_) scene.attributes["act"] = act_;
    turns_.occur(std::move(scene));
    context_.keep();
    scene_.clear();
  }

  LineReader& lines_;
  const ReadContext& context_;
  TurnWriter turns_;
  PlayShape shape_;
  bool before_ebook_ = false, after_ebook_ = false, in_front_ = false, in_direction_ = false, spoken_ = false;
  bool blank_before_ = true;
  char closing_ = 0;
  std::string speaker_;  ///< who speaks on
  std::optional<Turn> pending_;
  Place pending_place_;
  std::string act_, scene_;  ///< a scene that no speech has followed yet
  Place scene_place_;
};

class PlayReader final : public Reader {
 public:
  double recognises(std::string_view head, std::string_view name) const override {
    const PlayShape shape(head);
    if (shape.is_screenplay && shape.cues + shape.colon_cues > 0) return 0.9;
    const bool spoken = shape.cues >= 2 && (!shape.names.empty() || shape.cues >= 3);
    if (shape.has_headings && spoken) return 0.9;
    if (shape.has_headings && shape.cues + shape.colon_cues >= 2) return 0.85;
    if (spoken && shape.cues * 8 >= shape.lines) return 0.85;
    return has_ending(name, ".fountain") ? 0.7 : 0;
  }

  std::string_view example() const override {
    return R"(ACT I
SCENE I. A garden.

ANN. You are late.

BEN [sitting down]. I know.
)";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    PlayPass(lines, context, out).run();
  }
};

}  // namespace

void register_play(Engine& engine) {
  engine.add<Reader>({.name = "play",
                      .room = "io/formats",
                      .what = "A play or a screenplay; each speech is a turn, directions are events",
                      .units = "turns; order",
                      .source = "Project Gutenberg; Fountain"},
                     [](const Engine&, const Options&) { return std::make_unique<PlayReader>(); });
}

}  // namespace affect::io
