#include "learn/nets/program.h"

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "affect/affect.h"
#include "affect/error.h"
#include "affect/learn/nets/recipe.h"

namespace affect::learn::nets {
namespace {

constexpr int kFailed = 1, kWrongInput = 2, kInterrupted = 130;

std::atomic<bool> stop_asked{false};

/// The first asks, the second ends it: what is kept is whole at any time.
void ask_to_stop(int signal) {
  if (stop_asked.exchange(true)) _exit(128 + signal);
}

/// "12 min", "3 h 5 min", "40 s".
std::string duration(double seconds) {
  const auto whole = static_cast<long long>(seconds);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min", whole / 60);
  return fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
}

std::map<std::string, std::string> settings(const std::vector<std::string>& words) {
  std::map<std::string, std::string> set;
  for (const std::string& word : words) {
    const auto equals = word.find('=');
    if (equals == std::string::npos) throw ConfigError(fmt::format("\"{}\" sets nothing", word), {}, "NAME=VALUE");
    set[word.substr(0, equals)] = word.substr(equals + 1);
  }
  return set;
}

std::string recipes_page(const Engine& engine) {
  std::string page;
  for (const auto& recipe : engine.components<Recipe>()) {
    page += fmt::format("{:<16}{}\n", recipe.entry.name, recipe.entry.what);
    for (const OptionSpec& option : recipe.entry.options)
      page += fmt::format("  {:<14}{} [{}]\n", option.name, option.what, option.standard);
  }
  return page;
}

class ShownProgress {
 public:
  explicit ShownProgress(bool shown) : shown_(shown), terminal_(::isatty(STDERR_FILENO) == 1) {}
  ~ShownProgress() {
    if (drawn_) std::fputc('\n', stderr);
  }
  ShownProgress(const ShownProgress&) = delete;
  ShownProgress& operator=(const ShownProgress&) = delete;

  void operator()(const TrainingProgress& at) {
    const auto now = std::chrono::steady_clock::now();
    const auto pause = std::chrono::seconds(terminal_ ? 0 : 30);
    if (!shown_ || (at.step < at.steps && said_ && now - *said_ < pause)) return;
    said_ = now;
    fmt::print(stderr, "{}step {} of {}, epoch {}, loss {:.4f}, {:.0f} tokens/s, {} left{}",
               terminal_ ? "\r\033[K" : "", at.step, at.steps, at.epoch + 1, at.loss, at.tokens_per_second,
               duration(at.seconds_left), terminal_ ? "" : "\n");
    std::fflush(stderr);
    drawn_ = terminal_;
  }

 private:
  bool shown_, terminal_, drawn_ = false;
  std::optional<std::chrono::steady_clock::time_point> said_;  ///< into a file not every step
};

int run(int count, char** arguments) {
  CLI::App app("Trains nets of models/. affect learn starts it.", "affect-learn");
  std::string name;
  RecipeRun recipe_run;
  std::vector<std::string> set;
  int threads = 1;
  std::uint64_t seed = 1;
  std::string scored, split = "dev";
  bool list = false, quiet = false;
  app.add_option("RECIPE", name, "what to train");
  app.add_flag("--list", list, "names the recipes and their settings");
  app.add_option("-o,--output", recipe_run.output, "the model file");
  app.add_option("--work", recipe_run.work_folder,
                 "folder that keeps what is found, so that an interrupted run goes on");
  app.add_option("--data", recipe_run.data_root, "folder of the published data sets");
  app.add_option("--set", set, "NAME=VALUE, a setting of the recipe");
  app.add_option("--score", scored, "measures this model file in place of training one");
  app.add_option("--split", split, "of the data, that --score measures it on");
  app.add_option("--threads", threads, "that compute")->check(CLI::Range(1, 1024));
  app.add_option("--seed", seed, "of every random decision");
  app.add_flag("--quiet", quiet, "no progress");
  try {
    app.parse(count, arguments);
  } catch (const CLI::CallForHelp&) {
    fmt::print("{}", app.help());
    return 0;
  } catch (const CLI::ParseError& error) {
    throw ConfigError(error.what(), {}, "affect-learn --help");
  }
  Engine engine({.threads = threads, .seed = seed, .data = {}});
  register_all(engine);
  if (list) {
    fmt::print("{}", recipes_page(engine));
    return 0;
  }
  if (name.empty() || (recipe_run.output.empty() && scored.empty()))
    throw ConfigError("affect-learn needs RECIPE and -o FILE", {}, "--list");
  const auto recipe = engine.make<Recipe>(name, settings(set));
  if (!scored.empty()) {
    for (const auto& [figure, value] : recipe->score(scored, recipe_run.data_root, split))
      fmt::print("{} {:.6f}\n", figure, value);
    return 0;
  }
  ShownProgress progress(!quiet);
  recipe_run.watch = {[&](const TrainingProgress& at) { progress(at); }, &stop_asked};
  return recipe->run(recipe_run) ? 0 : kInterrupted;
}

int say(const char* what, int code) {
  fmt::print(stderr, "affect-learn: {}\n", what);
  return code;
}

}  // namespace

int run_program(int count, char** arguments) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, ask_to_stop);
  try {
    return run(count, arguments);
  } catch (const InputError& error) {
    return say(error.what(), kWrongInput);
  } catch (const ConfigError& error) {
    return say(error.what(), kWrongInput);
  } catch (const std::bad_alloc&) {
    return say("out of memory", kFailed);
  } catch (const std::exception& error) {
    return say(error.what(), kFailed);
  }
}

}  // namespace affect::learn::nets
