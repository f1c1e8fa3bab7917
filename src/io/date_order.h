/// Dates of three numbers, 05/04/24: what they mean is told by the whole file.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "affect/clock.h"
#include "affect/io/reader.h"

namespace affect::io {

struct NumericDate {
  int first = 0, second = 0, third = 0;
  int first_digits = 0, third_digits = 0;  ///< four are a year, one is none
  char mark = '/';                         ///< between the numbers: / . or -
  bool spaced = false;                     ///< blanks stand between the numbers, as in "24. 5. 1."
  bool twelve_hour = false;                ///< AM or PM stands beside it, as where the month comes first
  bool year_leads = false;                 ///< words beside it are of a language that mostly begins with the year

  bool operator==(const NumericDate&) const = default;
  std::string to_string() const;  ///< "05/04/24"
};

/// Takes "5/4/24", "05.04.2024", "2024-04-05", "24. 5. 1." off the front of `text`; nothing where none stands there.
/// Digits are of any script that take_digit knows; directional marks between them are passed over.
std::optional<NumericDate> take_numeric_date(std::string_view& text);

/// 00:00 of that day as seconds since 1970, or nothing where no such day is. Two digits of a year are of 1970-2069.
std::optional<Seconds> day_of(const NumericDate& date, DateOrder order);

/// Narrows down the order by each date it sees.
class DateOrderFinder {
 public:
  explicit DateOrderFinder(DateOrder given = DateOrder::unknown)
      : decided_(given), given_(given != DateOrder::unknown) {}

  /// False where the date fits no order that all dates so far allow.
  bool see(const NumericDate& date, const Place& place);
  /// Decided by what was seen, else unknown.
  DateOrder order() const { return decided_; }
  /// Decides by what is likelier: fewer steps back in time, a 12-hour clock for the month first, else the day first.
  DateOrder decide();
  /// Whether any date could be read in two ways, so that the order must be said.
  bool was_ambiguous() const { return ambiguous_; }
  /// "dates such as 05/04/24 are read as day/month/year, because 25/04/24 stands in line 31"
  std::string reason() const;

 private:
  struct Candidate {
    bool possible = true;
    Seconds last = 0;
    std::size_t steps_back = 0;
  };
  Candidate day_first_, month_first_, year_first_;
  DateOrder decided_;
  bool given_ = false, guessed_ = false, ambiguous_ = false;
  bool twelve_hour_ = false, year_leads_ = false, any_ = false;
  std::string example_, evidence_;
};

}  // namespace affect::io
