#include <algorithm>

#include <fmt/format.h>

#include "affect/understand/trajectory/arc.h"
#include "affect/understand/trajectory/score_series.h"
#include "report/figure_panels.h"

namespace affect::report {
namespace {

namespace trajectory = understand::trajectory;

constexpr std::size_t kShapeBins = 20;
constexpr std::size_t kTerms = 5;  // of the low-pass: as many as Jockers (2015) keeps
constexpr std::size_t kPlaces = 101;

std::size_t half_waves(trajectory::ArcShape shape) {
  using trajectory::ArcShape;
  switch (shape) {
    case ArcShape::rise:
    case ArcShape::fall:
      return 1;
    case ArcShape::fall_rise:
    case ArcShape::rise_fall:
      return 2;
    case ArcShape::rise_fall_rise:
    case ArcShape::fall_rise_fall:
      break;
  }
  return 3;
}

/// The mean and one half wave of the transform.
std::vector<double> arc_curve(const std::vector<double>& scores, std::size_t wave) {
  auto curve = trajectory::cosine_low_pass(scores, wave + 1, kPlaces);
  const auto before = trajectory::cosine_low_pass(scores, wave, kPlaces);
  const auto mean = trajectory::cosine_low_pass(scores, 1, kPlaces);
  for (std::size_t i = 0; i < kPlaces; ++i) curve[i] += mean[i] - before[i];
  return curve;
}

FigureSeries curve_of(std::string name, FigureSeries::Look look, const std::vector<double>& values) {
  FigureSeries series{.name = std::move(name), .look = look};
  for (std::size_t i = 0; i < values.size(); ++i) {
    series.points.push_back(
        {100 * static_cast<double>(i) / static_cast<double>(values.size() - 1), values[i], {}, {}, {}});
  }
  return series;
}

FigureSeries bins_of(const std::vector<double>& scores) {
  FigureSeries series{.name = fmt::format("mean of {} %", 100 / kShapeBins), .look = FigureSeries::Look::score};
  const auto means = trajectory::percentage_bins(scores, kShapeBins);
  for (std::size_t i = 0; i < means.size(); ++i) {
    series.points.push_back({100 * (static_cast<double>(i) + 0.5) / kShapeBins, means[i], {}, {}, {}});
  }
  return series;
}

}  // namespace

std::vector<FigurePanel> shape_panels(const PanelContext& context, const std::vector<View>& views,
                                      std::size_t& refused) {
  using Look = FigureSeries::Look;
  std::vector<FigurePanel> panels;
  for (const View& view : views) {
    const auto dimension = affect::dimension(view.column);
    if (view.track == nullptr || !dimension) continue;
    const auto scores = trajectory::own_scores(*view.track, *dimension, context.episode.info.clock, {}).scores;
    if (scores.size() < trajectory::kFewestForArc) {
      ++refused;
      continue;
    }
    const trajectory::Arc arc = trajectory::arc(scores, {});
    FigurePanel& panel = panels.emplace_back();
    panel.who = context.who(view.subject);
    panel.what = figure_what(view, context.names);
    panel.x = {.title = "of the scores (%)", .kind = FigureAxis::Kind::percent, .low = 0, .high = 100};
    panel.y = {.title = view.column, .low = view.low, .high = view.high};
    panel.series.push_back(bins_of(scores));
    panel.series.push_back(curve_of("low-pass", Look::curve, trajectory::cosine_low_pass(scores, kTerms, kPlaces)));
    panel.note = arc.reason;
    if (arc.status == Status::given) {
      panel.series.push_back(curve_of("nearest arc", Look::arc, arc_curve(scores, half_waves(arc.shape))));
      panel.note = fmt::format("{}: {:.0f} % of variance, {}", to_string(arc.shape), 100 * arc.share,
                               arc.p < 0.001 ? "p < 0.001" : fmt::format("p = {:.3f}", arc.p));
    }
    panel.description = fmt::format("{}, {}, {} scores: {}", panel.who, panel.what, scores.size(), panel.note);
  }
  return panels;
}

}  // namespace affect::report
