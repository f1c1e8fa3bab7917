#include "affect/learn/nets/training.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/io/output.h"
#include "affect/rng.h"
#include "learn/nets/adamw.h"
#include "learn/nets/autocast.h"
#include "learn/nets/checkpoint.h"
#include "learn/nets/curves_page.h"
#include "learn/nets/loss_value.h"
#include "learn/nets/metrics_log.h"
#include "learn/nets/moving_average.h"
#include "learn/nets/net_body.h"
#include "learn/nets/schedule.h"

namespace affect::learn::nets {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

void check_options(const TrainingOptions& options) {
  const auto expect = [](bool holds, std::string_view what) {
    if (!holds) throw ConfigError(fmt::format("training: {}", what));
  };
  const auto share = [](double value) { return value >= 0 && value < 1; };
  expect(options.epochs > 0, "epochs is 1 or more");
  expect(options.rate > 0 && std::isfinite(options.rate), "rate is above 0");
  expect(options.warmup >= 0 && options.warmup <= 1, "warmup is a share of the steps, 0 to 1");
  expect(share(options.beta1) && share(options.beta2), "beta1 and beta2 are from 0 to below 1");
  expect(options.epsilon > 0, "epsilon is above 0");
  expect(options.weight_decay >= 0, "weight_decay is 0 or more");
  expect(options.clip >= 0, "clip is 0 or more");
  expect(options.accumulate > 0, "accumulate is 1 or more");
  expect(share(options.average), "average is from 0 to below 1");
  expect(options.measure_every >= 0 && options.patience >= 0, "measure_every and patience are 0 or more");
  expect(options.log_every > 0, "log_every is 1 or more");
  expect(options.threads > 0, "threads is 1 or more");
}

/// Where the files of a run lie; where there is no folder, no file has a path.
class WorkFolder {
 public:
  explicit WorkFolder(std::string folder) : folder_(std::move(folder)) {
    if (folder_.empty()) return;
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    if (error) throw IoError(fmt::format("the work folder cannot be made: {}", error.message()), {folder_, 0, 0});
    remove_unfinished();
  }

  bool keeps() const { return !folder_.empty(); }
  std::string checkpoint() const { return path(kCheckpoint); }
  std::string best() const { return path(kBest); }
  std::string metrics() const { return path(kMetrics); }
  std::string curves() const { return path(kCurves); }

 private:
  static constexpr std::string_view kCheckpoint = "checkpoint.safetensors", kBest = "best.safetensors",
                                    kMetrics = "metrics.jsonl", kCurves = "curves.html";

  std::string path(std::string_view name) const {
    return folder_.empty() ? std::string() : (std::filesystem::path(folder_) / name).string();
  }

  /// What a process that was killed was writing aside: each time as much as a checkpoint.
  void remove_unfinished() const {
    std::vector<std::filesystem::path> left;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
      const std::string name = entry.path().filename().string();
      if (!name.ends_with(".unfinished")) continue;
      for (const std::string_view ours : {kCheckpoint, kBest, kMetrics, kCurves}) {
        if (name.starts_with(fmt::format(".{}.", ours))) left.push_back(entry.path());
      }
    }
    std::error_code error;
    for (const auto& path : left) std::filesystem::remove(path, error);
  }

  std::string folder_;
};

std::vector<std::string> names_of(const std::map<std::string, AdamW::Moments>& moments) {
  std::vector<std::string> names;
  names.reserve(moments.size());
  for (const auto& [name, one] : moments) names.push_back(name);
  return names;
}

class Training {
 public:
  Training(TrainableNet& net, const Lesson& lesson, const TrainingOptions& options, const TrainingWatch& watch)
      : net_(net),
        weights_(net.body().weights),
        lesson_(lesson),
        options_(options),
        watch_(watch),
        statistics_(statistics()),
        adam_(weights_, options),
        average_(weights_, names_of(adam_.moments()), options.average),
        folder_(options.work_folder),
        identity_(folder_.keeps() ? identity_of(net.body(), lesson, options) : std::string()),
        curves_(net.graph().name()) {
    for (std::int64_t epoch = 0; epoch < options.epochs; ++epoch) {
      batches_.push_back(lesson.batches(epoch));
      assert(batches_.back() >= 0);
      steps_ += (batches_.back() + options.accumulate - 1) / options.accumulate;
    }
    if (steps_ == 0) throw ConfigError("the lesson has no batch");
    enter_epoch();
    resume();
    log_.emplace(folder_.metrics(), place_.step, curves_);
  }

  TrainingOutcome run() {
    begin_ = last_kept_ = Clock::now();
    while (place_.step < steps_ && !is_out_of_patience()) {
      if (watch_.stop != nullptr && *watch_.stop) {
        if (kept_step_ != place_.step) keep();
        return outcome(true);
      }
      take_step();
      if (options_.measure_every == 0 ? place_.index == 0
                                      : place_.step % options_.measure_every == 0 || place_.step == steps_) {
        measure();
      }
      if (kept_step_ != place_.step && seconds_since(last_kept_) >= options_.checkpoint_seconds) keep();
    }
    if (kept_step_ != place_.step) keep();
    take_best();
    return outcome(false);
  }

 private:
  std::vector<std::string> statistics() const {
    std::vector<std::string> names;
    for (const auto& [name, weight] : weights_) {
      if (!weight.requires_grad()) names.push_back(name);
    }
    return names;
  }

  TrainingState state() {
    std::vector<std::string> changing = names_of(adam_.moments());
    changing.insert(changing.end(), statistics_.begin(), statistics_.end());
    return {weights_, std::move(changing), adam_, average_, place_};
  }

  /// Goes on to the first epoch from here that has a batch left.
  void enter_epoch() {
    while (place_.epoch < options_.epochs && place_.index >= batches_[static_cast<std::size_t>(place_.epoch)]) {
      ++place_.epoch;
      place_.index = 0;
    }
  }

  void resume() {
    if (!folder_.keeps()) return;
    TrainingState kept = state();
    if (!read_checkpoint(folder_.checkpoint(), identity_, kept)) return;
    kept_step_ = place_.step;
    if (!place_.best_step || step_of_weights(folder_.best()) == place_.best_step) return;
    // Killed between the checkpoint of a better measurement and its weights: they are those of the checkpoint.
    if (*place_.best_step != place_.step) {
      throw ConfigError(fmt::format("the best weights, of step {}, are gone", *place_.best_step),
                        {folder_.best(), 0, 0}, "remove the folder and begin anew");
    }
    write_best();
  }

  bool is_out_of_patience() const {
    return options_.patience > 0 && place_.measurements_without_better >= options_.patience;
  }

  void take_step() {
    // From the step alone, so that dropout is the same after a resume.
    torch::manual_seed(Rng(options_.seed).split(static_cast<std::uint64_t>(place_.step))());
    const double rate = rate_at(options_, place_.step, steps_);
    const std::int64_t epoch = place_.epoch;
    const std::int64_t count = std::min(options_.accumulate, batches_[static_cast<std::size_t>(epoch)] - place_.index);
    double loss = 0;
    for (std::int64_t i = 0; i < count; ++i, ++place_.index) loss += learn_batch(1.0 / static_cast<double>(count));
    const double norm = adam_.clip(options_.clip);
    if (!std::isfinite(norm)) fail_at_step("the gradient");
    adam_.step(rate);
    ++place_.step;
    ++steps_here_;
    average_.update(place_.step);
    enter_epoch();
    place_.loss_sum += loss;
    ++place_.loss_steps;
    const double speed = static_cast<double>(tokens_) / std::max(seconds_since(begin_) - measuring_seconds_, 1e-9);
    if (place_.step % options_.log_every == 0 || place_.step == steps_) {
      log_->add(MetricsLog::Step{.step = place_.step,
                                 .epoch = epoch,
                                 .loss = place_.loss_sum / static_cast<double>(place_.loss_steps),
                                 .rate = rate,
                                 .gradient_norm = norm,
                                 .tokens_per_second = speed});
      place_.loss_sum = 0;
      place_.loss_steps = 0;
    }
    if (!watch_.progress) return;
    watch_.progress({.step = place_.step,
                     .steps = steps_,
                     .epoch = epoch,
                     .loss = loss,
                     .rate = rate,
                     .tokens_per_second = speed,
                     .seconds_left = seconds_since(begin_) / static_cast<double>(steps_here_) *
                                     static_cast<double>(steps_ - place_.step)});
  }

  /// Adds this share of the gradient of the batch that is next, and gives that share of its loss.
  double learn_batch(double share) {
    const Batch batch = lesson_.batch(place_.epoch, place_.index);
    if (batch.targets.empty()) {
      throw InputError(fmt::format("batch {} of epoch {} has no target", place_.index, place_.epoch));
    }
    tokens_ += batch.tokens;
    Tensors inputs;
    for (const auto& [name, array] : batch.inputs) inputs[name] = tensor_of(array);
    std::vector<std::string> names;
    for (const auto& [name, target] : batch.targets) names.push_back(name);
    Tensors outputs;
    {
      const Autocast autocast(options_.bf16);
      outputs = net_.body().forward(inputs, names, true);
    }
    torch::Tensor sum = torch::zeros({});
    for (const auto& [name, target] : batch.targets) {
      sum = sum + target.weight * loss_value(outputs.at(name), target);
    }
    sum = share * sum;
    const double loss = sum.item<double>();
    if (!std::isfinite(loss)) fail_at_step("the loss");
    if (sum.requires_grad()) sum.backward();
    return loss;
  }

  [[noreturn]] void fail_at_step(std::string_view what) const {
    const std::string kept = kept_step_ ? fmt::format("{} is of step {}", folder_.checkpoint(), *kept_step_)
                                        : std::string("there is no checkpoint yet");
    throw ModelError(fmt::format("{} is not finite at step {} of {} (epoch {}, batch {}); {}", what, place_.step + 1,
                                 steps_, place_.epoch, place_.index, kept),
                     {}, "lower the rate, or clip the gradient");
  }

  void measure() {
    const auto begin = Clock::now();
    std::map<std::string, double> figures;
    {
      const SwappedIn averaged(average_);
      figures = lesson_.measure(net_);
    }
    measuring_seconds_ += seconds_since(begin);
    if (figures.empty()) return;
    const auto score = figures.find("score");
    if (score == figures.end()) throw ConfigError("what the lesson measures has no \"score\"");
    const bool better =
        std::isfinite(score->second) && (!place_.best_step || score->second > place_.best.at(score->first));
    if (better) {
      place_.best_step = place_.step;
      place_.best = figures;
      place_.measurements_without_better = 0;
    } else {
      ++place_.measurements_without_better;
    }
    log_->add(MetricsLog::Measurement{
        .step = place_.step, .epoch = place_.epoch, .figures = std::move(figures), .better = better});
    if (!better) {
      draw_curves();
      return;
    }
    // First the checkpoint: a run that is killed before the best weights are written has them there.
    keep();
    write_best();
  }

  void write_best() {
    const SwappedIn averaged(average_);
    if (folder_.keeps()) {
      write_weights(folder_.best(), weights_, *place_.best_step);
    } else {
      for (const std::string& name : state().changing) best_weights_[name] = weights_.at(name).detach().clone();
    }
  }

  void keep() {
    last_kept_ = Clock::now();
    if (!folder_.keeps()) return;
    write_checkpoint(folder_.checkpoint(), identity_, state());
    kept_step_ = place_.step;
    draw_curves();
  }

  void draw_curves() const {
    if (!folder_.keeps()) return;
    const auto output = io::open_output(folder_.curves());
    output->write(curves_.html());
    output->commit();
  }

  /// The net gets the best weights; where nothing was measured, the last, averaged.
  void take_best() {
    if (!place_.best_step) {
      average_.swap();
      if (folder_.keeps()) write_weights(folder_.best(), weights_, place_.step);
    } else if (folder_.keeps()) {
      read_weights(folder_.best(), weights_);
    } else {
      const torch::NoGradGuard no_gradients;
      for (const auto& [name, weight] : best_weights_) weights_.at(name).copy_(weight);
    }
  }

  TrainingOutcome outcome(bool interrupted) const {
    return {.steps = place_.step,
            .best_step = place_.best_step.value_or(interrupted ? 0 : place_.step),
            .best = place_.best,
            .interrupted = interrupted,
            .stopped_early = !interrupted && place_.step < steps_};
  }

  TrainableNet& net_;
  Tensors& weights_;
  const Lesson& lesson_;
  const TrainingOptions& options_;
  const TrainingWatch& watch_;
  std::vector<std::string> statistics_;
  AdamW adam_;
  MovingAverage average_;
  WorkFolder folder_;
  std::string identity_;
  CurvesPage curves_;
  std::optional<MetricsLog> log_;
  std::vector<std::int64_t> batches_;
  std::int64_t steps_ = 0;
  TrainingPlace place_;
  Tensors best_weights_;  ///< where there is no folder
  std::optional<std::int64_t> kept_step_;
  std::size_t tokens_ = 0;
  std::int64_t steps_here_ = 0;  ///< since this process goes on
  Clock::time_point begin_, last_kept_;
  double measuring_seconds_ = 0;
};

}  // namespace

TrainingOutcome train(TrainableNet& net, const Lesson& lesson, const TrainingOptions& options,
                      const TrainingWatch& watch) {
  check_options(options);
  at::set_num_threads(options.threads);
  return Training(net, lesson, options, watch).run();
}

}  // namespace affect::learn::nets
