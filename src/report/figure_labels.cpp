#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "report/figure_panels.h"

namespace affect::report {
namespace {

constexpr double kMostTurns = 90;   // more are drawn as means of so many parts
constexpr std::size_t kParts = 60;  // of time
constexpr std::size_t kMostLabels = 7;
constexpr std::string_view kRest = "other";

/// Probabilities of a row by label.
std::vector<Label> labels_of(const Track& track, std::size_t row) {
  if (track.label_kind == LabelKind::open) {
    const auto open = track.open_labels(row);
    return {open.begin(), open.end()};
  }
  std::vector<Label> labels;
  for (std::size_t i = 0; i < track.labels.size(); ++i) {
    const auto column = track.probabilities(i);
    if (!column.empty() && !std::isnan(column[row])) labels.push_back({track.labels[i], column[row], {}});
  }
  return labels;
}

/// Where the bars of a panel stand: one a turn, or equal parts.
struct Bars {
  double first, width;
  std::size_t count;

  explicit Bars(const FigureAxis& axis) {
    const bool a_turn_each = axis.kind == FigureAxis::Kind::turns && axis.high - axis.low <= kMostTurns;
    count = a_turn_each ? static_cast<std::size_t>(std::lround(axis.high - axis.low)) : kParts;
    first = axis.low;
    width = (axis.high - axis.low) / static_cast<double>(count);
  }
  std::size_t of(double x) const {
    return static_cast<std::size_t>(std::clamp((x - first) / width, 0.0, static_cast<double>(count) - 0.5));
  }
  double middle(std::size_t bar) const { return first + (static_cast<double>(bar) + 0.5) * width; }
};

/// Means of all rows of each bar; a label that a row has not got is 0 there.
std::map<std::string, std::vector<double>> bar_means(const PanelContext& context, const Track& track, const Bars& bars,
                                                     std::vector<std::size_t>& rows) {
  std::map<std::string, std::vector<double>> means;
  rows.assign(bars.count, 0);
  for (std::size_t row = 0; row < track.size(); ++row) {
    const auto labels = labels_of(track, row);
    const auto x = row_place(context.episode, track, row);
    if (labels.empty() || !x) continue;
    const std::size_t bar = bars.of(*x);
    ++rows[bar];
    for (const Label& label : labels) {
      means.try_emplace(label.name, bars.count, 0.0).first->second[bar] += label.probability;
    }
  }
  for (auto& [label, column] : means) {
    for (std::size_t bar = 0; bar < bars.count; ++bar) {
      if (rows[bar] > 0) column[bar] /= static_cast<double>(rows[bar]);
    }
  }
  return means;
}

/// Turns are bars of their own width, which the axis must leave room for.
FigureAxis bar_axis(const Episode& episode, Extent extent) {
  FigureAxis axis = place_axis(episode, extent);
  if (axis.kind == FigureAxis::Kind::turns) {
    axis.low = extent.first - 0.5;
    axis.high = extent.last + 0.5;
  }
  return axis;
}

FigurePanel label_panel(const PanelContext& context, const Track& track) {
  FigurePanel panel;
  panel.who = context.who(track.key.subject);
  panel.what =
      fmt::format("{}, {}, by {}", track.key.taxonomy, to_string(track.key.perspective), track.key.source.to_string());
  panel.x = bar_axis(context.episode, context.extent);
  panel.y.title = track.label_kind == LabelKind::exclusive ? "probability" : "summed probability";
  const Bars bars(panel.x);
  std::vector<std::size_t> rows;
  for (const auto& [label, column] : bar_means(context, track, bars, rows)) {
    FigureSeries part{.name = label, .look = FigureSeries::Look::part, .points = {}, .width = bars.width};
    for (std::size_t bar = 0; bar < bars.count; ++bar) {
      if (rows[bar] > 0)
        part.points.push_back({bars.middle(bar), column[bar], {}, {}, place_name(context.episode, bars.middle(bar))});
    }
    panel.series.push_back(std::move(part));
  }
  panel.description = fmt::format("{}, {}: most probable", panel.who, panel.what);
  for (const Label& label : main_labels(track, 3)) {
    panel.description += fmt::format(" {} {:.2f},", label.name, label.probability);
  }
  panel.description.back() = ' ';
  panel.description += "on average";
  return panel;
}

/// All labels of the figure, those with most first.
std::vector<std::string> ordered_labels(const std::vector<FigurePanel>& panels) {
  std::map<std::string, double> sums;
  for (const FigurePanel& panel : panels) {
    for (const FigureSeries& part : panel.series) {
      for (const FigurePoint& point : part.points) sums[part.name] += *point.y;
    }
  }
  std::vector<std::string> names;
  for (const auto& [name, sum] : sums) names.push_back(name);
  std::stable_sort(names.begin(), names.end(), [&](const auto& a, const auto& b) { return sums[a] > sums[b]; });
  return names;
}

void stack(std::vector<FigureSeries>& parts) {
  std::map<double, double> tops;
  for (FigureSeries& part : parts) {
    for (FigurePoint& point : part.points) {
      double& top = tops[point.x];
      point.low = top;
      top += *point.y;
      point.high = top;
    }
  }
}

}  // namespace

std::vector<FigurePanel> label_panels(const PanelContext& context, const std::string& subject,
                                      const std::string& taxonomy) {
  std::vector<FigurePanel> panels;
  std::optional<std::string> asked;
  if (!taxonomy.empty()) asked = taxonomy;
  for (const Track& track : context.episode.tracks) {
    if (main_labels(track, 1).empty()) continue;
    // Labels of two taxonomies are not parts of one whole.
    if (!asked) asked = track.key.taxonomy;
    if (track.key.taxonomy != *asked || (!subject.empty() && track.key.subject != subject)) continue;
    panels.push_back(label_panel(context, track));
  }
  return panels;
}

void share_labels(std::vector<FigurePanel>& panels) {
  const auto names = ordered_labels(panels);
  const std::size_t own = names.size() <= kMostLabels + 1 ? names.size() : kMostLabels;
  double top = 0;
  for (FigurePanel& panel : panels) {
    std::vector<FigureSeries> parts;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto found = std::find_if(panel.series.begin(), panel.series.end(),
                                      [&](const FigureSeries& part) { return part.name == names[i]; });
      if (i < own) {
        // Every panel has every label, so that a colour is the same label in all.
        parts.push_back(found != panel.series.end() ? std::move(*found)
                                                    : FigureSeries{.name = names[i], .look = FigureSeries::Look::part});
        continue;
      }
      if (i == own) parts.push_back({.name = std::string(kRest), .look = FigureSeries::Look::part});
      if (found == panel.series.end()) continue;
      FigureSeries& rest = parts.back();
      rest.width = found->width;
      if (rest.points.empty()) {
        rest.points = std::move(found->points);
        continue;
      }
      // All labels of a panel have a point in each of its bars.
      for (std::size_t p = 0; p < rest.points.size(); ++p) *rest.points[p].y += *found->points[p].y;
    }
    stack(parts);
    for (const FigureSeries& part : parts) {
      for (const FigurePoint& point : part.points) top = std::max(top, *point.high);
    }
    panel.series = std::move(parts);
  }
  for (FigurePanel& panel : panels) {
    panel.y.low = 0;
    panel.y.high = top <= 1.0001 ? 1 : std::ceil(top * 2) / 2;
  }
}

}  // namespace affect::report
