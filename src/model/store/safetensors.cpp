#include "affect/model/store/safetensors.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <utility>

#include <fmt/format.h>
#include <simdjson.h>

#include "affect/error.h"
#include "affect/io/output.h"
#include "io/json_text.h"
#include "model/store/mapped_file.h"

namespace affect::model {
namespace {

static_assert(std::endian::native == std::endian::little, "the format is little-endian");

constexpr std::size_t kLengthBytes = 8, kAlignment = 64;
constexpr std::size_t kMaxHeader = std::size_t{100} << 20;

struct TypeOfTensor {
  std::string_view name;
  std::size_t size;
};
/// In the order of Tensor::Type.
constexpr std::array<TypeOfTensor, 5> kTypes{{{"I8", 1}, {"I64", 8}, {"F16", 2}, {"BF16", 2}, {"F32", 4}}};

std::string_view type_name(Tensor::Type type) { return kTypes[static_cast<std::size_t>(type)].name; }
std::size_t type_size(Tensor::Type type) { return kTypes[static_cast<std::size_t>(type)].size; }

[[noreturn]] void damaged(const std::string& name, std::string_view what) {
  throw ModelError(fmt::format("not a whole model file: {}", what), {name, 0, 0}, "fetch or build it again");
}

Tensor tensor_of(simdjson::dom::element value, std::span<const std::byte> data, const std::string& name) {
  Tensor tensor;
  std::string_view type;
  if (value["dtype"].get(type) != simdjson::SUCCESS) damaged(name, "a tensor has no dtype");
  const auto known = std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeOfTensor& t) { return t.name == type; });
  if (known == kTypes.end()) damaged(name, fmt::format("dtype {} is not read (I8, I64, F16, BF16, F32)", type));
  tensor.type = static_cast<Tensor::Type>(known - kTypes.begin());
  simdjson::dom::array shape, offsets;
  if (value["shape"].get(shape) != simdjson::SUCCESS) damaged(name, "a tensor has no shape");
  if (value["data_offsets"].get(offsets) != simdjson::SUCCESS || offsets.size() != 2) {
    damaged(name, "a tensor has no data_offsets");
  }
  std::size_t count = type_size(tensor.type);
  for (const auto size : shape) {
    std::uint64_t one = 0;
    if (size.get(one) != simdjson::SUCCESS || (one != 0 && count > std::numeric_limits<std::size_t>::max() / one)) {
      damaged(name, "a shape is out of range");
    }
    count *= one;
    tensor.shape.push_back(one);
  }
  std::uint64_t begin = 0, end = 0;
  if (offsets.at(0).get(begin) != simdjson::SUCCESS || offsets.at(1).get(end) != simdjson::SUCCESS || begin > end ||
      end > data.size() || end - begin != count) {
    damaged(name, "a tensor's bytes and shape do not agree");
  }
  // Of what is read in place, floats are the widest.
  if (begin % std::min(type_size(tensor.type), alignof(float)) != 0) damaged(name, "a tensor is not aligned");
  tensor.bytes = data.subspan(begin, count);
  return tensor;
}

template <class Number>
std::string copy_of(std::span<const Number> values) {
  return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

}  // namespace

std::shared_ptr<const Safetensors> Safetensors::open(const std::string& path) {
  const std::shared_ptr<Safetensors> result(new Safetensors);
  result->name_ = path;
  result->file_ = std::make_unique<MappedFile>(path);
  result->parse(result->file_->bytes());
  return result;
}

std::shared_ptr<const Safetensors> Safetensors::of(std::span<const std::byte> bytes, std::string name) {
  const std::shared_ptr<Safetensors> result(new Safetensors);
  result->name_ = std::move(name);
  result->parse(bytes);
  return result;
}

Safetensors::Safetensors() = default;
Safetensors::~Safetensors() = default;

void Safetensors::parse(std::span<const std::byte> file) {
  std::uint64_t length = 0;
  if (file.size() < kLengthBytes) damaged(name_, "it ends in its header");
  std::memcpy(&length, file.data(), kLengthBytes);
  if (length > kMaxHeader || length > file.size() - kLengthBytes) damaged(name_, "it ends in its header");
  const std::string_view header(reinterpret_cast<const char*>(file.data()) + kLengthBytes, length);
  const auto data = file.subspan(kLengthBytes + length);
  if (reinterpret_cast<std::uintptr_t>(data.data()) % alignof(float) != 0) damaged(name_, "its data is not aligned");

  simdjson::dom::parser parser;
  simdjson::dom::object root;
  const simdjson::padded_string padded(header);
  if (parser.parse(padded).get(root) != simdjson::SUCCESS) damaged(name_, "its header is no JSON object");
  for (const auto& [key, value] : root) {
    if (key == "__metadata__") {
      simdjson::dom::object pairs;
      if (value.get(pairs) != simdjson::SUCCESS) damaged(name_, "__metadata__ is no object");
      for (const auto& pair : pairs) {
        std::string_view text;
        if (pair.value.get(text) != simdjson::SUCCESS) damaged(name_, "__metadata__ holds more than strings");
        metadata_.emplace(pair.key, text);
      }
    } else {
      tensors_.emplace(key, tensor_of(value, data, name_));
    }
  }
  std::vector<std::span<const std::byte>> parts;
  for (const auto& [name, tensor] : tensors_) {
    if (!tensor.bytes.empty()) parts.push_back(tensor.bytes);
  }
  std::sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.data() < b.data(); });
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (parts[i - 1].data() + parts[i - 1].size() > parts[i].data()) damaged(name_, "two tensors overlap");
  }
}

const Tensor& Safetensors::tensor(std::string_view name) const {
  const auto found = tensors_.find(name);
  if (found == tensors_.end()) damaged(name_, fmt::format("there is no tensor \"{}\"", name));
  return found->second;
}

std::span<const float> Safetensors::floats(std::string_view name) const {
  const Tensor& found = tensor(name);
  if (found.type != Tensor::Type::float32) damaged(name_, fmt::format("the tensor \"{}\" is not F32", name));
  return {reinterpret_cast<const float*>(found.bytes.data()), found.bytes.size() / sizeof(float)};
}

std::span<const std::int8_t> Safetensors::bytes(std::string_view name) const {
  const Tensor& found = tensor(name);
  if (found.type != Tensor::Type::int8) damaged(name_, fmt::format("the tensor \"{}\" is not I8", name));
  return {reinterpret_cast<const std::int8_t*>(found.bytes.data()), found.bytes.size()};
}

std::vector<std::int64_t> Safetensors::integers(std::string_view name) const {
  const Tensor& found = tensor(name);
  if (found.type != Tensor::Type::int64) damaged(name_, fmt::format("the tensor \"{}\" is not I64", name));
  std::vector<std::int64_t> copy(found.bytes.size() / sizeof(std::int64_t));
  if (!copy.empty()) std::memcpy(copy.data(), found.bytes.data(), found.bytes.size());
  return copy;
}

const std::string& Safetensors::metadata(std::string_view key) const {
  const auto found = metadata_.find(key);
  if (found == metadata_.end()) damaged(name_, fmt::format("there is no \"{}\" in its metadata", key));
  return found->second;
}

void SafetensorsWriter::add(const std::string& name, std::span<const float> values, std::vector<std::size_t> shape) {
  parts_[name] = {Tensor::Type::float32, std::move(shape), copy_of(values), {}};
}

void SafetensorsWriter::add(const std::string& name, std::span<const std::int64_t> values,
                            std::vector<std::size_t> shape) {
  parts_[name] = {Tensor::Type::int64, std::move(shape), copy_of(values), {}};
}

void SafetensorsWriter::add(const std::string& name, std::span<const std::int8_t> values,
                            std::vector<std::size_t> shape) {
  parts_[name] = {Tensor::Type::int8, std::move(shape), copy_of(values), {}};
}

void SafetensorsWriter::refer(const std::string& name, std::span<const float> values, std::vector<std::size_t> shape) {
  parts_[name] = {Tensor::Type::float32, std::move(shape), {}, std::as_bytes(values)};
}

std::string_view SafetensorsWriter::Part::data() const {
  if (referred.empty()) return owned;
  return {reinterpret_cast<const char*>(referred.data()), referred.size()};
}

int SafetensorsWriter::Part::rank() const {
  if (data().size() % kAlignment == 0) return 0;
  if (type == Tensor::Type::int64) return 1;
  return type == Tensor::Type::float32 ? 2 : 3;
}

void SafetensorsWriter::write(io::Output& output) const {
  // No byte may belong to no array: those that fill whole blocks come first, so that they lie at a block's beginning,
  // then the wider before the narrower.
  std::vector<std::pair<std::string_view, const Part*>> order;
  order.reserve(parts_.size());
  for (const auto& [name, part] : parts_) order.emplace_back(name, &part);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second->rank() < b.second->rank(); });
  std::string header;
  std::size_t at = 0;
  io::JsonWriter json(header);
  json.open('{');
  json.key("__metadata__");
  json.open('{');
  for (const auto& [key, value] : metadata_) json.text(key, value);
  json.close('}');
  for (const auto& [name, part] : order) {
    const std::size_t end = at + part->data().size();
    json.raw(name, fmt::format(R"({{"dtype":"{}","shape":[{}],"data_offsets":[{},{}]}})", type_name(part->type),
                               fmt::join(part->shape, ","), at, end));
    at = end;
  }
  json.close('}');
  header.resize((kLengthBytes + header.size() + kAlignment - 1) / kAlignment * kAlignment - kLengthBytes, ' ');
  const std::uint64_t length = header.size();
  output.write({reinterpret_cast<const char*>(&length), sizeof length});
  output.write(header);
  for (const auto& [name, part] : order) output.write(part->data());
}

std::string SafetensorsWriter::bytes() const {
  std::string file;
  write(*io::string_output(file));
  return file;
}

}  // namespace affect::model
