/// How well predicted classes match true ones. Equal to scikit-learn with zero_division=0.
///
///   const measure::ConfusionMatrix matrix(truth, predicted, 7);
///   const auto counts = matrix.counts();
///   measure::macro_f1(counts);
///   measure::weighted_f1(std::span(counts).subspan(1));  // without class 0, which still costs false
///   positives
///
/// Classes are numbers from 0. A row in which either side is kMissingClass is left out and counted; a model
/// that abstains and is to pay for it gets a class of its own. The mean measures are absent where nothing can
/// be averaged. Columns of different length and classes out of range are programmers' mistakes (asserted).
/// Thread-safety: values and pure functions.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace affect::measure {

inline constexpr int kMissingClass = -1;

/// One class against the rest.
struct ClassCounts {
  std::size_t true_positives = 0;
  std::size_t false_positives = 0;
  std::size_t false_negatives = 0;

  std::size_t support() const { return true_positives + false_negatives; }  ///< rows truly of the class
  bool seen() const { return true_positives + false_positives + false_negatives > 0; }
  bool operator==(const ClassCounts&) const = default;
};

class ConfusionMatrix {
 public:
  explicit ConfusionMatrix(std::size_t classes);
  ConfusionMatrix(std::span<const int> truth, std::span<const int> predicted, std::size_t classes);

  void add(int truth, int predicted);

  std::size_t classes() const { return classes_; }
  std::size_t rows() const { return rows_; }      ///< rows that count
  std::size_t masked() const { return masked_; }  ///< rows left out
  std::size_t count(std::size_t truth, std::size_t predicted) const;
  std::vector<ClassCounts> counts() const;  ///< by class

 private:
  std::size_t classes_;
  std::size_t rows_ = 0;
  std::size_t masked_ = 0;
  std::vector<std::size_t> cells_;  // by true class, then predicted
};

// Of one class: 0 where the denominator is 0.
double precision(const ClassCounts& counts);
double recall(const ClassCounts& counts);
double f1(const ClassCounts& counts);

/// What a class that is neither in the truth nor predicted does to a mean over classes.
enum class AbsentClass {
  left_out,  ///< scikit-learn's rule without `labels`
  zero,      ///< scikit-learn's rule with `labels`
};

/// Share of rows that are right. The "weighted accuracy" of EmotionLines (Chen et al. 2018) is the same
/// number.
std::optional<double> accuracy(const ConfusionMatrix& matrix);
/// Mean recall over the classes that the truth has: UAR, balanced accuracy, "unweighted accuracy".
std::optional<double> unweighted_average_recall(std::span<const ClassCounts> classes);
std::optional<double> macro_f1(std::span<const ClassCounts> classes, AbsentClass absent = AbsentClass::left_out);
/// F1 of the summed counts. Over all classes of a single-label task it is the accuracy.
std::optional<double> micro_f1(std::span<const ClassCounts> classes);
/// Mean F1 weighted by support.
std::optional<double> weighted_f1(std::span<const ClassCounts> classes);

}  // namespace affect::measure
