#include "model/net/onnx.h"

#include <openvino/core/preprocess/pre_post_process.hpp>
#include <openvino/frontend/manager.hpp>
#include <openvino/op/constant.hpp>
#include <openvino/op/convert.hpp>
#include <openvino/op/gather.hpp>
#include <openvino/op/parameter.hpp>

namespace affect::model {
namespace {

ov::element::Type plain(const ov::element::Type& type) { return type.is_real() ? ov::element::f32 : ov::element::i64; }

std::shared_ptr<ov::op::v0::Parameter> parameter_behind(ov::Output<ov::Node> value) {
  while (const auto cast = std::dynamic_pointer_cast<ov::op::v0::Convert>(value.get_node_shared_ptr()))
    value = cast->input_value(0);
  return std::dynamic_pointer_cast<ov::op::v0::Parameter>(value.get_node_shared_ptr());
}

/// A table of known height that an input indexes.
void add_onnx_index_rule(const std::shared_ptr<ov::Node>& node, InputRules& rules) {
  const auto gather = std::dynamic_pointer_cast<ov::op::util::GatherBase>(node);
  if (gather == nullptr) return;
  const auto axis = std::dynamic_pointer_cast<ov::op::v0::Constant>(gather->get_input_node_shared_ptr(2));
  const auto input = parameter_behind(gather->input_value(1));
  const auto& shape = gather->get_input_partial_shape(0);
  if (axis == nullptr || input == nullptr || shape.rank().is_dynamic()) return;
  const auto place = axis->cast_vector<std::int64_t>()[0];
  const auto& dim = shape[place < 0 ? place + shape.rank().get_length() : place];
  if (dim.is_static()) rules.inputs.at(input->output(0).get_any_name()).below.emplace_back(dim.get_length());
}

}  // namespace

OnnxNet read_onnx(const std::string& path) {
  // Not Core::read_model, which tries every reader and prints what each says of a damaged file.
  ov::frontend::FrontEndManager readers;
  const auto reader = readers.load_by_framework("onnx");
  OnnxNet net{reader->convert(reader->load(path)), {}, {}};
  for (const auto& input : net.model->inputs()) {
    InputRule rule{input.get_element_type().is_real() ? Element::f32 : Element::i64, {}};
    if (input.get_partial_shape().rank().is_dynamic()) {
      OPENVINO_THROW("input ", input.get_any_name(), " has no fixed number of axes");
    }
    for (const auto& dim : input.get_partial_shape())
      rule.shape.push_back(dim.is_dynamic() ? Dim() : Dim(dim.get_length()));
    net.rules.inputs.emplace(input.get_any_name(), std::move(rule));
  }
  for (const auto& node : net.model->get_ordered_ops()) add_onnx_index_rule(node, net.rules);
  for (const auto& output : net.model->outputs()) net.outputs.push_back(output.get_any_name());
  ov::preprocess::PrePostProcessor elements(net.model);
  for (std::size_t i = 0; i < net.model->inputs().size(); ++i) {
    elements.input(i).tensor().set_element_type(plain(net.model->input(i).get_element_type()));
  }
  for (std::size_t i = 0; i < net.outputs.size(); ++i) {
    elements.output(i).tensor().set_element_type(plain(net.model->output(i).get_element_type()));
  }
  net.model = elements.build();
  return net;
}

}  // namespace affect::model
