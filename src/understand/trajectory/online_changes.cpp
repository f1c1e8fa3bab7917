#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "affect/component.h"
#include "affect/engine.h"
#include "affect/understand/trajectory/corpus_prior.h"
#include "affect/understand/trajectory/online_change_points.h"
#include "affect/understand/trajectory/score_series.h"
#include "understand/trajectory/finding_of.h"
#include "understand/trajectory/track_name.h"
#include "understand/trajectory/weightiest_words.h"

namespace affect::understand::trajectory {
namespace {

constexpr std::array kWatched{Dimension::valence, Dimension::arousal, Dimension::dominance};

class OnlineChangesStage : public Stage {
 public:
  OnlineChangesStage(const Engine& engine, const Options& options, Source source)
      : engine_(engine), source_(std::move(source)), gap_s_(options.number("gap_s")) {
    options_.expected_run = options.number("expected_turns");
    options_.threshold = options.number("threshold");
    options_.phi = options.number("phi");
  }

  void push(const Record& record, RecordSink& out) override {
    if (const auto* info = std::get_if<EpisodeInfo>(&record.body)) {
      tells_sessions_ = tells_sessions(info->clock);
    } else if (const auto* track = std::get_if<Track>(&record.body)) {
      if (engine_.has(track->key.source.name, "understand/")) return;
      for (const Dimension dimension : kWatched) {
        if (!track->values(dimension).empty()) watch(record.episode, *track, dimension, out);
      }
    }
  }

  void finish(RecordSink& /*out*/) override {}

 private:
  struct Watch {
    OnlineChangePoints online;
    double last_time = std::nan("");
    /// Of the scores that a change may still be placed at.
    std::map<std::size_t, Evidence> places;
  };

  Watch& watch_of(const Track& track, Dimension dimension) {
    const auto [found, is_new] =
        watches_.try_emplace({track_name(track.key), dimension}, Watch{OnlineChangePoints(options_), std::nan(""), {}});
    if (is_new) {
      const CorpusPrior prior = corpus_prior(track.key.source.name, dimension);
      OnlineChangePointOptions options = options_;
      options.level_sd = prior.sd;
      options.noise_sd = std::sqrt(prior.noise_variance);
      found->second.online = OnlineChangePoints(options);
    }
    return found->second;
  }

  void watch(const std::string& episode, const Track& track, Dimension dimension, RecordSink& out) {
    Watch& watch = watch_of(track, dimension);
    const auto values = track.values(dimension);
    const auto starts = track.starts();
    const auto statuses = track.statuses();
    for (std::size_t row = 0; row < track.size(); ++row) {
      if (std::isnan(values[row]) || (!statuses.empty() && statuses[row] != Status::given)) continue;
      const double time = starts.empty() ? std::nan("") : starts[row];
      const bool is_break = tells_sessions_ && time - watch.last_time > gap_s_;
      watch.last_time = time;
      watch.places[watch.online.size()] = evidence_of(track, row);
      if (watch.places.size() > kMostPlaces) watch.places.erase(watch.places.begin());
      const auto change = watch.online.push(values[row], is_break);
      if (!change) continue;
      out.accept({episode, finding(track, dimension, row, *change, watch), {}});
    }
  }

  Finding finding(const Track& track, Dimension dimension, std::size_t row, const OnlineChange& change,
                  const Watch& watch) const {
    Finding finding = finding_of(track, std::string(to_string(dimension)));
    finding.type = "online_change";
    finding.source = source_;
    finding.direction = change.after > change.before ? Direction::up : Direction::down;
    finding.before = change.before;
    finding.after = change.after;
    finding.confidence = change.probability;
    finding.method = fmt::format("seen {} scores after it began", change.at - change.index);
    if (const auto place = watch.places.find(change.index); place != watch.places.end()) {
      place_at(finding, place->second);
    }
    Evidence evidence = evidence_of(track, row);
    evidence.words = weightiest_words(track, row);
    finding.evidence.push_back(std::move(evidence));
    return finding;
  }

  /// A change is placed further back hardly ever; then it has no turn.
  static constexpr std::size_t kMostPlaces = 256;

  const Engine& engine_;
  Source source_;
  double gap_s_;
  OnlineChangePointOptions options_;
  bool tells_sessions_ = false;
  std::map<std::pair<TrackName, Dimension>, Watch> watches_;
};

}  // namespace

void register_online_changes(Engine& engine) {
  CatalogueEntry entry;
  entry.name = "online_changes";
  entry.room = "understand/trajectory";
  entry.what = "changes of a person's level as they happen, told from earlier turns alone";
  entry.units = "before, after: in the scale of the scores; confidence: probability that the level has changed";
  entry.source = "Adams & MacKay 2007 (Bayesian online changepoint detection)";
  entry.causal = true;
  using OptionType = OptionSpec::Type;
  entry.options = {
      {"threshold", OptionType::number, "0.9", "probability of a change from which on it is told", {}, 0.5, 0.9999},
      {"expected_turns", OptionType::number, "100", "turns between changes, beforehand", {}, 2, 1e9},
      {"phi", OptionType::number, "0.3", "how alike neighbouring scores are beyond the level", {}, 0, 0.95},
      {"gap_s", OptionType::number, "21600", "a longer silence, s, ends a session", {}, 0, 1e12},
  };
  entry.references = {"adams2007online"};
  entry.methods =
      "Changes of level were told as scores came in, by the posterior of how long the present level has lasted "
      "(Bayesian online change points; normal scores of unknown mean and variance around it, with a corpus prior worth "
      "five scores, of which neighbours correlate by phi). A change is told once it is probable by the threshold, "
      "three "
      "scores stand on each side and the means differ by half the prior's standard deviation; nothing is taken back.";
  entry.minimum = "6 scores, three of them after the change";
  entry.cost = "32 run lengths a score; O(1) memory";
  engine.add<Stage>(entry, [name = entry.name, version = entry.version](const Engine& owner, const Options& options) {
    return std::make_unique<OnlineChangesStage>(owner, options, Source{name, version, options.hash()});
  });
}

}  // namespace affect::understand::trajectory
