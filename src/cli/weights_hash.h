/// What the Methods section says of the weights at hand.
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "affect/engine.h"

namespace affect::cli {

/// SHA-256 of a file as components name it, as the engine's model store finds it; the engine outlives the function.
std::function<std::optional<std::string>(const std::string& file)> weights_hash(const Engine& engine);

}  // namespace affect::cli
