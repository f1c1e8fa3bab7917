#include "affect/learn/linear/solutions.h"

#include <filesystem>
#include <fstream>
#include <memory>

#include <gtest/gtest.h>
#include <unistd.h>

#include "affect/error.h"

namespace affect::learn::linear {
namespace {

namespace fs = std::filesystem;

class SolutionsTest : public testing::Test {
 protected:
  SolutionsTest() : folder_(fs::temp_directory_path() / ("affect-solutions-" + std::to_string(getpid()))) {
    fs::remove_all(folder_);
    BucketFrequencies frequencies(8);
    const std::vector<std::string> texts{"good day", "bad day", "good night", "bad night", "good", "bad"};
    for (const auto& text : texts) frequencies.count(text);
    rows_ = std::make_unique<FeatureRows>(frequencies.steps(), 0);
    for (const auto& text : texts) rows_->add(text, {});
    for (const double cost : {0.5, 1.0, 8.0}) {
      for (const auto loss : {LinearTask::Loss::logistic, LinearTask::Loss::squared}) {
        tasks_.push_back({.name = "task",
                          .loss = loss,
                          .members = {0, 1, 2, 3, 4, 5},
                          .targets = {1, 0, 1, 0, 1, 0},
                          .training = {.cost = cost}});
      }
    }
  }
  ~SolutionsTest() override { fs::remove_all(folder_); }

  std::size_t kept() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }
  static void expect_same(const std::vector<LinearSolution>& one, const std::vector<LinearSolution>& other) {
    ASSERT_EQ(one.size(), other.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
      EXPECT_EQ(one[i].weights, other[i].weights) << i;
      EXPECT_EQ(one[i].bias, other[i].bias) << i;
    }
  }

  fs::path folder_;
  std::unique_ptr<FeatureRows> rows_;
  std::vector<LinearTask> tasks_;
};

TEST_F(SolutionsTest, KeptOrNotThreadsOrNotTheyAreTheSame) {
  const auto plain = Solutions("", 1).find(*rows_, tasks_);
  expect_same(Solutions("", 4).find(*rows_, tasks_), plain);
  expect_same(Solutions(folder_.string(), 2).find(*rows_, tasks_), plain);
  EXPECT_EQ(kept(), tasks_.size());
  expect_same(Solutions(folder_.string(), 1).find(*rows_, tasks_), plain);
  EXPECT_NE(plain[0].weights, plain[2].weights) << "costs differ";
}

TEST_F(SolutionsTest, WhatIsKeptIsNotFoundAgain) {
  Solutions(folder_.string(), 1).find(*rows_, tasks_);
  const auto file = fs::directory_iterator(folder_)->path();
  const std::string zeros(fs::file_size(file), '\0');
  std::ofstream(file, std::ios::binary) << zeros;
  std::size_t zero = 0;
  for (const auto& solution : Solutions(folder_.string(), 1).find(*rows_, tasks_)) {
    zero += solution.weights == std::vector<float>(rows_->columns());
  }
  EXPECT_EQ(zero, 1u);
}

TEST_F(SolutionsTest, AnInterruptedOneIsFoundAgain) {
  const auto first = Solutions(folder_.string(), 1).find(*rows_, tasks_);
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder_)) files.push_back(entry.path());
  fs::remove(files[0]);
  fs::remove(files[3]);
  fs::resize_file(files[1], 5);
  fs::resize_file(files[4], 0);
  expect_same(Solutions(folder_.string(), 2).find(*rows_, tasks_), first);
  EXPECT_EQ(kept(), tasks_.size());
}

TEST_F(SolutionsTest, WhateverChangesTheAnswerChangesTheName) {
  auto task = tasks_[0];
  const auto find = [&](const FeatureRows& rows) { Solutions(folder_.string(), 1).find(rows, {task}); };
  find(*rows_);
  task.training.cost = 2;
  find(*rows_);
  task.training.tolerance = 0.01;
  find(*rows_);
  task.loss = LinearTask::Loss::squared;
  find(*rows_);
  task.training.insensitivity = 0.1;
  find(*rows_);
  task.targets[0] = 0.5;
  find(*rows_);
  task.members[0] = 2;
  find(*rows_);
  FeatureRows others(rows_->steps(), 0);
  for (int i = 0; i < 6; ++i) others.add("good day", {});
  find(others);
  EXPECT_EQ(kept(), 8u);
  task.name = "another name";
  find(others);
  EXPECT_EQ(kept(), 8u) << "what it is called changes nothing";
}

TEST_F(SolutionsTest, AFolderThatCannotBeIsAnError) {
  std::ofstream(folder_) << "a file";
  EXPECT_THROW(Solutions((folder_ / "below").string(), 1).find(*rows_, tasks_), IoError);
}

TEST_F(SolutionsTest, AWrongSettingIsAnErrorFromAnyThread) {
  for (auto& task : tasks_) task.training.cost = -1;
  EXPECT_THROW(Solutions("", 3).find(*rows_, tasks_), ConfigError);
}

}  // namespace
}  // namespace affect::learn::linear
