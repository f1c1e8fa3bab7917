#include "io/time_prefix.h"

#include "io/ascii.h"

namespace affect::io {
namespace {

constexpr std::string_view kDash = "\xE2\x80\x93";

std::string_view after_time(std::string_view rest) {
  rest = trim_left(rest);
  for (const std::string_view dash : {std::string_view("- "), std::string_view("\xE2\x80\x93 ")}) {
    if (rest.starts_with(dash)) return trim_left(rest.substr(dash.size()));
  }
  return rest;
}

/// "0:01", "0:01 --> 0:04", "0:01 - 0:04".
bool parse_times(std::string_view text, TimePrefix& prefix) {
  prefix.start = parse_written_time(text);
  if (prefix.start) return true;
  for (const std::string_view mark : {std::string_view("-->"), kDash, std::string_view("-")}) {
    const auto at = text.find(mark);
    if (at == std::string_view::npos) continue;
    prefix.start = parse_written_time(text.substr(0, at));
    prefix.end = parse_written_time(text.substr(at + mark.size()));
    if (prefix.start && prefix.end) return true;
  }
  prefix.start = prefix.end = std::nullopt;
  return false;
}

}  // namespace

TimePrefix take_time_prefix(std::string_view line) {
  TimePrefix prefix{.start = {}, .end = {}, .bracketed = false, .rest = line};
  if (line.size() < 4) return prefix;
  if (line.front() == '[' || line.front() == '(') {
    const auto close = line.substr(0, 80).find(line.front() == '[' ? ']' : ')');
    if (close == std::string_view::npos || !parse_times(line.substr(1, close - 1), prefix)) return prefix;
    prefix.bracketed = true;
    prefix.rest = after_time(line.substr(close + 1));
    return prefix;
  }
  if (!is_digit(line.front())) return prefix;
  // "2024-05-01 18:30 Ann: hi" has its space inside.
  const auto first = line.find(' ');
  const auto second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  for (const auto end : {second, first}) {
    if (end == std::string_view::npos) continue;
    prefix.start = parse_written_time(line.substr(0, end));
    if (!prefix.start) continue;
    prefix.rest = after_time(line.substr(end));
    return prefix;
  }
  return prefix;
}

}  // namespace affect::io
