/// Nets of ONNX files.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include <openvino/core/model.hpp>

#include "model/graph/input_rules.h"

namespace affect::model {

struct OnnxNet {
  std::shared_ptr<ov::Model> model{};  ///< inputs and outputs are f32 or i64
  InputRules rules{};
  std::vector<std::string> outputs{};
};

OnnxNet read_onnx(const std::string& path);

}  // namespace affect::model
