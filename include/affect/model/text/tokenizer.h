/// Text to the numbers of a model's vocabulary, each with the bytes that it came from.
///
///   const auto tokenizer = WordPiece::open("vocab.txt");           // or PackedE5::open("e5.bin")->tokenizer()
///   const Encoding tokens = tokenizer->encode("No way!", {.max_tokens = 128});
///   // ids 101 2053 2126 999 102, offsets 0-0 0-2 3-6 6-7 0-0
///
/// Offsets are byte ranges of the text as given, whatever was normalised on the way: they rise, and a range is whole
/// characters. Text that is not UTF-8 is read with U+FFFD in place of what is wrong.
///
/// Errors: ConfigError where max_tokens leaves no room for text. Thread-safety: immutable, any number of threads.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "affect/segment.h"

namespace affect::model {

/// One row a token, of one or two texts in their frame.
struct Encoding {
  std::vector<std::int32_t> ids;
  std::vector<ByteRange> offsets;     ///< of the token's own text; 0-0 of the frame
  std::vector<std::uint8_t> special;  ///< 1: put there by the frame
  std::vector<std::uint8_t> types;    ///< token types, as the model wants them
  std::size_t second = 0;             ///< where the second text begins; size() where there is one text

  std::size_t size() const { return ids.size(); }
  bool operator==(const Encoding&) const = default;
};

/// Which ids are special, and how they stand around texts: begin A end, or begin A end (begin_second) B end.
struct TokenFrame {
  std::int32_t begin = 0, end = 0;
  std::int32_t padding = 0;
  std::int32_t unknown = 0;
  std::int32_t mask = -1;        ///< -1: has none
  bool doubled = false;          ///< two `end` between texts (XLM-R), else one (BERT)
  std::uint8_t second_type = 0;  ///< token type of the second text and its end
};

/// What is left of a text that is too long.
struct Truncation {
  enum class Keep {
    head,  ///< its beginning
    tail,  ///< its end
    ends,  ///< half of each: what a long text says most of itself (Sun et al. 2019)
  };
  std::size_t max_tokens = 0;  ///< with the frame; 0: all
  Keep keep = Keep::head;
};

class Tokenizer {
 public:
  virtual ~Tokenizer() = default;

  Encoding encode(std::string_view utf8, const Truncation& truncation = {}) const;
  /// Both in one frame. Where they are too long the longer one is cut first.
  Encoding encode_pair(std::string_view first, std::string_view second, const Truncation& truncation = {}) const;

  const TokenFrame& frame() const { return frame_; }
  virtual std::size_t vocabulary() const = 0;
  /// The piece as the vocabulary writes it; `id` in [0, vocabulary()).
  virtual std::string_view piece(std::int32_t id) const = 0;

 protected:
  struct Tokens {
    std::vector<std::int32_t> ids;
    std::vector<ByteRange> offsets;
    void add(std::int32_t id, ByteRange bytes) {
      ids.push_back(id);
      offsets.push_back(bytes);
    }
  };

  explicit Tokenizer(const TokenFrame& frame) : frame_(frame) {}
  Tokenizer(const Tokenizer&) = default;
  Tokenizer& operator=(const Tokenizer&) = default;
  /// Adds the text's tokens, without the frame.
  virtual void read(std::string_view utf8, Tokens& tokens) const = 0;

 private:
  void append(const Tokens& tokens, std::size_t most, Truncation::Keep keep, std::uint8_t type, Encoding& into) const;

  TokenFrame frame_;
};

}  // namespace affect::model
