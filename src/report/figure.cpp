#include "affect/report/figure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "affect/error.h"
#include "affect/understand/trajectory/arc.h"
#include "core/nearest_name.h"
#include "io/csv_field.h"
#include "io/json_text.h"
#include "report/cells.h"
#include "report/figure_axis.h"
#include "report/figure_panels.h"
#include "report/pseudonyms.h"

namespace affect::report {
namespace {

constexpr std::array<std::pair<FigureKind, std::string_view>, 4> kKinds{{{FigureKind::trajectory, "trajectory"},
                                                                         {FigureKind::plane, "plane"},
                                                                         {FigureKind::labels, "labels"},
                                                                         {FigureKind::shape, "shape"}}};

/// Whom somebody asked for, and the columns: valence where there is some, of the plane all.
std::vector<View> asked_for(const std::vector<View>& all, const FigureOptions& options) {
  std::string column = options.column;
  const std::string valence(to_string(Dimension::valence));
  const bool has_valence =
      std::any_of(all.begin(), all.end(), [&](const View& view) { return view.column == valence; });
  if (column.empty() && options.show != FigureKind::plane && has_valence) column = valence;
  std::vector<View> chosen;
  for (const View& view : all) {
    if (!options.subject.empty() && view.subject != options.subject) continue;
    if (column.empty() || view.column == column) chosen.push_back(view);
  }
  return chosen;
}

/// Of all rows that have labels, and of all views.
Extent extent_of(const Episode& episode, const std::vector<View>& all) {
  Extent found = extent(all);
  for (const Track& track : episode.tracks) {
    if (track.labels.empty() && track.label_kind != LabelKind::open) continue;
    for (std::size_t row = 0; row < track.size(); ++row) {
      const auto x = row_place(episode, track, row);
      if (!x) continue;
      found.first = std::min(found.first, *x);
      found.last = std::max(found.last, *x);
    }
  }
  return found;
}

std::string title_of(FigureKind kind) {
  switch (kind) {
    case FigureKind::trajectory:
      return "Emotional trajectory";
    case FigureKind::plane:
      return "Valence and arousal";
    case FigureKind::labels:
      return "Labels over time";
    case FigureKind::shape:
      return "Shape over the whole";
  }
  return {};
}

}  // namespace

std::string_view to_string(FigureKind kind) {
  return std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& entry) { return entry.first == kind; })->second;
}

FigureKind figure_kind(std::string_view name) {
  std::vector<std::string> names;
  for (const auto& [kind, known] : kKinds) {
    if (known == name) return kind;
    names.emplace_back(known);
  }
  throw ConfigError(fmt::format("no figure is called {}", name), {}, fmt::format("use {}", fmt::join(names, ", ")));
}

std::string PanelContext::who(const std::string& subject) const { return printable(names.name(subject)); }

FigureAxis place_axis(const Episode& episode, const Extent& extent) {
  FigureAxis axis{.title = "turn", .kind = FigureAxis::Kind::turns, .low = extent.first, .high = extent.last};
  if (episode.info.clock.type == Clock::Type::media) {
    axis.title = "time (min:s)";
    axis.kind = FigureAxis::Kind::media;
  } else if (episode.info.clock.type == Clock::Type::calendar) {
    axis.title = "date";
    axis.kind = FigureAxis::Kind::calendar;
    axis.clock = episode.info.clock;
  }
  if (axis.low == axis.high) {
    axis.low -= 0.5;
    axis.high += 0.5;
  }
  return axis;
}

std::string figure_what(const View& view, const Pseudonyms& names) {
  std::string what = view.column;
  if (view.perspective) what += fmt::format(", {}", to_string(*view.perspective));
  if (!view.target.empty()) what += fmt::format(" towards {}", names.name(view.target));
  if (!view.source.empty()) what += fmt::format(", by {}", view.source);
  return printable(what);
}

void share_value_axes(std::vector<FigurePanel>& panels) {
  for (FigurePanel& first : panels) {
    if (dimension(first.y.title) == std::nullopt) continue;
    double largest = 0;
    const auto widen = [&](std::optional<double> value) { largest = std::max(largest, std::abs(value.value_or(0))); };
    for (const FigurePanel& panel : panels) {
      if (panel.y.title != first.y.title) continue;
      for (const FigureSeries& series : panel.series) {
        for (const FigurePoint& point : series.points) {
          widen(point.y);
          widen(point.low);
          widen(point.high);
        }
      }
    }
    first.y.high = reach(largest);
    if (first.y.low < 0) first.y.low = -first.y.high;
  }
}

FigureBuilder::FigureBuilder(FigureOptions options)
    : options_(std::move(options)), names_(std::make_unique<Pseudonyms>(options_.names)) {
  figure_.kind = options_.show;
  figure_.title = title_of(options_.show);
}

FigureBuilder::~FigureBuilder() = default;

void FigureBuilder::add(const Episode& episode) {
  names_->learn(episode);
  ++episodes_;
  if (figure_.language.empty()) figure_.language = episode.info.language;
  const auto all = views(episode);
  for (const Track& track : episode.tracks) subjects_.insert(track.key.subject);
  for (const Series& series : episode.series) subjects_.insert(series.subject);
  const auto chosen = asked_for(all, options_);
  const PanelContext context{episode, *names_, extent_of(episode, all)};
  std::vector<FigurePanel> panels;
  switch (options_.show) {
    case FigureKind::trajectory:
      panels = trajectory_panels(context, chosen);
      break;
    case FigureKind::plane:
      panels = plane_panels(context, chosen);
      break;
    case FigureKind::labels:
      panels = label_panels(context, options_.subject, options_.column);
      break;
    case FigureKind::shape:
      panels = shape_panels(context, chosen, refused_);
      break;
  }
  for (FigurePanel& panel : panels) {
    panel.episode = printable(names_->cover(episode.info.title.empty() ? episode.id : episode.info.title));
    figure_.panels.push_back(std::move(panel));
  }
  if (figure_.panels.size() > kMostPanels) {
    throw InputError(fmt::format("has {} panels; {} fit a figure", figure_.panels.size(), kMostPanels), {},
                     "choose with --subject NAME and --column NAME");
  }
}

InputError FigureBuilder::nothing_to_draw() const {
  if (!options_.subject.empty() && !subjects_.contains(options_.subject)) {
    return InputError(fmt::format("nobody called {} is scored", options_.subject), {},
                      did_you_mean(options_.subject, {subjects_.begin(), subjects_.end()}));
  }
  switch (options_.show) {
    case FigureKind::plane:
      return InputError("nothing has valence and arousal", {}, "--with emotion gives both to text");
    case FigureKind::labels:
      return InputError(
          options_.column.empty() ? "nothing has labels" : fmt::format("nothing has labels of {}", options_.column), {},
          "--with emotion gives some to text");
    case FigureKind::shape:
      if (refused_ == 0) break;
      return InputError(fmt::format("nobody has {} scores, which a shape needs", understand::trajectory::kFewestForArc),
                        {}, "--show trajectory draws fewer");
    case FigureKind::trajectory:
      break;
  }
  return InputError(options_.column.empty() ? "nothing in it is scored"
                                            : fmt::format("no {} is scored", options_.column));
}

Figure FigureBuilder::take() {
  if (figure_.panels.empty()) throw nothing_to_draw();
  if (options_.show == FigureKind::labels) {
    share_labels(figure_.panels);
  } else if (options_.show == FigureKind::plane) {
    share_plane_axes(figure_.panels);
  } else {
    share_value_axes(figure_.panels);
  }
  if (episodes_ > 1) {
    for (FigurePanel& panel : figure_.panels) {
      panel.who = panel.who.empty() ? panel.episode : fmt::format("{}: {}", panel.episode, panel.who);
    }
  }
  return std::move(figure_);
}

std::string write_csv(const Figure& figure) {
  std::string out = "panel,series,x,y,low,high,label\n";
  const auto field = [&](std::optional<double> value) {
    out += ',';
    if (value) io::append_number(out, *value);
  };
  for (const FigurePanel& panel : figure.panels) {
    const std::string name = panel.who.empty() ? panel.what : fmt::format("{}, {}", panel.who, panel.what);
    for (const FigureSeries& series : panel.series) {
      for (const FigurePoint& point : series.points) {
        io::append_csv_field(out, name);
        out += ',';
        io::append_csv_field(out, series.name);
        field(point.x);
        field(point.y);
        field(point.low);
        field(point.high);
        out += ',';
        io::append_csv_field(out, point.label);
        out += '\n';
      }
    }
  }
  return out;
}

}  // namespace affect::report
