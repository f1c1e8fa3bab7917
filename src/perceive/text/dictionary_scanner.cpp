#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "affect/perceive/text/dictionary.h"
#include "perceive/text/dictionary_data.h"
#include "perceive/text/word_scan.h"

namespace affect::perceive::text {
namespace {

constexpr std::size_t kLongWord = 6;       ///< letters; more is long
constexpr std::size_t kWindow = 1u << 12;  ///< words held before they are counted

struct ScannedWord {
  std::size_t begin = 0, end = 0;
  DictionaryIndex pattern = 0;
  bool after_clause = false;    ///< a mark stands before it: no phrase goes over it
  bool after_sentence = false;  ///< a sentence ended before it
};

/// What the trie says of short words that came lately: most of a text is few words.
class WordMemory {
 public:
  static constexpr std::size_t kLongest = 16;  ///< bytes

  struct Slot {
    std::uint64_t first = 0, second = 0;  ///< the word in lower case; no word is 0
    DictionaryIndex pattern = 0;
  };

  /// The word's slot, which may hold another word. `run`: ASCII letters and digits, 1 to kLongest of them; `readable`
  /// bytes stand from its first one on.
  Slot& slot(std::string_view run, std::size_t readable, std::uint64_t& first, std::uint64_t& second) {
    if (readable >= kLongest) {
      std::memcpy(&first, run.data(), sizeof(first));
      std::memcpy(&second, run.data() + sizeof(first), sizeof(second));
    } else {
      std::array<char, kLongest> bytes{};
      std::memcpy(bytes.data(), run.data(), run.size());
      std::memcpy(&first, bytes.data(), sizeof(first));
      std::memcpy(&second, bytes.data() + sizeof(first), sizeof(second));
    }
    // Of letters and digits the bit 0x20 is lower case, and set in digits anyway.
    constexpr std::uint64_t kLower = 0x2020202020202020u;
    constexpr std::size_t kHalf = sizeof(first);
    first = (first | kLower) & low_bytes(std::min(run.size(), kHalf));
    second = (second | kLower) & low_bytes(run.size() - std::min(run.size(), kHalf));
    const std::uint64_t mixed = (first * 0x9E3779B97F4A7C15u) ^ (second * 0xC2B2AE3D27D4EB4Fu);
    return slots_[(mixed ^ (mixed >> 29)) >> (64 - kBits)];
  }

 private:
  static constexpr unsigned kBits = 12;
  /// Ones in the bytes that a word of `bytes` fills, first in memory first.
  static std::uint64_t low_bytes(std::size_t bytes) {
    static_assert(std::endian::native == std::endian::little);
    return bytes == 0 ? 0 : ~std::uint64_t{0} >> (8 * (sizeof(std::uint64_t) - bytes));
  }
  std::vector<Slot> slots_ = std::vector<Slot>(std::size_t{1} << kBits);
};

}  // namespace

struct DictionaryScratch {
  std::vector<ScannedWord> words;
  WordMemory memory;
};

namespace {

/// Takes what WordScan finds: walks the trie, and counts words in windows so that memory does not grow with the text.
class DictionaryPass {
 public:
  using Hit = std::function<void(const DictionaryHit&)>;

  DictionaryPass(std::string_view text, const DictionaryData& data, const NegationRule& negation,
                 DictionaryScratch& scratch, DictionaryCounts& into, const Hit* hit)
      : text_end_(text.data() + text.size()),
        data_(data),
        negation_(negation),
        words_(scratch.words),
        memory_(scratch.memory),
        into_(into),
        hit_(hit),
        since_negator_(negation.reach) {
    words_.clear();
    into_.hits.resize(data.categories.size());
    into_.negated.resize(data.categories.size());
    into_.weights.resize(data.categories.size());
  }

  void begin_word() {
    node_ = 0;
    stem_ = 0;
    dead_ = remembered_ = false;
  }
  void ascii(std::string_view run, bool whole) {
    if (!whole || run.size() > WordMemory::kLongest) return walk(run);
    std::uint64_t first = 0, second = 0;
    WordMemory::Slot& slot = memory_.slot(run, static_cast<std::size_t>(text_end_ - run.data()), first, second);
    if (slot.first != first || slot.second != second) {
      walk(run);
      slot = {first, second, reached()};
    }
    remembered_ = true;
    pattern_ = slot.pattern;
  }
  void letter(unsigned char byte) {
    if (!dead_) step(byte, node_, stem_);
  }
  void end_word(std::size_t begin, std::size_t end, std::size_t letters) {
    const DictionaryIndex pattern = remembered_ ? pattern_ : reached();
    ++into_.words;
    if (letters > kLongWord) ++into_.long_words;
    if (words_.size() == kWindow) count(false);
    words_.push_back({begin, end, pattern, after_clause_, after_sentence_});
    after_clause_ = after_sentence_ = false;
    open_sentence_ = true;
  }
  void clause() { after_clause_ = true; }
  void sentence() {
    after_clause_ = after_sentence_ = true;
    if (!open_sentence_) return;
    open_sentence_ = false;
    ++into_.sentences;
  }
  void finish() {
    sentence();
    count(true);
  }

 private:
  void walk(std::string_view run) {
    std::uint32_t node = node_, stem = stem_;
    for (const char c : run) {
      if (dead_) break;
      step(kWordByte[static_cast<unsigned char>(c)], node, stem);
    }
    node_ = node;
    stem_ = stem;
  }

  /// The pattern of the word whose letters were walked.
  DictionaryIndex reached() const {
    const DictionaryIndex word = dead_ ? 0 : data_.ends[node_].word;
    return word == 0 && stem_ != 0 ? data_.ends[stem_].stem : word;
  }

  void step(unsigned char byte, std::uint32_t& node, std::uint32_t& stem) {
    const std::uint32_t value = data_.edges.find(node, byte);
    if (value == 0) {
      dead_ = true;
      return;
    }
    node = value & ~TrieEdges::kStem;
    if ((value & TrieEdges::kStem) != 0) stem = node;
  }

  /// The words at hand, but for those that may begin a phrase whose end has not come.
  void count(bool last) {
    const std::size_t held = last ? 0 : data_.longest_phrase - 1;
    std::size_t at = 0;
    while (at + held < words_.size()) at += count_at(at);
    words_.erase(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(at));
  }

  std::size_t count_at(std::size_t at) {
    const ScannedWord& word = words_[at];
    if (word.after_sentence) since_negator_ = negation_.reach;
    if (word.pattern == 0) {
      pass(1);
      return 1;
    }
    const WordPattern& pattern = data_.patterns[word.pattern];
    Found found{pattern.set, 1};
    if (pattern.begins_phrase) found = longest_phrase(at, found);
    if (found.set != 0) take(at, found, !pattern.negates && since_negator_ < negation_.reach);
    if (pattern.negates && found.words == 1) {
      since_negator_ = 0;
    } else {
      pass(found.words);
    }
    return found.words;
  }

  void pass(std::size_t words) { since_negator_ = std::min(since_negator_ + words, negation_.reach); }

  struct Found {
    DictionaryIndex set;
    std::size_t words;
  };

  Found longest_phrase(std::size_t at, Found best) const {
    for (DictionaryIndex number = words_[at].pattern; number != 0; number = data_.patterns[number].next) {
      if (data_.patterns[number].phrase != 0) extend(at, 1, data_.patterns[number].phrase, best);
    }
    return best;
  }

  /// `words` words from `at` lead to `node`. The first of equally long phrases wins: whole words come before stems.
  void extend(std::size_t at, std::size_t words, DictionaryIndex node, Found& best) const {
    if (const DictionaryIndex set = data_.phrase_sets[node]; set != 0 && words > best.words) best = {set, words};
    const std::size_t next = at + words;
    if (words == data_.longest_phrase || next == words_.size() || words_[next].after_clause) return;
    for (DictionaryIndex number = words_[next].pattern; number != 0; number = data_.patterns[number].next) {
      const auto edge = data_.phrase_edges.find(DictionaryData::phrase_key(node, number));
      if (edge != data_.phrase_edges.end()) extend(at, words + 1, edge->second, best);
    }
  }

  void take(std::size_t at, const Found& found, bool negated) {
    negated = negated && negation_.active;
    const auto items = data_.set(found.set);
    into_.covered += found.words;
    for (const DictionaryItem& item : items) {
      if (negated) {
        ++into_.negated[item.category];
      } else {
        ++into_.hits[item.category];
        into_.weights[item.category] += static_cast<double>(item.weight);
      }
    }
    if (hit_ != nullptr) {
      (*hit_)({{words_[at].begin, words_[at + found.words - 1].end}, found.words, negated, items});
    }
  }

  const char* text_end_;
  const DictionaryData& data_;
  const NegationRule& negation_;
  std::vector<ScannedWord>& words_;
  WordMemory& memory_;
  DictionaryCounts& into_;
  const Hit* hit_;

  std::uint32_t node_ = 0, stem_ = 0;
  bool dead_ = false;
  bool remembered_ = false;  ///< pattern_ is the word's
  DictionaryIndex pattern_ = 0;
  bool after_clause_ = false, after_sentence_ = false, open_sentence_ = false;
  std::size_t since_negator_;  ///< words since the last one in this sentence; at most the reach
};

/// Collects the letters of each word.
struct WordText {
  const std::function<void(const TextWord&)>& word;
  std::string lower = {};

  void begin_word() { lower.clear(); }
  void ascii(std::string_view run, bool) {
    for (const char c : run) lower += static_cast<char>(kWordByte[static_cast<unsigned char>(c)]);
  }
  void letter(unsigned char byte) { lower += static_cast<char>(byte); }
  void end_word(std::size_t begin, std::size_t end, std::size_t) { word({lower, {begin, end}}); }
  void clause() {}
  void sentence() {}
};

void run_pass(std::string_view text, DictionaryPass pass) {
  WordScan<DictionaryPass>(text, pass).run();
  pass.finish();
}

}  // namespace

DictionaryScanner::DictionaryScanner(std::shared_ptr<const Dictionary> dictionary, NegationRule negation)
    : dictionary_(std::move(dictionary)), negation_(negation), scratch_(std::make_unique<DictionaryScratch>()) {}
DictionaryScanner::~DictionaryScanner() = default;
DictionaryScanner::DictionaryScanner(DictionaryScanner&&) noexcept = default;
DictionaryScanner& DictionaryScanner::operator=(DictionaryScanner&&) noexcept = default;

void DictionaryScanner::scan(std::string_view text, DictionaryCounts& into) {
  run_pass(text, {text, dictionary_->data(), negation_, *scratch_, into, nullptr});
}

void DictionaryScanner::scan(std::string_view text, DictionaryCounts& into,
                             const std::function<void(const DictionaryHit&)>& hit) {
  run_pass(text, {text, dictionary_->data(), negation_, *scratch_, into, &hit});
}

void each_word(std::string_view text, const std::function<void(const TextWord&)>& word) {
  WordText sink{word};
  WordScan<WordText>(text, sink).run();
}

}  // namespace affect::perceive::text
