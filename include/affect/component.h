/// What perceives and understands: a stage reads an episode's records and adds to it.
///
/// A component is one .cpp whose `void register_<name>(Engine&)` carries its catalogue entry; the build lists
/// them.
#pragma once
#include <string>
#include <vector>

#include "affect/options.h"
#include "affect/record.h"

namespace affect {

class Engine;

/// A row of the catalogue: help, documentation and registration are made from it.
struct CatalogueEntry {
  std::string name;    ///< the file's name: "lexicon"
  std::string room;    ///< "perceive/text"
  std::string what;    ///< one line
  std::string units;   ///< of what it gives: "valence [-1, 1]"
  std::string source;  ///< paper or standard; with the system's number where it is one of the 119
  std::string version = "1";
  bool by_default = false;  ///< a stage that runs where nobody chooses
  /// A stage that tells of a row once it comes, from that and earlier ones, and never takes it back: runs with --live.
  bool causal = false;
  std::vector<OptionSpec> options;
  std::vector<std::string> references;  ///< keys of data/references.bib
  std::vector<std::string> models;      ///< files of models/ that it runs
  /// What it does in a sentence or two of a paper, with the thresholds that are no options: for `affect methods`.
  std::string methods;
  std::string minimum;  ///< the least that gives a result: "6 scores"
  std::string cost;     ///< how the work grows, and what was measured: "O(n); 2 ms a 1,000 scores"
};

/// One episode's pass of a component. Push every record, then finish; any chunking gives the same result.
///
/// push() and finish() hand what is new to `out`, never the record that came in. Thread-safety: one episode,
/// one thread.
class Stage {
 public:
  virtual ~Stage() = default;
  virtual void push(const Record& record, RecordSink& out) = 0;
  virtual void finish(RecordSink& out) = 0;
};

}  // namespace affect
