#include "affect/understand/corpus/vocabulary_shift.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "affect/rng.h"
#include "understand/corpus/count_entropy.h"
#include "understand/corpus/document_order.h"

namespace affect::understand::corpus {
namespace {

/// count_log of whole numbers: the small ones, which nearly all are, from a table.
class CountLogs {
 public:
  CountLogs() {
    for (std::size_t i = 0; i < table_.size(); ++i) table_[i] = count_log(static_cast<double>(i));
  }
  double of(std::uint64_t count) const {
    return count < table_.size() ? table_[count] : count_log(static_cast<double>(count));
  }

 private:
  std::vector<double> table_ = std::vector<double>(1 << 14);
};

/// Counts of a window that documents enter and leave.
class SlidingCounts {
 public:
  SlidingCounts(const CountLogs& logs, std::size_t words) : logs_(logs), counts_(words) {}
  void enter(const Document& document) {
    for (const auto& [word, count] : document.words) change(counts_[word], counts_[word] + count);
    words_ += document.length;
  }
  void leave(const Document& document) {
    for (const auto& [word, count] : document.words) change(counts_[word], counts_[word] - count);
    words_ -= document.length;
  }
  double words() const { return static_cast<double>(words_); }
  double sum() const { return sum_; }

 private:
  void change(std::uint64_t& held, std::uint64_t to) {
    sum_ += logs_.of(to) - logs_.of(held);
    held = to;
  }

  const CountLogs& logs_;
  std::vector<std::uint64_t> counts_;
  std::uint64_t words_ = 0;
  double sum_ = 0;
};

/// Divergences at window .. n - window, of the documents in this order.
std::vector<double> slide(const DocumentStream& stream, const CountLogs& logs, const std::vector<std::size_t>& order,
                          std::size_t window) {
  const std::size_t n = order.size(), words = stream.vocabulary().size();
  SlidingCounts before(logs, words), after(logs, words), both(logs, words);
  for (std::size_t i = 0; i < 2 * window; ++i) {
    (i < window ? before : after).enter(stream[order[i]]);
    both.enter(stream[order[i]]);
  }
  std::vector<double> bits;
  for (std::size_t at = window;; ++at) {
    bits.push_back(divergence_of_sums(before.words(), after.words(), before.sum(), after.sum(), both.sum()));
    if (at + window == n) return bits;
    const Document &first = stream[order[at - window]], &middle = stream[order[at]], &next = stream[order[at + window]];
    before.leave(first);
    before.enter(middle);
    after.leave(middle);
    after.enter(next);
    both.leave(first);
    both.enter(next);
  }
}

/// Words of fewer than `least` documents as one.
DocumentStream rare_as_one(const DocumentStream& stream, std::size_t least) {
  std::vector<std::size_t> documents(stream.vocabulary().size());
  for (const Document& document : stream.documents()) {
    for (const auto& [word, count] : document.words) ++documents[word];
  }
  DocumentStream result;
  for (const Document& document : stream.documents()) {
    DocumentStream::Counts counts;
    std::uint64_t rare = 0;
    for (const auto& [word, count] : document.words) {
      if (documents[word] < least) {
        rare += count;
      } else {
        counts.emplace_back(stream.vocabulary()[word], count);
      }
    }
    counts.emplace_back(std::string(), rare);
    result.add(document.name, document.time, counts);
  }
  return result;
}

/// Largest first; nothing within a window of one that is taken.
std::vector<VocabularyShift> apart(const ShiftScan& scan, std::vector<VocabularyShift> shifts) {
  std::stable_sort(shifts.begin(), shifts.end(),
                   [](const VocabularyShift& a, const VocabularyShift& b) { return a.bits > b.bits; });
  std::vector<VocabularyShift> taken;
  for (const VocabularyShift& shift : shifts) {
    const bool near = std::any_of(taken.begin(), taken.end(), [&](const VocabularyShift& other) {
      return std::max(shift.at, other.at) - std::min(shift.at, other.at) < scan.window;
    });
    if (!near) taken.push_back(shift);
  }
  std::sort(taken.begin(), taken.end(), [](const VocabularyShift& a, const VocabularyShift& b) { return a.at < b.at; });
  return taken;
}

}  // namespace

std::size_t usual_window(std::size_t documents) { return std::clamp<std::size_t>(documents / 10, 5, 50); }

ShiftScan vocabulary_shifts(const DocumentStream& all, const ShiftOptions& options) {
  assert(options.block >= 1 && options.permutations >= 1);
  const std::size_t n = all.size();
  ShiftScan scan;
  scan.window = options.window == 0 ? usual_window(n) : options.window;
  scan.reason = too_few_to_order(n, scan.window, options.block);
  if (!scan.reason.empty()) {
    scan.status = Status::too_short;
    return scan;
  }
  constexpr std::size_t kFewestRare = 3, kRareShare = 20;
  const DocumentStream stream =
      rare_as_one(all, options.rare == 0 ? std::max(kFewestRare, n / kRareShare) : options.rare);
  double entries = 0;
  for (const Document& document : stream.documents()) entries += static_cast<double>(document.words.size());
  constexpr double kChanges = 6, kFewest = 99;  // a document enters and leaves three windows
  scan.permutations = static_cast<std::size_t>(std::min(
      static_cast<double>(options.permutations), std::max(kFewest, ShiftScan::kMostWork / (kChanges * entries))));

  std::vector<std::size_t> order = as_they_are(n);
  const CountLogs logs;
  const auto bits = slide(stream, logs, order, scan.window);
  std::vector<double> largest;
  for (std::size_t round = 0; round < scan.permutations; ++round) {
    Rng rng = Rng(options.seed).split(round);
    order = shuffled_blocks(n, options.block, rng);
    const auto chance = slide(stream, logs, order, scan.window);
    largest.push_back(*std::max_element(chance.begin(), chance.end()));
  }
  std::sort(largest.begin(), largest.end());
  const auto p_of = [&](double value) {
    // Sums that slide round off: an order that is the stream's own backwards must count.
    const auto least = value - 1e-9;
    const auto above = largest.end() - std::lower_bound(largest.begin(), largest.end(), least);
    return static_cast<double>(1 + above) / static_cast<double>(1 + largest.size());
  };
  const double place = (1 - options.level) * static_cast<double>(largest.size());
  scan.chance_bits = largest[std::min(largest.size() - 1, static_cast<std::size_t>(place))];

  scan.bits.assign(n, std::numeric_limits<double>::quiet_NaN());
  std::vector<VocabularyShift> shifts;
  for (std::size_t i = 0; i < bits.size(); ++i) {
    const VocabularyShift shift{.at = scan.window + i, .bits = bits[i], .p = p_of(bits[i])};
    scan.bits[shift.at] = shift.bits;
    if (shift.bits > scan.strongest.bits) scan.strongest = shift;
    if (shift.p <= options.level) shifts.push_back(shift);
  }
  scan.shifts = apart(scan, std::move(shifts));
  return scan;
}

}  // namespace affect::understand::corpus
