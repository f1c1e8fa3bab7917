/// Field names and shared parts of the wire format, for its parser and its writer.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "affect/segment.h"
#include "affect/track.h"
#include "io/json_value.h"

namespace affect::io {

inline constexpr int kWireVersion = 1;
inline constexpr std::array<std::string_view, 3> kErrorColumns{"valence_se", "arousal_se", "dominance_se"};
inline constexpr std::array<std::string_view, 3> kRaterColumns{"valence_rater_sd", "arousal_rater_sd",
                                                               "dominance_rater_sd"};
inline constexpr std::array<std::string_view, 3> kCorrelationColumns{"valence_arousal_r", "valence_dominance_r",
                                                                     "arousal_dominance_r"};

inline constexpr std::string_view kPerspectiveChoices = "felt, expressed, perceived, evoked, intended";
inline constexpr std::string_view kStatusChoices = "too_short, not_estimable, unavailable, abstained, unknown, given";
inline constexpr std::string_view kLabelKindChoices = "exclusive, independent, open";

inline bool is_header(std::string_view key) { return key == "affect" || key == "kind" || key == "e"; }

/// The members of a record, without the line's header; a record inside another one has none.
template <class Field>
void record_fields(JsonValue& json, std::string& extra, Field&& field) {
  const bool found = json.fields(extra, [&](std::string_view key, JsonValue& value) {
    if (!is_header(key)) return field(key, value);
    if (json.depth() > 0) value.fail(std::string(key) + " belongs to the line, not to a record inside it");
    return true;
  });
  if (!found) json.wrong("an object");
}

/// `start` and `end`, or `time` for both at once.
class TimeFields {
 public:
  /// True where `key` was one of them.
  bool read(std::string_view key, JsonValue& value);
  std::optional<TimeRange> range() const;

 private:
  std::optional<Seconds> start_, end_, time_;
};

inline bool read_source(JsonValue& value, Source& source) {
  std::string text;
  if (value.read(text)) source = Source::parse(text);
  return true;
}

/// A column chunk: turns columns into rows. Keeps its columns between calls.
class TrackReader {
 public:
  Track read(JsonValue& json, std::string& extra);

 private:
  using Column = std::vector<double>;
  struct RowWord {
    std::size_t row;
    WordWeight weight;
  };

  void clear();
  bool read_column(std::string_view key, JsonValue& value);
  void read_times(Column& column, JsonValue& value);
  void read_turns(JsonValue& value);
  void read_statuses(JsonValue& value);
  void read_words(JsonValue& value);
  void read_word(JsonValue& value);
  void read_labels(JsonValue& value, Track& track);
  void read_label_columns(std::vector<Column>& columns, JsonValue& value);
  void read_open_labels(JsonValue& value);
  void count_rows(JsonValue& value, std::size_t rows);
  void check_labels(JsonValue& value, const Track& track) const;
  void append_rows(JsonValue& json, Track& track);
  std::optional<TimeRange> row_time(std::size_t row) const;
  void set_labels(const Track& track, std::size_t row, AffectState& state) const;

  std::optional<std::size_t> rows_;
  std::string rows_of_;  ///< the column that told how many rows there are
  std::vector<std::int64_t> turns_;
  Column starts_, ends_, times_;
  std::array<Column, kDimensions.size()> values_;
  std::array<Column, 3> errors_, raters_, correlations_;
  std::vector<Column> probabilities_, intensities_;
  std::vector<std::vector<Label>> open_;
  std::vector<Status> statuses_;
  std::vector<RowWord> words_;
  std::list<std::string> decoded_;
};

}  // namespace affect::io
