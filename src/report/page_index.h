/// What a page says of each of its episodes before one is opened, and the course that they share.
///
/// Thread-safety: values.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "io/json_text.h"
#include "report/page_data.h"

namespace affect::report {

/// A level over an episode in equal parts of its length, straight between parts that have scores; NaN before the first
/// and behind the last.
using Course = std::array<double, 50>;

struct EpisodeSummary {
  std::string id, title;  ///< as shown
  std::size_t people = 0, turns = 0, scored = 0;
  std::optional<double> mean, sd;  ///< of all scores of valence
  std::size_t turning_points = 0, significant = 0;
  Course course{};  ///< of valence: levels where there are some, else scores; the mean over people
};

EpisodeSummary summary_of(const PageSource& source);

/// The mean of the courses with its 95 % interval (normal, over episodes); an interval needs eight.
struct Cohort {
  std::array<std::size_t, std::tuple_size_v<Course>> n{};
  Course mean{}, low{}, high{};
};
std::optional<Cohort> cohort_of(const std::vector<EpisodeSummary>& episodes);

void append_summaries(const std::vector<EpisodeSummary>& episodes, io::JsonWriter& json);

}  // namespace affect::report
