/// How one net of models/ is made: its data, its net, its training, what is written. Recipes are components of the
/// program affect-learn; `affect learn NAME` starts it.
///
///   const auto recipe = engine.make<Recipe>("emotion_small");
///   recipe->run({.data_root = "data", .work_folder = "build/learn", .output = "emotion_small.safetensors"});
///
/// Errors: as the readers of data and affect/learn/nets/training.h. Thread-safety: one run a process.
#pragma once
#include <string>

#include "affect/learn/nets/training.h"

namespace affect::learn::nets {

struct RecipeRun {
  std::string data_root;    ///< of the published data sets
  std::string work_folder;  ///< where an interrupted run goes on; empty: nothing is kept
  std::string output;       ///< the model file
  TrainingWatch watch;
};

class Recipe {
 public:
  virtual ~Recipe() = default;
  /// False where it was interrupted: nothing is written but the checkpoint.
  virtual bool run(const RecipeRun& run) = 0;
};

}  // namespace affect::learn::nets
