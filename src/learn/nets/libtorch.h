/// All that this room includes of libtorch.
#pragma once
// Before the others: clang 14 finds IValue incomplete in theirs else (libtorch 1.13, C++20).
#include <ATen/core/ivalue.h>
#include <torch/torch.h>
// No other header brings it along.
#include <ATen/autocast_mode.h>
