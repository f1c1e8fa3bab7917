/// Counts the words of a text by the categories of a dictionary: LIWC's, a table, or our own.
///
///   Diagnostics diagnostics;
///   const auto dictionary = read_dictionary("moods.csv", diagnostics);   // or shipped_dictionary(engine,
///   "function_words_en") DictionaryScanner scanner(dictionary); DictionaryCounts counts; scanner.scan("I'm kind of
///   tired.", counts); counts.percent(*dictionary->find_category("tired"));                 // of all words; absent
///   without words
///
/// An entry is a word, a stem (`happi*`: all that begins so) or a phrase of them (`kind of`, `birth* day`), with any
/// number of categories and, where the dictionary has them, a weight in each. The longest phrase wins over a word, a
/// word over a stem, a long stem over a short one; what a phrase takes is not counted again. A phrase is one hit. After
/// Pennebaker, Boyd, Jordan & Blackburn (2015), LIWC2015, and Boyd et al. (2022), LIWC-22.
///
/// A word is a run of letters, digits and inner apostrophes, in any case; hyphens part words, a decimal point or comma
/// between digits does not; emoji and other signs are no words. A sentence ends at . ! ? before white space, or with
/// the text. Text is UTF-8; bytes that are not part words. Languages written without spaces are not cut into words.
/// Time is linear in the text, but for what phrases of one beginning share. Thread-safety: a Dictionary is immutable
/// and shared by any number of threads; a DictionaryScanner holds scratch memory, one thread each.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "affect/diagnostics.h"
#include "affect/engine.h"
#include "affect/segment.h"

namespace affect::perceive::text {

struct DictionaryData;
struct DictionaryScratch;

/// What an entry adds to a category.
struct DictionaryItem {
  std::uint32_t category = 0;
  float weight = 1;
};

class Dictionary {
 public:
  struct Category {
    std::string name;  ///< unique, never empty
    std::string what;  ///< one line, or empty
  };

  explicit Dictionary(std::unique_ptr<const DictionaryData> data);
  ~Dictionary();

  const std::string& name() const;
  const std::string& language() const;  ///< BCP 47, or empty: unknown
  const std::vector<Category>& categories() const;
  std::optional<std::size_t> find_category(std::string_view name) const;
  std::size_t entries() const;
  bool weighted() const;  ///< whether any entry has a weight of its own
  const DictionaryData& data() const { return *data_; }

 private:
  std::unique_ptr<const DictionaryData> data_;
};

/// LIWC's .dic; a table .csv, .tsv or .dicx; our own .toml (docs/perceive/dictionary.md). Packed files come unpacked,
/// other encodings than UTF-8 are found. Entries that repeat, contradict each other or hold no word are counted in
/// `diagnostics`. Throws InputError with file and line, IoError.
std::shared_ptr<const Dictionary> read_dictionary(const std::string& path, Diagnostics& diagnostics);
enum class DictionaryFormat { liwc, table, toml };
/// The same of text in memory; `name` is what messages call it.
std::shared_ptr<const Dictionary> parse_dictionary(std::string_view text, DictionaryFormat format,
                                                   const std::string& name, Diagnostics& diagnostics);
/// One category "match" with these entries. Throws ConfigError for an entry without a word.
std::shared_ptr<const Dictionary> dictionary_of(std::span<const std::string> entries);
/// One of data/lexicons/*.toml. Throws ConfigError, which names those that there are.
std::shared_ptr<const Dictionary> shipped_dictionary(const Engine& engine, std::string_view name);

/// What was counted; adding up is merging.
struct DictionaryCounts {
  std::uint64_t words = 0;
  std::uint64_t sentences = 0;
  std::uint64_t long_words = 0;        ///< more than six letters or digits
  std::uint64_t covered = 0;           ///< words that belong to any category, those of phrases too
  std::vector<std::uint64_t> hits;     ///< by category
  std::vector<std::uint64_t> negated;  ///< by category; these are not among the hits
  std::vector<double> weights;         ///< by category: sum over the hits

  void add(const DictionaryCounts& other);
  // Absent without words; without hits.
  std::optional<double> percent(std::size_t category) const;
  std::optional<double> words_per_sentence() const;
  std::optional<double> percent_long_words() const;
  std::optional<double> percent_covered() const;
  std::optional<double> mean_weight(std::size_t category) const;
};

/// One entry found in a text.
struct DictionaryHit {
  ByteRange bytes;
  std::size_t words = 1;  ///< more in a phrase
  bool negated = false;
  std::span<const DictionaryItem> items;  ///< its categories; valid as long as the dictionary
};

struct NegationRule {
  bool active = false;
  /// A hit counts as negated where one of this many words before it, in the same sentence, is a negator: a word of the
  /// dictionary's category "negate" or "negation", else of our English list. Negators themselves are never negated.
  std::size_t reach = 3;
};

class DictionaryScanner {
 public:
  explicit DictionaryScanner(std::shared_ptr<const Dictionary> dictionary, NegationRule negation = {});
  ~DictionaryScanner();
  DictionaryScanner(DictionaryScanner&&) noexcept;
  DictionaryScanner& operator=(DictionaryScanner&&) noexcept;

  /// Adds what is in `text`, one text with its own sentences, to `into`.
  void scan(std::string_view text, DictionaryCounts& into);
  /// The same, and hands over each hit, in the order of the text.
  void scan(std::string_view text, DictionaryCounts& into, const std::function<void(const DictionaryHit&)>& hit);
  const Dictionary& dictionary() const { return *dictionary_; }

 private:
  std::shared_ptr<const Dictionary> dictionary_;
  NegationRule negation_;
  std::unique_ptr<DictionaryScratch> scratch_;
};

/// A word of a text, as the scanner cuts it.
struct TextWord {
  std::string_view lower;  ///< lower case, apostrophes straight; valid during the call
  ByteRange bytes;
};
void each_word(std::string_view text, const std::function<void(const TextWord&)>& word);

}  // namespace affect::perceive::text
