// Any bytes as a text, for both tokenizers: ids of the vocabulary, ranges of whole characters that rise and lie within
// the text; cut and in windows the same tokens; twice the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "affect/model/text/packed_e5.h"
#include "affect/model/text/windows.h"
#include "affect/model/text/wordpiece.h"
#include "model/text/tiny_e5.h"

namespace {

using namespace affect::model;

void require(bool holds) {
  if (!holds) std::abort();
}

constexpr std::string_view kLines =
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\n##a\n##b\nab\n##ab\nc\n##c\ne\n##e\n!\n[\n中\nᄒ\n##ᅡ\n";

void check_tokens(const Tokenizer& tokenizer, std::string_view text) {
  const Encoding tokens = tokenizer.encode(text);
  require(tokens.offsets.size() == tokens.size() && tokens.special.size() == tokens.size() &&
          tokens.types.size() == tokens.size() && tokens.second == tokens.size() && tokens.size() >= 2);
  affect::ByteRange last;
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    require(tokens.ids[i] >= 0 && static_cast<std::size_t>(tokens.ids[i]) < tokenizer.vocabulary());
    const affect::ByteRange bytes = tokens.offsets[i];
    require(bytes.begin >= last.begin && bytes.end >= last.end && bytes.begin <= bytes.end && bytes.end <= text.size());
    last = bytes;
  }
  require(tokenizer.encode(text) == tokens);

  const Encoding cut = tokenizer.encode(text, {.max_tokens = 7, .keep = Truncation::Keep::ends});
  require(cut.size() == (tokens.size() < 7 ? tokens.size() : 7));
  std::size_t next = 1;
  for (const Window& window : windows(tokens, 9, 3)) {
    for (std::size_t i = window.own_begin; i < window.own_end; ++i) require(window.tokens.ids[i] == tokens.ids[next++]);
  }
  require(next == tokens.size() - 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto words = WordPiece::of(kLines, "fuzz");
  static const auto unigram = [] {
    const std::string bytes = affect::test::TinyE5().bytes();
    return PackedE5::of(std::as_bytes(std::span(bytes)), "fuzz")->tokenizer();
  }();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_tokens(*words, text);
  check_tokens(*unigram, text);
  return 0;
}
