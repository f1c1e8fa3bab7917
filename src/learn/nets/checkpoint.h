/// What a run needs to go on where it was, in one file; and the weights that are the best so far, in another.
///
/// A checkpoint holds "weight/NAME" of what changes (what is frozen lies in the start), "first/NAME" and "second/NAME",
/// the moments, "average/NAME", how often each weight was updated, and of what run it is and where. No state of a
/// random generator: each step seeds it anew. Both are written aside and renamed, from where the weights lie: no copy.
/// Errors: as Output; ModelError for a file that is not whole. Thread-safety: one thread.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "affect/learn/nets/training.h"
#include "learn/nets/adamw.h"
#include "learn/nets/moving_average.h"
#include "learn/nets/net_body.h"

namespace affect::learn::nets {

struct TrainingPlace {
  std::int64_t step = 0;                         ///< steps done
  std::int64_t epoch = 0, index = 0;             ///< of the batch that is next
  double loss_sum = 0;                           ///< since the last logged line
  std::int64_t loss_steps = 0;                   ///< summed in it
  std::optional<std::int64_t> best_step;         ///< nothing before a score is known
  std::map<std::string, double> best;            ///< figures there
  std::int64_t measurements_without_better = 0;  ///< since then
};

/// The parts of a run that a checkpoint keeps.
struct TrainingState {
  Tensors& weights;
  std::vector<std::string> changing;  ///< names of weights that learn, and of statistics
  AdamW& adam;
  MovingAverage& average;
  TrainingPlace& place;
};

/// A hash of the net, its weights at the start, the lesson and every option that the result depends on; threads and how
/// often something is logged or kept are none of them.
std::string identity_of(const TrainableNet::Body& body, const Lesson& lesson, const TrainingOptions& options);

void write_checkpoint(const std::string& path, const std::string& identity, const TrainingState& state);
/// False where there is none. Throws ConfigError for that of another run.
bool read_checkpoint(const std::string& path, const std::string& identity, TrainingState& state);

/// All weights as TrainableNet::write gives them, and the step of which they are.
void write_weights(const std::string& path, const Tensors& weights, std::int64_t step);
void read_weights(const std::string& path, Tensors& weights);
/// Nothing where there is no such file.
std::optional<std::int64_t> step_of_weights(const std::string& path);

}  // namespace affect::learn::nets
