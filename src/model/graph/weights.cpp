#include "affect/model/graph/weights.h"

#include <bit>
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

}  // namespace

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
  if (tensor.type != Tensor::Type::float16 && tensor.type != Tensor::Type::bfloat16) {
    throw ModelError(fmt::format("the tensor \"{}\" holds no numbers (F32, F16, BF16)", full), {file_->name(), 0, 0},
                     {});
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
