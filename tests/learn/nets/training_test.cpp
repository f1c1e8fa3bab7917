#include "affect/learn/nets/training.h"

#include <atomic>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>
#include <thread>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "affect/error.h"
#include "affect/io/json_document.h"
#include "affect/rng.h"
#include "learn/nets/net_body.h"
#include "learn/nets/net_bytes.h"

namespace affect::learn::nets {
namespace {

namespace fs = std::filesystem;
using model::Array;
using model::Element;
using test::bytes_of;

class TrainingFolder {
 public:
  explicit TrainingFolder(const std::string& name)
      : path_(fs::path(::testing::TempDir()) / ("training-" + std::to_string(::getpid()) + "-" + name)) {
    fs::remove_all(path_);
  }
  ~TrainingFolder() { fs::remove_all(path_); }
  TrainingFolder(const TrainingFolder&) = delete;
  TrainingFolder& operator=(const TrainingFolder&) = delete;
  std::string path(const std::string& file = {}) const { return (path_ / file).string(); }

 private:
  fs::path path_;
};

/// Three numbers to a value and whether it is above 0, with what makes a resume hard: dropout and statistics of
/// batches.
TrainableNet small_net(std::uint64_t seed = 1, std::int64_t hidden = 16) {
  model::Graph g("small <net>");
  auto x = g.input("x", Element::f32, {"batch", 3});
  auto h = g.tanh(g.linear(x, "body", hidden));
  h = g.dropout(g.batch_norm(h, "norm"), 0.1);
  g.output("value", g.linear(h, "value", 1));
  g.output("sign", g.linear(h, "sign", 1));
  return TrainableNet(std::move(g), {.seed = seed, .deviation = 0.4});
}

/// The same without what differs between training and measuring.
TrainableNet plain_net() {
  model::Graph g("plain");
  auto x = g.input("x", Element::f32, {"batch", 3});
  g.output("value", g.linear(g.tanh(g.linear(x, "body", 16)), "value", 1));
  return TrainableNet(std::move(g), {.seed = 5, .deviation = 0.4});
}

Array sample_inputs(Rng rng, std::size_t rows) {
  std::vector<float> values(rows * 3);
  for (float& value : values) value = static_cast<float>(rng.uniform() * 2 - 1);
  return {{rows, 3}, values};
}

std::vector<float> sample_values(const Array& inputs) {
  std::vector<float> values;
  const auto& x = inputs.reals();
  for (std::size_t i = 0; i < x.size(); i += 3)
    values.push_back(std::sin(3 * x[i]) + x[i + 1] * x[i + 1] - 0.5F * x[i + 2]);
  return values;
}

class SmallLesson : public Lesson {
 public:
  std::string name = "small";
  std::int64_t count = 7;
  std::size_t rows = 16;
  bool has_signs = true;
  std::function<void(std::int64_t)> before_batch = [](std::int64_t) {};  ///< is given how many there were
  std::function<std::map<std::string, double>(const TrainableNet&)> measured;

  std::string identity() const override { return name; }
  std::int64_t batches(std::int64_t epoch) const override { return epoch == 1 ? count - 1 : count; }
  Batch batch(std::int64_t epoch, std::int64_t index) const override {
    before_batch(given_++);
    const Array x = sample_inputs(Rng(7).split(static_cast<std::uint64_t>(epoch * 1000 + index)), rows);
    const std::vector<float> values = sample_values(x);
    std::vector<float> signs;
    for (const float value : values) signs.push_back(value > 0 ? 1 : 0);
    Batch batch{.inputs = {{"x", x}}, .tokens = rows};
    batch.targets["value"] = {{.kind = Loss::Kind::squared_error}, {{rows, 1}, values}};
    // As lessons that take turns: not every batch reaches every weight.
    if (has_signs && index % 2 == 0) {
      batch.targets["sign"] = {{.kind = Loss::Kind::binary_cross_entropy}, {{rows, 1}, signs}, {}, 0.2};
    }
    return batch;
  }
  std::map<std::string, double> measure(const TrainableNet& net) const override {
    if (measured) return measured(net);
    const Array x = sample_inputs(Rng(99), 200);
    const std::vector<float> gold = sample_values(x);
    const auto out = net.infer({{"x", x}}, {"value"});
    double error = 0, spread = 0;
    for (std::size_t i = 0; i < gold.size(); ++i) {
      error += std::pow(static_cast<double>(out.at("value").reals()[i] - gold[i]), 2);
      spread += std::pow(static_cast<double>(gold[i]), 2);
    }
    return {{"score", 1 - error / spread}, {"error", error}};
  }

 private:
  mutable std::int64_t given_ = 0;
};

TrainingOptions small_options() {
  TrainingOptions options;
  options.epochs = 4;
  options.rate = 0.02;
  options.accumulate = 2;
  options.average = 0.8;
  options.measure_every = 3;
  options.log_every = 2;
  options.checkpoint_seconds = 0;
  options.schedule = TrainingOptions::Schedule::cosine;
  return options;
}

/// The lines of a log, but for what a clock gave.
std::vector<std::string> log_lines(const std::string& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line.substr(0, line.find(",\"tokens_per_second")));
  return lines;
}

struct FinishedRun {
  std::string bytes;
  TrainingOutcome outcome;
  std::vector<std::string> log;
};

FinishedRun run_small(const TrainingFolder& folder, const SmallLesson& lesson, const TrainingWatch& watch = {}) {
  TrainableNet net = small_net();
  TrainingOptions options = small_options();
  options.work_folder = folder.path();
  const TrainingOutcome outcome = train(net, lesson, options, watch);
  return {bytes_of(net), outcome, log_lines(folder.path("metrics.jsonl"))};
}

void expect_equal_runs(const FinishedRun& run, const FinishedRun& other, const std::string& what) {
  EXPECT_TRUE(run.bytes == other.bytes) << what;
  EXPECT_EQ(run.log, other.log) << what;
  EXPECT_EQ(run.outcome.steps, other.outcome.steps) << what;
  EXPECT_EQ(run.outcome.best_step, other.outcome.best_step) << what;
  EXPECT_EQ(run.outcome.best, other.outcome.best) << what;
}

TEST(TrainingTest, LearnsASmallProblem) {
  TrainableNet net = plain_net();
  SmallLesson lesson;
  lesson.has_signs = false;
  lesson.count = 40;
  TrainingOptions options;
  options.epochs = 10;
  options.rate = 0.05;
  const double before = lesson.measure(net).at("score");
  const TrainingOutcome outcome = train(net, lesson, options);
  EXPECT_LT(before, 0.5);
  EXPECT_GT(outcome.best.at("score"), 0.95);
  EXPECT_EQ(outcome.steps, 399);
  EXPECT_EQ(lesson.measure(net), outcome.best) << "the net holds the best weights";
  EXPECT_FALSE(outcome.interrupted || outcome.stopped_early);
}

TEST(TrainingTest, TheSameSeedGivesTheSameBytes) {
  std::set<std::string> all;
  for (const std::uint64_t seed : {1u, 1u, 2u}) {
    TrainableNet net = small_net();
    TrainingOptions options = small_options();
    options.seed = seed;
    train(net, SmallLesson(), options);
    all.insert(bytes_of(net));
  }
  EXPECT_EQ(all.size(), 2u) << "dropout follows the seed";
}

TEST(TrainingTest, AResumedRunIsTheRunThatWasNotStopped) {
  const TrainingFolder whole("whole");
  const FinishedRun expected = run_small(whole, SmallLesson());
  EXPECT_EQ(expected.outcome.steps, 15);
  // Before anything, within the batches of a step, between steps, at the end of an epoch, in the last step.
  for (const std::int64_t stop_at : {0, 1, 6, 13, 26}) {
    const TrainingFolder folder("stopped");
    std::atomic<bool> stop{false};
    SmallLesson lesson;
    lesson.before_batch = [&](std::int64_t given) { stop = given >= stop_at; };
    const FinishedRun first = run_small(folder, lesson, {.stop = &stop});
    const bool was_last = stop_at == 26;
    EXPECT_EQ(first.outcome.interrupted, !was_last) << stop_at;
    EXPECT_TRUE(was_last || first.outcome.steps < 15) << stop_at;
    expect_equal_runs(run_small(folder, SmallLesson()), expected, "stopped at batch " + std::to_string(stop_at));
  }
}

TEST(TrainingTest, ARunMayBeStoppedAtEveryStep) {
  const TrainingFolder whole("whole"), folder("often");
  const FinishedRun expected = run_small(whole, SmallLesson());
  FinishedRun last;
  for (int runs = 0; runs == 0 || last.outcome.interrupted; ++runs) {
    ASSERT_LT(runs, 20);
    std::atomic<bool> stop{false};
    last = run_small(folder, SmallLesson(), {.progress = [&](const TrainingProgress&) { stop = true; }, .stop = &stop});
  }
  expect_equal_runs(last, expected, "stopped after each step");
  expect_equal_runs(run_small(folder, SmallLesson()), expected, "run again when it was done");
}

TEST(TrainingTest, TheLogHasEachStepOnce) {
  const TrainingFolder folder("log");
  const FinishedRun run = run_small(folder, SmallLesson());
  std::vector<double> steps, measured;
  for (std::ifstream file(folder.path("metrics.jsonl")); file.peek() != EOF;) {
    std::string line;
    std::getline(file, line);
    const io::JsonDocument json = io::read_json_document(line, "metrics.jsonl");
    (json.find("figures") != nullptr ? measured : steps).push_back(json.at("step").number());
  }
  EXPECT_EQ(steps, (std::vector<double>{2, 4, 6, 8, 10, 12, 14, 15}));
  EXPECT_EQ(measured, (std::vector<double>{3, 6, 9, 12, 15}));
  std::stringstream page;
  page << std::ifstream(folder.path("curves.html")).rdbuf();
  EXPECT_NE(page.str().find("small &lt;net&gt;"), std::string::npos);
  EXPECT_NE(page.str().find("<h2>score</h2>"), std::string::npos);
  EXPECT_EQ(page.str().find("<script"), std::string::npos);
}

/// What the processes below do, where they say in which folder and at which batch they die; alone, a run to its end.
TEST(TrainingTest, AProcessOfItsOwnTrainsToTheEnd) {
  const char* const folder = std::getenv("TRAINING_TEST_FOLDER");
  const char* const batch = std::getenv("TRAINING_TEST_BATCH");
  const TrainingFolder own("own");
  SmallLesson lesson;
  lesson.before_batch = [&](std::int64_t given) {
    if (batch != nullptr && given == std::atoll(batch)) std::raise(SIGKILL);
  };
  TrainableNet net = small_net();
  TrainingOptions options = small_options();
  options.work_folder = folder != nullptr ? folder : own.path();
  EXPECT_EQ(train(net, lesson, options).steps, 15);
}

pid_t start_child(const TrainingFolder& folder, std::int64_t batch) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  ::setenv("TRAINING_TEST_FOLDER", folder.path().c_str(), 1);
  ::setenv("TRAINING_TEST_BATCH", std::to_string(batch).c_str(), 1);
  ::execl("/proc/self/exe", "child", "--gtest_filter=TrainingTest.AProcessOfItsOwnTrainsToTheEnd",
          static_cast<char*>(nullptr));
  ::_exit(127);
}

bool was_killed(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

TEST(TrainingTest, AKilledProcessGoesOnToTheSameBytes) {
  const TrainingFolder whole("whole"), folder("killed");
  const FinishedRun expected = run_small(whole, SmallLesson());
  // Within a step, and then again later: each child goes on where the one before it was.
  EXPECT_TRUE(was_killed(start_child(folder, 5)));
  EXPECT_TRUE(was_killed(start_child(folder, 9)));
  EXPECT_TRUE(fs::exists(folder.path("checkpoint.safetensors")));
  expect_equal_runs(run_small(folder, SmallLesson()), expected, "killed twice");
}

TEST(TrainingTest, AProcessThatIsKilledAnywhereGoesOnToTheSameBytes) {
  const TrainingFolder whole("whole"), folder("anywhere");
  const FinishedRun expected = run_small(whole, SmallLesson());
  const auto kept_at = [&] {
    std::error_code error;
    return fs::last_write_time(folder.path("checkpoint.safetensors"), error);
  };
  for (int kill = 0; kill < 2; ++kill) {
    const auto before = kept_at();
    const pid_t child = start_child(folder, -1);
    bool runs = true;
    while (runs && kept_at() == before) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      runs = ::waitpid(child, nullptr, WNOHANG) == 0;
    }
    if (!runs) continue;
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
  }
  expect_equal_runs(run_small(folder, SmallLesson()), expected, "killed while it writes");
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    EXPECT_NE(entry.path().extension(), ".unfinished") << entry.path();
  }
}

TEST(TrainingTest, BestWeightsThatWereNotWrittenAreThoseOfTheCheckpoint) {
  const TrainingFolder whole("whole"), folder("lost");
  const FinishedRun expected = run_small(whole, SmallLesson());
  std::atomic<bool> stop{false};
  SmallLesson lesson;
  lesson.measured = [&](const TrainableNet& net) {
    stop = true;
    return SmallLesson().measure(net);
  };
  EXPECT_EQ(run_small(folder, lesson, {.stop = &stop}).outcome.best_step, 3);
  std::stringstream best;
  best << std::ifstream(folder.path("best.safetensors"), std::ios::binary).rdbuf();
  fs::remove(folder.path("best.safetensors"));
  stop = true;
  run_small(folder, SmallLesson(), {.stop = &stop});
  std::stringstream again;
  again << std::ifstream(folder.path("best.safetensors"), std::ios::binary).rdbuf();
  EXPECT_TRUE(best.str() == again.str());
  expect_equal_runs(run_small(folder, SmallLesson()), expected, "without its best weights");
}

TEST(TrainingTest, StopsWhereNothingGetsBetter) {
  for (const bool keeps : {true, false}) {
    const TrainingFolder folder("patience");
    std::vector<std::string> seen;
    SmallLesson lesson;
    lesson.measured = [&](const TrainableNet& net) -> std::map<std::string, double> {
      const std::vector<double> scores{NAN, 1, 3, 3, NAN, 9};
      seen.push_back(bytes_of(net));
      return {{"score", scores.at(seen.size() - 1)}};
    };
    TrainingOptions options = small_options();
    options.patience = 2;
    options.measure_every = 1;
    if (keeps) options.work_folder = folder.path();
    TrainableNet net = small_net();
    const TrainingOutcome outcome = train(net, lesson, options);
    EXPECT_TRUE(outcome.stopped_early);
    EXPECT_EQ(outcome.steps, 5);
    EXPECT_EQ(outcome.best_step, 3);
    EXPECT_EQ(outcome.best.at("score"), 3);
    ASSERT_EQ(seen.size(), 5u);
    EXPECT_TRUE(bytes_of(net) == seen[2]) << "what was measured is what is kept";
    if (!keeps) continue;
    TrainableNet other = small_net();
    EXPECT_TRUE(train(other, lesson, options).stopped_early) << "also when it is asked again";
    EXPECT_EQ(seen.size(), 5u);
    EXPECT_TRUE(bytes_of(other) == seen[2]);
  }
}

TEST(TrainingTest, WithoutAMeasureTheLastWeightsAreTheBestAveraged) {
  const TrainingFolder folder("average");
  TrainableNet net = small_net();
  SmallLesson lesson;
  lesson.measured = [](const TrainableNet&) { return std::map<std::string, double>{}; };
  TrainingOptions options = small_options();
  options.work_folder = folder.path();
  const torch::Tensor& weight = net.body().weights.at("body.weight");
  torch::Tensor average = weight.detach().to(torch::kDouble).clone();
  torch::Tensor last;
  const TrainingOutcome outcome = train(net, lesson, options, {.progress = [&](const TrainingProgress& progress) {
                                          last = weight.detach().to(torch::kDouble).clone();
                                          const auto t = static_cast<double>(progress.step);
                                          const double decay = std::min(0.8, (1 + t) / (10 + t));
                                          average = decay * average + (1 - decay) * last;
                                        }});
  EXPECT_EQ(outcome.best_step, outcome.steps);
  EXPECT_TRUE(outcome.best.empty());
  EXPECT_TRUE(torch::allclose(weight.detach().to(torch::kDouble), average, 1e-5, 1e-6));
  EXPECT_FALSE(torch::allclose(last, average, 1e-5, 1e-6));
  EXPECT_EQ(model::Safetensors::open(folder.path("best.safetensors"))->floats("body.weight")[0],
            weight.data_ptr<float>()[0]);
}

TEST(TrainingTest, WhatIsFrozenStays) {
  const TrainingFolder folder("frozen");
  TrainableNet net = small_net();
  const torch::Tensor& body = net.body().weights.at("body.weight");
  const torch::Tensor before = body.detach().clone(), head = net.body().weights.at("value.weight").detach().clone();
  TrainingOptions options = small_options();
  options.rates = {{"body.", 0}};
  options.work_folder = folder.path();
  train(net, SmallLesson(), options);
  EXPECT_TRUE(torch::equal(body, before));
  EXPECT_FALSE(torch::equal(net.body().weights.at("value.weight"), head));
  EXPECT_TRUE(body.requires_grad()) << "another run may teach it";
  const auto kept = model::Safetensors::open(folder.path("checkpoint.safetensors"));
  EXPECT_FALSE(kept->has("weight/body.weight"));
  EXPECT_TRUE(kept->has("weight/norm.running_mean")) << "statistics change also where nothing learns";
}

TEST(TrainingTest, TheFolderOfAnotherRunIsRefused) {
  const TrainingFolder folder("other");
  run_small(folder, SmallLesson());
  const auto refuses = [&](TrainableNet net, const SmallLesson& lesson, TrainingOptions options,
                           const std::string& what) {
    options.work_folder = folder.path();
    EXPECT_THROW(train(net, lesson, options), ConfigError) << what;
  };
  SmallLesson lesson;
  lesson.name = "another";
  refuses(small_net(), lesson, small_options(), "lesson");
  TrainingOptions options = small_options();
  options.rates = {{"value.", 2}};
  refuses(small_net(), SmallLesson(), options, "options");
  refuses(small_net(1, 8), SmallLesson(), small_options(), "net");
  refuses(small_net(2), SmallLesson(), small_options(), "start");
  options = small_options();
  options.log_every = 5;
  options.checkpoint_seconds = 10;
  options.work_folder = folder.path();
  TrainableNet net = small_net();
  EXPECT_EQ(train(net, SmallLesson(), options).steps, 15) << "how often something is written makes no other run";
}

TEST(TrainingTest, TwoBatchesAStepAreOneTwiceAsLarge) {
  const auto weights_after = [](std::int64_t accumulate, std::size_t rows) {
    TrainableNet net = plain_net();
    // The second half of a large batch is the batch that follows a small one.
    class HalvesLesson : public SmallLesson {
     public:
      Batch batch(std::int64_t /*epoch*/, std::int64_t index) const override {
        const Array all = sample_inputs(Rng(11), 64);
        const auto begin = all.reals().begin() + index * static_cast<std::int64_t>(rows) * 3;
        const Array x{{rows, 3}, std::vector<float>(begin, begin + static_cast<std::int64_t>(rows) * 3)};
        Batch batch{.inputs = {{"x", x}}};
        batch.targets["value"] = {{.kind = Loss::Kind::squared_error}, {{rows, 1}, sample_values(x)}};
        return batch;
      }
    };
    HalvesLesson lesson;
    lesson.rows = rows;
    lesson.count = static_cast<std::int64_t>(64 / rows);
    TrainingOptions options;
    options.epochs = 1;
    options.accumulate = accumulate;
    EXPECT_EQ(train(net, lesson, options).steps, 4);
    return net.body().weights.at("body.weight").detach().clone();
  };
  EXPECT_TRUE(torch::allclose(weights_after(1, 16), weights_after(2, 8), 1e-5, 1e-6));
}

TEST(TrainingTest, LearnsInBf16Too) {
  TrainableNet net = plain_net();
  SmallLesson lesson;
  lesson.has_signs = false;
  lesson.count = 40;
  TrainingOptions options;
  options.epochs = 10;
  options.rate = 0.05;
  options.bf16 = true;
  EXPECT_GT(train(net, lesson, options).best.at("score"), 0.95);
  EXPECT_EQ(net.body().weights.at("body.weight").scalar_type(), torch::kFloat);
}

TEST(TrainingTest, ALossThatIsNotFiniteSaysWhere) {
  const TrainingFolder folder("infinite");
  class BrokenLesson : public SmallLesson {
   public:
    Batch batch(std::int64_t epoch, std::int64_t index) const override {
      Batch batch = SmallLesson::batch(epoch, index);
      if (epoch == 1 && index == 3) std::get<0>(batch.targets.at("value").values.values)[0] = 1e30F;
      return batch;
    }
  };
  TrainableNet net = small_net();
  TrainingOptions options = small_options();
  options.work_folder = folder.path();
  try {
    train(net, BrokenLesson(), options);
    ADD_FAILURE();
  } catch (const ModelError& error) {
    EXPECT_EQ(error.message(), "the loss is not finite at step 6 of 15 (epoch 1, batch 3); " +
                                   folder.path("checkpoint.safetensors") + " is of step 5");
  }
}

TEST(TrainingTest, OptionsOutOfRangeAreRefused) {
  const auto refuses = [](const std::function<void(TrainingOptions&)>& change, const std::string& what) {
    TrainableNet net = plain_net();
    SmallLesson lesson;
    lesson.has_signs = false;
    TrainingOptions options;
    change(options);
    EXPECT_THROW(train(net, lesson, options), ConfigError) << what;
  };
  refuses([](auto& options) { options.epochs = 0; }, "epochs");
  refuses([](auto& options) { options.rate = NAN; }, "rate");
  refuses([](auto& options) { options.warmup = 1.5; }, "warmup");
  refuses([](auto& options) { options.beta2 = 1; }, "beta2");
  refuses([](auto& options) { options.accumulate = 0; }, "accumulate");
  refuses([](auto& options) { options.average = 1; }, "average");
  refuses([](auto& options) { options.threads = 0; }, "threads");
  refuses([](auto& options) { options.log_every = 0; }, "log_every");
  refuses([](auto& options) { options.rates = {{"nobody.", 1}}; }, "rates");
  TrainableNet net = plain_net();
  SmallLesson lesson;
  lesson.measured = [](const TrainableNet&) { return std::map<std::string, double>{{"f1", 1.0}}; };
  lesson.has_signs = false;
  EXPECT_THROW(train(net, lesson, {}), ConfigError) << "figures without a score";
}

TEST(TrainingTest, TellsHowFarItIs) {
  TrainableNet net = small_net();
  std::vector<TrainingProgress> all;
  train(net, SmallLesson(), small_options(),
        {.progress = [&](const TrainingProgress& progress) { all.push_back(progress); }});
  ASSERT_EQ(all.size(), 15u);
  EXPECT_EQ(all[0].steps, 15);
  EXPECT_EQ(all[3].epoch, 0);
  EXPECT_EQ(all[4].epoch, 1);
  EXPECT_EQ(all[14].step, 15);
  EXPECT_EQ(all[14].seconds_left, 0);
  EXPECT_GT(all[14].tokens_per_second, 0);
  EXPECT_GT(all[0].loss, all[14].loss);
}

}  // namespace
}  // namespace affect::learn::nets
