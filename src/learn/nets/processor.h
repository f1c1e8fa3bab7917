/// What this machine computes fast.
#pragma once

namespace affect::learn::nets {

/// Whether it has instructions for bf16: without them bf16 is slower than f32.
bool processor_has_bf16();

}  // namespace affect::learn::nets
