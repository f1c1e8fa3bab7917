#include "report/figure_axis.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <optional>
#include <span>

#include <fmt/format.h>

#include "io/zones.h"

namespace affect::report {
namespace {

constexpr double kDay = 86400;
constexpr std::array kClockSteps{1.0,   2.0,   5.0,    10.0,   15.0,   30.0,    60.0,    120.0,  300.0,
                                 600.0, 900.0, 1800.0, 3600.0, 7200.0, 10800.0, 21600.0, 43200.0};
constexpr std::array kDaySteps{1.0, 2.0, 7.0, 14.0};
constexpr std::array kMonthSteps{1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200};

/// 1, 2 or 5 times a power of ten.
double round_step(double span, std::size_t about) {
  const double rough = span / static_cast<double>(std::max<std::size_t>(about, 1));
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= rough * 0.999) return factor * power;
  }
  return 10 * power;
}

std::optional<double> smallest_step(std::span<const double> steps, double span, std::size_t about) {
  for (const double step : steps) {
    if (span / step <= static_cast<double>(about)) return step;
  }
  return std::nullopt;
}

std::vector<double> multiples(double low, double high, double step) {
  std::vector<double> places;
  const double tolerance = step * 1e-9;
  for (double i = std::ceil((low - tolerance) / step); i * step <= high + tolerance; ++i) places.push_back(i * step);
  return places;
}

std::vector<FigureTick> number_ticks(const FigureAxis& axis, std::size_t about) {
  double step = round_step(axis.high - axis.low, about);
  if (axis.kind == FigureAxis::Kind::turns) step = std::max(step, 1.0);
  std::vector<FigureTick> all;
  for (const double at : multiples(axis.low, axis.high, step)) all.push_back({at, print_number(at)});
  return all;
}

std::vector<FigureTick> media_ticks(const FigureAxis& axis, std::size_t about) {
  const double span = axis.high - axis.low;
  const double step = smallest_step(kClockSteps, span, about).value_or(3600 * round_step(span / 3600, about));
  std::vector<FigureTick> all;
  for (const double at : multiples(axis.low, axis.high, step)) all.push_back({at, format_media_time(at)});
  return all;
}

std::vector<FigureTick> month_ticks(double low, double high, double shift, std::size_t about) {
  using namespace std::chrono;
  const auto day_of = [](double seconds) { return sys_days{days{static_cast<int>(std::floor(seconds / kDay))}}; };
  const year_month_day first{day_of(low)}, last{day_of(high)};
  const int from = static_cast<int>(first.year()) * 12 + static_cast<int>(static_cast<unsigned>(first.month())) - 1;
  const int to = static_cast<int>(last.year()) * 12 + static_cast<int>(static_cast<unsigned>(last.month())) - 1;
  const auto fits = [&](int step) { return (to - from) / step <= static_cast<int>(about); };
  const auto found = std::find_if(kMonthSteps.begin(), kMonthSteps.end(), fits);
  const int step = found == kMonthSteps.end() ? kMonthSteps.back() : *found;
  std::vector<FigureTick> all;
  for (int month = from - from % step; month <= to; month += step) {
    const sys_days begin{year{month / 12} / (static_cast<unsigned>(month % 12) + 1) / 1};
    const double at = static_cast<double>(begin.time_since_epoch().count()) * kDay;
    if (at < low || at > high) continue;
    const auto name = format_iso_time(at, Clock::Precision::day, false);
    all.push_back({at - shift, step % 12 == 0 ? name.substr(0, 4) : name.substr(0, 7)});
  }
  return all;
}

std::vector<FigureTick> calendar_ticks(const FigureAxis& axis, std::size_t about) {
  // What the clocks there showed when it began; a change to summer time moves a later tick by an hour.
  const double shift = io::local_time(axis.low, axis.clock.zone).value_or(axis.low) - axis.low;
  const double low = axis.low + shift, high = axis.high + shift, span = high - low;
  std::vector<FigureTick> all;
  const bool has_hours =
      axis.clock.precision == Clock::Precision::instant || axis.clock.precision == Clock::Precision::minute;
  if (const auto step = smallest_step(kClockSteps, span, about); step && has_hours) {
    for (const double at : multiples(low, high, *step)) {
      const auto name = format_iso_time(at, Clock::Precision::minute, false);
      all.push_back({at - shift, std::fmod(at, kDay) == 0 ? name.substr(5, 5) : name.substr(11)});
    }
    return all;
  }
  if (const auto step = smallest_step(kDaySteps, span / kDay, about)) {
    for (double at = std::ceil(low / kDay) * kDay; at <= high; at += *step * kDay) {
      all.push_back({at - shift, format_iso_time(at, Clock::Precision::day, false)});
    }
    return all;
  }
  return month_ticks(low, high, shift, about);
}

}  // namespace

std::vector<FigureTick> ticks(const FigureAxis& axis, std::size_t about) {
  switch (axis.kind) {
    case FigureAxis::Kind::media:
      return media_ticks(axis, about);
    case FigureAxis::Kind::calendar:
      return calendar_ticks(axis, about);
    case FigureAxis::Kind::number:
    case FigureAxis::Kind::turns:
    case FigureAxis::Kind::percent:
      break;
  }
  return number_ticks(axis, about);
}

double reach(double largest) {
  for (const double step : {0.25, 0.5}) {
    if (largest <= step) return step;
  }
  return 1;
}

std::string print_number(double value) {
  const double rounded = std::round(value * 1e9) / 1e9;
  std::string text = fmt::format("{:.6g}", rounded == 0 ? 0 : rounded);
  if (text.starts_with('-')) text.replace(0, 1, "−");
  return text;
}

}  // namespace affect::report
