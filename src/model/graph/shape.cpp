#include "affect/model/graph/shape.h"

#include <fmt/format.h>

#include "affect/model/graph/array.h"

namespace affect::model {

std::string to_string(const Dim& dim) {
  if (!dim.dynamic()) return std::to_string(dim.size);
  return dim.name.empty() ? "?" : dim.name;
}

std::string to_string(const Shape& shape) {
  std::string text;
  for (const Dim& dim : shape) text += (text.empty() ? "" : ", ") + to_string(dim);
  return fmt::format("[{}]", text);
}

std::size_t Array::size() const { return element() == Element::f32 ? reals().size() : integers().size(); }

std::string to_string(const std::vector<std::size_t>& shape) { return to_string(Shape(shape.begin(), shape.end())); }

}  // namespace affect::model
