/// Shapes of the values of a net: sizes that are known, and names for those that a run brings.
///
///   Shape tokens{"batch", "length", 384};
///   tokens[1].dynamic();                 // true
///   to_string(tokens);                   // "[batch, length, 384]"
///
/// Two dynamic dimensions are the same one where their names are equal; what an operation makes of one is a name too:
/// "length+1". Thread-safety: values.
#pragma once
#include <concepts>
#include <cstdint>
#include <string>
#include <vector>

namespace affect::model {

struct Dim {
  std::int64_t size = -1;  ///< -1 where it is dynamic
  std::string name;        ///< of a dynamic dimension

  Dim() = default;
  template <std::integral Integer>
  Dim(Integer fixed) : size(static_cast<std::int64_t>(fixed)) {}
  Dim(const char* dynamic_name) : name(dynamic_name) {}
  Dim(std::string dynamic_name) : name(std::move(dynamic_name)) {}

  bool dynamic() const { return size < 0; }
  bool operator==(const Dim&) const = default;
};

using Shape = std::vector<Dim>;

std::string to_string(const Dim& dim);
std::string to_string(const Shape& shape);

}  // namespace affect::model
