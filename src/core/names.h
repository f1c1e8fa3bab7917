// Names of enumerators: one array each, used both ways.
#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace affect {

template <class Enum, std::size_t n>
std::optional<Enum> named(const std::array<std::string_view, n>& names, std::string_view name) {
  for (std::size_t i = 0; i < n; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace affect
