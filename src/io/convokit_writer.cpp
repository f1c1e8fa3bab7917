#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <simdjson.h>

#include "affect/io/convokit.h"
#include "affect/io/records.h"
#include "io/convokit_fields.h"
#include "io/json_text.h"
#include "io/output_folder.h"

namespace affect::io {
namespace {

/// Members of a JSON object, in order, each as JSON text; a member that is set again changes in its place.
class JsonMembers {
 public:
  void set(std::string_view key, std::string json) {
    for (auto& [name, value] : members_) {
      if (name != key) continue;
      value = std::move(json);
      return;
    }
    members_.emplace_back(key, std::move(json));
  }
  /// All members of an object's JSON text; nothing where it is none.
  void add_all(std::string_view object) {
    simdjson::dom::parser parser;
    simdjson::dom::object members;
    if (parser.parse(object.data(), object.size()).get(members)) return;
    for (const auto& [key, value] : members) set(key, simdjson::minify(value));
  }
  std::string take(std::string_view key) {
    for (auto& [name, value] : members_) {
      if (name == key) return std::exchange(value, {});
    }
    return {};
  }
  void write(std::string& out) const {
    out += '{';
    JsonWriter json(out);
    for (const auto& [key, value] : members_) json.raw(key, value);
    out += '}';
  }
  const std::vector<std::pair<std::string, std::string>>& all() const { return members_; }

 private:
  std::vector<std::pair<std::string, std::string>> members_;
};

std::string json_string(std::string_view text) {
  std::string json;
  append_string(json, text);
  return json;
}

std::string json_number(double value) {
  std::string json;
  append_number(json, value);
  return json;
}

/// What Python calls the type of a JSON value.
std::string_view python_type(std::string_view json) {
  switch (json.front()) {
    case '"':
      return "str";
    case '{':
      return "dict";
    case '[':
      return "list";
    case 't':
    case 'f':
      return "bool";
    case 'n':
      return "NoneType";
    default:
      return json.find_first_of(".eE") == std::string_view::npos ? "int" : "float";
  }
}

/// Which types each key of meta data has, for index.json.
class MetaIndex {
 public:
  void see(const JsonMembers& meta) {
    for (const auto& [key, value] : meta.all()) {
      if (value.empty()) continue;
      const std::string type = fmt::format("<class '{}'>", python_type(value));
      if (type != "<class 'NoneType'>" || !types_.contains(key)) types_[key].insert(type);
    }
  }
  void write(std::string& out) const {
    out += '{';
    JsonWriter json(out);
    for (const auto& [key, types] : types_) {
      json.key(key);
      json.open('[');
      for (const std::string& type : types) {
        json.comma();
        append_string(out, type);
      }
      json.close(']');
    }
    out += '}';
  }

 private:
  std::map<std::string, std::set<std::string>> types_;
};

struct HeldTurn {
  Turn turn;
  JsonMembers meta;
  std::string stamp;    ///< JSON text, where the corpus that was read had another than the turn's time
  std::string records;  ///< occurrences of the turn, as JSON texts
};

struct HeldEpisode {
  std::string conversation;
  bool from_corpus = false;
  Clock clock;
  JsonMembers meta;
  std::string records;
  std::vector<HeldTurn> turns;
  std::unordered_map<std::int64_t, std::size_t> place_of_turn;
};

}  // namespace

struct ConvokitWriter::Impl {
  explicit Impl(const std::string& path)
      : folder(path, "utterances.jsonl"),
        utterances(folder.open("utterances.jsonl")),
        conversations(folder.open("conversations.json")) {
    conversations.write("{");
  }

  OutputFolder folder;
  Output& utterances;
  Output& conversations;
  std::map<std::string, HeldEpisode, std::less<>> open;
  std::vector<std::string> speaker_order;
  std::unordered_map<std::string, std::string> profiles;  ///< by speaker
  std::unordered_set<std::string> used_ids, used_conversations;
  std::string first_source, corpus_meta, line;
  MetaIndex utterance_index, speaker_index, conversation_index, corpus_index;
  bool any_conversation = false;

  void begin(HeldEpisode& episode, const Record& record, const EpisodeInfo& info) {
    JsonMembers extra;
    extra.add_all("{" + record.extra + "}");
    const std::string id = extra.take(kConvokitConversation);
    simdjson::dom::parser parser;
    std::string_view text;
    episode.from_corpus = !id.empty() && !parser.parse(id).get(text);
    episode.conversation = episode.from_corpus ? std::string(text) : record.episode;
    if (!used_conversations.insert(episode.conversation).second) episode.conversation = record.episode;
    episode.meta.add_all(extra.take(kConvokitMetaKey));
    if (std::string meta = extra.take(kConvokitCorpusMeta); !meta.empty()) corpus_meta = std::move(meta);
    if (!info.title.empty()) episode.meta.set("title", json_string(info.title));
    if (!info.language.empty()) episode.meta.set("language", json_string(info.language));
    episode.clock = info.clock;
  }

  void add_speaker(const std::string& name) {
    if (profiles.try_emplace(name).second) speaker_order.push_back(name);
  }

  void add(HeldEpisode& episode, const std::string& extra, Turn&& turn) {
    add_speaker(turn.speaker);
    HeldTurn held{.turn = std::move(turn), .meta = {}, .stamp = {}, .records = {}};
    JsonMembers fields;
    if (!extra.empty()) fields.add_all("{" + extra + "}");
    held.meta.add_all(fields.take(kConvokitMetaKey));
    held.stamp = fields.take(kConvokitTimestamp);
    if (!held.turn.event.empty() && !episode.from_corpus) held.meta.set("event", json_string(held.turn.event));
    episode.place_of_turn.emplace(held.turn.turn, episode.turns.size());
    episode.turns.push_back(std::move(held));
  }

  HeldTurn* turn_of(HeldEpisode& episode, std::int64_t number) {
    const auto found = episode.place_of_turn.find(number);
    return found == episode.place_of_turn.end() ? nullptr : &episode.turns[found->second];
  }

  static void keep(std::string& records, const Record& record, const Clock& clock) {
    if (!records.empty()) records += ',';
    write_record(record, clock, records);
  }

  /// Whether all of a track has its place with turns of its subject.
  bool fits(HeldEpisode& episode, const Track& track) {
    if (!track.by_turn() || !track.key.target.empty()) return false;
    for (std::size_t row = 0; row < track.size(); ++row) {
      const HeldTurn* held = turn_of(episode, track.turn(row));
      if (held == nullptr || held->turn.speaker != track.key.subject) return false;
    }
    return true;
  }

  void add(HeldEpisode& episode, const Track& track) {
    const std::string source = track.key.source.to_string();
    if (first_source.empty()) first_source = source;
    std::string front;
    if (source != first_source) front = track.key.source.name + ".";
    if (track.key.perspective != Perspective::expressed) front += std::string(to_string(track.key.perspective)) + ".";
    for (std::size_t row = 0; row < track.size(); ++row) {
      JsonMembers& meta = turn_of(episode, track.turn(row))->meta;
      const AffectState state = track.state(row);
      for (const Dimension dimension : kDimensions) {
        const auto value = state.get(dimension);
        if (value) meta.set(front + std::string(to_string(dimension)), json_number(*value));
        const auto i = static_cast<std::size_t>(dimension);
        if (value && i < state.standard_error.size() && state.standard_error[i]) {
          meta.set(fmt::format("{}{}_se", front, to_string(dimension)), json_number(*state.standard_error[i]));
        }
      }
      for (const Label& label : state.labels) meta.set(front + label.name, json_number(label.probability));
    }
  }

  void accept(Record&& record) {
    HeldEpisode& episode = open[record.episode];
    if (const auto* info = std::get_if<EpisodeInfo>(&record.body)) return begin(episode, record, *info);
    if (auto* turn = std::get_if<Turn>(&record.body)) return add(episode, record.extra, std::move(*turn));
    if (auto* subject = std::get_if<Subject>(&record.body)) {
      add_speaker(subject->name);
      if (!subject->profile.empty()) profiles[subject->name] = subject->profile;
      return;
    }
    if (const auto* track = std::get_if<Track>(&record.body); track != nullptr && fits(episode, *track)) {
      return add(episode, *track);
    }
    if (const auto* occurrence = std::get_if<Occurrence>(&record.body); occurrence != nullptr && occurrence->turn) {
      if (HeldTurn* held = turn_of(episode, *occurrence->turn)) return keep(held->records, record, episode.clock);
    }
    if (const auto* relation = std::get_if<Relation>(&record.body); relation != nullptr && relation->type == "reply")
      return;
    if (std::holds_alternative<Media>(record.body) || std::holds_alternative<Final>(record.body)) return;
    if (!std::holds_alternative<End>(record.body)) return keep(episode.records, record, episode.clock);
    write(episode);
    open.erase(record.episode);
  }

  std::string new_id(const HeldEpisode& episode, const Turn& turn) {
    std::string id = turn.id.empty() ? fmt::format("{}-{}", episode.conversation, turn.turn) : turn.id;
    if (used_ids.insert(id).second) return id;
    id = fmt::format("{}/{}", episode.conversation, id);
    const std::string front = id;
    for (int i = 2; !used_ids.insert(id).second; ++i) id = fmt::format("{}-{}", front, i);
    return id;
  }

  void write(HeldEpisode& episode) {
    std::vector<std::string> ids;
    std::unordered_map<std::string, std::string> id_of;
    for (const HeldTurn& held : episode.turns) {
      ids.push_back(new_id(episode, held.turn));
      if (!held.turn.id.empty()) id_of.emplace(held.turn.id, ids.back());
    }
    for (std::size_t i = 0; i < episode.turns.size(); ++i) {
      HeldTurn& held = episode.turns[i];
      if (!held.records.empty()) held.meta.set("occurrences", "[" + held.records + "]");
      utterance_index.see(held.meta);
      const auto answered = id_of.find(held.turn.reply_to);
      std::string stamp = held.stamp;
      if (stamp.empty()) stamp = held.turn.time ? json_number(held.turn.time->start) : "null";
      line = "{";
      JsonWriter json(line);
      json.raw("id", json_string(ids[i]));
      json.raw("conversation_id", json_string(episode.conversation));
      json.raw("text", json_string(held.turn.text));
      json.raw("speaker", json_string(held.turn.speaker));
      json.key("meta");
      held.meta.write(line);
      json.raw("reply-to", held.turn.reply_to.empty()
                               ? "null"
                               : json_string(answered == id_of.end() ? held.turn.reply_to : answered->second));
      json.raw("timestamp", stamp);
      json.raw("vectors", "[]");
      line += "}\n";
      utterances.write(line);
    }
    if (!episode.records.empty()) episode.meta.set("records", "[" + episode.records + "]");
    write_object(conversations, std::exchange(any_conversation, true), episode.conversation, episode.meta,
                 conversation_index);
  }

  /// `"id":{"meta":{...},"vectors":[]}`
  void write_object(Output& into, bool comma, const std::string& id, const JsonMembers& meta, MetaIndex& index) {
    index.see(meta);
    line = comma ? "," : "";
    append_string(line, id);
    line += ":{\"meta\":";
    meta.write(line);
    line += ",\"vectors\":[]}";
    into.write(line);
  }

  void commit() {
    conversations.write("}");
    Output& speakers = folder.open("speakers.json");
    speakers.write("{");
    for (const std::string& name : speaker_order) {
      JsonMembers meta;
      meta.add_all(profiles.at(name));
      write_object(speakers, &name != &speaker_order.front(), name, meta, speaker_index);
    }
    speakers.write("}");
    JsonMembers meta;
    meta.add_all(corpus_meta);
    corpus_index.see(meta);
    line.clear();
    meta.write(line);
    folder.open("corpus.json").write(line);
    line = "{\"utterances-index\":";
    utterance_index.write(line);
    line += ",\"speakers-index\":";
    speaker_index.write(line);
    line += ",\"conversations-index\":";
    conversation_index.write(line);
    line += ",\"overall-index\":";
    corpus_index.write(line);
    line += ",\"version\":1,\"vectors\":[]}";
    folder.open("index.json").write(line);
    folder.commit();
  }
};

ConvokitWriter::ConvokitWriter(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}
ConvokitWriter::~ConvokitWriter() = default;
void ConvokitWriter::accept(Record&& record) { impl_->accept(std::move(record)); }
void ConvokitWriter::commit() { impl_->commit(); }

}  // namespace affect::io
