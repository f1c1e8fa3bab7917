#include "affect/io/tidy_csv.h"

#include <cmath>
#include <optional>

#include "io/csv_field.h"
#include "io/json_text.h"

namespace affect::io {
namespace {

/// No source tells time finer than a microsecond.
constexpr double kPerSecond = 1e6;

void append_time(std::string& out, std::optional<Seconds> time, const Clock& clock) {
  if (!time) return;
  if (clock.type == Clock::Type::calendar) {
    out += format_iso_time(*time, clock.precision, !clock.zone.empty());
  } else {
    // Sums and means of times as written, in binary: 2.3890000000000002.
    const Seconds rounded = std::round(*time * kPerSecond) / kPerSecond;
    append_number(out, std::isfinite(rounded) ? rounded : *time);
  }
}

/// The fields before `column`, the same for all values of a row.
struct RowHead {
  std::string text;

  void write(std::string& out, std::string_view column, double value, double error) const {
    if (std::isnan(value)) return;
    out += text;
    append_csv_field(out, column);
    out += ',';
    append_number(out, value);
    out += ',';
    if (!std::isnan(error)) append_number(out, error);
    out += '\n';
  }
};

double at(std::span<const double> column, std::size_t row) { return column.empty() ? Track::kAbsent : column[row]; }

}  // namespace

TidyCsvWriter::TidyCsvWriter(Output& output) : output_(output) {
  output_.write("episode,subject,turn,time,perspective,source,column,value,se\n");
}

void TidyCsvWriter::accept(Record&& record) {
  const Clock& clock = clocks_.follow(record);
  text_.clear();
  if (const auto* track = std::get_if<Track>(&record.body)) write(record.episode, *track, clock);
  if (const auto* series = std::get_if<Series>(&record.body)) write(record.episode, *series, clock);
  if (!text_.empty()) output_.write(text_);
}

void TidyCsvWriter::write(const std::string& episode, const Track& track, const Clock& clock) {
  std::string front;
  append_csv_field(front, episode);
  front += ',';
  append_csv_field(front, track.key.subject);
  front += ',';
  std::string back = ",";
  back += to_string(track.key.perspective);
  back += ',';
  append_csv_field(back, track.key.source.to_string());
  back += ',';
  RowHead head;
  for (std::size_t row = 0; row < track.size(); ++row) {
    head.text = front;
    if (track.turn(row) != Track::kNoTurn) append_integer(head.text, track.turn(row));
    head.text += ',';
    const auto time = track.time(row);
    append_time(head.text, time ? std::optional(time->start) : std::nullopt, clock);
    head.text += back;
    for (const auto dimension : kDimensions) {
      const bool has_error = dimension <= Dimension::dominance;
      head.write(text_, to_string(dimension), at(track.values(dimension), row),
                 has_error ? at(track.standard_errors(dimension), row) : Track::kAbsent);
    }
    for (std::size_t i = 0; i < track.labels.size(); ++i) {
      head.write(text_, track.labels[i], at(track.probabilities(i), row), Track::kAbsent);
    }
    for (const auto& label : track.open_labels(row)) head.write(text_, label.name, label.probability, Track::kAbsent);
  }
}

void TidyCsvWriter::write(const std::string& episode, const Series& series, const Clock& clock) {
  std::string front;
  append_csv_field(front, episode);
  front += ',';
  append_csv_field(front, series.subject);
  front += ",,";
  RowHead head;
  for (std::size_t i = 0; i < series.size(); ++i) {
    head.text = front;
    append_time(head.text, series.time(i), clock);
    head.text += ",,";
    append_csv_field(head.text, series.source);
    head.text += ',';
    for (const auto& channel : series.channels) {
      head.write(text_, series.name + '.' + channel.name, channel.values[i], Track::kAbsent);
    }
  }
}

}  // namespace affect::io
