#include "affect/learn/linear/feature_rows.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>

#include "affect/model/linear/linear_table.h"

namespace affect::learn::linear {
namespace {

constexpr unsigned kHashBits = 32;
constexpr double kMaxStep = 255;

}  // namespace

BucketFrequencies::BucketFrequencies(unsigned bits)
    : bits_(bits), texts_with_(std::size_t{1} << bits), last_(std::size_t{1} << bits) {}

void BucketFrequencies::count(std::string_view text) {
  ngrams_.read(text);
  ++texts_;
  for (const auto& hashes : {ngrams_.words(), ngrams_.characters()}) {
    for (const std::uint32_t hash : hashes) {
      const auto bucket = hash >> (kHashBits - bits_);
      if (last_[bucket] == texts_) continue;
      last_[bucket] = texts_;
      ++texts_with_[bucket];
    }
  }
}

std::vector<std::uint8_t> BucketFrequencies::steps() const {
  std::vector<std::uint8_t> steps(texts_with_.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (texts_with_[i] == 0) continue;
    const double frequency = std::log((1.0 + texts_) / (1.0 + texts_with_[i])) + 1;
    steps[i] =
        static_cast<std::uint8_t>(std::min(std::round(frequency / model::LinearTable::kFrequencyStep), kMaxStep));
  }
  return steps;
}

FeatureRows::FeatureRows(std::vector<std::uint8_t> steps, std::size_t dense, double negation)
    : steps_(std::move(steps)),
      shift_(kHashBits - static_cast<unsigned>(std::countr_zero(steps_.size()))),
      dense_(dense),
      negation_(negation),
      values_(steps_.size()),
      open_(steps_.size()) {
  assert(std::has_single_bit(steps_.size()));
}

void FeatureRows::add_block(std::span<const std::uint32_t> hashes, std::span<const std::uint32_t> negated) {
  double squares = 0;
  for (const std::uint32_t hash : hashes) {
    const double frequency = steps_[hash >> shift_] * model::LinearTable::kFrequencyStep;
    squares += frequency * frequency;
  }
  const double norm = squares > 0 ? std::sqrt(squares) : 1;
  const auto count = [&](std::uint32_t hash, double times) {
    const auto bucket = hash >> shift_;
    if (steps_[bucket] == 0) return;
    if (open_[bucket] == 0) touched_.push_back(bucket);
    open_[bucket] = 1;
    values_[bucket] += times * steps_[bucket] * model::LinearTable::kFrequencyStep / norm;
  };
  for (const std::uint32_t hash : hashes) count(hash, 1);
  for (const std::uint32_t hash : negated) count(hash, negation_ - 1);
}

void FeatureRows::add(std::string_view text, std::span<const double> dense) {
  assert(dense.size() == dense_);
  ngrams_.read(text);
  add_block(ngrams_.words(), ngrams_.negated_words());
  add_block(ngrams_.characters(), ngrams_.negated_characters());
  std::sort(touched_.begin(), touched_.end());
  for (const std::uint32_t bucket : touched_) {
    if (values_[bucket] != 0) entries_.push_back({bucket, static_cast<float>(values_[bucket])});
    values_[bucket] = 0;
    open_[bucket] = 0;
  }
  touched_.clear();
  for (std::size_t i = 0; i < dense.size(); ++i) {
    if (dense[i] == 0) continue;
    entries_.push_back({static_cast<std::uint32_t>(steps_.size() + i), static_cast<float>(dense[i])});
  }
  begin_.push_back(entries_.size());
  tokens_.push_back(static_cast<std::uint32_t>(ngrams_.tokens().size()));
}

double LinearSolution::score(std::span<const FeatureRows::Entry> row) const {
  double sum = bias;
  for (const auto& [column, value] : row) sum += static_cast<double>(weights[column]) * static_cast<double>(value);
  return sum;
}

}  // namespace affect::learn::linear
