#include "io/whatsapp_stamp.h"

#include <cstddef>
#include <string>

#include "io/ascii.h"
#include "io/day_words.h"
#include "io/written_digits.h"

namespace affect::io {
namespace {

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

/// One digit or two: in Yoruba five past nine is 9:5.
std::optional<int> take_part(std::string_view& text) {
  skip_directions(text);
  const auto first = take_digit(text);
  if (!first) return std::nullopt;
  const auto second = take_digit(text);
  return second ? *first * 10 + *second : *first;
}

/// Whether what a word beside the time can end with stands here: a digit, or what ends a stamp.
bool at_end_of_word(std::string_view text) {
  if (text.empty() || text.front() == ']' || text.front() == '-' || text.front() == ':' || text.front() == ',' ||
      text.front() == ')')
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
  const DayWord* const known = find_day_word(lower(word));
  if (known == nullptr) return false;
  if (known->half != DayHalf::whole) {
    half = known->half;
    stamp.shape.twelve_hour = true;
    stamp.date.year_leads = stamp.date.year_leads || known->year_leads;
    stamp.date.twelve_hour = word == "AM" || word == "PM";
  }
  return true;
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
  const auto part = take_part(rest);
  if (!part) return false;
  minutes = *part;
  text = rest;
  return true;
}

/// ":01", or " min 01 s" behind " h 30"; nothing where no seconds are written.
void take_seconds(std::string_view& text, WhatsappStamp& stamp, int& second) {
  skip_directions(text);
  std::string_view rest = text;
  const bool spelled = stamp.shape.time_mark == 'h';
  if (spelled) skip_blanks(rest);
  if (!(spelled ? take(rest, "min") : take(rest, {&stamp.shape.time_mark, 1}))) return;
  if (spelled) skip_blanks(rest);
  const auto part = take_part(rest);
  if (!part) return;
  second = *part;
  stamp.shape.seconds = true;
  text = rest;
  if (!spelled) return;
  skip_blanks(rest);
  if (take(rest, "s")) text = rest;
}

/// "18:30:01", "6:30 p. m.", with the words that may stand on either side.
bool take_time(std::string_view& text, WhatsappStamp& stamp) {
  DayHalf half = DayHalf::whole;
  int minute = 0, second = 0;
  const bool in_parentheses = take(text, "(");
  if (!take_word(text, stamp, half)) return false;
  const auto hour = take_part(text);
  if (!hour || !take_minutes(text, stamp, minute)) return false;
  take_seconds(text, stamp, second);
  if (!take_word(text, stamp, half)) return false;
  if (in_parentheses && !take(text, ")")) return false;
  skip_blanks(text);
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
  // Of those who put blanks between the numbers, only Koreans end a short date with a dot.
  const bool korean = dot && date->spaced && date->third_digits != 4;
  stamp.date.year_leads = stamp.date.year_leads || korean;
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

/// What the words beside the time say of the date is believed where phones of these languages write it so: Americans
/// write 3/5/24, Chinese 24/3/5.
void believe_words(NumericDate& date) {
  const bool bare = date.mark == '/' && !date.padded;
  date.twelve_hour = date.twelve_hour && bare;
  if (date.first_digits == 2 && !date.spaced) date.year_leads = date.year_leads && bare;
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
  believe_words(stamp.date);
  stamp.rest = rest;
  return stamp;
}

}  // namespace affect::io
