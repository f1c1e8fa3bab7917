#include "affect/understand/corpus/calendar_trends.h"

#include <fmt/format.h>

namespace affect::understand::corpus {

void CalendarTrends::add(const PersonScores& scores) {
  if (options_.dimension && scores.dimension != *options_.dimension) return;
  if (!is_chosen(scores.scale, options_.source, options_.language)) return;
  if (scores.clock.type != Clock::Type::calendar || scores.series.clock != trajectory::StepClock::seconds) {
    any_undated_ = true;
    return;
  }
  const Key key{scores.perspective, scores.target, scores.dimension, scores.scale.source};
  const auto [found, is_new] = lanes_.try_emplace(key);
  Lane& lane = found->second;
  if (is_new) lane.scale = scores.scale;
  if (!are_comparable(lane.scale, scores.scale)) {
    throw InputError(fmt::format("levels of one series cannot be compared: {} and {}", to_string(lane.scale),
                                 to_string(scores.scale)),
                     {}, "choose with --language");
  }
  auto& bins = lane.people[scores.subject];
  for (std::size_t i = 0; i < scores.series.size(); ++i) {
    Mean& mean = bins[calendar_bin(scores.series.times[i], options_.bin)];
    mean.sum += scores.series.scores[i];
    ++mean.count;
  }
}

std::vector<CalendarTrend> CalendarTrends::trends() const {
  if (lanes_.empty()) {
    throw InputError(
        any_undated_ ? "no score here has a date" : "nothing here has a score", {},
        any_undated_ ? "a trend needs a calendar: chats, diaries, tables with times" : "affect track FILE shows why");
  }
  std::vector<CalendarTrend> all;
  for (const auto& [key, lane] : lanes_) {
    std::map<std::int64_t, Mean> together;
    for (const auto& [who, bins] : lane.people) {
      BinnedSeries own;
      for (const auto& [bin, mean] : bins) {
        own.bins.push_back(bin);
        own.values.push_back(mean.sum / static_cast<double>(mean.count));
        together[bin].sum += own.values.back();
        ++together[bin].count;
      }
      if (options_.by_person) all.push_back(make(key, who, std::move(own), 1));
    }
    if (options_.by_person) continue;
    BinnedSeries series;
    for (const auto& [bin, mean] : together) {
      series.bins.push_back(bin);
      series.values.push_back(mean.sum / static_cast<double>(mean.count));
    }
    all.push_back(make(key, {}, std::move(series), lane.people.size()));
  }
  return all;
}

CalendarTrend CalendarTrends::make(const Key& key, std::string who, BinnedSeries series, std::size_t people) const {
  CalendarTrend row;
  std::tie(row.perspective, row.target, row.dimension, row.source) = key;
  row.who = std::move(who);
  row.people = people;
  row.series = std::move(series);
  TrendOptions options = options_.trend;
  if (options_.event) options.event = calendar_bin(*options_.event, options_.bin);
  row.found = trend(row.series, options);
  return row;
}

}  // namespace affect::understand::corpus
