#include "io/written_date.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "io/ascii.h"

namespace affect::io {
namespace {

struct MonthName {
  std::string_view name;
  int month;
};
// English, German, French; with the short forms that are in use.
constexpr std::array<MonthName, 55> kMonths{{
    {"january", 1},
    {"jan", 1},
    {"januar", 1},
    {"j\xC3\xA4nner", 1},
    {"janvier", 1},
    {"february", 2},
    {"feb", 2},
    {"februar", 2},
    {"f\xC3\xA9vrier", 2},
    {"fevrier", 2},
    {"march", 3},
    {"mar", 3},
    {"m\xC3\xA4rz", 3},
    {"mars", 3},
    {"maerz", 3},
    {"april", 4},
    {"apr", 4},
    {"avril", 4},
    {"avr", 4},
    {"may", 5},
    {"mai", 5},
    {"june", 6},
    {"jun", 6},
    {"juni", 6},
    {"juin", 6},
    {"july", 7},
    {"jul", 7},
    {"juli", 7},
    {"juillet", 7},
    {"juil", 7},
    {"august", 8},
    {"aug", 8},
    {"ao\xC3\xBBt", 8},
    {"aout", 8},
    {"september", 9},
    {"sep", 9},
    {"sept", 9},
    {"septembre", 9},
    {"october", 10},
    {"oct", 10},
    {"oktober", 10},
    {"okt", 10},
    {"octobre", 10},
    {"november", 11},
    {"nov", 11},
    {"novembre", 11},
    {"december", 12},
    {"dec", 12},
    {"dezember", 12},
    {"dez", 12},
    {"d\xC3\xA9"
     "cembre",
     12},
    {"decembre", 12},
    {"d\xC3\xA9"
     "c",
     12},
    {"fev", 2},
    {"f\xC3\xA9v", 2},
}};
constexpr std::array<std::string_view, 38> kWeekdays{
    "monday",  "tuesday", "wednesday", "thursday", "friday",     "saturday", "sunday",  "mon",
    "tue",     "tues",    "wed",       "thu",      "thur",       "thurs",    "fri",     "sat",
    "sun",     "montag",  "dienstag",  "mittwoch", "donnerstag", "freitag",  "samstag", "sonnabend",
    "sonntag", "mo",      "di",        "mi",       "do",         "fr",       "sa",      "so",
    "lundi",   "mardi",   "mercredi",  "jeudi",    "vendredi",   "samedi"};

std::string_view take_word(std::string_view& text) {
  std::size_t size = 0;
  while (size < text.size() && is_letter(text[size])) ++size;
  const std::string_view word = text.substr(0, size);
  text.remove_prefix(size);
  return word;
}

std::optional<int> take_int(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t size = 0;
  while (size < text.size() && is_digit(text[size])) ++size;
  if (size < least || size > most) return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + size, value);
  text.remove_prefix(size);
  return value;
}

/// Takes any of these characters off the front.
void skip_any(std::string_view& text, std::string_view characters) {
  while (!text.empty() && characters.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
}

std::optional<int> take_month(std::string_view& text) {
  std::string_view rest = text;
  const std::string name = lower(take_word(rest));
  const auto found = std::find_if(kMonths.begin(), kMonths.end(), [&](const MonthName& m) { return m.name == name; });
  if (found == kMonths.end()) return std::nullopt;
  skip_any(rest, ".");
  text = rest;
  return found->month;
}

struct DateParts {
  int year = 0, month = 0, day = 0;
};

/// "2024-05-01", "2024/05/01", "2024.05.01".
std::optional<DateParts> take_year_first(std::string_view& text) {
  const auto year = take_int(text, 4, 4);
  if (!year || text.empty() || std::string_view("-/.").find(text.front()) == std::string_view::npos)
    return std::nullopt;
  const char mark = text.front();
  text.remove_prefix(1);
  const auto month = take_int(text, 1, 2);
  if (!month || !text.starts_with(mark)) return std::nullopt;
  text.remove_prefix(1);
  const auto day = take_int(text, 1, 2);
  if (!day) return std::nullopt;
  return DateParts{*year, *month, *day};
}

/// "1 May 2024", "1st of May, 2024", "1. Mai 2024", "1er mai 2024", "01.05.2024".
std::optional<DateParts> take_day_first(std::string_view& text) {
  const auto day = take_int(text, 1, 2);
  if (!day) return std::nullopt;
  if (text.starts_with('.') && text.size() > 1 && is_digit(text[1])) {
    text.remove_prefix(1);
    const auto month = take_int(text, 1, 2);
    if (!month || !text.starts_with('.')) return std::nullopt;
    text.remove_prefix(1);
    const auto year = take_int(text, 4, 4);
    if (!year) return std::nullopt;
    return DateParts{*year, *month, *day};
  }
  for (const std::string_view ending : {"st", "nd", "rd", "th", "er", "."}) {
    if (text.starts_with(ending)) {
      text.remove_prefix(ending.size());
      break;
    }
  }
  skip_any(text, " ");
  if (text.starts_with("of ")) text.remove_prefix(3);
  const auto month = take_month(text);
  if (!month) return std::nullopt;
  skip_any(text, ", ");
  const auto year = take_int(text, 4, 4);
  if (!year) return std::nullopt;
  return DateParts{*year, *month, *day};
}

/// "May 1, 2024", "May 1st 2024".
std::optional<DateParts> take_month_first(std::string_view& text) {
  const auto month = take_month(text);
  if (!month) return std::nullopt;
  skip_any(text, " ");
  const auto day = take_int(text, 1, 2);
  if (!day) return std::nullopt;
  for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
    if (text.starts_with(ending)) {
      text.remove_prefix(2);
      break;
    }
  }
  skip_any(text, ", ");
  const auto year = take_int(text, 4, 4);
  if (!year) return std::nullopt;
  return DateParts{*year, *month, *day};
}

void skip_weekday(std::string_view& text) {
  std::string_view rest = text;
  const std::string word = lower(take_word(rest));
  if (word != "dimanche" && std::find(kWeekdays.begin(), kWeekdays.end(), word) == kWeekdays.end()) return;
  skip_any(rest, "., ");
  for (const std::string_view article : {"the ", "den ", "der ", "le "}) {
    if (rest.starts_with(article)) rest.remove_prefix(article.size());
  }
  text = rest;
}

/// A time of day has no place in a diary of days: "18:30", "T18:30:05Z".
void skip_time_of_day(std::string_view& text) {
  std::string_view rest = text;
  skip_any(rest, " ,T");
  const auto size = std::min(rest.find_first_not_of("0123456789:.+Z"), rest.size());
  if (size >= 4 && is_digit(rest.front()) && rest.substr(0, size).find(':') != std::string_view::npos) {
    text = rest.substr(size);
  }
}

}  // namespace

std::optional<WrittenDate> take_date(std::string_view text) {
  text = trim(text);
  skip_weekday(text);
  for (const auto take : {take_year_first, take_day_first, take_month_first}) {
    std::string_view rest = text;
    const auto date = take(rest);
    if (!date) continue;
    if (!rest.empty() &&
        (is_digit(rest.front()) || (is_letter(rest.front()) && rest.front() != 'T' && !is_high(rest.front()))))
      continue;
    const auto day = parse_iso_time(fmt::format("{:04}-{:02}-{:02}", date->year, date->month, date->day));
    if (!day) continue;
    skip_time_of_day(rest);
    return WrittenDate{*day, trim(rest)};
  }
  return std::nullopt;
}

}  // namespace affect::io
