// Any text as a manifest: refused with InputError, or every name is safe as that of a file and every part has a
// package.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/model/store/manifest.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void require_plain(std::string_view name) {
  require(!name.empty() && name.front() != '.' && name.front() != '-');
  require(name.find_first_of(std::string_view("/\\\0\n ", 5)) == std::string_view::npos);
}

constexpr std::string_view kHash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// A whole manifest of one model.
std::string whole_manifest() {
  const std::string hash = fmt::format("sha256 = \"{}\"\nbytes = 7\n", kHash);
  return fmt::format(
      "[[model]]\nname = \"a\"\ntask = \"t\"\ndefault = true\nlicence = \"l\"\norigin = \"o\"\n[[model.package]]\n"
      "registry = \"pypi\"\nname = \"p\"\nversion = \"1\"\nfile = \"p.whl\"\n{0}[[model.file]]\nname = \"f\"\n"
      "parts = [{{ package = \"p\", member = \"m\" }}]\n{0}",
      hash);
}

}  // namespace

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

/// Begins with a manifest that is whole: from nothing none would be found.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned) {
  static const std::string kWhole = whole_manifest();
  if (size >= kHash.size() || most < kWhole.size()) return LLVMFuzzerMutate(data, size, most);
  std::memcpy(data, kWhole.data(), kWhole.size());
  return kWhole.size();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const auto& model : affect::model::parse_manifest(text, "fuzz")) {
      require_plain(model.name);
      require(!model.files.empty() && !model.licence.empty());
      for (const auto& package : model.packages) {
        require_plain(package.file);
        require(package.bytes > 0 && package.sha256.size() == 64);
      }
      for (const auto& file : model.files) {
        require_plain(file.name);
        require(file.bytes > 0 && file.sha256.size() == 64 && file.parts.empty() == model.packages.empty());
        for (const auto& part : file.parts) require(part.package < model.packages.size());
      }
    }
  } catch (const affect::InputError&) {
  }
  return 0;
}
