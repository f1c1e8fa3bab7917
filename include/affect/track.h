/// Affect over time, by column, of one key. "She says", "he hears", "readers feel", "as meant" never merge.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "affect/affect_state.h"
#include "affect/segment.h"

namespace affect {

enum class Perspective { felt, expressed, perceived, evoked, intended };
std::string_view to_string(Perspective perspective);
std::optional<Perspective> perspective(std::string_view name);

/// Who wrote a track, series or finding: a component that runs again replaces what the same source wrote.
struct Source {
  std::string name;     ///< the component: "lexicon"; or an annotator
  std::string version;  ///< "1"
  std::string config;   ///< hash of a configuration that is not the default, or empty

  std::string to_string() const;  ///< "lexicon@1#5f3a"
  static Source parse(std::string_view text);
  bool operator==(const Source&) const = default;
};

struct TrackKey {
  std::string subject;
  Perspective perspective = Perspective::expressed;
  std::string target;  ///< towards whom or what, or empty
  Source source;
  std::string taxonomy;  ///< name in data/taxonomies, or empty (dimensions only)
  Source input{};        ///< of a track made from another: who wrote that; else empty
  bool operator==(const TrackKey&) const = default;
};

/// A word (or phrase, or sign) and what it added to a row's score.
struct WordWeight {
  std::string_view word;
  ByteRange bytes;  ///< in the turn's text
  double weight = 0;
};

/// Rows in time order, by column. A column that no row has is empty; a value that a row has not is NaN.
///
/// Invariants: all non-empty columns have size() entries; a row has a turn or a time; times do not decrease;
/// values as in AffectState.
class Track {
 public:
  static constexpr double kAbsent = std::numeric_limits<double>::quiet_NaN();
  static constexpr std::int64_t kNoTurn = -1;

  TrackKey key;
  Scale scale;
  LabelKind label_kind = LabelKind::independent;
  std::vector<std::string> labels;  ///< names of the label columns (empty for LabelKind::open)
  std::string label_extra;          ///< unknown fields of the labels on the wire, as JSON text

  std::size_t size() const { return rows_; }
  bool empty() const { return rows_ == 0; }

  /// Appends a row. Labels must stand in `labels` (exclusive, independent) in that order, or are open text.
  void append(std::int64_t turn, std::optional<TimeRange> time, const AffectState& state,
              std::span<const WordWeight> words = {});
  /// Appends the rows of a later chunk of the same key.
  void append(const Track& chunk);
  AffectState state(std::size_t row) const;

  std::int64_t turn(std::size_t row) const { return turns_.empty() ? kNoTurn : turns_[row]; }
  std::optional<TimeRange> time(std::size_t row) const;
  std::vector<WordWeight> words(std::size_t row) const;
  bool has_words() const { return !word_begin_.empty(); }
  /// Takes the words off all rows: they are most of what a track of a lexicon weighs.
  void drop_words();

  // Whole columns, empty where no row has the value.
  std::span<const std::int64_t> turns() const { return turns_; }
  std::span<const double> starts() const { return starts_; }
  std::span<const double> ends() const { return ends_; }
  std::span<const double> values(Dimension d) const { return values_[static_cast<std::size_t>(d)]; }
  std::span<const double> standard_errors(Dimension d) const;  ///< valence, arousal, dominance only
  std::span<const double> correlations(std::size_t pair) const { return correlation_[pair]; }  ///< VA, VD, AD
  std::span<const double> rater_sds(Dimension d) const;  ///< valence, arousal, dominance only
  std::span<const double> probabilities(std::size_t label) const { return probability_[label]; }
  std::span<const double> intensities(std::size_t label) const { return intensity_[label]; }
  std::span<const Label> open_labels(std::size_t row) const;
  std::span<const Status> statuses() const { return status_; }

  /// Which way rows are told apart: turns where every row has one, else times.
  bool by_turn() const { return !turns_.empty(); }
  std::optional<std::string> violation() const;
  bool operator==(const Track& other) const;

 private:
  void set(std::vector<double>& column, std::optional<double> value);
  void append_words(std::span<const WordWeight> words);
  std::optional<std::string> time_violation() const;

  std::size_t rows_ = 0;
  std::vector<std::int64_t> turns_;
  std::vector<double> starts_, ends_;
  std::array<std::vector<double>, kDimensions.size()> values_;
  std::array<std::vector<double>, 3> standard_error_, correlation_, rater_sd_;
  std::vector<std::vector<double>> probability_, intensity_;
  std::vector<std::vector<Label>> open_;
  std::vector<Status> status_;

  // Words of all rows in one pool: a string object a word would cost more than the word.
  struct PooledWord {
    std::uint32_t text_begin, text_size, byte_begin, byte_end;
    double weight;
  };
  std::vector<std::size_t> word_begin_;  ///< rows_ + 1 entries where any row has words
  std::vector<PooledWord> pooled_;
  std::string pool_;
};

}  // namespace affect
