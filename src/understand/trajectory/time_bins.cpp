#include "understand/trajectory/time_bins.h"

#include <algorithm>
#include <cmath>

namespace affect::understand::trajectory {
namespace {

/// A bin that comes this many usual distances after the last one follows a gap.
constexpr double kGap = 1.5;

void add_piece(const Series& piece, const Channel& channel, double bin_s, TimeBins& bins) {
  const double needed = piece.rate_hz > 0 ? std::max(1.0, bin_s * piece.rate_hz / 2) : 1;
  const double origin = piece.size() > 0 ? piece.time(0) : 0;
  double sum = 0, count = 0, bin = 0;
  const auto close = [&] {
    if (count < needed) return;
    bins.starts.push_back(origin + bin * bin_s);
    bins.means.push_back(sum / count);
  };
  for (std::size_t i = 0; i < piece.size(); ++i) {
    if (std::isnan(channel.values[i])) continue;
    const double own = std::floor((piece.time(i) - origin) / bin_s);
    if (own != bin) {
      close();
      sum = count = 0;
      bin = own;
    }
    sum += channel.values[i];
    count += 1;
  }
  close();
}

}  // namespace

TimeBins time_bins(const std::vector<Series>& pieces, std::string_view channel, double bin_s) {
  TimeBins bins;
  for (const Series& piece : pieces) {
    if (const Channel* found = piece.find(channel)) add_piece(piece, *found, bin_s, bins);
  }
  std::vector<double> distances;
  for (std::size_t i = 1; i < bins.starts.size(); ++i) distances.push_back(bins.starts[i] - bins.starts[i - 1]);
  bins.breaks.assign(bins.means.size(), false);
  if (distances.empty()) return bins;
  auto sorted = distances;
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  for (std::size_t i = 0; i < distances.size(); ++i) bins.breaks[i + 1] = distances[i] > kGap * *middle;
  return bins;
}

}  // namespace affect::understand::trajectory
