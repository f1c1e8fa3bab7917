#include "affect/learn/linear/fit_heads.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "affect/measure/calibration.h"
#include "affect/measure/classification.h"
#include "affect/measure/correlation.h"
#include "affect/measure/threshold.h"

namespace affect::learn::linear {
namespace {

/// Of some rows: those where the gold is there, with it.
struct Known {
  std::vector<std::size_t> members;
  std::vector<double> targets;
};

Known known_of(const std::vector<double>& column, const std::vector<std::size_t>& rows) {
  Known known;
  for (const std::size_t row : rows) {
    if (std::isnan(column[row])) continue;
    known.members.push_back(row);
    known.targets.push_back(column[row]);
  }
  return known;
}

std::vector<LinearTask> tasks_of(const GoldTexts& gold, const std::vector<HeadColumn>& columns,
                                 const std::vector<std::size_t>& rows, LinearTask::Loss loss, double cost) {
  std::vector<LinearTask> tasks;
  tasks.reserve(columns.size());
  for (const HeadColumn& column : columns) {
    auto known = known_of(gold.column(column.column), rows);
    tasks.push_back({.name = column.head,
                     .loss = loss,
                     .members = std::move(known.members),
                     .targets = std::move(known.targets),
                     .training = {.cost = cost}});
  }
  return tasks;
}

std::vector<double> scores_of(const LinearSolution& solution, const FeatureRows& rows,
                              const std::vector<std::size_t>& members) {
  std::vector<double> scores;
  scores.reserve(members.size());
  for (const std::size_t member : members) scores.push_back(solution.score(rows.row(member)));
  return scores;
}

/// Calibrates a head on held rows and gives its F1 there.
double calibrate_label(TrainedHead& head, const FeatureRows& rows, const Known& held) {
  auto scores = scores_of(head.solution, rows, held.members);
  if (const auto platt = measure::fit_platt(scores, held.targets)) {
    head.slope = platt->slope;
    head.offset = platt->intercept;
  }
  for (double& score : scores) score = 1 / (1 + std::exp(-head.offset - head.slope * score));
  head.threshold = measure::best_threshold(scores, held.targets);
  return measure::f1(measure::counts_at(head.threshold, scores, held.targets));
}

/// A line through the held rows, and how far they lie from it by length.
double calibrate_value(TrainedHead& head, const FeatureRows& rows, const Known& held) {
  const auto scores = scores_of(head.solution, rows, held.members);
  if (const auto line = measure::fit_line(scores, held.targets)) {
    head.slope = line->slope;
    head.offset = line->intercept;
  }
  std::vector<double> lengths, misses;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    lengths.push_back(std::log1p(static_cast<double>(rows.tokens(held.members[i]))));
    misses.push_back(std::abs(head.offset + head.slope * scores[i] - held.targets[i]));
  }
  constexpr double kLeast = 1e-3;
  std::vector<double> logs;
  logs.reserve(misses.size());
  for (const double miss : misses) logs.push_back(std::log(std::max(miss, kLeast)));
  const auto trend = measure::fit_line(lengths, logs);
  head.deviation_length = trend ? trend->slope : 0;
  // Scaled so that the squared misses are what the model expects.
  double ratio = 0;
  for (std::size_t i = 0; i < misses.size(); ++i) {
    const double expected = std::exp(head.deviation_length * lengths[i]);
    ratio += misses[i] * misses[i] / (expected * expected);
  }
  head.deviation =
      0.5 * std::log(std::max(ratio / static_cast<double>(std::max<std::size_t>(misses.size(), 1)), 1e-12));
  return measure::pearson(held.targets, scores).value_or(-1);
}

constexpr std::size_t kInnerFolds = 5;
/// A miss below it says no more than that it is small.
constexpr double kLeastMiss = 0.01;
constexpr double kNinety = 1.6448536269514722;  ///< normal quantile of 95 %: 90 % lie between its two signs

/// What models say of rows that they did not learn from: five folds by the row's number.
std::vector<double> said_over_folds(const Solutions& solutions, const FeatureRows& rows, const GoldTexts& gold,
                                    const HeadColumn& column, const Known& known, double cost) {
  std::vector<double> said(known.members.size());
  for (std::size_t fold = 0; fold < kInnerFolds; ++fold) {
    std::vector<std::size_t> fit;
    for (std::size_t i = 0; i < known.members.size(); ++i) {
      if (i % kInnerFolds != fold) fit.push_back(known.members[i]);
    }
    const auto found = solutions.find(rows, tasks_of(gold, {column}, fit, LinearTask::Loss::squared, cost));
    for (std::size_t i = fold; i < known.members.size(); i += kInnerFolds) {
      said[i] = found.front().score(rows.row(known.members[i]));
    }
  }
  return said;
}

/// So that 90 % of the misses lie within kNinety SD: what to add to the logarithms of SDs.
double conformal_offset(const std::vector<double>& misses, const std::vector<double>& logs) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < misses.size(); ++i) ratios.push_back(misses[i] / std::exp(logs[i]));
  std::sort(ratios.begin(), ratios.end());
  const auto place = static_cast<std::size_t>(std::ceil(0.9 * static_cast<double>(ratios.size() + 1)));
  return std::log(std::max(ratios[std::min(place, ratios.size()) - 1], kLeastMiss) / kNinety);
}

}  // namespace

Parts official_parts(std::size_t first, std::size_t second) {
  Parts parts;
  parts.fit.resize(first);
  std::iota(parts.fit.begin(), parts.fit.end(), std::size_t{0});
  parts.held.resize(second);
  std::iota(parts.held.begin(), parts.held.end(), first);
  parts.all = parts.fit;
  return parts;
}

Parts hashed_parts(const std::vector<std::string>& keys) {
  constexpr std::size_t kFolds = 5;
  Parts parts;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    (fold_of(keys[i], kFolds) == 0 ? parts.held : parts.fit).push_back(i);
    parts.all.push_back(i);
  }
  return parts;
}

double cost_by_folds(const Solutions& solutions, const FeatureRows& rows, const GoldTexts& gold,
                     const HeadColumn& column, const std::vector<std::size_t>& members,
                     const std::vector<std::string>& keys, std::span<const double> costs) {
  constexpr std::size_t kFolds = 5;
  const auto& truth = gold.column(column.column);
  double best = costs.front(), best_r = -2;
  for (const double cost : costs) {
    std::vector<double> said(gold.size(), std::nan(""));
    for (std::size_t fold = 0; fold < kFolds; ++fold) {
      std::vector<std::size_t> fit, out;
      for (const std::size_t member : members) {
        (fold_of(keys[member] + "#inner", kFolds) == fold ? out : fit).push_back(member);
      }
      const auto found = solutions.find(rows, tasks_of(gold, {column}, fit, LinearTask::Loss::squared, cost));
      for (const std::size_t row : out) said[row] = found.front().score(rows.row(row));
    }
    const double r = measure::pearson(truth, said).value_or(-1);
    if (r <= best_r) continue;
    best_r = r;
    best = cost;
  }
  return best;
}

std::vector<TrainedHead> fit_labels(const Solutions& solutions, const FeatureRows& rows, const GoldTexts& gold,
                                    const std::vector<HeadColumn>& columns, const Parts& parts,
                                    std::span<const double> costs) {
  std::vector<TrainedHead> best;
  double best_f1 = -1, best_cost = 0;
  for (const double cost : costs) {
    const auto found = solutions.find(rows, tasks_of(gold, columns, parts.fit, LinearTask::Loss::logistic, cost));
    std::vector<TrainedHead> heads;
    double sum = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      TrainedHead head{.name = columns[i].head, .solution = found[i], .cost = cost};
      sum += calibrate_label(head, rows, known_of(gold.column(columns[i].column), parts.held));
      heads.push_back(std::move(head));
    }
    if (sum <= best_f1) continue;
    best_f1 = sum;
    best_cost = cost;
    best = std::move(heads);
  }
  if (parts.all == parts.fit) return best;
  const auto found = solutions.find(rows, tasks_of(gold, columns, parts.all, LinearTask::Loss::logistic, best_cost));
  for (std::size_t i = 0; i < columns.size(); ++i) best[i].solution = found[i];
  return best;
}

std::vector<TrainedHead> fit_values(const Solutions& solutions, const FeatureRows& rows, const GoldTexts& gold,
                                    const std::vector<HeadColumn>& columns, const Parts& parts,
                                    std::span<const double> costs) {
  std::vector<TrainedHead> best(columns.size());
  std::vector<double> best_r(columns.size(), -2), best_cost(columns.size());
  for (const double cost : costs) {
    const auto found = solutions.find(rows, tasks_of(gold, columns, parts.fit, LinearTask::Loss::squared, cost));
    for (std::size_t i = 0; i < columns.size(); ++i) {
      TrainedHead head{.name = columns[i].head, .solution = found[i], .cost = cost};
      const double r = calibrate_value(head, rows, known_of(gold.column(columns[i].column), parts.held));
      if (r <= best_r[i]) continue;
      best_r[i] = r;
      best_cost[i] = cost;
      best[i] = std::move(head);
    }
  }
  if (parts.all == parts.fit) return best;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto found =
        solutions.find(rows, tasks_of(gold, {columns[i]}, parts.all, LinearTask::Loss::squared, best_cost[i]));
    best[i].solution = found.front();
  }
  return best;
}

TrainedHead fit_spread(const Solutions& solutions, const FeatureRows& rows, const GoldTexts& gold,
                       const HeadColumn& column, const TrainedHead& head, const Parts& parts,
                       std::span<const double> costs) {
  const auto& truth = gold.column(column.column);
  const Known fit = known_of(truth, parts.fit), held = known_of(truth, parts.held);
  const auto said = said_over_folds(solutions, rows, gold, column, fit, head.cost);
  LinearTask task{.name = "spread:" + column.head, .loss = LinearTask::Loss::squared, .members = fit.members};
  for (std::size_t i = 0; i < said.size(); ++i) {
    task.targets.push_back(std::log(std::max(std::abs(said[i] - fit.targets[i]), kLeastMiss)));
  }
  std::vector<double> misses, logs;
  for (std::size_t i = 0; i < held.members.size(); ++i) {
    const double value = head.offset + head.slope * head.solution.score(rows.row(held.members[i]));
    misses.push_back(std::abs(value - held.targets[i]));
    logs.push_back(std::log(std::max(misses.back(), kLeastMiss)));
  }
  TrainedHead best{.name = task.name};
  double best_r = -2;
  for (const double cost : costs) {
    task.training.cost = cost;
    const auto found = solutions.find(rows, {task});
    const auto scores = scores_of(found.front(), rows, held.members);
    const double r = measure::pearson(logs, scores).value_or(-1);
    if (r <= best_r) continue;
    best_r = r;
    best.cost = cost;
    best.solution = found.front();
    // A spread that says nothing is flat.
    const auto line = r > 0 ? measure::fit_line(scores, logs) : std::nullopt;
    best.slope = line ? line->slope : 0;
    std::vector<double> scaled;
    scaled.reserve(scores.size());
    for (const double score : scores) scaled.push_back(best.slope * score);
    best.offset = conformal_offset(misses, scaled);
  }
  return best;
}

}  // namespace affect::learn::linear
