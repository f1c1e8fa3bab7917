#include "report/live_terminal.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "report/cells.h"
#include "report/finding_words.h"
#include "report/limits.h"
#include "report/terminal_plot.h"
#include "report/terminal_words.h"
#include "report/trajectory_table.h"

namespace affect::report {
namespace {

constexpr std::string_view kFiltered = "filtered_level";
constexpr double kNormal90Width = 1.6448536269514722;  // 95 % quantile of the standard normal
constexpr std::size_t kKept = 512;                     ///< points a lane: more than any terminal has columns
constexpr std::size_t kMostSpeakers = 10'000;
constexpr std::size_t kFindings = 3, kFewestRows = 8, kMostPlotRows = 7, kFewestPlotRows = 3;
constexpr std::size_t kLinesALane = 2;     ///< beside its plot: what it is, its marks
constexpr std::size_t kLinesAHeading = 2;  ///< of a table
constexpr std::size_t kSamplesACell = 4;

// ECMA-48 and DEC VT510: CUU is written where it is used.
constexpr std::string_view kWrapOff = "\x1b[?7l", kWrapOn = "\x1b[?7h";
constexpr std::string_view kClearLine = "\x1b[K", kClearBelow = "\x1b[J";

/// Trims by halves, so that a point costs the same however many came.
template <class Points>
void keep_last(Points& points) {
  if (points.size() > 2 * kKept) points.erase(points.begin(), points.end() - static_cast<std::ptrdiff_t>(kKept));
}

std::optional<Dimension> first_dimension(const Track& track) {
  for (const Dimension dimension : kDimensions) {
    const auto values = track.values(dimension);
    if (std::any_of(values.begin(), values.end(), [](double value) { return !std::isnan(value); })) return dimension;
  }
  return std::nullopt;
}

/// Rows of a terminal of so many columns, some of which have since wrapped where it became narrower.
std::size_t rows_of(const std::vector<std::size_t>& lines, std::size_t columns) {
  std::size_t rows = 0;
  for (const std::size_t cells : lines) rows += std::max<std::size_t>(1, (cells + columns - 1) / columns);
  return rows;
}

/// Cells of a painted line.
std::size_t painted_cells(std::string_view line) {
  std::string text;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '\x1b') {
      at = line.find('m', at);
      continue;
    }
    text += line[at];
  }
  return cells(text);
}

}  // namespace

void LiveTerminal::accept(Record&& record) {
  if (auto* info = std::get_if<EpisodeInfo>(&record.body)) open(record.episode, std::move(*info));
  if (record.episode != episode_) return;
  changed_ = true;
  ++clock_;
  if (auto* turn = std::get_if<Turn>(&record.body)) add(std::move(*turn));
  if (auto* track = std::get_if<Track>(&record.body)) add(*track);
  if (auto* series = std::get_if<Series>(&record.body)) add(*series);
  if (auto* finding = std::get_if<Finding>(&record.body)) add(std::move(*finding));
}

void LiveTerminal::open(const std::string& id, EpisodeInfo&& info) {
  episode_ = id;
  info_ = std::move(info);
  lanes_.clear();
  findings_.clear();
  speakers_.clear();
  turns_ = 0;
  last_ = {};
}

void LiveTerminal::add(Turn&& turn) {
  if (!turn.event.empty()) return;
  ++turns_;
  if (!turn.speaker.empty() && speakers_.size() < kMostSpeakers) speakers_.insert(turn.speaker);
  last_ = std::move(turn);
}

LiveTerminal::Lane& LiveTerminal::lane_of(const Track& track) {
  const auto found = std::find_if(lanes_.begin(), lanes_.end(), [&](const Lane& lane) {
    return lane.view.track != nullptr && lane.head.key == track.key;
  });
  if (found != lanes_.end()) return *found;
  Lane& lane = lanes_.emplace_back();
  lane.head.key = track.key;
  lane.dimension = *first_dimension(track);
  lane.by_turn = track.by_turn();
  lane.view.track = &lane.head;
  lane.view.subject = track.key.subject;
  lane.view.perspective = track.key.perspective;
  lane.view.target = track.key.target;
  lane.view.column = to_string(lane.dimension);
  if (lane.dimension == Dimension::positive || lane.dimension == Dimension::negative) lane.view.low = 0;
  return lane;
}

void LiveTerminal::add(const Track& track) {
  if (!first_dimension(track)) return;
  if (track.key.source.name != kFiltered) {
    Lane& lane = lane_of(track);
    const auto values = track.values(lane.dimension);
    for (std::size_t row = 0; row < track.size(); ++row) {
      const double x = static_cast<double>(lane.by_turn ? track.turn(row) : lane.rows++);
      if (!values.empty() && !std::isnan(values[row])) lane.view.raw.push_back({x, values[row], track.turn(row)});
    }
    lane.touched = clock_;
    keep_last(lane.view.raw);
    return;
  }
  for (Lane& lane : lanes_) {
    const TrackKey& key = lane.head.key;
    const auto values = track.values(lane.dimension);
    if (lane.view.track == nullptr || values.empty() || key.subject != track.key.subject ||
        key.perspective != track.key.perspective || key.target != track.key.target) {
      continue;
    }
    const bool has_error = lane.dimension != Dimension::positive && lane.dimension != Dimension::negative;
    const auto errors = has_error ? track.standard_errors(lane.dimension) : std::span<const double>{};
    for (std::size_t row = 0; row < track.size(); ++row) {
      const double x = static_cast<double>(lane.by_turn ? track.turn(row) : lane.levels++);
      if (std::isnan(values[row])) continue;
      const double half = errors.empty() || std::isnan(errors[row]) ? 0 : kNormal90Width * errors[row];
      lane.view.smooth.push_back({x, values[row], values[row] - half, values[row] + half});
    }
    keep_last(lane.view.smooth);
  }
}

LiveTerminal::Lane& LiveTerminal::lane_of(const Series& series, const Channel& channel) {
  const std::string column = fmt::format("{}.{}", series.name, channel.name);
  const auto found = std::find_if(lanes_.begin(), lanes_.end(), [&](const Lane& lane) {
    return lane.view.track == nullptr && lane.view.subject == series.subject && lane.view.column == column;
  });
  if (found != lanes_.end()) return *found;
  Lane& lane = lanes_.emplace_back();
  lane.by_turn = false;
  lane.view.subject = series.subject;
  lane.view.column = column;
  lane.view.unit = channel.unit;
  return lane;
}

void LiveTerminal::add(const Series& series) {
  for (const Channel& channel : series.channels) {
    Lane& lane = lane_of(series, channel);
    for (const double value : channel.values) {
      const double x = static_cast<double>(lane.rows++);
      if (std::isfinite(value)) lane.view.raw.push_back({x, value});
    }
    lane.touched = clock_;
    keep_last(lane.view.raw);
  }
}

void LiveTerminal::add(Finding&& finding) {
  if (finding.status != Status::given) return;
  findings_.push_back(std::move(finding));
  if (findings_.size() > kKept) findings_.pop_front();
}

/// Those that were scored last, in their own order.
std::vector<const LiveTerminal::Lane*> LiveTerminal::shown(std::size_t limit) const {
  std::vector<const Lane*> lanes;
  for (const Lane& lane : lanes_) {
    if (!lane.view.raw.empty()) lanes.push_back(&lane);
  }
  if (lanes.size() <= limit) return lanes;
  if (limit == 0) return {};
  std::vector<std::uint64_t> touched;
  for (const Lane* lane : lanes) touched.push_back(lane->touched);
  std::nth_element(touched.begin(), touched.end() - static_cast<std::ptrdiff_t>(limit), touched.end());
  const std::uint64_t first = touched[touched.size() - limit];
  std::erase_if(lanes, [&](const Lane* lane) { return lane->touched < first; });
  lanes.resize(std::min(lanes.size(), limit));
  return lanes;
}

/// The plot fills from the left, a cell a turn, and then moves on.
Extent LiveTerminal::extent_of(const Lane& lane, std::size_t columns) const {
  const double width = static_cast<double>((columns - kAxisCells) * (lane.by_turn ? 1 : kSamplesACell));
  const double last =
      lane.by_turn ? std::max(static_cast<double>(last_.turn), lane.view.raw.back().x) : lane.view.raw.back().x;
  const double first = std::max(0.0, last - width + 1);
  return {first, first + width - 1};
}

std::vector<PlotMark> LiveTerminal::marks_of(const Lane& lane, const Extent& extent) const {
  std::vector<PlotMark> marks;
  for (const Finding& finding : findings_) {
    if (!finding.turn || finding.subject != lane.view.subject || finding.column != lane.view.column) continue;
    const auto x = static_cast<double>(*finding.turn);
    if (x >= extent.first) marks.push_back({x, &finding});
  }
  return marks;
}

/// What of a lane lies in the window.
View LiveTerminal::window(const Lane& lane, const Extent& extent) {
  View view = lane.view;
  std::erase_if(view.raw, [&](const Point& point) { return point.x < extent.first; });
  std::erase_if(view.smooth, [&](const BandPoint& point) { return point.x < extent.first; });
  if (view.track == nullptr && !view.raw.empty()) fit_axis(view);
  return view;
}

void LiveTerminal::write_lane(const Lane& lane, std::size_t plot_rows, TerminalPage& page) const {
  const Extent extent = extent_of(lane, page.columns());
  const View view = window(lane, extent);
  std::string now = fmt::format("  last {}", axis_number(view, lane.view.raw.back().value));
  if (!lane.view.smooth.empty()) now += fmt::format(", level {}", axis_number(view, lane.view.smooth.back().value));
  const std::string name = fit(printable(view.subject), page.columns() / 3);
  const std::size_t rest = page.columns() - cells(name) - cells(now) - 2;
  page.raw(page.paint(name, Ink::strong) + "  " + page.paint(fit(what_words(view), rest), Ink::quiet) + now);
  for (const auto& line : plot_lines(view, extent, page.columns(), plot_rows, page.palette())) page.raw(line);
  page.raw(mark_line(marks_of(lane, extent), extent, page.columns(), page.palette()));
}

void LiveTerminal::write_lanes(std::size_t rows, TerminalPage& page) const {
  const auto all = shown(lanes_.size());
  if (all.empty()) return page.line("  nothing is scored yet", Ink::quiet);
  const std::size_t room = (rows - 1) / all.size();
  if (room >= kFewestPlotRows + kLinesALane) {
    // Odd: zero lies in the middle of a row.
    const std::size_t plot_rows = (std::min(room - kLinesALane, kMostPlotRows) - 1) / 2 * 2 + 1;
    for (const Lane* lane : all) write_lane(*lane, plot_rows, page);
    if (!all.front()->by_turn) return;
    const Extent extent = extent_of(*all.front(), page.columns());
    page.line(
        place_line(fmt::format("turn {:.0f}", extent.first), fmt::format("turn {:.0f}", extent.last), page.columns()),
        Ink::quiet);
    return;
  }
  std::set<std::string> headings;
  for (const Lane* lane : all) headings.insert(what_words(lane->view));
  const std::size_t beside = kLinesAHeading * headings.size() + 1;
  const auto some = shown(rows > beside ? rows - beside : 0);
  std::vector<TrajectoryRow> lines;
  for (const Lane* lane : some) {
    const Extent extent = extent_of(*lane, page.columns());
    View view = window(*lane, extent);
    summarise(view);
    lines.push_back(trajectory_row(view, extent, page.columns()));
    for (const PlotMark& found : marks_of(*lane, extent)) lines.back().marks = mark(*found.finding);
  }
  write_rows(lines, page);
  if (some.size() < all.size()) page.line(fmt::format("  and {} more", all.size() - some.size()), Ink::quiet);
}

void LiveTerminal::write_findings(std::size_t most, TerminalPage& page) const {
  const std::size_t first = findings_.size() - std::min(findings_.size(), most);
  for (std::size_t i = first; i < findings_.size(); ++i) {
    const Finding& finding = findings_[i];
    std::string text = printable(fmt::format("{} {}", finding.subject, finding_words(finding)));
    if (finding.turn) text = fmt::format("turn {}  {}", *finding.turn, text);
    page.raw(fmt::format("{} {}", painted_mark(finding, page.palette()), fit(text, page.columns() - 2)));
  }
}

void LiveTerminal::write_last_turn(TerminalPage& page) const {
  if (last_.text.empty()) return;
  const std::string who = fit(printable(last_.speaker), page.columns() / 3);
  const std::string said = fit(printable(last_.text), page.columns() - cells(who) - 4);
  page.raw(page.paint(who, Ink::strong) + (who.empty() ? "" : ": ") + fmt::format("“{}”", said));
}

std::string LiveTerminal::picture(const LiveStyle& style) const {
  const std::size_t rows = std::max(style.rows, kFewestRows) - 1;  // the cursor stands in the last one
  TerminalPage page(style.terminal);
  const std::string title = printable(info_.title.empty() ? episode_ : info_.title);
  std::string heading = fmt::format("{} turn{}", turns_, turns_ == 1 ? "" : "s");
  if (!speakers_.empty()) heading += fmt::format(", {} speaker{}", speakers_.size(), speakers_.size() == 1 ? "" : "s");
  page.raw(page.paint(fit(title, page.columns() / 2), Ink::strong) + "  " + page.paint(heading, Ink::quiet));
  const std::size_t findings = std::min(kFindings, rows / 5);
  write_lanes(rows - 2 - findings, page);
  write_findings(findings, page);
  write_last_turn(page);
  return page.take();
}

void LiveTerminal::draw(const LiveStyle& style) {
  if (!changed_ && style == style_) return;
  changed_ = false;
  style_ = style;
  if (episode_.empty()) return;
  LiveStyle inner = style;
  inner.terminal.columns -= 1;  // no line ends in the last column, where terminals differ in what comes next
  const std::string text = picture(inner);
  std::string frame(kWrapOff);
  if (!drawn_.empty()) frame += fmt::format("\x1b[{}A", rows_of(drawn_, style.terminal.columns));
  frame += '\r';
  drawn_.clear();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const auto line = std::string_view(text).substr(at, end - at);
    drawn_.push_back(painted_cells(line));
    frame += line;
    frame += kClearLine;
    frame += '\n';
    at = end + 1;
  }
  frame += kClearBelow;
  frame += kWrapOn;
  output_.write(frame);
  output_.flush();
}

void LiveTerminal::leave() {
  drawn_.clear();
  changed_ = true;
}

void LiveTerminal::finish(const LiveStyle& style) {
  draw(style);
  drawn_.clear();
  if (lanes_.empty()) return;
  Episode heads;
  for (const Lane& lane : lanes_) {
    if (lane.view.track != nullptr) heads.tracks.push_back(lane.head);
    if (lane.view.track == nullptr) heads.series.push_back(Series{.name = lane.view.column});
  }
  TerminalPage page(style.terminal);
  page.paragraph(limits(heads));
  output_.write(page.take());
  output_.flush();
}

}  // namespace affect::report
