#include "cli/shape_table.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace affect::cli {
namespace {

using understand::corpus::CorpusShapes;
using understand::corpus::ShapeGroup;

/// A curve as blocks of eight heights, from its lowest to its highest point.
std::string sparkline(const std::vector<double>& curve) {
  constexpr std::array<std::string_view, 8> kBlocks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const auto [lowest, highest] = std::minmax_element(curve.begin(), curve.end());
  std::string text;
  for (const double value : curve) {
    const double place = *highest > *lowest ? (value - *lowest) / (*highest - *lowest) : 0.5;
    text += kBlocks[static_cast<std::size_t>(std::lround(place * (static_cast<double>(kBlocks.size()) - 1)))];
  }
  return text;
}

class LongRows {
 public:
  LongRows(TableWriter& table, const ShapeGroup& group) : table_(table), group_(group) {}

  void write() {
    const CorpusShapes& found = group_.found;
    if (found.status != Status::given) {
      return row({.curve = "none", .status = std::string(to_string(found.status)), .reason = found.reason}, {}, {});
    }
    curve({.curve = "mean", .p = found.mean_p}, found.pca.mean);
    const double total = found.pca.total_variance();
    for (std::size_t k = 0; k < found.pca.components.size(); ++k) {
      curve({.curve = "component", .number = k + 1, .share = found.pca.variances[k] / total, .p = found.component_p[k]},
            found.pca.components[k]);
    }
    row({.curve = "kinds", .number = found.clusters, .p = found.cluster_p}, {}, found.silhouette);
    for (std::size_t i = 0; i < found.curves.size(); ++i) person(i);
  }

 private:
  struct Head {
    std::string curve;  ///< "mean", "component", "kinds", "person", "score"
    std::size_t number = 0;
    std::optional<double> share = {}, p = {};
    std::optional<std::size_t> person = {};
    std::string status = "given", reason = {};
  };

  void person(std::size_t i) {
    const CorpusShapes& found = group_.found;
    curve({.curve = "person", .person = i}, found.curves[i]);
    for (std::size_t k = 0; k < found.pca.components.size(); ++k) {
      row({.curve = "score", .number = k + 1, .person = i}, {}, found.pca.scores[i][k]);
    }
  }
  void curve(const Head& head, const std::vector<double>& values) {
    for (std::size_t bin = 0; bin < values.size(); ++bin) row(head, bin, values[bin]);
  }
  void row(const Head& head, std::optional<std::size_t> bin, std::optional<double> value) {
    const CorpusShapes& found = group_.found;
    const auto person = head.person;
    const bool is_medoid =
        person && std::find(found.medoids.begin(), found.medoids.end(), *person) != found.medoids.end();
    table_.row({std::string(to_string(group_.perspective)), group_.target, std::string(to_string(group_.dimension)),
                group_.source, head.curve, head.number > 0 ? cell(std::uint64_t{head.number}) : Cell(),
                person ? Cell(group_.episodes[*person]) : Cell(), person ? Cell(group_.subjects[*person]) : Cell(),
                person ? cell(std::uint64_t{found.cluster[*person] + 1}) : Cell(),
                person ? Cell(std::string(is_medoid ? "yes" : "no")) : Cell(),
                bin ? cell(std::uint64_t{*bin + 1}) : Cell(), cell(value), cell(head.share), cell(head.p), head.status,
                head.reason});
  }

  TableWriter& table_;
  const ShapeGroup& group_;
};

void write_for_people(TableWriter& table, const ShapeGroup& group) {
  const CorpusShapes& found = group.found;
  table.line(fmt::format("{}, {}: {} curves{}", to_string(group.dimension), group.source, group.series.size(),
                         group.without_curve > 0
                             ? fmt::format(" ({} people in an episode have too few scores)", group.without_curve)
                             : std::string()));
  if (found.status != Status::given) {
    return table.line(fmt::format("  {}: {}\n", to_string(found.status), found.reason));
  }
  table.line(fmt::format("  mean         {}  p {:.3f}", sparkline(found.pca.mean), found.mean_p));
  for (std::size_t k = 0; k < found.pca.components.size(); ++k) {
    table.line(fmt::format("  component {}  {}  {:.0f} % of variance, p {:.3f}", k + 1,
                           sparkline(found.pca.components[k]),
                           100 * found.pca.variances[k] / found.pca.total_variance(), found.component_p[k]));
  }
  for (std::size_t c = 0; c < found.medoids.size(); ++c) {
    const std::size_t medoid = found.medoids[c];
    table.line(fmt::format("  kind {}       {}  {} curves, such as {} in {}", c + 1, sparkline(found.curves[medoid]),
                           std::count(found.cluster.begin(), found.cluster.end(), c), group.subjects[medoid],
                           group.episodes[medoid]));
  }
  table.line(fmt::format("  {}: silhouette of {} clusters {:.2f}, p {:.3f} against one normal cloud of curves\n",
                         found.medoids.empty() ? "no kinds" : "kinds", found.best_clusters, found.silhouette,
                         found.cluster_p));
}

}  // namespace

std::vector<std::string> shape_columns(Form form) {
  if (form == Form::terminal) return {};
  return {"perspective", "target", "dimension", "source", "curve", "number", "episode", "subject",
          "cluster",     "medoid", "bin",       "value",  "share", "p",      "status",  "reason"};
}

void write_shapes(TableWriter& table, const std::vector<ShapeGroup>& groups) {
  for (const ShapeGroup& group : groups) {
    if (table.form() == Form::terminal) {
      write_for_people(table, group);
    } else {
      LongRows(table, group).write();
    }
  }
}

}  // namespace affect::cli
