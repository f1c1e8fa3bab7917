/// An open-addressing hash table from a word, phrase, emoticon or emoji (UTF-8, lower case) to what is known of it.
///
/// Thread-safety: immutable after building.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace affect::perceive::text {

/// Closed-class words that rules name.
enum class Word : std::uint8_t {
  other,
  no,
  or_,
  nor,
  never,
  so,
  this_,
  without,
  doubt,
  at,
  very,
  least,
  but,
  kind,
  of,
  the,
  shit,
  bomb,
  bad,
  ass,
  bus,
  stop,
  yeah,
  right,
  kiss,
  death,
  to,
  die,
  for_,
  beating,
  heart,
  just,
  enough,
  sort,
};

struct Entry {
  double valence = 0;  ///< -4 to 4, where `rated`
  double booster = 0;  ///< added to the strength of what follows
  Word word = Word::other;
  bool rated = false;
  bool negates = false;
  bool adverb = false;            ///< rated, but a degree adverb before a rated word: "pretty bad"
  bool superlative = false;       ///< its negation says little: "not the worst"
  bool compares = false;          ///< "like"
  bool like_before = false;       ///< after it "like" compares: "feels like"
  bool phrase = false;            ///< the key is a phrase
  std::uint8_t phrase_words = 0;  ///< words of the longest phrase that begins with this word; 0: none
};

class LexiconTable {
 public:
  /// The entry of `key`, made where there is none. Valid until the next add().
  Entry& add(std::string_view key);
  /// The entry of `key`, or one that knows nothing. Valid as long as the table.
  const Entry& find(std::string_view key) const;
  std::size_t longest_key() const { return longest_key_; }
  std::size_t size() const { return rows_.size(); }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t row = 0;  ///< index + 1; 0 is empty
  };
  struct Row {
    Entry entry;
    std::uint32_t begin, size;
  };
  void grow();

  std::vector<Slot> slots_;
  std::vector<Row> rows_;
  std::string keys_;
  std::size_t longest_key_ = 0;
};

}  // namespace affect::perceive::text
