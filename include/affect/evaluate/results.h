/// Measured figures as files, and the page made from them. A figure without such a file does not exist.
///
///   results/NNN.json          one system: what write_result gives
///   results/bench/NAME.json   speed: one row {"what","value" or
///   "ours","peer","peer_name","ratio","unit","cpu","command"}, or
///                             {"figures":[rows]}; peer and ratio only where something was compared in the same run
///
/// Thread-safety: free functions.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "affect/evaluate/system.h"

namespace affect::evaluate {

/// Where and how a run took place.
struct Provenance {
  std::string commit;   ///< full hash of the sources, "-dirty" appended where they were changed
  std::string command;  ///< "affect run 021"
  std::string cpu;      ///< model name
  std::string date;     ///< ISO 8601 day
};

struct SystemResult {
  int number = 0;
  std::string name;
  std::string split;
  std::vector<Figure> figures;
  std::string data_sha256;  ///< over the names and hashes of `data`, in order of name
  std::vector<DataFile> data;
  Provenance provenance;
};

/// Model name and feature level of this machine's CPU ("AMD EPYC, x86-64-v3"); "unknown" where the system does not
/// tell.
std::string cpu_name();

/// The canonical JSON text of a run of a card, ending in a line end.
std::string write_result(const Card& card, const RunResult& result, const Provenance& provenance);

/// Throws InputError with the file's name where the text is not such a result.
SystemResult read_result(std::string_view json, const std::string& file);

/// The result of a card that is compiled in or overridden, if there is one. Throws InputError.
std::optional<SystemResult> find_result(const Engine& engine, const Card& card);

/// One measured speed: ours, and a peer's in the same run where there is one.
struct BenchFigure {
  std::string what;
  double value = 0;
  std::optional<double> peer;
  std::string peer_name;        ///< "vaderSentiment 3.3.2", or empty
  std::optional<double> ratio;  ///< value / peer
  std::string unit;
  std::string cpu;
  std::string command;
};

/// Throws InputError with the file's name.
std::vector<BenchFigure> read_bench(std::string_view json, const std::string& file);

/// docs/RESULTS.md from all cards and results of the engine. Throws ConfigError, InputError.
std::string results_page(const Engine& engine);

}  // namespace affect::evaluate
