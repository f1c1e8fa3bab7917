#include "affect/io/json_document.h"

#include <fmt/core.h>
#include <simdjson.h>

#include "affect/error.h"

namespace affect::io {
namespace {

constexpr int kMaxDepth = 64;
using File = std::shared_ptr<const std::string>;

JsonDocument convert(simdjson::dom::element element, const File& file, const std::string& path, int depth) {
  using simdjson::dom::element_type;
  if (depth > kMaxDepth) throw InputError("nested deeper than 64", {*file}, "is this the right file?");
  switch (element.type()) {
    case element_type::ARRAY: {
      JsonDocument::Array items;
      for (const auto item : simdjson::dom::array(element)) {
        items.push_back(convert(item, file, fmt::format("{}[{}]", path, items.size()), depth + 1));
      }
      return {std::move(items), file, path};
    }
    case element_type::OBJECT: {
      JsonDocument::Object members;
      for (const auto [key, value] : simdjson::dom::object(element)) {
        const std::string inner = path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
        members.emplace_back(key, convert(value, file, inner, depth + 1));
      }
      return {std::move(members), file, path};
    }
    case element_type::STRING:
      return {std::string(std::string_view(element)), file, path};
    case element_type::BOOL:
      return {bool(element), file, path};
    case element_type::NULL_VALUE:
      return {nullptr, file, path};
    default:
      return {double(element), file, path};
  }
}

}  // namespace

template <class Type>
const Type& JsonDocument::as(std::string_view what) const {
  if (const auto* value = std::get_if<Type>(&data_)) return *value;
  throw InputError(fmt::format("{} is not {}", path_.empty() ? "the document" : '"' + path_ + '"', what), {*file_},
                   "is this the right file?");
}

const JsonDocument* JsonDocument::find(std::string_view key) const {
  for (const auto& [name, value] : members()) {
    if (name == key) return std::holds_alternative<std::nullptr_t>(value.data_) ? nullptr : &value;
  }
  return nullptr;
}

const JsonDocument& JsonDocument::at(std::string_view key) const {
  if (const JsonDocument* value = find(key)) return *value;
  throw InputError(fmt::format("\"{}\" has no \"{}\"", path_.empty() ? "the document" : path_, key), {*file_},
                   "is this the right file?");
}

const JsonDocument::Array& JsonDocument::items() const { return as<Array>("an array"); }
const JsonDocument::Object& JsonDocument::members() const { return as<Object>("an object"); }
const std::string& JsonDocument::text() const { return as<std::string>("a string"); }
double JsonDocument::number() const { return as<double>("a number"); }
bool JsonDocument::flag() const { return as<bool>("true or false"); }

JsonDocument read_json_document(std::string_view text, const std::string& file) {
  simdjson::dom::parser parser;
  simdjson::dom::element element;
  const auto error = parser.parse(text.data(), text.size()).get(element);
  if (error != simdjson::SUCCESS) {
    throw InputError(fmt::format("not JSON: {}", simdjson::error_message(error)), {file},
                     "is this the right file, and whole?");
  }
  return convert(element, std::make_shared<const std::string>(file), {}, 0);
}

}  // namespace affect::io
