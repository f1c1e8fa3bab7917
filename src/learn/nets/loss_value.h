/// What a loss is, as a number that autograd knows.
#pragma once
#include "affect/learn/nets/loss.h"
#include "learn/nets/libtorch.h"

namespace affect::learn::nets {

/// One f32 number, without the target's own weight; computed in f32 whatever autocast says. What is not known reaches
/// neither the value nor a gradient, also where the output there is no number. Throws InputError in one line where
/// output and target do not fit.
torch::Tensor loss_value(const torch::Tensor& output, const Target& target);

}  // namespace affect::learn::nets
