#include "cli/model_hash.h"

#include <filesystem>

#include "affect/error.h"
#include "affect/io/sha256.h"
#include "affect/io/source.h"
#include "affect/model/store/model_folder.h"

namespace affect::cli {

std::optional<std::string> model_hash(const std::string& file) {
  std::string path;
  try {
    path = model::model_path(file);
  } catch (const ModelError&) {
    return std::nullopt;
  }
  if (std::error_code unseen; !std::filesystem::exists(path, unseen)) return std::nullopt;
  const auto source = io::open_source(path);
  io::Sha256 hash;
  std::string block(64u << 10, '\0');
  while (const std::size_t size = source->read(block.data(), block.size())) {
    hash.update(std::string_view(block).substr(0, size));
  }
  return hash.hex();
}

}  // namespace affect::cli
