/// Sizes as people read them: "91.2 MB".
#pragma once
#include <cstdint>
#include <string>

#include <fmt/format.h>

namespace affect {

inline std::string megabytes(std::uint64_t bytes) { return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6); }

}  // namespace affect
