#include "cli/encoder_option.h"

#include <CLI/App.hpp>

#include "affect/error.h"
#include "cli/choices.h"

namespace affect::cli {

void EncoderOption::declare(CLI::App& app) {
  offer(app.add_option("--encoder", name_, "e5: about a hundred languages (default); minilm: English, twice as fast")
            ->type_name("NAME"),
        {"e5", "minilm"});
  offer(app.add_option("--precision", precision_, "int8 (default), bf16, f32 or automatic")->type_name("NAME"),
        {"int8", "bf16", "f32", "automatic"});
}

std::unique_ptr<model::TextEncoder> EncoderOption::make(const Engine& engine) const {
  if (engine.components<model::TextEncoder>().empty()) {
    throw ConfigError("this program was built without nets", {},
                      "./affect of a checkout builds them when a verb needs them; cmake does with -DAFFECT_NETS=ON");
  }
  return engine.make<model::TextEncoder>(name_, {{"precision", precision_}});
}

}  // namespace affect::cli
