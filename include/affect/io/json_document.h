/// A small JSON document in memory: results, data sets, settings. Streams of records use affect/io/records.h
/// instead.
///
///   const JsonDocument document = read_json_document(text, "results/021.json");
///   for (const JsonDocument& figure : document.at("figures").items()) use(figure.at("value").number());
///
/// Every accessor throws InputError, naming the file and the key, where the document has another shape.
/// Thread-safety: values.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace affect::io {

class JsonDocument {
 public:
  using Array = std::vector<JsonDocument>;
  using Object = std::vector<std::pair<std::string, JsonDocument>>;
  using Data = std::variant<std::nullptr_t, bool, double, std::string, Array, Object>;

  JsonDocument(Data data, std::shared_ptr<const std::string> file, std::string path)
      : data_(std::move(data)), file_(std::move(file)), path_(std::move(path)) {}

  /// The member of that name, which must exist.
  const JsonDocument& at(std::string_view key) const;
  /// The member of that name, or nothing where it is absent or null.
  const JsonDocument* find(std::string_view key) const;
  bool is_null() const { return std::holds_alternative<std::nullptr_t>(data_); }
  bool is_text() const { return std::holds_alternative<std::string>(data_); }
  bool is_list() const { return std::holds_alternative<Array>(data_); }
  const Array& items() const;
  const Object& members() const;
  const std::string& text() const;
  double number() const;
  bool flag() const;

 private:
  template <class Type>
  const Type& as(std::string_view what) const;

  Data data_;
  std::shared_ptr<const std::string> file_;
  std::string path_;  ///< "figures[2].value"
};

/// Throws InputError where `text` is not JSON or nests deeper than 64. `file` is the name that errors show.
JsonDocument read_json_document(std::string_view text, const std::string& file);

}  // namespace affect::io
