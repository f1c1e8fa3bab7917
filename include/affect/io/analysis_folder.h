/// Scores for R and pandas: a folder with rows.csv, codebook.csv and an example analysis that reads them.
///
///   AnalysisFolder folder(engine, "for_r", {.language = AnalysisLanguage::r});
///   read_path(engine, "out.jsonl", context, folder);
///   folder.commit();
///
/// rows.csv has a row a score: the columns of the tidy CSV (tidy_csv.h) as they are there, and behind them what lagged
/// and multilevel models ask for. codebook.csv tells of each column its meaning, type, unit, range and when it is
/// empty. Raw scores only: what a component of `understand` wrote is left out. Lags are scores of turns before, of the
/// same session and at most `gap_s` old. Means and lags stay in an episode, which is held until its end: about 40 bytes
/// a score. Thread-safety: none.
#pragma once
#include <memory>
#include <string>

#include "affect/clock.h"
#include "affect/engine.h"
#include "affect/record.h"

namespace affect::io {

enum class AnalysisLanguage { r, pandas };

/// Silence that ends a session, of everybody: as turning_points has it.
inline constexpr Seconds kSessionGap = 21600;

struct AnalysisOptions {
  AnalysisLanguage language = AnalysisLanguage::r;
  Seconds gap_s = kSessionGap;  ///< >= 0
};

class AnalysisFolder : public RecordSink {
 public:
  /// Makes the folder where it is not there; what else lies in it stays. Throws IoError.
  AnalysisFolder(const Engine& engine, const std::string& path, AnalysisOptions options);
  ~AnalysisFolder() override;
  void accept(Record&& record) override;
  /// Puts the files in their places: an analysis that is there already stays, for somebody may have changed it. Throws
  /// InputError where no score came, IoError.
  void commit();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace affect::io
