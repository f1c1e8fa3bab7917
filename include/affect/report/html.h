/// One self-contained page: trajectories with their bands, turning points, the transcript with the words that weigh,
/// labels, people side by side, coverage, provenance, limits; of many episodes a view of all, from which each opens.
///
///   report::HtmlReport report(engine, output, {.program = "affect 0.1.0", .command = "affect track call.srt -o
///   call.html"}); read_file(engine, "call.srt", context, report); report.close();
///
/// The page is drawn by a script that stands in it (web/report; data/report/report.js) and loads nothing: its content
/// policy forbids every address and every other script. An episode is a packed part of its own, which the script
/// unpacks when it is opened. Speakers are P1, P2, ... unless `names`; then their names in the text are replaced too,
/// as written. Memory holds one episode at a time. Thread-safety: none.
#pragma once
#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "affect/engine.h"
#include "affect/episode.h"
#include "affect/io/output.h"
#include "affect/record.h"
#include "affect/report/collector.h"
#include "affect/report/methods.h"

namespace affect::io {
class JsonWriter;
}

namespace affect::report {

struct HtmlStyle {
  bool names = false;    ///< show speakers by name
  std::string program;   ///< name and version, for the provenance
  std::string command;   ///< what was typed, for the provenance; or empty
  MethodsStyle methods;  ///< of its Methods section
};

class Pseudonyms;
struct EpisodeSummary;

/// Writes each episode when it ends.
class HtmlReport : public RecordSink {
 public:
  HtmlReport(const Engine& engine, io::Output& output, HtmlStyle style);
  ~HtmlReport() override;
  void accept(Record&& record) override;
  /// Episodes that were not ended, and the end of the page.
  void close();

 private:
  void write(Episode&& episode);
  void append_terms(io::JsonWriter& json) const;
  void append_taxonomies(io::JsonWriter& json) const;
  void append_methods(io::JsonWriter& json) const;
  std::string index() const;

  const Engine& engine_;
  io::Output& output_;
  HtmlStyle style_;
  std::unique_ptr<Pseudonyms> names_;
  MethodsReport methods_;
  EpisodeCollector collector_;
  std::vector<EpisodeSummary> episodes_;
  bool has_sources_ = false;
  std::set<std::string> taxonomies_;  ///< of labels that are shown
};

}  // namespace affect::report
