/// The files of a folder or a zip archive, by their paths from its top.
///
///   const auto folder = open_folder("export");
///   for (const std::string& file : folder->files()) read(*folder->open(file));
///
/// Thread-safety: none.
#pragma once
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "affect/io/source.h"

namespace affect::io {

class Folder {
 public:
  /// How many, by what they are, in the plural.
  using LeftOut = std::map<std::string, std::size_t>;

  virtual ~Folder() = default;
  /// As messages show it: the path as the user gave it.
  virtual const std::string& name() const = 0;
  /// Paths of the regular files below, "general/2024-05-01.json", in natural order ("2" before "10"). Hidden ones are
  /// not listed.
  virtual const std::vector<std::string>& files() const = 0;
  /// What is there and is no regular file: pipes, links to folders.
  virtual const LeftOut& left_out() const;
  /// Whether it is one file: a zip archive.
  virtual bool is_archive() const { return false; }
  /// Unpacked, as open_source() does. Throws InputError where it cannot be opened.
  virtual std::unique_ptr<ByteSource> open(std::string_view file) const = 0;

  bool has(std::string_view file) const;
  /// Whole, decompressed, as it is. Throws InputError above `limit` bytes.
  std::string read(std::string_view file, std::size_t limit = 256u << 20) const;
  /// The first bytes of a file, for detection.
  std::string head(std::string_view file, std::size_t size = 64u << 10) const;
};

/// A folder or a zip archive, whose files are read without unpacking it. Throws InputError with the reason: it may not
/// be read, or is damaged.
std::unique_ptr<Folder> open_folder(const std::string& path);
/// Whether the path is a folder or a zip archive (by its first bytes).
bool is_folder(const std::string& path);

}  // namespace affect::io
