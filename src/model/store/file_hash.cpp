#include "model/store/file_hash.h"

#include <cerrno>
#include <cstring>
#include <fstream>

#include "affect/error.h"
#include "affect/io/sha256.h"

namespace affect::model {

std::string file_hash(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  io::Sha256 hash;
  std::string block(std::size_t{256} << 10, '\0');
  while (file.read(block.data(), static_cast<std::streamsize>(block.size())) || file.gcount() > 0) {
    hash.update(std::string_view(block).substr(0, static_cast<std::size_t>(file.gcount())));
  }
  if (file.bad() || !file.eof()) throw IoError(std::strerror(errno), {path, 0, 0});
  return hash.hex();
}

}  // namespace affect::model
