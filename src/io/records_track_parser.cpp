#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "io/records_fields.h"

namespace affect::io {
namespace {

void read_numbers(std::vector<double>& column, JsonValue& value) {
  value.each([&](JsonValue& item) {
    double number = Track::kAbsent;
    item.read(number);
    column.push_back(number);
  });
}

std::optional<double> at(const std::vector<double>& column, std::size_t row) {
  if (column.empty() || std::isnan(column[row])) return std::nullopt;
  return column[row];
}

void read_scale(JsonValue& value, Scale& scale) {
  value.fields(scale.extra, [&](std::string_view key, JsonValue& field) {
    if (key == "instrument") return field.read(scale.instrument), true;
    if (key == "reference_mean") return field.read(scale.reference_mean), true;
    if (key == "reference_sd") return field.read(scale.reference_sd), true;
    return false;
  });
}

std::uint32_t read_byte(JsonValue& value) {
  std::int64_t byte = -1;
  value.read(byte);
  if (byte < 0 || byte > std::numeric_limits<std::uint32_t>::max()) value.fail("a word's byte is out of range");
  return static_cast<std::uint32_t>(byte);
}

}  // namespace

Track TrackReader::read(JsonValue& json, std::string& extra) {
  clear();
  Track track;
  std::optional<Perspective> perspective;
  record_fields(json, extra, [&](std::string_view key, JsonValue& value) {
    if (read_column(key, value)) return true;
    if (key == "subject") return value.read(track.key.subject), true;
    if (key == "perspective") return value.read(perspective, affect::perspective, kPerspectiveChoices), true;
    if (key == "target") return value.read(track.key.target), true;
    if (key == "source") return read_source(value, track.key.source);
    if (key == "taxonomy") return value.read(track.key.taxonomy), true;
    if (key == "input") return read_source(value, track.key.input);
    if (key == "scale") return read_scale(value, track.scale), true;
    if (key == "labels") return read_labels(value, track), true;
    return false;
  });
  if (!perspective) json.fail("track has no perspective", "one of " + std::string(kPerspectiveChoices));
  track.key.perspective = *perspective;
  append_rows(json, track);
  return track;
}

void TrackReader::clear() {
  rows_.reset();
  turns_.clear();
  for (auto* column : {&starts_, &ends_, &times_}) column->clear();
  for (auto& column : values_) column.clear();
  for (auto* group : {&errors_, &raters_, &correlations_}) {
    for (auto& column : *group) column.clear();
  }
  probabilities_.clear();
  intensities_.clear();
  open_.clear();
  statuses_.clear();
  words_.clear();
  decoded_.clear();
}

void TrackReader::count_rows(JsonValue& value, std::size_t rows) {
  if (!rows_) {
    rows_ = rows;
    rows_of_ = value.name();
  } else if (*rows_ != rows) {
    throw JsonFault{fmt::format("{} has {} rows and {} has {}", value.name(), rows, rows_of_, *rows_), nullptr,
                    "columns of a track are equally long"};
  }
}

bool TrackReader::read_column(std::string_view key, JsonValue& value) {
  const auto numbers = [&](Column& column) {
    read_numbers(column, value);
    count_rows(value, column.size());
    return true;
  };
  if (key == "turn") return read_turns(value), true;
  if (key == "start") return read_times(starts_, value), true;
  if (key == "end") return read_times(ends_, value), true;
  if (key == "time") return read_times(times_, value), true;
  if (key == "words") return read_words(value), true;
  if (key == "status") return read_statuses(value), true;
  if (const auto known = dimension(key)) return numbers(values_[static_cast<std::size_t>(*known)]);
  for (std::size_t i = 0; i < 3; ++i) {
    if (key == kErrorColumns[i]) return numbers(errors_[i]);
    if (key == kRaterColumns[i]) return numbers(raters_[i]);
    if (key == kCorrelationColumns[i]) return numbers(correlations_[i]);
  }
  return false;
}

void TrackReader::read_times(Column& column, JsonValue& value) {
  value.each([&](JsonValue& item) {
    Seconds time = Track::kAbsent;
    item.read_time(time);
    column.push_back(time);
  });
  count_rows(value, column.size());
}

void TrackReader::read_turns(JsonValue& value) {
  value.each([&](JsonValue& item) {
    std::int64_t turn = Track::kNoTurn;
    if (item.read(turn) && turn < 0) item.fail("turn is negative");
    turns_.push_back(turn);
  });
  count_rows(value, turns_.size());
}

void TrackReader::read_statuses(JsonValue& value) {
  value.each([&](JsonValue& item) {
    Status status = Status::given;
    item.read(status, affect::status, kStatusChoices);
    statuses_.push_back(status);
  });
  count_rows(value, statuses_.size());
}

void TrackReader::read_words(JsonValue& value) {
  std::size_t row = 0;
  value.each([&](JsonValue& words) {
    words.each([&](JsonValue& word) {
      words_.push_back({row, {}});
      read_word(word);
    });
    ++row;
  });
  count_rows(value, row);
}

void TrackReader::read_word(JsonValue& value) {
  auto& word = words_.back().weight;
  std::size_t field = 0;
  const bool found = value.each([&](JsonValue& item) {
    if (field == 0 && !item.read(word.word, decoded_)) item.wrong("a string");
    if (field == 1) word.bytes.begin = read_byte(item);
    if (field == 2) word.bytes.end = read_byte(item);
    if (field == 3 && !item.read(word.weight)) item.wrong("a number");
    if (field > 3) item.fail("a word has four parts");
    ++field;
  });
  if (!found || field != 4) {
    throw JsonFault{"a word has four parts", nullptr, "[\"great\",begin,end,weight]"};
  }
}

void TrackReader::read_labels(JsonValue& value, Track& track) {
  value.fields(track.label_extra, [&](std::string_view key, JsonValue& field) {
    if (key == "kind") return field.read(track.label_kind, affect::label_kind, kLabelKindChoices), true;
    if (key == "names") {
      field.each([&](JsonValue& name) {
        if (!name.read(track.labels.emplace_back()) || track.labels.back().empty()) name.fail("a label has no name");
      });
      return true;
    }
    if (key == "probability") return read_label_columns(probabilities_, field), true;
    if (key == "intensity") return read_label_columns(intensities_, field), true;
    if (key == "rows") return read_open_labels(field), true;
    return false;
  });
  check_labels(value, track);
}

void TrackReader::read_label_columns(std::vector<Column>& columns, JsonValue& value) {
  value.each([&](JsonValue& item) {
    auto& column = columns.emplace_back();
    if (item.is_null()) return;
    read_numbers(column, item);
    count_rows(item, column.size());
  });
}

void TrackReader::read_open_labels(JsonValue& value) {
  value.each([&](JsonValue& row) {
    auto& labels = open_.emplace_back();
    row.each([&](JsonValue& item) {
      auto& label = labels.emplace_back();
      std::size_t field = 0;
      item.each([&](JsonValue& part) {
        if (field == 0) part.read(label.name);
        if (field == 1 && !part.read(label.probability)) part.wrong("a number");
        if (field == 2) part.read(label.intensity);
        if (field > 2) part.fail("an open label has two or three parts");
        ++field;
      });
      if (field < 2) {
        throw JsonFault{"an open label has two or three parts", nullptr, "[\"wistful\",probability,intensity]"};
      }
    });
  });
  count_rows(value, open_.size());
}

void TrackReader::check_labels(JsonValue& value, const Track& track) const {
  const auto fail = [&](std::string_view what) {
    throw JsonFault{std::string(value.name()) + ": " + std::string(what), nullptr};
  };
  const bool open = track.label_kind == LabelKind::open;
  if (open && !(track.labels.empty() && probabilities_.empty() && intensities_.empty())) {
    fail("open labels stand in rows, without names");
  }
  if (!open && !open_.empty()) fail("only open labels stand in rows");
  if (!probabilities_.empty() && probabilities_.size() != track.labels.size()) {
    fail("probability needs one column a name");
  }
  if (!intensities_.empty() && intensities_.size() != track.labels.size()) fail("intensity needs one column a name");
  for (std::size_t row = 0; row < rows_.value_or(0); ++row) {
    std::size_t given = 0;
    for (std::size_t i = 0; i < track.labels.size(); ++i) {
      const bool has = !probabilities_.empty() && at(probabilities_[i], row).has_value();
      given += has ? 1 : 0;
      if (!has && !intensities_.empty() && at(intensities_[i], row)) fail("an intensity has no probability");
    }
    if (given != 0 && given != track.labels.size()) fail("a row has a probability for each label or for none");
  }
}

std::optional<TimeRange> TrackReader::row_time(std::size_t row) const {
  if (const auto time = at(times_, row)) return TimeRange{*time, *time};
  const auto start = at(starts_, row);
  if (!start) return std::nullopt;
  return TimeRange{*start, at(ends_, row).value_or(*start)};
}

void TrackReader::set_labels(const Track& track, std::size_t row, AffectState& state) const {
  if (track.label_kind == LabelKind::open) {
    if (!open_.empty()) state.labels = open_[row];
    return;
  }
  if (probabilities_.empty() || track.labels.empty() || !at(probabilities_.front(), row)) {
    state.labels.clear();
    return;
  }
  state.labels.resize(track.labels.size());
  for (std::size_t i = 0; i < track.labels.size(); ++i) {
    auto& label = state.labels[i];
    label.name = track.labels[i];
    label.probability = probabilities_[i][row];
    label.intensity = intensities_.empty() ? std::nullopt : at(intensities_[i], row);
  }
}

void TrackReader::append_rows(JsonValue& json, Track& track) {
  if (!times_.empty() && !starts_.empty()) json.fail("a track has start and end, or time, not both");
  AffectState state;
  std::vector<WordWeight> words;
  std::size_t word = 0;
  for (std::size_t row = 0; row < rows_.value_or(0); ++row) {
    const auto turn = turns_.empty() ? Track::kNoTurn : turns_[row];
    const auto time = row_time(row);
    if (turn == Track::kNoTurn && !time) json.fail(fmt::format("row {} has neither turn nor time", row));
    state.valence = at(values_[0], row);
    state.arousal = at(values_[1], row);
    state.dominance = at(values_[2], row);
    state.positive = at(values_[3], row);
    state.negative = at(values_[4], row);
    for (std::size_t i = 0; i < 3; ++i) {
      state.standard_error[i] = at(errors_[i], row);
      state.rater_sd[i] = at(raters_[i], row);
      state.correlation[i] = at(correlations_[i], row);
    }
    set_labels(track, row, state);
    state.status = statuses_.empty() ? Status::given : statuses_[row];
    words.clear();
    for (; word < words_.size() && words_[word].row == row; ++word) words.push_back(words_[word].weight);
    track.append(turn, time, state, words);
  }
}

}  // namespace affect::io
