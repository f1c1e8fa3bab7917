/// Language style matching: how alike two speakers' use of function words is.
///
///   StyleMatching matching(shipped_dictionary(engine, "function_words_en"), 1);
///   // push every record of the episodes, then
///   for (const StylePair& pair : matching.pairs()) ...
///
/// For each of nine categories 1 - |a - b| / (a + b + 0.0001), a and b being the two speakers' percent of words; the
/// score is their mean, in [0, 1]: Ireland & Pennebaker (2010), JPSP 99, 549-571; Gonzales, Hancock & Pennebaker
/// (2010), Communication Research 37, 3-19. A category that neither uses counts 1, as in the papers.
///
/// Everyone uses function words at much the same rates, so that strangers match well too, and short texts match badly
/// by chance. Two baselines stand beside each score: `strangers`, the mean score of the two with speakers of other
/// episodes (what is common to all; near it, the two match no better than people who never met), and `dealt`, the mean
/// when the two's own turns are dealt out anew, each as many as before (what two texts of one style and these lengths
/// reach; near it, chance alone tells the two apart). Thread-safety: none.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "affect/affect_state.h"
#include "affect/perceive/text/dictionary.h"
#include "affect/record.h"

namespace affect::perceive::text {

inline constexpr std::array<std::string_view, 9> kStyleCategories = {"ppron",   "ipron",  "article", "conj", "prep",
                                                                     "auxverb", "adverb", "negate",  "quant"};
/// Under this a speaker's rates are mostly chance: a category of 2 % is one word.
inline constexpr std::uint64_t kStyleMinimumWords = 50;

/// What a speaker said.
struct StyleCounts {
  std::uint64_t words = 0;
  std::array<std::uint64_t, kStyleCategories.size()> hits{};

  void add(const StyleCounts& other);
};

/// Of two rates in percent.
double style_match(double a, double b);
/// By category; absent where one of the two has no words.
std::optional<std::array<double, kStyleCategories.size()>> style_matches(const StyleCounts& a, const StyleCounts& b);

struct StylePair {
  std::string episode, a, b;
  std::uint64_t words_a = 0, words_b = 0;
  Status status = Status::given;  ///< too_short: one has under kStyleMinimumWords
  std::optional<double> score;
  std::array<std::optional<double>, kStyleCategories.size()> categories;
  std::optional<double> strangers;  ///< absent with under five pairs of strangers
  std::size_t stranger_pairs = 0;
  std::optional<double> dealt;  ///< absent where one has under four turns
};

/// Strangers are speakers of other episodes and other names, at most 500 of all. Memory: a row a speaker, and for the
/// running episodes counts of at most 8,192 turns each: of longer ones, neighbouring turns of a speaker are dealt
/// together.
class StyleMatching : public RecordSink {
 public:
  /// Of an episode with more speakers, those with the most words are paired.
  static constexpr std::size_t kMaxSpeakers = 32;

  /// Throws ConfigError where the dictionary lacks one of the categories. `seed` deals the turns.
  StyleMatching(std::shared_ptr<const Dictionary> dictionary, std::uint64_t seed);
  void accept(Record&& record) override;
  /// Every pair, in the order of the episodes. All records have come.
  std::vector<StylePair> pairs();

 private:
  struct Turns {
    std::size_t speaker = 0;
    StyleCounts counts;
  };
  struct Running {
    std::vector<std::string> names;
    std::map<std::string, std::size_t, std::less<>> numbers;
    std::vector<StyleCounts> speakers;
    std::vector<Turns> turns;
  };
  struct Speaker {
    std::string name;
    StyleCounts counts;
  };
  struct Episode {
    std::string id;
    std::vector<Speaker> speakers;
    std::map<std::pair<std::size_t, std::size_t>, double> dealt;
  };

  void add(Running& running, const Turn& turn);
  static void join_turns(Running& running);
  void end(const std::string& id);
  std::optional<double> deal(const std::vector<Turns>& turns, std::size_t a, std::size_t b) const;
  struct Stranger {
    std::size_t episode = 0;
    const Speaker* speaker = nullptr;
  };
  std::vector<Stranger> sample_strangers() const;
  static void compare_with_strangers(const std::vector<Stranger>& strangers, std::size_t episode, const StyleCounts& a,
                                     const StyleCounts& b, StylePair& pair);

  DictionaryScanner scanner_;
  std::array<std::size_t, kStyleCategories.size()> categories_{};
  std::uint64_t seed_;
  std::map<std::string, Running> running_;
  std::vector<Episode> episodes_;
};

}  // namespace affect::perceive::text
