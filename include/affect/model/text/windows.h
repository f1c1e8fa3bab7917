/// A long text as pieces that a model can take, each in its frame.
///
///   for (const Window& window : windows(tokenizer.encode(text), 512, 64)) {
///     // run window.tokens; take the vectors of its tokens [window.own_begin, window.own_end)
///   }
///
/// Neighbours share `overlap` tokens of text, so that none is read without what stands around it. Of those that two
/// windows share each owns half: owned tokens make up the text, each once.
///
/// Errors: ConfigError where `length` leaves no room beside the frame and the overlap. Thread-safety: pure.
#pragma once
#include <cstddef>
#include <vector>

#include "affect/model/text/tokenizer.h"

namespace affect::model {

struct Window {
  Encoding tokens;            ///< offsets are still those of the whole text
  std::size_t first = 0;      ///< which token of the whole encoding its first token of text is
  std::size_t own_begin = 0;  ///< within `tokens`
  std::size_t own_end = 0;
};

/// Of an encoding of one text. `length` is tokens with the frame. The last window is as long as what is left, but
/// never shorter than its overlap and one token; a text that fits is one window.
std::vector<Window> windows(const Encoding& encoding, std::size_t length, std::size_t overlap);

}  // namespace affect::model
