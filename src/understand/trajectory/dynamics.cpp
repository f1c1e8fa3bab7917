#include <array>
#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "affect/component.h"
#include "affect/engine.h"
#include "affect/understand/trajectory/corpus_prior.h"
#include "affect/understand/trajectory/dynamic_measures.h"
#include "affect/understand/trajectory/emotional_states.h"
#include "affect/understand/trajectory/score_series.h"
#include "understand/trajectory/finding_of.h"
#include "understand/trajectory/raw_input.h"

namespace affect::understand::trajectory {
namespace {

constexpr double kLevel = 0.95;
/// A tenth of normal values are farther from their mean, in SDs.
constexpr double kNormalTenth = 1.6448536269514722;

/// A tenth of the neighbours of a typical person of the corpora differ by more: the cut of Jahng et al. (2008), who
/// take it from all people of their study. Scales without a prior have none.
std::optional<double> typical_acute_change(std::string_view perceiver, Dimension dimension) {
  if (dimension == Dimension::positive || dimension == Dimension::negative) return std::nullopt;
  return kNormalTenth * corpus_prior(perceiver, dimension).sd * std::sqrt(2 * (1 - kTypicalPhi));
}

class DynamicsStage : public Stage {
 public:
  DynamicsStage(const Engine& engine, const Options& options, Source source)
      : input_(engine, RowWords::dropped),
        source_(std::move(source)),
        bin_s_(options.number("bin_s")),
        keeps_errors_(options.text("errors") == "kept"),
        acute_change_(options.number("acute_change")),
        neutral_(options.number("neutral")) {
    own_.gap_s = options.number("gap_s");
    if (const auto& clock = options.text("clock"); clock != "auto") {
      own_.clock = clock == "turns" ? StepClock::turns : StepClock::seconds;
    }
  }

  void push(const Record& record, RecordSink& /*out*/) override { input_.push(record); }

  void finish(RecordSink& out) override {
    for (const Track& track : input_.tracks()) {
      bool has_any = false;
      for (const Dimension dimension : kDimensions) {
        if (track.values(dimension).empty()) continue;
        has_any = true;
        measure_track(track, dimension, out);
      }
      // Somebody whose turns hold no known word is told so too; a track of labels alone is another matter.
      if (!has_any && track.labels.empty()) measure_track(track, Dimension::valence, out);
      measure_labels(track, out);
    }
    for (const auto& pieces : input_.series()) {
      for (const Channel& channel : pieces.front().channels) measure_series(pieces, channel, out);
    }
  }

 private:
  void measure_track(const Track& track, Dimension dimension, RecordSink& out) const {
    ScoreSeries series = own_scores(track, dimension, input_.clock(), own_);
    if (keeps_errors_) series.error_variances.clear();
    const Finding base = finding_of(track, std::string(to_string(dimension)));
    DynamicsOptions options;
    options.level = kLevel;
    options.short_phi = kConservativePhi;
    options.acute_change = acute_change_ > 0 ? acute_change_ : typical_acute_change(track.key.source.name, dimension);
    for (DynamicMeasure& measure : dynamic_measures(series, options)) {
      if (measure.status == Status::too_short && track.size() > series.size()) {
        measure.reason += fmt::format("; {} of {} turns have none", track.size() - series.size(), track.size());
      }
      add(base, std::move(measure), out);
    }
    if (dimension == Dimension::valence && series.size() >= kFewestForDynamics) {
      const std::string cut = fmt::format("neutral within {:.3g} of 0", neutral_);
      add_states(base, valence_states(series, neutral_), cut, out);
    }
  }

  void measure_labels(const Track& track, RecordSink& out) const {
    const StateSequence states = label_states(track, input_.clock(), own_);
    if (states.names.empty() || states.size() < kFewestForDynamics) return;
    const Finding base = finding_of(track, track.key.taxonomy.empty() ? "labels" : track.key.taxonomy);
    add_states(base, states, "most probable label", out);
  }

  void measure_series(const std::vector<Series>& pieces, const Channel& channel, RecordSink& out) const {
    const Finding base = finding_of(pieces.front(), channel);
    DynamicsOptions options;
    options.level = kLevel;
    options.unit = channel.unit;
    for (DynamicMeasure& measure : dynamic_measures(binned_scores(pieces, channel.name, bin_s_), options)) {
      const std::string bins = fmt::format("bins of {:.6g} s: ", bin_s_);
      (measure.status == Status::given ? measure.method : measure.reason).insert(0, bins);
      add(base, std::move(measure), out);
    }
  }

  void add_states(const Finding& base, const StateSequence& sequence, const std::string& cut, RecordSink& out) const {
    const EmotionalStates states = emotional_states(sequence, kLevel);
    const auto add_share = [&](std::string name, const measure::Interval& share, std::string unit, std::string method) {
      add(base,
          {std::move(name),
           Status::given,
           {},
           share.estimate,
           share.low,
           share.high,
           std::move(unit),
           std::move(method)},
          out);
    };
    if (states.status != Status::given) {
      return add(base, {"time_in", states.status, states.reason, {}, {}, {}, {}, {}}, out);
    }
    for (const StateShare& share : states.shares) {
      add_share("time_in:" + sequence.names[share.state], share.share, "",
                fmt::format("share of {}; {}; Wilson's interval of as many independent ones as tell as much",
                            states.in_seconds ? "seconds" : "turns", cut));
    }
    for (const StateTransition& transition : states.transitions) {
      add_share(fmt::format("transition:{}>{}", sequence.names[transition.from], sequence.names[transition.to]),
                transition.share, "",
                fmt::format("share of {} next turns; {}; Wilson's interval", transition.departures, cut));
    }
    add_share("entropy", states.entropy, "nat",
              fmt::format("of turns in {} states; {}; Miller's correction, interval by ratio of likelihoods",
                          sequence.names.size(), cut));
  }

  void add(Finding finding, DynamicMeasure measure, RecordSink& out) const {
    finding.type = "dynamics";
    finding.source = source_;
    finding.measure = std::move(measure.name);
    finding.value = measure.value;
    finding.low = measure.low;
    finding.high = measure.high;
    finding.unit = std::move(measure.unit);
    finding.method = std::move(measure.method);
    if (measure.low || measure.high) finding.confidence = kLevel;
    finding.status = measure.status;
    finding.reason = std::move(measure.reason);
    out.accept({input_.episode(), std::move(finding), {}});
  }

  RawInput input_;
  Source source_;
  OwnScoresOptions own_;
  double bin_s_;
  bool keeps_errors_;
  double acute_change_, neutral_;
};

}  // namespace

void register_dynamics(Engine& engine) {
  CatalogueEntry entry;
  entry.name = "dynamics";
  entry.room = "understand/trajectory";
  entry.what = "how a person's scores vary and carry over: SD, instability, inertia, recovery, time in states";
  entry.units = "value, low, high: in the finding's unit";
  entry.source = "Kuppens et al. 2010; Jahng, Wood & Trull 2008; Mestdagh et al. 2018; Andrews 1993 (unbiased AR(1))";
  using OptionType = OptionSpec::Type;
  entry.options = {
      {"bin_s", OptionType::number, "60", "width of the bins in which a series is measured, s", {}, 0.001, 1e9},
      {"gap_s",
       OptionType::number,
       "21600",
       "a longer silence, s, ends a session: no difference is taken across it",
       {},
       0,
       1e12},
      {"clock",
       OptionType::choice,
       "auto",
       "what steps are counted in; auto: seconds where every score has a time, else own turns",
       {"auto", "turns", "seconds"},
       {},
       {}},
      {"errors",
       OptionType::choice,
       "taken_off",
       "what becomes of the perceiver's standard errors; kept: scores are measured as they stand",
       {"taken_off", "kept"},
       {},
       {}},
      {"acute_change",
       OptionType::number,
       "0",
       "smallest difference of neighbours that counts as acute; 0: what a tenth of a typical person's exceed",
       {},
       0,
       2},
      {"neutral", OptionType::number, "0.05", "valence within this of 0 is neutral", {}, 0, 1},
  };
  entry.references = {"kuppens2010inertia",   "jahng2008instability", "curriero1999composite",
                      "mestdagh2018relative", "andrews1993unbiased",  "hansen1999grid"};
  entry.methods =
      "From each person's raw scores, less the perceiver's own error where it tells one: mean, SD, SD relative to the "
      "largest that "
      "the "
      "scale allows, squared differences of neighbours adjusted for time, share of acute changes, inertia as a "
      "median-unbiased first-order autocorrelation (a mean-reverting process where times are irregular) with its "
      "half-life, "
      "time in states, transitions and entropy. Intervals of 95 % come from inverted tests, ratios of likelihoods, "
      "Wilson's "
      "formula or a parametric bootstrap; every figure says which. No difference spans a silence longer than gap_s.";
  entry.minimum = "6 scores; 8 for spread, 20 for inertia";
  entry.cost = "O(n), and a bootstrap of series of at most 2,000 scores";
  engine.add<Stage>(entry, [name = entry.name, version = entry.version](const Engine& owner, const Options& options) {
    return std::make_unique<DynamicsStage>(owner, options, Source{name, version, options.hash()});
  });
}

}  // namespace affect::understand::trajectory
