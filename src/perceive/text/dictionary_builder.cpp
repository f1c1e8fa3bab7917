#include "perceive/text/dictionary_builder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "affect/error.h"
#include "perceive/text/english_negators.h"
#include "perceive/text/word_scan.h"

namespace affect::perceive::text {
namespace {

constexpr std::size_t kMaxCategories = 1u << 16;
constexpr std::size_t kMaxPhraseWords = 16;
/// Whatever letters stand beside them: ":D" is not the word "d".
constexpr std::string_view kEmoticonSigns = ":;=()<>^|\\";

/// The words of an entry, lower case, and where each ends.
struct EntryWords {
  std::string text;
  std::vector<std::pair<std::string, std::size_t>> words;
  void begin_word() { text.clear(); }
  void ascii(std::string_view run, bool) {
    for (const char c : run) text += static_cast<char>(kWordByte[static_cast<unsigned char>(c)]);
  }
  void letter(unsigned char byte) { text += static_cast<char>(byte); }
  void end_word(std::size_t, std::size_t end, std::size_t) { words.emplace_back(text, end); }
  void clause() {}
  void sentence() {}
};

}  // namespace

std::uint32_t* TrieEdges::find(std::uint32_t node, unsigned char byte) {
  const std::uint32_t key = (node << 8) | byte;
  for (std::size_t at = place(key);; at = (at + 1) & mask_) {
    if (slots_[at].value == 0) return nullptr;
    if (slots_[at].key == key) return &slots_[at].value;
  }
}

void TrieEdges::add(std::uint32_t node, unsigned char byte, std::uint32_t value) {
  if ((size_ + 1) * 4 > slots_.size()) grow();
  const std::uint32_t key = (node << 8) | byte;
  std::size_t at = place(key);
  while (slots_[at].value != 0) at = (at + 1) & mask_;
  slots_[at] = {key, value};
  ++size_;
}

void TrieEdges::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  mask_ = slots_.size() - 1;
  --shift_;
  for (const Slot& slot : old) {
    if (slot.value == 0) continue;
    std::size_t at = place(slot.key);
    while (slots_[at].value != 0) at = (at + 1) & mask_;
    slots_[at] = slot;
  }
}

DictionaryData DictionaryBuilder::new_data() {
  DictionaryData data;
  data.ends.resize(1);
  data.patterns.resize(1);
  data.phrase_sets.resize(1);
  data.sets.resize(1);
  return data;
}

std::uint32_t DictionaryBuilder::category(std::string_view name, const Place& place) {
  const auto found = category_of_.find(std::string(name));
  if (found != category_of_.end()) return found->second;
  if (categories_.size() == kMaxCategories) {
    throw InputError(fmt::format("more than {} categories", kMaxCategories), place, "is it a dictionary?");
  }
  const auto number = static_cast<std::uint32_t>(categories_.size());
  categories_.push_back({std::string(name), {}});
  category_of_.emplace(name, number);
  return number;
}

std::vector<DictionaryBuilder::Word> DictionaryBuilder::cut(std::string_view entry, const Place& place) const {
  EntryWords found;
  WordScan<EntryWords>(entry, found).run();
  std::vector<Word> words;
  std::size_t stars = 0;
  for (const auto& [text, end] : found.words) {
    words.push_back({text, end < entry.size() && entry[end] == '*'});
    if (!words.back().stem) continue;
    ++stars;
    if (begins_word(entry, end + 1)) {
      throw InputError(fmt::format("'{}': a * stands inside a word", entry), place, "a stem ends with it: happi*");
    }
  }
  if (!words.empty() && stars != static_cast<std::size_t>(std::count(entry.begin(), entry.end(), '*'))) {
    throw InputError(fmt::format("'{}': a * stands alone", entry), place, "it follows the beginning of a word: happi*");
  }
  if (words.size() > kMaxPhraseWords) {
    throw InputError(fmt::format("an entry of {} words", words.size()), place,
                     fmt::format("a phrase has at most {}", kMaxPhraseWords));
  }
  return words;
}

DictionaryIndex DictionaryBuilder::walk(const std::string& text, const Place& place) {
  std::uint32_t node = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (const std::uint32_t* value = data_->edges.find(node, byte)) {
      node = *value & ~TrieEdges::kStem;
      continue;
    }
    const auto next = static_cast<std::uint32_t>(data_->ends.size());
    if (next == TrieEdges::kMaxNodes) throw InputError("is too large for a dictionary", place);
    data_->edges.add(node, byte, next);
    data_->ends.emplace_back();
    node = next;
  }
  return node;
}

DictionaryIndex DictionaryBuilder::pattern(const Word& word, const Place& place) {
  auto& end = data_->ends[walk(word.text, place)];
  DictionaryIndex& known = word.stem ? end.stem : end.word;
  if (known != 0) return known;
  known = static_cast<DictionaryIndex>(data_->patterns.size());
  data_->patterns.emplace_back();
  pattern_words_.push_back(word);
  if (word.stem) {
    std::uint32_t node = 0;
    std::uint32_t* edge = nullptr;
    for (const char c : word.text) {
      edge = data_->edges.find(node, static_cast<unsigned char>(c));
      node = *edge & ~TrieEdges::kStem;
    }
    *edge |= TrieEdges::kStem;
  }
  return known;
}

DictionaryIndex DictionaryBuilder::phrase(const std::vector<Word>& words, const Place& place) {
  DictionaryIndex node = 0;
  for (const Word& word : words) {
    const DictionaryIndex part = pattern(word, place);
    auto& next = data_->phrase_edges[DictionaryData::phrase_key(node, part)];
    if (next == 0) {
      next = static_cast<DictionaryIndex>(data_->phrase_sets.size());
      data_->phrase_sets.push_back(0);
    }
    if (node == 0) data_->patterns[part].phrase = next;
    node = next;
  }
  data_->longest_phrase = std::max(data_->longest_phrase, words.size());
  return node;
}

bool DictionaryBuilder::add(std::string_view entry, std::uint32_t category, std::optional<double> weight,
                            const Place& place) {
  const auto words = cut(entry, place);
  if (words.empty() || entry.find_first_of(kEmoticonSigns) != std::string_view::npos) {
    diagnostics_.add("entry_without_word", fmt::format("the entry '{}' is no word and is left out", entry), place,
                     "signs and emoticons are not counted");
    return false;
  }
  Items& items = words.size() == 1 ? word_items_[pattern(words.front(), place)] : phrase_items_[phrase(words, place)];
  if (items.empty()) ++data_->entries;
  const Item item{static_cast<float>(weight.value_or(1)), weight.has_value()};
  const auto [at, is_new] = items.emplace(category, item);
  weighted_ = weighted_ || item.own_weight;
  if (is_new) return true;
  if (at->second.own_weight == item.own_weight && at->second.weight == item.weight) {
    diagnostics_.add("repeated_entry", fmt::format("'{}' stands twice in {}", entry, categories_[category].name),
                     place);
  } else {
    diagnostics_.add("conflicting_weight",
                     fmt::format("'{}' has two weights in {}; the first counts", entry, categories_[category].name),
                     place);
  }
  return true;
}

DictionaryBuilder::Items DictionaryBuilder::with_parents(const Items& items) const {
  Items all = items;
  std::vector<std::uint32_t> open;
  for (const auto& [category, item] : items) open.push_back(category);
  while (!open.empty()) {
    const std::uint32_t category = open.back();
    open.pop_back();
    const auto parents = parents_.find(category);
    if (parents == parents_.end()) continue;
    for (const std::uint32_t parent : parents->second) {
      if (all.emplace(parent, all.at(category)).second) open.push_back(parent);
    }
  }
  return all;
}

void DictionaryBuilder::check_nesting(const Place& place) const {
  enum class Mark : unsigned char { fresh, open, done };
  std::vector<Mark> marks(categories_.size(), Mark::fresh);
  for (const auto& [start, unused] : parents_) {
    std::vector<std::uint32_t> path{start};
    while (!path.empty()) {
      const std::uint32_t category = path.back();
      if (marks[category] != Mark::fresh) {
        marks[category] = Mark::done;
        path.pop_back();
        continue;
      }
      marks[category] = Mark::open;
      const auto parents = parents_.find(category);
      if (parents == parents_.end()) continue;
      for (const std::uint32_t parent : parents->second) {
        if (marks[parent] == Mark::open) {
          throw InputError(fmt::format("the category {} is part of itself", categories_[parent].name), place);
        }
        if (marks[parent] == Mark::fresh) path.push_back(parent);
      }
    }
  }
}

void DictionaryBuilder::mark_negators() {
  const auto known = [&](const char* name) { return category_of_.find(name); };
  const auto own = known("negate") != category_of_.end() ? known("negate") : known("negation");
  if (own != category_of_.end()) {
    for (const auto& [number, items] : word_items_) data_->patterns[number].negates = items.contains(own->second);
    return;
  }
  for (const std::string_view word : kEnglishNegators) {
    data_->patterns[pattern({std::string(word), false}, {})].negates = true;
  }
}

void DictionaryBuilder::link_stems() {
  // Short stems before long ones and words last, so that what a pattern takes over is complete.
  std::vector<DictionaryIndex> order;
  for (DictionaryIndex i = 1; i < data_->patterns.size(); ++i) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
    const Word &left = pattern_words_[a], &right = pattern_words_[b];
    return std::pair(!left.stem, left.text.size()) < std::pair(!right.stem, right.text.size());
  });
  for (const DictionaryIndex number : order) {
    std::uint32_t node = 0;
    DictionaryIndex longest = 0;
    for (const char c : pattern_words_[number].text) {
      node = *data_->edges.find(node, static_cast<unsigned char>(c)) & ~TrieEdges::kStem;
      const DictionaryIndex stem = data_->ends[node].stem;
      if (stem != 0 && stem != number) longest = stem;
    }
    WordPattern& pattern = data_->patterns[number];
    const WordPattern& shorter = data_->patterns[longest];
    pattern.next = longest;
    pattern.begins_phrase = pattern.phrase != 0 || shorter.begins_phrase;
    if (pattern.set != 0) continue;
    pattern.set = shorter.set;
    pattern.negates = pattern.negates || shorter.negates;
  }
}

void DictionaryBuilder::make_sets() {
  std::map<std::vector<std::pair<std::uint32_t, float>>, DictionaryIndex> known;
  const auto set_of = [&](const Items& items) {
    std::vector<std::pair<std::uint32_t, float>> key;
    for (const auto& [category, item] : with_parents(items)) key.emplace_back(category, item.weight);
    DictionaryIndex& set = known[key];
    if (set == 0) {
      set = static_cast<DictionaryIndex>(data_->sets.size());
      data_->sets.push_back({static_cast<std::uint32_t>(data_->items.size()), static_cast<std::uint32_t>(key.size())});
      for (const auto& [category, weight] : key) data_->items.push_back({category, weight});
    }
    return set;
  };
  for (const auto& [pattern, items] : word_items_) data_->patterns[pattern].set = set_of(items);
  for (const auto& [node, items] : phrase_items_) data_->phrase_sets[node] = set_of(items);
}

std::shared_ptr<const Dictionary> DictionaryBuilder::build(std::string name, std::string language, const Place& place) {
  if (data_->entries == 0) throw InputError("no entry is in it", place, "docs/perceive/dictionary.md has the formats");
  check_nesting(place);
  make_sets();
  mark_negators();
  link_stems();
  data_->name = std::move(name);
  data_->language = std::move(language);
  data_->categories = std::move(categories_);
  data_->weighted = weighted_;
  return std::make_shared<const Dictionary>(std::move(data_));
}

}  // namespace affect::perceive::text
