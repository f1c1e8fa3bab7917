// Any bytes as a model file: refused with ModelError, or every tensor lies within them and no two overlap.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "affect/error.h"
#include "affect/model/store/safetensors.h"

namespace {

using affect::model::Safetensors;
using affect::model::Tensor;

void require(bool holds) {
  if (!holds) std::abort();
}

std::size_t size_of(Tensor::Type type) {
  switch (type) {
    case Tensor::Type::int8:
      return 1;
    case Tensor::Type::int64:
      return 8;
    case Tensor::Type::float16:
    case Tensor::Type::bfloat16:
      return 2;
    default:
      return 4;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Its own memory: aligned as a mapped file is, and of exactly this size.
  const auto* first = reinterpret_cast<const std::byte*>(data);
  const std::vector<std::byte> bytes(first, first + size);
  try {
    const auto file = Safetensors::of(bytes, "fuzz");
    std::vector<int> owners(size);
    for (const auto& [name, tensor] : file->tensors()) {
      std::size_t count = size_of(tensor.type);
      for (const std::size_t one : tensor.shape) count *= one;
      require(count == tensor.bytes.size());
      for (const std::byte& byte : tensor.bytes) {
        require(&byte >= bytes.data() && &byte < bytes.data() + size);
        require(++owners[static_cast<std::size_t>(&byte - bytes.data())] == 1);
      }
      require(file->has(name));
      if (tensor.type == Tensor::Type::int8) {
        require(file->bytes(name).size() == count);
      } else if (tensor.type == Tensor::Type::int64) {
        require(file->integers(name).size() == count / sizeof(std::int64_t));
      } else if (tensor.type == Tensor::Type::float32) {
        require(file->floats(name).size() == count / sizeof(float));
      }
    }
  } catch (const affect::ModelError&) {
  }
  return 0;
}
