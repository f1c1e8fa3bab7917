#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <unicode/uloc.h>

#include "io/ascii.h"
#include "io/chat_text.h"
#include "io/turn_writer.h"

namespace affect::io {
namespace {

constexpr char kChatBullet = '\x15';  ///< around times of the recording
constexpr std::size_t kMaxChatLine = 1u << 20;
/// Where no time stands in it, the clock is order.
constexpr std::size_t kChatHead = 64u << 10;

// Tiers below an utterance that say something about it in words; and all of the user's own, %x...
constexpr std::array<std::string_view, 13> kChatTiers{"com", "act", "par", "exp", "sit", "gpx", "add",
                                                      "int", "spa", "eng", "tra", "gls", "err"};
// Headers that stand between utterances.
constexpr std::array<std::string_view, 3> kChatNotes{"Comment", "Situation", "Activities"};

bool is_chat_one_of(std::string_view text, const auto& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

/// A line of a transcript with those that continue it: "*CHI", "%com" or "@Date", and what stands behind the colon.
struct ChatTier {
  std::string name;
  std::string value;
  Place place;
};

struct ChatBullets {
  std::optional<TimeRange> time;  ///< from the first start to the last end
  bool wrong = false;             ///< one ends before it begins
};

/// "1200_3400", also with the file's name before it and the dash of an old kind behind it.
std::optional<TimeRange> parse_chat_bullet(std::string_view text) {
  if (text.ends_with('-')) text.remove_suffix(1);
  const auto between = text.rfind('_');
  if (between == std::string_view::npos || between == 0) return std::nullopt;
  const std::string_view end = text.substr(between + 1);
  std::string_view start = text.substr(0, between);
  start = start.substr(start.find_last_not_of("0123456789") + 1);
  long long from = 0, to = 0;
  if (!all_digits(start) || !all_digits(end) || start.size() > 12 || end.size() > 12) return std::nullopt;
  std::from_chars(start.data(), start.data() + start.size(), from);
  std::from_chars(end.data(), end.data() + end.size(), to);
  return TimeRange{static_cast<Seconds>(from) / 1000, static_cast<Seconds>(to) / 1000};
}

/// Takes times, and names of pictures, out of the text.
ChatBullets take_chat_bullets(std::string& text) {
  ChatBullets bullets;
  std::string rest;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto open = text.find(kChatBullet, at);
    const auto close = open == std::string::npos ? open : text.find(kChatBullet, open + 1);
    rest.append(text, at, open == std::string::npos ? open : open - at);
    if (open == std::string::npos) break;
    at = close == std::string::npos ? open + 1 : close + 1;  // one without its other half falls away alone
    if (close == std::string::npos) continue;
    rest += ' ';
    const auto time = parse_chat_bullet(std::string_view(text).substr(open + 1, close - open - 1));
    if (!time) continue;
    bullets.wrong = bullets.wrong || time->end < time->start;
    if (!bullets.time) bullets.time = time;
    bullets.time->start = std::min(bullets.time->start, time->start);
    bullets.time->end = std::max(bullets.time->end, time->end);
  }
  text = std::move(rest);
  return bullets;
}

/// "eng" -> "en"; nothing where it is no code or one of several.
std::string chat_language(std::string_view code) {
  if (code.size() != 3 || !std::all_of(code.begin(), code.end(), is_lower)) return {};
  std::array<char, 32> tag{};
  UErrorCode error = U_ZERO_ERROR;
  const auto size = uloc_toLanguageTag(std::string(code).c_str(), tag.data(), tag.size() - 1, true, &error);
  return U_FAILURE(error) != 0 ? std::string(code) : std::string(tag.data(), static_cast<std::size_t>(size));
}

bool has_chat_words(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return is_letter(c) || is_digit(c); });
}

/// One pass over one transcript: a tier is taken when the next one begins.
class ChatPass {
 public:
  ChatPass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines),
        context_(context),
        turns_(context, lines, "chat", out),
        timed_(lines.peek(kChatHead).find(kChatBullet) != std::string_view::npos) {
    if (context.ledger != nullptr) context.ledger->unit("tiers");
  }

  void run() {
    for (std::string_view line; lines_.next_text(line, context_.diagnostics);) take_line(line);
    flush();
    if (!spoken_) {
      throw InputError("nobody speaks: no line begins with *", {lines_.name()},
                       "write each utterance as `*CHI:`, a tab, and its words");
    }
    if (!ended_) context_.diagnostics.add("no_end", "the last line is not @End: the file may be cut", {lines_.name()});
    turns_.close();
  }

 private:
  void take_line(std::string_view line) {
    line = trim_right(line);
    if (line.empty()) return;
    if (is_blank(line.front())) {
      continue_tier(trim(line));
      return;
    }
    flush();
    context_.piece();
    const auto colon = line.find(':');
    const bool header = line.front() == '@';
    if ((line.front() != '*' && line.front() != '%' && !header) || (!header && colon == std::string_view::npos)) {
      context_.fault(lines_.place(1), "line is no header, utterance or tier",
                     "they begin with @, * or % and have a colon; a line that goes on begins with a tab", line);
      return;
    }
    if (line.size() > kMaxChatLine) {
      throw InputError("tier is longer than 1 MiB", lines_.place(), "a new utterance begins with *");
    }
    tier_ = ChatTier{std::string(line.substr(0, colon)), {}, lines_.place()};
    if (colon != std::string_view::npos) tier_->value = trim(line.substr(colon + 1));
  }

  void continue_tier(std::string_view text) {
    if (!tier_) {
      context_.piece();
      context_.skip("nothing_to_continue", "a line that goes on where nothing began is left out", lines_.place());
    } else if (tier_->value.size() + text.size() > kMaxChatLine) {
      throw InputError("tier is longer than 1 MiB", tier_->place, "a new utterance begins with *");
    } else {
      if (!tier_->value.empty()) tier_->value += ' ';
      tier_->value += text;
    }
  }

  void flush() {
    if (!tier_) return;
    ChatTier tier = std::move(*tier_);
    tier_.reset();
    switch (tier.name.front()) {
      case '*':
        take_utterance(std::move(tier));
        return;
      case '%':
        take_dependent(std::move(tier));
        return;
      default:
        take_header(std::move(tier));
    }
  }

  void take_header(ChatTier tier) {
    const std::string_view name = std::string_view(tier.name).substr(1);
    ended_ = name == "End";
    if (name == "Participants") {
      read_participants(tier.value);
      context_.keep();
    } else if (name == "Languages") {
      language_ = chat_language(tier.value);
      context_.keep();
    } else if (is_chat_one_of(name, kChatNotes)) {
      take_chat_bullets(tier.value);
      write_annotation(tier, {}, std::nullopt);
    } else {
      context_.skip("header", "a header that says nothing about an utterance is left out", tier.place);
    }
  }

  /// "CHI Alex Target_Child, MOT Mother": code, name where there is one, role.
  void read_participants(std::string_view list) {
    while (!list.empty()) {
      const auto comma = list.find(',');
      std::string_view entry = trim(list.substr(0, comma));
      list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
      const std::string_view code = entry.substr(0, entry.find_first_of(" \t"));
      entry = trim(entry.substr(code.size()));
      const std::string_view first = entry.substr(0, entry.find_first_of(" \t"));
      std::string name(first.size() == entry.size() ? std::string_view() : first);
      std::replace(name.begin(), name.end(), '_', ' ');
      names_.emplace(code, std::move(name));
    }
  }

  std::string speaker_of(std::string_view code, const Place& place) {
    const auto found = names_.find(std::string(code));
    if (found == names_.end()) {
      context_.diagnostics.add("unknown_speaker", "a speaker is not among the @Participants", place);
      return turns_.speaker(code, code);
    }
    return turns_.speaker(code, found->second.empty() ? std::string_view(code) : std::string_view(found->second));
  }

  void open() {
    if (turns_.is_open()) return;
    turns_.open(episode_id(context_, lines_), {.type = timed_ ? Clock::Type::media : Clock::Type::order}, {},
                language_);
  }

  void take_utterance(ChatTier tier) {
    open();
    spoken_ = true;
    ended_ = false;
    const std::string_view code = trim(std::string_view(tier.name).substr(1));
    const ChatBullets bullets = take_chat_bullets(tier.value);
    const ChatText said = read_chat_text(tier.value);
    Turn turn;
    turn.speaker = code.empty() ? std::string() : speaker_of(code, tier.place);
    if (has_chat_words(said.text)) {
      turn.text = said.text;
    } else if (!tier.value.empty()) {
      turn.event = "system";
      context_.diagnostics.add("no_words", "an utterance without words is kept as an event", tier.place);
    }
    if (bullets.wrong) {
      context_.fault(tier.place, "utterance ends before it begins", "its time is left out", tier.value, 0);
    } else if (timed_) {
      turn.time = bullets.time;
    } else if (bullets.time) {
      context_.diagnostics.add("late_time", "times that begin after 64 KiB without any are left out", tier.place);
    }
    speaker_ = turn.speaker;
    turn_ = turns_.write(std::move(turn), tier.place);
    after_turn_ = true;
    for (const std::string& event : said.events) write_occurrence("event", event);
  }

  void take_dependent(ChatTier tier) {
    const std::string_view name = std::string_view(tier.name).substr(1);
    if (!after_turn_) {
      context_.skip("tier_of_nothing", "a tier that stands below no utterance is left out", tier.place);
    } else if (!name.starts_with('x') && !is_chat_one_of(name, kChatTiers)) {
      context_.skip("dependent_tier", "tiers of grammar, sounds and codes are left out", tier.place);
    } else {
      take_chat_bullets(tier.value);
      write_annotation(tier, speaker_, turn_);
    }
  }

  void write_annotation(const ChatTier& tier, const std::string& subject, std::optional<std::int64_t> turn) {
    const std::string_view value = trim(tier.value);
    if (value.empty()) {
      context_.skip("empty_annotation", "a tier has no text and is left out", tier.place);
      return;
    }
    open();
    context_.keep();
    write_occurrence(tier.name, value, subject, turn);
  }

  void write_occurrence(std::string_view tier, std::string_view value) {
    write_occurrence(tier, value, speaker_, turn_);
  }

  void write_occurrence(std::string_view tier, std::string_view value, const std::string& subject,
                        std::optional<std::int64_t> turn) {
    Occurrence occurrence;
    occurrence.type = kAnnotation;
    occurrence.subject = subject;
    occurrence.turn = turn;
    occurrence.attributes = {{"tier", std::string(tier)}, {"value", std::string(value)}};
    turns_.occur(std::move(occurrence));
  }

  LineReader& lines_;
  const ReadContext& context_;
  TurnWriter turns_;
  bool timed_;
  std::unordered_map<std::string, std::string> names_;  ///< of the participants, by their codes
  std::string language_;
  std::optional<ChatTier> tier_;
  std::string speaker_;               ///< of the last utterance
  std::optional<std::int64_t> turn_;  ///< the last utterance's
  bool after_turn_ = false;
  bool spoken_ = false;
  bool ended_ = false;
};

class ChatReader final : public Reader {
 public:
  double recognises(std::string_view head, std::string_view name) const override {
    std::size_t looked = 0;
    bool utf8 = false;
    for (std::string_view line; looked < 40 && take_line(head, line);) {
      if (trim(line).empty()) continue;
      ++looked;
      if (!line.starts_with('@')) break;
      if (trim_right(line) == "@Begin") return 0.95;
      utf8 = utf8 || (looked == 1 && trim_right(line) == "@UTF8");
    }
    if (utf8) return 0.9;
    return looked > 1 && has_ending(name, ".cha") ? 0.7 : 0;
  }

  std::string_view example() const override {
    return "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tCHI Ann Target_Child, MOT Mother\n"
           "@ID:\teng|example|CHI|3;02.||||Target_Child|||\n@ID:\teng|example|MOT|||||Mother|||\n"
           "*MOT:\twhere is your shoe ? \x15"
           "500_1900\x15\n*CHI:\tI [/] I <lost it> [=! laughs] .\n%act:\tlooks under the bed\n@End\n";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    ChatPass(lines, context, out).run();
  }
};

}  // namespace

void register_chat(Engine& engine) {
  engine.add<Reader>({.name = "chat",
                      .room = "io/formats",
                      .what = "CHAT transcripts of CHILDES and TalkBank (.cha), their codes taken out",
                      .units = "turns; s of the recording or order",
                      .source = "MacWhinney: The CHAT Transcription Format"},
                     [](const Engine&, const Options&) { return std::make_unique<ChatReader>(); });
}

}  // namespace affect::io
