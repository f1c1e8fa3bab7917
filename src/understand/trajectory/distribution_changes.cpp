#include "affect/understand/trajectory/distribution_changes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "affect/component.h"
#include "affect/engine.h"
#include "affect/understand/trajectory/corpus_prior.h"
#include "affect/understand/trajectory/score_series.h"
#include "understand/trajectory/finding_of.h"
#include "understand/trajectory/raw_input.h"

namespace affect::understand::trajectory {
namespace {

constexpr std::array kJoined{Dimension::valence, Dimension::arousal, Dimension::dominance};

class DistributionChangesStage : public Stage {
 public:
  DistributionChangesStage(const Engine& engine, const Options& options, std::shared_ptr<ChangePointNull> null,
                           Source source)
      : input_(engine, RowWords::dropped),
        null_(std::move(null)),
        source_(std::move(source)),
        gap_s_(options.number("gap_s")) {}

  void push(const Record& record, RecordSink& /*out*/) override { input_.push(record); }

  void finish(RecordSink& out) override {
    for (const Track& track : input_.tracks()) {
      look_at_dimensions(track, out);
      look_at_labels(track, out);
    }
  }

 private:
  struct Columns {
    std::string of;
    std::vector<std::string> names;
    std::vector<std::vector<double>> values;
    ScoreSeries series;  ///< rows that have all of them
    bool same_scale = false;
  };

  void look_at_dimensions(const Track& track, RecordSink& out) const {
    Columns columns;
    std::vector<std::span<const double>> values;
    for (const Dimension dimension : kJoined) {
      if (track.values(dimension).empty()) continue;
      values.push_back(track.values(dimension));
      columns.names.emplace_back(to_string(dimension));
    }
    // One dimension alone is what turning_points are for.
    if (values.size() < 2) return;
    columns.of = fmt::format("{}", fmt::join(columns.names, "+"));
    look(
        track, values, std::move(columns), [](double value) { return value; }, out);
  }

  void look_at_labels(const Track& track, RecordSink& out) const {
    if (track.labels.empty()) return;
    Columns columns;
    columns.of = track.key.taxonomy.empty() ? "labels" : track.key.taxonomy;
    columns.names = track.labels;
    columns.same_scale = true;
    std::vector<std::span<const double>> values;
    for (std::size_t label = 0; label < track.labels.size(); ++label) {
      if (track.probabilities(label).empty()) return;
      values.push_back(track.probabilities(label));
    }
    // Distances of square roots are Hellinger's: rare labels count as well.
    look(
        track, values, std::move(columns), [](double value) { return std::sqrt(std::max(value, 0.0)); }, out);
  }

  template <class Scale>
  void look(const Track& track, const std::vector<std::span<const double>>& values, Columns columns, const Scale& scale,
            RecordSink& out) const {
    std::vector<double> complete(track.size(), 0);
    for (const auto& column : values) {
      for (std::size_t row = 0; row < track.size(); ++row) complete[row] += column[row];  // NaN where any is
    }
    columns.series = own_values(track, complete, input_.clock(), {gap_s_, {}});
    for (const auto& column : values) {
      auto& scaled = columns.values.emplace_back();
      for (const std::size_t row : columns.series.rows) scaled.push_back(scale(column[row]));
    }
    DistributionChangesOptions options;
    options.prior_phi = kConservativePhi;
    options.same_scale = columns.same_scale;
    const auto found = distribution_changes(columns.values, columns.series.breaks, options, *null_);
    report(track, values, columns, found, out);
  }

  void report(const Track& track, const std::vector<std::span<const double>>& values, const Columns& columns,
              const DistributionChanges& found, RecordSink& out) const {
    Finding base = finding_of(track, columns.of);
    base.type = "distribution_change";
    base.source = source_;
    base.status = found.status;
    base.reason = found.reason;
    if (found.status != Status::given) return out.accept({input_.episode(), std::move(base), {}});
    const auto& rows = columns.series.rows;
    for (std::size_t c = 0; c < found.changes.size(); ++c) {
      const std::size_t index = found.changes[c].index;
      const std::size_t begin = c == 0 ? 0 : found.changes[c - 1].index;
      const std::size_t end = c + 1 < found.changes.size() ? found.changes[c + 1].index : rows.size();
      Finding one = base;
      one.measure = "energy_distance";
      one.value = found.changes[c].statistic;
      one.p = found.changes[c].p;
      one.confidence = 1 - found.changes[c].p;
      one.grade = Grade::significant;
      one.evidence = {evidence_of(track, rows[index - 1]), evidence_of(track, rows[index])};
      place_at(one, one.evidence.back());
      one.method = fmt::format("e-divisive of {} columns, autocorrelation {:.2f} taken out; {}", values.size(),
                               found.phi_bound, largest_move(values, columns, begin, index, end));
      if (found.rows_per_mean > 1) one.method += fmt::format("; means of {} rows", found.rows_per_mean);
      out.accept({input_.episode(), std::move(one), {}});
    }
  }

  /// "most moved: joy 0.10 to 0.42".
  static std::string largest_move(const std::vector<std::span<const double>>& values, const Columns& columns,
                                  std::size_t begin, std::size_t index, std::size_t end) {
    const auto& rows = columns.series.rows;
    const auto mean = [&](std::span<const double> column, std::size_t from, std::size_t to) {
      double sum = 0;
      for (std::size_t i = from; i < to; ++i) sum += column[rows[i]];
      return sum / static_cast<double>(to - from);
    };
    std::size_t most = 0;
    double before = 0, after = 0;
    for (std::size_t c = 0; c < values.size(); ++c) {
      const double first = mean(values[c], begin, index), second = mean(values[c], index, end);
      if (c > 0 && std::abs(second - first) <= std::abs(after - before)) continue;
      most = c;
      before = first;
      after = second;
    }
    return fmt::format("most moved: {} {:.2f} to {:.2f}", columns.names[most], before, after);
  }

  RawInput input_;
  std::shared_ptr<ChangePointNull> null_;
  Source source_;
  double gap_s_;
};

}  // namespace

void register_distribution_changes(Engine& engine) {
  CatalogueEntry entry;
  entry.name = "distribution_changes";
  entry.room = "understand/trajectory";
  entry.what = "where all dimensions of a person together, or the labels, begin to be distributed otherwise";
  entry.units = "value: scaled energy distance";
  entry.source = "Matteson & James 2014 (e-divisive); Szekely & Rizzo 2005";
  entry.options = {{"gap_s",
                    OptionSpec::Type::number,
                    "21600",
                    "a longer silence, s, ends a session: no autocorrelation is taken across it",
                    {},
                    0,
                    1e12}};
  entry.references = {"matteson2014edivisive", "szekely2005energy", "berger1994pvalues"};
  entry.methods =
      "Changes of the joint distribution of each person's raw valence, arousal and dominance, and of the square roots "
      "of "
      "label probabilities, were sought by divisive splits of the largest energy distance, after an autocorrelation at "
      "the upper bound of what the rows allow was taken out; 199 permutations within what had been split, p <= 0.05, "
      "three rows on each side at least.";
  entry.minimum = "6 rows";
  entry.cost = "O(m^2) a permutation, 200 a split, of at most 512 means";
  auto null = std::make_shared<ChangePointNull>();
  engine.add<Stage>(
      entry, [null, name = entry.name, version = entry.version](const Engine& owner, const Options& options) {
        return std::make_unique<DistributionChangesStage>(owner, options, null, Source{name, version, options.hash()});
      });
}

}  // namespace affect::understand::trajectory
