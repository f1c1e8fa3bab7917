#include <cstdint>
#include <string_view>

#include "affect/engine.h"
#include "affect/error.h"
#include "affect/io/taxonomies.h"
#include "affect/io/terms.h"

// Taxonomies, the maps between them and the terms of `affect explain` are read by one set of keys.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const affect::Engine engine;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parse = [&](auto&& parse_text) {
    try {
      parse_text(engine, text, "fuzz.toml");
    } catch (const affect::ConfigError&) {
    }
  };
  parse(affect::io::parse_taxonomy);
  parse(affect::io::parse_taxonomy_map);
  parse(affect::io::parse_terms);
  return 0;
}
