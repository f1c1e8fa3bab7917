#include "report/page_index.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "report/page_json.h"

namespace affect::report {
namespace {

constexpr double kNormal95 = 1.959963984540054;  // 97.5 % quantile of the standard normal
constexpr std::size_t kLeastForInterval = 8;
constexpr std::string_view kColumn = "valence";

bool counts(const View& view) { return view.track != nullptr && view.column == kColumn; }

struct Sum {
  double sum = 0, squares = 0;
  std::size_t count = 0;
  void add(double value) {
    sum += value;
    squares += value * value;
    ++count;
  }
  double mean() const { return count == 0 ? NAN : sum / static_cast<double>(count); }
  double sd() const {
    const double mean_square = sum * sum / static_cast<double>(count);
    return std::sqrt(std::max(0.0, squares - mean_square) / static_cast<double>(count - 1));
  }
};

/// Parts without a score lie on the line between those beside them; before the first and behind the last is nothing.
void bridge(Course& course) {
  std::size_t last = course.size();
  for (std::size_t part = 0; part < course.size(); ++part) {
    if (std::isnan(course[part])) continue;
    for (std::size_t between = last + 1; last < part && between < part; ++between) {
      const double share = static_cast<double>(between - last) / static_cast<double>(part - last);
      course[between] = course[last] + share * (course[part] - course[last]);
    }
    last = part;
  }
}

Course course_of(const View& view, const Extent& whole) {
  std::array<Sum, std::tuple_size_v<Course>> parts;
  const auto add = [&](double x, double value) {
    const double part = std::clamp(whole.part(x), 0.0, 1.0) * static_cast<double>(parts.size());
    parts[std::min(parts.size() - 1, static_cast<std::size_t>(part))].add(value);
  };
  for (const BandPoint& point : view.smooth) add(point.x, point.value);
  if (view.smooth.empty()) {
    for (const Point& point : view.raw) add(point.x, point.value);
  }
  Course course{};
  std::transform(parts.begin(), parts.end(), course.begin(), [](const Sum& part) { return part.mean(); });
  bridge(course);
  return course;
}

/// The mean over people.
Course course_of(const std::vector<View>& views) {
  std::array<Sum, std::tuple_size_v<Course>> parts;
  const Extent whole = extent(views);
  for (const View& view : views) {
    if (!counts(view)) continue;
    const Course course = course_of(view, whole);
    for (std::size_t part = 0; part < parts.size(); ++part) {
      if (!std::isnan(course[part])) parts[part].add(course[part]);
    }
  }
  Course mean{};
  std::transform(parts.begin(), parts.end(), mean.begin(), [](const Sum& part) { return part.mean(); });
  return mean;
}

void append_course(io::JsonWriter& json, std::string_view key, const Course& course) {
  array(json, key, course, append_short);
}

}  // namespace

EpisodeSummary summary_of(const PageSource& source) {
  const Episode& episode = source.episode;
  EpisodeSummary summary;
  summary.id = source.names.cover_name(episode.id);
  summary.title = source.names.cover_name(episode.info.title);
  std::set<std::string_view> people;
  for (const Turn& turn : episode.turns) {
    if (!turn.speaker.empty()) people.insert(turn.speaker);
    summary.turns += turn.event.empty() ? 1 : 0;
  }
  summary.people = people.size();
  Sum scores;
  for (const View& view : source.views) {
    for (const Finding* finding : view.turning_points) {
      ++summary.turning_points;
      summary.significant += finding->grade == Grade::significant ? 1 : 0;
    }
    if (!counts(view)) continue;
    for (const Point& point : view.raw) scores.add(point.value);
  }
  summary.scored = scores.count;
  if (scores.count > 0) summary.mean = scores.mean();
  if (scores.count > 1) summary.sd = scores.sd();
  summary.course = course_of(source.views);
  return summary;
}

std::optional<Cohort> cohort_of(const std::vector<EpisodeSummary>& episodes) {
  Cohort cohort;
  bool any = false;
  for (std::size_t part = 0; part < cohort.mean.size(); ++part) {
    Sum sum;
    for (const EpisodeSummary& episode : episodes) {
      if (std::isfinite(episode.course[part])) sum.add(episode.course[part]);
    }
    any = any || sum.count > 0;
    cohort.n[part] = sum.count;
    cohort.mean[part] = sum.mean();
    const double half =
        sum.count < kLeastForInterval ? NAN : kNormal95 * sum.sd() / std::sqrt(static_cast<double>(sum.count));
    cohort.low[part] = cohort.mean[part] - half;
    cohort.high[part] = cohort.mean[part] + half;
  }
  return any ? std::optional(cohort) : std::nullopt;
}

void append_summaries(const std::vector<EpisodeSummary>& episodes, io::JsonWriter& json) {
  json.key("episodes");
  json.open('[');
  for (const EpisodeSummary& episode : episodes) {
    json.comma();
    json.open('{');
    text(json, "id", episode.id);
    text(json, "title", episode.title);
    json.integer("people", static_cast<std::int64_t>(episode.people));
    json.integer("turns", static_cast<std::int64_t>(episode.turns));
    json.integer("scored", static_cast<std::int64_t>(episode.scored));
    number_or_null(json, "mean", episode.mean);
    number_or_null(json, "sd", episode.sd);
    json.integer("turning_points", static_cast<std::int64_t>(episode.turning_points));
    json.integer("significant", static_cast<std::int64_t>(episode.significant));
    append_course(json, "curve", episode.course);
    json.close('}');
  }
  json.close(']');
  const auto cohort = episodes.size() > 1 ? cohort_of(episodes) : std::nullopt;
  json.key("cohort");
  if (!cohort) {
    json.out() += "null";
    return;
  }
  json.open('{');
  text(json, "column", kColumn);
  array(json, "n", cohort->n,
        [](std::string& out, std::size_t n) { io::append_integer(out, static_cast<std::int64_t>(n)); });
  append_course(json, "mean", cohort->mean);
  append_course(json, "low", cohort->low);
  append_course(json, "high", cohort->high);
  json.close('}');
}

}  // namespace affect::report
