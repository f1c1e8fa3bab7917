#include "io/elan_ratings.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "affect/io/reader.h"

namespace affect::io {
namespace {

constexpr std::size_t kMostMoments = 10'000'000;

struct TimedLabel {
  TimeRange time;
  std::string label;
};

/// Annotations by tier, in the order in which tiers first speak.
class TierCollector : public RecordSink {
 public:
  void accept(Record&& record) override {
    if (auto* turn = std::get_if<Turn>(&record.body); turn != nullptr && turn->time) {
      add(turn->speaker, *turn->time, std::move(turn->text));
    } else if (auto* code = std::get_if<Occurrence>(&record.body); code != nullptr && code->time) {
      add(code->attributes["tier"], *code->time, std::move(code->attributes["value"]));
    }
  }
  const std::vector<std::string>& names() const { return names_; }
  const std::vector<TimedLabel>& labels(const std::string& tier) const { return labels_.at(tier); }
  bool has(const std::string& tier) const { return labels_.contains(tier); }
  /// Sorts each tier by time. Throws InputError where two of its annotations overlap.
  void close(const std::string& path) {
    for (auto& [tier, labels] : labels_) {
      std::stable_sort(labels.begin(), labels.end(),
                       [](const auto& a, const auto& b) { return a.time.start < b.time.start; });
      for (std::size_t i = 1; i < labels.size(); ++i) {
        if (labels[i].time.start >= labels[i - 1].time.end) continue;
        throw InputError(fmt::format("annotations of \"{}\" overlap at {:.3f} s", tier, labels[i].time.start), {path},
                         "a tier is a rater here; tiers that share a PARTICIPANT are read as one: empty it in ELAN");
      }
    }
  }

 private:
  void add(const std::string& tier, TimeRange time, std::string label) {
    if (!labels_.contains(tier)) names_.push_back(tier);
    labels_[tier].push_back({time, std::move(label)});
  }
  std::vector<std::string> names_;
  std::map<std::string, std::vector<TimedLabel>> labels_;
};

std::vector<std::string> chosen_tiers(const TierCollector& tiers, const RatingColumns& columns,
                                      const std::string& path) {
  if (columns.raters.empty()) return tiers.names();
  for (const std::string& rater : columns.raters) {
    if (tiers.has(rater)) continue;
    throw InputError(fmt::format("no tier \"{}\"; found: {}", rater, fmt::join(tiers.names(), ", ")), {path});
  }
  return columns.raters;
}

std::string label_at(const std::vector<TimedLabel>& labels, Seconds moment) {
  const auto after = std::upper_bound(labels.begin(), labels.end(), moment,
                                      [](Seconds at, const TimedLabel& label) { return at < label.time.start; });
  if (after == labels.begin() || std::prev(after)->time.end <= moment) return {};
  return std::prev(after)->label;
}

}  // namespace

RatingTable read_elan_ratings(const Engine& engine, const std::string& path, const RatingColumns& columns) {
  Diagnostics noted;
  ReadContext context{.diagnostics = noted};
  context.format = "elan";
  TierCollector tiers;
  read_file(engine, path, context, tiers);
  tiers.close(path);
  RatingTable table{.shape = fmt::format("ELAN, a moment every {:g} s", columns.step_s),
                    .raters = chosen_tiers(tiers, columns, path),
                    .group_name = "stretch without a change"};
  Seconds start = std::numeric_limits<double>::infinity(), end = -start;
  for (const std::string& rater : table.raters) {
    start = std::min(start, tiers.labels(rater).front().time.start);
    for (const TimedLabel& label : tiers.labels(rater)) end = std::max(end, label.time.end);
  }
  const double moments = std::ceil((end - start) / columns.step_s);
  if (!(moments < static_cast<double>(kMostMoments))) {
    throw InputError(fmt::format("{:.0f} moments are too many", moments), {path}, "take a longer --step");
  }
  // Moments stand in the middle of their step, so that a boundary is on neither side of chance.
  std::vector<std::string> before;
  std::size_t stretch = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(moments); ++i) {
    const Seconds moment = start + (static_cast<double>(i) + 0.5) * columns.step_s;
    std::vector<std::string> now;
    for (const std::string& rater : table.raters) now.push_back(label_at(tiers.labels(rater), moment));
    if (now != before) ++stretch;
    before = now;
    table.items.push_back(fmt::format("{:.3f}", moment));
    table.groups.push_back(std::to_string(stretch));
    table.cells.insert(table.cells.end(), now.begin(), now.end());
  }
  return table;
}

}  // namespace affect::io
