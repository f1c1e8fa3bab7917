#include <algorithm>

#include <fmt/format.h>

#include "affect/io/records.h"
#include "io/records_fields.h"

namespace affect::io {
namespace {

void read_clock(JsonValue& json, Clock& clock) {
  json.fields(clock.extra, [&](std::string_view key, JsonValue& value) {
    if (key == "type") return value.read(clock.type, clock_type, "order, media, calendar"), true;
    if (key == "start") return value.read_time(clock.start), true;
    if (key == "zone") return value.read(clock.zone), true;
    if (key == "precision") {
      return value.read(clock.precision, clock_precision, "instant, minute, day, year"), true;
    }
    return false;
  });
}

Subject read_subject(JsonValue& json, std::string& extra) {
  Subject subject;
  record_fields(json, extra, [&](std::string_view key, JsonValue& value) {
    if (key == "name") return value.read(subject.name), true;
    if (key == "type") {
      return value.read(subject.type, subject_type, "person, character, agent, animal, audience, group"), true;
    }
    if (key == "profile") {
      std::string members;
      if (value.fields(members, [](std::string_view, JsonValue&) { return false; })) {
        subject.profile = "{" + members + "}";
      }
      return true;
    }
    return false;
  });
  return subject;
}

Media read_media(JsonValue& json, std::string& extra) {
  Media media;
  record_fields(json, extra, [&](std::string_view key, JsonValue& value) {
    if (key == "name") return value.read(media.name), true;
    if (key == "type") return value.read(media.type), true;
    if (key == "format") return value.read(media.format), true;
    if (key == "path") return value.read(media.path), true;
    if (key == "sha256") return value.read(media.sha256), true;
    return false;
  });
  return media;
}

void read_strings(JsonValue& json, std::map<std::string, std::string>& into) {
  std::string none;
  json.fields(none, [&](std::string_view name, JsonValue& value) {
    if (!value.read(into[std::string(name)])) value.wrong("a string");
    return true;
  });
}

Configuration read_configuration(JsonValue& json, std::string& extra) {
  Configuration configuration;
  record_fields(json, extra, [&](std::string_view key, JsonValue& value) {
    if (key == "source") return read_source(value, configuration.source);
    if (key == "options") return read_strings(value, configuration.options), true;
    return false;
  });
  return configuration;
}

Turn read_turn(JsonValue& json, std::string& extra) {
  Turn turn;
  std::optional<std::int64_t> number;
  TimeFields time;
  record_fields(json, extra, [&](std::string_view key, JsonValue& value) {
    if (key == "turn") return value.read(number), true;
    if (key == "speaker") return value.read(turn.speaker), true;
    if (key == "text") return value.read(turn.text), true;
    if (time.read(key, value)) return true;
    if (key == "event") return value.read(turn.event), true;
    if (key == "id") return value.read(turn.id), true;
    if (key == "reply_to") return value.read(turn.reply_to), true;
    return false;
  });
  if (!number) json.fail("turn has no number", "\"turn\":0 is the first of an episode");
  turn.turn = *number;
  turn.time = time.range();
  return turn;
}

void read_numbers(JsonValue& json, std::vector<double>& into) {
  json.each([&](JsonValue& item) {
    double number = Track::kAbsent;
    item.read(number);
    into.push_back(number);
  });
}

Channel read_channel(JsonValue& json) {
  Channel channel;
  json.fields(channel.extra, [&](std::string_view key, JsonValue& value) {
    if (key == "name") return value.read(channel.name), true;
    if (key == "unit") return value.read(channel.unit), true;
    if (key == "values") return read_numbers(value, channel.values), true;
    return false;
  });
  return channel;
}

Series read_series(JsonValue& json, std::string& extra) {
  Series series;
  record_fields(json, extra, [&](std::string_view key, JsonValue& value) {
    if (key == "name") return value.read(series.name), true;
    if (key == "subject") return value.read(series.subject), true;
    if (key == "source") return value.read(series.source), true;
    if (key == "rate") return value.read(series.rate_hz), true;
    if (key == "start") return value.read_time(series.start), true;
    if (key == "times") {
      value.each([&](JsonValue& item) {
        if (!item.read_time(series.times.emplace_back())) item.wrong("a time");
      });
      return true;
    }
    if (key == "channels") {
      value.each([&](JsonValue& item) { series.channels.push_back(read_channel(item)); });
      return true;
    }
    return false;
  });
  return series;
}

Occurrence read_occurrence(JsonValue& json, std::string& extra) {
  Occurrence occurrence;
  TimeFields time;
  record_fields(json, extra, [&](std::string_view key, JsonValue& value) {
    if (key == "type") return value.read(occurrence.type), true;
    if (key == "subject") return value.read(occurrence.subject), true;
    if (key == "turn") return value.read(occurrence.turn), true;
    if (time.read(key, value)) return true;
    if (key == "attributes") return read_strings(value, occurrence.attributes), true;
    return false;
  });
  occurrence.time = time.range();
  return occurrence;
}

void read_evidence(JsonValue& json, std::vector<Evidence>& into) {
  json.each([&](JsonValue& item) {
    auto& evidence = into.emplace_back();
    TimeFields time;
    item.fields(evidence.extra, [&](std::string_view key, JsonValue& value) {
      if (key == "turn") return value.read(evidence.turn), true;
      if (time.read(key, value)) return true;
      if (key == "words") {
        value.each([&](JsonValue& word) {
          if (!word.read(evidence.words.emplace_back())) word.wrong("a string");
        });
        return true;
      }
      return false;
    });
    evidence.time = time.range();
  });
}

Finding read_finding(JsonValue& json, std::string& extra) {
  Finding finding;
  record_fields(json, extra, [&](std::string_view key, JsonValue& value) {
    if (key == "type") return value.read(finding.type), true;
    if (key == "subject") return value.read(finding.subject), true;
    if (key == "partner") return value.read(finding.partner), true;
    if (key == "perspective") return value.read(finding.perspective, perspective, kPerspectiveChoices), true;
    if (key == "target") return value.read(finding.target), true;
    if (key == "source") return read_source(value, finding.source);
    if (key == "input") return read_source(value, finding.input);
    if (key == "column") return value.read(finding.column), true;
    if (key == "measure") return value.read(finding.measure), true;
    if (key == "value") return value.read(finding.value), true;
    if (key == "low") return value.read(finding.low), true;
    if (key == "high") return value.read(finding.high), true;
    if (key == "unit") return value.read(finding.unit), true;
    if (key == "method") return value.read(finding.method), true;
    if (key == "turn") return value.read(finding.turn), true;
    if (key == "time") return value.read_time(finding.time), true;
    if (key == "direction") return value.read(finding.direction, direction, "up, down"), true;
    if (key == "before") return value.read(finding.before), true;
    if (key == "after") return value.read(finding.after), true;
    if (key == "size_sd") return value.read(finding.size_sd), true;
    if (key == "p") return value.read(finding.p), true;
    if (key == "confidence") return value.read(finding.confidence), true;
    if (key == "grade") return value.read(finding.grade, grade, "significant, candidate"), true;
    if (key == "evidence") return read_evidence(value, finding.evidence), true;
    if (key == "status") return value.read(finding.status, status, kStatusChoices), true;
    if (key == "reason") return value.read(finding.reason), true;
    return false;
  });
  return finding;
}

Relation read_relation(JsonValue& json, std::string& extra) {
  Relation relation;
  record_fields(json, extra, [&](std::string_view key, JsonValue& value) {
    if (key == "type") return value.read(relation.type), true;
    if (key == "from") return value.read(relation.from), true;
    if (key == "to") return value.read(relation.to), true;
    if (key == "weight") return value.read(relation.weight), true;
    return false;
  });
  return relation;
}

AssessmentItem read_item(JsonValue& json) {
  AssessmentItem item;
  json.fields(item.extra, [&](std::string_view key, JsonValue& value) {
    if (key == "name") return value.read(item.name), true;
    if (key == "score") return value.read(item.score), true;
    if (key == "evidence") return read_evidence(value, item.evidence), true;
    return false;
  });
  return item;
}

Assessment read_assessment(JsonValue& json, std::string& extra) {
  Assessment assessment;
  record_fields(json, extra, [&](std::string_view key, JsonValue& value) {
    if (key == "instrument") return value.read(assessment.instrument), true;
    if (key == "subject") return value.read(assessment.subject), true;
    if (key == "source") return read_source(value, assessment.source);
    if (key == "items") {
      value.each([&](JsonValue& item) { assessment.items.push_back(read_item(item)); });
      return true;
    }
    if (key == "score") return value.read(assessment.score), true;
    if (key == "low") return value.read(assessment.low), true;
    if (key == "high") return value.read(assessment.high), true;
    if (key == "status") return value.read(assessment.status, status, kStatusChoices), true;
    if (key == "reason") return value.read(assessment.reason), true;
    return false;
  });
  return assessment;
}

Final read_final(JsonValue& json, std::string& extra) {
  Final last;
  record_fields(json, extra, [&](std::string_view key, JsonValue& value) {
    if (key == "source") return read_source(value, last.source);
    if (key == "turn") return value.read(last.turn), true;
    if (key == "time") return value.read_time(last.time), true;
    return false;
  });
  return last;
}

/// What stands at the front of every line, in any order.
struct Header {
  std::optional<std::int64_t> version;
  std::string kind;
  std::string episode;

  bool is_whole() const { return version && !kind.empty() && !episode.empty(); }
};

Header read_header(simdjson::ondemand::object object) {
  Header header;
  for (auto result : object) {
    simdjson::ondemand::field member;
    // The second pass, over all members, says where the fault is.
    if (std::move(result).get(member)) break;
    const auto key = raw_key(member.key());
    JsonValue value(member.value(), key, 1);
    if (key == "affect") value.read(header.version);
    if (key == "kind") value.read(header.kind);
    if (key == "e") value.read(header.episode);
    if (header.is_whole()) break;
  }
  return header;
}

void check(const Header& header, const char* line) {
  if (!header.version) {
    throw JsonFault{"not a record: it has no \"affect\":1", line, "each line is {\"affect\":1,\"kind\":...,\"e\":...}"};
  }
  if (*header.version != kWireVersion) {
    throw JsonFault{fmt::format("record format {} is not known", *header.version), line,
                    "this program reads format 1; a newer one wrote this"};
  }
  if (header.kind.empty()) throw JsonFault{"record has no kind", line};
  if (header.episode.empty()) throw JsonFault{"record has no episode id", line, "\"e\" names the episode"};
}

}  // namespace

bool TimeFields::read(std::string_view key, JsonValue& value) {
  if (key != "start" && key != "end" && key != "time") return false;
  value.read_time(key == "start" ? start_ : key == "end" ? end_ : time_);
  if (time_ && (start_ || end_)) value.fail("a record has start and end, or time, not both");
  return true;
}

std::optional<TimeRange> TimeFields::range() const {
  if (time_) return TimeRange{*time_, *time_};
  if (start_) return TimeRange{*start_, end_.value_or(*start_)};
  if (end_) throw JsonFault{"a record has an end without a start", nullptr};
  return std::nullopt;
}

struct RecordParser::Impl {
  simdjson::ondemand::parser parser;
  std::vector<char> buffer;  ///< the line and simdjson's padding
  std::vector<Record> records;
  TrackReader tracks;

  simdjson::ondemand::object open(simdjson::ondemand::document& document) const {
    simdjson::ondemand::object object;
    if (const auto error = document.get_object().get(object)) {
      if (error != simdjson::INCORRECT_TYPE) throw JsonFault{json_error(error), buffer.data()};
      throw JsonFault{"a record must be a JSON object", buffer.data(),
                      "records come from affect perceive; affect track reads a conversation itself"};
    }
    return object;
  }

  void parse(std::string_view line) {
    const auto padded = line.size() + simdjson::SIMDJSON_PADDING;
    if (buffer.size() < padded) buffer.resize(padded);
    std::copy(line.begin(), line.end(), buffer.begin());
    simdjson::ondemand::document document;
    if (const auto error = parser.iterate(buffer.data(), line.size(), buffer.size()).get(document)) {
      throw JsonFault{json_error(error), nullptr};
    }
    const Header header = read_header(open(document));
    check(header, buffer.data());
    document.rewind();
    simdjson::ondemand::value value;
    if (const auto error = document.get_value().get(value)) throw JsonFault{json_error(error), nullptr};
    JsonValue json(value, "record", 0);
    records.clear();
    read_body(json, header);
    const char* rest = nullptr;
    if (document.current_location().get(rest) == simdjson::SUCCESS) {
      throw JsonFault{"the line goes on after its object", rest};
    }
    for (const auto& record : records) {
      if (auto problem = violation(record)) throw JsonFault{*problem, nullptr};
    }
  }

  void read_body(JsonValue& json, const Header& header) {
    if (header.kind == "episode") return read_episode(json, header.episode);
    if (header.kind == "turn") return add(json, header.episode, read_turn);
    if (header.kind == "track") return add_track(json, header.episode);
    if (header.kind == "subject") return add(json, header.episode, read_subject);
    if (header.kind == "media") return add(json, header.episode, read_media);
    if (header.kind == "configuration") return add(json, header.episode, read_configuration);
    if (header.kind == "series") return add(json, header.episode, read_series);
    if (header.kind == "occurrence") return add(json, header.episode, read_occurrence);
    if (header.kind == "finding") return add(json, header.episode, read_finding);
    if (header.kind == "relation") return add(json, header.episode, read_relation);
    if (header.kind == "assessment") return add(json, header.episode, read_assessment);
    if (header.kind == "final") return add(json, header.episode, read_final);
    const auto keep_all = [](std::string_view, JsonValue&) { return false; };
    if (header.kind == "end") {
      return add(json, header.episode, [&](JsonValue& object, std::string& extra) {
        record_fields(object, extra, keep_all);
        return End{};
      });
    }
    add(json, header.episode, [&](JsonValue& object, std::string& extra) {
      record_fields(object, extra, keep_all);
      return OtherRecord{header.kind};
    });
  }

  template <class Read>
  void add(JsonValue& json, const std::string& episode, Read&& read) {
    std::string extra;
    auto body = read(json, extra);
    records.push_back({episode, std::move(body), std::move(extra)});
  }
  void add_track(JsonValue& json, const std::string& episode) {
    add(json, episode, [&](JsonValue& object, std::string& extra) { return tracks.read(object, extra); });
  }

  /// An episode record, or a whole episode: then its parts stand in arrays and End is added.
  void read_episode(JsonValue& json, const std::string& episode) {
    EpisodeInfo info;
    std::string extra;
    bool whole = false;
    const auto parts = [&](JsonValue& array, auto&& read) {
      if (array.each([&](JsonValue& item) { add(item, episode, read); })) whole = true;
      return true;
    };
    record_fields(json, extra, [&](std::string_view key, JsonValue& value) {
      if (key == "title") return value.read(info.title), true;
      if (key == "language") return value.read(info.language), true;
      if (key == "clock") return read_clock(value, info.clock), true;
      if (key == "subjects") return parts(value, read_subject);
      if (key == "media") return parts(value, read_media);
      if (key == "configurations") return parts(value, read_configuration);
      if (key == "turns") return parts(value, read_turn);
      if (key == "series") return parts(value, read_series);
      if (key == "tracks") {
        return parts(value, [&](JsonValue& item, std::string& kept) { return tracks.read(item, kept); });
      }
      if (key == "occurrences") return parts(value, read_occurrence);
      if (key == "findings") return parts(value, read_finding);
      if (key == "relations") return parts(value, read_relation);
      if (key == "assessments") return parts(value, read_assessment);
      return false;
    });
    records.push_back({episode, std::move(info), std::move(extra)});
    // The alternatives of RecordBody stand in the order of the wire, whatever the order of the keys was.
    std::stable_sort(records.begin(), records.end(),
                     [](const Record& a, const Record& b) { return a.body.index() < b.body.index(); });
    if (whole) records.push_back({episode, End{}, {}});
  }
};

RecordParser::RecordParser() : impl_(std::make_unique<Impl>()) {}
RecordParser::~RecordParser() = default;

void RecordParser::parse(std::string_view line, const Place& place, RecordSink& out) {
  try {
    impl_->parse(line);
  } catch (const JsonFault& fault) {
    Place where = place;
    if (fault.at != nullptr) where.column = static_cast<std::size_t>(fault.at - impl_->buffer.data()) + 1;
    throw InputError(fault.what, where, fault.hint);
  }
  for (auto& record : impl_->records) out.accept(std::move(record));
}

}  // namespace affect::io
