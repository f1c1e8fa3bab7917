/// Files of named arrays: the format safetensors (eight bytes of header length, a JSON header, raw little-endian data).
///
///   const auto file = Safetensors::open("models/emotion_text.safetensors");
///   std::span<const float> bias = file->floats("en/bias");
///
/// The file is mapped, not copied: what is never touched costs no memory. Every offset is checked when it is opened.
/// Errors: ModelError with the file's name for one that is missing, cut or wrong, and for a tensor that is not there or
/// has another type. Thread-safety: immutable once open; spans live as long as the file.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace affect::io {
class Output;
}

namespace affect::model {

class MappedFile;

struct Tensor {
  enum class Type { int8, int64, float16, bfloat16, float32 };
  Type type = Type::float32;
  std::vector<std::size_t> shape;
  std::span<const std::byte> bytes;
};

class Safetensors {
 public:
  static std::shared_ptr<const Safetensors> open(const std::string& path);
  /// Of bytes that are kept by the caller; `name` stands in errors.
  static std::shared_ptr<const Safetensors> of(std::span<const std::byte> bytes, std::string name);
  Safetensors(const Safetensors&) = delete;
  Safetensors& operator=(const Safetensors&) = delete;
  ~Safetensors();

  const std::map<std::string, Tensor, std::less<>>& tensors() const { return tensors_; }
  bool has(std::string_view name) const { return tensors_.find(name) != tensors_.end(); }
  const Tensor& tensor(std::string_view name) const;
  std::span<const float> floats(std::string_view name) const;
  std::span<const std::int8_t> bytes(std::string_view name) const;
  std::vector<std::int64_t> integers(std::string_view name) const;  ///< a copy: they may lie at any place
  /// Of the header's "__metadata__"; throws where there is no such key.
  const std::string& metadata(std::string_view key) const;
  const std::string& name() const { return name_; }

 private:
  Safetensors();
  void parse(std::span<const std::byte> file);

  std::string name_;
  std::unique_ptr<const MappedFile> file_;
  std::map<std::string, Tensor, std::less<>> tensors_;
  std::map<std::string, std::string, std::less<>> metadata_;
};

/// Collects arrays and writes them one after the other, without a gap: first those whose bytes are a multiple of 64, at
/// multiples of 64, then integers, then floats, then bytes, each in order of their names.
class SafetensorsWriter {
 public:
  void metadata(std::string key, std::string value) { metadata_[std::move(key)] = std::move(value); }
  void add(const std::string& name, std::span<const float> values, std::vector<std::size_t> shape);
  void add(const std::string& name, std::span<const std::int64_t> values, std::vector<std::size_t> shape);
  void add(const std::string& name, std::span<const std::int8_t> values, std::vector<std::size_t> shape);
  /// As add(), without a copy: the caller keeps the values until they are written.
  void refer(const std::string& name, std::span<const float> values, std::vector<std::size_t> shape);
  /// The same arrays give the same bytes. Throws as Output does; the caller commits.
  void write(io::Output& output) const;
  /// The whole file.
  std::string bytes() const;

 private:
  struct Part {
    Tensor::Type type;
    std::vector<std::size_t> shape;
    std::string owned;
    std::span<const std::byte> referred;
    std::string_view data() const;
    int rank() const;
  };
  std::map<std::string, Part> parts_;
  std::map<std::string, std::string> metadata_;
};

}  // namespace affect::model
