#include "affect/model/text/unigram.h"

#include <algorithm>
#include <cassert>

#include "model/text/character_map.h"
#include "model/text/normalized_text.h"
#include "model/text/piece_trie.h"

namespace affect::model {
namespace {

constexpr std::string_view kMark = "\xE2\x96\x81";  // U+2581
constexpr float kUnknownPenalty = 10;
constexpr float kNotReached = -1e30F;

/// Replaces characters, makes one of several spaces, marks spaces and the beginning.
NormalizedText marked(std::string_view utf8, const CharacterMap& map) {
  NormalizedText result;
  result.bytes.reserve(utf8.size() + utf8.size() / 2);
  result.sources.reserve(utf8.size() + utf8.size() / 2);
  bool after_space = false;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto [point, size] = whole_code_point_at(utf8, i);
    const ByteRange source{i, i + size};
    const std::string_view as = point == 0xFFFD ? "\xEF\xBF\xBD" : utf8.substr(i, size);
    i += size;
    std::string_view text = map.read(point, as);
    if (!text.empty() && text.front() != ' ' && result.bytes.empty()) result.add(kMark, {source.begin, source.begin});
    while (!text.empty()) {
      const std::size_t length = character_size(text.front());
      if (text.front() != ' ') {
        result.add(text.substr(0, length), source);
        after_space = false;
      } else if (after_space) {
        for (std::size_t k = 1; k <= kMark.size(); ++k) result.sources[result.sources.size() - k].end = source.end;
      } else {
        result.add(kMark, source);
        after_space = true;
      }
      text.remove_prefix(length);
    }
  }
  if (result.bytes.empty()) result.add(kMark, {});
  return result;
}

/// The best way to a place in the text.
struct Arrival {
  float score = kNotReached;
  std::uint32_t from = 0;
  std::int32_t id = 0;
};

}  // namespace

Unigram::Unigram(PieceList pieces, std::vector<float> scores, const std::vector<CharacterReplacement>& replacements,
                 const TokenFrame& frame)
    : Tokenizer(frame),
      pieces_(std::move(pieces)),
      scores_(std::move(scores)),
      map_(std::make_unique<const CharacterMap>(replacements)) {
  assert(!scores_.empty() && scores_.size() == pieces_.size());
  unknown_score_ = *std::min_element(scores_.begin(), scores_.end()) - kUnknownPenalty;
  std::vector<std::pair<std::string_view, std::int32_t>> all;
  all.reserve(pieces_.size());
  for (std::size_t id = 0; id < pieces_.size(); ++id) all.emplace_back(pieces_[id], static_cast<std::int32_t>(id));
  trie_ = std::make_unique<const PieceTrie>(std::move(all));
}

Unigram::~Unigram() = default;

void Unigram::read(std::string_view utf8, Tokens& tokens) const {
  const NormalizedText text = marked(utf8, *map_);
  const std::string_view bytes = text.bytes;
  const std::int32_t unknown = frame().unknown;
  std::vector<Arrival> best(bytes.size() + 1);
  best[0].score = 0;
  const auto arrive = [&](std::size_t from, std::size_t to, std::int32_t id, float score) {
    const float total = best[from].score + score;
    if (total > best[to].score) best[to] = {total, static_cast<std::uint32_t>(from), id};
  };
  for (std::size_t begin = 0; begin < bytes.size();) {
    std::uint32_t node = PieceTrie::kRoot;
    for (std::size_t at = begin; at < bytes.size() && trie_->step(node, bytes[at]); ++at) {
      const std::int32_t id = trie_->piece(node);
      if (id >= 0 && id != unknown) arrive(begin, at + 1, id, scores_[static_cast<std::size_t>(id)]);
    }
    const std::size_t next = begin + character_size(bytes[begin]);
    arrive(begin, next, unknown, unknown_score_);
    begin = next;
  }

  const std::size_t before = tokens.ids.size();
  for (std::size_t end = bytes.size(); end > 0; end = best[end].from) {
    const std::size_t begin = best[end].from;
    const bool marks_word = end - begin > kMark.size() && bytes.substr(begin).starts_with(kMark);
    tokens.add(best[end].id, text.source_of(marks_word ? begin + kMark.size() : begin, end));
  }
  std::reverse(tokens.ids.begin() + static_cast<std::ptrdiff_t>(before), tokens.ids.end());
  std::reverse(tokens.offsets.begin() + static_cast<std::ptrdiff_t>(before), tokens.offsets.end());
}

}  // namespace affect::model
