#include "affect/understand/corpus/relative_entropy.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>
#include <numeric>

#include "affect/measure/distribution.h"
#include "affect/measure/f_distribution.h"
#include "affect/measure/multiple_testing.h"
#include "understand/corpus/count_entropy.h"

namespace affect::understand::corpus {
namespace {

double total(std::span<const std::uint64_t> counts) {
  return static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
}

/// Sums of a word's shares in the documents of one side; documents without it have share 0.
struct ShareSums {
  double sum = 0, squares = 0;
  std::size_t documents = 0;  ///< that have it
};

std::vector<ShareSums> share_sums(const DocumentStream& stream, std::size_t begin, std::size_t end) {
  std::vector<ShareSums> sums(stream.vocabulary().size());
  for (std::size_t i = begin; i < end; ++i) {
    for (const auto& [word, count] : stream[i].words) {
      const double share = static_cast<double>(count) / static_cast<double>(stream[i].length);
      sums[word].sum += share;
      sums[word].squares += share * share;
      ++sums[word].documents;
    }
  }
  return sums;
}

/// Two-sided p of Welch's t test of two means; absent where neither side varies.
std::optional<double> welch_p(const ShareSums& a, std::size_t n_a, const ShareSums& b, std::size_t n_b) {
  if (n_a < 2 || n_b < 2) return std::nullopt;
  const auto count_a = static_cast<double>(n_a), count_b = static_cast<double>(n_b);
  const double mean_a = a.sum / count_a, mean_b = b.sum / count_b;
  const double error_a = std::max(0.0, a.squares / count_a - mean_a * mean_a) / (count_a - 1);
  const double error_b = std::max(0.0, b.squares / count_b - mean_b * mean_b) / (count_b - 1);
  const double error = error_a + error_b;
  if (!(error > 0)) return std::nullopt;
  const double freedom = error * error / (error_a * error_a / (count_a - 1) + error_b * error_b / (count_b - 1));
  const double t = (mean_a - mean_b) / std::sqrt(error);
  return 1 - measure::f_distribution(t * t, 1, freedom);
}

}  // namespace

std::vector<std::uint64_t> word_counts(const DocumentStream& stream, std::size_t begin, std::size_t end) {
  std::vector<std::uint64_t> counts(stream.vocabulary().size());
  for (std::size_t i = begin; i < end; ++i) {
    for (const auto& [word, count] : stream[i].words) counts[word] += count;
  }
  return counts;
}

std::vector<double> smoothed_shares(std::span<const std::uint64_t> counts, std::span<const std::uint64_t> background,
                                    const Smoothing& smoothing) {
  assert(counts.size() == background.size());
  const double words = total(counts), all = total(background);
  assert(words > 0 && all > 0);
  const double share = smoothing.kind == Smoothing::Kind::jelinek_mercer
                           ? smoothing.amount
                           : smoothing.amount / (words + smoothing.amount);
  std::vector<double> shares(counts.size());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    shares[i] = (1 - share) * static_cast<double>(counts[i]) / words + share * static_cast<double>(background[i]) / all;
  }
  return shares;
}

double relative_entropy(std::span<const double> p, std::span<const double> q) {
  return measure::kullback_leibler(p, q) / std::numbers::ln2;
}

double jensen_shannon(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  assert(a.size() == b.size());
  double words_a = 0, words_b = 0, sum_a = 0, sum_b = 0, sum_both = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto count_a = static_cast<double>(a[i]), count_b = static_cast<double>(b[i]);
    words_a += count_a;
    words_b += count_b;
    sum_a += count_log(count_a);
    sum_b += count_log(count_b);
    sum_both += count_log(count_a + count_b);
  }
  return divergence_of_sums(words_a, words_b, sum_a, sum_b, sum_both);
}

DrivingWords driving_words(const DocumentStream& stream, std::size_t begin, std::size_t at, std::size_t end,
                           const DrivingWordOptions& options) {
  assert(begin < at && at < end && end <= stream.size());
  const auto before = word_counts(stream, begin, at), after = word_counts(stream, at, end),
             both = word_counts(stream, begin, end);
  const auto q = smoothed_shares(before, both, options.smoothing), p = smoothed_shares(after, both, options.smoothing);
  const double words_before = total(before), words_after = total(after);
  const auto sums_before = share_sums(stream, begin, at), sums_after = share_sums(stream, at, end);

  std::vector<DrivingWord> words;
  std::vector<double> tests;
  std::vector<std::size_t> tested;
  for (std::size_t i = 0; i < both.size(); ++i) {
    if (both[i] == 0) continue;
    DrivingWord& word = words.emplace_back();
    word.word = static_cast<std::uint32_t>(i);
    word.before_per_million = 1e6 * static_cast<double>(before[i]) / words_before;
    word.after_per_million = 1e6 * static_cast<double>(after[i]) / words_after;
    if (sums_before[i].documents + sums_after[i].documents < kFewestDocumentsOfWord) continue;
    word.p = welch_p(sums_before[i], at - begin, sums_after[i], end - at);
    if (!word.p) continue;
    tests.push_back(*word.p);
    tested.push_back(words.size() - 1);
  }
  const auto adjusted = measure::benjamini_hochberg(tests);
  for (std::size_t i = 0; i < tested.size(); ++i) words[tested[i]].p_adjusted = adjusted[i];

  const auto strongest = [&](const std::vector<double>& from, const std::vector<double>& to) {
    for (DrivingWord& word : words) {
      word.bits = from[word.word] * std::log2(from[word.word] / to[word.word]);
    }
    const auto most = static_cast<std::ptrdiff_t>(std::min(options.most, words.size()));
    std::vector<DrivingWord> list(static_cast<std::size_t>(most));
    std::partial_sort_copy(words.begin(), words.end(), list.begin(), list.end(),
                           [](const DrivingWord& a, const DrivingWord& b) {
                             return a.bits != b.bits ? a.bits > b.bits : a.word < b.word;
                           });
    std::erase_if(list, [](const DrivingWord& word) { return word.bits <= 0; });
    return list;
  };
  return {.rise_bits = relative_entropy(p, q),
          .fade_bits = relative_entropy(q, p),
          .rising = strongest(p, q),
          .fading = strongest(q, p)};
}

}  // namespace affect::understand::corpus
