/// What goes into a net and comes out of it: numbers and their shape.
///
///   Array ids{{1, 3}, std::vector<std::int64_t>{101, 7592, 102}};
///
/// Row-major; as many values as the shape says. Thread-safety: values.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace affect::model {

enum class Element { f32, i64 };

struct Array {
  std::vector<std::size_t> shape;
  std::variant<std::vector<float>, std::vector<std::int64_t>> values;

  Element element() const { return values.index() == 0 ? Element::f32 : Element::i64; }
  std::size_t size() const;  ///< of `values`
  const std::vector<float>& reals() const { return std::get<0>(values); }
  const std::vector<std::int64_t>& integers() const { return std::get<1>(values); }
};

std::string to_string(const std::vector<std::size_t>& shape);

}  // namespace affect::model
