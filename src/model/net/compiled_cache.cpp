#include "model/net/compiled_cache.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

namespace affect::model {
namespace {

/// FNV-1a.
std::uint64_t short_hash(const std::string& text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

}  // namespace

CompiledCache::CompiledCache(std::string folder, const std::string& identity) {
  if (folder.empty() || identity.empty()) return;
  folder_ = std::move(folder);
  key_ = fmt::format("{:016x}", short_hash(identity));
}

// A file's name tells its size: what was cut is not the file that was written.
std::optional<ov::CompiledModel> CompiledCache::find(ov::Core& core, const ov::AnyMap& settings) const {
  namespace fs = std::filesystem;
  std::error_code unseen;
  if (key_.empty()) return std::nullopt;
  for (const auto& entry : fs::directory_iterator(folder_, unseen)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(key_) || name != fmt::format("{}-{}.net", key_, entry.file_size(unseen))) continue;
    try {
      return core.import_model(ov::read_tensor_data(entry.path()), "CPU", settings);
    } catch (const std::exception&) {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

void CompiledCache::keep(ov::CompiledModel& compiled) const {
  namespace fs = std::filesystem;
  if (key_.empty()) return;
  std::error_code failed;
  fs::create_directories(folder_, failed);
  const auto part = fs::path(folder_) / fmt::format("{}.{}.part", key_, ::getpid());
  std::ofstream file(part, std::ios::binary);
  if (!file) return;
  compiled.export_model(file);
  file.close();
  if (file) fs::rename(part, fs::path(folder_) / fmt::format("{}-{}.net", key_, fs::file_size(part)), failed);
  if (!file || failed) fs::remove(part, failed);
}

}  // namespace affect::model
