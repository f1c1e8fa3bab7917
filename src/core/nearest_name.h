// "did you mean": the known name with the fewest edits to what was typed.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace affect {

/// "did you mean NAME?", else the list of known names.
std::string did_you_mean(std::string_view typed, const std::vector<std::string>& known);

}  // namespace affect
