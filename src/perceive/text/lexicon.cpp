#include "affect/perceive/text/lexicon.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "affect/component.h"
#include "affect/engine.h"
#include "affect/subject.h"
#include "perceive/text/track_chunks.h"

namespace affect::perceive::text {
namespace {

/// "fr-CA" -> "fr".
std::string primary_language(std::string_view tag) {
  std::string language(tag.substr(0, tag.find_first_of("-_")));
  for (auto& c : language) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
  return language;
}

/// Lexicons that are in use, built once for all episodes. Thread-safety: any number of threads.
class SharedLexicons {
 public:
  /// Nothing where no list covers the language.
  std::shared_ptr<const Lexicon> get(const Engine& engine, const std::string& list, const std::string& rules,
                                     const std::string& language) {
    const bool english = language.empty() || language == "en";
    const bool known = english || language == "fr" || language == "da" || language == "sv" || language == "fi";
    if (!known || (list == "vader" && !english)) return nullptr;
    const bool vader = english && list != "afinn";
    const auto name = vader ? "vader " + rules : "afinn " + (english ? "en" : language);
    const std::lock_guard lock(mutex_);
    auto& lexicon = lexicons_[name];
    if (!lexicon) {
      lexicon = vader ? Lexicon::vader(engine, rules == "parity" ? Lexicon::Rules::vader : Lexicon::Rules::mended)
                      : Lexicon::afinn(engine, english ? "en" : language);
    }
    return lexicon;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Lexicon>> lexicons_;
};

/// Scores each turn with text. Rows leave in chunks, one track a speaker, so that memory does not grow.
class LexiconStage : public Stage {
 public:
  LexiconStage(const Engine& engine, const Options& options, std::shared_ptr<SharedLexicons> lexicons, Source source)
      : engine_(engine),
        lexicons_(std::move(lexicons)),
        rules_(options.text("mode")),
        list_(options.text("list")),
        language_(options.text("language")),
        tracks_(std::move(source), static_cast<std::size_t>(options.integer("rows_per_chunk"))) {}

  void push(const Record& record, RecordSink& out) override {
    if (const auto* info = std::get_if<EpisodeInfo>(&record.body)) {
      if (language_ == "auto") episode_language_ = primary_language(info->language);
    } else if (const auto* turn = std::get_if<Turn>(&record.body)) {
      if (turn->text.empty() || !turn->event.empty()) return;
      if (episode_.empty()) episode_ = record.episode;
      add(*turn);
      if (tracks_.full()) tracks_.flush(episode_, out);
    }
  }

  void finish(RecordSink& out) override { tracks_.flush(episode_, out); }

 private:
  void choose() {
    const auto language = language_ == "auto" ? episode_language_ : language_;
    const auto lexicon = lexicons_->get(engine_, list_, rules_, language);
    chosen_ = true;
    if (!lexicon) return;
    const bool english = language.empty() || language == "en";
    instrument_ = english && list_ != "afinn" ? "vader" : "afinn";
    scorer_ = std::make_unique<LexiconScorer>(lexicon);
  }

  void add(const Turn& turn) {
    if (!chosen_) choose();
    AffectState state;
    std::span<const WordWeight> words;
    if (!scorer_) {
      state.status = Status::unavailable;
    } else {
      const auto& score = scorer_->score(turn.text);
      words = score.words;
      if (score.known_words > 0) {
        state.valence = score.valence;
      } else {
        state.status = Status::abstained;
      }
    }
    const std::string_view speaker = turn.speaker.empty() ? kAuthor : std::string_view(turn.speaker);
    tracks_.append(
        {}, speaker, [&] { return new_track(speaker); }, turn, state, words);
  }

  Track new_track(std::string_view subject) const {
    Track track;
    track.key.subject = subject;
    track.key.perspective = Perspective::expressed;
    track.scale.instrument = instrument_;
    return track;
  }

  const Engine& engine_;
  std::shared_ptr<SharedLexicons> lexicons_;
  std::string rules_, list_, language_;
  TrackChunks tracks_;

  std::string episode_, episode_language_, instrument_;
  bool chosen_ = false;
  std::unique_ptr<LexiconScorer> scorer_;  ///< none: no list covers the language
};

}  // namespace

void register_lexicon(Engine& engine) {
  CatalogueEntry entry;
  entry.name = "lexicon";
  entry.room = "perceive/text";
  entry.what = "valence of each turn from rated words, with what each word adds";
  entry.units = "valence [-1, 1]";
  entry.source = "Hutto & Gilbert 2014 (VADER); Nielsen 2011 (AFINN)";
  entry.version = "1";
  using Type = OptionSpec::Type;
  entry.options = {
      {"mode",
       Type::choice,
       "default",
       "default mends VADER's known faults; parity equals vaderSentiment 3.3.2",
       {"default", "parity"},
       {},
       {}},
      {"list",
       Type::choice,
       "auto",
       "word list; auto takes VADER for English, else AFINN",
       {"auto", "vader", "afinn"},
       {},
       {}},
      {"language",
       Type::choice,
       "auto",
       "of the text; auto takes what the episode says, else English",
       {"auto", "en", "fr", "da", "sv", "fi"},
       {},
       {}},
      {"rows_per_chunk",
       Type::integer,
       "1024",
       "rows of all speakers that a chunk of output holds",
       {},
       1,
       1 << 20,
       false},
  };
  entry.references = {"hutto2014vader", "nielsen2011afinn"};
  entry.methods =
      "The valence of a turn is the sum S of the ratings of its words, after rules for negation, degree words, "
      "capitals, punctuation and emoji, brought to [-1, 1] as S / sqrt(S^2 + 15), where the 15 grows with the square "
      "of the length beyond 20 words unless the mode is parity. A turn without a rated word has no score.";
  entry.minimum = "one rated word";
  entry.cost = "O(words)";
  entry.by_default = true;
  auto lexicons = std::make_shared<SharedLexicons>();
  engine.add<Stage>(
      entry, [lexicons, name = entry.name, version = entry.version](const Engine& owner, const Options& options) {
        return std::make_unique<LexiconStage>(owner, options, lexicons, Source{name, version, options.hash()});
      });
}

}  // namespace affect::perceive::text
