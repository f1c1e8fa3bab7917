#include "learn/nets/curves_page.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace affect::learn::nets {
namespace {

constexpr std::size_t kMostPoints = 1024;
constexpr double kWidth = 720, kHeight = 200, kLeft = 64, kRight = 12, kTop = 10, kBottom = 24;
constexpr int kTicksAcross = 6, kTicksUp = 4;
constexpr std::size_t kSignedPoints = 60;  ///< more signs than these would hide their line

constexpr std::string_view kCurvesHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>{0}: training</title>
<style>
:root {{ color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --quiet: #56606b; --grid: #d5dae0; --line: #0072b2 }}
@media (prefers-color-scheme: dark) {{ :root {{ --paper: #16191d; --ink: #e6e9ed; --quiet: #9aa5b1; --grid: #343b43; --line: #56b4e9 }} }}
body {{ margin: 2rem auto; max-width: 46rem; padding: 0 1rem; background: var(--paper); color: var(--ink); font: 1rem/1.4 system-ui, sans-serif }}
h1 {{ font-size: 1.4rem }} h2 {{ font-size: 1rem; margin: 1.4rem 0 .2rem }}
svg {{ width: 100%; height: auto }}
text {{ fill: var(--quiet); font-size: 11px }}
.grid {{ stroke: var(--grid) }} .curve {{ fill: none; stroke: var(--line); stroke-width: 1.6; stroke-linejoin: round }} .sign {{ fill: var(--line) }}
td {{ padding-right: 1.5rem; font-variant-numeric: tabular-nums }}
</style>
</head>
<body>
<h1>{0}: training</h1>
<p>Each curve goes by steps.</p>
)";

std::string html_escaped(std::string_view text) {
  std::string out;
  for (const char byte : text) {
    switch (byte) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += byte;
    }
  }
  return out;
}

struct CurveAxis {
  double low = 0, high = 1, from = 0, to = 1;
  double place(double value) const { return from + (value - low) / (high - low) * (to - from); }
};

/// Multiples of 1, 2 or 5 times a power of ten, about as many as asked for.
std::vector<double> curve_ticks(const CurveAxis& axis, int about) {
  const double rough = (axis.high - axis.low) / about;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = 10 * power;
  for (const double factor : {5.0, 2.0, 1.0}) {
    if (factor * power >= rough) step = factor * power;
  }
  std::vector<double> places;
  for (double i = std::ceil(axis.low / step); i * step <= axis.high; ++i) places.push_back(i * step);
  return places;
}

CurveAxis axis_of(double low, double high, double from, double to) {
  // A curve that does not move lies in the middle.
  const double least = std::max({std::abs(low), std::abs(high), 1e-12}) * 1e-3;
  if (high - low < least) return {low - least, high + least, from, to};
  return {low, high, from, to};
}

std::string panel(std::string_view name, const std::vector<Curve::Point>& points, double last_step) {
  const auto [least, most] =
      std::minmax_element(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
  const CurveAxis x = axis_of(0, last_step, kLeft, kWidth - kRight);
  const CurveAxis y = axis_of(least->value, most->value, kHeight - kBottom, kTop);
  std::string out = fmt::format(
      "<h2>{0}</h2>\n<svg viewBox=\"0 0 {1} {2}\" role=\"img\" aria-label=\"{0}: {3:.5g} at first, {4:.5g} at "
      "last\">\n",
      html_escaped(name), kWidth, kHeight, points.front().value, points.back().value);
  for (const double tick : curve_ticks(y, kTicksUp)) {
    out += fmt::format(
        "<line class=\"grid\" x1=\"{0}\" y1=\"{2:.1f}\" x2=\"{1}\" y2=\"{2:.1f}\"/><text x=\"{3}\" y=\"{4:.1f}\" "
        "text-anchor=\"end\">{5:.4g}</text>\n",
        kLeft, kWidth - kRight, y.place(tick), kLeft - 6, y.place(tick) + 4, tick == 0 ? 0 : tick);
  }
  for (const double tick : curve_ticks(x, kTicksAcross)) {
    out += fmt::format("<text x=\"{:.1f}\" y=\"{}\" text-anchor=\"middle\">{:.10g}</text>\n", x.place(tick),
                       kHeight - 6, tick);
  }
  std::string path, signs;
  for (const Curve::Point& point : points) {
    const double across = x.place(point.step), up = y.place(point.value);
    path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? 'M' : 'L', across, up);
    if (points.size() <= kSignedPoints) {
      signs += fmt::format("<circle class=\"sign\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2.5\"/>", across, up);
    }
  }
  return out + fmt::format("<path class=\"curve\" d=\"{}\"/>{}\n</svg>\n", path, signs);
}

}  // namespace

void Curve::add(std::int64_t step, double value) {
  if (!std::isfinite(value)) return;
  const auto at = static_cast<double>(step);
  if (points_.empty() || points_.back().count >= values_a_point_) {
    if (points_.size() == kMostPoints) {
      for (std::size_t i = 0; i < kMostPoints / 2; ++i) {
        const Point &a = points_[2 * i], &b = points_[2 * i + 1];
        points_[i] = {(a.step + b.step) / 2, (a.value + b.value) / 2, a.count + b.count};
      }
      points_.resize(kMostPoints / 2);
      values_a_point_ *= 2;
    }
    points_.push_back({at, value, 1});
    return;
  }
  Point& last = points_.back();
  ++last.count;
  last.step += (at - last.step) / static_cast<double>(last.count);
  last.value += (value - last.value) / static_cast<double>(last.count);
}

void CurvesPage::best(std::int64_t step, std::map<std::string, double> figures) {
  best_step_ = step;
  best_ = std::move(figures);
}

std::string CurvesPage::html() const {
  std::vector<std::pair<std::string_view, const Curve*>> all{{"loss, on what it learns from", &loss_}};
  for (const auto& [name, curve] : figures_) all.emplace_back(name, &curve);
  all.emplace_back("rate", &rate_);
  std::string out = fmt::format(kCurvesHead, html_escaped(name_));
  double last_step = 1;
  for (const auto& [name, curve] : all) {
    if (!curve->points().empty()) last_step = std::max(last_step, curve->points().back().step);
  }
  if (!best_.empty()) {
    out += fmt::format("<p>The best so far, at step {}:</p>\n<table>\n", best_step_);
    for (const auto& [name, figure] : best_) {
      out += fmt::format("<tr><td>{}</td><td>{:.5g}</td></tr>\n", html_escaped(name), figure);
    }
    out += "</table>\n";
  }
  for (const auto& [name, curve] : all) {
    if (!curve->points().empty()) out += panel(name, curve->points(), last_step);
  }
  return out + "</body>\n</html>\n";
}

}  // namespace affect::learn::nets
