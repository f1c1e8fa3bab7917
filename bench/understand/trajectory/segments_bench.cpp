/// Segmentation: the penalties, false alarms, what is found, and a million scores. A cell a benchmark: the counters are
/// what matters. tools/measure_change_points.py runs this program and writes results/understand/change_points.json.
#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "affect/rng.h"
#include "affect/understand/trajectory/corpus_prior.h"
#include "affect/understand/trajectory/segmentation.h"

namespace affect::understand::trajectory {
namespace {

struct SegmentCell {
  std::size_t n;
  double phi;
  SegmentCost cost;
  bool sparse = false;
  std::string name(const std::string& what) const {
    return what + "/n:" + std::to_string(n) + "/phi:" + std::to_string(std::lround(phi * 100)) +
           "/cost:" + (cost == SegmentCost::level ? "level" : "level_and_slope");
  }
  SegmentationOptions options() const {
    SegmentationOptions options;
    options.cost = cost;
    options.prior_phi = kConservativePhi;
    return options;
  }
};

std::vector<double> segment_noise(Rng& rng, const SegmentCell& cell) {
  std::vector<double> scores(cell.n);
  if (cell.sparse) {  // a lexicon's column where most turns hold no strong word
    for (double& score : scores) score = rng.uniform() < 0.85 ? 0 : rng.uniform() * 2 - 1;
    return scores;
  }
  scores[0] = rng.normal();
  for (std::size_t i = 1; i < cell.n; ++i) {
    scores[i] = cell.phi * scores[i - 1] + std::sqrt(1 - cell.phi * cell.phi) * rng.normal();
  }
  return scores;
}

/// The smallest penalty, in variances, at which a series is not cut.
double smallest_penalty(const std::vector<double>& scores, SegmentationOptions options, ChangePointNull& null) {
  double low = 0.5, high = 400;
  while (high / low > 1.02) {
    options.penalty = std::sqrt(low * high);
    (segmentation(scores, {}, options, null).segments.size() > 1 ? low : high) = options.penalty;
  }
  return high;
}

void penalty(benchmark::State& state, const SegmentCell& cell) {
  ChangePointNull null;
  const std::size_t series = cell.n > 300 ? 1000 : 2000;
  std::vector<double> smallest;
  for ([[maybe_unused]] auto iteration : state) {
    Rng rng(2012);
    smallest.clear();
    for (std::size_t s = 0; s < series; ++s) {
      smallest.push_back(smallest_penalty(segment_noise(rng, cell), cell.options(), null));
    }
  }
  std::sort(smallest.begin(), smallest.end());
  state.counters["penalty"] = smallest[series * 95 / 100];
}

/// `shape` adds what is to be found; how often series are cut, into how many, and how near the changes.
void rate(benchmark::State& state, const SegmentCell& cell, std::size_t series, const std::vector<std::size_t>& changes,
          const std::function<double(std::size_t)>& shape) {
  ChangePointNull null;
  double cut = 0, exact = 0, near = 0;
  for ([[maybe_unused]] auto iteration : state) {
    Rng rng(2013);
    for (std::size_t s = 0; s < series; ++s) {
      auto scores = segment_noise(rng, cell);
      for (std::size_t i = 0; i < cell.n; ++i) scores[i] += shape(i);
      const auto found = segmentation(scores, {}, cell.options(), null).segments;
      cut += found.size() > 1;
      exact += found.size() == changes.size() + 1;
      for (const std::size_t change : changes) {
        near += std::any_of(found.begin() + 1, found.end(), [&](const Segment& segment) {
          return std::max(segment.begin, change) - std::min(segment.begin, change) <= 2;
        });
      }
    }
  }
  const auto all = static_cast<double>(series);
  state.counters["cut"] = cut / all;
  state.counters["right_number"] = exact / all;
  if (!changes.empty()) state.counters["within_2"] = near / all / static_cast<double>(changes.size());
}

void add_cell(const std::string& name, std::function<void(benchmark::State&)> run) {
  benchmark::RegisterBenchmark(name.c_str(), std::move(run))->Iterations(1)->Unit(benchmark::kSecond);
}

const bool kSegmentsRegistered = [] {
  for (const SegmentCost cost : {SegmentCost::level, SegmentCost::level_and_slope}) {
    for (const double phi : {0.0, 0.3, 0.6}) {
      for (const std::size_t n : {6, 8, 12, 20, 30, 50, 100, 200, 500, 1024}) {
        const SegmentCell cell{n, phi, cost};
        if (n >= 2 * shortest_segment(cost)) {
          add_cell(cell.name("segments_penalty"), [=](auto& state) { penalty(state, cell); });
        }
      }
      for (const std::size_t n : {12, 30, 100, 1000}) {
        const SegmentCell cell{n, phi, cost};
        add_cell(cell.name("segments_null"),
                 [=](auto& state) { rate(state, cell, n < 1000 ? 2000 : 500, {}, [](std::size_t) { return 0.0; }); });
        add_cell(cell.name("segments_two_levels"), [=](auto& state) {
          rate(state, cell, n < 1000 ? 500 : 50, {n / 2}, [=](std::size_t i) { return i < n / 2 ? 0.0 : 2.0; });
        });
        add_cell(cell.name("segments_bend"), [=](auto& state) {
          const double half = static_cast<double>(n) / 2;
          rate(state, cell, n < 1000 ? 500 : 50, {n / 2}, [=](std::size_t i) {
            return 6 * std::min(static_cast<double>(i), 2 * half - static_cast<double>(i)) / half;
          });
        });
      }
    }
  }
  for (const std::size_t n : {12, 30, 100, 1000}) {
    const SegmentCell cell{n, 0, SegmentCost::level, true};
    add_cell(cell.name("segments_sparse"),
             [=](auto& state) { rate(state, cell, n < 1000 ? 1000 : 100, {}, [](std::size_t) { return 0.0; }); });
  }
  for (const SegmentCost cost : {SegmentCost::level, SegmentCost::level_and_slope}) {
    const SegmentCell cell{1'000'000, 0.3, cost};
    add_cell(cell.name("segments_million"), [=](auto& state) {
      Rng rng(1);
      const auto scores = segment_noise(rng, cell);
      ChangePointNull null;
      for ([[maybe_unused]] auto iteration : state) {
        benchmark::DoNotOptimize(segmentation(scores, {}, cell.options(), null));
      }
    });
  }
  return true;
}();

}  // namespace
}  // namespace affect::understand::trajectory
