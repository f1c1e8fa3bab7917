#include "perceive/text/emotion_stage.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/io/sentences.h"
#include "affect/subject.h"
#include "perceive/text/emotion_groups.h"
#include "perceive/text/speaker_language.h"
#include "perceive/text/track_chunks.h"

namespace affect::perceive::text {
namespace {

/// Texts of more tokens are read sentence by sentence: the models learned from texts of this length and shorter.
constexpr std::size_t kLongText = 200;
constexpr std::string_view kReaders = "readers";

constexpr std::array<std::string_view, 3> kDimensionNames{"valence", "arousal", "dominance"};

/// "pt-PT" -> "pt-BR", "en_US" -> "en": the model's language that is meant by a tag, or the tag.
std::string model_language(const std::string& tag, const std::vector<std::string>& known) {
  std::string wanted = tag;
  std::replace(wanted.begin(), wanted.end(), '_', '-');
  if (std::find(known.begin(), known.end(), wanted) != known.end()) return wanted;
  const auto primary = wanted.substr(0, wanted.find('-'));
  const auto found = std::find_if(known.begin(), known.end(), [&](const std::string& one) {
    return one == primary || one.starts_with(primary + "-");
  });
  return found == known.end() ? wanted : *found;
}

class EmotionStage : public Stage {
 public:
  EmotionStage(const Engine& engine, const Options& options, std::shared_ptr<SharedEmotionModels> models, Source source,
               EmotionRows rows)
      : engine_(engine),
        models_(std::move(models)),
        tracks_(std::move(source), static_cast<std::size_t>(options.integer("rows_per_chunk"))),
        groups_(chosen_groups(options.text("groups"))),
        language_(options.text("language")),
        risk_(options.number("risk")),
        per_sentence_(rows == EmotionRows::sentences),
        languages_(models_->file()) {
    if (language_ != "auto") {
      language_ = model_language(language_, languages_.languages());
      if (!models_->get(language_)) {
        throw ConfigError(fmt::format("emotion has no model of the language \"{}\"", language_), {},
                          fmt::format("one of {}", fmt::join(languages_.languages(), " ")));
      }
    }
  }

  void push(const Record& record, RecordSink& out) override {
    if (const auto* info = std::get_if<EpisodeInfo>(&record.body)) {
      episode_language_ =
          info->language.empty() ? std::string() : model_language(info->language, languages_.languages());
    } else if (const auto* subject = std::get_if<Subject>(&record.body)) {
      if (subject->name == kReaders) readers_known_ = true;
    } else if (const auto* turn = std::get_if<Turn>(&record.body)) {
      if (turn->text.empty() || !turn->event.empty()) return;
      if (episode_.empty()) episode_ = record.episode;
      add(*turn);
      if (tracks_.full()) flush(out);
    }
  }

  void finish(RecordSink& out) override { flush(out); }

 private:
  /// A label or dimension of a group, and its heads in one language's model.
  struct Slot {
    std::string name;
    std::optional<std::size_t> head, intensity;
  };
  /// All that English has, in order of name: what another language's model has not is absent.
  struct Heads {
    const EmotionGroup* group;
    std::vector<Slot> slots;
    bool any = false;
  };
  struct LanguageScorer {
    EmotionScorer scorer;
    std::vector<Heads> groups;
  };

  /// One group's answer for a text, or the mean over its sentences.
  struct Answer {
    std::vector<double> values, deviations, intensities;
    double weight = 0;
    std::vector<WordWeight> words;
  };

  LanguageScorer* scorer_of(const std::string& language) {
    const auto found = scorers_.find(language);
    if (found != scorers_.end()) return found->second.get();
    std::unique_ptr<LanguageScorer> made;
    if (const auto model = models_->get(language)) {
      made = std::make_unique<LanguageScorer>(LanguageScorer{EmotionScorer(engine_, model), {}});
      for (const EmotionGroup* group : groups_) {
        Heads heads{group, {}};
        for (const std::string& name : names_of(*group)) {
          Slot slot{name, model->head(fmt::format("{}:{}", group->name, name)), {}};
          if (group->name == "ekman") slot.intensity = model->head("intensity:" + name);
          heads.any = heads.any || slot.head;
          heads.slots.push_back(std::move(slot));
        }
        made->groups.push_back(std::move(heads));
      }
    }
    return scorers_.emplace(language, std::move(made)).first->second.get();
  }

  void add(const Turn& turn) {
    ngrams_.read(turn.text);
    const std::string_view speaker = turn.speaker.empty() ? kAuthor : std::string_view(turn.speaker);
    std::string language = language_ != "auto" ? language_ : episode_language_;
    if (language.empty()) language = languages_.next(speaker, ngrams_).language;
    LanguageScorer* scorer = language.empty() ? nullptr : scorer_of(language);
    if (scorer == nullptr) {
      for (const EmotionGroup* group : groups_) {
        append_status(*group, speaker, turn, language.empty() ? Status::unknown : Status::unavailable);
      }
    } else {
      score(*scorer, language, speaker, turn);
    }
  }

  void score(LanguageScorer& scorer, const std::string& language, std::string_view speaker, const Turn& turn) {
    std::vector<ByteRange> pieces{{0, turn.text.size()}};
    if (per_sentence_ || ngrams_.tokens().size() > kLongText) pieces = io::sentences(turn.text, language);
    answers_.assign(scorer.groups.size(), {});
    for (const ByteRange& piece : pieces) {
      const std::string_view text = std::string_view(turn.text).substr(piece.begin, piece.end - piece.begin);
      const EmotionScore& score =
          pieces.size() == 1 ? scorer.scorer.score(turn.text, ngrams_) : scorer.scorer.score(text);
      if (score.tokens == 0) continue;
      for (std::size_t g = 0; g < scorer.groups.size(); ++g) {
        if (score.known) join(scorer, scorer.groups[g], score, piece.begin, answers_[g]);
        if (per_sentence_) {
          append(*scorer.groups[g].group, scorer.groups[g], speaker, turn, answers_[g]);
          answers_[g] = {};
        }
      }
    }
    if (per_sentence_) return;
    for (std::size_t g = 0; g < scorer.groups.size(); ++g) {
      append(*scorer.groups[g].group, scorer.groups[g], speaker, turn, answers_[g]);
    }
  }

  /// Adds a text's answer to a mean that is weighted by tokens.
  void join(LanguageScorer& scorer, const Heads& heads, const EmotionScore& score, std::uint64_t offset,
            Answer& answer) const {
    if (!heads.any) return;
    const auto weight = static_cast<double>(score.tokens);
    const double share = weight / (answer.weight + weight);
    const auto blend = [&](std::vector<double>& into, std::size_t i, double value) {
      into.resize(heads.slots.size());
      into[i] += share * (value - into[i]);
    };
    for (std::size_t i = 0; i < heads.slots.size(); ++i) {
      const Slot& slot = heads.slots[i];
      if (!slot.head) continue;
      blend(answer.values, i, score.value(*slot.head));
      blend(answer.deviations, i, score.deviation(*slot.head));
      if (slot.intensity) blend(answer.intensities, i, score.value(*slot.intensity));
    }
    answer.weight += weight;
    for (WordWeight& word : answer.words) word.weight *= 1 - share;
    for (WordWeight word : scorer.scorer.contributions(word_head(heads, score))) {
      word.bytes.begin += offset;
      word.bytes.end += offset;
      word.weight *= share;
      answer.words.push_back(word);
    }
  }

  static std::size_t word_head(const Heads& heads, const EmotionScore& score) {
    std::optional<std::size_t> best;
    for (const Slot& slot : heads.slots) {
      if (!slot.head) continue;
      if (slot.name == heads.group->word_head) return *slot.head;
      if (!best || score.value(*slot.head) > score.value(*best)) best = slot.head;
    }
    return best.value_or(0);
  }

  void append(const EmotionGroup& group, const Heads& heads, std::string_view speaker, const Turn& turn,
              const Answer& answer) {
    if (!heads.any) return append_status(group, speaker, turn, Status::unavailable);
    if (answer.weight == 0) return append_status(group, speaker, turn, Status::abstained);
    AffectState state;
    if (group.taxonomy.empty()) {
      set_dimensions(heads, answer, state);
    } else if (group.perspective != Perspective::felt &&
               1 - *std::max_element(answer.values.begin(), answer.values.end()) > risk_) {
      state.status = Status::abstained;
    } else {
      set_labels(heads, answer, state);
    }
    append_row(group, speaker, turn, state, answer.words);
  }

  static void set_dimensions(const Heads& heads, const Answer& answer, AffectState& state) {
    for (std::size_t i = 0; i < heads.slots.size(); ++i) {
      const auto& name = heads.slots[i].name;
      const auto at = std::find(kDimensionNames.begin(), kDimensionNames.end(), name) - kDimensionNames.begin();
      (at == 0 ? state.valence : at == 1 ? state.arousal : state.dominance) = answer.values[i];
      state.standard_error[static_cast<std::size_t>(at)] = answer.deviations[i];
    }
  }

  /// What a person reports of itself has no probability but a strength.
  static void set_labels(const Heads& heads, const Answer& answer, AffectState& state) {
    for (std::size_t i = 0; i < heads.slots.size(); ++i) {
      const Slot& slot = heads.slots[i];
      Label label{.name = slot.name, .probability = Track::kAbsent};
      if (slot.head && heads.group->perspective == Perspective::felt) {
        label.probability = 1;
        label.intensity = answer.values[i];
      } else if (slot.head) {
        label.probability = answer.values[i];
        if (slot.intensity) label.intensity = answer.intensities[i];
      }
      state.labels.push_back(std::move(label));
    }
  }

  void append_status(const EmotionGroup& group, std::string_view speaker, const Turn& turn, Status status) {
    AffectState state;
    state.status = status;
    append_row(group, speaker, turn, state);
  }

  void append_row(const EmotionGroup& group, std::string_view speaker, const Turn& turn, const AffectState& state,
                  std::span<const WordWeight> words = {}) {
    tracks_.append(
        group.name, speaker, [&] { return new_track(group, speaker); }, turn, state, words);
    evokes_ = evokes_ || group.perspective == Perspective::evoked;
  }

  Track new_track(const EmotionGroup& group, std::string_view speaker) const {
    Track track;
    track.key.subject = speaker;
    if (group.perspective == Perspective::evoked) {
      track.key.subject = kReaders;
      track.key.target = speaker;
    }
    track.key.perspective = group.perspective;
    track.key.taxonomy = group.taxonomy;
    track.scale.instrument = group.instrument;
    track.label_kind = LabelKind::independent;
    if (!group.taxonomy.empty()) track.labels = names_of(group);
    return track;
  }

  std::vector<std::string> names_of(const EmotionGroup& group) const {
    std::vector<std::string> names;
    for (const auto& [name, head] : models_->get("en")->group(group.name)) names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
  }

  void flush(RecordSink& out) {
    if (evokes_ && !readers_known_) {
      out.accept({episode_, Subject{std::string(kReaders), Subject::Type::audience, {}}, {}});
      readers_known_ = true;
    }
    tracks_.flush(episode_, out);
  }

  const Engine& engine_;
  std::shared_ptr<SharedEmotionModels> models_;
  TrackChunks tracks_;
  std::vector<const EmotionGroup*> groups_;
  std::string language_;
  double risk_;
  bool per_sentence_;
  SpeakerLanguage languages_;

  std::string episode_, episode_language_;
  std::map<std::string, std::unique_ptr<LanguageScorer>> scorers_;
  Ngrams ngrams_;
  std::vector<Answer> answers_;
  bool readers_known_ = false, evokes_ = false;
};

}  // namespace

std::shared_ptr<const model::Safetensors> SharedEmotionModels::file() {
  const std::lock_guard lock(mutex_);
  if (!file_) file_ = open_emotion_text(engine_);
  return file_;
}

std::shared_ptr<const EmotionModel> SharedEmotionModels::get(const std::string& language) {
  const auto opened = file();
  if (!opened->has(language + "/rows")) return nullptr;
  const std::lock_guard lock(mutex_);
  auto& model = models_[language];
  if (!model) model = std::make_shared<const EmotionModel>(opened, language);
  return model;
}

void describe_emotion_models(CatalogueEntry& entry, EmotionRows rows) {
  entry.references = {"demszky2020goemotions", "buechel2017emobank", "muhammad2025brighter", "belay2025ethioemo",
                      "oehman2020xed",         "buechel2018empathy", "fan2008liblinear"};
  entry.models = {std::string(kEmotionTextFile)};
  entry.methods =
      "Probabilities of labels, their intensities and values of dimensions are given by L2-regularised logistic and "
      "ridge regressions over hashed words, word pairs and character n-grams, trained on published corpora and "
      "calibrated on held-out texts: what they give is the judgement of these corpora's annotators. ";
  entry.methods += rows == EmotionRows::turns
                       ? "A turn of more than 200 words and signs is the mean of its sentences, weighted by length. "
                       : "Each sentence of a turn has scores of its own. ";
  entry.methods += "A text without a known feature has no score.";
  entry.minimum = "one known word, or piece of one";
  entry.cost = "O(characters)";
}

std::vector<OptionSpec> emotion_options() {
  using Type = OptionSpec::Type;
  return {
      {"groups",
       Type::text,
       "expressed,ekman,goemotions",
       "what to perceive: expressed, evoked, ekman, goemotions, plutchik, empathy_distress",
       {},
       {},
       {}},
      {"language",
       Type::text,
       "auto",
       "of the text (BCP 47); auto takes what the episode says, else finds it for each turn",
       {},
       {},
       {}},
      {"risk",
       Type::number,
       "1",
       "labels are given only where the most probable one is wrong at most so often",
       {},
       0,
       1},
      {"rows_per_chunk",
       Type::integer,
       "1024",
       "rows of all tracks that a chunk of output holds",
       {},
       1,
       1 << 20,
       false},
  };
}

std::unique_ptr<Stage> make_emotion_stage(const Engine& engine, const Options& options,
                                          std::shared_ptr<SharedEmotionModels> models, Source source,
                                          EmotionRows rows) {
  return std::make_unique<EmotionStage>(engine, options, std::move(models), std::move(source), rows);
}

}  // namespace affect::perceive::text
