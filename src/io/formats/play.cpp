#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "io/ascii.h"
#include "io/play_lines.h"
#include "io/turn_writer.h"

namespace affect::io {
namespace {

constexpr std::size_t kMaxSpeech = 1u << 20;
constexpr std::string_view kPlayHint =
    "a speech begins with a name in capitals: `ANN. text`, or ANN on a line of its own";

/// What the head of a play shows of the whole.
struct PlayShape {
  bool has_ebook_header = false;
  bool has_headings = false;  ///< of acts and scenes
  bool is_screenplay = false;
  std::size_t cues = 0;        ///< with a point, or alone above their text
  std::size_t colon_cues = 0;  ///< "ANN: text", as transcripts have them
  std::size_t lines = 0;
  std::set<std::string, std::less<>> names;  ///< that stand before more than one speech
  bool has_mixed = false;                    ///< "Ann. Hello" is how a speech begins
  bool is_wide = true;                       ///< always with two blanks: "Ann.  Hello"

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
    learn_mixed();
  }

  /// The cue that a line begins with, in this play.
  std::optional<PlayCue> cue(std::string_view text, bool blank_before) const {
    auto found = play_cue(text);
    if (!found || !found->is_mixed) return found;
    const bool may_be_new = is_wide && found->is_wide && blank_before;
    return has_mixed && (may_be_new || names.contains(found->name)) ? found : std::nullopt;
  }

 private:
  /// Prose has no acts, and few paragraphs that begin with the same names and a point.
  void learn_mixed() {
    constexpr std::size_t kLeast = 3;
    std::size_t speakers = 0, speeches = 0;
    for (const auto& [name, times] : mixed_) {
      if (times < kLeast) continue;
      ++speakers;
      speeches += times;
    }
    has_mixed = has_headings && speakers >= 2 && speeches * 3 >= paragraphs_;
    if (!has_mixed) return;
    cues += speeches;
    for (const auto& [name, times] : mixed_) {
      if (times >= kLeast) names.insert(name);
    }
  }

  void count(std::string_view text, bool blank_before, std::string_view rest,
             std::map<std::string, std::size_t, std::less<>>& seen) {
    const auto cue = play_cue(text);
    paragraphs_ += blank_before;
    if (!cue) return;
    if (cue->is_mixed) {
      if (!blank_before) return;
      ++mixed_[std::string(cue->name)];
      is_wide = is_wide && cue->is_wide;
      return;
    }
    std::string_view next;
    const bool above_text = cue->text.empty() && take_line(rest, next) && !trim(next).empty();
    if (cue->text.empty() ? !(above_text && blank_before) : !cue->has_mark) return;
    ++seen[std::string(cue->name)];
    const bool colon = text.find(':') != std::string_view::npos && text.find(':') < text.size() - 1 &&
                       !cue->text.empty() && text.find('.') > text.find(':');
    ++(colon ? colon_cues : cues);
  }

  std::map<std::string, std::size_t, std::less<>> mixed_;  ///< what may be a name, and how often
  std::size_t paragraphs_ = 0;
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
    if (in_boneyard_ || (shape_.is_screenplay && text.starts_with("/*"))) {
      context_.skip("boneyard_left_out", "what a screenplay comments out is left out", lines_.place());
      in_boneyard_ = text.find("*/") == std::string_view::npos;
      return;
    }
    if (text.starts_with("===") && text.find_first_not_of('=') == std::string_view::npos) {
      context_.skip("rule_left_out", "a rule is left out", lines_.place());
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
      const auto cue = shape_.cue(text, blank_before_);
      in_front_ = !(cue && shape_.names.contains(cue->name) && (!cue->text.empty() || blank_before_));
    }
    if (in_front_) {
      context_.skip("front_left_out", "what stands before the first act or scene is left out", lines_.place());
      return;
    }
    if (!text.starts_with("[[")) {
      if (const auto cue = shape_.cue(text, blank_before_); cue && begins_speech(*cue)) {
        begin(*cue);
        return;
      }
    }
    // Below a heading stands what is seen, in no brackets.
    if (speaker_.empty() || is_play_direction(text)) {
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
      if (const auto cue = shape_.cue(text, blank_before_); cue && shape_.names.contains(cue->name)) {
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
      if (text[i] != '_' && !(text[i] == '*' && shape_.is_screenplay)) plain += text[i];
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
  bool before_ebook_ = false, after_ebook_ = false, in_front_ = false, in_direction_ = false, in_boneyard_ = false;
  bool spoken_ = false;
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
