/// Counts what a data set holds, and compares it with what was published.
///
///   const auto census = take_census(*dataset, root, "test");
///   for (const auto& d : census.differences(split)) fmt::print("{}: {}, published {}\n", d.what, d.found,
///   d.published);
///
/// Thread-safety: values.
#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "affect/io/datasets/dataset.h"

namespace affect::io {

struct DatasetDifference {
  std::string what;
  std::size_t found = 0, published = 0;
};

/// Keys: "rows" (of the files), "episodes", "turns", "language:fr" (turns), "meld:joy" (gold labels; "meld:none" where
/// no label applies), "strategy" and "strategy:Question" (occurrences, by type and code), "relation:cause",
/// "assessment:IRI".
class DatasetCensus : public RecordSink {
 public:
  void accept(Record&& record) override;
  std::vector<DatasetDifference> differences(const DatasetSplit& split) const;

  std::map<std::string, std::size_t> counts;
  Diagnostics diagnostics;
  Ledger ledger;

 private:
  void count(const Track& track);

  std::string language_;
};

/// Reads a whole split and counts it; what cannot be read is rejected and counted in its ledger.
DatasetCensus take_census(const Dataset& dataset, const DatasetFiles& files, std::string_view split);
DatasetCensus take_census(const Dataset& dataset, const std::string& root, std::string_view split);

}  // namespace affect::io
