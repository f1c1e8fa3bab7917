#include "io/whole_text.h"

#include <array>

#include "affect/io/source.h"

namespace affect::io {
namespace {

constexpr std::size_t kMostOfText = 1u << 20;

}  // namespace

std::string whole_text(const std::string& path, const std::string& hint) {
  const auto source = open_source(path);
  std::string text;
  std::array<char, 4096> chunk;
  while (const std::size_t size = source->read(chunk.data(), chunk.size())) {
    text.append(chunk.data(), size);
    if (text.size() > kMostOfText) throw InputError("is larger than 1 MiB", {path}, hint);
  }
  return text;
}

}  // namespace affect::io
