#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

#include "affect/component.h"
#include "affect/engine.h"
#include "understand/trajectory/finding_of.h"
#include "understand/trajectory/raw_input.h"
#include "understand/trajectory/weightiest_words.h"

namespace affect::understand::trajectory {
namespace {

class PeaksStage : public Stage {
 public:
  PeaksStage(const Engine& engine, Source source) : input_(engine, RowWords::kept), source_(std::move(source)) {}

  void push(const Record& record, RecordSink& /*out*/) override { input_.push(record); }

  void finish(RecordSink& out) override {
    for (const Track& track : input_.tracks()) {
      for (const Dimension dimension : kDimensions) {
        const auto values = track.values(dimension);
        add(track, dimension, extreme(values, 1), Direction::up, out);
        add(track, dimension, extreme(values, -1), Direction::down, out);
      }
    }
  }

 private:
  /// Row of the largest `sign * value`, the first of equals; nothing where no value is known.
  static std::optional<std::size_t> extreme(std::span<const double> values, double sign) {
    std::optional<std::size_t> best;
    for (std::size_t row = 0; row < values.size(); ++row) {
      if (std::isnan(values[row])) continue;
      if (!best || sign * values[row] > sign * values[*best]) best = row;
    }
    return best;
  }

  void add(const Track& track, Dimension dimension, std::optional<std::size_t> row, Direction direction,
           RecordSink& out) const {
    if (!row) return;
    Finding peak;
    peak.type = "peak";
    peak.subject = track.key.subject;
    peak.perspective = track.key.perspective;
    peak.source = source_;
    peak.column = to_string(dimension);
    peak.direction = direction;
    peak.after = track.values(dimension)[*row];
    Evidence evidence = evidence_of(track, *row);
    place_at(peak, evidence);
    evidence.words = weightiest_words(track, *row);
    peak.evidence.push_back(std::move(evidence));
    out.accept({input_.episode(), std::move(peak), {}});
  }

  RawInput input_;
  Source source_;
};

}  // namespace

void register_peaks(Engine& engine) {
  CatalogueEntry entry;
  entry.name = "peaks";
  entry.room = "understand/trajectory";
  entry.what = "each person's highest and lowest turn, with the words that made it";
  entry.units = "after: as the input";
  entry.source = "Fredrickson & Kahneman 1993 (peak moments)";
  entry.references = {"fredrickson1993peak"};
  entry.methods = "Peaks are each person's highest and lowest scores; no test stands behind them.";
  entry.minimum = "1 score";
  entry.cost = "O(n)";
  engine.add<Stage>(entry, [name = entry.name, version = entry.version](const Engine& owner, const Options& options) {
    return std::make_unique<PeaksStage>(owner, Source{name, version, options.hash()});
  });
}

}  // namespace affect::understand::trajectory
