#include "affect/learn/linear/solutions.h"

#include <atomic>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <thread>

#include "affect/error.h"
#include "affect/io/output.h"
#include "affect/io/sha256.h"

namespace affect::learn::linear {
namespace {

template <class T>
std::string_view bytes_of(std::span<const T> values) {
  return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

/// Of the rows themselves: two sets of rows with one fingerprint are the same.
std::string fingerprint_of(const FeatureRows& rows) {
  io::Sha256 hash;
  hash.update(bytes_of(std::span<const std::uint8_t>(rows.steps())));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    hash.update(bytes_of(rows.row(i)));
    hash.update("\n");
  }
  return hash.hex();
}

std::string key_of(const std::string& fingerprint, const LinearTask& task) {
  io::Sha256 hash;
  hash.update(fingerprint);
  const double settings[]{static_cast<double>(task.loss), task.training.cost, task.training.insensitivity,
                          task.training.tolerance};
  hash.update(bytes_of(std::span<const double>(settings)));
  hash.update(bytes_of(std::span<const std::size_t>(task.members)));
  hash.update(bytes_of(std::span<const double>(task.targets)));
  return hash.hex();
}

}  // namespace

LinearSolution Solutions::find_one(const FeatureRows& rows, const std::string& fingerprint,
                                   const LinearTask& task) const {
  namespace fs = std::filesystem;
  const auto path =
      folder_.empty() ? std::string() : (fs::path(folder_) / (key_of(fingerprint, task) + ".f32")).string();
  if (!path.empty()) {
    std::ifstream file(path, std::ios::binary);
    const std::string kept{std::istreambuf_iterator<char>(file), {}};
    LinearSolution solution;
    solution.weights.resize(rows.columns());
    if (kept.size() == sizeof solution.bias + rows.columns() * sizeof(float)) {
      std::memcpy(&solution.bias, kept.data(), sizeof solution.bias);
      std::memcpy(solution.weights.data(), kept.data() + sizeof solution.bias, rows.columns() * sizeof(float));
      return solution;
    }
  }
  const bool logistic_loss = task.loss == LinearTask::Loss::logistic;
  LinearSolution solution;
  if (logistic_loss) {
    std::vector<char> labels;
    labels.reserve(task.targets.size());
    for (const double target : task.targets) labels.push_back(target > 0.5 ? 1 : 0);
    solution = logistic(rows, task.members, labels, task.training);
  } else {
    solution = ridge(rows, task.members, task.targets, task.training);
  }
  if (!path.empty()) {
    const auto output = io::open_output(path);
    output->write({reinterpret_cast<const char*>(&solution.bias), sizeof solution.bias});
    output->write(bytes_of(std::span<const float>(solution.weights)));
    output->commit();
  }
  return solution;
}

std::vector<LinearSolution> Solutions::find(const FeatureRows& rows, const std::vector<LinearTask>& tasks) const {
  std::error_code refused;
  if (!folder_.empty()) std::filesystem::create_directories(folder_, refused);
  if (refused) throw IoError("the work folder cannot be made: " + refused.message(), {folder_, 0, 0}, "name another");
  const auto fingerprint = fingerprint_of(rows);
  std::vector<LinearSolution> solutions(tasks.size());
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex failing;
  const auto work = [&] {
    for (std::size_t i = next++; i < tasks.size(); i = next++) {
      try {
        solutions[i] = find_one(rows, fingerprint, tasks[i]);
      } catch (...) {
        const std::lock_guard lock(failing);
        failure = std::current_exception();
        next = tasks.size();
      }
    }
  };
  std::vector<std::thread> helpers;
  for (int i = 1; i < threads_; ++i) helpers.emplace_back(work);
  work();
  for (std::thread& helper : helpers) helper.join();
  if (failure) std::rethrow_exception(failure);
  return solutions;
}

}  // namespace affect::learn::linear
