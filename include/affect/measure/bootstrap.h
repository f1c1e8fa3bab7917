/// Percentile bootstrap intervals (Efron 1979) of any measure, over rows or over whole groups of rows.
///
///   const auto people = measure::Groups::by(person_of_row);  // rows of one person are drawn together
///   const auto r = measure::bootstrap(people, measure::over_rows(measure::pearson, truth, predicted));
///   const auto gain = measure::bootstrap_difference(people, measure::over_rows(measure::pearson, truth,
///   ours),
///                                                   measure::over_rows(measure::pearson, truth, theirs));
///
/// Turns of a dialogue and essays of a person are not independent: draw dialogues and people, not rows
/// (cluster bootstrap, Davison and Hinkley 1997, section 3.8). The same seed gives the same interval.
/// Thread-safety: pure functions; a RowMetric is used by one thread at a time.
#pragma once
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace affect::measure {

struct Interval {
  double estimate = 0;  ///< of the data as they are
  double low = 0;
  double high = 0;

  bool operator==(const Interval&) const = default;
};

struct BootstrapOptions {
  double level = 0.95;  ///< share of the resampled values inside, in (0, 1)
  std::size_t resamples = 2000;
  std::uint64_t seed = 1;
};

/// Fewer groups than this cannot show how groups vary. Intervals from under about 30 are still too narrow.
inline constexpr std::size_t kMinimumGroups = 5;
/// Resamples in which the measure is not estimable are left out; with fewer than this share left there is no
/// interval.
inline constexpr double kMinimumEstimable = 0.9;

/// What is drawn: single rows, or all rows of a dialogue, a person, a document.
class Groups {
 public:
  static Groups each_row(std::size_t rows);
  /// Rows with equal keys form a group. Keys are anything that std::hash takes, one a row.
  template <class Keys>
  static Groups by(const Keys& keys) {
    std::unordered_map<typename Keys::value_type, std::size_t> number;
    std::vector<std::size_t> group_of_row;
    group_of_row.reserve(std::size(keys));
    for (const auto& key : keys) group_of_row.push_back(number.try_emplace(key, number.size()).first->second);
    return Groups(group_of_row, number.size());
  }

  std::size_t size() const { return begin_.size() - 1; }
  std::size_t rows() const { return rows_.size(); }
  std::span<const std::size_t> operator[](std::size_t group) const {
    return std::span(rows_).subspan(begin_[group], begin_[group + 1] - begin_[group]);
  }

 private:
  Groups(std::span<const std::size_t> group_of_row, std::size_t groups);

  std::vector<std::size_t> begin_;  // of each group in rows_, and its end
  std::vector<std::size_t> rows_;
};

/// A measure of the rows with these numbers (one may stand several times); absent or NaN where not estimable.
using RowMetric = std::function<std::optional<double>(std::span<const std::size_t> rows)>;

/// `metric(span, span)` of two columns as a RowMetric. The columns must outlive it.
template <class Metric, class Column>
RowMetric over_rows(Metric metric, const Column& truth, const Column& predicted) {
  using Value = typename Column::value_type;
  assert(truth.size() == predicted.size());
  return
      [metric, t = std::span<const Value>(truth), p = std::span<const Value>(predicted), drawn_t = std::vector<Value>(),
       drawn_p = std::vector<Value>()](std::span<const std::size_t> rows) mutable -> std::optional<double> {
        drawn_t.clear();
        drawn_p.clear();
        for (const std::size_t row : rows) {
          drawn_t.push_back(t[row]);
          drawn_p.push_back(p[row]);
        }
        return metric(std::span<const Value>(drawn_t), std::span<const Value>(drawn_p));
      };
}

/// Absent where the groups are too few or the measure is not estimable, on the data or on too many resamples.
std::optional<Interval> bootstrap(const Groups& groups, const RowMetric& metric, const BootstrapOptions& options = {});

/// Several measures of the same rows at once: as many values each time.
using RowMetrics = std::function<std::vector<std::optional<double>>(std::span<const std::size_t> rows)>;
/// The interval of each, all on the same resamples; each is what `bootstrap` gives it alone.
std::vector<std::optional<Interval>> bootstrap_all(const Groups& groups, const RowMetrics& metrics,
                                                   const BootstrapOptions& options = {});

/// The interval of `a` minus `b`, both on the same resamples. Zero outside of it: they differ.
std::optional<Interval> bootstrap_difference(const Groups& groups, const RowMetric& a, const RowMetric& b,
                                             const BootstrapOptions& options = {});

}  // namespace affect::measure
