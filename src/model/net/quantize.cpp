// Linear layers in 8 bits: weights by rows and symmetric, inputs by one range a layer.
#include <algorithm>
#include <cmath>
#include <cstdint>

#include <openvino/op/convert.hpp>
#include <openvino/op/fake_quantize.hpp>
#include <openvino/op/multiply.hpp>

#include "model/net/conversion.h"

namespace affect::model {

Converted quantized_weight(const Weight& weight) {
  const std::size_t rows = weight.shape[0], width = weight.shape[1];
  std::vector<float> steps(rows);
  std::vector<std::int8_t> steps_of(weight.values.size());
  for (std::size_t r = 0; r < rows; ++r) {
    const auto row = weight.values.subspan(r * width, width);
    float largest = 0;
    for (const float value : row) largest = std::max(largest, std::abs(value));
    steps[r] = largest > 0 ? largest / 127 : 1;
    for (std::size_t i = 0; i < width; ++i)
      steps_of[r * width + i] = static_cast<std::int8_t>(std::lround(row[i] / steps[r]));
  }
  const auto packed = ov::op::v0::Constant::create(ov::element::i8, ov::Shape{rows, width}, steps_of);
  const auto wide = std::make_shared<ov::op::v0::Convert>(packed, ov::element::f32);
  const auto step = ov::op::v0::Constant::create(ov::element::f32, ov::Shape{rows, 1}, steps);
  return std::make_shared<ov::op::v1::Multiply>(wide, step);
}

Converted quantized_input(const Converted& x, const ActivationRange& range) {
  // Zero must be one of the 256 values: padding and ReLU give it exactly.
  const float low = std::min(range.low, 0.0F), high = std::max({range.high, 0.0F, low + 1e-6F});
  const float step = (high - low) / 255;
  const float zero = std::round(-low / step);
  const auto from = real(-zero * step), to = real((255 - zero) * step);
  return std::make_shared<ov::op::v0::FakeQuantize>(x, from, to, from, to, 256);
}

}  // namespace affect::model
