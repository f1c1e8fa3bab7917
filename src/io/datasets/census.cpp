#include "affect/io/datasets/census.h"

#include <cmath>

#include "io/datasets/gold_writer.h"

namespace affect::io {

void DatasetCensus::accept(Record&& record) {
  if (const auto* info = std::get_if<EpisodeInfo>(&record.body)) {
    ++counts["episodes"];
    language_ = "language:" + info->language;
  } else if (std::holds_alternative<Turn>(record.body)) {
    ++counts["turns"];
    ++counts[language_];
  } else if (const auto* track = std::get_if<Track>(&record.body)) {
    count(*track);
  } else if (const auto* occurrence = std::get_if<Occurrence>(&record.body)) {
    ++counts[occurrence->type];
    const auto code = occurrence->attributes.find(std::string(kCode));
    if (code != occurrence->attributes.end()) ++counts[occurrence->type + ":" + code->second];
  } else if (const auto* relation = std::get_if<Relation>(&record.body)) {
    ++counts["relation:" + relation->type];
  } else if (const auto* assessment = std::get_if<Assessment>(&record.body)) {
    ++counts["assessment:" + assessment->instrument];
  }
}

void DatasetCensus::count(const Track& track) {
  if (track.key.source.name != kGold || track.labels.empty()) return;
  for (std::size_t row = 0; row < track.size(); ++row) {
    bool any = false;
    for (std::size_t i = 0; i < track.labels.size(); ++i) {
      const auto column = track.probabilities(i);
      if (column.empty() || !(column[row] > 0.5)) continue;
      any = true;
      ++counts[track.key.taxonomy + ":" + track.labels[i]];
    }
    if (!any) ++counts[track.key.taxonomy + ":none"];
  }
}

std::vector<DatasetDifference> DatasetCensus::differences(const DatasetSplit& split) const {
  std::vector<DatasetDifference> result;
  for (const DatasetCount& published : split.published) {
    const auto found = counts.find(published.what);
    const std::size_t count = found == counts.end() ? 0 : found->second;
    if (count != published.count) result.push_back({published.what, count, published.count});
  }
  return result;
}

namespace {

template <class Read>
DatasetCensus census_of(Read&& read) {
  DatasetCensus census;
  ReadContext context{.diagnostics = census.diagnostics, .reject = [](const Reject&) {}};
  context.ledger = &census.ledger;
  read(context, census);
  census.counts["rows"] = census.ledger.read_count();
  return census;
}

}  // namespace

DatasetCensus take_census(const Dataset& dataset, const DatasetFiles& files, std::string_view split) {
  return census_of([&](const ReadContext& context, RecordSink& out) { dataset.read(files, split, context, out); });
}

DatasetCensus take_census(const Dataset& dataset, const std::string& root, std::string_view split) {
  return census_of(
      [&](const ReadContext& context, RecordSink& out) { read_dataset(dataset, root, split, context, out); });
}

}  // namespace affect::io
