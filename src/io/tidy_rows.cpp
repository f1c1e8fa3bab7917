#include "io/tidy_rows.h"

#include "io/csv_field.h"
#include "io/json_text.h"

namespace affect::io {

TidyHead::TidyHead(std::string_view episode, std::string_view subject, std::string_view perspective,
                   std::string_view source, const Clock& clock)
    : clock_(clock) {
  append_csv_field(front_, episode);
  front_ += ',';
  append_csv_field(front_, subject);
  front_ += ',';
  back_ = ',';
  back_ += perspective;
  back_ += ',';
  append_csv_field(back_, source);
  back_ += ',';
}

void TidyHead::append(std::string& out, std::int64_t turn, std::optional<Seconds> time) const {
  out += front_;
  if (turn != Track::kNoTurn) append_integer(out, turn);
  out += ',';
  if (time && clock_.type == Clock::Type::calendar) {
    out += format_iso_time(*time, clock_.precision, !clock_.zone.empty());
  } else if (time) {
    append_seconds(out, *time);
  }
  out += back_;
}

void append_seconds(std::string& out, Seconds time) {
  // Sums and means of times as written, in binary: 2.3890000000000002.
  constexpr double kPerSecond = 1e6;
  const Seconds rounded = std::round(time * kPerSecond) / kPerSecond;
  append_number(out, std::isfinite(rounded) ? rounded : time);
}

}  // namespace affect::io
