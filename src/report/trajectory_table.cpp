#include "report/trajectory_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "report/cells.h"
#include "report/terminal_words.h"

namespace affect::report {
namespace {

constexpr std::size_t kMostMarks = 5;
constexpr std::size_t kNarrow = 60, kMostSparks = 60;
constexpr std::array<std::string_view, 8> kBlocks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

/// Cells of the columns of a page.
struct Layout {
  std::size_t who, spark;
};
constexpr std::size_t kNumber = 7, kIndent = 2;

Layout layout(std::size_t columns) {
  const std::size_t who = columns < kNarrow ? 9 : 18;
  const std::size_t rest = kIndent + who + 1 + 2 * kNumber + 1 + kMostMarks;
  return {who, std::min(columns - rest, kMostSparks)};
}

class Means {
 public:
  explicit Means(std::size_t parts) : sums_(parts, 0), counts_(parts, 0) {}

  void add(const View& view, const Extent& extent) {
    if (view.smooth.empty()) {
      for (const Point& point : view.raw) add(place(extent.part(point.x)), point.value);
    }
    for (std::size_t i = 0; i < view.smooth.size(); ++i) {
      const BandPoint& before = view.smooth[i == 0 ? 0 : i - 1];
      const BandPoint& point = view.smooth[i];
      const std::size_t from = place(extent.part(before.x)), to = place(extent.part(point.x));
      for (std::size_t at = from + 1; at < to; ++at) {
        const double part = static_cast<double>(at - from) / static_cast<double>(to - from);
        add(at, before.value + part * (point.value - before.value));
      }
      add(to, point.value);
    }
  }
  std::vector<double> take() {
    for (std::size_t i = 0; i < sums_.size(); ++i) {
      sums_[i] = counts_[i] > 0 ? sums_[i] / counts_[i] : std::numeric_limits<double>::quiet_NaN();
    }
    return std::move(sums_);
  }

 private:
  std::size_t place(double part) const {
    return static_cast<std::size_t>(std::lround(std::clamp(part, 0.0, 1.0) * static_cast<double>(sums_.size() - 1)));
  }
  void add(std::size_t at, double value) {
    sums_[at] += value;
    counts_[at] += 1;
  }

  std::vector<double> sums_, counts_;
};

void add_marks(const View& view, std::string& marks, std::size_t& count) {
  for (const Finding* finding : view.turning_points) {
    if (count++ < kMostMarks) marks += mark(*finding);
  }
}

struct Bounds {
  double low, high;
};

/// About zero and as near to it as all levels allow, in steps that people read; of signals the widest range.
Bounds bounds(const std::vector<const TrajectoryRow*>& rows) {
  Bounds widest{rows.front()->low, rows.front()->high};
  double reach = 0;
  for (const TrajectoryRow* row : rows) {
    widest = {std::min(widest.low, row->low), std::max(widest.high, row->high)};
    for (const double level : row->levels) reach = std::isnan(level) ? reach : std::max(reach, std::abs(level));
  }
  if (rows.front()->is_signal) return widest;
  for (const double step : {0.25, 0.5}) {
    if (reach <= step) return {widest.low < 0 ? -step : 0, step};
  }
  return widest;
}

std::string sparkline(const TrajectoryRow& row, const Bounds& bounds, const Palette& palette) {
  std::string out;
  for (const double level : row.levels) {
    if (std::isnan(level)) {
      out += ' ';
      continue;
    }
    const double part = std::clamp((level - bounds.low) / (bounds.high - bounds.low), 0.0, 1.0);
    const auto block = std::min(static_cast<std::size_t>(part * kBlocks.size()), kBlocks.size() - 1);
    out += row.is_signal ? std::string(kBlocks[block]) : palette.paint_value(kBlocks[block], level);
  }
  return out;
}

void write_group(const std::vector<const TrajectoryRow*>& rows, TerminalPage& page) {
  const Bounds range = bounds(rows);
  const Layout cells = layout(page.columns());
  page.line(rows.front()->what, Ink::quiet);
  const std::string scale = pad(fmt::format("▁ {:.3g}, █ {:.3g}", range.low, range.high), cells.who + 1 + cells.spark);
  page.line(fmt::format("{}{}{:>{}}{:>{}}", std::string(kIndent, ' '), scale, "mean", kNumber, "scores", kNumber),
            Ink::quiet);
  for (const TrajectoryRow* row : rows) {
    const std::string mean = row->is_signal ? fmt::format("{:.3g}", row->mean) : signed_number(row->mean);
    std::string text =
        fmt::format("{}{} {}{:>{}}{:>{}} {}", std::string(kIndent, ' '), pad(row->who, cells.who),
                    sparkline(*row, range, page.palette()), mean, kNumber, row->scored, kNumber, row->marks);
    text.erase(text.find_last_not_of(' ') + 1);
    page.raw(text);
  }
}

}  // namespace

TrajectoryRow trajectory_row(const View& view, const Extent& extent, std::size_t columns) {
  TrajectoryRow row;
  row.who = printable(view.subject);
  row.what = what_words(view);
  row.low = view.low;
  row.high = view.high;
  row.is_signal = view.track == nullptr;
  row.mean = view.mean;
  row.scored = view.scored;
  Means means(layout(columns).spark);
  means.add(view, extent);
  row.levels = means.take();
  std::size_t marks = 0;
  add_marks(view, row.marks, marks);
  return row;
}

TrajectoryRow episode_row(std::string who, const std::vector<View>& views, std::size_t columns) {
  const Extent range = extent(views);
  TrajectoryRow row = trajectory_row(views.front(), range, columns);
  Means means(row.levels.size());
  row.who = std::move(who);
  row.marks.clear();
  row.scored = 0;
  double sum = 0;
  std::size_t marks = 0;
  for (const View& view : views) {
    if (what_words(view) != row.what) continue;
    means.add(view, range);
    sum += view.mean * static_cast<double>(view.scored);
    row.scored += view.scored;
    add_marks(view, row.marks, marks);
  }
  row.mean = sum / static_cast<double>(row.scored);
  row.levels = means.take();
  return row;
}

void write_rows(const std::vector<TrajectoryRow>& rows, TerminalPage& page) {
  std::vector<std::string> whats;
  for (const TrajectoryRow& row : rows) {
    if (std::find(whats.begin(), whats.end(), row.what) == whats.end()) whats.push_back(row.what);
  }
  for (const std::string& what : whats) {
    std::vector<const TrajectoryRow*> group;
    for (const TrajectoryRow& row : rows) {
      if (row.what == what) group.push_back(&row);
    }
    write_group(group, page);
  }
}

}  // namespace affect::report
