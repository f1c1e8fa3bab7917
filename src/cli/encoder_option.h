/// --encoder: which text encoder a verb uses.
#pragma once
#include <memory>
#include <string>

#include "affect/engine.h"
#include "affect/model/text/text_encoder.h"

namespace CLI {
class App;
}

namespace affect::cli {

class EncoderOption {
 public:
  void declare(CLI::App& app);
  /// Loads it. Throws ConfigError where the program was built without nets or knows no such encoder, ModelError where
  /// its model is missing.
  std::unique_ptr<model::TextEncoder> make(const Engine& engine) const;

 private:
  std::string name_ = "e5", precision_ = "int8";
};

}  // namespace affect::cli
