#include <cstdlib>

#include <fmt/format.h>

#include "affect/engine.h"
#include "model/encoder/bert_runner.h"

namespace affect::model {
namespace {

/// Of compiled nets: below $XDG_CACHE_HOME, else ~/.cache; empty where neither is known.
std::string net_cache_folder() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && *cache == '/') return fmt::format("{}/affect/nets", cache);
  const char* home = std::getenv("HOME");
  return home != nullptr && *home == '/' ? fmt::format("{}/.cache/affect/nets", home) : std::string();
}

}  // namespace

std::vector<OptionSpec> encoder_options() {
  return {{.name = "precision",
           .type = OptionSpec::Type::choice,
           .standard = "int8",
           .what = "what linear layers run in: int8, bf16, f32, or automatic: bf16 where the processor has it",
           .choices = {"int8", "bf16", "f32", "automatic"}}};
}

NetOptions net_options(const Engine& engine, const Options& options) {
  NetOptions net;
  net.threads = engine.threads();
  for (const Precision precision : {Precision::automatic, Precision::f32, Precision::bf16, Precision::int8}) {
    if (options.text("precision") == name_of(precision)) net.precision = precision;
  }
  net.cache_folder = net_cache_folder();
  return net;
}

}  // namespace affect::model
