/// A small ONNX file, made by code: enough to see that other people's nets run.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace affect::test {

/// Writes the wire format of protocol buffers.
class Message {
 public:
  Message& number(unsigned field, std::uint64_t value) {
    varint(field << 3);
    varint(value);
    return *this;
  }
  Message& text(unsigned field, const std::string& bytes) {
    varint(field << 3 | 2);
    varint(bytes.size());
    bytes_ += bytes;
    return *this;
  }
  Message& inside(unsigned field, const Message& message) { return text(field, message.bytes_); }
  const std::string& bytes() const { return bytes_; }

 private:
  void varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
  }
  std::string bytes_;
};

/// Looks up ids [n, m] (any sizes) in the table [rows, width]: "y" [n, m, width].
inline std::string lookup_onnx(std::int64_t rows, std::int64_t width, const std::vector<float>& table) {
  constexpr std::uint64_t kFloat = 1, kInt64 = 7;
  const auto value = [](const char* name, std::uint64_t element, const std::vector<std::string>& dims) {
    Message shape;
    for (const std::string& dim : dims) shape.inside(1, Message().text(2, dim));
    return Message().text(1, name).inside(2, Message().inside(1, Message().number(1, element).inside(2, shape)));
  };
  Message weight;
  weight.number(1, static_cast<std::uint64_t>(rows))
      .number(1, static_cast<std::uint64_t>(width))
      .number(2, kFloat)
      .text(8, "table");
  weight.text(9, std::string(reinterpret_cast<const char*>(table.data()), table.size() * sizeof(float)));
  const Message node = Message().text(1, "table").text(1, "ids").text(2, "y").text(3, "lookup").text(4, "Gather");
  Message graph;
  graph.inside(1, node).text(2, "lookup").inside(5, weight);
  graph.inside(11, value("ids", kInt64, {"n", "m"})).inside(12, value("y", kFloat, {"n", "m", "w"}));
  return Message().number(1, 8).inside(7, graph).inside(8, Message().text(1, "").number(2, 13)).bytes();
}

}  // namespace affect::test
