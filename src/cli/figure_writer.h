/// Gathers episodes into a figure, and writes it: SVG, PNG, or the table of what is drawn.
///
/// Thread-safety: none.
#pragma once
#include <memory>
#include <string>

#include "affect/io/output.h"
#include "affect/report/collector.h"
#include "affect/report/figure.h"
#include "cli/writer.h"

namespace affect::cli {

struct FigureForm {
  report::FigureOptions options = {};
  report::FigureStyle style = {};
  int dpi = 300;     ///< of a PNG
  std::string data;  ///< a file for the table beside the picture, or empty
};

class FigureWriter : public Writer {
 public:
  /// To `path`, which is .png, .csv, or else an SVG; "-" is standard output.
  FigureWriter(std::string path, FigureForm form);
  void accept(Record&& record) override { collector_.accept(std::move(record)); }
  /// Throws InputError: nothing to draw. Throws as render_png().
  void commit() override;

 private:
  std::string path_;
  FigureForm form_;
  report::FigureBuilder builder_;
  report::EpisodeCollector collector_;
};

}  // namespace affect::cli
