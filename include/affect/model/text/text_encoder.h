/// Texts as vectors: texts that mean alike lie near.
///
///   const auto encoder = engine.make<TextEncoder>("minilm");
///   const std::vector<float> vectors = encoder->sentences(texts);   // texts x width(), each vector of length 1
///
/// An encoder is a component of the room model/encoder, which is there where the program is built with nets. It loads
/// its model when it is made. A text that is longer than the model reads is read in windows.
///
/// Errors: ModelError where the model is missing or wrong, with the command that mends it. Thread-safety: const members
/// may be called by many.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "affect/segment.h"

namespace affect::model {

/// Vectors of the tokens of one text, without those of the frame.
struct TokenVectors {
  std::vector<ByteRange> offsets;  ///< of the text as given
  std::vector<float> values;       ///< tokens x width
};

class TextEncoder {
 public:
  virtual ~TextEncoder() = default;
  virtual std::size_t width() const = 0;
  /// Row i is of texts[i]: the mean over its tokens, of length 1.
  virtual std::vector<float> sentences(std::span<const std::string> texts) const = 0;
  virtual TokenVectors tokens(const std::string& text) const = 0;
  /// What a record of a run names: "all-minilm-l6-v2, int8, 1 thread".
  virtual std::string description() const = 0;
};

}  // namespace affect::model
