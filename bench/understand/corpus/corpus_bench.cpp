/// How often the comparisons of a corpus alarm where there is nothing, find what is there, and hold the truth, a cell a
/// benchmark: the counters are what matters. tools/measure_corpus.py runs this program and writes
/// results/understand/corpus.json.
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "affect/rng.h"
#include "affect/understand/corpus/corpus_shapes.h"
#include "affect/understand/corpus/group_difference.h"
#include "affect/understand/corpus/trend.h"

namespace affect::understand::corpus {
namespace {

constexpr int kComparisons = 500, kCorpora = 200, kSeries = 400;

/// What people of a study are like: SD of a group is 1 (in the second: `ratio`), of which `share` lies between units.
struct Study {
  std::size_t first = 12, second = 12;  ///< units
  std::size_t rows = 1;                 ///< values a unit and group
  double share = 1, ratio = 1, shift = 0;
  double slope_sd = 0;  ///< of units' own differences
  bool within = false, skewed = false;
};

double deviation(Rng& rng, bool skewed) {
  // A log-normal of SD 1 around its mean.
  return skewed ? (std::exp(0.75 * rng.normal()) - std::exp(0.28125)) / 1.15216 : rng.normal();
}

void add_unit(std::vector<GroupedValue>& values, const Study& study, std::size_t unit, bool in_second, double level,
              Rng& rng) {
  const double sd = in_second ? study.ratio : 1;
  const double shift = in_second ? study.shift + study.slope_sd * rng.normal() : 0;
  for (std::size_t row = 0; row < study.rows; ++row) {
    const double rest = std::sqrt(1 - study.share) * rng.normal();
    values.push_back({sd * (std::sqrt(study.share) * level + rest) + shift, unit, in_second});
  }
}

std::vector<GroupedValue> draw(const Study& study, Rng& rng) {
  std::vector<GroupedValue> values;
  const std::size_t units = study.within ? study.first : study.first + study.second;
  for (std::size_t unit = 0; unit < units; ++unit) {
    const double level = deviation(rng, study.skewed);
    if (study.within || unit < study.first) add_unit(values, study, unit, false, level, rng);
    if (study.within || unit >= study.first) add_unit(values, study, unit, true, level, rng);
  }
  return values;
}

void compare(benchmark::State& state, Study study) {
  double alarms = 0, held = 0, g_given = 0, g_held = 0, models = 0, model_held = 0, model_alarms = 0, bias = 0;
  // Unit means have this SD, in which g is.
  const double spread = std::sqrt(study.share + (1 - study.share) / static_cast<double>(study.rows));
  const double g = study.shift / (spread * std::sqrt((1 + study.ratio * study.ratio) / 2));
  for ([[maybe_unused]] auto iteration : state) {
    Rng rng(2026);
    for (int i = 0; i < kComparisons; ++i) {
      const auto values = draw(study, rng);
      const GroupDifference found =
          group_difference(values, {.permutations = 999, .resamples = 499, .seed = static_cast<std::uint64_t>(i)});
      alarms += found.p <= 0.05;
      held += found.low && *found.low <= study.shift && study.shift <= *found.high;
      bias += found.difference - study.shift;
      if (found.hedges_g) {
        g_given += 1;
        g_held += found.hedges_g->low <= g && g <= found.hedges_g->high;
      }
      if (found.model.status == Status::given) {
        models += 1;
        model_alarms += found.model.p <= 0.05;
        model_held += found.model.low <= study.shift && study.shift <= found.model.high;
      }
    }
  }
  state.counters["trials"] = kComparisons;
  state.counters["alarms"] = alarms / kComparisons;
  state.counters["held"] = held / kComparisons;
  state.counters["bias"] = bias / kComparisons;
  if (g_given > 0) state.counters["g_held"] = g_held / g_given;
  if (models > 0) {
    state.counters["model_alarms"] = model_alarms / models;
    state.counters["model_held"] = model_held / models;
  }
}

enum class Shape { none, slow, rise, slopes, kinds, skewed };

/// 40 scores a person: noise with an autocorrelation, and a shape.
std::vector<std::vector<double>> corpus(Shape shape, std::size_t people, Rng& rng) {
  std::vector<std::vector<double>> series;
  const double phi = shape == Shape::slow ? 0.3 : 0;
  for (std::size_t i = 0; i < people; ++i) {
    auto& scores = series.emplace_back();
    const double size = deviation(rng, shape == Shape::skewed), sign = i % 2 == 0 ? 1 : -1;
    double noise = rng.normal();
    for (int t = 0; t < 40; ++t) {
      const double time = t / 39.0 - 0.5;
      noise = phi * noise + std::sqrt(1 - phi * phi) * rng.normal();
      double level = 0;
      if (shape == Shape::rise) level = time;
      if (shape == Shape::slopes || shape == Shape::skewed) level = 2 * size * time;
      if (shape == Shape::kinds) level = 4 * sign * time;
      scores.push_back(level + noise);
    }
  }
  return series;
}

void shapes(benchmark::State& state, Shape shape, std::size_t people) {
  double means = 0, components = 0, clusters = 0, two = 0;
  for ([[maybe_unused]] auto iteration : state) {
    Rng rng(1978);
    for (int i = 0; i < kCorpora; ++i) {
      ShapeOptions options;
      options.bins = 10;
      options.permutations = 99;
      options.null_draws = 59;
      options.most_clusters = 4;
      options.seed = static_cast<std::uint64_t>(i);
      std::vector<std::size_t> units(people);
      std::iota(units.begin(), units.end(), std::size_t{0});
      const CorpusShapes found = corpus_shapes(corpus(shape, people, rng), units, options);
      means += found.mean_p <= options.alarm;
      components += found.real_components > 0;
      clusters += found.clusters > 1;
      two += found.clusters == 2;
    }
  }
  state.counters["trials"] = kCorpora;
  state.counters["mean_found"] = means / kCorpora;
  state.counters["component_found"] = components / kCorpora;
  state.counters["kinds_found"] = clusters / kCorpora;
  state.counters["two_kinds_found"] = two / kCorpora;
}

/// Errors of SD 1, every ninth bin missing, a slope and a step in the middle.
void trends(benchmark::State& state, std::size_t bins, double phi, double slope, double step) {
  double given = 0, slope_alarms = 0, slope_held = 0, level_alarms = 0, level_held = 0, placebo_alarms = 0;
  const std::size_t event = bins / 2;
  for ([[maybe_unused]] auto iteration : state) {
    Rng rng(1986);
    for (int i = 0; i < kSeries; ++i) {
      BinnedSeries series;
      double noise = rng.normal();
      for (std::size_t bin = 0; bin < bins; ++bin) {
        noise = phi * noise + std::sqrt(1 - phi * phi) * rng.normal();
        if (bin % 9 == 4) continue;
        series.bins.push_back(static_cast<std::int64_t>(bin));
        series.values.push_back(slope * static_cast<double>(bin) + (bin >= event ? step : 0) + noise);
      }
      const auto seed = static_cast<std::uint64_t>(i);
      const Trend line = trend(series, {.draws = 100, .seed = seed});
      const Trend cut = trend(series, {.event = static_cast<std::int64_t>(event), .draws = 100, .seed = seed});
      if (line.status != Status::given || cut.status != Status::given) continue;
      given += 1;
      slope_alarms += line.slope.p <= 0.05;
      slope_held += line.slope.low <= slope && slope <= line.slope.high;
      level_alarms += cut.level_change->p <= 0.05;
      level_held += cut.level_change->low <= step && step <= cut.level_change->high;
      placebo_alarms += cut.placebo_p && *cut.placebo_p <= 0.05;
    }
  }
  state.counters["trials"] = kSeries;
  state.counters["given"] = given / kSeries;
  state.counters["slope_alarms"] = slope_alarms / given;
  state.counters["slope_held"] = slope_held / given;
  state.counters["level_alarms"] = level_alarms / given;
  state.counters["level_held"] = level_held / given;
  state.counters["placebo_alarms"] = placebo_alarms / given;
}

void add(const std::string& name, const Study& study) {
  benchmark::RegisterBenchmark(("compare/" + name).c_str(), [study](benchmark::State& state) { compare(state, study); })
      ->Iterations(1)
      ->Unit(benchmark::kMillisecond);
}

void add(const std::string& name, Shape shape, std::size_t people) {
  benchmark::RegisterBenchmark(("shapes/" + name + "/people:" + std::to_string(people)).c_str(),
                               [=](benchmark::State& state) { shapes(state, shape, people); })
      ->Iterations(1)
      ->Unit(benchmark::kMillisecond);
}

void add_trend(const std::string& name, std::size_t bins, double phi, double slope, double step) {
  benchmark::RegisterBenchmark(("trend/" + name + "/bins:" + std::to_string(bins)).c_str(),
                               [=](benchmark::State& state) { trends(state, bins, phi, slope, step); })
      ->Iterations(1)
      ->Unit(benchmark::kMillisecond);
}

const bool kRegistered = [] {
  for (const std::size_t n : {6u, 12u, 30u}) {
    const std::string people = "/units:" + std::to_string(n);
    add("people" + people, {.first = n, .second = n});
    add("skewed" + people, {.first = n, .second = n, .skewed = true});
    add("shifted" + people, {.first = n, .second = n, .shift = 0.8});
    add("episodes" + people, {.first = n, .second = n, .rows = 4, .share = 0.5});
    add("paired" + people, {.first = n, .second = n, .rows = 2, .share = 0.5, .within = true});
    add("slopes" + people, {.first = n, .second = n, .rows = 6, .share = 0.5, .slope_sd = 1, .within = true});
    add("paired_shifted" + people, {.first = n, .second = n, .rows = 2, .share = 0.5, .shift = 0.5, .within = true});
  }
  add("unequal/units:10", {.first = 30, .second = 10, .ratio = 3});
  add("unequal/units:30", {.first = 90, .second = 30, .ratio = 3});
  add("none", Shape::none, 20);
  add("slow", Shape::slow, 20);
  add("rise", Shape::rise, 20);
  add("slopes", Shape::slopes, 20);
  add("skewed", Shape::skewed, 20);
  add("kinds", Shape::kinds, 20);
  add_trend("phi_0", 24, 0, 0, 0);
  add_trend("phi_0.3", 24, 0.3, 0, 0);
  add_trend("phi_0.6", 24, 0.6, 0, 0);
  add_trend("phi_0.8", 24, 0.8, 0, 0);
  add_trend("slope_0.05_phi_0.3", 24, 0.3, 0.05, 0);
  add_trend("step_1.5_phi_0.3", 24, 0.3, 0, 1.5);
  return true;
}();

}  // namespace
}  // namespace affect::understand::corpus
