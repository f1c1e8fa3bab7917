/// An episode for people, on a terminal: a trajectory per subject, its turning points, quotes and the words
/// that weigh.
///
///   report::TerminalReport report(output, {.columns = 100, .colours = report::Colours::many});
///   read_file(engine, "call.srt", context, report);
///   report.close();
///
/// Text is UTF-8, or ASCII where asked. Nothing of the input can steer the terminal: control characters are left out.
/// No line is wider than `columns` cells (40 at least). Subjects and episodes over the limits get a line with a
/// sparkline, over further limits they are counted, so that the output is bounded. Thread-safety: none.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "affect/episode.h"
#include "affect/io/output.h"
#include "affect/record.h"
#include "affect/report/collector.h"

namespace affect::report {

/// How many colours the terminal shows: none, those of ECMA-48, xterm's 256, 24 bits.
enum class Colours { none, eight, many, full };

struct TerminalStyle {
  std::size_t columns = 80;
  Colours colours = Colours::none;  ///< orange below zero to blue above; nothing is told by colour alone
  bool ascii = false;               ///< signs that need no Unicode; other characters of the input are "?"
  std::size_t max_views = 6;        ///< trajectories drawn an episode
  std::size_t max_findings = 8;     ///< turning points listed a trajectory
  std::size_t max_episodes = 6;     ///< drawn
  std::size_t max_rows = 40;        ///< trajectories, and episodes, that get a line behind those drawn
  bool operator==(const TerminalStyle&) const = default;
};

std::string render_terminal(const Episode& episode, const TerminalStyle& style = {});

struct TrajectoryRow;

/// Renders each episode when it ends.
class TerminalReport : public RecordSink {
 public:
  TerminalReport(io::Output& output, const TerminalStyle& style);
  ~TerminalReport() override;
  void accept(Record&& record) override { collector_.accept(std::move(record)); }
  /// Episodes that were not ended, what was left out, and the closing line.
  void close();

 private:
  void draw(Episode&& episode);

  io::Output& output_;
  TerminalStyle style_;
  EpisodeCollector collector_;
  std::size_t episodes_ = 0;
  std::vector<TrajectoryRow> rows_;  ///< of the episodes over the limit
  std::string limits_;
};

}  // namespace affect::report
