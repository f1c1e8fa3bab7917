#include <cstdint>

#include "affect/io/taxonomies.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    affect::io::parse_taxonomy({reinterpret_cast<const char*>(data), size}, "fuzz.toml");
  } catch (const affect::InputError&) {
  }
  return 0;
}
