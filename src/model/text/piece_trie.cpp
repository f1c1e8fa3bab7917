#include "model/text/piece_trie.h"

#include <algorithm>

namespace affect::model {
namespace {

constexpr std::size_t kBytes = 256;
/// A node with several children is tried at so many free cells from the end, then gets a new block. Those with one
/// child fill what is left before.
constexpr std::size_t kTries = 64;

/// Eight bytes as a number of the same order; a shorter piece ends in zeros.
std::uint64_t head_of(std::string_view piece) {
  std::uint64_t head = 0;
  for (std::size_t i = 0; i < sizeof head; ++i) {
    head = (head << 8) | (i < piece.size() ? static_cast<unsigned char>(piece[i]) : 0u);
  }
  return head;
}

/// Stable. Heads decide nearly all comparisons without a look at the pieces, which lie all over memory.
void sort_pieces(std::vector<std::pair<std::string_view, std::int32_t>>& pieces) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
  order.reserve(pieces.size());
  for (std::uint32_t i = 0; i < pieces.size(); ++i) order.emplace_back(head_of(pieces[i].first), i);
  std::sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first < b.first;
    const int rest = pieces[a.second].first.compare(pieces[b.second].first);
    return rest != 0 ? rest < 0 : a.second < b.second;
  });
  std::vector<std::pair<std::string_view, std::int32_t>> sorted;
  sorted.reserve(pieces.size());
  for (const auto& [head, index] : order) sorted.push_back(pieces[index]);
  pieces = std::move(sorted);
}

}  // namespace

/// Places the children of one node after the other. Free cells form a list in their order.
class PieceTrie::Builder {
 public:
  using Pieces = std::vector<std::pair<std::string_view, std::int32_t>>;

  Builder(const Pieces& pieces, std::vector<Cell>& cells) : pieces_(pieces), cells_(cells) {
    add_block();
    take(kRoot);
    cells_[kRoot].parent = kRoot;
  }

  void build() {
    std::vector<Range> open{{kRoot, 0, pieces_.size(), 0}};
    while (!open.empty()) {
      const Range range = open.back();
      open.pop_back();
      place(range, open);
    }
    // A piece never goes on into the root: its cell may not look like a child of itself.
    cells_[kRoot].parent = kFree;
  }

 private:
  /// Pieces [begin, end) share their first `depth` bytes, which lead to `node`.
  struct Range {
    std::uint32_t node;
    std::size_t begin, end, depth;
  };
  struct Links {
    std::uint32_t before, after;
  };

  void place(const Range& range, std::vector<Range>& open) {
    std::size_t at = range.begin;
    while (at < range.end && pieces_[at].first.size() == range.depth) {
      if (range.depth > 0 && cells_[range.node].piece < 0) cells_[range.node].piece = pieces_[at].second;
      ++at;
    }
    children_.clear();
    for (const std::size_t first = open.size(); at < range.end;) {
      const char byte = pieces_[at].first[range.depth];
      std::size_t end = at + 1;
      while (end < range.end && pieces_[end].first[range.depth] == byte) ++end;
      children_.push_back(static_cast<unsigned char>(byte));
      open.push_back({kFree, at, end, range.depth + 1});
      at = end;
      if (at < range.end) continue;
      const std::uint32_t base = base_for_children();
      cells_[range.node].base = base;
      for (std::size_t i = 0; i < children_.size(); ++i) {
        const std::uint32_t child = base ^ children_[i];
        take(child);
        cells_[child].parent = range.node;
        open[first + i].node = child;
      }
    }
  }

  std::uint32_t base_for_children() {
    const unsigned lead = children_.front();
    if (children_.size() == 1 && first_free_ != kFree) return first_free_ ^ lead;
    std::uint32_t cell = last_free_;
    for (std::size_t tries = 0; tries < kTries && cell != kFree; ++tries, cell = links_[cell].before) {
      const std::uint32_t base = cell ^ lead;
      if (std::all_of(children_.begin(), children_.end(), [&](unsigned byte) { return is_free(base ^ byte); })) {
        return base;
      }
    }
    const auto base = static_cast<std::uint32_t>(cells_.size());
    add_block();
    return base;
  }

  bool is_free(std::size_t cell) const { return cells_[cell].parent == kFree; }

  void add_block() {
    const auto begin = static_cast<std::uint32_t>(cells_.size());
    cells_.resize(begin + kBytes);
    links_.resize(begin + kBytes);
    for (std::uint32_t cell = begin; cell < begin + kBytes; ++cell) {
      links_[cell] = {cell == begin ? last_free_ : cell - 1, cell + 1 < begin + kBytes ? cell + 1 : kFree};
    }
    (last_free_ == kFree ? first_free_ : links_[last_free_].after) = begin;
    last_free_ = begin + kBytes - 1;
  }

  void take(std::uint32_t cell) {
    const auto [before, after] = links_[cell];
    (before == kFree ? first_free_ : links_[before].after) = after;
    (after == kFree ? last_free_ : links_[after].before) = before;
  }

  const Pieces& pieces_;
  std::vector<Cell>& cells_;
  std::vector<Links> links_;
  std::vector<unsigned> children_;
  std::uint32_t first_free_ = kFree, last_free_ = kFree;
};

PieceTrie::PieceTrie(std::vector<std::pair<std::string_view, std::int32_t>> pieces) {
  sort_pieces(pieces);
  Builder(pieces, cells_).build();
}

}  // namespace affect::model
