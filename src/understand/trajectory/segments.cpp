#include <array>
#include <memory>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "affect/component.h"
#include "affect/engine.h"
#include "affect/understand/trajectory/corpus_prior.h"
#include "affect/understand/trajectory/score_series.h"
#include "affect/understand/trajectory/segmentation.h"
#include "understand/trajectory/finding_of.h"
#include "understand/trajectory/raw_input.h"

namespace affect::understand::trajectory {
namespace {

constexpr std::array kSegmented{Dimension::valence, Dimension::arousal, Dimension::dominance};

class SegmentsStage : public Stage {
 public:
  SegmentsStage(const Engine& engine, const Options& options, std::shared_ptr<ChangePointNull> null, Source source)
      : input_(engine, RowWords::dropped),
        null_(std::move(null)),
        source_(std::move(source)),
        bin_s_(options.number("bin_s")),
        gap_s_(options.number("gap_s")) {
    options_.cost = options.text("cost") == "level" ? SegmentCost::level : SegmentCost::level_and_slope;
    options_.penalty = options.number("penalty");
  }

  void push(const Record& record, RecordSink& /*out*/) override { input_.push(record); }

  void finish(RecordSink& out) override {
    for (const Track& track : input_.tracks()) {
      for (const Dimension dimension : kSegmented) {
        if (!track.values(dimension).empty()) segment_track(track, dimension, out);
      }
    }
    for (const auto& pieces : input_.series()) {
      for (const Channel& channel : pieces.front().channels) segment_series(pieces, channel, out);
    }
  }

 private:
  void segment_track(const Track& track, Dimension dimension, RecordSink& out) const {
    const ScoreSeries own = own_scores(track, dimension, input_.clock(), {gap_s_, {}});
    SegmentationOptions options = options_;
    options.prior_phi = kConservativePhi;
    options.lowest_sd = own.size() < kShortTrack ? corpus_prior(track.key.source.name, dimension).lowest_sd : 0;
    const Segmentation found = segmentation(own.scores, own.breaks, options, *null_);
    const auto place = [&](std::size_t score) { return evidence_of(track, own.rows[score]); };
    add(finding_of(track, std::string(to_string(dimension))), found, "own turn", place, out);
  }

  void segment_series(const std::vector<Series>& pieces, const Channel& channel, RecordSink& out) const {
    const ScoreSeries bins = binned_scores(pieces, channel.name, bin_s_);
    SegmentationOptions options = options_;
    options.fewest = kShortTrack;
    Finding base = finding_of(pieces.front(), channel);
    base.unit = channel.unit;
    const auto place = [&](std::size_t bin) {
      Evidence evidence;
      evidence.time = TimeRange{bins.times[bin], bins.times[bin] + bin_s_};
      return evidence;
    };
    add(base, segmentation(bins.scores, bins.breaks, options, *null_), fmt::format("bin of {:.6g} s", bin_s_), place,
        out);
  }

  /// A finding a stretch, with the first and the last place of it as evidence.
  template <class Place>
  void add(Finding finding, const Segmentation& found, const std::string& step, const Place& place,
           RecordSink& out) const {
    finding.type = "segment";
    finding.source = source_;
    finding.status = found.status;
    finding.reason = found.reason;
    if (found.status != Status::given) {
      finding.unit.clear();
      out.accept({input_.episode(), std::move(finding), {}});
      return;
    }
    const bool slopes = options_.cost == SegmentCost::level_and_slope;
    finding.measure = slopes ? "slope" : "level";
    if (slopes) finding.unit += (finding.unit.empty() ? "1/" : "/") + step;
    for (const Segment& segment : found.segments) {
      Finding one = finding;
      one.value = slopes ? segment.slope : segment.level;
      one.evidence = {place(segment.begin), place(segment.end - 1)};
      place_at(one, one.evidence.front());
      if (slopes) {
        const double half = segment.slope * (static_cast<double>(segment.end - segment.begin) - 1) / 2;
        one.before = segment.level - half;
        one.after = segment.level + half;
      }
      one.method = fmt::format("{} scores; PELT, penalty {:.1f} variances, autocorrelation {:.2f} taken out",
                               segment.end - segment.begin, found.penalty, found.phi_bound);
      if (found.rows_per_mean > 1) one.method += fmt::format("; means of {} scores", found.rows_per_mean);
      out.accept({input_.episode(), std::move(one), {}});
    }
  }

  RawInput input_;
  std::shared_ptr<ChangePointNull> null_;
  Source source_;
  SegmentationOptions options_;
  double bin_s_, gap_s_;
};

}  // namespace

void register_segments(Engine& engine) {
  CatalogueEntry entry;
  entry.name = "segments";
  entry.room = "understand/trajectory";
  entry.what = "the stretches of one level, or one slope, that a person's scores consist of";
  entry.units = "value: level in the scale of the scores, or slope a step; before, after: the ends of a slope";
  entry.source = "Killick, Fearnhead & Eckley 2012 (PELT); Chakar et al. 2017 (autocorrelated noise)";
  using OptionType = OptionSpec::Type;
  entry.options = {
      {"cost",
       OptionType::choice,
       "level",
       "what a stretch has: one level, or a level and a slope",
       {"level", "level_and_slope"},
       {},
       {}},
      {"penalty",
       OptionType::number,
       "0",
       "what a change costs, in variances of the noise; 0: 5 % of series without a change are split",
       {},
       0,
       1e6},
      {"bin_s", OptionType::number, "60", "width of the bins in which a series is seen, s", {}, 0.001, 1e9},
      {"gap_s",
       OptionType::number,
       "21600",
       "a longer silence, s, ends a session: no autocorrelation is taken across it",
       {},
       0,
       1e12},
  };
  entry.references = {"killick2012pelt", "chakar2017segmentation", "berger1994pvalues"};
  entry.methods =
      "Each person's raw scores were cut into stretches of one level (or one level and slope) by penalised least "
      "squares "
      "(PELT), with autocorrelated errors at the upper bound of what the scores allow. A level has three "
      "scores at least, a slope five. The penalty is such that 5 % at most of autoregressive series without a change "
      "are "
      "cut, and raised where more than 4 of 99 series with the own values in random autoregressive order are. Above "
      "1,024 "
      "scores, means of scores are cut and the changes placed on the scores.";
  entry.minimum = "6 scores, 10 for slopes; 20 bins of a signal";
  entry.cost = "O(n), and O(m^2) of at most 1,024 means; a hundred times where something is found";
  auto null = std::make_shared<ChangePointNull>();
  engine.add<Stage>(
      entry, [null, name = entry.name, version = entry.version](const Engine& owner, const Options& options) {
        return std::make_unique<SegmentsStage>(owner, options, null, Source{name, version, options.hash()});
      });
}

}  // namespace affect::understand::trajectory
