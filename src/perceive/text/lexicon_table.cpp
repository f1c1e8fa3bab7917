#include "perceive/text/lexicon_table.h"

#include <algorithm>

namespace affect::perceive::text {
namespace {

constexpr Entry kUnknown;

/// FNV-1a, with the high bits folded into the low ones that index the table.
std::uint32_t hash(std::string_view key) {
  std::uint64_t h = 0xCBF29CE484222325u;
  for (const char c : key) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return static_cast<std::uint32_t>(h ^ (h >> 32));
}

}  // namespace

void LexiconTable::grow() {
  std::vector<Slot> old(std::max<std::size_t>(64, slots_.size() * 2));
  old.swap(slots_);
  for (const auto& slot : old) {
    if (slot.row == 0) continue;
    auto at = slot.hash & (slots_.size() - 1);
    while (slots_[at].row != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

Entry& LexiconTable::add(std::string_view key) {
  if ((rows_.size() + 1) * 3 > slots_.size()) grow();
  const auto h = hash(key);
  auto at = h & (slots_.size() - 1);
  for (; slots_[at].row != 0; at = (at + 1) & (slots_.size() - 1)) {
    auto& row = rows_[slots_[at].row - 1];
    if (slots_[at].hash == h && std::string_view(keys_).substr(row.begin, row.size) == key) return row.entry;
  }
  rows_.push_back({{}, static_cast<std::uint32_t>(keys_.size()), static_cast<std::uint32_t>(key.size())});
  keys_ += key;
  longest_key_ = std::max(longest_key_, key.size());
  slots_[at] = {h, static_cast<std::uint32_t>(rows_.size())};
  return rows_.back().entry;
}

const Entry& LexiconTable::find(std::string_view key) const {
  if (key.size() > longest_key_ || slots_.empty()) return kUnknown;
  const auto h = hash(key);
  for (auto at = h & (slots_.size() - 1); slots_[at].row != 0; at = (at + 1) & (slots_.size() - 1)) {
    const auto& row = rows_[slots_[at].row - 1];
    if (slots_[at].hash == h && std::string_view(keys_).substr(row.begin, row.size) == key) return row.entry;
  }
  return kUnknown;
}

}  // namespace affect::perceive::text
