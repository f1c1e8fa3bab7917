/// AdamW (Loshchilov and Hutter 2019, algorithm 2; decay as PyTorch has it: by the rate of the step).
///
///   AdamW adam(net.body().weights, options);
///   loss.backward();
///   adam.clip(options.clip);
///   adam.step(rate_at(options, step, steps));       // and forgets the gradients
///
/// A weight without a gradient stays as it is, and so do its moments: they count its own updates. One whose factor is 0
/// asks for no gradient and has no moments while this lives. Errors: ConfigError for a rule that fits no weight and
/// where nothing is left to learn. Thread-safety: none.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "affect/learn/nets/training.h"
#include "learn/nets/net_body.h"

namespace affect::learn::nets {

class AdamW {
 public:
  struct Moments {
    torch::Tensor first, second;
    std::int64_t updates = 0;
  };

  AdamW(Tensors& weights, const TrainingOptions& options);
  ~AdamW();
  AdamW(const AdamW&) = delete;
  AdamW& operator=(const AdamW&) = delete;

  /// The norm of all gradients as one vector; where it is above `limit`, they are scaled down to that (Pascanu, Mikolov
  /// and Bengio 2013). A limit of 0 is none.
  double clip(double limit);
  void step(double rate);

  const std::map<std::string, Moments>& moments() const { return moments_; }  ///< of what learns, by name
  std::map<std::string, Moments>& moments() { return moments_; }

 private:
  Tensors& weights_;
  TrainingOptions options_;
  std::map<std::string, Moments> moments_;
  std::map<std::string, double> factors_;
  std::vector<std::string> frozen_;
};

}  // namespace affect::learn::nets
