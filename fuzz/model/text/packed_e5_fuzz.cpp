// A made-up E5S1 file with bytes of it replaced, cut or longer: refused with ModelError, or every tensor is as large as
// its shape says and the tokenizer reads. Input: three bytes a change, two of place and one of value; an odd rest cuts.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "affect/error.h"
#include "affect/model/text/packed_e5.h"
#include "model/text/tiny_e5.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string whole = affect::test::TinyE5().bytes();
  std::string changed = whole;
  std::size_t at = 0;
  for (; at + 3 <= size; at += 3) {
    changed[(data[at] << 8 | data[at + 1]) % changed.size()] = static_cast<char>(data[at + 2]);
  }
  if (size - at == 2) changed.resize((data[at] << 8 | data[at + 1]) % changed.size());
  // Its own memory, of exactly this size.
  const auto* first = reinterpret_cast<const std::byte*>(changed.data());
  const std::vector<std::byte> bytes(first, first + changed.size());
  try {
    const auto file = affect::model::PackedE5::of(bytes, "fuzz");
    for (const auto& [name, tensor] : file->tensors()) {
      std::size_t count = 1;
      for (const std::size_t side : tensor.shape) count *= side;
      require(file->floats(name).size() == count);
    }
    const auto tokenizer = file->tokenizer();
    const auto tokens = tokenizer->encode("a ab \xC3\xA9\xE2\x91\xA0 b");
    for (const std::int32_t id : tokens.ids) require(id >= 0 && static_cast<std::size_t>(id) < tokenizer->vocabulary());
  } catch (const affect::ModelError&) {
  }
  return 0;
}
