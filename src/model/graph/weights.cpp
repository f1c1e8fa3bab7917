#include "affect/model/graph/weights.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <utility>

#include <fmt/format.h>
#include <sys/stat.h>

#include "affect/error.h"

namespace affect::model {
namespace {

float widened_half(std::uint16_t bits) {
  const std::uint32_t sign = (bits & 0x8000u) << 16, exponent = (bits >> 10) & 31u, fraction = bits & 0x3ffu;
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7f800000u | (fraction << 13));
  if (exponent != 0) return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (fraction << 13));
  // Below the smallest normal number: a multiple of 2^-24.
  const float value = static_cast<float>(fraction) * 0x1p-24F;
  return sign == 0 ? value : -value;
}

constexpr float kLargestByte = 127;

std::vector<float> scaled(const Safetensors& file, const std::string& name) {
  const auto bytes = file.bytes(name);
  const auto scales = file.floats(name + std::string(kScales));
  const auto& shape = file.tensor(name).shape;
  if (shape.empty() || scales.size() != shape[0]) {
    throw ModelError(fmt::format("the tensor \"{}\" has {} scales, one a row is needed", name, scales.size()),
                     {file.name(), 0, 0}, {});
  }
  std::vector<float> wide(bytes.size());
  const std::size_t width = scales.empty() ? 0 : bytes.size() / scales.size();
  for (std::size_t i = 0; i < wide.size(); ++i) wide[i] = static_cast<float>(bytes[i]) * scales[i / width];
  return wide;
}

}  // namespace

void add_in_8_bits(SafetensorsWriter& writer, const std::string& name, std::span<const float> values,
                   const std::vector<std::size_t>& shape) {
  const std::size_t rows = shape.at(0), width = rows == 0 ? 0 : values.size() / rows;
  std::vector<std::int8_t> bytes(values.size());
  std::vector<float> scales(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const auto part = values.subspan(row * width, width);
    float largest = 0;
    for (const float value : part) largest = std::max(largest, std::abs(value));
    scales[row] = largest / kLargestByte;
    if (largest == 0) continue;
    for (std::size_t i = 0; i < width; ++i)
      bytes[row * width + i] = static_cast<std::int8_t>(std::lround(part[i] / scales[row]));
  }
  writer.add(name, bytes, shape);
  writer.add(name + std::string(kScales), scales, {rows});
}

std::optional<Weight> StackedWeights::find(std::string_view name) const {
  for (const auto& source : sources_) {
    if (auto found = source->find(name)) return found;
  }
  return std::nullopt;
}

std::string StackedWeights::source() const {
  std::vector<std::string> names;
  for (const auto& source : sources_) names.push_back(source->source());
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string StackedWeights::fingerprint() const {
  std::string all;
  for (const auto& source : sources_) {
    const std::string one = source->fingerprint();
    if (one.empty()) return {};
    all += one + "\n";
  }
  return all;
}

SafetensorsWeights::SafetensorsWeights(std::shared_ptr<const Safetensors> file, std::string prefix)
    : file_(std::move(file)), prefix_(std::move(prefix)) {}

std::optional<Weight> SafetensorsWeights::find(std::string_view name) const {
  const std::string full = prefix_ + std::string(name);
  if (!file_->has(full)) return std::nullopt;
  const Tensor& tensor = file_->tensor(full);
  Weight weight{tensor.shape, {}, file_};
  if (tensor.type == Tensor::Type::float32) {
    weight.values = file_->floats(full);
    return weight;
  }
  if (tensor.type == Tensor::Type::int8 && file_->has(full + std::string(kScales))) {
    const auto wide = std::make_shared<const std::vector<float>>(scaled(*file_, full));
    weight.values = *wide;
    weight.owner = wide;
    return weight;
  }
  if (tensor.type != Tensor::Type::float16 && tensor.type != Tensor::Type::bfloat16) {
    throw ModelError(
        fmt::format("the tensor \"{}\" holds no numbers (F32, F16, BF16, I8 with \"{}{}\")", full, full, kScales),
        {file_->name(), 0, 0}, {});
  }
  const auto wide = std::make_shared<std::vector<float>>(tensor.bytes.size() / sizeof(std::uint16_t));
  for (std::size_t i = 0; i < wide->size(); ++i) {
    std::uint16_t bits = 0;
    std::memcpy(&bits, tensor.bytes.data() + i * sizeof(bits), sizeof(bits));
    (*wide)[i] =
        tensor.type == Tensor::Type::float16 ? widened_half(bits) : std::bit_cast<float>(std::uint32_t{bits} << 16);
  }
  weight.values = *wide;
  weight.owner = wide;
  return weight;
}

std::string SafetensorsWeights::fingerprint() const {
  const std::string file = file_fingerprint(file_->name());
  return file.empty() ? file : fmt::format("{} {}", file, prefix_);
}

std::string file_fingerprint(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return {};
  return fmt::format("{} {} {}.{}", path, about.st_size, about.st_mtim.tv_sec, about.st_mtim.tv_nsec);
}

}  // namespace affect::model
