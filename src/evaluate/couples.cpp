// System 039, emotion recognition among couples: what two people who talk do to each other, by the ratings of their
// turns (WASSA 2023: strangers who have read the same article). Actor and partner effects, beside pairs of people who
// never talked, about any article and about the same; turn scores of perceivers against turn ratings, and turn ratings
// against what the same person says of the own empathy and distress.
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "affect/io/datasets/dataset.h"
#include "affect/measure/correlation.h"
#include "affect/measure/quantile.h"
#include "affect/pipeline.h"
#include "affect/understand/trajectory/actor_partner.h"
#include "affect/understand/trajectory/pair_surrogates.h"
#include "evaluate/scored_texts.h"

namespace affect::evaluate {
namespace {

using understand::trajectory::LaggedEffect;
using understand::trajectory::paired_turns;
using understand::trajectory::PairedScores;
using understand::trajectory::PooledActorPartner;
using understand::trajectory::PooledOutcome;

constexpr std::size_t kQuickStrangers = 20, kStrangers = 99;
constexpr std::array<std::string_view, 3> kRatings{"polarity", "emotion", "empathy"};

/// The raters have an emotion too.
std::string perceived_by(const std::string& perceiver) { return "by " + perceiver; }

/// What one person of a conversation said: a score a turn, by who gave it.
struct Talker {
  std::map<std::string, std::map<std::int64_t, double>, std::less<>> scores;  ///< "polarity", "by lexicon"
  std::string essay, person;
};
struct Talk {
  std::string article;
  std::map<std::string, Talker> talkers;
};
using Talks = std::map<std::string, Talk>;

std::string whole_number(std::string_view text) {
  return std::string(text.substr(0, std::min(text.find('.'), text.size())));
}

class TalkSink : public RecordSink {
 public:
  explicit TalkSink(Talks& talks) : talks_(talks) {}

  void accept(Record&& record) override {
    if (const auto* turn = std::get_if<Turn>(&record.body)) speakers_[turn->turn] = turn->speaker;
    if (const auto* track = std::get_if<Track>(&record.body)) add(talks_[record.episode], *track);
    const auto* ids = std::get_if<Occurrence>(&record.body);
    if (ids == nullptr || ids->type != "ids" || !ids->turn) return;
    Talk& talk = talks_[record.episode];
    talk.article = ids->attributes.at("article_id");
    Talker& talker = talk.talkers[speakers_[*ids->turn]];
    talker.essay = whole_number(ids->attributes.at("essay_id"));
    talker.person = ids->attributes.at("speaker_id");
  }

 private:
  static void add(Talk& talk, const Track& track) {
    Talker& talker = talk.talkers[track.key.subject];
    const bool is_gold = track.key.source.name == "gold";
    const auto values = track.values(Dimension::valence);
    for (std::size_t row = 0; row < values.size(); ++row) {
      if (!std::isnan(values[row])) {
        talker.scores[is_gold ? "polarity" : perceived_by(track.key.source.name)][track.turn(row)] = values[row];
      }
    }
    for (std::size_t label = 0; is_gold && label < track.labels.size(); ++label) {
      const auto intensities = track.intensities(label);
      for (std::size_t row = 0; row < intensities.size(); ++row) {
        if (!std::isnan(intensities[row])) talker.scores[track.labels[label]][track.turn(row)] = intensities[row];
      }
    }
  }

  Talks& talks_;
  std::map<std::int64_t, std::string> speakers_;
};

/// Valence tracks of perceivers of what people express.
class PerceivedSink : public RecordSink {
 public:
  explicit PerceivedSink(RecordSink& out) : out_(out) {}
  void accept(Record&& record) override {
    const auto* track = std::get_if<Track>(&record.body);
    if (track != nullptr && track->key.source.name != "gold") out_.accept(std::move(record));
  }

 private:
  RecordSink& out_;
};

/// What the essay's author reports of the own empathy and distress.
using SelfReports = std::map<std::string, std::map<std::string, double>>;

class EssaySink : public RecordSink {
 public:
  explicit EssaySink(SelfReports& reports) : reports_(reports) {}
  void accept(Record&& record) override {
    const auto* track = std::get_if<Track>(&record.body);
    if (track == nullptr || track->key.taxonomy != "empathy_distress") return;
    const std::string essay = whole_number(record.episode.substr(record.episode.rfind('/') + 1));
    for (std::size_t label = 0; label < track->labels.size(); ++label) {
      const auto intensities = track->intensities(label);
      if (!intensities.empty()) reports_[essay][track->labels[label]] = intensities.front();
    }
  }

 private:
  SelfReports& reports_;
};

Track track_of(const std::map<std::int64_t, double>& scores) {
  Track track;
  for (const auto& [turn, score] : scores) {
    AffectState state;
    state.valence = score;
    track.append(turn, std::nullopt, state);
  }
  return track;
}

struct Dyads {
  std::vector<PairedScores> pairs;
  std::vector<std::string> articles;
};

/// Of conversations of two.
Dyads dyads_of(const Talks& talks, std::string_view rating) {
  Dyads dyads;
  for (const auto& [name, talk] : talks) {
    if (talk.talkers.size() != 2) continue;
    const auto one = talk.talkers.begin()->second.scores.find(rating);
    const auto other = std::next(talk.talkers.begin())->second.scores.find(rating);
    if (one == talk.talkers.begin()->second.scores.end() ||
        other == std::next(talk.talkers.begin())->second.scores.end()) {
      continue;
    }
    const bool in_order = one->second.begin()->first < other->second.begin()->first;
    const Track first = track_of((in_order ? one : other)->second), second = track_of((in_order ? other : one)->second);
    dyads.pairs.push_back(paired_turns(first, second, Dimension::valence, {}, {}));
    dyads.articles.push_back(talk.article);
  }
  return dyads;
}

/// Everybody with somebody who talked to somebody else.
std::vector<PairedScores> strangers(const Dyads& dyads, bool same_article, Rng& rng) {
  if (!same_article) return understand::trajectory::pseudo_pairs(dyads.pairs, rng);
  std::map<std::string, std::vector<PairedScores>> by_article;
  for (std::size_t i = 0; i < dyads.pairs.size(); ++i) by_article[dyads.articles[i]].push_back(dyads.pairs[i]);
  std::vector<PairedScores> all;
  for (const auto& [article, pairs] : by_article) {
    for (PairedScores& pair : understand::trajectory::pseudo_pairs(pairs, rng)) all.push_back(std::move(pair));
  }
  return all;
}

class Couples : public System {
 public:
  RunResult run(const Engine& engine, const RunOptions& options, Diagnostics& /*diagnostics*/) const override {
    RunResult result;
    result.split = options.quick ? "WASSA 2023 dev" : "WASSA 2023 train and dev";
    const Run run{engine, options, result};
    Talks talks;
    SelfReports reports;
    for (const std::string part : {"dev", "train"}) {
      if (options.quick && part == "train") continue;
      TalkSink conversations(talks);
      read(run, "conversations_" + part, conversations);
      for (const std::string perceiver : {"lexicon", "emotion"})
        read_perceived(run, "conversations_" + part, perceiver, conversations);
      EssaySink essays(reports);
      read(run, "essays_" + part, essays);
    }
    for (const std::string_view rating : kRatings) effects(run, talks, rating);
    for (const std::string perceiver : {"lexicon", "emotion"}) perceived(talks, perceiver, result);
    self_report(talks, reports, result);
    return result;
  }

 private:
  struct Run {
    const Engine& engine;
    const RunOptions& options;
    RunResult& result;
  };

  static void read(const Run& run, const std::string& split, RecordSink& out) {
    Diagnostics noted;
    const auto dataset = open_split(run.engine, run.options, "wassa2023", split, run.result);
    io::read_dataset(*dataset, run.options.data_root, split, {.diagnostics = noted}, out);
  }

  static void read_perceived(const Run& run, const std::string& split, const std::string& perceiver, RecordSink& out) {
    std::map<std::string, std::map<std::string, std::string>> settings;
    if (perceiver == "emotion") settings[perceiver] = {{"groups", "expressed"}, {"language", "en"}};
    PerceivedSink tracks(out);
    Pipeline pipeline(run.engine, {perceiver}, settings, tracks);
    Diagnostics noted;
    RunResult unused;
    const auto dataset = open_split(run.engine, run.options, "wassa2023", split, unused);
    io::read_dataset(*dataset, run.options.data_root, split, {.diagnostics = noted}, pipeline);
    pipeline.close();
  }

  static void add(RunResult& result, std::string name, const LaggedEffect& effect, std::size_t n) {
    result.figures.push_back({.name = std::move(name),
                              .value = effect.value.estimate,
                              .low = effect.value.low,
                              .high = effect.value.high,
                              .n = n});
  }

  static void effects(const Run& run, const Talks& talks, std::string_view rating) {
    const Dyads dyads = dyads_of(talks, rating);
    const auto pooled = pooled_actor_partner(dyads.pairs, PooledOutcome::both);
    if (pooled.status != Status::given) return;
    add(run.result, fmt::format("{}: actor effect", rating), pooled.actor, pooled.dyads);
    add(run.result, fmt::format("{}: partner effect", rating), pooled.partner, pooled.dyads);
    add(run.result, fmt::format("{}: partner's level", rating), pooled.partner_level, pooled.dyads);
    for (const bool same_article : {false, true}) {
      Rng rng(39);
      std::vector<double> partner;
      for (std::size_t i = 0; i < (run.options.quick ? kQuickStrangers : kStrangers); ++i) {
        const auto made = pooled_actor_partner(strangers(dyads, same_article, rng), PooledOutcome::both);
        if (made.status == Status::given) partner.push_back(made.partner.value.estimate);
      }
      if (partner.empty()) continue;
      std::sort(partner.begin(), partner.end());
      run.result.figures.push_back({.name = fmt::format("{}: partner effect of people who never talked, {}", rating,
                                                        same_article ? "same article" : "any article"),
                                    .value = measure::sample_quantile(partner, 0.5),
                                    .low = measure::sample_quantile(partner, 0.025),
                                    .high = measure::sample_quantile(partner, 0.975),
                                    .n = partner.size()});
    }
  }

  /// Scores of turns against the ratings of the same turns.
  static void perceived(const Talks& talks, const std::string& perceiver, RunResult& result) {
    for (const std::string_view rating : kRatings) {
      std::vector<double> truth, said;
      std::vector<std::string> names;
      for (const auto& [name, talk] : talks) {
        for (const auto& [speaker, talker] : talk.talkers) {
          const auto rated = talker.scores.find(rating), scored = talker.scores.find(perceived_by(perceiver));
          if (rated == talker.scores.end() || scored == talker.scores.end()) continue;
          for (const auto& [turn, score] : scored->second) {
            const auto found = rated->second.find(turn);
            if (found == rated->second.end()) continue;
            truth.push_back(found->second);
            said.push_back(score);
            names.push_back(name);
          }
        }
      }
      result.figures.push_back(measured(fmt::format("{} valence against rated {} of the turn: r", perceiver, rating),
                                        measure::Groups::by(names), measure::over_rows(measure::pearson, truth, said)));
    }
  }

  /// The mean rating of a person's turns against the own report after reading the article, before talking.
  static void self_report(const Talks& talks, const SelfReports& reports, RunResult& result) {
    for (const std::string_view rating : kRatings) {
      for (const std::string what : {"empathy", "distress"}) {
        std::vector<double> reported, rated;
        std::vector<std::string> people;
        for (const auto& [name, talk] : talks) {
          for (const auto& [speaker, talker] : talk.talkers) {
            const auto scores = talker.scores.find(rating);
            const auto report = reports.find(talker.essay);
            if (scores == talker.scores.end() || report == reports.end() || !report->second.contains(what)) continue;
            double sum = 0;
            for (const auto& [turn, score] : scores->second) sum += score;
            reported.push_back(report->second.at(what));
            rated.push_back(sum / static_cast<double>(scores->second.size()));
            people.push_back(talker.person);
          }
        }
        result.figures.push_back(measured(fmt::format("rated {} of a person's turns against own {}: r", rating, what),
                                          measure::Groups::by(people),
                                          measure::over_rows(measure::pearson, reported, rated)));
      }
    }
  }
};

}  // namespace

void register_couples(Engine& engine) {
  engine.add<System>(
      {.name = "couples",
       .room = "evaluate",
       .what = "Actor and partner effects of rated turns against people who never talked, and self-report",
       .units = "effect of a rating of 1 on the next; r [-1, 1]",
       .source = "039 couples; Kenny, Kashy & Cook 2006",
       .options = {}},
      [](const Engine&, const Options&) { return std::make_unique<Couples>(); });
}

}  // namespace affect::evaluate
