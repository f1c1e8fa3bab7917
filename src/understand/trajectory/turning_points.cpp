#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "affect/component.h"
#include "affect/engine.h"
#include "affect/understand/trajectory/change_points.h"
#include "affect/understand/trajectory/corpus_prior.h"
#include "affect/understand/trajectory/score_series.h"
#include "understand/trajectory/finding_of.h"
#include "understand/trajectory/raw_input.h"
#include "understand/trajectory/time_bins.h"
#include "understand/trajectory/weightiest_words.h"

namespace affect::understand::trajectory {
namespace {

constexpr std::array kTested{Dimension::valence, Dimension::arousal, Dimension::dominance};

class TurningPointsStage : public Stage {
 public:
  TurningPointsStage(const Engine& engine, const Options& options, std::shared_ptr<ChangePointNull> null, Source source)
      : input_(engine, RowWords::kept),
        null_(std::move(null)),
        source_(std::move(source)),
        bin_s_(options.number("bin_s")),
        gap_s_(options.number("gap_s")),
        smallest_sd_(options.number("smallest_sd")) {}

  void push(const Record& record, RecordSink& /*out*/) override { input_.push(record); }

  void finish(RecordSink& out) override {
    for (const Track& track : input_.tracks()) {
      bool has_any = false;
      for (const Dimension dimension : kTested) {
        if (track.values(dimension).empty()) continue;
        has_any = true;
        test_track(track, dimension, out);
      }
      // Somebody whose turns hold no known word is told so too; a track of labels alone is another matter.
      if (!has_any && track.labels.empty()) test_track(track, Dimension::valence, out);
    }
    for (const auto& pieces : input_.series()) {
      for (const Channel& channel : pieces.front().channels) test_series(pieces, channel, out);
    }
  }

 private:
  void test_track(const Track& track, Dimension dimension, RecordSink& out) const {
    const ScoreSeries own = own_scores(track, dimension, input_.clock(), {gap_s_, {}});
    const CorpusPrior prior = corpus_prior(track.key.source.name, dimension);
    ChangePointOptions options;
    options.smallest_sd = smallest_sd_;
    options.prior_sd = prior.sd;
    options.prior_phi = kConservativePhi;
    options.lowest_sd = own.scores.size() < kShortTrack ? prior.lowest_sd : 0;
    options.perceiver_sd = std::sqrt(own.mean_error_variance());
    const auto result = find_change_points(own.scores, own.breaks, options, *null_);

    Finding base = turning_point(finding_of(track, std::string(to_string(dimension))), result);
    if (result.status != Status::given) {
      if (track.size() > own.rows.size()) {
        base.reason += fmt::format("; {} of {} turns have none", track.size() - own.rows.size(), track.size());
      }
      out.accept({input_.episode(), std::move(base), {}});
      return;
    }
    for (const ChangePoint& point : result.points) {
      Finding found = with(base, point);
      place_at(found, evidence_of(track, own.rows[point.index]));
      const std::size_t after = point.grade == Grade::significant ? kSignificantSide : kCandidateSide;
      for (std::size_t i = point.index - 1; i < std::min(point.index + after, own.rows.size()); ++i) {
        Evidence evidence = evidence_of(track, own.rows[i]);
        evidence.words = weightiest_words(track, own.rows[i]);
        found.evidence.push_back(std::move(evidence));
      }
      out.accept({input_.episode(), std::move(found), {}});
    }
  }

  void test_series(const std::vector<Series>& pieces, const Channel& channel, RecordSink& out) const {
    const TimeBins bins = time_bins(pieces, channel.name, bin_s_);
    ChangePointOptions options;
    options.smallest_sd = smallest_sd_;
    const auto result = find_change_points(bins.means, bins.breaks, options, *null_);
    Finding base = turning_point(finding_of(pieces.front(), channel), result);
    if (result.status != Status::given) {
      base.reason = fmt::format("bins of {} s: {}", bin_s_, base.reason);
      out.accept({input_.episode(), std::move(base), {}});
      return;
    }
    for (std::size_t i = 0; i < result.points.size(); ++i) {
      const std::size_t index = result.points[i].index;
      Finding found = with(base, result.points[i]);
      found.time = bins.starts[index];
      const std::size_t begin = i == 0 ? 0 : result.points[i - 1].index;
      const std::size_t end = i + 1 < result.points.size() ? result.points[i + 1].index : bins.means.size();
      found.evidence.resize(2);
      found.evidence[0].time = TimeRange{bins.starts[begin], bins.starts[index - 1] + bin_s_};
      found.evidence[1].time = TimeRange{bins.starts[index], bins.starts[end - 1] + bin_s_};
      out.accept({input_.episode(), std::move(found), {}});
    }
  }

  Finding turning_point(Finding finding, const ChangePointResult& result) const {
    finding.type = "turning_point";
    finding.source = source_;
    finding.status = result.status;
    finding.reason = result.reason;
    return finding;
  }

  static Finding with(Finding finding, const ChangePoint& point) {
    finding.direction = point.after > point.before ? Direction::up : Direction::down;
    finding.before = point.before;
    finding.after = point.after;
    finding.size_sd = point.size_sd;
    finding.p = point.p;
    finding.confidence = 1 - point.p;
    finding.grade = point.grade;
    return finding;
  }

  RawInput input_;
  std::shared_ptr<ChangePointNull> null_;
  Source source_;
  double bin_s_, gap_s_, smallest_sd_;
};

}  // namespace

void register_turning_points(Engine& engine) {
  CatalogueEntry entry;
  entry.name = "turning_points";
  entry.room = "understand/trajectory";
  entry.what = "lasting changes of a person's level, tested against an autocorrelated null";
  entry.units = "before, after: as the input; size_sd: that person's own SDs";
  entry.source = "Kovacs, Buehlmann, Li & Munk 2023 (seeded intervals); Berger & Boos 1994; system 004";
  using OptionType = OptionSpec::Type;
  entry.by_default = true;
  entry.options = {
      {"bin_s", OptionType::number, "60", "width of the bins in which a series is tested, s", {}, 0.001, 1e9},
      {"gap_s",
       OptionType::number,
       "21600",
       "a longer silence, s, ends a session: no difference is taken across it",
       {},
       0,
       1e12},
      {"smallest_sd", OptionType::number, "0.5", "changes of fewer own SDs are not reported", {}, 0, 100},
  };
  entry.references = {"kovacs2023seeded", "berger1994pvalues", "marriott1954bias"};
  entry.methods =
      "Lasting changes of level were sought in each person's raw scores, by the largest standardised difference of "
      "means over the splits of seeded intervals. The p value is family-wise: the whole search is repeated on 999 "
      "simulated AR(1) series without a change, whose autocorrelation is maximised over a confidence set. A change "
      "is significant with three scores on each side and p <= 0.05; it is a candidate with two scores on each side, "
      "at least one standard deviation of a corpus prior and among the largest tenth of exchangeable scores, "
      "whatever its p. Levels may differ between sessions; no autocovariance spans a silence longer than gap_s. "
      "Signals are tested on means of bins of bin_s.";
  entry.minimum = "6 scores; 20 bins of a signal";
  entry.cost = "O(n log n), and 999 simulations once a length; above 1,024 scores on their means: bounded";
  auto null = std::make_shared<ChangePointNull>();
  engine.add<Stage>(
      entry, [null, name = entry.name, version = entry.version](const Engine& owner, const Options& options) {
        return std::make_unique<TurningPointsStage>(owner, options, null, Source{name, version, options.hash()});
      });
}

}  // namespace affect::understand::trajectory
