/// The trends of a corpus on the calendar: of all people together, or of each person.
///
///   CalendarTrends trends({.bin = CalendarBin::week});
///   PersonScoresReader reader(engine, {}, [&](PersonScores&& scores) { trends.add(scores); });
///   for (const CalendarTrend& row : trends.trends()) use(row.found);
///
/// A person's scores in a bin count once, by their mean; the bin of all is the mean of its people. A name is the same
/// person in every episode. Episodes without a calendar are counted and left out. Levels of two scales in one series
/// are refused. Thread-safety: none.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "affect/understand/corpus/calendar_bins.h"
#include "affect/understand/corpus/person_scores.h"
#include "affect/understand/corpus/trend.h"

namespace affect::understand::corpus {

struct CalendarTrendOptions {
  CalendarBin bin = CalendarBin::week;
  std::optional<Seconds> event = {};
  bool by_person = false;
  std::optional<Dimension> dimension = {};  ///< only this one
  std::string source = {}, language = {};   ///< only these, where not empty
  TrendOptions trend = {};                  ///< its event is set here
};

struct CalendarTrend {
  Perspective perspective = Perspective::expressed;
  std::string target;
  Dimension dimension = Dimension::valence;
  std::string source;
  std::string who;  ///< a person, or empty: all
  std::size_t people = 0;
  BinnedSeries series;
  Trend found;
};

class CalendarTrends {
 public:
  explicit CalendarTrends(CalendarTrendOptions options) : options_(std::move(options)) {}
  void add(const PersonScores& scores);
  /// Throws InputError: no dated scores, levels that cannot be compared.
  std::vector<CalendarTrend> trends() const;

 private:
  struct Mean {
    double sum = 0;
    std::size_t count = 0;
  };
  struct Lane {
    ScoreScale scale;
    std::map<std::string, std::map<std::int64_t, Mean>> people;  ///< by name, by bin
  };
  using Key = std::tuple<Perspective, std::string, Dimension, std::string>;
  CalendarTrend make(const Key& key, std::string who, BinnedSeries series, std::size_t people) const;

  CalendarTrendOptions options_;
  std::map<Key, Lane> lanes_;
  bool any_undated_ = false;
};

}  // namespace affect::understand::corpus
