/// Texts as rows of hashed, weighted features, and the linear models that liblinear finds for them.
///
///   BucketFrequencies frequencies(bits);
///   for (text : train) frequencies.count(text);
///   FeatureRows rows(frequencies.steps(), dense);
///   for (text : train) rows.add(text, {});
///   const auto solution = logistic(rows, members, labels, {.cost = 4});
///
/// Features, frequencies and norms are those of model/linear and perceive/text/ngrams.h, to the last digit. Dense
/// columns stand behind the buckets; they are the caller's, and scaled by the caller.
///
/// Fan et al. 2008 (LIBLINEAR; its primal solvers L2R_LR and L2R_L2LOSS_SVR: trust region Newton, no random numbers).
/// Thread-safety: building rows: one thread; training from rows that are whole: any number of threads.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "affect/perceive/text/ngrams.h"

namespace affect::learn::linear {

/// Inverse document frequencies ln((1 + texts) / (1 + texts with it)) + 1 of each bucket (those of scikit-learn's
/// TF-IDF), in steps of 1/16; 0 for a bucket that no text has.
class BucketFrequencies {
 public:
  explicit BucketFrequencies(unsigned bits);
  void count(std::string_view text);
  std::vector<std::uint8_t> steps() const;
  unsigned bits() const { return bits_; }

 private:
  unsigned bits_;
  std::uint32_t texts_ = 0;
  std::vector<std::uint32_t> texts_with_, last_;
  perceive::text::Ngrams ngrams_;
};

class FeatureRows {
 public:
  /// `steps`: of 2^bits buckets. `negation`: how often a negated word counts; below 0 it counts as its contrary.
  FeatureRows(std::vector<std::uint8_t> steps, std::size_t dense, double negation = 1);

  void add(std::string_view text, std::span<const double> dense);
  std::size_t size() const { return begin_.size() - 1; }
  std::size_t tokens(std::size_t index) const { return tokens_[index]; }  ///< of the text of a row
  std::size_t buckets() const { return steps_.size(); }
  std::size_t columns() const { return steps_.size() + dense_; }
  const std::vector<std::uint8_t>& steps() const { return steps_; }

  struct Entry {
    std::uint32_t column;
    float value;
  };
  std::span<const Entry> row(std::size_t index) const {
    return std::span(entries_).subspan(begin_[index], begin_[index + 1] - begin_[index]);
  }

 private:
  void add_block(std::span<const std::uint32_t> hashes, std::span<const std::uint32_t> negated);

  std::vector<std::uint8_t> steps_;
  unsigned shift_;
  std::size_t dense_;
  double negation_;
  std::vector<Entry> entries_;
  std::vector<std::size_t> begin_{0};
  std::vector<std::uint32_t> tokens_;
  std::vector<double> values_;  ///< a bucket's value in the row that is open
  std::vector<char> open_;      ///< whether a bucket is among `touched_`
  std::vector<std::uint32_t> touched_;
  perceive::text::Ngrams ngrams_;
};

struct LinearSolution {
  std::vector<float> weights;  ///< a column each
  double bias = 0;
  double score(std::span<const FeatureRows::Entry> row) const;
};

struct LinearTraining {
  double cost = 1;           ///< liblinear's C: 1 / (2 x the ridge)
  double insensitivity = 0;  ///< ridge only: errors below it cost nothing (0: squared error)
  double tolerance = 0.001;
};

/// Logistic regression of 0 and 1. `members`: rows to train on, each with its label. Where all labels are equal the
/// weights are 0 and the bias is that of the prior.
LinearSolution logistic(const FeatureRows& rows, std::span<const std::size_t> members, std::span<const char> labels,
                        const LinearTraining& training);
/// Ridge regression: squared loss; the mean of the targets is the bias.
LinearSolution ridge(const FeatureRows& rows, std::span<const std::size_t> members, std::span<const double> targets,
                     const LinearTraining& training);

}  // namespace affect::learn::linear
