#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report/figure_panels.h"

namespace affect::report {
namespace {

/// More points than that are drawn as the extremes of so many steps: a figure must not grow with a signal.
constexpr std::size_t kMostPoints = 600;
constexpr std::size_t kSteps = 300;

std::size_t step_of(double x, const Extent& extent) {
  return static_cast<std::size_t>(std::clamp(extent.part(x), 0.0, 1.0) * (kSteps - 1) + 0.5);
}

FigureSeries scores_of(const PanelContext& context, const View& view) {
  FigureSeries series{.name = "score", .look = FigureSeries::Look::score};
  for (const Point& point : view.raw) {
    series.points.push_back({point.x, point.value, {}, {}, place_name(context.episode, point.x)});
  }
  return series;
}

FigureSeries ranges_of(const PanelContext& context, const View& view) {
  FigureSeries series{.name = "lowest to highest", .look = FigureSeries::Look::range};
  double sum = 0;
  std::size_t count = 0, last = kSteps;
  for (const Point& point : view.raw) {
    const std::size_t step = step_of(point.x, context.extent);
    if (step != last) {
      series.points.push_back({point.x, point.value, point.value, point.value, {}});
      sum = 0;
      count = 0;
    }
    last = step;
    FigurePoint& drawn = series.points.back();
    sum += point.value;
    drawn.y = sum / static_cast<double>(++count);
    drawn.low = std::min(*drawn.low, point.value);
    drawn.high = std::max(*drawn.high, point.value);
  }
  return series;
}

/// The level, and with it its band; the first point of each step where there are many.
void add_level(const View& view, const Extent& extent, std::vector<FigureSeries>& all) {
  if (view.smooth.empty()) return;
  FigureSeries band{.name = "90 % band", .look = FigureSeries::Look::band};
  FigureSeries level{.name = "smoothed level", .look = FigureSeries::Look::level};
  const bool is_thinned = view.smooth.size() > kMostPoints;
  std::size_t last = kSteps;
  for (const BandPoint& point : view.smooth) {
    const std::size_t step = step_of(point.x, extent);
    if (is_thinned && step == last) continue;
    last = step;
    band.points.push_back({point.x, {}, point.low, point.high, {}});
    level.points.push_back({point.x, point.value, {}, {}, {}});
  }
  all.push_back(std::move(band));
  all.push_back(std::move(level));
}

std::string turning_words(const Finding& finding) {
  std::string text(finding.direction ? to_string(*finding.direction) : "change");
  if (finding.before && finding.after) {
    text += fmt::format(" from {} to {}", signed_number(*finding.before), signed_number(*finding.after));
  }
  if (finding.size_sd) text += fmt::format(", {:.1f} SD", std::abs(*finding.size_sd));
  if (const auto test = strength(finding); !test.empty()) text += ", " + test;
  return text;
}

void add_turning_points(const PanelContext& context, const View& view, FigurePanel& panel) {
  using Look = FigureSeries::Look;
  FigureSeries up{.name = "turning point, up", .look = Look::turning_up};
  FigureSeries down{.name = "turning point, down", .look = Look::turning_down};
  FigureSeries maybe_up{.name = "candidate, up", .look = Look::candidate_up};
  FigureSeries maybe_down{.name = "candidate, down", .look = Look::candidate_down};
  for (const Finding* finding : view.turning_points) {
    const auto x = place(context.episode, *finding);
    if (!x) continue;
    const bool is_up = finding->direction == Direction::up;
    const bool is_significant = finding->grade == Grade::significant;
    const std::string words = turning_words(*finding);
    (is_significant ? (is_up ? up : down) : (is_up ? maybe_up : maybe_down))
        .points.push_back({*x, finding->after, {}, {}, words});
    panel.description += fmt::format("; {}: {}", place_name(context.episode, *x), words);
  }
  for (FigureSeries* series : {&up, &down, &maybe_up, &maybe_down}) {
    if (!series->points.empty()) panel.series.push_back(std::move(*series));
  }
}

}  // namespace

std::vector<FigurePanel> trajectory_panels(const PanelContext& context, const std::vector<View>& views) {
  std::vector<FigurePanel> panels;
  for (const View& view : views) {
    FigurePanel& panel = panels.emplace_back();
    panel.who = context.who(view.subject);
    panel.what = figure_what(view, context.names);
    panel.x = place_axis(context.episode, context.extent);
    panel.y.title = view.unit.empty() ? view.column : fmt::format("{} ({})", view.column, view.unit);
    panel.y.low = view.low;
    panel.y.high = view.high;
    panel.description =
        fmt::format("{} from {} to {}: {}", panel.who.empty() ? panel.what : panel.who + ", " + panel.what,
                    place_name(context.episode, context.extent.first), place_name(context.episode, context.extent.last),
                    facts(view));
    add_level(view, context.extent, panel.series);
    panel.series.push_back(view.raw.size() > kMostPoints ? ranges_of(context, view) : scores_of(context, view));
    add_turning_points(context, view, panel);
    if (view.turning_points.empty()) panel.description += "; no turning point";
  }
  return panels;
}

}  // namespace affect::report
