#include "model/encoder/packed_weights.h"

#include <vector>

namespace affect::model {

std::optional<Weight> PackedWeights::find(std::string_view name) const {
  const auto found = file_->tensors().find(name);
  if (found == file_->tensors().end()) return std::nullopt;
  auto values = std::make_shared<const std::vector<float>>(file_->floats(name));
  return Weight{found->second.shape, *values, values};
}

}  // namespace affect::model
