#include "io/whatsapp_stamp.h"

#include <cstddef>
#include <string>

#include "io/ascii.h"
#include "io/written_digits.h"

namespace affect::io {
namespace {

/// Which half of the day a word beside the time means. `whole`: none, it only says that this is a time.
enum class DayHalf { whole, morning, noon, evening };

struct DayWord {
  std::string_view word;
  DayHalf half;
  bool year_leads = false;  ///< where it is said, dates begin with the year
};

// Without dots and blanks, ASCII letters small; from the locales of Unicode CLDR (dayPeriods, timeFormats).
constexpr DayWord kDayWords[] = {
    {"am", DayHalf::morning},
    {"pm", DayHalf::evening},
    {"오전", DayHalf::morning, true},
    {"오후", DayHalf::evening, true},
    {"午前", DayHalf::morning, true},
    {"午後", DayHalf::evening, true},
    {"上午", DayHalf::morning, true},
    {"下午", DayHalf::evening, true},
    {"凌晨", DayHalf::morning, true},
    {"清晨", DayHalf::morning, true},
    {"早上", DayHalf::morning, true},
    {"中午", DayHalf::noon, true},
    {"晚上", DayHalf::evening, true},
    {"ص", DayHalf::morning},
    {"م", DayHalf::evening},
    {"قظ", DayHalf::morning},
    {"بظ", DayHalf::evening},
    {"לפנה״צ", DayHalf::morning},
    {"אחה״צ", DayHalf::evening},
    {"öö", DayHalf::morning},
    {"ös", DayHalf::evening},
    {"ÖÖ", DayHalf::morning},
    {"Ös", DayHalf::evening},
    {"πμ", DayHalf::morning},
    {"μμ", DayHalf::evening},
    {"дп", DayHalf::morning},
    {"пп", DayHalf::evening},
    {"прпл", DayHalf::morning},
    {"слпл", DayHalf::evening},
    {"de", DayHalf::morning},
    {"du", DayHalf::evening},
    {"sa", DayHalf::morning},
    {"ch", DayHalf::evening},
    {"fm", DayHalf::morning},
    {"em", DayHalf::evening},
    {"ap", DayHalf::morning},
    {"ip", DayHalf::evening},
    {"pd", DayHalf::morning},
    {"md", DayHalf::evening},
    {"pg", DayHalf::morning},
    {"ptg", DayHalf::evening},
    {"vorm", DayHalf::morning},
    {"nachm", DayHalf::evening},
    {"पूर्वाह्न", DayHalf::morning},
    {"अपराह्न", DayHalf::evening},
    {"मपू", DayHalf::morning},
    {"मउ", DayHalf::evening},
    {"முற்பகல்", DayHalf::morning},
    {"பிற்பகல்", DayHalf::evening},
    {"ก่อนเที่ยง", DayHalf::morning},
    {"หลังเที่ยง", DayHalf::evening},
    {"vm", DayHalf::morning},
    {"nm", DayHalf::evening},
    {"ጥዋት", DayHalf::morning},
    {"ከሰዓት", DayHalf::evening},
    {"проб", DayHalf::morning},
    {"слоб", DayHalf::evening},
    {"чam", DayHalf::morning},
    {"чpm", DayHalf::evening},
    {"dop", DayHalf::morning},
    {"odp", DayHalf::evening},
    {"pop", DayHalf::evening},
    {"rn", DayHalf::morning},
    {"in", DayHalf::evening},
    {"sf", DayHalf::morning},
    {"ym", DayHalf::evening},
    {"fh", DayHalf::morning},
    {"eh", DayHalf::evening},
    {"тң", DayHalf::morning},
    {"тк", DayHalf::evening},
    {"to", DayHalf::morning},
    {"tk", DayHalf::evening},
    {"ກ່ອນທ່ຽງ", DayHalf::morning},
    {"ຫຼັງທ່ຽງ", DayHalf::evening},
    {"priešpiet", DayHalf::morning},
    {"popiet", DayHalf::evening},
    {"priekšp", DayHalf::morning},
    {"pēcp", DayHalf::evening},
    {"претпл", DayHalf::morning},
    {"попл", DayHalf::evening},
    {"үө", DayHalf::morning},
    {"үх", DayHalf::evening},
    {"နံနက်", DayHalf::morning},
    {"ညနေ", DayHalf::evening},
    {"පෙව", DayHalf::morning},
    {"පව", DayHalf::evening},
    {"eparadites", DayHalf::morning},
    {"epasdites", DayHalf::evening},
    {"asubuhi", DayHalf::morning},
    {"mchana", DayHalf::evening},
    {"בבוקר", DayHalf::morning},
    {"בצהריים", DayHalf::noon},
    {"אחרהצהריים", DayHalf::evening},
    {"בערב", DayHalf::evening},
    {"klo", DayHalf::whole},
    {"kl", DayHalf::whole},
    {"ч", DayHalf::whole},
    {"h", DayHalf::whole},
    {"น", DayHalf::whole},
    {"à", DayHalf::whole},
    {"às", DayHalf::whole},
    {"at", DayHalf::whole},
    {"um", DayHalf::whole},
    {"om", DayHalf::whole},
    {"alle", DayHalf::whole},
};

constexpr std::string_view kBlanks[] = {" ", "\t", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};  // U+00A0 202F 2009
constexpr std::size_t kMaxWord = 40;

bool take(std::string_view& text, std::string_view front) {
  if (!text.starts_with(front)) return false;
  text.remove_prefix(front.size());
  return true;
}

/// Passes over blanks and directional marks; whether there was a blank.
bool skip_blanks(std::string_view& text) {
  bool any = false;
  for (bool more = true; more;) {
    skip_directions(text);
    more = false;
    for (const std::string_view blank : kBlanks) more = more || take(text, blank);
    any = any || more;
  }
  return any;
}

/// One digit or two; two where `two` is set.
std::optional<int> take_part(std::string_view& text, bool two) {
  skip_directions(text);
  const auto first = take_digit(text);
  if (!first) return std::nullopt;
  const auto second = take_digit(text);
  if (!second) return two ? std::nullopt : first;
  return *first * 10 + *second;
}

/// Whether what a word beside the time can end with stands here: a digit, or what ends a stamp.
bool at_end_of_word(std::string_view text) {
  if (text.empty() || text.front() == ']' || text.front() == '-' || text.front() == ':' || text.front() == ',')
    return true;
  return text.starts_with("\xE2\x80\x93") || take_digit(text).has_value();
}

/// What stands beside the time, with its dots and blanks: "p. m. ". False where it is no word that is known.
bool take_word(std::string_view& text, WhatsappStamp& stamp, DayHalf& half) {
  std::string word;
  std::string_view rest = text;
  for (;;) {
    skip_blanks(rest);
    if (at_end_of_word(rest)) break;
    if (take(rest, ".")) continue;
    word += rest.front();
    rest.remove_prefix(1);
    if (word.size() > kMaxWord) return false;
  }
  text = rest;
  if (word.empty()) return true;
  const std::string small = lower(word);
  for (const DayWord& known : kDayWords) {
    if (known.word != small) continue;
    if (known.half != DayHalf::whole) {
      half = known.half;
      stamp.shape.twelve_hour = true;
      stamp.date.year_leads = known.year_leads;
      stamp.date.twelve_hour = word == "AM" || word == "PM";
    }
    return true;
  }
  return false;
}

/// ":30" or " h 30".
bool take_minutes(std::string_view& text, WhatsappStamp& stamp, int& minutes) {
  skip_directions(text);
  std::string_view rest = text;
  skip_blanks(rest);
  if (take(rest, "h")) {
    skip_blanks(rest);
    stamp.shape.time_mark = 'h';
  } else {
    rest = text;
    if (rest.empty() || (rest.front() != ':' && rest.front() != '.')) return false;
    stamp.shape.time_mark = rest.front();
    rest.remove_prefix(1);
  }
  const auto part = take_part(rest, true);
  if (!part) return false;
  minutes = *part;
  text = rest;
  return true;
}

std::optional<Seconds> time_of_day(int hour, int minute, int second, DayHalf half) {
  if (half == DayHalf::morning && hour == 12) hour = 0;
  if (half == DayHalf::evening && hour < 12) hour += 12;
  if (half == DayHalf::noon && hour < 11) hour += 12;
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return hour * 3600 + minute * 60 + second;
}

/// "18:30:01", "6:30 p. m.", with the words that may stand on either side.
bool take_time(std::string_view& text, WhatsappStamp& stamp) {
  DayHalf half = DayHalf::whole;
  int minute = 0, second = 0;
  if (!take_word(text, stamp, half)) return false;
  const auto hour = take_part(text, false);
  if (!hour || !take_minutes(text, stamp, minute)) return false;
  skip_directions(text);
  if (!text.empty() && text.front() == stamp.shape.time_mark) {
    std::string_view rest = text.substr(1);
    if (const auto part = take_part(rest, true)) {
      second = *part;
      stamp.shape.seconds = true;
      text = rest;
    }
  }
  if (!take_word(text, stamp, half)) return false;
  stamp.of_day = time_of_day(*hour, minute, second, half);
  return true;
}

/// "," and what stands for it in Arabic.
bool take_comma(std::string_view& text) {
  skip_directions(text);
  return take(text, ",") || take(text, "\xD8\x8C");  // U+060C
}

/// "12.05.24", "21.05.24 г., ", "21/5/2567 BE, " and the comma behind it; in front of a time a blank must follow.
bool take_date(std::string_view& text, WhatsappStamp& stamp) {
  const auto date = take_numeric_date(text);
  if (!date) return false;
  const bool year_leads = stamp.date.year_leads, twelve_hour = stamp.date.twelve_hour;
  stamp.date = *date;
  stamp.date.year_leads = year_leads;
  stamp.date.twelve_hour = twelve_hour;
  stamp.shape.date_mark = date->mark;
  stamp.shape.year_first = date->first_digits == 4;
  const bool dot = date->mark == '.' && take(text, ".");
  std::string_view rest = text;
  skip_blanks(rest);
  for (const std::string_view era : {"\xD0\xB3.", "BE"}) {
    if (take(rest, era)) text = rest;
  }
  if (stamp.shape.time_first) return true;
  stamp.shape.comma = take_comma(text);
  return skip_blanks(text) || dot;
}

bool take_end(std::string_view& text, bool bracketed, WhatsappStamp& stamp) {
  if (bracketed) {
    stamp.shape.end = ']';
    return take(text, "]");
  }
  stamp.shape.end = take(text, "-") || take(text, "\xE2\x80\x93") ? '-' : ':';
  if (stamp.shape.end == ':' && !take(text, ":")) return false;
  return text.empty() || skip_blanks(text);
}

}  // namespace

std::optional<WhatsappStamp> take_whatsapp_stamp(std::string_view line) {
  skip_directions(line);
  const bool bracketed = take(line, "[");
  WhatsappStamp stamp;
  std::string_view rest = line;
  if (!take_date(rest, stamp)) {
    stamp = {};
    stamp.shape.time_first = true;
    rest = line;
    if (!take_time(rest, stamp)) return std::nullopt;
    stamp.shape.comma = take_comma(rest);
    skip_blanks(rest);
    if (!take_date(rest, stamp)) return std::nullopt;
    skip_blanks(rest);
  } else if (!take_time(rest, stamp)) {
    return std::nullopt;
  }
  if (!take_end(rest, bracketed, stamp)) return std::nullopt;
  skip_blanks(rest);
  stamp.rest = rest;
  return stamp;
}

}  // namespace affect::io
