#include "affect/io/tidy_csv.h"

#include <cmath>
#include <optional>

#include "io/csv_field.h"
#include "io/json_text.h"
#include "io/tidy_rows.h"

namespace affect::io {
namespace {

/// The fields before `column`, the same for all values of a row.
struct RowHead {
  std::string text;

  void write(std::string& out, const TidyScore& score) const {
    out += text;
    append_csv_field(out, score.column);
    out += ',';
    append_number(out, score.value);
    out += ',';
    if (!std::isnan(score.standard_error)) append_number(out, score.standard_error);
    out += '\n';
  }
};

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
  const TidyHead before(episode, track.key.subject, to_string(track.key.perspective), track.key.source.to_string(),
                        clock);
  RowHead head;
  for (std::size_t row = 0; row < track.size(); ++row) {
    head.text.clear();
    const auto time = track.time(row);
    before.append(head.text, track.turn(row), time ? std::optional(time->start) : std::nullopt);
    each_score(track, row, [&](const TidyScore& score) { head.write(text_, score); });
  }
}

void TidyCsvWriter::write(const std::string& episode, const Series& series, const Clock& clock) {
  const TidyHead before(episode, series.subject, "", series.source, clock);
  RowHead head;
  for (std::size_t i = 0; i < series.size(); ++i) {
    head.text.clear();
    before.append(head.text, Track::kNoTurn, series.time(i));
    for (const auto& channel : series.channels) {
      if (std::isnan(channel.values[i])) continue;
      head.write(text_, {.column = series.name + '.' + channel.name, .value = channel.values[i]});
    }
  }
}

}  // namespace affect::io
