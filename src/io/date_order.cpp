#include "io/date_order.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "io/ascii.h"
#include "io/written_digits.h"

namespace affect::io {
namespace {

constexpr int kFirstYear = 1970;
/// Days that a file must show before the way through them tells anything.
constexpr std::size_t kDaysToTell = 4;
/// How many times shorter a way through the dates must be to be no chance.
constexpr int kShorterByFar = 8;

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

/// Two digits in front may be a year, as in Basque, Nepali and Korean; between dots without blanks nobody writes so.
bool may_lead_with_year(const NumericDate& date) {
  if (date.first_digits == 4 || date.year_leads) return true;
  if (date.third_digits == 4 || date.first_digits != 2) return false;
  return date.first > 31 || date.third_digits == 1 || date.spaced || date.mark != '.';
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
  date.padded = (date.first_digits == 2 && date.first < 10) || (digits == 2 && date.second < 10);
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
    Candidate& candidate;
    std::optional<Seconds> day;
  };
  const Row rows[] = {{day_first_, day_first}, {month_first_, month_first}, {year_first_, year_first}};
  const bool fits = std::any_of(std::begin(rows), std::end(rows), [&](const Row& row) {
    return row.day && row.candidate.possible && (decided_ == DateOrder::unknown || decided_ == row.candidate.order);
  });
  if (!fits) return false;
  if (example_.empty() && differ(day_first, month_first, year_first)) example_ = date.to_string();
  if (!ambiguous_ && differ(day_first, month_first, date.spaced ? year_first : std::nullopt)) {
    ambiguous_ = true;
    example_ = date.to_string();
  }
  const bool is_new = days_ == 0 || !(date == last_);
  for (const Row& row : rows) {
    Candidate& candidate = row.candidate;
    if (!row.day) {
      candidate.possible = false;
      continue;
    }
    candidate.too_early += *row.day < earliest_;
    if (days_ > 0) {
      candidate.steps_back += *row.day < candidate.last;
      candidate.way += std::abs(*row.day - candidate.last);
    }
    candidate.last = *row.day;
  }
  days_ += is_new;
  last_ = date;
  if (decided_ == DateOrder::unknown) settle(date, place);
  return true;
}

/// Decides where one order alone is left, or where the other would make the years leap about.
void DateOrderFinder::settle(const NumericDate& date, const Place& place) {
  const Candidate* left = nullptr;
  for (const Candidate* candidate : {&day_first_, &month_first_}) {
    if (!candidate->possible) continue;
    if (left != nullptr) return;
    left = candidate;
  }
  const bool of_three = left != nullptr && year_first_.possible;
  if (left == nullptr) left = &year_first_;
  if (evidence_.empty()) evidence_ = fmt::format("{} stands in line {}", date.to_string(), place.line);
  if (!of_three || (days_ >= kDaysToTell && fits_better(*left, year_first_))) {
    decided_ = left->order;
  } else if (days_ >= kDaysToTell && fits_better(year_first_, *left)) {
    decided_ = year_first_.order;
    ambiguous_ = true;
    evidence_ = "the years would leap about otherwise";
  }
}

bool DateOrderFinder::fits_better(const Candidate& a, const Candidate& b) const {
  if (a.too_early != b.too_early) return a.too_early < b.too_early;
  if (a.steps_back != b.steps_back) return a.steps_back < b.steps_back;
  const bool of_years = a.order == DateOrder::year_month_day || b.order == DateOrder::year_month_day;
  return days_ >= (of_years ? 2 : kDaysToTell) && a.way * kShorterByFar < b.way;
}

DateOrder DateOrderFinder::decide() {
  if (decided_ != DateOrder::unknown) return decided_;
  // By how usual they are: what follows must fit better to be taken.
  std::vector<const Candidate*> usual;
  if (year_leads_) usual.push_back(&year_first_);
  usual.push_back(twelve_hour_ ? &month_first_ : &day_first_);
  usual.push_back(twelve_hour_ ? &day_first_ : &month_first_);
  if (!year_leads_) usual.push_back(&year_first_);
  std::erase_if(usual, [](const Candidate* candidate) { return !candidate->possible; });
  if (usual.empty()) return decided_ = DateOrder::day_month_year;
  const Candidate* best = usual.front();
  for (const Candidate* candidate : usual) {
    if (fits_better(*candidate, *best)) best = candidate;
  }
  decided_ = best->order;
  const bool told = std::all_of(usual.begin(), usual.end(), [&](const Candidate* candidate) {
    return candidate == best || fits_better(*best, *candidate);
  });
  if (told && !evidence_.empty() && best != &year_first_) return decided_;
  guessed_ = true;
  ambiguous_ = ambiguous_ || !example_.empty();
  evidence_ = told                                   ? "so they lie closest and go back least"
              : year_leads_ && best == usual.front() ? "as is usual in the language of the file"
              : twelve_hour_                         ? "as is usual beside AM and PM"
                                                     : "as is usual in most countries";
  return decided_;
}

std::string DateOrderFinder::reason() const {
  if (given_) return fmt::format("dates such as {} are read as {}, as asked", example_, name_of(decided_));
  if (guessed_) {
    return fmt::format(
        "dates such as {} may be read in two ways; taken as {}, {} (--date-order dmy, mdy or ymd decides)", example_,
        name_of(decided_), evidence_);
  }
  return fmt::format("dates such as {} are read as {}, because {}", example_, name_of(decided_), evidence_);
}

}  // namespace affect::io
