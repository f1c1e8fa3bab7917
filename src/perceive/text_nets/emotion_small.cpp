#include <memory>
#include <mutex>

#include <fmt/format.h>

#include "affect/engine.h"
#include "affect/model/encoder/text_net_scorer.h"
#include "affect/model/store/model_store.h"
#include "perceive/text/emotion_groups.h"
#include "perceive/text/emotion_stage.h"
#include "perceive/text/speaker_language.h"
#include "perceive/text/track_chunks.h"

namespace affect::perceive::text_nets {
namespace {

using text::EmotionGroup;

constexpr const char* kEmotionSmall = "emotion_small";
constexpr const char* kEmotionSmallFile = "emotion_small.safetensors";
constexpr std::string_view kItsLanguage = "en";

/// A head of the file, and what its track says.
struct Head {
  const model::LabelHead* labels;
  const EmotionGroup* group;
};

class EmotionSmallStage : public Stage {
 public:
  EmotionSmallStage(std::shared_ptr<const model::TextNetScorer> scorer, const Options& options, Source source,
                    const std::shared_ptr<const model::Safetensors>& languages)
      : scorer_(std::move(scorer)),
        at_once_(static_cast<std::size_t>(options.integer("rows_per_chunk"))),
        tracks_(std::move(source), at_once_),
        language_(options.text("language")),
        languages_(languages) {
    for (const model::LabelHead& head : scorer_->file().heads())
      heads_.push_back({&head, text::chosen_groups(head.name).front()});
  }

  void push(const Record& record, RecordSink& out) override {
    if (const auto* info = std::get_if<EpisodeInfo>(&record.body)) {
      episode_language_ = info->language;
    } else if (const auto* turn = std::get_if<Turn>(&record.body)) {
      if (turn->text.empty() || !turn->event.empty()) return;
      episode_ = record.episode;
      turns_.push_back(*turn);
      if (turns_.size() >= at_once_) perceive(out);
    }
  }

  void finish(RecordSink& out) override { perceive(out); }

 private:
  static std::string_view speaker_of(const Turn& turn) {
    return turn.speaker.empty() ? kAuthor : std::string_view(turn.speaker);
  }

  Status readable(const Turn& turn) {
    std::string language = language_ != "auto" ? language_ : episode_language_;
    if (language.empty()) {
      ngrams_.read(turn.text);
      language = languages_.next(speaker_of(turn), ngrams_).language;
    }
    if (language.empty()) return Status::unknown;
    return language.substr(0, language.find_first_of("-_")) == kItsLanguage ? Status::given : Status::unavailable;
  }

  void perceive(RecordSink& out) {
    std::vector<Status> status;
    std::vector<std::string> texts;
    for (const Turn& turn : turns_) {
      status.push_back(readable(turn));
      if (status.back() == Status::given) texts.push_back(turn.text);
    }
    const auto values = scorer_->score(texts);
    for (std::size_t i = 0, text = 0; i < turns_.size(); ++i) {
      for (const Head& head : heads_) {
        AffectState state;
        state.status = status[i];
        if (status[i] == Status::given) state.labels = labels_of(*head.labels, values.at(head.labels->name), text);
        append(head, turns_[i], state);
      }
      text += status[i] == Status::given;
    }
    tracks_.flush(episode_, out);
    turns_.clear();
  }

  static std::vector<Label> labels_of(const model::LabelHead& head, const std::vector<float>& logits,
                                      std::size_t text) {
    std::vector<Label> labels;
    for (std::size_t i = 0; i < head.labels.size(); ++i) {
      const auto logit = static_cast<double>(logits[text * head.labels.size() + i]);
      labels.push_back({.name = head.labels[i], .probability = head.probability(i, logit), .intensity = {}});
    }
    return labels;
  }

  void append(const Head& head, const Turn& turn, const AffectState& state) {
    const auto speaker = speaker_of(turn);
    tracks_.append(
        head.group->name, speaker,
        [&] {
          Track track;
          track.key.subject = speaker;
          track.key.perspective = head.group->perspective;
          track.key.taxonomy = head.group->taxonomy;
          track.scale.instrument = head.group->instrument;
          track.label_kind = LabelKind::independent;
          track.labels = head.labels->labels;
          return track;
        },
        turn, state);
  }

  std::shared_ptr<const model::TextNetScorer> scorer_;
  std::size_t at_once_;
  text::TrackChunks tracks_;
  std::string language_;
  text::SpeakerLanguage languages_;
  std::vector<Head> heads_;
  std::string episode_, episode_language_;
  std::vector<Turn> turns_;
  text::Ngrams ngrams_;
};

/// The net in use, opened once for all episodes; another file or precision is another net.
class SharedScorer {
 public:
  std::shared_ptr<const model::TextNetScorer> get(const Engine& engine, const Options& options) {
    const std::lock_guard lock(mutex_);
    const std::string& file = options.text("model");
    const std::string wanted = file + "\n" + options.text("precision");
    if (!scorer_ || wanted_ != wanted) {
      const auto path = file.empty() ? model::ModelStore::here(engine).path(kEmotionSmall, kEmotionSmallFile) : file;
      scorer_ = std::make_shared<const model::TextNetScorer>(engine, model::TextNetFile::open(path), options);
      wanted_ = wanted;
    }
    return scorer_;
  }

 private:
  std::mutex mutex_;
  std::string wanted_;
  std::shared_ptr<const model::TextNetScorer> scorer_;
};

}  // namespace

void register_emotion_small(Engine& engine) {
  using Type = OptionSpec::Type;
  CatalogueEntry entry;
  entry.name = kEmotionSmall;
  entry.room = "perceive/text_nets";
  entry.what = "emotion of each English turn by a small net: 27 emotions and neutral, calibrated";
  entry.units = "probability [0, 1]";
  entry.source = "Wang et al. 2020; Demszky et al. 2020";
  entry.references = {"wang2020minilm", "reimers2019sentence", "demszky2020goemotions"};
  entry.models = {kEmotionSmallFile, "all-minilm-l6-v2/model.safetensors", "all-minilm-l6-v2/vocab.txt"};
  entry.options = model::text_net_options();
  entry.options.push_back(
      {.name = "language",
       .type = Type::text,
       .standard = "auto",
       .what = "of the text (BCP 47); auto takes what the episode says, else finds it for each turn"});
  entry.options.push_back(
      {.name = "model",
       .type = Type::text,
       .standard = "",
       .what = "a file that affect learn emotion_small made, in place of the one that comes along"});
  entry.options.push_back({.name = "rows_per_chunk",
                           .type = Type::integer,
                           .standard = "256",
                           .what = "turns that are read at once",
                           .low = 1,
                           .high = 1 << 20,
                           .changes_result = false});
  entry.methods =
      "Probabilities of labels are given by all-MiniLM-L6-v2, fine-tuned on GoEmotions with a linear layer on the mean "
      "of its token states, each calibrated on held-out texts (Platt scaling): what they give is the judgement of that "
      "corpus's annotators. Turns longer than 256 tokens are read in windows, weighted by length.";
  entry.minimum = "one word";
  entry.cost = "O(tokens); docs/perceive/emotion.md has what was measured";
  auto scorers = std::make_shared<SharedScorer>();
  auto models = std::make_shared<text::SharedEmotionModels>(engine);
  engine.add<Stage>(entry, [scorers, models, entry](const Engine& owner, const Options& options) {
    return std::make_unique<EmotionSmallStage>(scorers->get(owner, options), options,
                                               Source{entry.name, entry.version, options.hash()}, models->file());
  });
}

}  // namespace affect::perceive::text_nets
