#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "report/figure_axis.h"
#include "report/figure_panels.h"

namespace affect::report {
namespace {

constexpr std::size_t kMostPlaces = 400;

/// Values of two views of one track at the same places, in time.
template <class Points>
std::vector<FigurePoint> joined(const Points& valence, const Points& arousal, const Episode& episode) {
  std::vector<FigurePoint> points;
  for (std::size_t v = 0, a = 0; v < valence.size() && a < arousal.size();) {
    if (valence[v].x < arousal[a].x) {
      ++v;
    } else if (arousal[a].x < valence[v].x) {
      ++a;
    } else {
      points.push_back({valence[v].value, arousal[a].value, {}, {}, place_name(episode, valence[v].x)});
      ++v;
      ++a;
    }
  }
  if (points.size() <= kMostPlaces) return points;
  std::vector<FigurePoint> kept;
  for (std::size_t i = 0; i < kMostPlaces; ++i) kept.push_back(points[i * (points.size() - 1) / (kMostPlaces - 1)]);
  return kept;
}

FigureAxis dimension_axis(std::string title) { return {.title = std::move(title)}; }

}  // namespace

std::vector<FigurePanel> plane_panels(const PanelContext& context, const std::vector<View>& views) {
  using Look = FigureSeries::Look;
  std::map<const Track*, const View*> arousal;
  for (const View& view : views) {
    if (view.track != nullptr && view.column == "arousal") arousal[view.track] = &view;
  }
  std::vector<FigurePanel> panels;
  for (const View& view : views) {
    const auto found = view.column == "valence" ? arousal.find(view.track) : arousal.end();
    if (found == arousal.end()) continue;
    auto scores = joined(view.raw, found->second->raw, context.episode);
    auto path = joined(view.smooth, found->second->smooth, context.episode);
    if (scores.empty()) continue;
    FigurePanel& panel = panels.emplace_back();
    panel.who = context.who(view.subject);
    panel.what = fmt::format("{}, by {}", to_string(view.track->key.perspective), view.source);
    panel.x = dimension_axis("valence");
    panel.y = dimension_axis("arousal");
    const auto& way = path.empty() ? scores : path;
    panel.description =
        fmt::format("{}, {}: from valence {}, arousal {} ({}) to valence {}, arousal {} ({})", panel.who, panel.what,
                    signed_number(way.front().x), signed_number(*way.front().y), way.front().label,
                    signed_number(way.back().x), signed_number(*way.back().y), way.back().label);
    FigureSeries first{.name = "first", .look = Look::first, .points = {way.front()}};
    FigureSeries last{.name = "last", .look = Look::last, .points = {way.back()}};
    FigureSeries line{
        .name = path.empty() ? "scores in time" : "smoothed level in time", .look = Look::path, .points = way};
    panel.series.push_back({.name = "score", .look = Look::score, .points = std::move(scores)});
    panel.series.push_back(std::move(line));
    panel.series.push_back(std::move(first));
    panel.series.push_back(std::move(last));
  }
  return panels;
}

void share_plane_axes(std::vector<FigurePanel>& panels) {
  double largest = 0;
  for (const FigurePanel& panel : panels) {
    for (const FigureSeries& series : panel.series) {
      for (const FigurePoint& point : series.points) {
        largest = std::max({largest, std::abs(point.x), std::abs(*point.y)});
      }
    }
  }
  for (FigurePanel& panel : panels) {
    panel.x.high = panel.y.high = reach(largest);
    panel.x.low = panel.y.low = -panel.x.high;
  }
}

}  // namespace affect::report
