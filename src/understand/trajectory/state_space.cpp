#include "affect/understand/trajectory/state_space.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "affect/component.h"
#include "affect/engine.h"
#include "affect/understand/trajectory/corpus_prior.h"
#include "understand/trajectory/raw_input.h"

namespace affect::understand::trajectory {
namespace {

using Type = StateSpaceModel::Type;

constexpr std::array kSmoothed{Dimension::valence, Dimension::arousal, Dimension::dominance};
constexpr std::size_t kRowsPerChunk = 1024;
/// Longer columns give their noise from blocks: it is known well enough, and EM stays short.
constexpr std::size_t kLongestFit = 16384;
constexpr std::size_t kBlock = 1024, kBlocks = 16;
constexpr std::size_t kFewestKnown = 3;
constexpr double kLongestGrid = 4e6;
/// What is known beforehand weighs in the variances of a track as much as so many rows.
constexpr double kVariancePriorRows = 5;
/// Of a walk's variance to that of the noise, before the scores are seen. Without it a level often seems to stand
/// still, and the 90 % band of 30 scores holds 79 to 89 %.
constexpr double kWalkOfNoise = 0.25;
/// Of a track whose scores are all equal.
constexpr double kSmallestVariance = 1e-12;

std::size_t known(std::span<const double> values) {
  return static_cast<std::size_t>(
      std::count_if(values.begin(), values.end(), [](double value) { return !std::isnan(value); }));
}

/// Noise variance if half the mean squared difference of neighbouring scores is noise and walk in that ratio.
double noise_by_differences(std::span<const double> values) {
  double sum = 0, count = 0, last = std::numeric_limits<double>::quiet_NaN();
  for (const double value : values) {
    if (std::isnan(value)) continue;
    if (!std::isnan(last)) {
      sum += (value - last) * (value - last);
      ++count;
    }
    last = value;
  }
  return std::max(kSmallestVariance, sum / (2 * count) / (1 + kWalkOfNoise / 2));
}

double middle(std::vector<double> values) {
  const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), half, values.end());
  return *half;
}

/// The usual distance of two rows; 0 where a row has no time, or all have the same.
double usual_step(std::span<const double> times) {
  if (std::any_of(times.begin(), times.end(), [](double t) { return std::isnan(t); })) return 0;
  std::vector<double> gaps;
  for (std::size_t i = 1; i < times.size(); ++i) {
    if (times[i] > times[i - 1]) gaps.push_back(times[i] - times[i - 1]);
  }
  return gaps.empty() ? 0 : middle(std::move(gaps));
}

/// Times in steps: one is the usual distance of two rows, so that the prior's "a turn" holds on any clock.
std::vector<double> in_steps(std::span<const double> times, std::size_t rows, double unit) {
  std::vector<double> steps(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    steps[i] = unit > 0 ? (times[i] - times[0]) / unit : static_cast<double>(i);
  }
  return steps;
}

std::vector<double> steps_from(double start, std::vector<double> times, double unit) {
  for (double& time : times) time = (time - start) / unit;
  return times;
}

/// Multiples of `step` from the first time to the last: the same grid for whatever an episode holds.
std::vector<double> grid_within(double first, double last, double step) {
  const double begin = std::ceil(first / step), end = std::floor(last / step);
  if (end - begin >= kLongestGrid) {
    throw ConfigError(fmt::format("state_space.grid_s={:.6g} makes {:.0f} rows of one track", step, end - begin + 1),
                      {}, "take a wider grid");
  }
  std::vector<double> grid;
  for (double i = begin; i <= end; ++i) grid.push_back(i * step);
  return grid;
}

StateSpaceModel fit_blocks(Type type, std::span<const double> times, std::span<const double> values,
                           std::span<const double> errors) {
  if (values.size() <= kLongestFit) return fit(type, times, values, errors);
  std::vector<double> level, noise, rate, mean;
  for (std::size_t b = 0; b < kBlocks; ++b) {
    const std::size_t begin = b * (values.size() - kBlock) / (kBlocks - 1);
    const auto block = values.subspan(begin, kBlock);
    if (known(block) < kFewestKnown) continue;
    const auto model =
        fit(type, times.subspan(begin, kBlock), block, errors.empty() ? errors : errors.subspan(begin, kBlock));
    level.push_back(model.level_variance);
    noise.push_back(model.noise_variance);
    rate.push_back(model.rate);
    mean.push_back(model.mean);
  }
  if (level.empty()) return fit(type, times, values, errors);
  return {type, middle(level), middle(noise), middle(rate), middle(mean)};
}

/// A walk's drift over a step is what an Ornstein-Uhlenbeck level of that spread loses in it: 2 * spread * rate.
StateSpaceModel prior_model(Type type, const CorpusPrior& prior, std::span<const double> values) {
  if (type == Type::local_level) return {type, prior.level_variance, prior.noise_variance, 1, 0};
  double sum = 0;
  for (const double value : values) sum += std::isnan(value) ? 0 : value;
  const double spread = std::max(prior.sd * prior.sd - prior.noise_variance, prior.level_variance);
  return {type, spread, prior.noise_variance, prior.level_variance / (2 * spread),
          sum / static_cast<double>(known(values))};
}

class StateSpaceStage : public Stage {
 public:
  StateSpaceStage(const Engine& engine, const Options& options, Source source)
      : input_(engine, RowWords::dropped),
        type_(options.text("model") == "local_level" ? Type::local_level : Type::ornstein_uhlenbeck),
        grid_s_(options.number("grid_s")),
        source_(std::move(source)) {}

  void push(const Record& record, RecordSink& /*out*/) override { input_.push(record); }

  void finish(RecordSink& out) override {
    for (const Track& track : input_.tracks()) smooth_track(track, out);
    for (const auto& pieces : input_.series()) {
      for (const Series& piece : pieces) smooth_series(piece, out);
    }
  }

 private:
  void smooth_track(const Track& track, RecordSink& out) const {
    const auto starts = track.starts();
    const double unit = usual_step(starts);
    const bool on_grid = grid_s_ > 0;
    if (on_grid && unit == 0) return;
    const auto times = in_steps(starts, track.size(), unit);
    const auto grid = on_grid ? grid_within(starts.front(), starts.back(), grid_s_) : std::vector<double>{};
    std::array<std::optional<Smoothed>, kSmoothed.size()> columns;
    for (std::size_t d = 0; d < kSmoothed.size(); ++d) {
      const auto values = track.values(kSmoothed[d]);
      const auto errors = track.standard_errors(kSmoothed[d]);
      if (known(values) == 0) continue;
      const auto model = fit_track(corpus_prior(track.key.source.name, kSmoothed[d]), times, values, errors);
      columns[d] = on_grid ? smooth_at(model, times, values, errors, steps_from(starts.front(), grid, unit))
                           : smooth(model, times, values, errors);
    }
    if (std::none_of(columns.begin(), columns.end(), [](const auto& column) { return column.has_value(); })) return;
    const std::size_t rows = on_grid ? grid.size() : track.size();
    for (std::size_t begin = 0; begin < rows; begin += kRowsPerChunk) {
      Track chunk;
      chunk.key = track.key;
      chunk.key.source = source_;
      chunk.key.input = track.key.source;
      chunk.key.taxonomy.clear();
      chunk.scale = track.scale;
      for (std::size_t row = begin; row < std::min(begin + kRowsPerChunk, rows); ++row) {
        if (on_grid) {
          chunk.append(Track::kNoTurn, TimeRange{grid[row], grid[row]}, state(columns, row));
        } else {
          chunk.append(track.turn(row), track.time(row), state(columns, row));
        }
      }
      out.accept({input_.episode(), std::move(chunk), {}});
    }
  }

  StateSpaceModel fit_track(const CorpusPrior& prior, std::span<const double> times, std::span<const double> values,
                            std::span<const double> errors) const {
    StateSpaceModel start;
    if (known(values) < kShortTrack) {
      start = prior_model(type_, prior, values);
    } else if (type_ == Type::local_level && values.size() <= kLongestFit) {
      const double noise = noise_by_differences(values);
      start = {type_, kWalkOfNoise * noise, noise, 1, 0};
    } else {
      return fit_blocks(type_, times, values, errors);
    }
    return fit(start, times, values, errors, {start.level_variance, start.noise_variance, kVariancePriorRows});
  }

  static AffectState state(const std::array<std::optional<Smoothed>, kSmoothed.size()>& columns, std::size_t row) {
    AffectState state;
    const std::array values{&state.valence, &state.arousal, &state.dominance};
    for (std::size_t d = 0; d < columns.size(); ++d) {
      if (!columns[d]) continue;
      *values[d] = std::clamp(columns[d]->level[row], -1.0, 1.0);
      state.standard_error[d] = columns[d]->standard_error[row];
    }
    return state;
  }

  void smooth_series(const Series& series, RecordSink& out) const {
    Series smoothed;
    smoothed.name = series.name;
    smoothed.subject = series.subject;
    smoothed.source = source_.to_string();
    smoothed.rate_hz = series.rate_hz;
    smoothed.start = series.start;
    smoothed.times = series.times;
    const double unit = series.times.empty() ? 1 / series.rate_hz : usual_step(series.times);
    const bool on_grid = grid_s_ > 0 && series.size() > 0;
    if (on_grid && unit == 0) return;
    const auto times = in_steps(series.times, series.size(), series.times.empty() ? 0 : unit);
    std::vector<double> grid;
    if (on_grid) {
      grid = grid_within(series.time(0), series.time(series.size() - 1), grid_s_);
      smoothed.rate_hz = 0;
      smoothed.times = grid;
    }
    for (const Channel& channel : series.channels) {
      if (known(channel.values) < kFewestKnown) continue;
      const auto model = fit_blocks(type_, times, channel.values, {});
      auto column = on_grid ? smooth_at(model, times, channel.values, {}, steps_from(series.time(0), grid, unit))
                            : smooth(model, times, channel.values, {});
      smoothed.channels.push_back({channel.name, channel.unit, std::move(column.level)});
      smoothed.channels.push_back({channel.name + "_se", channel.unit, std::move(column.standard_error)});
    }
    if (!smoothed.channels.empty()) out.accept({input_.episode(), std::move(smoothed), {}});
  }

  RawInput input_;
  Type type_;
  double grid_s_;  ///< 0: where the rows are
  Source source_;
};

}  // namespace

void register_state_space(Engine& engine) {
  CatalogueEntry entry;
  entry.name = "state_space";
  entry.room = "understand/trajectory";
  entry.what = "smoothed tracks and series with standard errors, for display and alignment only";
  entry.units = "as the input";
  entry.source = "Rauch, Tung & Striebel 1965; Shumway & Stoffer 1982; Durbin & Koopman 2012";
  entry.by_default = true;
  entry.options = {{"model",
                    OptionSpec::Type::choice,
                    "local_level",
                    "local_level: a random walk; ornstein_uhlenbeck: drawn back to the person's mean",
                    {"local_level", "ornstein_uhlenbeck"},
                    {},
                    {}},
                   {"grid_s",
                    OptionSpec::Type::number,
                    "0",
                    "levels at all multiples of so many seconds, the same for tracks and series of any rate; 0: at the "
                    "rows",
                    {},
                    0,
                    1e9}};
  entry.references = {"rauch1965smoother", "shumway1982em", "durbin2012state"};
  entry.methods =
      "Levels were smoothed for display by a Kalman filter and Rauch-Tung-Striebel smoother at the times of the "
      "turns, with variances from the EM algorithm and a prior worth five rows; no statistic is computed on smoothed "
      "levels.";
  entry.minimum = "1 score";
  entry.cost = "O(n) an EM step; above 16,384 rows the variances come from 16 blocks of 1,024";
  engine.add<Stage>(entry, [name = entry.name, version = entry.version](const Engine& owner, const Options& options) {
    return std::make_unique<StateSpaceStage>(owner, options, Source{name, version, options.hash()});
  });
}

}  // namespace affect::understand::trajectory
