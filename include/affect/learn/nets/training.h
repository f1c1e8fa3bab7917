/// Trains a net: AdamW (Loshchilov and Hutter 2019) over batches that a lesson gives, measured as it goes, kept so that
/// a run that was stopped, or killed, goes on exactly where it was.
///
///   TrainingOptions options;
///   options.epochs = 4;
///   options.work_folder = "build/learn/goemotions";
///   const TrainingOutcome outcome = train(net, lesson, options);     // net holds the best weights
///
/// With one thread the same data, options and build give the same weights, also where the run was resumed. The work
/// folder holds metrics.jsonl (a line a logged step and a line a measurement), curves.html (the same as curves, one
/// file, offline), checkpoint.safetensors (weights, moments, averages, place) and best.safetensors. The first is
/// appended to, the others are written aside and renamed. To go on, the net has to be as it was before the first call:
/// a folder of another run (net, its start, options or lesson differ) is refused. Errors: ConfigError for options out
/// of range, for another run's folder and where nothing can be learnt; InputError for batches that do not fit;
/// ModelError where the loss is not finite, with the step. Thread-safety: one call a process, one process a work
/// folder.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "affect/learn/nets/loss.h"
#include "affect/learn/nets/trainable_net.h"
#include "affect/model/graph/array.h"

namespace affect::learn::nets {

struct Batch {
  std::map<std::string, model::Array> inputs;
  std::map<std::string, Target> targets;  ///< by output of the net
  std::size_t tokens = 0;                 ///< for the rate that is shown
};

/// What is learnt: batches, and how well it is known.
class Lesson {
 public:
  virtual ~Lesson() = default;
  /// Tells this lesson from others: sets, splits, options. It stands in the checkpoint.
  virtual std::string identity() const = 0;
  virtual std::int64_t batches(std::int64_t epoch) const = 0;
  /// Depends on these two alone, so that a resumed run sees what the first would have seen.
  virtual Batch batch(std::int64_t epoch, std::int64_t index) const = 0;
  /// Figures on held out data, by the moving average where there is one; "score" is the one that should grow. Empty:
  /// nothing is measured, the last weights are the best.
  virtual std::map<std::string, double> measure(const TrainableNet& /*net*/) const { return {}; }
};

/// Weights whose names begin so learn this much faster or slower; 0: not at all. The longest beginning counts.
struct RateRule {
  std::string beginning;
  double factor = 1;
};

struct TrainingOptions {
  enum class Schedule { constant, linear, cosine };  ///< after the warm-up, down to 0 at the end of the last epoch

  std::int64_t epochs = 3;
  double rate = 1e-4;
  std::vector<RateRule> rates{};
  Schedule schedule = Schedule::linear;
  double warmup = 0.06;  ///< share of all steps in which the rate grows from 0
  double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
  double weight_decay = 0.01;      ///< of weights with two dimensions or more
  double clip = 1;                 ///< of the gradient's norm; 0: none
  std::int64_t accumulate = 1;     ///< batches a step
  bool bf16 = false;               ///< linear algebra in bf16 (autocast), weights and sums in f32
  double average = 0;              ///< decay of the exponential moving average that is measured and kept; 0: none
  std::int64_t measure_every = 0;  ///< steps between measurements; 0: at the end of each epoch
  std::int64_t patience = 0;       ///< measurements without a better score before it stops; 0: it never does
  std::int64_t log_every = 20;     ///< steps a logged line
  double checkpoint_seconds = 60;  ///< between two checkpoints; a better measurement has one at once
  std::string work_folder{};       ///< empty: nothing is kept
  int threads = 1;
  std::uint64_t seed = 1;
};

/// How far it is.
struct TrainingProgress {
  std::int64_t step = 0, steps = 0, epoch = 0;
  double loss = 0, rate = 0, tokens_per_second = 0, seconds_left = 0;
};

struct TrainingOutcome {
  std::int64_t steps = 0;              ///< done in all, those before a resume too
  std::int64_t best_step = 0;          ///< 0 where none is known yet
  std::map<std::string, double> best;  ///< figures there
  bool interrupted = false;            ///< `stop` was set: the checkpoint is written, the net holds the last weights
  bool stopped_early = false;
};

struct TrainingWatch {
  std::function<void(const TrainingProgress&)> progress{};
  const std::atomic<bool>* stop = nullptr;  ///< set, for instance, by a signal; acts between two steps
};

TrainingOutcome train(TrainableNet& net, const Lesson& lesson, const TrainingOptions& options,
                      const TrainingWatch& watch = {});

}  // namespace affect::learn::nets
