/// Many trajectories in little room: a line each, with a sparkline.
///
/// Thread-safety: values.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "report/terminal_page.h"
#include "report/view.h"

namespace affect::report {

struct TrajectoryRow {
  std::string who;             ///< printable
  std::string what;            ///< printable: "valence, expressed, by lexicon@1"
  std::vector<double> levels;  ///< a cell of the sparkline each: a mean, or NaN where nothing was scored
  double low = -1, high = 1;   ///< of the scale
  bool is_signal = false;
  double mean = 0;
  std::size_t scored = 0;
  std::string marks;  ///< of its turning points: "▲▽"
};

/// For a page of so many columns.
TrajectoryRow trajectory_row(const View& view, const Extent& extent, std::size_t columns);
/// A whole episode: the scores of all people in what its first view is of. At least one view.
TrajectoryRow episode_row(std::string who, const std::vector<View>& views, std::size_t columns);

/// The rows by what they are of, each with a heading. Sparklines under one heading share their scale.
void write_rows(const std::vector<TrajectoryRow>& rows, TerminalPage& page);

}  // namespace affect::report
