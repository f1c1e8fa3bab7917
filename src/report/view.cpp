#include "report/view.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <unordered_map>

#include <fmt/format.h>

#include "io/zones.h"

namespace affect::report {
namespace {

constexpr std::string_view kSmoother = "state_space";
constexpr double kNormal90 = 1.6448536269514722;  // 95 % quantile of the standard normal

/// Who is not named is the author, in words as in signals.
std::string_view who(std::string_view name) { return name.empty() ? kAuthor : name; }

bool tells_time(const Episode& episode) { return episode.info.clock.type != Clock::Type::order; }

/// "2024-05-01 18:30": to the minute, since a trajectory is not read to the second; as the clocks there showed it.
std::string calendar_name(const Clock& clock, Seconds time) {
  if (clock.precision == Clock::Precision::day || clock.precision == Clock::Precision::year) {
    return format_iso_time(time, clock.precision, false);
  }
  const auto local = io::local_time(time, clock.zone);
  std::string name = format_iso_time(local.value_or(time), Clock::Precision::minute, false);
  if (const std::size_t letter = name.find('T'); letter != std::string::npos) name[letter] = ' ';
  return local ? name : fmt::format("{} UTC", name);
}

void add_word(std::vector<HeavyWord>& heavy, std::string_view word, std::optional<double> weight) {
  const auto known = std::find_if(heavy.begin(), heavy.end(), [&](const HeavyWord& h) { return h.word == word; });
  if (known == heavy.end()) {
    heavy.push_back({std::string(word), weight});
  } else if (known->weight && weight) {
    *known->weight += *weight;
  }
}

std::vector<Point> raw_points(const Episode& episode, const Track& track, Dimension dimension) {
  std::vector<Point> points;
  const auto values = track.values(dimension);
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (std::isnan(values[row])) continue;
    if (const auto x = row_place(episode, track, row)) points.push_back({*x, values[row], track.turn(row)});
  }
  return points;
}

std::vector<BandPoint> band_points(const Episode& episode, const Track& track, Dimension dimension) {
  std::vector<BandPoint> points;
  const auto values = track.values(dimension);
  const bool has_error =
      dimension == Dimension::valence || dimension == Dimension::arousal || dimension == Dimension::dominance;
  const auto errors = has_error ? track.standard_errors(dimension) : std::span<const double>{};
  for (std::size_t row = 0; row < values.size(); ++row) {
    const auto x = row_place(episode, track, row);
    if (!x || std::isnan(values[row])) continue;
    const double error = errors.empty() || std::isnan(errors[row]) ? 0 : errors[row];
    points.push_back({*x, values[row], values[row] - kNormal90 * error, values[row] + kNormal90 * error});
  }
  return points;
}

bool is_smoothed(const Series& series) { return Source::parse(series.source).name == kSmoother; }

/// What belongs to each subject. Found once: a forum has tens of thousands.
class Belongings {
 public:
  struct Own {
    std::size_t turns = 0;  ///< with text
    std::vector<const Track*> tracks;
    std::vector<const Series*> smoothed;
    std::vector<const Finding*> turning_points;
  };

  explicit Belongings(const Episode& episode) {
    for (const Turn& turn : episode.turns) all_[who(turn.speaker)].turns += turn.event.empty() ? 1 : 0;
    for (const Track& track : episode.tracks) all_[who(track.key.subject)].tracks.push_back(&track);
    for (const Series& series : episode.series) {
      if (is_smoothed(series)) all_[who(series.subject)].smoothed.push_back(&series);
    }
    for (const Finding& finding : episode.findings) {
      if (finding.type == "turning_point") all_[who(finding.subject)].turning_points.push_back(&finding);
    }
  }
  const Own& of(std::string_view subject) const {
    const auto found = all_.find(who(subject));
    return found == all_.end() ? nothing_ : found->second;
  }

 private:
  std::unordered_map<std::string_view, Own> all_;
  Own nothing_;
};

void attach_findings(const Belongings::Own& own, View& view) {
  for (const Finding* finding : own.turning_points) {
    if (!finding->column.empty() && finding->column != view.column) continue;
    if (finding->perspective && view.perspective && finding->perspective != view.perspective) continue;
    const bool says_input = !finding->input.name.empty();
    if (says_input && (finding->input.to_string() != view.source || finding->target != view.target)) continue;
    if (finding->status == Status::given) {
      view.turning_points.push_back(finding);
    } else {
      view.no_result = finding;
    }
  }
}

bool is_smoothed_form(const TrackKey& smoothed, const TrackKey& raw) {
  const bool is_of_another = !smoothed.input.name.empty() && smoothed.input != raw.source;
  return smoothed.source.name == kSmoother && raw.source.name != kSmoother && !is_of_another &&
         smoothed.subject == raw.subject && smoothed.perspective == raw.perspective && smoothed.target == raw.target;
}

/// A smoothed track stands for itself where its raw track is not in the episode.
bool is_drawn_elsewhere(const Belongings::Own& own, const Track& track) {
  return std::any_of(own.tracks.begin(), own.tracks.end(),
                     [&](const Track* raw) { return is_smoothed_form(track.key, raw->key); });
}

void add_track_views(const Episode& episode, const Belongings& belongings, std::vector<View>& all) {
  for (const Track& track : episode.tracks) {
    const Belongings::Own& own = belongings.of(track.key.subject);
    if (is_drawn_elsewhere(own, track)) continue;
    for (const Dimension dimension : kDimensions) {
      View view;
      view.raw = raw_points(episode, track, dimension);
      if (view.raw.empty()) continue;
      view.subject = track.key.subject;
      view.perspective = track.key.perspective;
      view.target = track.key.target;
      view.source = track.key.source.to_string();
      view.column = to_string(dimension);
      view.track = &track;
      view.turns = track.key.perspective == Perspective::evoked ? track.size() : std::max(track.size(), own.turns);
      for (const Track* other : own.tracks) {
        if (is_smoothed_form(other->key, track.key)) view.smooth = band_points(episode, *other, dimension);
      }
      if (dimension == Dimension::positive || dimension == Dimension::negative) view.low = 0;
      summarise(view);
      attach_findings(own, view);
      all.push_back(std::move(view));
    }
  }
}

void smooth_signal(const Series& raw, const Channel& channel, const Belongings::Own& own, View& view) {
  for (const Series* series : own.smoothed) {
    if (series->subject != raw.subject || series->name != raw.name) continue;
    const Channel* level = series->find(channel.name);
    const Channel* error = series->find(channel.name + "_se");
    if (level == nullptr) continue;
    for (std::size_t i = 0; i < series->size(); ++i) {
      const double value = level->values[i];
      if (std::isnan(value)) continue;
      const double half = error == nullptr || std::isnan(error->values[i]) ? 0 : kNormal90 * error->values[i];
      view.smooth.push_back({series->time(i), value, value - half, value + half});
    }
  }
}

void add_series_views(const Episode& episode, const Belongings& belongings, std::vector<View>& all) {
  for (const Series& series : episode.series) {
    if (is_smoothed(series)) continue;
    const Belongings::Own& own = belongings.of(series.subject);
    for (const Channel& channel : series.channels) {
      View view;
      for (std::size_t i = 0; i < series.size(); ++i) {
        if (std::isfinite(channel.values[i])) view.raw.push_back({series.time(i), channel.values[i]});
      }
      if (view.raw.empty()) continue;
      view.subject = series.subject;
      view.source = series.source;
      view.column = fmt::format("{}.{}", series.name, channel.name);
      view.unit = channel.unit;
      view.turns = series.size();
      smooth_signal(series, channel, own, view);
      fit_axis(view);
      summarise(view);
      attach_findings(own, view);
      all.push_back(std::move(view));
    }
  }
}

}  // namespace

std::vector<View> views(const Episode& episode) {
  std::vector<View> all;
  const Belongings belongings(episode);
  add_track_views(episode, belongings, all);
  add_series_views(episode, belongings, all);
  return all;
}

void summarise(View& view) {
  view.scored = view.raw.size();
  view.turns = std::max(view.turns, view.scored);
  double sum = 0;
  for (const Point& point : view.raw) sum += point.value;
  view.mean = sum / static_cast<double>(view.scored);
  if (view.scored < 2) return;
  double squares = 0;
  for (const Point& point : view.raw) squares += (point.value - view.mean) * (point.value - view.mean);
  view.sd = std::sqrt(squares / static_cast<double>(view.scored - 1));
}

void fit_axis(View& view) {
  view.low = std::numeric_limits<double>::infinity();
  view.high = -view.low;
  for (const Point& point : view.raw) {
    view.low = std::min(view.low, point.value);
    view.high = std::max(view.high, point.value);
  }
  if (view.low == view.high) {
    view.low -= 0.5;
    view.high += 0.5;
  }
}

Extent extent(const std::vector<View>& views) {
  Extent extent{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  for (const View& view : views) {
    for (const Point& point : view.raw) {
      extent.first = std::min(extent.first, point.x);
      extent.last = std::max(extent.last, point.x);
    }
  }
  return extent;
}

std::string place_name(const Episode& episode, double x) {
  switch (episode.info.clock.type) {
    case Clock::Type::calendar:
      return calendar_name(episode.info.clock, x);
    case Clock::Type::media:
      return format_media_time(std::round(x));
    case Clock::Type::order:
      return fmt::format("turn {:.0f}", x);
  }
  return {};
}

std::optional<double> row_place(const Episode& episode, const Track& track, std::size_t row) {
  if (tells_time(episode)) {
    if (const auto time = track.time(row)) return time->start;
    const Turn* turn = episode.find_turn(track.turn(row));
    if (turn != nullptr && turn->time) return turn->time->start;
    return std::nullopt;
  }
  if (track.turn(row) != Track::kNoTurn) return static_cast<double>(track.turn(row));
  if (const auto time = track.time(row)) return time->start;
  return std::nullopt;
}

std::optional<double> place(const Episode& episode, const Finding& finding) {
  if (tells_time(episode)) {
    if (finding.time) return finding.time;
    const Turn* turn = finding.turn ? episode.find_turn(*finding.turn) : nullptr;
    if (turn != nullptr && turn->time) return turn->time->start;
    return std::nullopt;
  }
  if (finding.turn) return static_cast<double>(*finding.turn);
  return finding.time;
}

std::vector<Label> main_labels(const Track& track, std::size_t limit) {
  std::vector<Label> labels;
  if (track.label_kind == LabelKind::open) {
    std::map<std::string, double> sums;
    for (std::size_t row = 0; row < track.size(); ++row) {
      for (const Label& label : track.open_labels(row)) sums[label.name] += label.probability;
    }
    for (const auto& [name, sum] : sums) labels.push_back({name, sum / static_cast<double>(track.size()), {}});
  } else {
    for (std::size_t i = 0; i < track.labels.size(); ++i) {
      double sum = 0;
      std::size_t count = 0;
      for (const double probability : track.probabilities(i)) {
        if (std::isnan(probability)) continue;
        sum += probability;
        ++count;
      }
      if (count > 0) labels.push_back({track.labels[i], sum / static_cast<double>(count), {}});
    }
  }
  std::stable_sort(labels.begin(), labels.end(),
                   [](const Label& a, const Label& b) { return a.probability > b.probability; });
  if (labels.size() > limit) labels.resize(limit);
  return labels;
}

std::vector<HeavyWord> heavy_words(const View& view, const Finding& finding, std::size_t limit) {
  std::vector<HeavyWord> heavy;
  if (view.track != nullptr && finding.turn) {
    const auto turns = view.track->turns();
    const auto found = std::lower_bound(turns.begin(), turns.end(), *finding.turn);
    if (found != turns.end() && *found == *finding.turn) {
      for (const WordWeight& word : view.track->words(static_cast<std::size_t>(found - turns.begin()))) {
        add_word(heavy, word.word, word.weight);
      }
    }
  }
  if (heavy.empty()) {
    for (const Evidence& evidence : finding.evidence) {
      if (evidence.turn != finding.turn) continue;
      for (const std::string& word : evidence.words) add_word(heavy, word, std::nullopt);
    }
  }
  std::stable_sort(heavy.begin(), heavy.end(), [](const HeavyWord& a, const HeavyWord& b) {
    return std::abs(a.weight.value_or(0)) > std::abs(b.weight.value_or(0));
  });
  if (heavy.size() > limit) heavy.resize(limit);
  return heavy;
}

std::string signed_number(double value) {
  const double rounded = std::round(value * 100) / 100;
  return rounded == 0 ? "0.00" : fmt::format("{:+.2f}", rounded);
}

std::string facts(const View& view) {
  if (view.track == nullptr) {
    return fmt::format("{} samples, {} missing, mean {:.3g}{}", view.turns, view.not_scored(), view.mean,
                       view.sd ? fmt::format(", SD {:.3g}", *view.sd) : "");
  }
  return fmt::format("{} {}{} scored, {} not, mean {}{}", view.scored, view.track->by_turn() ? "turn" : "row",
                     view.scored == 1 ? "" : "s", view.not_scored(), signed_number(view.mean),
                     view.sd ? fmt::format(", SD {:.2f}", *view.sd) : "");
}

std::string words(Status status) {
  std::string text(to_string(status));
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string strength(const Finding& finding) {
  std::string out;
  if (finding.grade) out += to_string(*finding.grade);
  if (finding.p) {
    if (!out.empty()) out += ", ";
    out += *finding.p < 0.001 ? "p < 0.001" : fmt::format("p = {:.3f}", *finding.p);
  }
  return out;
}

}  // namespace affect::report
