/// Dates of three numbers, 05/04/24: what they mean is told by the whole file.
#pragma once
#include <cstddef>
#include <limits>
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
  bool padded = false;                     ///< a day or month has a zero in front: "05/3/24"
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
  static constexpr Seconds kNoEarliest = -std::numeric_limits<Seconds>::infinity();

  /// `earliest`: no date lies before it, where the source is known to be younger.
  explicit DateOrderFinder(DateOrder given = DateOrder::unknown, Seconds earliest = kNoEarliest)
      : decided_(given), given_(given != DateOrder::unknown), earliest_(earliest) {}

  /// False where the date fits no order that all dates so far allow.
  bool see(const NumericDate& date, const Place& place);
  /// Decided by what was seen, else unknown.
  DateOrder order() const { return decided_; }
  /// Decides by what is likelier: none before the earliest day, fewer steps back in time, by far the shortest way from
  /// date to date; else what is usual beside the words seen, a 12-hour clock for the month first, else the day first.
  DateOrder decide();
  /// Whether any date could be read in two ways, so that the order must be said.
  bool was_ambiguous() const { return ambiguous_; }
  /// "dates such as 05/04/24 are read as day/month/year, because 25/04/24 stands in line 31"
  std::string reason() const;

 private:
  struct Candidate {
    DateOrder order;
    bool possible = true;
    Seconds last = 0;
    std::size_t steps_back = 0, too_early = 0;
    Seconds way = 0;  ///< from date to date, there and back
  };
  /// Whether `a` fits what was seen better than `b`, by more than chance.
  bool fits_better(const Candidate& a, const Candidate& b) const;
  void settle(const NumericDate& date, const Place& place);

  Candidate day_first_{DateOrder::day_month_year}, month_first_{DateOrder::month_day_year},
      year_first_{DateOrder::year_month_day};
  std::size_t days_ = 0;  ///< that differ from the one before
  DateOrder decided_;
  bool given_ = false, guessed_ = false, ambiguous_ = false;
  bool twelve_hour_ = false, year_leads_ = false;
  Seconds earliest_;
  NumericDate last_;
  std::string example_, evidence_;
};

}  // namespace affect::io
