/// Tracks and series as tidy CSV, one value a line, for R, pandas and spreadsheets.
///
///   TidyCsvWriter writer(output);
///   writer.accept(Record{"call", track});
///   // episode,subject,turn,time,perspective,source,column,value,se
///   // call,Ann,0,2.5,expressed,lexicon@1,valence,0.42,
///
/// `column` is valence, arousal, dominance, positive, negative, a label (its probability), or <series>.<channel>.
/// `time` is in seconds, or ISO 8601 on a calendar clock. An absent value gives no line. Quoting is RFC 4180 with line
/// ends of one LF; values stay as they are, so that a name such as "=x" is a formula to a spreadsheet. Thread-safety:
/// none.
#pragma once
#include <string>

#include "affect/io/output.h"
#include "affect/io/records.h"
#include "affect/record.h"

namespace affect::io {

class TidyCsvWriter : public RecordSink {
 public:
  /// Writes the header.
  explicit TidyCsvWriter(Output& output);
  void accept(Record&& record) override;

 private:
  void write(const std::string& episode, const Track& track, const Clock& clock);
  void write(const std::string& episode, const Series& series, const Clock& clock);

  Output& output_;
  EpisodeClocks clocks_;
  std::string text_;
};

}  // namespace affect::io
