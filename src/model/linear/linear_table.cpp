#include "affect/model/linear/linear_table.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include <fmt/format.h>

#include "affect/error.h"

namespace affect::model {
namespace {

constexpr std::array<std::size_t, 4> kRowSizes{8, 16, 32, 64};
/// As many rows as can be added in 16 bits: 258 x 127 < 2^15.
constexpr std::size_t kRowsInShort = 256;
constexpr unsigned kHashBits = 32;

std::vector<std::string> words_of(std::string_view list) {
  std::vector<std::string> words;
  while (!list.empty()) {
    const auto end = std::min(list.find(' '), list.size());
    words.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return words;
}

}  // namespace

double LinearSums::norm() const {
  return squares == 0 ? 1 : std::sqrt(static_cast<double>(squares)) * LinearTable::kFrequencyStep;
}

std::size_t LinearTable::row_size(std::size_t heads) {
  const auto fits = std::find_if(kRowSizes.begin(), kRowSizes.end(), [&](std::size_t size) { return heads < size; });
  return fits == kRowSizes.end() ? 0 : *fits;
}

LinearTable::LinearTable(std::shared_ptr<const Safetensors> file, const std::string& name)
    : file_(std::move(file)),
      heads_(words_of(file_->metadata(name + "/heads"))),
      rows_(file_->bytes(name + "/rows")),
      step_(file_->floats(name + "/step")),
      bias_(file_->floats(name + "/bias")),
      row_size_(row_size(heads_.size())) {
  const auto& shape = file_->tensor(name + "/rows").shape;
  const bool whole = shape.size() == 2 && !heads_.empty() && row_size_ != 0 && shape[1] == row_size_ && shape[0] >= 2 &&
                     std::has_single_bit(shape[0]) && step_.size() == heads_.size() && bias_.size() == heads_.size();
  const auto bits = whole ? static_cast<unsigned>(std::countr_zero(shape[0])) : 0;
  if (!whole || bits > kHashBits) {
    throw ModelError(fmt::format("\"{}\" is no table of linear models", name), {file_->name(), 0, 0},
                     "build it again with this version");
  }
  shift_ = kHashBits - bits;
  if (file_->has(name + "/negation")) negation_ = static_cast<double>(file_->floats(name + "/negation").front());
}

std::size_t LinearTable::head(std::string_view name) const {
  const auto found = std::find(heads_.begin(), heads_.end(), name);
  if (found == heads_.end()) {
    throw ModelError(fmt::format("there is no head \"{}\"", name), {file_->name(), 0, 0},
                     "build it again with this version");
  }
  return static_cast<std::size_t>(found - heads_.begin());
}

std::vector<std::uint8_t> LinearTable::frequencies() const {
  std::vector<std::uint8_t> steps;
  steps.reserve(rows_.size() / row_size_);
  for (std::size_t at = 0; at < rows_.size(); at += row_size_) steps.push_back(static_cast<std::uint8_t>(rows_[at]));
  return steps;
}

template <std::size_t Size>
void LinearTable::sum_rows(std::span<const std::uint32_t> hashes, LinearSums& sums) const {
  while (!hashes.empty()) {
    const auto part = hashes.first(std::min(hashes.size(), kRowsInShort));
    std::array<std::int16_t, Size> total{};
    for (const std::uint32_t hash : part) {
      const std::int8_t* const bytes = row(hash);
      const auto frequency = static_cast<std::uint8_t>(bytes[0]);
      sums.squares += static_cast<std::uint64_t>(frequency) * frequency;
      sums.known += frequency != 0;
      for (std::size_t i = 0; i < Size; ++i) total[i] = static_cast<std::int16_t>(total[i] + bytes[i]);
    }
    for (std::size_t i = 1; i < Size; ++i) sums.heads[i] += total[i];
    hashes = hashes.subspan(part.size());
  }
}

void LinearTable::sum(std::span<const std::uint32_t> hashes, LinearSums& sums) const {
  sums.features += hashes.size();
  switch (row_size_) {
    case 8:
      return sum_rows<8>(hashes, sums);
    case 16:
      return sum_rows<16>(hashes, sums);
    case 32:
      return sum_rows<32>(hashes, sums);
    default:
      return sum_rows<64>(hashes, sums);
  }
}

std::int64_t LinearTable::sum_of(std::span<const std::uint32_t> hashes, std::size_t head) const {
  std::int64_t total = 0;
  for (const std::uint32_t hash : hashes) total += row(hash)[1 + head];
  return total;
}

}  // namespace affect::model
