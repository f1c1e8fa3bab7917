/// How one net of models/ is made: its data, its net, its training, what is written. Recipes are components of the
/// program affect-learn; `affect learn NAME` starts it.
///
///   const auto recipe = engine.make<Recipe>("emotion_small");
///   recipe->run({.data_root = "data", .work_folder = "build/learn", .output = "emotion_small.safetensors"});
///
/// Errors: as the readers of data and affect/learn/nets/training.h. Thread-safety: one run a process.
#pragma once
#include <map>
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
  /// Figures of a model file that it made, on a split of its data, computed by libtorch: those of the program that runs
  /// it are compared with these.
  virtual std::map<std::string, double> score(const std::string& model, const std::string& data_root,
                                              const std::string& split) = 0;
};

}  // namespace affect::learn::nets
