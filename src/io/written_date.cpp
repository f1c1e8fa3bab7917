#include "io/written_date.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "io/ascii.h"

namespace affect::io {
namespace {

// January to December in English, German, French, Spanish, Italian, Portuguese and Dutch; with the short forms in use.
constexpr std::array<std::array<std::string_view, 12>, 12> kMonths{{
    {"january", "jan", "januar", "j\xC3\xA4nner", "janvier", "enero", "ene", "gennaio", "gen", "janeiro", "januari"},
    {"february", "feb", "februar", "f\xC3\xA9vrier", "fevrier", "f\xC3\xA9vr", "f\xC3\xA9v", "febrero", "febbraio",
     "fevereiro", "fev", "februari"},
    {"march", "mar", "m\xC3\xA4rz", "maerz", "mars", "marzo", "mar\xC3\xA7o", "marco", "maart", "mrt"},
    {"april", "apr", "avril", "avr", "abril", "abr", "aprile"},
    {"may", "mai", "mayo", "maggio", "mag", "maio", "mei"},
    {"june", "jun", "juni", "juin", "junio", "giugno", "giu", "junho"},
    {"july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho"},
    {"august", "aug", "ao\xC3\xBBt", "aout", "agosto", "ago", "augustus"},
    {"september", "sep", "sept", "septembre", "septiembre", "setiembre", "settembre", "set", "setembro"},
    {"october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "out"},
    {"november", "nov", "novembre", "noviembre", "novembro"},
    {"december", "dec", "dezember", "dez",
     "d\xC3\xA9"
     "cembre",
     "decembre",
     "d\xC3\xA9"
     "c",
     "diciembre", "dic", "dicembre", "dezembro"},
}};
constexpr std::array<std::string_view, 65> kWeekdays{"monday",
                                                     "tuesday",
                                                     "wednesday",
                                                     "thursday",
                                                     "friday",
                                                     "saturday",
                                                     "sunday",
                                                     "mon",
                                                     "tue",
                                                     "tues",
                                                     "wed",
                                                     "thu",
                                                     "thur",
                                                     "thurs",
                                                     "fri",
                                                     "sat",
                                                     "sun",
                                                     "montag",
                                                     "dienstag",
                                                     "mittwoch",
                                                     "donnerstag",
                                                     "freitag",
                                                     "samstag",
                                                     "sonnabend",
                                                     "sonntag",
                                                     "mo",
                                                     "di",
                                                     "mi",
                                                     "do",
                                                     "fr",
                                                     "sa",
                                                     "so",
                                                     "lundi",
                                                     "mardi",
                                                     "mercredi",
                                                     "jeudi",
                                                     "vendredi",
                                                     "samedi",
                                                     "dimanche",
                                                     "lunes",
                                                     "martes",
                                                     "mi\xC3\xA9rcoles",
                                                     "jueves",
                                                     "viernes",
                                                     "s\xC3\xA1"
                                                     "bado",
                                                     "domingo",
                                                     "luned\xC3\xAC",
                                                     "marted\xC3\xAC",
                                                     "mercoled\xC3\xAC",
                                                     "gioved\xC3\xAC",
                                                     "venerd\xC3\xAC",
                                                     "sabato",
                                                     "domenica",
                                                     "segunda-feira",
                                                     "ter\xC3\xA7"
                                                     "a-feira",
                                                     "quarta-feira",
                                                     "quinta-feira",
                                                     "sexta-feira",
                                                     "maandag",
                                                     "dinsdag",
                                                     "woensdag",
                                                     "donderdag",
                                                     "vrijdag",
                                                     "zaterdag",
                                                     "zondag"};

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
  if (name.empty()) return std::nullopt;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (std::find(kMonths[i].begin(), kMonths[i].end(), name) == kMonths[i].end()) continue;
    skip_any(rest, ".");
    text = rest;
    return static_cast<int>(i) + 1;
  }
  return std::nullopt;
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

/// "of ", "de ", "del ": between a day and its month, a month and its year.
void skip_of(std::string_view& text) {
  for (const std::string_view word : {"of ", "de ", "del "}) {
    if (!text.starts_with(word)) continue;
    text.remove_prefix(word.size());
    return;
  }
}

/// "1 May 2024", "1st of May, 2024", "1. Mai 2024", "1er mai 2024", "1 de mayo de 2024", "01.05.2024".
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
  for (const std::string_view ending : {"st", "nd", "rd", "th", "er", ".\xC2\xBA", ".", "\xC2\xBA", "\xC2\xB0"}) {
    if (text.starts_with(ending)) {
      text.remove_prefix(ending.size());
      break;
    }
  }
  skip_any(text, " ");
  skip_of(text);
  const auto month = take_month(text);
  if (!month) return std::nullopt;
  skip_any(text, ", ");
  skip_of(text);
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

}  // namespace

void skip_weekday(std::string_view& text) {
  std::string_view rest = text;
  std::string word(take_word(rest));
  if (rest.starts_with("-feira")) {
    word += rest.substr(0, 6);
    rest.remove_prefix(6);
  }
  if (std::find(kWeekdays.begin(), kWeekdays.end(), lower(word)) == kWeekdays.end()) return;
  skip_any(rest, "., ");
  for (const std::string_view article : {"the ", "den ", "der ", "le ", "el "}) {
    if (rest.starts_with(article)) rest.remove_prefix(article.size());
  }
  text = rest;
}

std::optional<DayTime> take_time_behind_date(std::string_view& text) {
  std::string_view rest = text;
  skip_any(rest, " ,T");
  for (const std::string_view word : {"at ", "um ", "\xC3\xA0 ", "a las ", "alle ", "om "}) {
    if (rest.starts_with(word)) rest.remove_prefix(word.size());
  }
  auto time = take_day_time(rest);
  if (!time) return std::nullopt;
  if (rest.starts_with(" Uhr")) rest.remove_prefix(4);
  text = rest;
  return time;
}

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
    const auto time = take_time_behind_date(rest);
    return WrittenDate{*day, time, trim(rest)};
  }
  return std::nullopt;
}

}  // namespace affect::io
