/// Weights averaged over the steps, by which a net is measured and kept (Polyak and Juditsky 1992): after update t the
/// average moves to the weights by 1 - min(decay, (1 + t) / (10 + t)), so that the first steps are forgotten.
///
///   MovingAverage average(weights, names, 0.999);
///   average.update(1);
///   { const SwappedIn measured(average); figures = lesson.measure(net); }
///
/// Thread-safety: none.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "learn/nets/net_body.h"

namespace affect::learn::nets {

class MovingAverage {
 public:
  /// Of these weights. A decay of 0: nothing is averaged, and nothing kept.
  MovingAverage(Tensors& weights, const std::vector<std::string>& names, double decay);

  void update(std::int64_t updates);
  /// The averages become the weights, and the other way round.
  void swap();

  const Tensors& averages() const { return averages_; }
  Tensors& averages() { return averages_; }

 private:
  Tensors& weights_;
  double decay_;
  Tensors averages_;
};

/// Averages stand for the weights while this lives.
class SwappedIn {
 public:
  explicit SwappedIn(MovingAverage& average) : average_(average) { average_.swap(); }
  ~SwappedIn() { average_.swap(); }
  SwappedIn(const SwappedIn&) = delete;
  SwappedIn& operator=(const SwappedIn&) = delete;

 private:
  MovingAverage& average_;
};

}  // namespace affect::learn::nets
