/// One line of a log of IRC, as irssi, WeeChat, HexChat, mIRC, ZNC and EnergyMech write it.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "affect/clock.h"

namespace affect::io {

struct IrcLine {
  enum class Type {
    other,    ///< nothing that a log has
    message,  ///< "12:01 <ann> hi"
    action,   ///< "12:01 * ann waves"
    notice,   ///< joins, leaves, what a server says
    day,      ///< "--- Day changed Wed Mar 06 2024", "Session Start: ..."
  } type = Type::other;
  std::optional<Seconds> of_day;
  std::optional<Seconds> day;    ///< 00:00 of the day that the line itself names
  int month = 0, month_day = 0;  ///< of a day without its year: "Mar 05"
  bool has_seconds = false;
  std::string nick;  ///< without the marks of operators
  std::string_view text;
};

IrcLine parse_irc_line(std::string_view line);

/// The first such day that is not before the one at hand.
std::optional<Seconds> next_irc_day(int month, int month_day, Seconds at_hand);

/// 00:00 of "2024-03-05", "20240305" in a log's file name.
std::optional<Seconds> irc_day_of_name(std::string_view name);

}  // namespace affect::io
