#include "io/episode_scores.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "io/csv_field.h"
#include "io/json_text.h"
#include "io/sessions.h"
#include "io/tidy_rows.h"

namespace affect::io {
namespace {

constexpr std::string_view kDerived = "understand/";
constexpr Seconds kNoTime = std::numeric_limits<Seconds>::quiet_NaN();

struct Score {
  std::int64_t turn = Track::kNoTurn;
  Seconds time = kNoTime;
  std::size_t session = 1;
  double value = 0;
};

/// Whether `earlier` lies before `later`: by turn where both have one, else by time.
bool is_before(const Score& earlier, const Score& later) {
  if (earlier.turn != Track::kNoTurn && later.turn != Track::kNoTurn) return earlier.turn < later.turn;
  return earlier.time < later.time;
}

/// All scores of one column of a track or series, in order.
struct ScoreColumn {
  std::vector<Score> scores;
  double mean = 0;
  const ScoreColumn* partner = nullptr;
  std::size_t next = 0;             ///< the first score that is not written
  std::size_t partner_earlier = 0;  ///< how many of the partner's lie before it

  void find_mean() {
    double sum = 0;
    for (const Score& score : scores) sum += score.value;
    mean = scores.empty() ? 0 : sum / static_cast<double>(scores.size());
  }
};

using ScoreKey = std::tuple<std::string, std::string, std::string, std::string, std::string, std::string>;

ScoreKey key_of(std::string_view subject, const Track& track, std::string_view target, std::string_view column) {
  return {std::string(subject), std::string(to_string(track.key.perspective)),
          std::string(target),  track.key.source.to_string(),
          track.key.taxonomy,   std::string(column)};
}

ScoreKey key_of(std::string_view subject, const Series& series, std::string_view channel) {
  return {std::string(subject), "", "", series.source, "", series.name + '.' + std::string(channel)};
}

void append_known(std::string& out, double value) {
  if (!std::isnan(value)) append_number(out, value);
}

/// One pass over an episode: finds its people, sessions and columns, then writes them.
class ScoreRows {
 public:
  ScoreRows(Episode episode, std::vector<TurnMoment> moments, std::vector<std::string> speakers, Seconds gap_s,
            const std::function<void(const std::string&)>& row, FoundValues& found)
      : gap_s_(gap_s), episode_(std::move(episode)), moments_(std::move(moments)), row_(row), found_(found) {
    find_pair(std::move(speakers));
    find_sessions();
  }

  void write() {
    for (std::size_t i = 0; i < episode_.tracks.size(); ++i) gather(i, episode_.tracks[i]);
    for (const Series& series : episode_.series) gather(series);
    for (auto& [key, column] : columns_) column.find_mean();
    for (std::size_t i = 0; i < episode_.tracks.size(); ++i) {
      for (auto& [name, column] : track_columns_[i]) column->partner = partner_column(episode_.tracks[i], name);
    }
    for (std::size_t i = 0; i < episode_.tracks.size(); ++i) write(i, episode_.tracks[i]);
    for (const Series& series : episode_.series) write(series);
  }

 private:
  /// A track of the same key may come twice, with other labels: its columns are its own.
  using ColumnKey = std::pair<std::size_t, ScoreKey>;
  using ColumnsByName = std::map<std::string, ScoreColumn*, std::less<>>;
  static constexpr std::size_t kOfSeries = std::numeric_limits<std::size_t>::max();

  void find_pair(std::vector<std::string> people) {
    const auto add = [&](const std::string& name) {
      if (people.size() > 2) return;
      const auto subject = std::find_if(episode_.subjects.begin(), episode_.subjects.end(),
                                        [&](const Subject& one) { return one.name == name; });
      const bool is_one = subject == episode_.subjects.end() ||
                          (subject->type != Subject::Type::audience && subject->type != Subject::Type::group);
      if (is_one && !name.empty() && std::find(people.begin(), people.end(), name) == people.end()) {
        people.push_back(name);
      }
    };
    for (const Track& track : episode_.tracks) add(track.key.subject);
    for (const Series& series : episode_.series) add(series.subject);
    if (people.size() != 2) return;
    std::sort(people.begin(), people.end());
    pair_ = std::move(people);
    dyad_ = csv_field(pair_[0] + " & " + pair_[1]);
  }

  std::string_view partner_of(std::string_view subject) const {
    if (pair_.empty()) return {};
    return subject == pair_[0] ? pair_[1] : subject == pair_[1] ? pair_[0] : std::string_view();
  }

  void find_sessions() {
    std::vector<Seconds> times;
    std::map<std::string, std::vector<Seconds>> measured;
    for (const auto& moment : moments_) {
      if (!std::isnan(moment.time)) times.push_back(moment.time);
    }
    for (const Track& track : episode_.tracks) {
      for (const Seconds start : track.starts()) {
        if (!std::isnan(start)) times.push_back(start);
      }
    }
    for (const Series& series : episode_.series) {
      auto& own = measured[series.name];
      for (std::size_t i = 0; i < series.size(); ++i) own.push_back(series.time(i));
    }
    if (episode_.info.clock.type == Clock::Type::calendar) {
      origin_ = std::numeric_limits<Seconds>::infinity();
      for (const Seconds time : times) origin_ = std::min(origin_, time);
      for (const auto& [name, own] : measured) {
        for (const Seconds time : own) origin_ = std::min(origin_, time);
      }
    }
    // Days and years have no hours to tell sessions by.
    const auto precision = episode_.info.clock.precision;
    if (precision != Clock::Precision::instant && precision != Clock::Precision::minute) {
      gap_s_ = std::numeric_limits<Seconds>::infinity();
    }
    is_timed_ = !times.empty();
    said_ = Sessions(std::move(times), gap_s_);
    std::size_t session = 1;
    for (TurnMoment& moment : moments_) {
      if (!std::isnan(moment.time)) session = said_.at(moment.time);
      moment.session = session;
    }
    for (auto& [name, own] : measured) measured_.emplace(name, Sessions(std::move(own), gap_s_));
  }

  Score place(const Track& track, std::size_t row) const {
    Score score;
    score.turn = track.turn(row);
    if (const auto time = track.time(row)) {
      score.time = time->start;
      score.session = said_.at(score.time);
    } else if (is_timed_ && score.turn != Track::kNoTurn) {
      const auto after = std::upper_bound(moments_.begin(), moments_.end(), score.turn,
                                          [](std::int64_t turn, const TurnMoment& one) { return turn < one.turn; });
      if (after == moments_.begin()) return score;
      const TurnMoment& moment = *std::prev(after);
      if (moment.turn == score.turn) score.time = moment.time;
      score.session = moment.session;
    }
    return score;
  }

  void gather(std::size_t index, const Track& track) {
    ColumnsByName& own = track_columns_.emplace_back();
    for (std::size_t row = 0; row < track.size(); ++row) {
      std::optional<Score> score;
      each_score(track, row, [&](const TidyScore& one) {
        if (!score) score = place(track, row);
        score->value = one.value;
        auto known = own.find(one.column);
        if (known == own.end()) {
          const std::string name(one.column);
          known = own.emplace(name, &columns_[{index, key_of(track.key.subject, track, track.key.target, name)}]).first;
          found_.try_emplace(name, ValueMeaning{dimension(name) ? "dimension" : "label", ""});
        }
        known->second->scores.push_back(*score);
      });
    }
  }

  void gather(const Series& series) {
    const Sessions& sessions = measured_.at(series.name);
    for (const Channel& channel : series.channels) {
      auto& scores = columns_[{kOfSeries, key_of(series.subject, series, channel.name)}].scores;
      for (std::size_t i = 0; i < series.size(); ++i) {
        if (std::isnan(channel.values[i])) continue;
        const Seconds time = series.time(i);
        scores.push_back({Track::kNoTurn, time, sessions.at(time), channel.values[i]});
      }
      found_.try_emplace(series.name + '.' + channel.name, ValueMeaning{"channel", channel.unit});
    }
  }

  const ScoreColumn* find(std::size_t index, const ScoreKey& key) const {
    const auto found = columns_.find({index, key});
    return found == columns_.end() ? nullptr : &found->second;
  }

  /// The partner's column of the same perspective, source and taxonomy; what is felt towards one another answers
  /// itself.
  const ScoreColumn* partner_column(const Track& track, std::string_view name) const {
    const std::string_view partner = partner_of(track.key.subject);
    if (partner.empty()) return nullptr;
    const std::string_view target = track.key.target == partner ? track.key.subject : track.key.target;
    const ScoreKey key = key_of(partner, track, target, name);
    for (std::size_t i = 0; i < episode_.tracks.size(); ++i) {
      if (const ScoreColumn* found = find(i, key)) return found;
    }
    return nullptr;
  }

  double earlier_value(const Score& before, const Score& score) const {
    const bool is_old = before.session != score.session || score.time - before.time > gap_s_;
    return is_old ? kNoTime : before.value;
  }

  /// The line's fields behind `se`, and the column's steps to its next score.
  void append_rest(ScoreColumn& column, std::string_view subject, std::string_view target, std::string_view taxonomy,
                   double intensity, const Sessions& sessions, std::string& line) const {
    const std::size_t i = column.next++;
    const Score& score = column.scores[i];
    const bool is_first_of_session = i == 0 || column.scores[i - 1].session != score.session;
    double partner_lag = kNoTime;
    if (column.partner != nullptr) {
      const auto& others = column.partner->scores;
      std::size_t& earlier = column.partner_earlier;
      while (earlier < others.size() && is_before(others[earlier], score)) ++earlier;
      if (earlier > 0) partner_lag = earlier_value(others[earlier - 1], score);
    }
    line += dyad_;
    line += ',';
    append_csv_field(line, partner_of(subject));
    line += ',';
    append_csv_field(line, target);
    line += ',';
    append_csv_field(line, taxonomy);
    line += ',';
    append_known(line, intensity);
    line += ',';
    if (!std::isnan(score.time)) append_seconds(line, score.time - origin_);
    line += ',';
    append_integer(line, static_cast<std::int64_t>(score.session));
    line += ',';
    const auto silence = sessions.silence(score.session);
    if (is_first_of_session && silence) append_seconds(line, *silence);
    line += ',';
    append_integer(line, static_cast<std::int64_t>(i + 1));
    line += ',';
    append_number(line, column.mean);
    line += ',';
    append_number(line, score.value - column.mean);
    line += ',';
    if (i > 0) append_known(line, earlier_value(column.scores[i - 1], score));
    line += ',';
    append_known(line, partner_lag);
    line += '\n';
  }

  void write(std::size_t index, const Track& track) {
    const TidyHead head(episode_.id, track.key.subject, to_string(track.key.perspective), track.key.source.to_string(),
                        episode_.info.clock);
    ColumnsByName& own = track_columns_[index];
    std::string line;
    for (std::size_t row = 0; row < track.size(); ++row) {
      const auto time = track.time(row);
      each_score(track, row, [&](const TidyScore& score) {
        line.clear();
        head.append(line, track.turn(row), time ? std::optional(time->start) : std::nullopt);
        append_csv_field(line, score.column);
        line += ',';
        append_number(line, score.value);
        line += ',';
        append_known(line, score.standard_error);
        line += ',';
        append_rest(*own.find(score.column)->second, track.key.subject, track.key.target, track.key.taxonomy,
                    score.intensity, said_, line);
        row_(line);
      });
    }
  }

  void write(const Series& series) {
    const TidyHead head(episode_.id, series.subject, "", series.source, episode_.info.clock);
    const std::string_view partner = partner_of(series.subject);
    std::vector<ScoreColumn*> own;
    for (const Channel& channel : series.channels) {
      own.push_back(&columns_.at({kOfSeries, key_of(series.subject, series, channel.name)}));
      if (!partner.empty()) own.back()->partner = find(kOfSeries, key_of(partner, series, channel.name));
    }
    const Sessions& sessions = measured_.at(series.name);
    std::string line;
    for (std::size_t i = 0; i < series.size(); ++i) {
      for (std::size_t c = 0; c < series.channels.size(); ++c) {
        const Channel& channel = series.channels[c];
        if (std::isnan(channel.values[i])) continue;
        line.clear();
        head.append(line, Track::kNoTurn, series.time(i));
        append_csv_field(line, series.name + '.' + channel.name);
        line += ',';
        append_number(line, channel.values[i]);
        line += ",,";
        append_rest(*own[c], series.subject, "", "", Track::kAbsent, sessions, line);
        row_(line);
      }
    }
  }

  Seconds gap_s_;
  Episode episode_;
  std::vector<TurnMoment> moments_;
  const std::function<void(const std::string&)>& row_;
  FoundValues& found_;

  std::vector<std::string> pair_;  ///< two people by name, or none
  std::string dyad_;               ///< as a field
  Seconds origin_ = 0;
  bool is_timed_ = false;  ///< some turn or row has a time
  Sessions said_;
  std::map<std::string, Sessions> measured_;  ///< by name of the series
  std::map<ColumnKey, ScoreColumn> columns_;
  std::vector<ColumnsByName> track_columns_;  ///< a track each
};

}  // namespace

void EpisodeScores::add(Record&& record) {
  if (auto* track = std::get_if<Track>(&record.body)) {
    if (engine_->has(track->key.source.name, kDerived)) return;
    track->drop_words();
  } else if (const auto* series = std::get_if<Series>(&record.body)) {
    if (engine_->has(Source::parse(series->source).name, kDerived)) return;
  } else if (const auto* turn = std::get_if<Turn>(&record.body)) {
    // What the program itself said breaks no silence, and is nobody's.
    if (turn->event == "system") return;
    moments_.push_back({turn->turn, turn->time ? turn->time->start : kNoTime});
    const std::string_view speaker = turn->speaker.empty() ? kAuthor : std::string_view(turn->speaker);
    // Three are no pair: the others need not be known.
    if (speakers_.size() > 2 || std::find(speakers_.begin(), speakers_.end(), speaker) != speakers_.end()) return;
    speakers_.emplace_back(speaker);
    return;
  } else if (!std::holds_alternative<EpisodeInfo>(record.body) && !std::holds_alternative<Subject>(record.body)) {
    return;
  }
  builder_.add(std::move(record));
}

void EpisodeScores::write(const std::function<void(const std::string& row)>& row, FoundValues& found) {
  ScoreRows(builder_.take(), std::move(moments_), std::move(speakers_), gap_s_, row, found).write();
}

}  // namespace affect::io
