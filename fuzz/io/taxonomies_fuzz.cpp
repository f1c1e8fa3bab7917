#include <cstdint>

#include "affect/engine.h"
#include "affect/io/taxonomies.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const affect::Engine engine;
  try {
    affect::io::parse_taxonomy(engine, {reinterpret_cast<const char*>(data), size}, "fuzz.toml");
  } catch (const affect::InputError&) {
  }
  return 0;
}
