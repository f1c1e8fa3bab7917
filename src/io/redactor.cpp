#include "affect/io/redactor.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/io/json_document.h"
#include "io/ascii.h"

namespace affect::io {
namespace {

constexpr std::string_view kSubjectEnd = "subject:";

template <class... Functions>
struct RedactorVisit : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
RedactorVisit(Functions...) -> RedactorVisit<Functions...>;

/// About what a record takes in memory.
std::size_t redactor_bytes(const Record& record) {
  return sizeof(Record) + record.episode.size() + record.extra.size() +
         std::visit(
             RedactorVisit{
                 [](const Turn& turn) { return turn.text.size() + turn.speaker.size() + turn.id.size(); },
                 [](const Track& track) {
                   return track.size() * (8 + track.labels.size()) * sizeof(double) * (track.has_words() ? 4 : 1);
                 },
                 [](const Series& series) { return series.size() * (series.channels.size() + 1) * sizeof(double); },
                 [](const Finding& finding) { return finding.evidence.size() * sizeof(Evidence); },
                 [](const Assessment& assessment) { return assessment.items.size() * sizeof(AssessmentItem); },
                 [](const auto&) { return std::size_t{0}; },
             },
             record.body);
}

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
                 [&](const Finding& finding) { use(finding.subject); },
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
void learn_other_names(const Record& record, Redaction& redaction) {
  const auto* subject = std::get_if<Subject>(&record.body);
  if (subject == nullptr || subject->profile.empty()) return;
  const JsonDocument profile = read_json_document(subject->profile, "a profile");
  for (const auto& [key, value] : profile.members()) {
    const bool is_name = key == "username" || key == "real_name" || key == "name";
    if (is_name && value.is_text()) redaction.also(subject->name, value.text());
  }
}

bool is_lower_name(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
}

/// Rewrites the records of one episode, in place.
class EpisodeRedaction {
 public:
  explicit EpisodeRedaction(Redaction& redaction) : redaction_(redaction) {}

  /// False where nothing of the record may be shown.
  bool rewrite(Record& record) {
    if (std::holds_alternative<OtherRecord>(record.body)) return false;
    record.extra.clear();
    std::visit([&](auto& body) { redact(body); }, record.body);
    return true;
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
    return message_ids_.try_emplace(id, fmt::format("m{}", message_ids_.size() + 1)).first->second;
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
  void redact(Turn& turn) {
    person(turn.speaker);
    std::vector<CoveredRange> covered;
    turn.text = redaction_.cover(turn.text, &covered);
    if (!covered.empty()) covered_.emplace(turn.turn, std::move(covered));
    texts_.emplace(turn.turn, turn.text.size());
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
    source(finding.source);
    cover(finding.column);
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
    const auto found = covered_.find(turn);
    if (found == covered_.end()) return false;
    bool replaced = false;
    std::uint64_t begin = bytes.begin, end = bytes.end;
    for (const CoveredRange& range : found->second) {
      if (range.begin >= bytes.end) break;
      if (range.end <= bytes.begin) {
        begin = range.new_end + (bytes.begin - range.end);
      } else {
        replaced = true;
        begin = std::min<std::uint64_t>(range.begin <= bytes.begin ? range.new_begin : begin, range.new_begin);
      }
      end = range.end < bytes.end ? range.new_end + (bytes.end - range.end) : range.new_end;
    }
    const std::uint64_t size = texts_.at(turn);
    bytes = {std::min(begin, size), std::min(end, size)};
    return replaced;
  }

  Redaction& redaction_;
  std::unordered_map<std::string, std::string> message_ids_, media_;
  std::unordered_map<std::int64_t, std::vector<CoveredRange>> covered_;  ///< by turn
  std::unordered_map<std::int64_t, std::uint64_t> texts_;                ///< sizes of the covered texts, by turn
};

}  // namespace

void Redactor::accept(Record&& record) {
  Held& held = held_[record.episode];
  const bool ends = std::holds_alternative<End>(record.body);
  const std::size_t bytes = redactor_bytes(record);
  held.bytes += bytes;
  held_bytes_ += bytes;
  if (held_bytes_ > max_held_) {
    throw InputError(fmt::format("an episode is larger than the {} MiB that --redact holds", max_held_ >> 20), {},
                     "split the input");
  }
  held.records.push_back(std::move(record));
  if (!ends) return;
  std::vector<Record> records = std::move(held.records);
  held_bytes_ -= held.bytes;
  held_.erase(records.front().episode);
  release(std::move(records));
}

void Redactor::close() {
  for (auto& [episode, held] : held_) release(std::move(held.records));
  held_.clear();
  held_bytes_ = 0;
}

void Redactor::release(std::vector<Record>&& records) {
  for (const Record& record : records) {
    each_name(record, [&](std::string_view name) { redaction_.reserve(name); });
  }
  for (const Record& record : records) {
    each_name(record, [&](std::string_view name) { redaction_.person(name); });
  }
  for (const Record& record : records) learn_other_names(record, redaction_);
  const std::string id = redaction_.episode(records.front().episode);
  EpisodeRedaction episode(redaction_);
  for (Record& record : records) {
    record.episode = id;
    if (episode.rewrite(record)) out_.accept(std::move(record));
  }
}

}  // namespace affect::io
