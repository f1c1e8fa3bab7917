#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "io/ascii.h"
#include "io/date_order.h"
#include "io/day_words.h"
#include "io/turn_writer.h"
#include "io/written_date.h"
#include "io/written_digits.h"

namespace affect::io {
namespace {

constexpr std::size_t kKakaoHead = 64u << 10;
constexpr std::size_t kMaxKakaoMessage = 1u << 20;
constexpr std::size_t kMaxKakaoName = 200;
// What stands in place of what is no text, in Korean and English.
constexpr std::string_view kKakaoMedia[] = {"사진",          "동영상",        "이모티콘",  "음성메시지",
                                            "보이스톡 해요", "페이스톡 해요", "Photo",     "Video",
                                            "Emoticon",      "Emoticons",     "Voice Note"};
constexpr std::string_view kKakaoMediaBegin[] = {"사진 ", "파일: ", "File: "};
constexpr std::string_view kKakaoDeleted[] = {"삭제된 메시지입니다.", "This message was deleted.", "Message deleted."};

struct KakaoLine {
  enum class Type { other, day, message, notice } type = Type::other;
  std::optional<Seconds> day, of_day;
  std::string_view name, text;
};

bool take_front(std::string_view& text, std::string_view front) {
  if (!text.starts_with(front)) return false;
  text.remove_prefix(front.size());
  return true;
}

std::optional<int> take_kakao_number(std::string_view& text) {
  int value = 0, digits = 0;
  while (digits < 4 && !text.empty() && is_digit(text.front())) {
    value = value * 10 + (text.front() - '0');
    text.remove_prefix(1);
    ++digits;
  }
  return digits == 0 ? std::nullopt : std::optional(value);
}

/// "2024년 3월 5일", "2024. 3. 5.", "March 5, 2024", each with its weekday or without.
std::optional<Seconds> take_kakao_day(std::string_view& text) {
  std::string_view rest = text;
  NumericDate date{.first_digits = 4, .third_digits = 2};
  const auto first = take_kakao_number(rest);
  const bool korean = first && take_front(rest, "년 ");
  if (korean || (first && take_front(rest, ". "))) {
    const auto second = take_kakao_number(rest);
    if (!second || !take_front(rest, korean ? "월 " : ". ")) return std::nullopt;
    const auto third = take_kakao_number(rest);
    if (!third || !take_front(rest, korean ? "일" : ".")) return std::nullopt;
    date.first = *first;
    date.second = *second;
    date.third = *third;
    rest = trim_left(rest);
    const auto weekday = rest.find("요일");
    if (weekday != std::string_view::npos && weekday <= 3) rest = trim_left(rest.substr(weekday + 6));
    text = rest;
    return day_of(date, DateOrder::year_month_day);
  }
  const auto written = first ? std::nullopt : take_date(rest);
  if (!written || !written->time) {
    if (written) text = written->rest;
    return written ? std::optional(written->day) : std::nullopt;
  }
  // The time belongs to the stamp.
  rest = rest.substr(rest.find(", ") + 2);
  take_kakao_number(rest);
  take_front(rest, ",");
  rest = trim_left(rest);
  take_front(rest, "at ");
  text = rest;
  return written->day;
}

/// "오후 3:21", "3:21 PM", "15:21".
std::optional<Seconds> take_kakao_time(std::string_view& text) {
  std::string_view rest = text;
  const auto take_half = [&](DayHalf& half) {
    rest = trim_left(rest);
    for (const std::string_view blank : {"\xE2\x80\xAF", "\xC2\xA0"}) take_front(rest, blank);
    const std::string_view word = rest.substr(0, rest.find_first_of(" ],"));
    std::string plain = lower(word);
    plain.erase(std::remove(plain.begin(), plain.end(), '.'), plain.end());
    const DayWord* const known = plain.empty() ? nullptr : find_day_word(plain);
    if (known == nullptr || known->half == DayHalf::whole) return;
    half = known->half;
    rest.remove_prefix(word.size());
  };
  DayHalf half = DayHalf::whole;
  take_half(half);
  rest = trim_left(rest);
  const auto hour = take_kakao_number(rest);
  if (!hour || !take_front(rest, ":") || rest.size() < 2 || !all_digits(rest.substr(0, 2))) return std::nullopt;
  const auto minute = take_kakao_number(rest);
  if (half == DayHalf::whole) take_half(half);
  text = rest;
  return time_of_day(*hour, *minute, 0, half);
}

/// Of a computer: "[Name] [오후 3:21] text" below "------ 2024년 3월 5일 화요일 ------".
KakaoLine parse_computer_line(std::string_view line) {
  if (line.starts_with("-----") && line.ends_with("-----")) {
    std::string_view inside = trim(
        line.substr(line.find_first_not_of('-') == std::string_view::npos ? line.size() : line.find_first_not_of('-')));
    if (const auto day = take_kakao_day(inside)) return {.type = KakaoLine::Type::day, .day = day};
    return {};
  }
  for (auto end = line.find("] ["); end != std::string_view::npos && end <= kMaxKakaoName;
       end = line.find("] [", end + 1)) {
    std::string_view rest = line.substr(end + 3);
    const auto time = take_kakao_time(rest);
    if (!time || !take_front(rest, "]")) continue;
    return {
        .type = KakaoLine::Type::message, .of_day = time, .name = trim(line.substr(1, end - 1)), .text = trim(rest)};
  }
  return {};
}

/// Of a telephone: "2024년 3월 5일 오후 3:21, Name : text".
KakaoLine parse_telephone_line(std::string_view line) {
  std::string_view rest = line;
  const auto day = take_kakao_day(rest);
  if (!day) return {};
  if (trim(rest).empty()) return {.type = KakaoLine::Type::day, .day = day};
  const auto time = take_kakao_time(rest);
  if (!time) return {};
  if (trim(rest).empty()) return {.type = KakaoLine::Type::day, .day = day};
  if (!take_front(rest, ", ")) return {};
  KakaoLine parsed{.type = KakaoLine::Type::notice, .day = day, .of_day = time};
  const auto colon = rest.find(" : ");
  const bool at_end = colon == std::string_view::npos && rest.ends_with(" :");
  const auto end = at_end ? rest.size() - 2 : colon;
  if (end == std::string_view::npos || end > kMaxKakaoName) return parsed;
  parsed.type = KakaoLine::Type::message;
  parsed.name = trim(rest.substr(0, end));
  parsed.text = at_end ? std::string_view() : rest.substr(end + 3);
  return parsed;
}

KakaoLine parse_kakao_line(std::string_view line) {
  skip_directions(line);
  if (line.empty()) return {};
  if (line.front() == '[' || line.front() == '-') return parse_computer_line(line);
  return parse_telephone_line(line);
}

/// "Garden" of "Garden 님과 카카오톡 대화", "KakaoTalk Chats with Garden".
std::string_view title_of_kakao(std::string_view line) {
  constexpr std::string_view kWith = "KakaoTalk Chats with ";
  skip_directions(line);
  for (const std::string_view end : {" 님과 카카오톡 대화", "님과 카카오톡 대화", " 카카오톡 대화"}) {
    if (const auto at = line.find(end); at != std::string_view::npos) return trim(line.substr(0, at));
  }
  return line.starts_with(kWith) ? trim(line.substr(kWith.size())) : std::string_view();
}

template <std::size_t Size>
bool is_one_of(std::string_view text, const std::string_view (&words)[Size]) {
  return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

/// One pass over one export: a message is written when the next one begins.
class KakaoPass {
 public:
  KakaoPass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines), context_(context), turns_(context, lines, "kakaotalk", out) {
    if (context.ledger != nullptr) context.ledger->unit("messages");
  }

  void run() {
    for (std::string_view line; lines_.next_text(line, context_.diagnostics);) take(line);
    flush();
    if (!turns_.is_open()) {
      throw InputError("has no message", {lines_.name()},
                       "is this the text that KakaoTalk exports? `affect formats` shows one");
    }
    turns_.close();
  }

 private:
  void take(std::string_view line) {
    const KakaoLine parsed = parse_kakao_line(line);
    switch (parsed.type) {
      case KakaoLine::Type::other:
        continue_message(line);
        return;
      case KakaoLine::Type::day:
        flush();
        day_ = parsed.day;
        return;
      case KakaoLine::Type::notice:
      case KakaoLine::Type::message:
        begin(parsed);
    }
  }

  void begin(const KakaoLine& line) {
    flush();
    context_.piece();
    if (line.day) day_ = line.day;
    Turn turn;
    turn.speaker = line.name;
    turn.text = line.text;
    if (line.type == KakaoLine::Type::notice) {
      turn.event = "system";
      turn.text.clear();
    }
    if (day_ && line.of_day) turn.time = TimeRange{*day_ + *line.of_day, *day_ + *line.of_day};
    pending_ = std::move(turn);
    place_ = lines_.place(1);
  }

  void continue_message(std::string_view line) {
    if (pending_ && pending_->event.empty()) {
      if (pending_->text.size() + line.size() < kMaxKakaoMessage) {
        pending_->text.append("\n").append(line);
        return;
      }
      pending_.reset();
      context_.fault(place_, "a message is longer than 1 MiB", "is this the text that KakaoTalk exports?", line);
      return;
    }
    if (trim(line).empty()) return;
    if (const std::string_view title = title_of_kakao(line); !title.empty() && title_.empty()) {
      title_ = title;
      return;
    }
    context_.piece();
    context_.skip("no_message", "a line that belongs to no message is left out", lines_.place());
  }

  void flush() {
    if (!pending_) return;
    Turn turn = *std::exchange(pending_, std::nullopt);
    if (!turns_.is_open()) {
      turns_.open(episode_id(context_, lines_), {.type = Clock::Type::calendar, .precision = Clock::Precision::minute},
                  std::move(title_));
    }
    while (turn.text.ends_with('\n') || turn.text.ends_with(' ')) turn.text.pop_back();
    const bool medium =
        is_one_of(turn.text, kKakaoMedia) ||
        std::any_of(std::begin(kKakaoMediaBegin), std::end(kKakaoMediaBegin), [&](std::string_view begin) {
          const std::string_view rest = std::string_view(turn.text).substr(std::min(begin.size(), turn.text.size()));
          const bool file = begin.ends_with(": ");
          return turn.text.starts_with(begin) && rest.find('\n') == std::string_view::npos &&
                 (file || rest.ends_with("장"));
        });
    if (medium) turn.event = "media";
    if (is_one_of(turn.text, kKakaoDeleted)) turn.event = "deleted";
    if (!turn.event.empty()) turn.text.clear();
    turns_.write(std::move(turn), place_);
  }

  LineReader& lines_;
  const ReadContext& context_;
  TurnWriter turns_;
  std::optional<Seconds> day_;
  std::string title_;
  std::optional<Turn> pending_;
  Place place_;
};

class KakaoTalkReader final : public Reader {
 public:
  double recognises(std::string_view head, std::string_view /*name*/) const override {
    head = head.substr(0, kKakaoHead);
    std::size_t days = 0, messages = 0, dated = 0;
    bool titled = false;
    for (std::string_view line; take_line(head, line);) {
      titled = titled || (messages == 0 && !title_of_kakao(line).empty());
      const KakaoLine parsed = parse_kakao_line(line);
      days += parsed.type == KakaoLine::Type::day;
      messages += parsed.type == KakaoLine::Type::message;
      dated += parsed.type == KakaoLine::Type::message && parsed.day.has_value();
    }
    return messages > 0 && (titled || dated > 0 || days > 0) ? 0.96 : 0;
  }

  std::string_view example() const override {
    return R"(텃밭 님과 카카오톡 대화
저장한 날짜 : 2024-03-06 09:00:00

--------------- 2024년 3월 5일 화요일 ---------------
[안나] [오후 3:21] 콩이 났어?
[벤] [오후 3:22] 다 났어
)";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    KakaoPass(lines, context, out).run();
  }
};

}  // namespace

void register_kakaotalk(Engine& engine) {
  engine.add<Reader>({.name = "kakaotalk",
                      .room = "io/formats",
                      .what = "a KakaoTalk chat exported as text, from a computer or a telephone",
                      .units = "turns; calendar time",
                      .source = "exports of the app, in Korean and English"},
                     [](const Engine&, const Options&) { return std::make_unique<KakaoTalkReader>(); });
}

}  // namespace affect::io
