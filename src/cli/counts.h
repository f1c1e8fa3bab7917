/// What an option that counts something takes. Without it -1 would wrap around to the largest number there is.
#pragma once
#include <CLI/Validators.hpp>

namespace affect::cli {

/// 0 to a million; says nothing in help.
inline CLI::Validator a_count() {
  CLI::Range range(0, 1'000'000);
  range.description("");
  return range;
}

}  // namespace affect::cli
