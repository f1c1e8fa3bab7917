#include "affect/track.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace affect {
namespace {

constexpr std::size_t kLabelled = 3;  // valence, arousal, dominance carry errors

/// Equality in which absent equals absent.
bool same(std::span<const double> a, std::span<const double> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

std::optional<double> at(const std::vector<double>& column, std::size_t row) {
  if (column.empty() || std::isnan(column[row])) return std::nullopt;
  return column[row];
}

/// Appends `chunk` to `column`, either of which may be empty for "no row has it".
template <class T>
void append_column(std::vector<T>& column, std::size_t rows, const std::vector<T>& chunk, std::size_t chunk_rows,
                   const T& absent) {
  if (column.empty() && chunk.empty()) return;
  column.resize(rows, absent);
  column.insert(column.end(), chunk.begin(), chunk.end());
  column.resize(rows + chunk_rows, absent);
}

}  // namespace

std::string Source::to_string() const {
  std::string text = name;
  if (!version.empty()) text += '@' + version;
  if (!config.empty()) text += '#' + config;
  return text;
}

Source Source::parse(std::string_view text) {
  Source source;
  if (const auto hash = text.rfind('#'); hash != std::string_view::npos && text.find('@') < hash) {
    source.config = text.substr(hash + 1);
    text = text.substr(0, hash);
  }
  if (const auto at_sign = text.rfind('@'); at_sign != std::string_view::npos) {
    source.version = text.substr(at_sign + 1);
    text = text.substr(0, at_sign);
  }
  source.name = text;
  return source;
}

void Track::set(std::vector<double>& column, std::optional<double> value) {
  if (column.empty() && !value) return;
  column.resize(rows_, kAbsent);
  column.push_back(value.value_or(kAbsent));
}

void Track::append(std::int64_t turn, std::optional<TimeRange> time, const AffectState& state,
                   std::span<const WordWeight> words) {
  assert(turn != kNoTurn || time);
  if (turn != kNoTurn || !turns_.empty()) {
    turns_.resize(rows_, kNoTurn);
    turns_.push_back(turn);
  }
  set(starts_, time ? std::optional(time->start) : std::nullopt);
  set(ends_, time ? std::optional(time->end) : std::nullopt);
  for (const auto dimension : kDimensions) {
    set(values_[static_cast<std::size_t>(dimension)], state.get(dimension));
  }
  for (std::size_t i = 0; i < kLabelled; ++i) {
    set(standard_error_[i], state.standard_error[i]);
    set(correlation_[i], state.correlation[i]);
    set(rater_sd_[i], state.rater_sd[i]);
  }
  if (label_kind == LabelKind::open) {
    if (!open_.empty() || !state.labels.empty()) {
      open_.resize(rows_);
      open_.push_back(state.labels);
    }
  } else {
    assert(state.labels.empty() || state.labels.size() == labels.size());
    probability_.resize(labels.size());
    intensity_.resize(labels.size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const bool has = !state.labels.empty();
      assert(!has || state.labels[i].name == labels[i]);
      set(probability_[i], has ? std::optional(state.labels[i].probability) : std::nullopt);
      set(intensity_[i], has ? state.labels[i].intensity : std::nullopt);
    }
  }
  if (state.status != Status::given || !status_.empty()) {
    status_.resize(rows_, Status::given);
    status_.push_back(state.status);
  }
  append_words(words);
  ++rows_;
}

void Track::append_words(std::span<const WordWeight> words) {
  if (words.empty() && word_begin_.empty()) return;
  if (word_begin_.empty()) word_begin_.assign(rows_ + 1, 0);
  for (const auto& word : words) {
    pooled_.push_back({static_cast<std::uint32_t>(pool_.size()), static_cast<std::uint32_t>(word.word.size()),
                       static_cast<std::uint32_t>(word.bytes.begin), static_cast<std::uint32_t>(word.bytes.end),
                       word.weight});
    pool_ += word.word;
  }
  word_begin_.push_back(pooled_.size());
}

void Track::append(const Track& chunk) {
  assert(chunk.key == key && chunk.label_kind == label_kind && chunk.labels == labels);
  const auto rows = rows_;
  const auto more = chunk.rows_;
  append_column(turns_, rows, chunk.turns_, more, kNoTurn);
  append_column(starts_, rows, chunk.starts_, more, kAbsent);
  append_column(ends_, rows, chunk.ends_, more, kAbsent);
  for (std::size_t i = 0; i < values_.size(); ++i) append_column(values_[i], rows, chunk.values_[i], more, kAbsent);
  for (std::size_t i = 0; i < kLabelled; ++i) {
    append_column(standard_error_[i], rows, chunk.standard_error_[i], more, kAbsent);
    append_column(correlation_[i], rows, chunk.correlation_[i], more, kAbsent);
    append_column(rater_sd_[i], rows, chunk.rater_sd_[i], more, kAbsent);
  }
  probability_.resize(labels.size());
  intensity_.resize(labels.size());
  const std::vector<double> none;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    append_column(probability_[i], rows, chunk.probability_.empty() ? none : chunk.probability_[i], more, kAbsent);
    append_column(intensity_[i], rows, chunk.intensity_.empty() ? none : chunk.intensity_[i], more, kAbsent);
  }
  append_column(open_, rows, chunk.open_, more, std::vector<Label>{});
  append_column(status_, rows, chunk.status_, more, Status::given);
  if (!word_begin_.empty() || !chunk.word_begin_.empty()) {
    if (word_begin_.empty()) word_begin_.assign(rows + 1, 0);
    for (std::size_t row = 0; row < more; ++row) append_words(chunk.words(row));
  }
  rows_ += more;
}

std::optional<TimeRange> Track::time(std::size_t row) const {
  const auto start = at(starts_, row);
  if (!start) return std::nullopt;
  return TimeRange{*start, at(ends_, row).value_or(*start)};
}

std::vector<WordWeight> Track::words(std::size_t row) const {
  std::vector<WordWeight> result;
  if (word_begin_.empty()) return result;
  for (auto i = word_begin_[row]; i < word_begin_[row + 1]; ++i) {
    const auto& word = pooled_[i];
    result.push_back({std::string_view(pool_).substr(word.text_begin, word.text_size),
                      {word.byte_begin, word.byte_end},
                      word.weight});
  }
  return result;
}

void Track::drop_words() {
  word_begin_.clear();
  pooled_.clear();
  pool_.clear();
}

AffectState Track::state(std::size_t row) const {
  AffectState state;
  state.valence = at(values_[0], row);
  state.arousal = at(values_[1], row);
  state.dominance = at(values_[2], row);
  state.positive = at(values_[3], row);
  state.negative = at(values_[4], row);
  for (std::size_t i = 0; i < kLabelled; ++i) {
    state.standard_error[i] = at(standard_error_[i], row);
    state.correlation[i] = at(correlation_[i], row);
    state.rater_sd[i] = at(rater_sd_[i], row);
  }
  if (label_kind == LabelKind::open) {
    if (!open_.empty()) state.labels = open_[row];
  } else {
    for (std::size_t i = 0; i < probability_.size(); ++i) {
      const auto probability = at(probability_[i], row);
      if (!probability) continue;
      state.labels.push_back({labels[i], *probability, at(intensity_[i], row)});
    }
  }
  if (!status_.empty()) state.status = status_[row];
  return state;
}

std::span<const double> Track::standard_errors(Dimension d) const {
  assert(static_cast<std::size_t>(d) < kLabelled);
  return standard_error_[static_cast<std::size_t>(d)];
}

std::span<const double> Track::rater_sds(Dimension d) const {
  assert(static_cast<std::size_t>(d) < kLabelled);
  return rater_sd_[static_cast<std::size_t>(d)];
}

std::span<const Label> Track::open_labels(std::size_t row) const {
  if (open_.empty()) return {};
  return open_[row];
}

std::optional<std::string> Track::violation() const {
  if (key.source.name.empty()) return "track has no source";
  if (auto problem = time_violation()) return problem;
  // Absent values are NaN, which no comparison holds for. Whole columns: a row at a time would copy every label name.
  const auto outside = [](std::span<const double> column, double low, double high) {
    return std::any_of(column.begin(), column.end(), [=](double x) { return x < low || x > high; });
  };
  for (const auto dimension : kDimensions) {
    const auto i = static_cast<std::size_t>(dimension);
    const double low = i < kLabelled ? -1 : 0;
    if (outside(values_[i], low, 1)) {
      return std::string(to_string(dimension)) + (low < 0 ? " is outside [-1, 1]" : " is outside [0, 1]");
    }
  }
  for (std::size_t i = 0; i < kLabelled; ++i) {
    constexpr double kLargest = std::numeric_limits<double>::max();
    if (outside(correlation_[i], -1, 1)) return "correlation is outside [-1, 1]";
    if (outside(standard_error_[i], 0, kLargest) || outside(rater_sd_[i], 0, kLargest)) {
      return "a standard error or SD is negative or not finite";
    }
  }
  for (std::size_t i = 0; i < probability_.size(); ++i) {
    if (outside(probability_[i], 0, 1)) return "probability of " + labels[i] + " is outside [0, 1]";
    if (outside(intensity_[i], 0, 1)) return "intensity of " + labels[i] + " is outside [0, 1]";
  }
  for (const auto& name : labels) {
    if (name.empty()) return "label has no name";
  }
  for (const auto& row : open_) {
    AffectState state;
    state.labels = row;
    if (auto problem = state.violation()) return problem;
  }
  for (const auto& word : pooled_) {
    if (word.byte_end < word.byte_begin) return "a word ends before it begins";
    if (!std::isfinite(word.weight)) return "a word's weight is not a finite number";
  }
  return std::nullopt;
}

std::optional<std::string> Track::time_violation() const {
  Seconds last = -std::numeric_limits<double>::infinity();
  std::int64_t last_turn = kNoTurn;
  for (std::size_t row = 0; row < rows_; ++row) {
    const auto range = time(row);
    if (turn(row) < 0 && !range) return "a row has neither turn nor time";
    if (turn(row) >= 0 && turn(row) < last_turn) return "turns go back";
    last_turn = std::max(last_turn, turn(row));
    if (!range) continue;
    if (!std::isfinite(range->start) || !std::isfinite(range->end)) return "time is not a finite number";
    if (range->end < range->start) return "end lies before start";
    // A calendar clock may go back (daylight saving, edits): turns give the order then.
    if (range->start < last && turns_.empty()) return "times go back";
    last = range->start;
  }
  return std::nullopt;
}

bool Track::operator==(const Track& other) const {
  if (!(key == other.key && scale == other.scale && label_kind == other.label_kind && labels == other.labels &&
        label_extra == other.label_extra && rows_ == other.rows_ && turns_ == other.turns_ &&
        same(starts_, other.starts_) && same(ends_, other.ends_) && open_ == other.open_ && status_ == other.status_ &&
        word_begin_ == other.word_begin_)) {
    return false;
  }
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (!same(values_[i], other.values_[i])) return false;
  }
  for (std::size_t i = 0; i < kLabelled; ++i) {
    if (!same(standard_error_[i], other.standard_error_[i]) || !same(correlation_[i], other.correlation_[i]) ||
        !same(rater_sd_[i], other.rater_sd_[i])) {
      return false;
    }
  }
  if (probability_.size() != other.probability_.size()) return false;
  for (std::size_t i = 0; i < probability_.size(); ++i) {
    if (!same(probability_[i], other.probability_[i]) || !same(intensity_[i], other.intensity_[i])) return false;
  }
  if (pooled_.size() != other.pooled_.size()) return false;
  for (std::size_t i = 0; i < pooled_.size(); ++i) {
    const auto text = [](const Track& track, const PooledWord& word) {
      return std::string_view(track.pool_).substr(word.text_begin, word.text_size);
    };
    const auto& a = pooled_[i];
    const auto& b = other.pooled_[i];
    if (a.byte_begin != b.byte_begin || a.byte_end != b.byte_end || a.weight != b.weight ||
        text(*this, a) != text(other, b)) {
      return false;
    }
  }
  return true;
}

}  // namespace affect
