/// An episode for people, on a terminal: a trajectory per subject, its turning points, quotes and the words
/// that weigh.
///
///   report::TerminalReport report(output, {.columns = 100, .colour = true});
///   read_file(engine, "call.srt", context, report);
///   report.close();
///
/// Text is UTF-8. Nothing of the input can steer the terminal: control characters are left out. No line is
/// wider than `columns` cells (40 at least). Subjects and episodes over the limits are summarised, so that
/// the output is bounded. Thread-safety: none.
#pragma once
#include <cstddef>
#include <string>

#include "affect/episode.h"
#include "affect/io/output.h"
#include "affect/record.h"
#include "affect/report/collector.h"

namespace affect::report {

struct TerminalStyle {
  std::size_t columns = 80;
  bool colour = false;           ///< blue and orange, told apart by the colour-blind; every mark has its own shape too
  std::size_t max_views = 12;    ///< trajectories drawn an episode
  std::size_t max_findings = 8;  ///< turning points listed a trajectory
  std::size_t max_episodes = 12;
};

std::string render_terminal(const Episode& episode, const TerminalStyle& style = {});

/// Renders each episode when it ends.
class TerminalReport : public RecordSink {
 public:
  TerminalReport(io::Output& output, const TerminalStyle& style);
  void accept(Record&& record) override { collector_.accept(std::move(record)); }
  /// Episodes that were not ended, what was left out, and the closing line.
  void close();

 private:
  void draw(Episode&& episode);

  io::Output& output_;
  TerminalStyle style_;
  EpisodeCollector collector_;
  std::size_t episodes_ = 0;
  std::string limits_;
};

}  // namespace affect::report
