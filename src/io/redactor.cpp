#include "affect/io/redactor.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/io/json_document.h"
#include "io/ascii.h"
#include "io/packed_records.h"
#include "io/times.h"

namespace affect::io {
namespace {

constexpr std::string_view kSubjectEnd = "subject:";

template <class... Functions>
struct RedactorVisit : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
RedactorVisit(Functions...) -> RedactorVisit<Functions...>;

/// Calls `use` with each name of somebody in a record.
template <class Use>
void each_name(const Record& record, Use&& use) {
  std::visit(RedactorVisit{
                 [&](const Turn& turn) { use(turn.speaker); },
                 [&](const Subject& subject) { use(subject.name); },
                 [&](const Track& track) {
                   use(track.key.subject);
                   use(track.key.target);
                 },
                 [&](const Series& series) { use(series.subject); },
                 [&](const Finding& finding) {
                   use(finding.subject);
                   use(finding.target);
                 },
                 [&](const Occurrence& occurrence) { use(occurrence.subject); },
                 [&](const Assessment& assessment) { use(assessment.subject); },
                 [&](const Relation& relation) {
                   for (const std::string* end : {&relation.from, &relation.to}) {
                     if (end->starts_with(kSubjectEnd)) use(end->substr(kSubjectEnd.size()));
                   }
                 },
                 [](const auto&) {},
             },
             record.body);
}

/// What else a subject is called, as its profile tells.
void learn_other_names(const Subject& subject, Redaction& redaction) {
  const JsonDocument profile = read_json_document(subject.profile, "a profile");
  for (const auto& [key, value] : profile.members()) {
    const bool is_name = key == "username" || key == "real_name" || key == "name";
    if (is_name && value.is_text()) redaction.also(subject.name, value.text());
  }
}

bool is_lower_name(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
}

/// Rewrites the records of one episode, in place.
class EpisodeRedaction {
 public:
  /// `has_words`: tracks say where words lie in the turns' texts.
  EpisodeRedaction(Redaction& redaction, bool has_words) : redaction_(redaction), has_words_(has_words) {}

  void rewrite(Record& record) {
    std::visit([&](auto& body) { redact(body); }, record.body);
  }

 private:
  void cover(std::string& text) {
    if (!text.empty()) text = redaction_.cover(text);
  }
  void person(std::string& name) { name = redaction_.person(name); }
  void source(Source& source_of) {
    cover(source_of.name);
    cover(source_of.version);
  }
  std::string message_id(const std::string& id) {
    if (id.empty()) return id;
    return fmt::format("m{}",
                       message_ids_.try_emplace(std::hash<std::string>()(id), message_ids_.size() + 1).first->second);
  }
  std::string numbered(const std::string& name, std::string_view what,
                       std::unordered_map<std::string, std::string>& names) {
    return names.try_emplace(name, fmt::format("{} {}", what, names.size() + 1)).first->second;
  }

  void redact(EpisodeInfo& info) {
    info.title.clear();
    info.clock.extra.clear();
    cover(info.language);
  }
  void redact(Subject& subject) {
    person(subject.name);
    subject.profile.clear();
  }
  void redact(Media& media) {
    media.name = numbered(media.name, "medium", media_);
    cover(media.type);
    cover(media.format);
    media.path.clear();
    media.sha256.clear();
  }
  void redact(Configuration& configuration) {
    source(configuration.source);
    std::map<std::string, std::string> options;
    for (auto& [name, value] : configuration.options) {
      // A long number is a threshold here, no telephone.
      options.emplace(redaction_.cover(name), parse_number(value) ? value : redaction_.cover(value));
    }
    configuration.options = std::move(options);
  }
  void redact(Turn& turn) {
    person(turn.speaker);
    std::vector<CoveredRange> covered;
    turn.text = redaction_.cover(turn.text, &covered);
    if (has_words_) texts_.try_emplace(turn.turn, CoveredText{std::move(covered), turn.text.size()});
    cover(turn.event);
    turn.id = message_id(turn.id);
    turn.reply_to = message_id(turn.reply_to);
  }
  void redact(Series& series) {
    person(series.subject);
    cover(series.name);
    Source source_of = Source::parse(series.source);
    source(source_of);
    series.source = source_of.to_string();
    std::set<std::string> names;
    for (Channel& channel : series.channels) {
      const std::string covered = redaction_.cover(channel.name);
      channel.name = covered;
      for (int i = 2; !names.insert(channel.name).second; ++i) channel.name = fmt::format("{} ({})", covered, i);
      cover(channel.unit);
      channel.extra.clear();
    }
  }
  void redact(Occurrence& occurrence) {
    cover(occurrence.type);
    person(occurrence.subject);
    std::map<std::string, std::string> attributes;
    for (auto& [name, value] : occurrence.attributes)
      attributes.emplace(redaction_.cover(name), redaction_.cover(value));
    occurrence.attributes = std::move(attributes);
  }
  void redact(Finding& finding) {
    cover(finding.type);
    person(finding.subject);
    person(finding.partner);
    person(finding.target);
    source(finding.source);
    source(finding.input);
    cover(finding.column);
    cover(finding.measure);
    cover(finding.unit);
    cover(finding.method);
    cover(finding.reason);
    redact(finding.evidence);
  }
  void redact(std::vector<Evidence>& evidence) {
    for (Evidence& piece : evidence) {
      for (std::string& word : piece.words) cover(word);
      piece.extra.clear();
    }
  }
  void redact(Relation& relation) {
    cover(relation.type);
    relation.from = end_of(relation.from);
    relation.to = end_of(relation.to);
  }
  /// "turn:3" stays, "subject:Mara" has a pseudonym, any other id is numbered.
  std::string end_of(const std::string& end) {
    if (end.starts_with(kSubjectEnd)) {
      return std::string(kSubjectEnd) + redaction_.person(end.substr(kSubjectEnd.size()));
    }
    const auto colon = end.find(':');
    if (colon == std::string::npos || !is_lower_name(end.substr(0, colon))) return message_id(end);
    const std::string id = end.substr(colon + 1);
    return end.substr(0, colon + 1) + (all_digits(id) && id.size() < 10 ? id : message_id(id));
  }
  void redact(Assessment& assessment) {
    cover(assessment.instrument);
    person(assessment.subject);
    source(assessment.source);
    cover(assessment.reason);
    for (AssessmentItem& item : assessment.items) {
      cover(item.name);
      redact(item.evidence);
      item.extra.clear();
    }
  }
  void redact(Final& last) { source(last.source); }
  void redact(End& /*end*/) {}
  void redact(OtherRecord& /*other*/) {}

  void redact(Track& track) {
    person(track.key.subject);
    person(track.key.target);
    source(track.key.source);
    source(track.key.input);
    cover(track.key.taxonomy);
    cover(track.scale.instrument);
    track.scale.extra.clear();
    track.label_extra.clear();
    std::unordered_map<std::string, std::string> renamed;
    for (std::size_t i = 0; i < track.labels.size(); ++i) {
      std::string& label = track.labels[i];
      std::string covered = redaction_.cover(label);
      // Two labels stay two.
      if (covered != label) covered = fmt::format("label {}", i + 1);
      renamed.emplace(label, covered);
      label = std::move(covered);
    }
    if (track.has_words() || track.label_kind == LabelKind::open) rebuild(track);
  }

  /// Words and open labels lie in the rows.
  void rebuild(Track& track) {
    Track built;
    built.key = track.key;
    built.scale = track.scale;
    built.label_kind = track.label_kind;
    built.labels = track.labels;
    for (std::size_t row = 0; row < track.size(); ++row) {
      AffectState state = track.state(row);
      if (track.label_kind == LabelKind::open) {
        for (Label& label : state.labels) cover(label.name);
      }
      std::vector<WordWeight> words = track.words(row);
      std::vector<std::string> covered;
      covered.reserve(words.size());
      for (WordWeight& word : words) {
        covered.push_back(redaction_.cover(word.word));
        if (move(word.bytes, track.turn(row))) covered.back() = "[...]";
        word.word = covered.back();
      }
      built.append(track.turn(row), track.time(row), state, words);
    }
    track = std::move(built);
  }

  /// Moves a range to where it lies in the covered text; true where a part of it was replaced.
  bool move(ByteRange& bytes, std::int64_t turn) const {
    const auto found = texts_.find(turn);
    if (found == texts_.end() || found->second.ranges.empty()) return false;
    bool replaced = false;
    std::uint64_t begin = bytes.begin, end = bytes.end;
    for (const CoveredRange& range : found->second.ranges) {
      if (range.begin >= bytes.end) break;
      if (range.end <= bytes.begin) {
        begin = range.new_end + (bytes.begin - range.end);
      } else {
        replaced = true;
        begin = std::min<std::uint64_t>(range.begin <= bytes.begin ? range.new_begin : begin, range.new_begin);
      }
      end = range.end < bytes.end ? range.new_end + (bytes.end - range.end) : range.new_end;
    }
    const std::uint64_t size = found->second.size;
    bytes = {std::min(begin, size), std::min(end, size)};
    return replaced;
  }

  struct CoveredText {
    std::vector<CoveredRange> ranges;
    std::uint64_t size = 0;  ///< of the covered text
  };

  Redaction& redaction_;
  bool has_words_;
  /// By hash: of ten million messages, two share theirs once in four hundred thousand chats.
  std::unordered_map<std::uint64_t, std::uint32_t> message_ids_;
  std::unordered_map<std::string, std::string> media_;
  std::unordered_map<std::int64_t, CoveredText> texts_;  ///< by turn; none where no track has words
};

class RewritingSink : public RecordSink {
 public:
  RewritingSink(std::string id, EpisodeRedaction redaction, RecordSink& out)
      : id_(std::move(id)), redaction_(std::move(redaction)), out_(out) {}
  void accept(Record&& record) override {
    record.episode = id_;
    redaction_.rewrite(record);
    out_.accept(std::move(record));
  }

 private:
  std::string id_;
  EpisodeRedaction redaction_;
  RecordSink& out_;
};

}  // namespace

/// One episode until its end: all that may have to be known before the first of its records can be written.
struct Redactor::Held {
  PackedRecords records;
  std::vector<std::string> names;  ///< of people, in order of appearance
  std::unordered_set<std::string> known;
  std::vector<Subject> subjects;  ///< with profiles
  bool has_words = false;         ///< in tracks

  void add(Record&& record) {
    each_name(record, [&](std::string_view name) {
      if (known.emplace(name).second) names.emplace_back(name);
    });
    if (const auto* track = std::get_if<Track>(&record.body)) has_words = has_words || track->has_words();
    if (auto* subject = std::get_if<Subject>(&record.body); subject != nullptr && !subject->profile.empty()) {
      subjects.push_back(std::move(*subject));
      record.body = Subject{.name = subjects.back().name, .type = subjects.back().type};
    }
    record.extra.clear();
    records.add(record);
  }
};

Redactor::Redactor(Redaction& redaction, RecordSink& out, std::size_t max_held)
    : redaction_(redaction), out_(out), max_held_(max_held) {}
Redactor::~Redactor() = default;

void Redactor::accept(Record&& record) {
  const std::string id = record.episode;
  auto& held = held_[id];
  if (!held) held = std::make_unique<Held>();
  const bool ends = std::holds_alternative<End>(record.body);
  const std::size_t before = held->records.bytes();
  if (!std::holds_alternative<OtherRecord>(record.body)) held->add(std::move(record));
  held_bytes_ += held->records.bytes();
  held_bytes_ -= before;
  if (held_bytes_ > max_held_) {
    throw InputError(fmt::format("an episode is larger than the {} MiB that --redact holds", max_held_ >> 20), {},
                     "split the input");
  }
  if (!ends) return;
  held_bytes_ -= held->records.bytes();
  const auto whole = std::move(held);
  held_.erase(id);
  release(id, *whole);
}

void Redactor::close() {
  for (auto& [episode, held] : held_) release(episode, *held);
  held_.clear();
  held_bytes_ = 0;
}

void Redactor::release(const std::string& id, Held& held) {
  for (const std::string& name : held.names) redaction_.reserve(name);
  for (const std::string& name : held.names) redaction_.person(name);
  for (const Subject& subject : held.subjects) learn_other_names(subject, redaction_);
  RewritingSink rewriting(redaction_.episode(id), EpisodeRedaction(redaction_, held.has_words), out_);
  held.records.drain(rewriting);
}

}  // namespace affect::io
