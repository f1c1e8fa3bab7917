/// What a Dictionary holds: a trie of words and stems over bytes, and a trie of phrases over those.
///
/// Thread-safety: immutable after building.
#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "affect/perceive/text/dictionary.h"

namespace affect::perceive::text {

/// A numbered thing or nothing, which is 0.
using DictionaryIndex = std::uint32_t;

/// Edges of a trie in one open-addressing table: (node, byte) -> node.
class TrieEdges {
 public:
  /// In the value of an edge: a stem ends at its node.
  static constexpr std::uint32_t kStem = 1u << 31;
  static constexpr std::uint32_t kMaxNodes = 1u << 24;

  /// The value, or 0 where there is none: no edge leads to the root.
  std::uint32_t find(std::uint32_t node, unsigned char byte) const {
    const std::uint32_t key = (node << 8) | byte;
    for (std::size_t at = place(key);; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.value == 0 || slot.key == key) return slot.value;
    }
  }
  std::uint32_t* find(std::uint32_t node, unsigned char byte);
  void add(std::uint32_t node, unsigned char byte, std::uint32_t value);

 private:
  struct Slot {
    std::uint32_t key = 0, value = 0;
  };
  std::size_t place(std::uint32_t key) const { return (key * 0x9E3779B1u) >> shift_; }
  void grow();

  std::vector<Slot> slots_ = std::vector<Slot>(64);
  std::size_t mask_ = 63, size_ = 0;
  unsigned shift_ = 26;
};

/// A word or a stem: alone an entry, or part of phrases, or both.
struct WordPattern {
  DictionaryIndex set = 0;     ///< its categories, or those of the longest shorter stem that has any
  DictionaryIndex next = 0;    ///< the longest stem that begins it, shorter or as long
  DictionaryIndex phrase = 0;  ///< node of the phrases that it begins
  bool begins_phrase = false;  ///< it or one of those that follow
  bool negates = false;
};

struct DictionaryData {
  std::string name, language;
  std::vector<Dictionary::Category> categories;
  bool weighted = false;
  std::size_t entries = 0;
  std::size_t longest_phrase = 1;  ///< words

  TrieEdges edges;
  struct End {
    DictionaryIndex word = 0, stem = 0;  ///< patterns
  };
  std::vector<End> ends;              ///< by node
  std::vector<WordPattern> patterns;  ///< from 1

  std::unordered_map<std::uint64_t, DictionaryIndex> phrase_edges;  ///< (node, pattern) -> node
  std::vector<DictionaryIndex> phrase_sets;                         ///< by node

  struct Set {
    std::uint32_t begin = 0, size = 0;
  };
  std::vector<Set> sets;  ///< from 1
  std::vector<DictionaryItem> items;

  std::span<const DictionaryItem> set(DictionaryIndex set) const {
    return std::span(items).subspan(sets[set].begin, sets[set].size);
  }
  static std::uint64_t phrase_key(DictionaryIndex node, DictionaryIndex pattern) {
    return (static_cast<std::uint64_t>(node) << 32) | pattern;
  }
};

}  // namespace affect::perceive::text
