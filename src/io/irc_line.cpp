#include "io/irc_line.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>

#include "io/ascii.h"

namespace affect::io {
namespace {

constexpr std::array<std::string_view, 12> kIrcMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
// What begins a line that tells a day: irssi, HexChat, mIRC.
constexpr std::string_view kIrcDayLines[] = {
    "--- log opened ",         "--- log closed ", "--- day changed ", "**** begin logging at ",
    "**** ending logging at ", "session start: ", "session close: "};
// What begins a notice, behind the time: irssi and services, EnergyMech and mIRC, WeeChat.
constexpr std::string_view kIrcNotices[] = {"-", "***", "<--", "=!=", "===", "!!!"};
constexpr std::size_t kMaxNick = 64;

std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits || !all_digits(text.substr(0, digits))) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) value = value * 10 + (text[i] - '0');
  text.remove_prefix(digits);
  return value;
}

bool take_mark(std::string_view& text, char mark) {
  if (!text.starts_with(mark)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Seconds> day_of_parts(int year, int month, int day) {
  const std::chrono::year_month_day civil{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                          std::chrono::day(static_cast<unsigned>(day))};
  if (!civil.ok()) return std::nullopt;
  return static_cast<Seconds>(std::chrono::sys_days(civil).time_since_epoch().count()) * 86400;
}

std::optional<int> month_of(std::string_view word) {
  const auto found = std::find(kIrcMonths.begin(), kIrcMonths.end(), lower(word.substr(0, 3)));
  if (found == kIrcMonths.end() || word.size() > 9) return std::nullopt;
  return static_cast<int>(found - kIrcMonths.begin()) + 1;
}

/// The day in "Tue Mar 05 12:00:00 2024", "Wed Mar 06 2024".
std::optional<Seconds> day_in_words(std::string_view text) {
  std::optional<int> month, day, year;
  while (!text.empty()) {
    text = trim_left(text);
    std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    if (!month) {
      month = month_of(word);
    } else if (const bool number = !word.empty() && all_digits(word); number && word.size() <= 2 && !day) {
      day = take_number(word, word.size());
    } else if (number && word.size() == 4) {
      year = take_number(word, 4);
    }
  }
  if (!month || !day || !year) return std::nullopt;
  return day_of_parts(*year, *month, *day);
}

/// "2024-03-05 ", "Mar 05 " (whose year the log's beginning tells).
void take_day(std::string_view& text, IrcLine& line) {
  std::string_view rest = text;
  if (const auto year = take_number(rest, 4)) {
    if (!take_mark(rest, '-')) return;
    const auto month = take_number(rest, 2);
    if (!month || !take_mark(rest, '-')) return;
    const auto day = take_number(rest, 2);
    if (!day || (!rest.starts_with(' ') && !rest.starts_with('T') && !rest.starts_with('\t'))) return;
    line.day = day_of_parts(*year, *month, *day);
    text = rest.substr(1);
  } else if (rest.size() > 7 && month_of(rest.substr(0, 3)) && rest[3] == ' ' && rest[6] == ' ') {
    rest.remove_prefix(rest[4] == ' ' ? 5 : 4);
    const auto day = take_number(rest, rest[1] == ' ' ? 1 : 2);
    if (!day) return;
    line.month = *month_of(text.substr(0, 3));
    line.month_day = *day;
    text = rest.substr(1);
  }
}

/// "12:01", "12:01:02", in brackets or not, with a blank behind.
bool take_clock(std::string_view& text, IrcLine& line) {
  std::string_view rest = text;
  const bool bracketed = take_mark(rest, '[') || take_mark(rest, '(');
  take_day(rest, line);
  const auto hour = take_number(rest, 2);
  if (!hour || !take_mark(rest, ':')) return false;
  const auto minute = take_number(rest, 2);
  if (!minute) return false;
  int second = 0;
  if (rest.starts_with(':')) {
    rest.remove_prefix(1);
    const auto part = take_number(rest, 2);
    if (!part) return false;
    second = *part;
    line.has_seconds = true;
  }
  if (bracketed && !take_mark(rest, ']') && !take_mark(rest, ')')) return false;
  if (*hour > 23 || *minute > 59 || second > 60 || rest.empty() || !is_blank(rest.front())) return false;
  line.of_day = *hour * 3600 + *minute * 60 + second;
  text = rest.substr(1);
  return true;
}

/// "@ann" is Ann, an operator.
std::string_view without_rank(std::string_view nick) {
  nick = trim(nick);
  if (nick.size() > 1 && std::string_view("@+%&~!").find(nick.front()) != std::string_view::npos) nick.remove_prefix(1);
  return nick;
}

bool is_nick(std::string_view nick) {
  return !nick.empty() && nick.size() <= kMaxNick && nick.find_first_of(" \t<>:") == std::string_view::npos;
}

bool take_message(std::string_view text, IrcLine& line) {
  if (!text.starts_with('<')) return false;
  const auto end = text.find('>');
  if (end == std::string_view::npos) return false;
  const std::string_view nick = without_rank(text.substr(1, end - 1));
  if (!is_nick(nick)) return false;
  line.type = IrcLine::Type::message;
  line.nick = nick;
  line.text = trim(text.substr(end + 1));
  return true;
}

/// "* ann waves"
bool take_action(std::string_view text, IrcLine& line) {
  text = trim_left(text);
  if (!text.starts_with('*') || text.size() < 3 || !is_blank(text[1])) return false;
  text = trim_left(text.substr(2));
  const std::string_view nick = text.substr(0, text.find_first_of(" \t"));
  if (!is_nick(without_rank(nick))) return false;
  line.text = trim(text.substr(nick.size()));
  // HexChat writes who joins as it writes who waves.
  const bool is_host = line.text.starts_with('(') && line.text.find('@') != std::string_view::npos;
  line.type = is_host ? IrcLine::Type::notice : IrcLine::Type::action;
  line.nick = without_rank(nick);
  return true;
}

/// WeeChat: nick, tab, text.
bool take_columns(std::string_view text, IrcLine& line) {
  const auto tab = text.find('\t');
  if (tab == std::string_view::npos) return false;
  const std::string_view nick = without_rank(text.substr(0, tab));
  if (!is_nick(nick)) return false;
  line.type = IrcLine::Type::message;
  line.nick = nick;
  line.text = trim(text.substr(tab + 1));
  return true;
}

}  // namespace

IrcLine parse_irc_line(std::string_view text) {
  IrcLine line;
  const std::string low = lower(text.substr(0, 32));
  for (const std::string_view begins : kIrcDayLines) {
    if (!std::string_view(low).starts_with(begins)) continue;
    line.type = IrcLine::Type::day;
    line.day = day_in_words(text.substr(begins.size()));
    return line;
  }
  std::string_view rest = text;
  take_day(rest, line);
  if (!take_clock(rest, line)) return {};
  const std::string_view words = trim_left(rest);
  if (std::any_of(std::begin(kIrcNotices), std::end(kIrcNotices),
                  [&](std::string_view n) { return words.starts_with(n); })) {
    line.type = IrcLine::Type::notice;
    return line;
  }
  if (take_message(words, line) || take_action(words, line) || take_columns(rest, line)) return line;
  return {};
}

std::optional<Seconds> next_irc_day(int month, int month_day, Seconds at_hand) {
  const std::chrono::sys_days day{std::chrono::days(static_cast<int>(at_hand / 86400))};
  const int year = static_cast<int>(std::chrono::year_month_day(day).year());
  const auto found = day_of_parts(year, month, month_day);
  return found && *found >= at_hand ? found : day_of_parts(year + 1, month, month_day);
}

std::optional<Seconds> irc_day_of_name(std::string_view name) {
  for (std::size_t at = 0; at + 8 <= name.size(); ++at) {
    if (at > 0 && is_digit(name[at - 1])) continue;
    std::string_view rest = name.substr(at);
    const auto year = take_number(rest, 4);
    if (!year || *year < 1988 || *year > 2200) continue;
    const bool marked = take_mark(rest, '-') || take_mark(rest, '_');
    const auto month = take_number(rest, 2);
    if (!month || (marked && !take_mark(rest, '-') && !take_mark(rest, '_'))) continue;
    const auto day = take_number(rest, 2);
    if (day && (rest.empty() || !is_digit(rest.front()))) return day_of_parts(*year, *month, *day);
  }
  return std::nullopt;
}

}  // namespace affect::io
