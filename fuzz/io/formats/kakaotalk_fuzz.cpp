#include "io/fuzz_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return affect::fuzz::read("kakaotalk", data, size);
}
