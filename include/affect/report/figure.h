/// A figure for a paper: what is drawn, as data, and its two forms.
///
///   FigureBuilder builder({.show = FigureKind::trajectory, .subject = "Ann"});
///   builder.add(episode);
///   const Figure figure = builder.take();
///   output->write(write_svg(figure, {.width_mm = 85}));
///   table->write(write_csv(figure));
///
/// The same episodes give the same bytes. Text stays text, in fonts that are named for all scripts; colours are told
/// apart by the colour-blind, and marks, dashes and patterns differ too, so that a grey print tells the same. Speakers
/// are P1, P2, ... unless `names`. Nothing of the input is markup.
///
/// Thread-safety: values; a builder is used by one thread at a time.
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "affect/clock.h"
#include "affect/episode.h"
#include "affect/error.h"

namespace affect::report {

enum class FigureKind {
  trajectory,  ///< scores, smoothed level, its 90 % band, turning points over time
  plane,       ///< valence and arousal, as a path in time
  labels,      ///< probabilities of labels over time, stacked
  shape,       ///< the curve over the whole, and the arc that it is nearest to
};
std::string_view to_string(FigureKind kind);
/// Throws ConfigError where no figure is called so.
FigureKind figure_kind(std::string_view name);

struct FigurePoint {
  double x = 0;
  std::optional<double> y;
  std::optional<double> low, high;  ///< a band, a range, the part of a stack
  std::string label;
};

struct FigureSeries {
  enum class Look {
    score,
    range,
    band,
    level,
    turning_up,
    turning_down,
    candidate_up,
    candidate_down,
    path,
    first,
    last,
    part,
    curve,
    arc
  };
  std::string name;
  Look look = Look::score;
  std::vector<FigurePoint> points;
  double width = 0;  ///< of a bar, on the axis of x
};

struct FigureAxis {
  enum class Kind { number, turns, media, calendar, percent };
  std::string title;  ///< with its unit
  Kind kind = Kind::number;
  double low = 0, high = 1;
  Clock clock = {};  ///< of a calendar
  bool operator==(const FigureAxis&) const = default;
};

struct FigurePanel {
  std::string episode;      ///< its title; shown where a figure has several
  std::string who, what;    ///< "P1"; "valence, expressed, by lexicon@1"
  std::string note;         ///< a line above the panel, or empty
  std::string description;  ///< for whoever cannot see it
  FigureAxis x, y;
  std::vector<FigureSeries> series;
};

struct Figure {
  FigureKind kind = FigureKind::trajectory;
  std::string title;
  std::string language;  ///< BCP 47, or empty
  std::vector<FigurePanel> panels;
};

struct FigureOptions {
  FigureKind show = FigureKind::trajectory;
  std::string subject;  ///< only whose name this is; empty: everybody
  std::string column;   ///< only this, of labels a taxonomy; empty: valence where there is some, the first taxonomy
  bool names = false;   ///< show people by name
};

class Pseudonyms;

class FigureBuilder {
 public:
  static constexpr std::size_t kMostPanels = 24;

  explicit FigureBuilder(FigureOptions options);
  ~FigureBuilder();
  /// Throws InputError: more than kMostPanels.
  void add(const Episode& episode);
  /// Throws InputError: nothing to draw.
  Figure take();

 private:
  InputError nothing_to_draw() const;

  FigureOptions options_;
  std::unique_ptr<Pseudonyms> names_;
  std::set<std::string> subjects_;  ///< that were seen, for a hint
  std::size_t episodes_ = 0;
  std::size_t refused_ = 0;  ///< that have too few scores for a shape
  Figure figure_;
};

struct FigureStyle {
  double width_mm = 180;  ///< 40 to 400; a column of a journal has 85
  std::string font;       ///< before those named by us; or empty
};

/// An SVG document of its own. Throws ConfigError for a width or a font that cannot be.
std::string write_svg(const Figure& figure, const FigureStyle& style);
/// What is drawn: panel,series,x,y,low,high,label.
std::string write_csv(const Figure& figure);

}  // namespace affect::report
