#include <array>
#include <memory>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "affect/component.h"
#include "affect/engine.h"
#include "affect/understand/trajectory/arc.h"
#include "affect/understand/trajectory/score_series.h"
#include "understand/trajectory/finding_of.h"
#include "understand/trajectory/raw_input.h"

namespace affect::understand::trajectory {
namespace {

constexpr std::array kShaped{Dimension::valence, Dimension::arousal, Dimension::dominance};

class ArcsStage : public Stage {
 public:
  ArcsStage(const Engine& engine, const Options& options, Source source)
      : input_(engine, RowWords::dropped), source_(std::move(source)), bin_s_(options.number("bin_s")) {}

  void push(const Record& record, RecordSink& /*out*/) override { input_.push(record); }

  void finish(RecordSink& out) override {
    for (const Track& track : input_.tracks()) {
      for (const Dimension dimension : kShaped) {
        if (track.values(dimension).empty()) continue;
        const Finding base = finding_of(track, std::string(to_string(dimension)));
        const auto series = own_scores(track, dimension, input_.clock(), {});
        add_arc(base, series.scores, "", out);
        add_peak_end(base, track, series, out);
      }
    }
    for (const auto& pieces : input_.series()) {
      const Series& first = pieces.front();
      for (const Channel& channel : first.channels) {
        add_arc(finding_of(first, channel), binned_scores(pieces, channel.name, bin_s_).scores,
                fmt::format("bins of {:.6g} s; ", bin_s_), out);
      }
    }
  }

 private:
  void add_arc(Finding finding, const std::vector<double>& scores, const std::string& of, RecordSink& out) const {
    const Arc found = arc(scores, {});
    finding.type = "arc";
    finding.source = source_;
    finding.status = found.status;
    finding.reason = found.reason;
    if (found.status == Status::given) {
      finding.measure = to_string(found.shape);
      finding.value = found.share;
      finding.p = found.p;
      finding.method = fmt::format("{}share of variance; p: scores, and blocks of {}, in any order", of, found.block);
      if (found.rows_per_mean > 1) finding.method += fmt::format("; means of {} scores", found.rows_per_mean);
    }
    out.accept({input_.episode(), std::move(finding), {}});
  }

  void add_peak_end(Finding finding, const Track& track, const ScoreSeries& series, RecordSink& out) const {
    const auto found = peak_end(series.scores);
    if (!found) return;
    finding.type = "peak_end";
    finding.source = source_;
    finding.measure = "peak_end";
    finding.value = found->remembered;
    finding.method = "mean of the score farthest from 0 and the mean of the last tenth";
    const std::size_t row = series.rows[found->at];
    if (track.turn(row) != Track::kNoTurn) finding.turn = track.turn(row);
    if (const auto time = track.time(row)) finding.time = time->start;
    finding.before = found->peak;
    finding.after = found->end;
    out.accept({input_.episode(), std::move(finding), {}});
  }

  RawInput input_;
  Source source_;
  double bin_s_;
};

}  // namespace

void register_arcs(Engine& engine) {
  CatalogueEntry entry;
  entry.name = "arcs";
  entry.room = "understand/trajectory";
  entry.what = "the shape of a person's scores over the whole: the nearest of six arcs, with its chance; peak and end";
  entry.units = "share of variance [0, 1]; peak_end in the scale of the scores";
  entry.source = "Reagan et al. 2016; Jockers 2015; Fredrickson & Kahneman 1993";
  entry.options = {
      {"bin_s", OptionSpec::Type::number, "60", "width of the bins in which a series is seen, s", {}, 0.001, 1e9}};
  entry.references = {"reagan2016arcs", "jockers2015syuzhet", "fredrickson1993peak"};
  entry.methods =
      "Each person's raw scores over the whole were compared with six arcs, as half waves of a cosine transform; the "
      "share "
      "of variance of the nearest one was tested against 999 orders of the scores, and of blocks of neighbours. Peak "
      "and "
      "end are the score farthest from 0 and the mean of the last tenth.";
  entry.minimum = "20 scores; peak and end 1";
  entry.cost = "O(n), and 1,998 shuffles of at most 1,024 means";
  engine.add<Stage>(entry, [name = entry.name, version = entry.version](const Engine& owner, const Options& options) {
    return std::make_unique<ArcsStage>(owner, options, Source{name, version, options.hash()});
  });
}

}  // namespace affect::understand::trajectory
