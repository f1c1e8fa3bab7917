/// What a TrainableNet holds, for those who compute with libtorch.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "affect/learn/nets/trainable_net.h"
#include "learn/nets/libtorch.h"

namespace affect::learn::nets {

using Tensors = std::map<std::string, torch::Tensor>;

struct TrainableNet::Body {
  model::Graph graph;
  Tensors weights;  ///< by name; leaves, f32; statistics of batch norms ask for no gradient
  std::vector<std::string> fresh;

  /// The outputs of these names, with what autograd needs where gradients are on. While training, dropout acts and
  /// batch norms use, and take into their running statistics, the batch. f32, also under autocast. Throws InputError
  /// for an input that is missing and an output that is not there; what does not fit else is libtorch's c10::Error.
  Tensors forward(const Tensors& inputs, const std::vector<std::string>& outputs, bool training);
};

torch::Tensor tensor_of(const model::Array& array);  ///< a copy
model::Array array_of(const torch::Tensor& tensor);

}  // namespace affect::learn::nets
