/// Collects categories and entries, in any order, into a Dictionary.
///
/// Thread-safety: none.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "affect/perceive/text/dictionary.h"
#include "perceive/text/dictionary_data.h"

namespace affect::perceive::text {

class DictionaryBuilder {
 public:
  explicit DictionaryBuilder(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  /// The category of that name, made where there is none. Throws InputError where there are too many.
  std::uint32_t category(std::string_view name, const Place& place);
  void describe(std::uint32_t category, std::string what) { categories_[category].what = std::move(what); }
  /// What belongs to `child` belongs to `parent` too.
  void nest(std::uint32_t child, std::uint32_t parent) { parents_[child].push_back(parent); }

  /// A word, stem or phrase in a category. False where it holds no word, which is counted ("entry_without_word").
  /// Throws InputError where a * stands elsewhere than at the end of a word, or it has too many words.
  bool add(std::string_view entry, std::uint32_t category, std::optional<double> weight, const Place& place);

  /// Throws InputError (`place`) where no entry was added, categories contain each other, or all is too large.
  std::shared_ptr<const Dictionary> build(std::string name, std::string language, const Place& place);

 private:
  struct Word {
    std::string text;
    bool stem = false;
  };
  struct Item {
    float weight = 1;
    bool own_weight = false;
  };
  using Items = std::map<std::uint32_t, Item>;

  std::vector<Word> cut(std::string_view entry, const Place& place) const;
  DictionaryIndex pattern(const Word& word, const Place& place);
  DictionaryIndex phrase(const std::vector<Word>& words, const Place& place);
  DictionaryIndex walk(const std::string& text, const Place& place);
  Items with_parents(const Items& items) const;
  void check_nesting(const Place& place) const;
  void mark_negators();
  void link_stems();
  void make_sets();

  Diagnostics& diagnostics_;
  std::vector<Dictionary::Category> categories_;
  std::unordered_map<std::string, std::uint32_t> category_of_;
  std::map<std::uint32_t, std::vector<std::uint32_t>> parents_;
  std::unique_ptr<DictionaryData> data_ = std::make_unique<DictionaryData>(new_data());
  std::vector<Word> pattern_words_{Word{}};  ///< by pattern
  std::map<DictionaryIndex, Items> word_items_, phrase_items_;
  bool weighted_ = false;

  static DictionaryData new_data();
};

}  // namespace affect::perceive::text
