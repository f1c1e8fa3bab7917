/// The files of a folder or a zip archive, by their paths from its top.
///
///   const auto folder = open_folder("export");
///   for (const std::string& file : folder->files()) read(*folder->open(file));
///
/// Thread-safety: none.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "affect/io/source.h"

namespace affect::io {

class Folder {
 public:
  virtual ~Folder() = default;
  /// As messages show it: the path as the user gave it.
  virtual const std::string& name() const = 0;
  /// Paths of the regular files below, "general/2024-05-01.json", in natural order ("2" before "10"); hidden ones and
  /// what is no regular file (links that lead out or round, pipes) are left out.
  virtual const std::vector<std::string>& files() const = 0;
  /// Throws InputError where it cannot be opened.
  virtual std::unique_ptr<ByteSource> open(std::string_view file) const = 0;

  bool has(std::string_view file) const;
  /// Whole, decompressed, as it is. Throws InputError above `limit` bytes.
  std::string read(std::string_view file, std::size_t limit = 256u << 20) const;
  /// The first bytes of a file, for detection.
  std::string head(std::string_view file, std::size_t size = 64u << 10) const;
};

/// A folder or a zip archive. Throws InputError with the reason.
std::unique_ptr<Folder> open_folder(const std::string& path);
/// Whether the path is a folder or a zip archive (by its first bytes).
bool is_folder(const std::string& path);

}  // namespace affect::io
