/// What `affect run NNN` runs: the composition behind a card, measured.
///
///   const Card card = find_card(engine, "021");
///   const RunResult result = run_card(engine, card, {.quick = true, .data_root = "/data"}, diagnostics);
///
/// A system is one file src/evaluate/<name>.cpp with register_<name>; the card names it with `system =
/// "<name>"`.
///
/// Thread-safety: run() is const; one Diagnostics a run.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "affect/diagnostics.h"
#include "affect/engine.h"
#include "affect/evaluate/card.h"

namespace affect::evaluate {

struct RunOptions {
  bool quick = false;     ///< at most 5 s, a fixed subset of the development split
  std::string data_root;  ///< folder of the published data sets (AFFECT_DATA)
  std::string file;       ///< a conversation of the user's own, run instead of the data set; or empty
};

/// A measured number with its 95 % interval.
struct Figure {
  std::string name;  ///< "lexicon: weighted accuracy"
  double value = 0;
  std::optional<double> low = {}, high = {};
  std::size_t n = 0;  ///< items it was computed on
  std::string unit;   ///< "nat", or empty: a share in [0, 1]
};

/// A file that figures were computed from.
struct DataFile {
  std::string name;    ///< below the data root, with forward slashes
  std::string sha256;  ///< of its bytes, lower-case hex
};

struct RunResult {
  std::string split;               ///< "test", "dev, first 20 dialogues", or the user's file
  std::vector<Figure> figures;     ///< empty for a user's file
  std::vector<std::string> lines;  ///< what a terminal shows besides the figures; may quote the user's own file
  std::vector<DataFile> data;
};

class System {
 public:
  virtual ~System() = default;
  /// Throws ConfigError where the data set is not at hand (naming AFFECT_DATA), InputError where it is
  /// damaged.
  virtual RunResult run(const Engine& engine, const RunOptions& options, Diagnostics& diagnostics) const = 0;
};

/// Runs the card's system. Throws ConfigError where the card is planned, and as System::run.
RunResult run_card(const Engine& engine, const Card& card, const RunOptions& options, Diagnostics& diagnostics);

/// The lines of a terminal: one a figure, aligned, with interval and n; then the result's own lines.
std::vector<std::string> describe(const RunResult& result);

}  // namespace affect::evaluate
