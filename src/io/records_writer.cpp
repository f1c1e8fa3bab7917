#include <cmath>

#include <simdjson.h>

#include "affect/io/records.h"
#include "io/json_text.h"
#include "io/records_fields.h"

namespace affect::io {
namespace {

/// Writes the fields of each kind in the schema's order.
class LineWriter {
 public:
  LineWriter(const Clock& clock, std::string& out) : clock_(clock), json_(out), out_(out) {}

  void write(const Record& record) {
    json_.open('{');
    json_.integer("affect", kWireVersion);
    json_.text("kind", kind(record));
    json_.text("e", record.episode);
    std::visit([&](const auto& body) { fields(body); }, record.body);
    json_.members(record.extra);
    json_.close('}');
  }

 private:
  bool is_calendar() const { return clock_.type == Clock::Type::calendar; }

  void time_value(Seconds time) {
    constexpr Seconds kYear1 = -62135596800.0;
    constexpr Seconds kYear10000 = 253402300800.0;
    if (is_calendar() && time >= kYear1 && time < kYear10000) {
      for (const auto precision : {clock_.precision, Clock::Precision::instant}) {
        const auto text = format_iso_time(time, precision, !clock_.zone.empty());
        if (parse_iso_time(text) == time) return append_string(out_, text);
      }
    }
    append_number(out_, time);
  }
  void time(std::string_view key, std::optional<Seconds> at) {
    if (!at) return;
    json_.key(key);
    time_value(*at);
  }
  void range(const std::optional<TimeRange>& range) {
    if (!range) return;
    if (is_calendar() && range->start == range->end) return time("time", range->start);
    time("start", range->start);
    time("end", range->end);
  }

  template <class Items, class Item>
  void array(std::string_view key, const Items& items, Item&& item) {
    if (items.empty()) return;
    json_.key(key);
    list(items, item);
  }
  template <class Items, class Item>
  void list(const Items& items, Item&& item) {
    json_.open('[');
    for (const auto& one : items) {
      json_.comma();
      item(one);
    }
    json_.close(']');
  }
  void numbers(std::string_view key, std::span<const double> values) {
    array(key, values, [&](double value) { append_number(out_, value); });
  }
  void times(std::string_view key, std::span<const double> values) {
    array(key, values, [&](double value) { std::isnan(value) ? append_number(out_, value) : time_value(value); });
  }
  void strings(std::string_view key, const std::map<std::string, std::string>& values) {
    if (values.empty()) return;
    json_.key(key);
    json_.open('{');
    for (const auto& [name, value] : values) {
      json_.comma();
      append_string(out_, name);
      out_ += ':';
      append_string(out_, value);
    }
    json_.close('}');
  }
  void source(const Source& source) { json_.text("source", source.to_string()); }
  void status(Status status, std::string_view reason) {
    if (status != Status::given) json_.text("status", to_string(status));
    json_.text("reason", reason);
  }

  void fields(const EpisodeInfo& info) {
    json_.text("title", info.title);
    json_.text("language", info.language);
    if (info.clock == Clock{}) return;
    json_.key("clock");
    json_.open('{');
    json_.text("type", to_string(info.clock.type));
    time("start", info.clock.start);
    json_.text("zone", info.clock.zone);
    if (info.clock.precision != Clock::Precision::instant) {
      json_.text("precision", to_string(info.clock.precision));
    }
    json_.members(info.clock.extra);
    json_.close('}');
  }

  void fields(const Subject& subject) {
    json_.text("name", subject.name);
    json_.text("type", to_string(subject.type));
    json_.raw("profile", subject.profile);
  }

  void fields(const Media& media) {
    json_.text("name", media.name);
    json_.text("type", media.type);
    json_.text("format", media.format);
    json_.text("path", media.path);
    json_.text("sha256", media.sha256);
  }

  void fields(const Configuration& configuration) {
    source(configuration.source);
    strings("options", configuration.options);
  }

  void fields(const Turn& turn) {
    json_.integer("turn", turn.turn);
    json_.text("speaker", turn.speaker);
    json_.text("text", turn.text);
    range(turn.time);
    json_.text("event", turn.event);
    json_.text("id", turn.id);
    json_.text("reply_to", turn.reply_to);
  }

  void fields(const Series& series) {
    json_.text("name", series.name);
    json_.text("subject", series.subject);
    json_.text("source", series.source);
    if (series.rate_hz != 0) json_.number("rate", series.rate_hz);
    if (series.start != 0) time("start", series.start);
    times("times", series.times);
    array("channels", series.channels, [&](const Channel& channel) {
      json_.open('{');
      json_.text("name", channel.name);
      json_.text("unit", channel.unit);
      numbers("values", channel.values);
      json_.members(channel.extra);
      json_.close('}');
    });
  }

  void fields(const Track& track) {
    json_.text("subject", track.key.subject);
    json_.text("perspective", to_string(track.key.perspective));
    json_.text("target", track.key.target);
    source(track.key.source);
    json_.text("taxonomy", track.key.taxonomy);
    json_.text("input", track.key.input.to_string());
    scale(track.scale);
    array("turn", track.turns(), [&](std::int64_t turn) {
      if (turn == Track::kNoTurn) {
        out_ += "null";
      } else {
        append_integer(out_, turn);
      }
    });
    row_times(track);
    dimensions(track);
    labels(track);
    if (track.has_words()) words(track);
    array("status", track.statuses(), [&](Status status) {
      if (status == Status::given) {
        out_ += "null";
      } else {
        append_string(out_, to_string(status));
      }
    });
  }

  void scale(const Scale& scale) {
    if (scale == Scale{}) return;
    json_.key("scale");
    json_.open('{');
    json_.text("instrument", scale.instrument);
    json_.number("reference_mean", scale.reference_mean);
    json_.number("reference_sd", scale.reference_sd);
    json_.members(scale.extra);
    json_.close('}');
  }

  void row_times(const Track& track) {
    const auto starts = track.starts();
    const auto ends = track.ends();
    const bool instants = std::equal(starts.begin(), starts.end(), ends.begin(), ends.end(),
                                     [](double a, double b) { return a == b || std::isnan(a); });
    if (is_calendar() && instants) return times("time", starts);
    times("start", starts);
    times("end", ends);
  }

  void dimensions(const Track& track) {
    for (const auto dimension : kDimensions) {
      numbers(to_string(dimension), track.values(dimension));
      const auto i = static_cast<std::size_t>(dimension);
      if (i < kErrorColumns.size()) numbers(kErrorColumns[i], track.standard_errors(dimension));
    }
    for (std::size_t i = 0; i < kRaterColumns.size(); ++i) {
      numbers(kRaterColumns[i], track.rater_sds(kDimensions[i]));
    }
    for (std::size_t i = 0; i < kCorrelationColumns.size(); ++i) {
      numbers(kCorrelationColumns[i], track.correlations(i));
    }
  }

  void labels(const Track& track) {
    const bool open = track.label_kind == LabelKind::open;
    if (track.label_kind == LabelKind::independent && track.labels.empty() && track.label_extra.empty()) return;
    json_.key("labels");
    json_.open('{');
    json_.text("kind", to_string(track.label_kind));
    if (open) {
      open_labels(track);
    } else {
      array("names", track.labels, [&](const std::string& name) { append_string(out_, name); });
      label_columns("probability", track, [&](std::size_t i) { return track.probabilities(i); });
      label_columns("intensity", track, [&](std::size_t i) { return track.intensities(i); });
    }
    json_.members(track.label_extra);
    json_.close('}');
  }

  template <class Column>
  void label_columns(std::string_view key, const Track& track, Column&& column) {
    // Columns come with the first row.
    const std::size_t count = track.empty() ? 0 : track.labels.size();
    bool any = false;
    for (std::size_t i = 0; i < count; ++i) any = any || !column(i).empty();
    if (!any) return;
    json_.key(key);
    json_.open('[');
    for (std::size_t i = 0; i < count; ++i) {
      json_.comma();
      if (column(i).empty()) {
        out_ += "null";
      } else {
        list(column(i), [&](double value) { append_number(out_, value); });
      }
    }
    json_.close(']');
  }

  void open_labels(const Track& track) {
    bool any = false;
    for (std::size_t row = 0; row < track.size(); ++row) any = any || !track.open_labels(row).empty();
    if (!any) return;
    json_.key("rows");
    json_.open('[');
    for (std::size_t row = 0; row < track.size(); ++row) {
      json_.comma();
      list(track.open_labels(row), [&](const Label& label) {
        json_.open('[');
        append_string(out_, label.name);
        out_ += ',';
        append_number(out_, label.probability);
        if (label.intensity) {
          out_ += ',';
          append_number(out_, *label.intensity);
        }
        json_.close(']');
      });
    }
    json_.close(']');
  }

  void words(const Track& track) {
    json_.key("words");
    json_.open('[');
    for (std::size_t row = 0; row < track.size(); ++row) {
      json_.comma();
      list(track.words(row), [&](const WordWeight& word) {
        json_.open('[');
        append_string(out_, word.word);
        out_ += ',';
        append_integer(out_, static_cast<std::int64_t>(word.bytes.begin));
        out_ += ',';
        append_integer(out_, static_cast<std::int64_t>(word.bytes.end));
        out_ += ',';
        append_number(out_, word.weight);
        json_.close(']');
      });
    }
    json_.close(']');
  }

  void fields(const Occurrence& occurrence) {
    json_.text("type", occurrence.type);
    json_.text("subject", occurrence.subject);
    json_.integer("turn", occurrence.turn);
    range(occurrence.time);
    strings("attributes", occurrence.attributes);
  }

  void evidence(const std::vector<Evidence>& pieces) {
    array("evidence", pieces, [&](const Evidence& piece) {
      json_.open('{');
      json_.integer("turn", piece.turn);
      range(piece.time);
      array("words", piece.words, [&](const std::string& word) { append_string(out_, word); });
      json_.members(piece.extra);
      json_.close('}');
    });
  }

  void fields(const Finding& finding) {
    json_.text("type", finding.type);
    json_.text("subject", finding.subject);
    json_.text("partner", finding.partner);
    if (finding.perspective) json_.text("perspective", to_string(*finding.perspective));
    json_.text("target", finding.target);
    source(finding.source);
    json_.text("input", finding.input.to_string());
    json_.text("column", finding.column);
    json_.text("measure", finding.measure);
    json_.number("value", finding.value);
    json_.number("low", finding.low);
    json_.number("high", finding.high);
    json_.text("unit", finding.unit);
    json_.text("method", finding.method);
    json_.integer("turn", finding.turn);
    time("time", finding.time);
    if (finding.direction) json_.text("direction", to_string(*finding.direction));
    json_.number("before", finding.before);
    json_.number("after", finding.after);
    json_.number("size_sd", finding.size_sd);
    json_.number("p", finding.p);
    json_.number("confidence", finding.confidence);
    if (finding.grade) json_.text("grade", to_string(*finding.grade));
    evidence(finding.evidence);
    status(finding.status, finding.reason);
  }

  void fields(const Relation& relation) {
    json_.text("type", relation.type);
    json_.text("from", relation.from);
    json_.text("to", relation.to);
    json_.number("weight", relation.weight);
  }

  void fields(const Assessment& assessment) {
    json_.text("instrument", assessment.instrument);
    json_.text("subject", assessment.subject);
    source(assessment.source);
    array("items", assessment.items, [&](const AssessmentItem& item) {
      json_.open('{');
      json_.text("name", item.name);
      json_.number("score", item.score);
      evidence(item.evidence);
      json_.members(item.extra);
      json_.close('}');
    });
    json_.number("score", assessment.score);
    json_.number("low", assessment.low);
    json_.number("high", assessment.high);
    status(assessment.status, assessment.reason);
  }

  void fields(const Final& last) {
    source(last.source);
    json_.integer("turn", last.turn);
    time("time", last.time);
  }

  void fields(const End&) {}
  void fields(const OtherRecord&) {}

  const Clock& clock_;
  JsonWriter json_;
  std::string& out_;
};

}  // namespace

void write_record(const Record& record, const Clock& clock, std::string& line) {
  LineWriter(clock, line).write(record);
}

const Clock& EpisodeClocks::follow(const Record& record) {
  if (const auto* info = std::get_if<EpisodeInfo>(&record.body)) {
    return open_.insert_or_assign(record.episode, info->clock).first->second;
  }
  const auto known = open_.find(record.episode);
  if (std::holds_alternative<End>(record.body) && known != open_.end()) {
    open_.erase(known);
    return none_;
  }
  return known == open_.end() ? none_ : known->second;
}

void RecordWriter::accept(Record&& record) {
  line_.clear();
  write_record(record, clocks_.follow(record), line_);
  if (!simdjson::validate_utf8(line_)) {
    throw InputError("text of episode \"" + record.episode + "\" is not UTF-8", {}, "convert the input to UTF-8");
  }
  line_ += '\n';
  output_.write(line_);
}

}  // namespace affect::io
