#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "affect/error.h"
#include "report/cells.h"
#include "report/figure_axis.h"
#include "report/figure_ink.h"
#include "report/figure_layout.h"
#include "report/markup.h"

namespace affect::report {
namespace {

constexpr double kNarrowest = 40, kWidest = 400;  // mm
constexpr double kTickSize = 6.5, kTextSize = 7, kNameSize = 8;
constexpr double kEmACell = 0.54;  // of the fonts that are named: a letter is about half as wide as high
constexpr double kPointsATickAcross = 46, kPointsATickUp = 22;
constexpr double kBeside = 8;  // of a title, over the right end of its panel
constexpr double kLegendLine = 10, kLegendSign = 14, kLegendGap = 8;

double wide(std::string_view text, double size) { return static_cast<double>(cells(text)) * size * kEmACell; }
std::string fitted(std::string_view text, double width, double size) {
  return fit(text, static_cast<std::size_t>(std::max(1.0, width / (size * kEmACell))));
}

class Drawing {
 public:
  Drawing(const Figure& figure, const FigureStyle& style)
      : figure_(figure),
        families_(font_families(style.font, figure.language)),
        layout_(layout_of(figure, style.width_mm)) {}

  std::string draw() {
    if (layout_.says_what_once)
      write(layout_.boxes.front().left, 7, kTextSize, "start", kPrintQuiet,
            fitted(figure_.panels.front().what, layout_.width - layout_.boxes.front().left, kTextSize));
    for (std::size_t i = 0; i < figure_.panels.size(); ++i) draw_panel(figure_.panels[i], layout_.boxes[i]);
    const double height = draw_legend();
    return head(height) + out_ + "</svg>\n";
  }

 private:
  using Look = FigureSeries::Look;

  template <class... Values>
  void add(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Values>(values)...);
  }

  std::string head(double height) const {
    std::string description;
    for (const FigurePanel& panel : figure_.panels) description += escape(panel.description) + ".\n";
    const std::string language = language_tag(figure_.language);
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}pt\" height=\"{}pt\" viewBox=\"0 0 {} {}\" role=\"img\" "
        "aria-labelledby=\"title description\"{} font-family=\"{}\">\n<title id=\"title\">{}</title>\n<desc "
        "id=\"description\">{}</desc>\n{}<rect width=\"{}\" height=\"{}\" fill=\"#fff\"/>\n",
        coordinate(layout_.width), coordinate(height), coordinate(layout_.width), coordinate(height),
        language.empty() ? "" : fmt::format(" xml:lang=\"{}\"", language), families_, escape(figure_.title),
        description, parts() == 0 ? "" : pattern_definitions(parts()) + "\n", coordinate(layout_.width),
        coordinate(height));
  }

  std::size_t parts() const {
    const bool has_parts = figure_.kind == FigureKind::labels && !figure_.panels.empty();
    return has_parts ? figure_.panels.front().series.size() : 0;
  }

  void write(double x, double y, double size, std::string_view anchor, std::string_view colour, std::string_view text,
             std::string_view more = {}) {
    if (text.empty()) return;
    add("<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{}\" fill=\"{}\"{}>{}</text>\n", coordinate(x),
        coordinate(y), size, anchor, colour, more, escape(text));
  }

  void draw_panel(const FigurePanel& panel, const PanelBox& box) {
    panel_ = &panel;
    box_ = &box;
    out_ += "<g>\n";
    const double width = box.width + kBeside;
    write(box.left, box.title_top + 8, kNameSize, "start", kPrintInk, fitted(panel.who, width, kNameSize * 1.08),
          " font-weight=\"bold\"");
    double line = box.title_top + 17;
    if (!layout_.says_what_once) {
      write(box.left, line, kTickSize, "start", kPrintQuiet, fitted(panel.what, width, kTickSize));
      line += 9;
    }
    write(box.left, line, kTickSize, "start", kPrintInk, fitted(panel.note, width, kTickSize));
    draw_axes();
    for (std::size_t i = 0; i < panel.series.size(); ++i) draw_series(panel.series[i], i);
    out_ += "</g>\n";
  }

  double x_of(double x) const {
    const auto& axis = panel_->x;
    return box_->left + std::clamp((x - axis.low) / (axis.high - axis.low), 0.0, 1.0) * box_->width;
  }
  double y_of(double y) const {
    const auto& axis = panel_->y;
    return box_->top + (1 - std::clamp((y - axis.low) / (axis.high - axis.low), 0.0, 1.0)) * box_->height;
  }

  void stroke(double x0, double y0, double x1, double y1, std::string_view colour, double width,
              std::string_view dashes = {}) {
    add("<path d=\"M{} {}L{} {}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{}/>\n", coordinate(x0),
        coordinate(y0), coordinate(x1), coordinate(y1), colour, width,
        dashes.empty() ? "" : fmt::format(" stroke-dasharray=\"{}\"", dashes));
  }

  void draw_axes() {
    const PanelBox& box = *box_;
    const double right = box.left + box.width, bottom = box.top + box.height;
    const auto up = static_cast<std::size_t>(std::max(2.0, box.height / kPointsATickUp));
    for (const FigureTick& tick : ticks(panel_->y, up)) {
      const double y = y_of(tick.at);
      stroke(box.left, y, right, y, kPrintGrid, tick.at == 0 ? 0.9 : 0.4);
      write(box.left - 4, y + 2.2, kTickSize, "end", kPrintQuiet, tick.label);
    }
    const auto across = static_cast<std::size_t>(std::max(2.0, box.width / kPointsATickAcross));
    for (const FigureTick& tick : ticks(panel_->x, across)) {
      const double x = x_of(tick.at);
      if (figure_.kind == FigureKind::plane) stroke(x, box.top, x, bottom, kPrintGrid, tick.at == 0 ? 0.9 : 0.4);
      stroke(x, bottom, x, bottom + 2.5, kPrintQuiet, 0.5);
      if (!box.has_places) continue;
      // A number at the very end would stand out of the figure.
      const double half = wide(tick.label, kTickSize) / 2;
      write(std::min(x, layout_.width - half), bottom + 9, kTickSize, "middle", kPrintQuiet, tick.label);
    }
    stroke(box.left, bottom, right, bottom, kPrintQuiet, 0.5);
    stroke(box.left, box.top, box.left, bottom, kPrintQuiet, 0.5);
    if (box.has_places) {
      write(box.left + box.width / 2, bottom + 18.5, kTextSize, "middle", kPrintInk, panel_->x.title);
    }
    const double x = box.left - 28, y = box.top + box.height / 2;
    write(x, y, kTextSize, "middle", kPrintInk, fitted(panel_->y.title, box.height + 12, kTextSize),
          fmt::format(" transform=\"rotate(-90 {} {})\"", coordinate(x), coordinate(y)));
  }

  std::string line_path(const std::vector<FigurePoint>& points) const {
    std::string path;
    for (const FigurePoint& point : points) {
      path += fmt::format("{}{} {}", path.empty() ? 'M' : 'L', coordinate(x_of(point.x)), coordinate(y_of(*point.y)));
    }
    return path;
  }

  void draw_line(const FigureSeries& series, std::string_view colour, double width, std::string_view dashes = {}) {
    add("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"{}/>\n",
        line_path(series.points), colour, width, dashes.empty() ? "" : fmt::format(" stroke-dasharray=\"{}\"", dashes));
  }

  void draw_series(const FigureSeries& series, std::size_t index) {
    if (series.points.empty()) return;
    switch (series.look) {
      case Look::band:
        return draw_band(series);
      case Look::level:
        return draw_line(series, kPrintInk, 1.1);
      case Look::curve:
        return draw_line(series, kPrintInk, 1.2);
      case Look::arc:
        return draw_line(series, kPrintOrange, 1, "4 2");
      case Look::path:
        return draw_path(series);
      case Look::range:
        for (const FigurePoint& point : series.points) {
          stroke(x_of(point.x), y_of(*point.low) + 0.2, x_of(point.x), y_of(*point.high) - 0.2, kPrintBlue, 0.5);
        }
        return;
      case Look::part:
        for (const FigurePoint& point : series.points) draw_part(series, point, index);
        out_ += '\n';
        return;
      case Look::turning_up:
      case Look::turning_down:
      case Look::candidate_up:
      case Look::candidate_down:
        return draw_turning_points(series);
      case Look::score:
      case Look::first:
      case Look::last:
        break;
    }
    const bool is_signed = panel_->y.low < 0 && panel_->y.high > 0 && dimension(panel_->y.title).has_value();
    for (const FigurePoint& point : series.points) {
      const bool is_below = is_signed && figure_.kind != FigureKind::plane && *point.y < 0;
      out_ += point_sign(series.look, x_of(point.x), y_of(*point.y), is_below);
    }
    out_ += '\n';
  }

  void draw_band(const FigureSeries& series) {
    std::string path;
    for (const FigurePoint& point : series.points) {
      path +=
          fmt::format("{}{} {}", path.empty() ? 'M' : 'L', coordinate(x_of(point.x)), coordinate(y_of(*point.high)));
    }
    for (auto point = series.points.rbegin(); point != series.points.rend(); ++point) {
      path += fmt::format("L{} {}", coordinate(x_of(point->x)), coordinate(y_of(*point->low)));
    }
    add("<path d=\"{}Z\" fill=\"{}\"/>\n", path, kPrintBand);
  }

  void draw_path(const FigureSeries& series) {
    const auto& points = series.points;
    for (std::size_t i = 1; i < points.size(); ++i) {
      const double part = points.size() > 2 ? static_cast<double>(i - 1) / static_cast<double>(points.size() - 2) : 1;
      add("<path d=\"M{} {}L{} {}\" stroke=\"{}\" stroke-width=\"1.2\" stroke-linecap=\"round\"/>\n",
          coordinate(x_of(points[i - 1].x)), coordinate(y_of(*points[i - 1].y)), coordinate(x_of(points[i].x)),
          coordinate(y_of(*points[i].y)), time_colour(part));
    }
  }

  void draw_part(const FigureSeries& series, const FigurePoint& point, std::size_t index) {
    const double left = x_of(point.x - series.width / 2), right = x_of(point.x + series.width / 2);
    const double top = y_of(*point.high), bottom = y_of(*point.low);
    if (bottom - top < 0.05) return;
    out_ += filled_rectangle(left, top, right - left, bottom - top, index);
  }

  void draw_turning_points(const FigureSeries& series) {
    const bool is_candidate = series.look == Look::candidate_up || series.look == Look::candidate_down;
    const bool is_up = series.look == Look::turning_up || series.look == Look::candidate_up;
    for (const FigurePoint& point : series.points) {
      const double x = x_of(point.x);
      stroke(x, box_->top + 3, x, box_->top + box_->height, is_up ? kPrintBlue : kPrintOrange, 0.7,
             is_candidate ? "2 2" : "");
      out_ += point_sign(series.look, x, box_->top, false) + "\n";
    }
  }

  struct Item {
    const FigureSeries* series;
    std::size_t index;
    bool is_below_zero;
    std::string text;
  };

  /// A series a name, as they come.
  std::vector<Item> legend_items() const {
    std::vector<Item> items;
    const auto add_item = [&](const FigureSeries& series, std::size_t index, bool is_below, std::string text) {
      const bool is_known =
          std::any_of(items.begin(), items.end(), [&](const Item& item) { return item.text == text; });
      if (!is_known) items.push_back({&series, index, is_below, std::move(text)});
    };
    for (const FigurePanel& panel : figure_.panels) {
      const bool is_signed =
          panel.y.low < 0 && figure_.kind != FigureKind::plane && dimension(panel.y.title).has_value();
      for (std::size_t i = 0; i < panel.series.size(); ++i) {
        const FigureSeries& series = panel.series[i];
        const auto is_below = [](const FigurePoint& point) { return point.y && *point.y < 0; };
        add_item(series, i, false, series.name);
        if (series.look == Look::score && is_signed &&
            std::any_of(series.points.begin(), series.points.end(), is_below)) {
          add_item(series, i, true, series.name + " below zero");
        }
      }
    }
    return items;
  }

  void draw_legend_sign(const Item& item, double x, double y) {
    const double middle = x + kLegendSign / 2 - 1;
    switch (item.series->look) {
      case Look::band:
        add("<rect x=\"{}\" y=\"{}\" width=\"11\" height=\"6\" fill=\"{}\"/>", coordinate(x), coordinate(y - 3),
            kPrintBand);
        return;
      case Look::level:
        return stroke(x, y, x + 11, y, kPrintInk, 1.1);
      case Look::curve:
        return stroke(x, y, x + 11, y, kPrintInk, 1.2);
      case Look::arc:
        return stroke(x, y, x + 11, y, kPrintOrange, 1, "4 2");
      case Look::range:
        return stroke(middle, y - 3.5, middle, y + 3.5, kPrintBlue, 0.5);
      case Look::path:
        for (int i = 0; i < 3; ++i) stroke(x + 4 * i, y, x + 4 * i + 4, y, time_colour(i / 2.0), 1.2);
        return;
      case Look::part:
        out_ += filled_rectangle(x, y - 3.5, 10, 7, item.index);
        return;
      default:
        out_ += point_sign(item.series->look, middle, y, item.is_below_zero);
    }
  }

  /// Below the panels, broken over lines. Gives the height of the figure.
  double draw_legend() {
    double x = 4, y = layout_.height + 4;
    out_ += "<g>\n";
    for (const Item& item : legend_items()) {
      const std::string text = fitted(printable(item.text), layout_.width - kLegendSign - 8, kTickSize);
      const double width = kLegendSign + wide(text, kTickSize) + kLegendGap;
      if (x > 4 && x + width > layout_.width) {
        x = 4;
        y += kLegendLine;
      }
      draw_legend_sign(item, x, y);
      write(x + kLegendSign, y + 2.3, kTickSize, "start", kPrintInk, text);
      x += width;
    }
    out_ += "</g>\n";
    return y + kLegendLine * 0.7;
  }

  const Figure& figure_;
  std::string families_;
  FigureLayout layout_;
  const FigurePanel* panel_ = nullptr;
  const PanelBox* box_ = nullptr;
  std::string out_;
};

}  // namespace

std::string write_svg(const Figure& figure, const FigureStyle& style) {
  if (!(style.width_mm >= kNarrowest && style.width_mm <= kWidest)) {
    throw ConfigError(fmt::format("a figure cannot be {:g} mm wide", style.width_mm), {},
                      fmt::format("{:g} to {:g}; a column of a journal has 85, two have 180", kNarrowest, kWidest));
  }
  return Drawing(figure, style).draw();
}

}  // namespace affect::report
