/// Linear models over hashed features, many at once: a row of signed bytes a bucket, one byte a head.
///
///   const LinearTable table(file, "en");
///   LinearSums sums;
///   table.sum(block_of_word_hashes, sums);        // and for another block of features
///   double score = table.bias(h) + table.step(h) * sums.of(h) / sums.norm();
///
/// A feature's value is its inverse document frequency over the root of the sum of the squares of those of its block
/// (TF-IDF with linear counts, each occurrence by itself, so that a score is a sum over places of the text). The row
/// holds the weight times that frequency; its first byte is the frequency in steps of 1/16. Whatever was never seen in
/// training has a row of zeros, and a frequency of 0: it counts for nothing, and `known` says how much was seen.
///
/// Errors: ModelError where the file does not hold such a table. Thread-safety: immutable; LinearSums is scratch
/// memory, one thread each.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "affect/model/store/safetensors.h"

namespace affect::model {

/// What one block of features adds up to.
struct LinearSums {
  static constexpr std::size_t kMaxHeads = 63;
  std::array<std::int64_t, kMaxHeads + 1> heads{};  ///< [1 + head]; [0] is not used
  std::uint64_t squares = 0;                        ///< of frequencies, in steps of 1/256
  std::size_t features = 0, known = 0;

  double norm() const;  ///< root of the sum of squared frequencies; 1 where nothing is known
};

class LinearTable {
 public:
  static constexpr double kFrequencyStep = 1.0 / 16;
  /// Bytes of a row of so many heads: the smallest of 8, 16, 32 and 64 that holds them and the frequency.
  static std::size_t row_size(std::size_t heads);

  /// Reads the tensors "<name>/rows", "<name>/step", "<name>/bias" and, where there is one, "<name>/negation", and the
  /// metadata "<name>/heads" of the file.
  LinearTable(std::shared_ptr<const Safetensors> file, const std::string& name);

  const std::vector<std::string>& heads() const { return heads_; }
  std::size_t head(std::string_view name) const;  ///< throws ModelError where there is none
  double step(std::size_t head) const { return step_[head]; }
  double bias(std::size_t head) const { return bias_[head]; }
  /// How often a negated feature counts: 1, or below 0 as its contrary.
  double negation() const { return negation_; }
  const Safetensors& file() const { return *file_; }
  /// Of each row, in steps of kFrequencyStep.
  std::vector<std::uint8_t> frequencies() const;

  /// Adds the features with these hashes.
  void sum(std::span<const std::uint32_t> hashes, LinearSums& sums) const;
  /// What these features add for one head, before it is divided by the norm.
  std::int64_t sum_of(std::span<const std::uint32_t> hashes, std::size_t head) const;

 private:
  template <std::size_t Size>
  void sum_rows(std::span<const std::uint32_t> hashes, LinearSums& sums) const;
  const std::int8_t* row(std::uint32_t hash) const { return rows_.data() + (hash >> shift_) * row_size_; }

  std::shared_ptr<const Safetensors> file_;
  std::vector<std::string> heads_;
  std::span<const std::int8_t> rows_;
  std::span<const float> step_, bias_;
  double negation_ = 1;
  std::size_t row_size_ = 0;
  unsigned shift_ = 0;
};

}  // namespace affect::model
