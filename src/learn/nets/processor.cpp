#include "learn/nets/processor.h"

#include <fstream>
#include <string>

namespace affect::learn::nets {

bool processor_has_bf16() {
  std::ifstream about("/proc/cpuinfo");
  for (std::string line; std::getline(about, line);) {
    // x86-64 and arm64 name them so.
    if (line.find("avx512_bf16") != std::string::npos || line.find("amx_bf16") != std::string::npos) return true;
    if (line.starts_with("Features") && line.find("bf16") != std::string::npos) return true;
  }
  return false;
}

}  // namespace affect::learn::nets
