// The one place that knows liblinear.
#include <algorithm>
#include <cassert>
#include <cmath>
#include <memory>
#include <mutex>
#include <numeric>

#include <linear.h>

#include "affect/error.h"
#include "affect/learn/linear/feature_rows.h"

namespace affect::learn::linear {
namespace {

/// liblinear prints through a global.
void silence() {
  static std::once_flag once;
  std::call_once(once, [] { set_print_string_function([](const char*) {}); });
}

struct FreeModel {
  void operator()(::model* trained) const { free_and_destroy_model(&trained); }
};

/// Rows in liblinear's form: columns count from 1, a row ends with -1, the bias is a column of its own.
class Problem {
 public:
  Problem(const FeatureRows& rows, std::span<const std::size_t> members, std::vector<double> targets, bool with_bias)
      : targets_(std::move(targets)) {
    std::size_t total = 0;
    for (const std::size_t member : members) total += rows.row(member).size() + 2;
    nodes_.reserve(total);
    starts_.reserve(members.size());
    const auto bias_column = static_cast<int>(rows.columns()) + 1;
    for (const std::size_t member : members) {
      starts_.push_back(nodes_.data() + nodes_.size());
      for (const auto& [column, value] : rows.row(member)) {
        nodes_.push_back({static_cast<int>(column) + 1, static_cast<double>(value)});
      }
      if (with_bias) nodes_.push_back({bias_column, 1});
      nodes_.push_back({-1, 0});
    }
    problem_ = {.l = static_cast<int>(members.size()),
                .n = with_bias ? bias_column : bias_column - 1,
                .y = targets_.data(),
                .x = starts_.data(),
                .bias = with_bias ? 1.0 : -1.0};
  }

  std::unique_ptr<::model, FreeModel> train_with(int solver, const LinearTraining& training) const {
    const parameter how{.solver_type = solver,
                        .eps = training.tolerance,
                        .C = training.cost,
                        .nr_weight = 0,
                        .weight_label = nullptr,
                        .weight = nullptr,
                        .p = training.insensitivity,
                        .init_sol = nullptr};
    if (const char* wrong = check_parameter(&problem_, &how)) throw ConfigError(wrong);
    silence();
    return std::unique_ptr<::model, FreeModel>(train(&problem_, &how));
  }

 private:
  std::vector<double> targets_;
  std::vector<feature_node> nodes_;
  std::vector<feature_node*> starts_;
  ::problem problem_{};
};

}  // namespace

LinearSolution logistic(const FeatureRows& rows, std::span<const std::size_t> members, std::span<const char> labels,
                        const LinearTraining& training) {
  assert(members.size() == labels.size());
  LinearSolution solution;
  solution.weights.resize(rows.columns());
  const auto positive = static_cast<double>(std::count(labels.begin(), labels.end(), char{1}));
  const auto count = static_cast<double>(labels.size());
  if (positive == 0 || positive == count) {
    solution.bias = std::log((positive + 0.5) / (count - positive + 0.5));
    return solution;
  }
  const Problem problem(rows, members, {labels.begin(), labels.end()}, true);
  const auto trained = problem.train_with(L2R_LR, training);
  // liblinear's positive class is the label that it met first.
  const double sign = trained->label[0] == 1 ? 1 : -1;
  for (std::size_t i = 0; i < solution.weights.size(); ++i) {
    solution.weights[i] = static_cast<float>(sign * trained->w[i]);
  }
  solution.bias = sign * trained->w[solution.weights.size()];
  return solution;
}

LinearSolution ridge(const FeatureRows& rows, std::span<const std::size_t> members, std::span<const double> targets,
                     const LinearTraining& training) {
  assert(members.size() == targets.size());
  LinearSolution solution;
  solution.weights.resize(rows.columns());
  if (targets.empty()) return solution;
  // The bias is not part of the penalty: targets are centred, and columns nearly so.
  const double mean = std::accumulate(targets.begin(), targets.end(), 0.0) / static_cast<double>(targets.size());
  std::vector<double> centred(targets.begin(), targets.end());
  for (double& target : centred) target -= mean;
  const Problem problem(rows, members, std::move(centred), true);
  const auto trained = problem.train_with(L2R_L2LOSS_SVR, training);
  for (std::size_t i = 0; i < solution.weights.size(); ++i) {
    solution.weights[i] = static_cast<float>(trained->w[i]);
  }
  solution.bias = mean + trained->w[solution.weights.size()];
  return solution;
}

}  // namespace affect::learn::linear
