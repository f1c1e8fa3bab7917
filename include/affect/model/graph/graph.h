/// A net, written once: a list of operations over named inputs and named weights. It computes nothing itself; Net
/// (affect/model/net/net.h) runs it.
///
///   Graph g("scorer");
///   auto x = g.input("features", Element::f32, {"batch", 40});
///   auto hidden = g.gelu(g.linear(x, "hidden", 64));     // weights "hidden.weight" [64, 40] and "hidden.bias" [64]
///   g.output("score", g.linear(hidden, "score", 1));
///
/// Every call works out the shape of what it gives. A weight may be used by several calls: its name is declared once.
/// Conventions are those of PyTorch: weights of linear are [out, in], those of convolutions [out, in / groups,
/// kernel...]; images are [batch, channels, height, width], sequences [batch, length, width] but for conv1d and
/// pooling, which take [batch, channels, length]. A negative axis counts from the end. Errors: ModelError with the net,
/// the node, the operation and the shapes where they do not fit. Thread-safety: build in one thread; const members may
/// be called by many.
#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "affect/model/graph/array.h"
#include "affect/model/graph/shape.h"

namespace affect::model {

enum class Op {
  input,
  weight,
  constant,
  linear,
  layer_norm,
  rms_norm,
  batch_norm,
  gelu,
  relu,
  tanh,
  sigmoid,
  silu,
  softplus,
  exp,
  log,
  sqrt,
  to_float,
  add,
  subtract,
  multiply,
  divide,
  maximum,
  minimum,
  matmul,
  attention,
  convolution,
  max_pool,
  mean_pool,
  gru,
  lstm,
  gather,
  iota,
  segment_sum,
  softmax,
  log_softmax,
  reduce_sum,
  reduce_mean,
  reduce_max,
  concat,
  slice,
  reshape,
  transpose,
  dropout,
};
std::string_view name_of(Op op);

/// A value of the graph that made it.
struct Value {
  std::size_t node = 0;
};

enum class Direction { forward, backward, both };

/// What an operation needs beside its operands; each reads only its own.
struct Attributes {
  std::vector<std::int64_t> axes;   ///< reductions, concat, softmax, gather, iota, slice: axes; transpose: the order
  std::vector<std::int64_t> sizes;  ///< reshape: sizes, 0 keeps and -1 fills; slice: start, stop
  std::vector<std::int64_t> kernel, stride, padding, dilation;  ///< convolution, pooling: one a spatial axis
  std::int64_t groups = 1;                                      ///< convolution
  std::int64_t heads = 1;                                       ///< attention
  std::int64_t hidden = 0;                                      ///< gru, lstm
  Direction direction = Direction::forward;                     ///< gru, lstm
  bool keep = false;                                            ///< reductions: the axis stays, with size 1
  bool masked = false;                                          ///< attention, gru, lstm: the last operand is a mask
  bool causal = false;                                          ///< attention
  double epsilon = 0;                                           ///< norms
  double rate = 0;                                              ///< dropout, while training
  std::vector<float> values;                                    ///< constant
};

struct Node {
  Op op = Op::input;
  std::string name;
  std::vector<Value> operands;  ///< weights among them
  Attributes attributes;
  Element element = Element::f32;
  Shape shape;
};

struct ConvolutionOptions {
  std::int64_t stride = 1, padding = 0, dilation = 1, groups = 1;
  bool bias = true;
};

class Graph {
 public:
  static constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();

  explicit Graph(std::string name) : name_(std::move(name)) {}

  /// @name Where values come from
  /// @{
  Value input(const std::string& name, Element element, Shape shape);
  Value weight(const std::string& name, std::vector<std::int64_t> shape);
  Value constant(std::vector<std::int64_t> shape, std::vector<float> values);
  Value constant(float value) { return constant({}, {value}); }
  /// 0, 1, 2, ... as many as x is long along the axis: i64, one dimension.
  Value iota(Value x, std::int64_t axis);
  void output(const std::string& name, Value x);
  /// @}

  /// @name Layers with weights of their own: "<name>.weight", "<name>.bias", ...
  /// @{
  /// Rows of the table "<name>.weight" [rows, width]: ids i64 [...] to [..., width].
  Value embedding(Value ids, const std::string& name, std::int64_t rows, std::int64_t width);
  /// [..., in] to [..., out].
  Value linear(Value x, const std::string& name, std::int64_t out, bool bias = true);
  /// Over the last axis (Ba, Kiros and Hinton 2016).
  Value layer_norm(Value x, const std::string& name, double epsilon = 1e-5);
  /// Over the last axis, no bias (Zhang and Sennrich 2019).
  Value rms_norm(Value x, const std::string& name, double epsilon = 1e-6);
  /// By the running statistics "running_mean" and "running_var" of each channel, axis 1 (Ioffe and Szegedy 2015).
  Value batch_norm(Value x, const std::string& name, double epsilon = 1e-5);
  /// [batch, channels, length].
  Value conv1d(Value x, const std::string& name, std::int64_t out, std::int64_t kernel,
               const ConvolutionOptions& options = {});
  /// [batch, channels, height, width], a square kernel.
  Value conv2d(Value x, const std::string& name, std::int64_t out, std::int64_t kernel,
               const ConvolutionOptions& options = {});
  /// Over time, [batch, length, width] to [batch, length, hidden], or 2 hidden for both directions: forward, then
  /// backward. Weights as PyTorch's, layer 0: "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", and with
  /// "_reverse" of the backward direction. With a mask [batch, length] of ones, then zeros (f32), a sequence ends where
  /// its ones end: the backward direction starts there, and what is given after it is 0. One direction alone has no
  /// suffix, also backward.
  Value gru(Value x, const std::string& name, std::int64_t hidden, Direction direction = Direction::forward);
  Value gru(Value x, Value mask, const std::string& name, std::int64_t hidden,
            Direction direction = Direction::forward);
  Value lstm(Value x, const std::string& name, std::int64_t hidden, Direction direction = Direction::forward);
  Value lstm(Value x, Value mask, const std::string& name, std::int64_t hidden,
             Direction direction = Direction::forward);
  /// @}

  /// @name One value at a time
  /// @{
  Value gelu(Value x) { return unary(Op::gelu, x); }  ///< exact, by the error function
  Value relu(Value x) { return unary(Op::relu, x); }
  Value tanh(Value x) { return unary(Op::tanh, x); }
  Value sigmoid(Value x) { return unary(Op::sigmoid, x); }
  Value silu(Value x) { return unary(Op::silu, x); }
  Value softplus(Value x) { return unary(Op::softplus, x); }
  Value exp(Value x) { return unary(Op::exp, x); }
  Value log(Value x) { return unary(Op::log, x); }
  Value sqrt(Value x) { return unary(Op::sqrt, x); }
  Value to_float(Value x);              ///< i64 to f32
  Value dropout(Value x, double rate);  ///< x itself but while training
  /// @}

  /// @name Two values, f32; sizes of 1 and missing leading axes are repeated
  /// @{
  Value add(Value a, Value b) { return binary(Op::add, a, b); }
  Value subtract(Value a, Value b) { return binary(Op::subtract, a, b); }
  Value multiply(Value a, Value b) { return binary(Op::multiply, a, b); }
  Value divide(Value a, Value b) { return binary(Op::divide, a, b); }
  Value maximum(Value a, Value b) { return binary(Op::maximum, a, b); }
  Value minimum(Value a, Value b) { return binary(Op::minimum, a, b); }
  /// [..., n, k] by [..., k, m]; leading axes are repeated as above.
  Value matmul(Value a, Value b);
  /// @}

  /// @name Attention (Vaswani et al. 2017)
  /// @{
  /// Of queries [batch, length, width] to keys [batch, others, width] and values [batch, others, width of values], the
  /// widths split among the heads. A mask [batch, others] (f32) has 1 where a key may be attended and 0 where not; a
  /// row without any 1 attends to all alike. Causal: no key after the query's own place.
  Value attention(Value query, Value key, Value value, std::int64_t heads, bool causal = false);
  Value attention(Value query, Value key, Value value, Value mask, std::int64_t heads, bool causal = false);
  /// @}

  /// @name Pooling over all axes after the second; the kernel has one size each, padding counts for nothing
  /// @{
  Value max_pool(Value x, std::vector<std::int64_t> kernel, std::vector<std::int64_t> stride,
                 std::vector<std::int64_t> padding);
  Value mean_pool(Value x, std::vector<std::int64_t> kernel, std::vector<std::int64_t> stride,
                  std::vector<std::int64_t> padding);
  /// Mean over time of [batch, length, width] where the mask [batch, length] (f32) is 1: [batch, width]; 0 where it
  /// never is.
  Value masked_mean(Value x, Value mask);
  /// @}

  /// @name By index, for graphs of nodes and edges too
  /// @{
  /// Slices of `data` along the axis, where `indices` (i64) says: its axes stand in place of that axis.
  Value gather(Value data, Value indices, std::int64_t axis = 0);
  /// Adds up rows by segment: values [edges, ...], segments i64 [edges]; row i of the result, as many as `like` has, is
  /// the sum of the rows whose segment is i.
  Value segment_sum(Value values, Value segments, Value like);
  Value segment_mean(Value values, Value segments, Value like);  ///< 0 for a segment without rows
  Value scatter_add(Value base, Value indices, Value values);    ///< base + segment_sum(values, indices, base)
  /// @}

  /// @name Along axes
  /// @{
  Value softmax(Value x, std::int64_t axis = -1);
  Value log_softmax(Value x, std::int64_t axis = -1);
  Value sum(Value x, std::vector<std::int64_t> axes, bool keep = false) {
    return reduce(Op::reduce_sum, x, std::move(axes), keep);
  }
  Value mean(Value x, std::vector<std::int64_t> axes, bool keep = false) {
    return reduce(Op::reduce_mean, x, std::move(axes), keep);
  }
  Value max(Value x, std::vector<std::int64_t> axes, bool keep = false) {
    return reduce(Op::reduce_max, x, std::move(axes), keep);
  }
  Value l2_normalize(Value x, double epsilon = 1e-12);  ///< last axis; divides by the norm, at least epsilon
  /// @}

  /// @name Arranging
  /// @{
  Value concat(const std::vector<Value>& parts, std::int64_t axis);
  /// From start to before stop; below 0 counts from the end, kEnd is the end.
  Value slice(Value x, std::int64_t axis, std::int64_t start, std::int64_t stop);
  /// A size of 0 keeps the one at that place, one -1 takes what is left.
  Value reshape(Value x, std::vector<std::int64_t> sizes);
  Value transpose(Value x, std::vector<std::int64_t> order);
  /// @}

  const std::string& name() const { return name_; }
  const std::vector<Node>& nodes() const { return nodes_; }  ///< each after its operands
  const Node& node(Value x) const { return nodes_[x.node]; }
  const Shape& shape(Value x) const { return node(x).shape; }
  const std::map<std::string, Value>& inputs() const { return inputs_; }
  const std::map<std::string, Value>& weights() const { return weights_; }
  const std::map<std::string, Value>& outputs() const { return outputs_; }
  /// Every node in a line each: equal text, equal net.
  std::string to_text() const;

 private:
  Value append(Op op, std::string name, std::vector<Value> operands, Attributes attributes, Element element,
               Shape shape);
  std::string next_name(Op op) const;
  Value unary(Op op, Value x);
  Value binary(Op op, Value a, Value b);
  Value reduce(Op op, Value x, std::vector<std::int64_t> axes, bool keep);
  Value convolve(Value x, const std::string& name, std::int64_t out, std::size_t spatial, std::int64_t kernel,
                 const ConvolutionOptions& options);
  Value pool(Op op, Value x, std::vector<std::int64_t> kernel, std::vector<std::int64_t> stride,
             std::vector<std::int64_t> padding);
  Value recur(Op op, Value x, const Value* mask, const std::string& name, std::int64_t hidden, Direction direction);
  Value attend(std::vector<Value> operands, std::int64_t heads, bool causal, bool masked);
  Shape broadcast(Op op, const std::string& name, const Shape& a, const Shape& b) const;
  std::size_t axis_of(Op op, const std::string& name, Value x, std::int64_t axis) const;
  void expect_floats(Op op, const std::string& name, Value x) const;
  [[noreturn]] void fail(Op op, const std::string& name, const std::string& what) const;

  std::string name_;
  std::vector<Node> nodes_;
  std::map<std::string, Value> inputs_, weights_, outputs_;
};

}  // namespace affect::model
