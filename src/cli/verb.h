/// What `affect VERB` does. A new verb is one file src/cli/<verb>.cpp with register_<verb>.
///
/// A verb only joins what the rooms offer. Thread-safety: none.
#pragma once
#include <string>
#include <vector>

#include "affect/engine.h"

namespace CLI {
class App;
}

namespace affect::cli {

enum class Colour { automatic, always, never };

/// Options that every verb has.
struct CommonOptions {
  int threads = 1;
  std::uint64_t seed = 1;
  std::string data_dir;
  std::string config;  ///< the settings file that is named; empty: the user's
  bool quiet = false;
  Colour colour = Colour::automatic;
};

struct Invocation {
  const Engine& engine;
  const CommonOptions& common;
  std::string command;  ///< as typed: "affect track call.srt"
};

/// A command that runs as written beside the folder examples/; a test runs each.
struct Example {
  /// data: AFFECT_DATA; models: nets, and the models of `affect models fetch --default`; time: minutes, which the
  /// test does not wait
  enum class Needs { nothing, data, models, time };

  Example(const char* what, Needs what_it_needs = Needs::nothing) : command(what), needs(what_it_needs) {}

  std::string command;  ///< "track examples/call.srt -o report.html"
  Needs needs;
};

struct VerbHelp {
  std::string synopsis;  ///< "track FILE... [-o OUT]"
  std::vector<Example> examples;
};

class Verb {
 public:
  virtual ~Verb() = default;
  virtual VerbHelp help() const = 0;
  /// Adds its options to the command line.
  virtual void declare(CLI::App& app) = 0;
  /// False of a verb that helps where settings are wrong.
  virtual bool reads_settings() const { return true; }
  /// Throws affect::Error, or io::OutputClosed.
  virtual void run(const Invocation& invocation) = 0;
};

/// The catalogue entry of a verb.
inline CatalogueEntry verb_entry(std::string name, std::string what) {
  return {.name = std::move(name), .room = "cli", .what = std::move(what), .units = "", .source = ""};
}

}  // namespace affect::cli
