#include "report/svg.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include <fmt/format.h>

#include "report/markup.h"

namespace affect::report {
namespace {

constexpr double kWidth = 720, kHeight = 170;
constexpr double kLeft = 46, kRight = 10, kTop = 12, kBottom = 24;
constexpr std::size_t kMostDots = 1500;
constexpr std::size_t kBins = 660;

struct Frame {
  const View& view;
  const Extent& extent;
  double x(double at) const { return kLeft + extent.part(at) * (kWidth - kLeft - kRight); }
  double y(double value) const {
    const double part = std::clamp((value - view.low) / (view.high - view.low), 0.0, 1.0);
    return kHeight - kBottom - part * (kHeight - kTop - kBottom);
  }
  std::size_t bin(double at) const {
    return static_cast<std::size_t>(std::clamp(extent.part(at), 0.0, 1.0) * (kBins - 1));
  }
};

void append_axis(const Episode& episode, const Frame& frame, std::string& out) {
  const View& view = frame.view;
  for (const double value : {view.low, (view.low + view.high) / 2, view.high}) {
    const std::string y = coordinate(frame.y(value));
    fmt::format_to(std::back_inserter(out), "<line class=\"grid\" x1=\"{}\" x2=\"{}\" y1=\"{}\" y2=\"{}\"/>",
                   coordinate(kLeft), coordinate(kWidth - kRight), y, y);
    fmt::format_to(std::back_inserter(out), "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" dy=\"4\">{}</text>",
                   coordinate(kLeft - 6), y,
                   view.track != nullptr ? signed_number(value) : fmt::format("{:.3g}", value));
  }
  const std::string y = coordinate(kHeight - 6);
  fmt::format_to(std::back_inserter(out), "<text x=\"{}\" y=\"{}\">{}</text>", coordinate(kLeft), y,
                 escape(place_name(episode, frame.extent.first)));
  fmt::format_to(std::back_inserter(out), "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
                 coordinate(kWidth - kRight), y, escape(place_name(episode, frame.extent.last)));
}

/// At most one band point a bin: a page must not grow with the length of a signal.
std::vector<BandPoint> thinned(const Frame& frame) {
  const auto& smooth = frame.view.smooth;
  if (smooth.size() <= kMostDots) return smooth;
  std::vector<BandPoint> kept;
  std::size_t last = kBins;
  for (const BandPoint& point : smooth) {
    const std::size_t bin = frame.bin(point.x);
    if (bin != last) kept.push_back(point);
    last = bin;
  }
  return kept;
}

void append_smooth(const Frame& frame, std::string& out) {
  const auto points = thinned(frame);
  if (points.empty()) return;
  out += "<path class=\"band\" d=\"";
  char step = 'M';
  for (const BandPoint& point : points) {
    fmt::format_to(std::back_inserter(out), "{}{} {}", step, coordinate(frame.x(point.x)),
                   coordinate(frame.y(point.high)));
    step = 'L';
  }
  for (auto point = points.rbegin(); point != points.rend(); ++point) {
    fmt::format_to(std::back_inserter(out), "L{} {}", coordinate(frame.x(point->x)), coordinate(frame.y(point->low)));
  }
  out += "Z\"/><path class=\"level\" d=\"";
  step = 'M';
  for (const BandPoint& point : points) {
    fmt::format_to(std::back_inserter(out), "{}{} {}", step, coordinate(frame.x(point.x)),
                   coordinate(frame.y(point.value)));
    step = 'L';
  }
  out += "\"/>";
}

void append_extremes(const Frame& frame, std::string& out) {
  struct Bin {
    double low = 0, high = 0;
    bool used = false;
  };
  std::vector<Bin> bins(kBins);
  for (const Point& point : frame.view.raw) {
    Bin& bin = bins[frame.bin(point.x)];
    bin.low = bin.used ? std::min(bin.low, point.value) : point.value;
    bin.high = bin.used ? std::max(bin.high, point.value) : point.value;
    bin.used = true;
  }
  out += "<path class=\"extremes\" d=\"";
  for (std::size_t i = 0; i < bins.size(); ++i) {
    if (!bins[i].used) continue;
    const double x = kLeft + static_cast<double>(i) / (kBins - 1) * (kWidth - kLeft - kRight);
    fmt::format_to(std::back_inserter(out), "M{} {}V{}", coordinate(x), coordinate(frame.y(bins[i].low) + 0.5),
                   coordinate(frame.y(bins[i].high) - 0.5));
  }
  out += "\"/>";
}

void append_raw(const Frame& frame, std::string& out) {
  if (frame.view.raw.size() > kMostDots) {
    append_extremes(frame, out);
    return;
  }
  for (const Point& point : frame.view.raw) {
    fmt::format_to(std::back_inserter(out), "<circle class=\"{}\" cx=\"{}\" cy=\"{}\" r=\"2.5\"/>",
                   point.value < 0 && frame.view.track != nullptr ? "low" : "high", coordinate(frame.x(point.x)),
                   coordinate(frame.y(point.value)));
  }
}

void append_turning_points(const Episode& episode, const Frame& frame, std::string& out) {
  for (const Finding* finding : frame.view.turning_points) {
    const auto at = place(episode, *finding);
    if (!at) continue;
    const double x = frame.x(*at);
    const bool up = finding->direction == Direction::up;
    fmt::format_to(std::back_inserter(out), "<g class=\"turn {} {}\"><line x1=\"{}\" x2=\"{}\" y1=\"{}\" y2=\"{}\"/>",
                   up ? "up" : "down", finding->grade == Grade::significant ? "significant" : "candidate",
                   coordinate(x), coordinate(x), coordinate(kTop), coordinate(kHeight - kBottom));
    const double tip = up ? kTop - 10 : kTop;
    const double base = up ? kTop : kTop - 10;
    fmt::format_to(std::back_inserter(out), "<path d=\"M{} {}L{} {}L{} {}Z\"/></g>", coordinate(x), coordinate(tip),
                   coordinate(x - 6), coordinate(base), coordinate(x + 6), coordinate(base));
  }
}

}  // namespace

std::string svg_plot(const Episode& episode, const View& view, const Extent& extent, const std::string& id,
                     const std::string& name) {
  const Frame frame{view, extent};
  std::string out = fmt::format(
      "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{}t {}d\"><title id=\"{}t\">{} of {}</title>"
      "<desc id=\"{}d\">{} scores from {} to {}, mean {:.2f}; {} turning points, listed below.</desc>",
      kWidth, kHeight, id, id, id, escape(view.column), escape(name), id, view.scored,
      escape(place_name(episode, extent.first)), escape(place_name(episode, extent.last)), view.mean,
      view.turning_points.size());
  append_axis(episode, frame, out);
  append_smooth(frame, out);
  append_raw(frame, out);
  append_turning_points(episode, frame, out);
  return out + "</svg>\n";
}

}  // namespace affect::report
