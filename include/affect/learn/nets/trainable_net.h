/// A Graph with weights that change: libtorch computes it and its gradients. Only affect-learn holds this room.
///
///   TrainableNet net(graph, start, {.seed = 1});
///   net.fresh();                                    // weights that `start` has not: made anew
///   auto out = net.infer({{"input_ids", ids}, {"attention_mask", mask}});
///   net.write(writer);                              // every weight by its name, f32
///
/// Computes in f32; dropout acts and batch norms use their batch only while it is trained
/// (affect/learn/nets/training.h). Errors: ModelError for a weight of another shape, as affect/model/net/net.h;
/// InputError for inputs that do not fit and for an output that is not there. Thread-safety: one thread at a time;
/// libtorch uses as many as training says.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "affect/model/graph/array.h"
#include "affect/model/graph/graph.h"
#include "affect/model/graph/weights.h"
#include "affect/model/store/safetensors.h"

namespace affect::learn::nets {

/// How a weight that the start has not is made: matrices normal with mean 0 and this deviation, biases 0, norms 1.
struct FreshWeights {
  std::uint64_t seed = 1;
  double deviation = 0.02;  ///< as BERT's (Devlin et al. 2019)
};

class TrainableNet {
 public:
  /// What has no weights to start from: every one is made anew.
  explicit TrainableNet(model::Graph graph, const FreshWeights& fresh = {});
  TrainableNet(model::Graph graph, const model::Weights& start, const FreshWeights& fresh = {});
  TrainableNet(TrainableNet&&) noexcept;
  TrainableNet& operator=(TrainableNet&&) noexcept;
  ~TrainableNet();

  /// The outputs of these names, all where none is named: what they need is computed, nothing else.
  std::map<std::string, model::Array> infer(const std::map<std::string, model::Array>& inputs,
                                            const std::vector<std::string>& outputs = {}) const;

  const model::Graph& graph() const;
  const std::vector<std::string>& fresh() const;
  void write(model::SafetensorsWriter& writer) const;

  struct Body;
  Body& body() { return *body_; }
  const Body& body() const { return *body_; }

 private:
  std::unique_ptr<Body> body_;
};

}  // namespace affect::learn::nets
