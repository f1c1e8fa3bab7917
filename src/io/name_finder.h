/// Finds names of people in text: whole, by a part of three letters, inflected, in any case, with or without accents.
///
///   NameFinder names;
///   names.learn("Mara Lind", 0);
///   names.find("MARA's and Lind's", spans);   // MARA, Lind
///
/// When in doubt a name is found. Names that are common words ("Will", "May") are found where they begin with a
/// capital. Scripts that write no spaces are searched without word ends. Thread-safety: as a standard container.
#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace affect::io {

struct NameSpan {
  std::size_t person = 0;
  std::size_t begin = 0, end = 0;  ///< bytes
  bool operator==(const NameSpan&) const = default;
};

/// Letters that belong together, as they are compared: small, without accents and invisible signs.
struct FoldedWord {
  std::u32string letters;
  std::vector<std::size_t> begins;  ///< of each letter, in bytes of the text
  std::size_t begin = 0, end = 0;   ///< bytes of the text
  bool capital = false;             ///< begins with one, or the script knows none
  bool spaced = true;               ///< its script puts spaces between words
};

/// The words of text[begin, end).
std::vector<FoldedWord> fold_words(std::string_view text, std::size_t begin, std::size_t end);

class NameFinder {
 public:
  /// The first bearer of a part keeps it; a whole name goes before another's part.
  void learn(std::string_view name, std::size_t person);
  /// Appends what names somebody in text[begin, end), in order, without overlap.
  void find(std::string_view text, std::size_t begin, std::size_t end, std::vector<NameSpan>& spans) const;

 private:
  struct Entry {
    std::size_t person = 0;
    bool whole = false;
    bool capital = false;  ///< is a word too
  };
  using Entries = std::unordered_map<std::u32string, Entry>;

  void learn_words(const std::vector<FoldedWord>& words, std::size_t person);
  void learn_unspaced(const std::u32string& name, std::size_t person);
  static void add(Entries& entries, const std::u32string& letters, Entry entry);
  const Entry* find_phrase(const std::vector<FoldedWord>& words, std::size_t at, std::string_view text,
                           std::size_t& count) const;
  const Entry* find_word(const FoldedWord& word) const;
  const Entry* find_inflected(const FoldedWord& word) const;
  void find_unspaced(const FoldedWord& word, std::vector<NameSpan>& spans) const;

  Entries words_;
  Entries phrases_;                                          ///< words with a space between them
  std::unordered_set<std::u32string> leaders_;               ///< their first words
  Entries stems_;                                            ///< what stays of a name when it is inflected
  std::map<std::size_t, Entries, std::greater<>> unspaced_;  ///< by length, the longest first
};

}  // namespace affect::io
