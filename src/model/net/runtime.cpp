#include "model/net/runtime.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>
#include <openvino/runtime/properties.hpp>

#include "affect/error.h"

namespace affect::model {
namespace {

/// Inputs are quantised by groups of so many values while they run, where the processor can.
constexpr std::uint64_t kQuantizationGroup = 128;

bool has_bf16(ov::Core& core) {
  const auto capabilities = core.get_property("CPU", ov::device::capabilities);
  return std::find(capabilities.begin(), capabilities.end(), ov::device::capability::BF16) != capabilities.end();
}

}  // namespace

ov::AnyMap settings_of(const NetOptions& options, ov::Core& core) {
  const bool bf16 = options.precision != Precision::f32 && has_bf16(core);
  ov::AnyMap settings{ov::inference_num_threads(options.threads), ov::num_streams(1),
                      ov::hint::enable_cpu_pinning(false),
                      ov::hint::performance_mode(ov::hint::PerformanceMode::LATENCY),
                      ov::hint::inference_precision(bf16 ? ov::element::bf16 : ov::element::f32)};
  // Attention that is fused into one kernel gives wrong numbers when shapes change between calls (OpenVINO 2026.4.1, no
  // mask; the test of operations shows it). Apart its parts are as fast.
  settings["SNIPPETS_MODE"] = std::string("DISABLE");
  const bool dynamic = options.precision == Precision::int8 && options.ranges == nullptr;
  settings.insert(ov::hint::dynamic_quantization_group_size(dynamic ? kQuantizationGroup : 0));
  return settings;
}

Precision precision_of(const ov::CompiledModel& compiled) {
  const auto text = [](const std::shared_ptr<const ov::Node>& node, const char* key) {
    const auto& about = node->get_rt_info();
    const auto found = about.find(key);
    return found == about.end() ? std::string() : found->second.as<std::string>();
  };
  for (const auto& node : compiled.get_runtime_model()->get_ops()) {
    const std::string kind = text(node, "layerType"), in = text(node, "runtimePrecision");
    if (kind == "FullyConnected" && (in == "i8" || in == "u8")) return Precision::int8;
  }
  return compiled.get_property(ov::hint::inference_precision) == ov::element::bf16 ? Precision::bf16 : Precision::f32;
}

RequestPool::Loan::Loan(RequestPool& pool) : pool_(pool) {
  const std::lock_guard lock(pool.mutex_);
  if (pool.idle_.empty()) {
    request = pool.compiled_.create_infer_request();
  } else {
    request = std::move(pool.idle_.back());
    pool.idle_.pop_back();
  }
}

RequestPool::Loan::~Loan() {
  const std::lock_guard lock(pool_.mutex_);
  pool_.idle_.push_back(std::move(request));
}

ov::Tensor tensor_over(const Array& array) {
  const ov::Shape shape(array.shape);
  return array.element() == Element::f32
             ? ov::Tensor(ov::element::f32, shape, static_cast<const void*>(array.reals().data()))
             : ov::Tensor(ov::element::i64, shape, static_cast<const void*>(array.integers().data()));
}

Array array_of(const ov::Tensor& tensor) {
  const ov::Shape& shape = tensor.get_shape();
  Array array{{shape.begin(), shape.end()}, {}};
  if (tensor.get_element_type() == ov::element::f32) {
    const auto* values = tensor.data<const float>();
    array.values = std::vector<float>(values, values + tensor.get_size());
  } else {
    const auto* values = tensor.data<const std::int64_t>();
    array.values = std::vector<std::int64_t>(values, values + tensor.get_size());
  }
  return array;
}

}  // namespace affect::model
