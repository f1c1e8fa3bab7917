/// One self-contained page: trajectories, turning points, the transcript with the words that weigh,
/// provenance, limits.
///
///   report::HtmlReport report(output, {.program = "affect 0.1.0", .command = "affect track call.srt -o
///   call.html"}); read_file(engine, "call.srt", context, report); report.close();
///
/// The page loads nothing (no script, no address; its content policy forbids both) and every text of the
/// input is escaped. Speakers are P1, P2, ... unless `names`; then their names in the text are replaced too,
/// as written. Long transcripts are cut with a note, dense plots thinned to their extremes. Thread-safety:
/// none.
#pragma once
#include <cstddef>
#include <map>
#include <memory>
#include <string>

#include "affect/episode.h"
#include "affect/io/output.h"
#include "affect/record.h"
#include "affect/report/collector.h"

namespace affect::report {

struct HtmlStyle {
  bool names = false;            ///< show speakers by name
  std::string program;           ///< name and version, for the provenance
  std::string command;           ///< what was typed, for the provenance; or empty
  std::size_t max_turns = 2000;  ///< of each transcript; turns around turning points stay
  std::size_t max_views = 50;    ///< trajectories drawn an episode
};

class Pseudonyms;

/// Writes each episode when it ends, so that memory holds one at a time.
class HtmlReport : public RecordSink {
 public:
  HtmlReport(io::Output& output, HtmlStyle style);
  ~HtmlReport() override;
  void accept(Record&& record) override { collector_.accept(std::move(record)); }
  /// Episodes that were not ended, and the end of the page.
  void close();

 private:
  void draw(Episode&& episode);

  io::Output& output_;
  HtmlStyle style_;
  std::unique_ptr<Pseudonyms> names_;
  EpisodeCollector collector_;
  std::size_t episodes_ = 0;
};

}  // namespace affect::report
