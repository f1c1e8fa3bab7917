// Convolution and pooling: a window that moves along axes.
#include <utility>

#include <fmt/format.h>

#include "affect/model/graph/graph.h"
#include "model/graph/sizes.h"

namespace affect::model {

Dim windows(const Dim& dim, std::int64_t kernel, std::int64_t stride, std::int64_t padding, std::int64_t dilation) {
  const std::int64_t lost = dilation * (kernel - 1) - 2 * padding;
  if (!dim.dynamic()) return dim.size < lost + 1 ? Dim(0) : Dim((dim.size - lost - 1) / stride + 1);
  if (lost == 0 && stride == 1) return dim;
  return fmt::format("({}{:+})/{}+1", dim.name, -lost - 1, stride);
}

Value Graph::conv1d(Value x, const std::string& name, std::int64_t out, std::int64_t kernel,
                    const ConvolutionOptions& options) {
  return convolve(x, name, out, 1, kernel, options);
}

Value Graph::conv2d(Value x, const std::string& name, std::int64_t out, std::int64_t kernel,
                    const ConvolutionOptions& options) {
  return convolve(x, name, out, 2, kernel, options);
}

Value Graph::convolve(Value x, const std::string& name, std::int64_t out, std::size_t spatial, std::int64_t kernel,
                      const ConvolutionOptions& options) {
  constexpr Op op = Op::convolution;
  expect_floats(op, name, x);
  Shape result = shape(x);
  const auto refuse = [&](const char* what) {
    fail(op, name, fmt::format("{} over {}: {}", kernel, to_string(shape(x)), what));
  };
  if (result.size() != 2 + spatial || result[1].dynamic())
    refuse("batch, a fixed number of channels and the axes of the kernel are needed");
  if (kernel < 1 || options.stride < 1 || options.padding < 0 || options.dilation < 1)
    refuse("kernel, stride or dilation below 1");
  if (options.groups < 1 || result[1].size % options.groups != 0 || out % options.groups != 0) {
    refuse("the channels are no multiple of the groups");
  }
  std::vector<std::int64_t> sizes{out, result[1].size / options.groups};
  result[1] = out;
  for (std::size_t i = 0; i < spatial; ++i) {
    sizes.push_back(kernel);
    result[2 + i] = windows(result[2 + i], kernel, options.stride, options.padding, options.dilation);
    if (result[2 + i].size == 0) refuse("the kernel is longer than what it moves over");
  }
  std::vector<Value> operands{x, weight(name + ".weight", std::move(sizes))};
  if (options.bias) operands.push_back(weight(name + ".bias", {out}));
  Attributes attributes;
  attributes.kernel.assign(spatial, kernel);
  attributes.stride.assign(spatial, options.stride);
  attributes.padding.assign(spatial, options.padding);
  attributes.dilation.assign(spatial, options.dilation);
  attributes.groups = options.groups;
  return append(op, name, std::move(operands), std::move(attributes), Element::f32, std::move(result));
}

Value Graph::max_pool(Value x, std::vector<std::int64_t> kernel, std::vector<std::int64_t> stride,
                      std::vector<std::int64_t> padding) {
  return pool(Op::max_pool, x, std::move(kernel), std::move(stride), std::move(padding));
}

Value Graph::mean_pool(Value x, std::vector<std::int64_t> kernel, std::vector<std::int64_t> stride,
                       std::vector<std::int64_t> padding) {
  return pool(Op::mean_pool, x, std::move(kernel), std::move(stride), std::move(padding));
}

Value Graph::pool(Op op, Value x, std::vector<std::int64_t> kernel, std::vector<std::int64_t> stride,
                  std::vector<std::int64_t> padding) {
  const std::string name = next_name(op);
  expect_floats(op, name, x);
  Shape result = shape(x);
  const auto refuse = [&](const char* what) { fail(op, name, fmt::format("over {}: {}", to_string(shape(x)), what)); };
  if (kernel.empty() || kernel.size() > 2 || result.size() != 2 + kernel.size())
    refuse("one or two axes after batch and channels are needed");
  if (stride.size() != kernel.size() || padding.size() != kernel.size())
    refuse("kernel, stride and padding have one size an axis");
  for (std::size_t i = 0; i < kernel.size(); ++i) {
    if (kernel[i] < 1 || stride[i] < 1 || padding[i] < 0 || padding[i] >= kernel[i])
      refuse("sizes of the window are out of range");
    result[2 + i] = windows(result[2 + i], kernel[i], stride[i], padding[i], 1);
    if (result[2 + i].size == 0) refuse("the kernel is longer than what it moves over");
  }
  Attributes attributes;
  attributes.kernel = std::move(kernel);
  attributes.stride = std::move(stride);
  attributes.padding = std::move(padding);
  return append(op, name, {x}, std::move(attributes), Element::f32, std::move(result));
}

Value Graph::masked_mean(Value x, Value mask) {
  const std::string name = next_name(Op::reduce_mean);
  const Shape values = shape(x);
  if (values.size() != 3 || shape(mask) != Shape{values[0], values[1]}) {
    fail(Op::reduce_mean, name, fmt::format("{} under the mask {}", to_string(values), to_string(shape(mask))));
  }
  const Value weights = reshape(mask, {0, 0, 1});
  return divide(sum(multiply(x, weights), {1}), maximum(sum(weights, {1}), constant(1e-9F)));
}

}  // namespace affect::model
