// Any bytes as a trained net of texts: refused with ModelError, or every head is whole and every weight can be read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "affect/error.h"
#include "affect/model/graph/text_net_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto* first = reinterpret_cast<const std::byte*>(data);
  const std::vector<std::byte> bytes(first, first + size);
  try {
    const auto safetensors = affect::model::Safetensors::of(bytes, "fuzz");
    const affect::model::SafetensorsWeights weights(safetensors);
    for (const auto& [name, tensor] : safetensors->tensors()) {
      try {
        const auto weight = weights.find(name);
        std::size_t count = 1;
        for (const std::size_t one : weight->shape) count *= one;
        if (weight->values.size() != count) std::abort();
      } catch (const affect::ModelError&) {  // bytes without scales
      }
    }
    const auto file = affect::model::TextNetFile::of(safetensors);
    for (const auto& head : file.heads()) {
      if (head.slope.size() != head.labels.size() || head.threshold.size() != head.labels.size()) std::abort();
    }
  } catch (const affect::ModelError&) {
  }
  return 0;
}
