#include "io/date_order.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "io/ascii.h"

namespace affect::io {
namespace {

constexpr int kFirstYear = 1970;

bool take_number(std::string_view& text, int& value, int& digits) {
  digits = 0;
  while (static_cast<std::size_t>(digits) < text.size() && digits < 5 && is_digit(text[digits])) ++digits;
  if (digits == 0 || digits == 3 || digits > 4) return false;
  std::from_chars(text.data(), text.data() + digits, value);
  text.remove_prefix(digits);
  return true;
}

int full_year(int year, int digits) {
  if (digits >= 3) return year;
  return year + (year >= kFirstYear % 100 ? 1900 : 2000);
}

std::string_view name_of(DateOrder order) {
  switch (order) {
    case DateOrder::day_month_year:
      return "day/month/year";
    case DateOrder::month_day_year:
      return "month/day/year";
    case DateOrder::year_month_day:
      return "year/month/day";
    case DateOrder::unknown:
      break;
  }
  return "unknown";
}

}  // namespace

std::string NumericDate::to_string() const {
  return first_digits == 4 ? fmt::format("{:04}{}{:02}{}{:02}", first, mark, second, mark, third)
                           : fmt::format("{:02}{}{:02}{}{:0{}}", first, mark, second, mark, third, third_digits);
}

std::optional<NumericDate> take_numeric_date(std::string_view& text) {
  std::string_view rest = text;
  NumericDate date;
  int digits = 0;
  if (!take_number(rest, date.first, date.first_digits) || rest.empty()) return std::nullopt;
  date.mark = rest.front();
  if (date.mark != '/' && date.mark != '.' && date.mark != '-') return std::nullopt;
  rest.remove_prefix(1);
  if (date.mark == '.') rest = trim_left(rest);
  if (!take_number(rest, date.second, digits) || digits > 2 || !rest.starts_with(date.mark)) return std::nullopt;
  rest.remove_prefix(1);
  if (date.mark == '.') rest = trim_left(rest);
  if (!take_number(rest, date.third, date.third_digits)) return std::nullopt;
  if (date.first_digits == 4 && date.third_digits == 4) return std::nullopt;
  text = rest;
  return date;
}

std::optional<Seconds> day_of(const NumericDate& date, DateOrder order) {
  int year = full_year(date.third, date.third_digits), month = date.second, day = date.first;
  if (order == DateOrder::month_day_year) std::swap(month, day);
  if (order == DateOrder::year_month_day) {
    year = full_year(date.first, date.first_digits);
    day = date.third;
    if (date.third_digits == 4) return std::nullopt;
  } else if (date.first_digits == 4) {
    return std::nullopt;
  }
  return parse_iso_time(fmt::format("{:04}-{:02}-{:02}", year, month, day));
}

bool DateOrderFinder::see(const NumericDate& date, const Place& place) {
  if (given_) return day_of(date, decided_).has_value();
  const auto day_first = day_of(date, DateOrder::day_month_year);
  const auto month_first = day_of(date, DateOrder::month_day_year);
  // Two digits in front are a year only where they can be nothing else: no app is known to begin with them otherwise.
  const auto year_first =
      date.first_digits == 4 || date.first > 31 ? day_of(date, DateOrder::year_month_day) : std::nullopt;
  twelve_hour_ = twelve_hour_ || date.twelve_hour;
  if (day_first && month_first && *day_first != *month_first) {
    ambiguous_ = true;
    if (example_.empty()) example_ = date.to_string();
  }
  struct Row {
    Candidate* candidate;
    std::optional<Seconds> day;
    DateOrder order;
  };
  const Row rows[] = {{&day_first_, day_first, DateOrder::day_month_year},
                      {&month_first_, month_first, DateOrder::month_day_year},
                      {&year_first_, year_first, DateOrder::year_month_day}};
  const bool fits =
      std::any_of(std::begin(rows), std::end(rows), [](const Row& row) { return row.day && row.candidate->possible; });
  if (!fits) return false;
  std::size_t possible = 0;
  DateOrder last = DateOrder::unknown;
  for (const Row& row : rows) {
    Candidate& candidate = *row.candidate;
    if (!row.day) {
      candidate.possible = false;
      continue;
    }
    if (any_ && *row.day < candidate.last) ++candidate.steps_back;
    candidate.last = *row.day;
    possible += candidate.possible;
    if (candidate.possible) last = row.order;
  }
  any_ = true;
  if (possible == 1 && decided_ == DateOrder::unknown) {
    decided_ = last;
    evidence_ = fmt::format("{} stands in line {}", date.to_string(), place.line);
  }
  return true;
}

DateOrder DateOrderFinder::decide() {
  if (decided_ != DateOrder::unknown) return decided_;
  guessed_ = true;
  if (day_first_.possible && month_first_.possible) {
    if (day_first_.steps_back != month_first_.steps_back) {
      decided_ =
          day_first_.steps_back < month_first_.steps_back ? DateOrder::day_month_year : DateOrder::month_day_year;
      evidence_ = "so they go back least";
    } else if (twelve_hour_) {
      decided_ = DateOrder::month_day_year;
      evidence_ = "as is usual beside AM and PM";
    } else {
      decided_ = DateOrder::day_month_year;
      evidence_ = "as is usual beside a 24-hour clock";
    }
  } else {
    decided_ = day_first_.possible     ? DateOrder::day_month_year
               : month_first_.possible ? DateOrder::month_day_year
                                       : DateOrder::year_month_day;
  }
  return decided_;
}

std::string DateOrderFinder::reason() const {
  if (given_) return fmt::format("dates such as {} are read as {}, as asked", example_, name_of(decided_));
  if (guessed_) {
    return fmt::format("dates such as {} may be read in two ways; taken as {}, {} (--date-order dmy or mdy decides)",
                       example_, name_of(decided_), evidence_);
  }
  return fmt::format("dates such as {} are read as {}, because {}", example_, name_of(decided_), evidence_);
}

}  // namespace affect::io
