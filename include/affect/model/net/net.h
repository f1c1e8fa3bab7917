/// A net that runs, on the processor, by OpenVINO: made of a Graph and its weights, or of an ONNX file.
///
///   NetOptions options;
///   options.threads = engine.threads();
///   const Net net(sentence_encoder("minilm", BertConfig::minilm_l6()), SafetensorsWeights(file), options);
///   auto out = net.infer({{"input_ids", {{1, 4}, std::vector<std::int64_t>{101, 7592, 999, 102}}},
///                         {"attention_mask", {{1, 4}, std::vector<std::int64_t>{1, 1, 1, 1}}}});
///   out.at("sentence").reals();
///
/// Dynamic dimensions may differ from call to call; nothing is compiled again.
/// Errors: ModelError for a net that cannot be made, with its name, weight and shapes; InputError with the net, the
/// input and the shape it expects for one that is missing, unknown, of another shape or element, empty or too large,
/// that holds NaN or infinity, or an index out of range. ConfigError for options out of range. Thread-safety: infer may
/// be called by many at once; each caller waits for its own result.
#pragma once
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "affect/model/graph/array.h"
#include "affect/model/graph/graph.h"
#include "affect/model/graph/weights.h"
#include "affect/model/net/activation_ranges.h"

namespace affect::model {

enum class Precision {
  automatic,  ///< bf16 where the processor has instructions for it, else f32
  f32,
  bf16,  ///< f32 where the processor has no instructions for it
  int8,  ///< linear layers in 8 bits, the rest as automatic
};
std::string_view name_of(Precision precision);

struct NetOptions {
  Precision precision = Precision::automatic;
  int threads = 1;
  /// Of compiled nets: one that was made before with the same weights, options, processor and library loads faster.
  /// Empty: none is kept.
  std::string cache_folder;
  /// For int8: what the inputs of linear layers span. A layer that is not named runs as the rest does; without any, the
  /// weights alone are 8 bits, and the span of an input is found while it runs where the processor can.
  std::shared_ptr<const ActivationRanges> ranges;
  /// The most values of one input.
  std::size_t max_values = std::size_t{1} << 24;
};

struct NetReport {
  Precision precision = Precision::f32;  ///< what the linear layers really run in
  int threads = 1;
  double load_s = 0;
  bool from_cache = false;
  std::size_t weight_bytes = 0;  ///< of the weights as given; 0 for an ONNX file
  std::size_t memory_bytes = 0;  ///< what the process grew by while loading
  std::string back_end;          ///< name and version
  std::string processor;
};

class Net {
 public:
  Net(const Graph& graph, const Weights& weights, const NetOptions& options = {});
  /// Of an ONNX file. Its dynamic dimensions have no names: each may be of any size.
  static Net from_onnx(const std::string& path, const NetOptions& options = {});
  Net(Net&&) noexcept;
  Net& operator=(Net&&) noexcept;
  ~Net();

  std::map<std::string, Array> infer(const std::map<std::string, Array>& inputs) const;

  const std::string& name() const;
  const NetReport& report() const;

 private:
  struct Body;
  explicit Net(std::unique_ptr<Body> body);
  std::unique_ptr<Body> body_;
};

}  // namespace affect::model
