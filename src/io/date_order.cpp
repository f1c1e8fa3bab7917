#include "io/date_order.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "io/ascii.h"
#include "io/written_digits.h"

namespace affect::io {
namespace {

constexpr int kFirstYear = 1970;

bool take_number(std::string_view& text, int& value, int& digits) {
  skip_directions(text);
  value = digits = 0;
  for (std::optional<int> digit; digits < 5 && (digit = take_digit(text)); ++digits) value = value * 10 + *digit;
  skip_directions(text);
  return digits == 1 || digits == 2 || digits == 4;
}

bool take_mark(std::string_view& text, NumericDate& date) {
  if (text.empty() || text.front() != date.mark) return false;
  text.remove_prefix(1);
  if (date.mark != '.' || text.empty() || !is_blank(text.front())) return true;
  text = trim_left(text);
  date.spaced = true;
  return true;
}

int full_year(int year, int digits) {
  if (digits == 4) return year;
  return year + (year >= kFirstYear % 100 ? 1900 : 2000);
}

/// Two digits in front are a year where they can be nothing else, or where blanks stand between the numbers, as in
/// Korean and Hungarian: elsewhere nobody is known to begin with a year so short.
bool may_lead_with_year(const NumericDate& date) {
  if (date.first_digits == 4 || date.year_leads) return true;
  return date.first_digits == 2 && (date.first > 31 || date.third_digits == 1 || date.spaced);
}

/// Whether there are two days among the readings.
bool differ(std::optional<Seconds> a, std::optional<Seconds> b, std::optional<Seconds> c) {
  return (a && b && *a != *b) || (a && c && *a != *c) || (b && c && *b != *c);
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
  if (!take_mark(rest, date) || !take_number(rest, date.second, digits) || digits > 2) return std::nullopt;
  if (!take_mark(rest, date) || !take_number(rest, date.third, date.third_digits)) return std::nullopt;
  if (date.first_digits == 4 && date.third_digits == 4) return std::nullopt;
  text = rest;
  return date;
}

std::optional<Seconds> day_of(const NumericDate& date, DateOrder order) {
  int year = 0, month = date.second, day = 0;
  if (order == DateOrder::year_month_day) {
    if (date.first_digits == 1 || date.third_digits == 4) return std::nullopt;
    year = full_year(date.first, date.first_digits);
    day = date.third;
  } else {
    if (date.third_digits == 1 || date.first_digits == 4) return std::nullopt;
    year = full_year(date.third, date.third_digits);
    day = date.first;
    if (order == DateOrder::month_day_year) std::swap(month, day);
  }
  const std::chrono::year_month_day civil{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                          std::chrono::day(static_cast<unsigned>(day))};
  if (year < 1 || !civil.ok()) return std::nullopt;
  return static_cast<Seconds>(std::chrono::sys_days(civil).time_since_epoch().count()) * 86400;
}

bool DateOrderFinder::see(const NumericDate& date, const Place& place) {
  if (given_) return day_of(date, decided_).has_value();
  std::optional<Seconds> day_first, month_first, year_first;
  year_leads_ = year_leads_ || date.year_leads;
  // Koreans put blanks between the numbers; with the same words, Hong Kong and Singapore put the day first.
  if (!date.year_leads || !date.spaced) {
    day_first = day_of(date, DateOrder::day_month_year);
    month_first = day_of(date, DateOrder::month_day_year);
  }
  if (may_lead_with_year(date)) year_first = day_of(date, DateOrder::year_month_day);
  twelve_hour_ = twelve_hour_ || date.twelve_hour;
  struct Row {
    Candidate* candidate;
    std::optional<Seconds> day;
    DateOrder order;
  };
  const Row rows[] = {{&day_first_, day_first, DateOrder::day_month_year},
                      {&month_first_, month_first, DateOrder::month_day_year},
                      {&year_first_, year_first, DateOrder::year_month_day}};
  const bool fits = std::any_of(std::begin(rows), std::end(rows), [&](const Row& row) {
    return row.day && row.candidate->possible && (decided_ == DateOrder::unknown || decided_ == row.order);
  });
  if (!fits) return false;
  if (!ambiguous_ && differ(day_first, month_first, year_first)) {
    ambiguous_ = true;
    example_ = date.to_string();
  }
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
  struct Row {
    const Candidate& candidate;
    DateOrder order;
  };
  const Row day{day_first_, DateOrder::day_month_year}, month{month_first_, DateOrder::month_day_year},
      year{year_first_, DateOrder::year_month_day};
  // The first of equals is taken.
  const Row first = year_leads_ && year_first_.possible ? year : twelve_hour_ ? month : day;
  const Row rows[] = {first, twelve_hour_ ? month : day, twelve_hour_ ? day : month, year};
  const Row* best = nullptr;
  bool even = false;
  for (const Row& row : rows) {
    if (!row.candidate.possible || (best != nullptr && row.order == best->order)) continue;
    if (best != nullptr && row.candidate.steps_back == best->candidate.steps_back) {
      even = true;
    } else if (best == nullptr || row.candidate.steps_back < best->candidate.steps_back) {
      best = &row;
      even = false;
    }
  }
  decided_ = best == nullptr ? DateOrder::day_month_year : best->order;
  evidence_ = !even                             ? "so they go back least"
              : year_leads_ && best == &rows[0] ? "as is usual in the language of its times of day"
              : twelve_hour_                    ? "as is usual beside AM and PM"
                                                : "as is usual beside a 24-hour clock";
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
