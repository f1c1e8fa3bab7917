#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "io/ascii.h"
#include "io/turn_writer.h"
#include "io/whatsapp_content.h"
#include "io/whatsapp_notices.h"
#include "io/whatsapp_stamp.h"
#include "io/written_digits.h"

namespace affect::io {
namespace {

constexpr std::size_t kWhatsappHead = 64u << 10;
constexpr std::size_t kMaxWhatsappMessage = 1u << 20;  // the app allows 65536 characters
constexpr std::size_t kMaxWhatsappName = 100;          // characters that the app allows
constexpr std::size_t kMaxDamagedTime = 40;
constexpr std::size_t kMaxPeople = 4096;
constexpr int kThaiEra = 543;
constexpr Seconds kFirstWhatsappDay = 1230768000;  // 2009-01-01: the app is of that year

/// Whether a line may begin with a stamp at all: most lines of long messages do not.
bool may_be_stamped(std::string_view line) {
  return !line.empty() && (is_digit(line.front()) || line.front() == '[' || is_high(line.front()));
}

bool is_quote_open(std::string_view text) {
  if (std::count(text.begin(), text.end(), '"') % 2 != 0) return true;
  const auto has = [&](std::string_view mark) { return text.find(mark) != std::string_view::npos; };
  const bool low = has("\xE2\x80\x9E"), left = has("\xE2\x80\x9C"), right = has("\xE2\x80\x9D");
  const bool corner = has("\xE3\x80\x8C") && !has("\xE3\x80\x8D");
  return corner || (low && !left && !right) || (left && !low && !right) || (has("\xC2\xAB") && !has("\xC2\xBB"));
}

/// "Anna" of "Anna: hi"; names have plain blanks and no directional marks.
std::string whatsapp_name(std::string_view text) {
  std::string name = without_directions(text);
  for (const std::string_view blank : {"\xC2\xA0", "\xE2\x80\xAF"}) {
    for (std::size_t at; (at = name.find(blank)) != std::string::npos;) name.replace(at, blank.size(), 1, ' ');
  }
  return std::string(trim(name));
}

/// Where the colon stands that ends a name from `from` on, else npos.
std::size_t find_name_end(std::string_view text, std::size_t from = 0) {
  for (auto colon = text.find(':', from); colon != std::string_view::npos; colon = text.find(':', colon + 1)) {
    const std::string_view after = text.substr(colon + 1);
    if (after.empty() || is_blank(after.front()) || is_high(after.front())) return colon;
  }
  return std::string_view::npos;
}

bool is_short_name(std::string_view text) {
  const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins)) <= kMaxWhatsappName;
}

/// Whether most letters are Korean or Chinese (U+4000-DFFF), whose phones begin short dates with the year.
bool is_of_year_first_script(std::string_view text) {
  const auto latin =
      std::count_if(text.begin(), text.end(), [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; });
  const auto year_first = std::count_if(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xE4 && byte <= 0xED;
  });
  return year_first > latin;
}

struct WhatsappLine {
  std::string name;  ///< empty: nobody's
  std::string_view text;
};

/// How one file writes its messages, as its head shows.
class WhatsappStyle {
 public:
  explicit WhatsappStyle(std::string_view head) : year_leads_(is_of_year_first_script(head)) {
    std::vector<std::pair<WhatsappShape, std::size_t>> shapes;
    std::vector<WhatsappStamp> stamps;
    std::size_t place = 0;
    for (std::string_view line; take_line(head, line);) {
      if (trim(line).empty()) continue;
      ++lines_;
      const auto stamp = may_be_stamped(line) ? take_whatsapp_stamp(line) : std::nullopt;
      if (!stamp) continue;
      stamps.push_back(*stamp);
      if (stamps.size() == 1) place = lines_;
      const auto known =
          std::find_if(shapes.begin(), shapes.end(), [&](const auto& shape) { return shape.first == stamp->shape; });
      if (known == shapes.end()) {
        shapes.emplace_back(stamp->shape, 1);
      } else {
        ++known->second;
      }
    }
    if (stamps.empty()) return;
    const auto most = std::max_element(shapes.begin(), shapes.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    shape_ = most->first;
    stamps_ = most->second;
    first_ = place;
    learn_names(stamps);
  }

  /// The stamp of a line that begins a message.
  bool begins(const WhatsappStamp& stamp) const { return stamp.shape == shape_; }
  /// Whether the line would begin a message, but that its time or what stands around it is no stamp.
  bool begins_damaged(std::string_view line) const {
    if (!may_be_stamped(line)) return false;
    skip_directions(line);
    if ((shape_.end == ']') != line.starts_with('[')) return false;
    if (shape_.end == ']') line.remove_prefix(1);
    const auto date = take_numeric_date(line);
    if (!date || date->mark != shape_.date_mark || line.starts_with(',') != shape_.comma) return false;
    const std::string_view end = shape_.end == ']' ? "]" : shape_.end == '-' ? " - " : ": ";
    const auto stamp_end = line.find(end);
    if (stamp_end == std::string_view::npos || stamp_end > kMaxDamagedTime) return false;
    const std::string_view time = line.substr(0, stamp_end);
    return std::any_of(time.begin(), time.end(), is_digit) && line.find(':', stamp_end) != std::string_view::npos;
  }
  const WhatsappShape& shape() const { return shape_; }
  /// Whether the language of the file says that two digits in front are a year, where nothing else does.
  bool year_leads(const NumericDate& date) const {
    return year_leads_ && date.mark == '/' && date.first_digits == 2 && !date.padded;
  }

  /// What stands behind a stamp.
  WhatsappLine split(std::string_view rest) const {
    const auto colon = find_name_end(rest);
    if (colon == std::string_view::npos || !is_short_name(rest.substr(0, colon))) return {.name = {}, .text = rest};
    const std::string_view before = rest.substr(0, colon);
    std::string name = whatsapp_name(before);
    if (name.empty() || is_quote_open(before) || is_notice(name)) return {.name = {}, .text = rest};
    std::string_view text = trim_left(rest.substr(colon + 1));
    if (const auto longer = longer_names_.find(name); longer != longer_names_.end()) {
      const auto end = find_name_end(text);
      if (end != std::string_view::npos && whatsapp_name(text.substr(0, end)) == longer->second) {
        name.append(": ").append(longer->second);
        text = trim_left(text.substr(end + 1));
      }
    }
    return {.name = std::move(name), .text = text};
  }

  std::size_t lines() const { return lines_; }
  std::size_t stamps() const { return stamps_; }
  std::size_t named() const { return named_; }
  /// Which of the lines that are not blank has the first stamp, from 1.
  std::size_t first() const { return first_; }

 private:
  /// Names come again and again; what is judged once is known.
  bool is_notice(const std::string& name) const {
    if (people_.contains(name)) return false;
    if (is_whatsapp_notice(name)) return true;
    if (people_.size() < kMaxPeople) people_.insert(name);
    return false;
  }

  struct Second {
    std::string name;
    std::size_t count = 0;
    bool same = true;
  };

  /// A name that holds a colon, "Dr: Who", shows as one that always goes on alike.
  void learn_names(const std::vector<WhatsappStamp>& stamps) {
    std::map<std::string, Second> seconds;
    for (const WhatsappStamp& stamp : stamps) {
      if (!begins(stamp)) continue;
      const WhatsappLine line = split(stamp.rest);
      if (line.name.empty()) continue;
      ++named_;
      const auto end = find_name_end(line.text);
      const std::string next = end == std::string_view::npos || !is_short_name(line.text.substr(0, end))
                                   ? ""
                                   : whatsapp_name(line.text.substr(0, end));
      Second& second = seconds[line.name];
      if (second.count++ == 0) second.name = next;
      second.same = second.same && second.name == next;
    }
    for (const auto& [name, second] : seconds) {
      if (second.same && second.count > 1 && !second.name.empty()) longer_names_[name] = second.name;
    }
  }

  WhatsappShape shape_;
  bool year_leads_;
  std::size_t lines_ = 0, stamps_ = 0, named_ = 0, first_ = 0;
  std::map<std::string, std::string, std::less<>> longer_names_;
  mutable std::unordered_set<std::string> people_;  ///< names that are no notices
};

/// "Trip" of "WhatsApp Chat with Trip.txt", in the languages that are known to name files so.
std::string title_of_file(std::string_view path) {
  const std::string_view stem = file_stem(path);
  for (const std::string_view front :
       {"WhatsApp Chat with ", "WhatsApp Chat - ", "WhatsApp-Chat mit ", "WhatsApp Chat mit ", "Chat de WhatsApp con ",
        "Discussion WhatsApp avec ", "Conversa do WhatsApp com ", "Conversas do WhatsApp com ", "Chat WhatsApp con ",
        "WhatsApp-chat met ", "Чат WhatsApp с контактом ", "Chat WhatsApp s uživatelem "}) {
    if (stem.starts_with(front)) return std::string(stem.substr(front.size()));
  }
  return {};
}

/// One pass over one export: a message is written when the next one begins.
class WhatsappPass {
 public:
  WhatsappPass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines),
        context_(context),
        turns_(context, lines, "whatsapp", out),
        style_(lines.peek(kWhatsappHead).substr(0, kWhatsappHead)) {
    turns_.expect_dates(kFirstWhatsappDay);
  }

  void run() {
    if (context_.ledger != nullptr) context_.ledger->unit("messages");
    for (std::string_view line; lines_.next_text(line, context_.diagnostics);) take(line);
    flush();
    if (!any_) {
      throw InputError("has no message: no line begins with a date and a time of day", {lines_.name()},
                       "is this the text that WhatsApp exports? `affect formats` shows one");
    }
    turns_.close();
  }

 private:
  struct Message {
    std::string speaker, text;
    std::string raw;  ///< its first line
    NumericDate date;
    Seconds of_day = 0;
    Place place;
  };

  void take(std::string_view line) {
    const auto stamp = may_be_stamped(line) ? take_whatsapp_stamp(line) : std::nullopt;
    if (stamp && style_.begins(*stamp)) {
      begin(*stamp, line);
      return;
    }
    if (!stamp && style_.begins_damaged(line)) {
      context_.diagnostics.add("damaged_stamp",
                               "a line begins almost as a message does; it belongs to the message before it",
                               lines_.place(), "mend its date and time of day if it is a message of its own");
    }
    if (stamp) {
      context_.diagnostics.add("stamp_in_text",
                               "a line begins with a date in another way than the file's messages do; "
                               "it belongs to the message before it",
                               lines_.place());
    }
    continue_message(line);
  }

  void begin(const WhatsappStamp& stamp, std::string_view line) {
    flush();
    any_ = lost_ = true;
    context_.piece();
    NumericDate date = stamp.date;
    date.year_leads = date.year_leads || style_.year_leads(date);
    if (!stamp.of_day) {
      context_.fault(lines_.place(1), "a message has no possible time of day", "hours end at 23, minutes at 59", line);
      return;
    }
    if (!is_known_year(date)) {
      context_.fault(lines_.place(1), fmt::format("{} is a date of another calendar", date.to_string()),
                     "export the chat from a phone that is set to the Gregorian calendar", line);
      return;
    }
    lost_ = false;
    WhatsappLine parts = style_.split(stamp.rest);
    pending_ = Message{.speaker = std::move(parts.name),
                       .text = std::string(parts.text),
                       .raw = std::string(line.substr(0, 4u << 10)),
                       .date = date,
                       .of_day = *stamp.of_day,
                       .place = lines_.place(1)};
  }

  /// Years of the Thai calendar become ours.
  static bool is_known_year(NumericDate& date) {
    int* const year = date.first_digits == 4 ? &date.first : date.third_digits == 4 ? &date.third : nullptr;
    if (year == nullptr) return true;
    if (*year > 2400 && *year < 2700) *year -= kThaiEra;
    return *year > 1900 && *year < 2200;
  }

  void continue_message(std::string_view line) {
    if (pending_) {
      if (pending_->text.size() + line.size() < kMaxWhatsappMessage) {
        pending_->text += '\n';
        pending_->text += line;
        return;
      }
      const Message message = *std::exchange(pending_, std::nullopt);
      lost_ = true;
      context_.fault(message.place, "a message is longer than 1 MiB", "is this the text that WhatsApp exports?",
                     message.raw);
    } else if (!trim(line).empty()) {
      context_.piece();
      if (lost_) {
        context_.skip("lost_line", "a line of a message that is left out", lines_.place());
      } else {
        context_.skip("before_first", "a line before the first message is left out", lines_.place());
      }
    }
  }

  /// An event has no words: what stands below a notice, such as a group's new description, is left out with it.
  void count_lines_below(const Message& message) {
    std::string_view text = message.text, line;
    take_line(text, line);
    for (std::size_t number = message.place.line + 1; take_line(text, line); ++number) {
      if (trim(line).empty()) continue;
      context_.piece();
      context_.skip("notice_line", "a line below a notice of the app is left out with it", {lines_.name(), number});
    }
  }

  void flush() {
    if (!pending_) return;
    Message message = *std::exchange(pending_, std::nullopt);
    if (!turns_.is_open()) {
      Clock clock;
      clock.type = Clock::Type::calendar;
      if (!style_.shape().seconds) clock.precision = Clock::Precision::minute;
      turns_.open(episode_id(context_, lines_), std::move(clock), title_of_file(lines_.path()));
    }
    Turn turn;
    if (message.speaker.empty()) {
      turn.event = "system";
      count_lines_below(message);
      turns_.write(std::move(turn), message.date, message.of_day, message.place, message.raw);
      return;
    }
    WhatsappContent content = whatsapp_content(message.text, style_.shape().end == ']');
    turn.text = std::move(content.text);
    turn.event = content.event;
    // A notice stands beside the group's name as often as beside that of whoever it tells of.
    if (turn.event == "system") {
      count_lines_below(message);
    } else {
      turn.speaker = message.speaker;
    }
    const auto number = turns_.write(std::move(turn), message.date, message.of_day, message.place, message.raw);
    if (!number) return;
    if (content.poll) occur(kPoll, message.speaker, *number);
    if (content.sticker) occur(kSticker, message.speaker, *number);
    if (content.edited) occur(kEdit, message.speaker, *number);
  }

  void occur(std::string_view type, const std::string& subject, std::int64_t turn) {
    turns_.occur({.type = std::string(type), .subject = subject, .time = {}, .turn = turn, .attributes = {}});
  }

  LineReader& lines_;
  const ReadContext& context_;
  TurnWriter turns_;
  WhatsappStyle style_;
  std::optional<Message> pending_;
  bool any_ = false;
  bool lost_ = false;  ///< the message at hand is left out, with the lines that follow
};

class WhatsappReader final : public Reader {
 public:
  double recognises(std::string_view head, std::string_view /*name*/) const override {
    const WhatsappStyle style(head);
    if (style.named() == 0) return 0;
    const WhatsappShape& shape = style.shape();
    // Transcripts, and what else writes ISO 8601, look the same but for what the app itself writes.
    const bool iso =
        shape.year_first && shape.date_mark == '-' && shape.time_mark == ':' && !shape.comma && !shape.twelve_hour;
    if (iso && (shape.end == ']' || shape.seconds) && head.find("\xE2\x80\x8E") == std::string_view::npos) return 0.3;
    return style.first() <= 10 || style.stamps() * 4 > style.lines() ? 0.95 : 0.3;
  }

  std::string_view example() const override {
    return R"(12/05/24, 18:30 - Anna created group "Picnic"
12/05/24, 18:31 - Anna: Who brings the blanket?
12/05/24, 18:32 - Ben: Me!
And the lemonade.
12/05/24, 18:33 - Anna: <Media omitted>
)";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    WhatsappPass(lines, context, out).run();
  }
};

}  // namespace

void register_whatsapp(Engine& engine) {
  engine.add<Reader>({.name = "whatsapp",
                      .room = "io/formats",
                      .what = "a WhatsApp chat exported as text, from Android or an iPhone",
                      .units = "turns; calendar time",
                      .source = "exports of the app; whatsapp-chat-parser, whats_json"},
                     [](const Engine&, const Options&) { return std::make_unique<WhatsappReader>(); });
}

}  // namespace affect::io
