/// Linear models found before, kept in a folder so that an interrupted training goes on where it was.
///
///   Solutions solutions(work_folder, threads);
///   const auto found = solutions.find(rows, tasks);   // one solution a task, in their order
///
/// A solution is kept under the hash of all that it depends on: rows, members, targets and settings. Nothing is kept
/// where the folder's name is empty. Errors: IoError. Thread-safety: one thread; find() uses `threads` of its own.
#pragma once
#include <string>
#include <vector>

#include "affect/learn/linear/feature_rows.h"

namespace affect::learn::linear {

struct LinearTask {
  enum class Loss { logistic, squared };
  std::string name;  ///< for progress and messages
  Loss loss = Loss::logistic;
  std::vector<std::size_t> members;
  std::vector<double> targets;  ///< logistic: 0 or 1
  LinearTraining training;
};

class Solutions {
 public:
  Solutions(std::string folder, int threads) : folder_(std::move(folder)), threads_(threads) {}
  std::vector<LinearSolution> find(const FeatureRows& rows, const std::vector<LinearTask>& tasks) const;

 private:
  LinearSolution find_one(const FeatureRows& rows, const std::string& fingerprint, const LinearTask& task) const;

  std::string folder_;
  int threads_;
};

}  // namespace affect::learn::linear
