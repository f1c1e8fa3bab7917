#include "affect/measure/classification.h"

#include <cassert>

namespace affect::measure {
namespace {

double ratio(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

ConfusionMatrix::ConfusionMatrix(std::size_t classes) : classes_(classes), cells_(classes * classes) {}

ConfusionMatrix::ConfusionMatrix(std::span<const int> truth, std::span<const int> predicted, std::size_t classes)
    : ConfusionMatrix(classes) {
  assert(truth.size() == predicted.size());
  for (std::size_t i = 0; i < truth.size(); ++i) add(truth[i], predicted[i]);
}

void ConfusionMatrix::add(int truth, int predicted) {
  if (truth == kMissingClass || predicted == kMissingClass) {
    ++masked_;
    return;
  }
  const auto row = static_cast<std::size_t>(truth);
  const auto column = static_cast<std::size_t>(predicted);
  assert(row < classes_ && column < classes_);
  ++cells_[row * classes_ + column];
  ++rows_;
}

std::size_t ConfusionMatrix::count(std::size_t truth, std::size_t predicted) const {
  assert(truth < classes_ && predicted < classes_);
  return cells_[truth * classes_ + predicted];
}

std::vector<ClassCounts> ConfusionMatrix::counts() const {
  std::vector<ClassCounts> result(classes_);
  for (std::size_t t = 0; t < classes_; ++t) {
    for (std::size_t p = 0; p < classes_; ++p) {
      const std::size_t n = cells_[t * classes_ + p];
      if (t == p) {
        result[t].true_positives += n;
      } else {
        result[t].false_negatives += n;
        result[p].false_positives += n;
      }
    }
  }
  return result;
}

double precision(const ClassCounts& c) { return ratio(c.true_positives, c.true_positives + c.false_positives); }

double recall(const ClassCounts& c) { return ratio(c.true_positives, c.support()); }

double f1(const ClassCounts& c) {
  return ratio(2 * c.true_positives, 2 * c.true_positives + c.false_positives + c.false_negatives);
}

std::optional<double> accuracy(const ConfusionMatrix& matrix) {
  if (matrix.rows() == 0) return std::nullopt;
  std::size_t right = 0;
  for (std::size_t c = 0; c < matrix.classes(); ++c) right += matrix.count(c, c);
  return ratio(right, matrix.rows());
}

std::optional<double> unweighted_average_recall(std::span<const ClassCounts> classes) {
  double sum = 0;
  std::size_t supported = 0;
  for (const ClassCounts& c : classes) {
    if (c.support() == 0) continue;
    sum += recall(c);
    ++supported;
  }
  return supported == 0 ? std::nullopt : std::optional{sum / static_cast<double>(supported)};
}

std::optional<double> macro_f1(std::span<const ClassCounts> classes, AbsentClass absent) {
  double sum = 0;
  std::size_t seen = 0;
  for (const ClassCounts& c : classes) {
    sum += f1(c);
    if (c.seen()) ++seen;
  }
  if (seen == 0) return std::nullopt;
  return sum / static_cast<double>(absent == AbsentClass::zero ? classes.size() : seen);
}

std::optional<double> micro_f1(std::span<const ClassCounts> classes) {
  ClassCounts total;
  for (const ClassCounts& c : classes) {
    total.true_positives += c.true_positives;
    total.false_positives += c.false_positives;
    total.false_negatives += c.false_negatives;
  }
  return total.seen() ? std::optional{f1(total)} : std::nullopt;
}

std::optional<double> weighted_f1(std::span<const ClassCounts> classes) {
  double sum = 0;
  std::size_t support = 0;
  for (const ClassCounts& c : classes) {
    sum += f1(c) * static_cast<double>(c.support());
    support += c.support();
  }
  return support == 0 ? std::nullopt : std::optional{sum / static_cast<double>(support)};
}

}  // namespace affect::measure
