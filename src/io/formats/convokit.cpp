#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "affect/io/reader.h"
#include "io/ascii.h"
#include "io/convokit_fields.h"
#include "io/json_stream.h"
#include "io/json_text.h"
#include "io/times.h"
#include "io/turn_writer.h"

namespace affect::io {
namespace {

/// Held until all utterances are read: those of a conversation may stand anywhere.
constexpr std::size_t kConvokitMaxHeld = std::size_t{4} << 30;
constexpr double kConvokitUnix = 1e8, kConvokitMilliseconds = 1e11;

struct ConvokitUtterance {
  std::string id, speaker, text, reply_to;
  std::string meta;                ///< JSON text of an object, or empty
  std::string stamp;               ///< the timestamp as JSON text, or empty
  std::optional<Seconds> seconds;  ///< what it says
  Place place;
};

struct ConvokitConversation {
  std::vector<ConvokitUtterance> utterances;
};

/// Meta data by id, as JSON text: of speakers, of conversations.
using ConvokitMeta = std::unordered_map<std::string, std::string>;

/// A name in the folder that some versions write otherwise.
std::string convokit_file(const Folder& folder, const std::string& top, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (folder.has(top + std::string(name))) return top + std::string(name);
  }
  return {};
}

/// The part of the paths before the corpus's own files: empty, or "friends-corpus/" as in the archives.
std::optional<std::string> convokit_top(const Folder& folder) {
  for (const std::string& file : folder.files()) {
    const std::string_view name = file_name(file);
    if (name == "utterances.jsonl" || name == "utterances.json") return file.substr(0, file.size() - name.size());
  }
  return std::nullopt;
}

/// Python writes numbers that JSON does not know; outside of strings they become null. False where there are none.
bool convokit_mend_numbers(std::string& text) {
  bool in_string = false, mended = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') in_string = !in_string;
    if (in_string) {
      if (text[at] == '\\') ++at;
      continue;
    }
    for (const std::string_view word : {"NaN", "-Infinity", "Infinity"}) {
      if (text.compare(at, word.size(), word) != 0) continue;
      text.replace(at, word.size(), "null");
      at += 3;
      mended = true;
      break;
    }
  }
  return mended;
}

class ConvokitRead {
 public:
  ConvokitRead(const Folder& folder, const ReadContext& context, RecordSink& out)
      : folder_(folder), context_(context), out_(out) {}

  void run() {
    if (context_.ledger != nullptr) context_.ledger->unit("utterances");
    const auto top = convokit_top(folder_);
    if (!top) throw InputError("has no utterances.jsonl", {folder_.name()}, "name the folder of a ConvoKit corpus");
    read_metas(convokit_file(folder_, *top, {"speakers.json", "users.json"}), speakers_);
    read_metas(convokit_file(folder_, *top, {"conversations.json"}), conversations_meta_);
    read_corpus_meta(convokit_file(folder_, *top, {"corpus.json"}));
    const std::string lines = convokit_file(folder_, *top, {"utterances.jsonl"});
    lines.empty() ? read_array(*top + "utterances.json") : read_lines(lines);
    for (const std::string& file : folder_.files()) {
      if (file.ends_with("-bin.p")) {
        context_.diagnostics.add("binary_meta", "meta data in Python's own binary form is left out", {file});
      }
    }
    bool first = true;
    for (const std::string& id : order_) write(id, conversations_.at(id), std::exchange(first, false));
  }

 private:
  void read_metas(const std::string& file, ConvokitMeta& metas) {
    if (file.empty()) return;
    const auto source = folder_.open(file);
    LineReader lines(*source);
    read_json(lines, context_, [&](JsonStream& json) {
      json.members([&](std::string_view id) {
        const JsonView value = json.take();
        // Before 2.0 the object was the meta data itself.
        const auto meta = value.is_object() ? value.object("meta") : std::nullopt;
        std::string text = meta ? meta->json() : value.json();
        if (text != "{}" && text != "null") metas.emplace(id, std::move(text));
      });
    });
  }

  void read_corpus_meta(const std::string& file) {
    if (file.empty()) return;
    const auto source = folder_.open(file);
    LineReader lines(*source);
    read_json(lines, context_, [&](JsonStream& json) {
      const std::string text = json.take().json();
      if (text != "{}") corpus_meta_ = text;
    });
  }

  void read_lines(const std::string& file) {
    const auto source = folder_.open(file);
    LineReader lines(*source);
    simdjson::dom::parser parser;
    std::string_view line;
    while (lines.next_text(line, context_.diagnostics)) {
      if (trim(line).empty()) continue;
      context_.piece();
      simdjson::dom::element element;
      std::string text(line);
      auto error = parser.parse(text).get(element);
      if (error && convokit_mend_numbers(text)) {
        error = parser.parse(text).get(element);
        context_.diagnostics.add("not_a_number", "a number that is none (NaN, Infinity) is read as absent",
                                 lines.place());
      }
      if (error) {
        context_.fault(lines.place(), "the line is not JSON", "each line of utterances.jsonl is an object", line);
        continue;
      }
      take(JsonView(element), lines.place(), line);
    }
  }

  void read_array(const std::string& file) {
    const auto source = folder_.open(file);
    LineReader lines(*source);
    read_json(lines, context_,
              [&](JsonStream& json) { json.pieces([&](JsonView utterance) { hold(utterance, json.place()); }); });
  }

  void take(const JsonView& utterance, const Place& place, std::string_view raw) {
    try {
      hold(utterance, place);
    } catch (const InputError& error) {
      context_.fault(place, error.message(), error.hint(), raw);
    }
  }

  void hold(const JsonView& json, const Place& place) {
    if (!json.is_object()) throw InputError("an utterance is not an object", place);
    ConvokitUtterance utterance;
    utterance.id = json.id("id");
    utterance.speaker = json.find("speaker") ? json.id("speaker") : json.id("user");
    utterance.text = json.text("text");
    utterance.reply_to = json.find("reply-to") ? json.id("reply-to") : json.id("reply_to");
    utterance.place = place;
    if (const auto meta = json.object("meta")) utterance.meta = meta->json();
    if (utterance.meta == "{}") utterance.meta.clear();
    read_time(json, utterance);
    if (!json.items("vectors").empty()) {
      context_.diagnostics.add("vectors", "vectors of utterances are left out", place);
    }
    std::string conversation = json.find("conversation_id") ? json.id("conversation_id") : json.id("root");
    if (conversation.empty()) conversation = utterance.id;
    held_ += sizeof utterance + utterance.text.size() + utterance.meta.size();
    if (held_ > kConvokitMaxHeld) {
      throw InputError("the corpus is larger than the 4 GiB that are held", {folder_.name()}, "split the corpus");
    }
    const auto [known, added] = conversations_.try_emplace(conversation);
    if (added) order_.push_back(conversation);
    known->second.utterances.push_back(std::move(utterance));
  }

  static void read_time(const JsonView& json, ConvokitUtterance& utterance) {
    const auto stamp = json.find("timestamp");
    if (!stamp) return;
    utterance.stamp = stamp->json();
    if (stamp->is_number()) utterance.seconds = stamp->number();
    if (stamp->is_string()) {
      utterance.seconds = parse_number(stamp->string());
      if (const auto written = parse_iso_time(stamp->string()); !utterance.seconds && written)
        utterance.seconds = *written;
    }
    if (utterance.seconds && std::abs(*utterance.seconds) >= kConvokitMilliseconds) *utterance.seconds /= 1000;
  }

  /// Unix seconds are a calendar; small numbers that never step back are seconds of a recording; else the order counts.
  static Clock clock_of(const ConvokitConversation& conversation) {
    Clock clock;
    std::optional<Seconds> last;
    bool counts = true;
    for (const ConvokitUtterance& utterance : conversation.utterances) {
      if (!utterance.seconds) {
        counts = false;
        continue;
      }
      if (std::abs(*utterance.seconds) >= kConvokitUnix) {
        if (!clock.start) clock = {.type = Clock::Type::calendar, .start = *utterance.seconds, .zone = "UTC"};
      }
      counts = counts && *utterance.seconds >= last.value_or(0);
      last = utterance.seconds;
    }
    if (clock.type == Clock::Type::order && counts && last) clock.type = Clock::Type::media;
    return clock;
  }

  /// Adds to the records what the writer of turns does not know.
  class Extra : public RecordSink {
   public:
    Extra(RecordSink& out, const ConvokitMeta& speakers) : out_(out), speakers_(speakers) {}
    void accept(Record&& record) override {
      if (std::holds_alternative<EpisodeInfo>(record.body)) record.extra = std::move(episode);
      if (std::holds_alternative<Turn>(record.body)) record.extra = std::move(turn);
      if (auto* subject = std::get_if<Subject>(&record.body)) {
        if (const auto meta = speakers_.find(subject->name); meta != speakers_.end()) subject->profile = meta->second;
      }
      out_.accept(std::move(record));
    }
    std::string episode, turn;

   private:
    RecordSink& out_;
    const ConvokitMeta& speakers_;
  };

  void write(const std::string& id, ConvokitConversation& conversation, bool first) {
    Extra extra(out_, speakers_);
    JsonWriter json(extra.episode);
    json.text(kConvokitConversation, id);
    if (const auto meta = conversations_meta_.find(id); meta != conversations_meta_.end()) {
      json.raw(kConvokitMetaKey, meta->second);
    }
    if (first) json.raw(kConvokitCorpusMeta, corpus_meta_);
    const std::string top = context_.episode.empty() ? episode_name(folder_.name()) : context_.episode;
    TurnWriter turns(context_, folder_.name(), "convokit", extra);
    const Clock clock = clock_of(conversation);
    turns.open(top + '/' + id, clock);
    for (ConvokitUtterance& utterance : conversation.utterances) write(utterance, clock, turns, extra.turn);
    turns.close();
  }

  void write(ConvokitUtterance& utterance, const Clock& clock, TurnWriter& turns, std::string& extra) {
    Turn turn{.speaker = turns.speaker({}, utterance.speaker),
              .text = std::move(utterance.text),
              .id = utterance.id,
              .reply_to = utterance.reply_to};
    if (utterance.seconds && clock.type != Clock::Type::order)
      turn.time = TimeRange{*utterance.seconds, *utterance.seconds};
    if (turn.text.empty()) {
      // An answer may answer it, so that it stays in its place.
      turn.event = "system";
      context_.diagnostics.add("empty_utterance", "an utterance has no text and is kept as an event", utterance.place);
    }
    extra.clear();
    JsonWriter json(extra);
    json.raw(kConvokitMetaKey, utterance.meta);
    std::string number;
    if (turn.time) append_number(number, turn.time->start);
    if (utterance.stamp != number) json.raw(kConvokitTimestamp, utterance.stamp);
    turns.write(std::move(turn), utterance.place);
  }

  const Folder& folder_;
  const ReadContext& context_;
  RecordSink& out_;
  ConvokitMeta speakers_, conversations_meta_;
  std::string corpus_meta_;
  std::unordered_map<std::string, ConvokitConversation> conversations_;
  std::vector<std::string> order_;  ///< of the conversations, as they appear
  std::size_t held_ = 0;
};

class ConvokitReader : public FolderReader {
 public:
  double recognises(const Folder& folder) const override {
    const auto top = convokit_top(folder);
    if (!top) return 0;
    if (!convokit_file(folder, *top, {"speakers.json", "users.json", "conversations.json"}).empty()) return 0.95;
    const std::string head =
        folder.head(convokit_file(folder, *top, {"utterances.jsonl", "utterances.json"}), 4u << 10);
    const auto has = [&](std::string_view key) { return head.find(key) != std::string::npos; };
    return (has("\"conversation_id\"") || has("\"root\"")) && (has("\"speaker\"") || has("\"user\"")) ? 0.8 : 0;
  }

  std::string_view example() const override {
    return R"(corpus/
  utterances.jsonl    {"id":"u0","conversation_id":"u0","text":"Hi!","speaker":"ann","meta":{},"reply-to":null,"timestamp":1714588200,"vectors":[]}
  speakers.json       {"ann":{"meta":{},"vectors":[]}}
  conversations.json  {"u0":{"meta":{},"vectors":[]}}
  corpus.json         {}
  index.json          {"utterances-index":{},"speakers-index":{},"conversations-index":{},"overall-index":{},"version":1,"vectors":[]}
)";
  }

  void read(const Folder& folder, const ReadContext& context, RecordSink& out) const override {
    ConvokitRead(folder, context, out).run();
  }
};

}  // namespace

void register_convokit(Engine& engine) {
  engine.add<FolderReader>({.name = "convokit",
                            .room = "io/formats",
                            .what = "A ConvoKit corpus: a folder of utterances, speakers and conversations",
                            .units = "order, seconds of the recording, or dates",
                            .source = "ConvoKit, Data Format (Chang et al. 2020)",
                            .options = {}},
                           [](const Engine&, const Options&) { return std::make_unique<ConvokitReader>(); });
}

}  // namespace affect::io
