/// Words that stand beside a time of day in many languages: "PM", "오후", "klo".
#pragma once
#include <optional>
#include <string_view>

#include "affect/clock.h"

namespace affect::io {

/// Which half of the day a word beside the time means. `whole`: none, it only says that this is a time.
enum class DayHalf { whole, morning, noon, evening };

struct DayWord {
  std::string_view word;
  DayHalf half;
  bool year_leads = false;  ///< where it is said, dates begin with the year
};

/// The word written like this, without dots and blanks, ASCII letters small; null where it is no such word.
const DayWord* find_day_word(std::string_view word);

/// Seconds since midnight; nothing for a time such as 25:61.
std::optional<Seconds> time_of_day(int hour, int minute, int second, DayHalf half);

}  // namespace affect::io
