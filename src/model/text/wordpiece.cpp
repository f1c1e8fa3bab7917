#include "affect/model/text/wordpiece.h"

#include <algorithm>

#include "model/text/bert_character.h"
#include "model/text/normalized_text.h"
#include "model/text/piece_trie.h"

namespace affect::model {
namespace {

constexpr std::size_t kLongestWord = 100;  // characters
constexpr std::string_view kContinuation = "##";

const std::array<BertCharacter, 128>& ascii_characters() {
  static const auto table = [] {
    std::array<BertCharacter, 128> all;
    for (unsigned i = 0; i < all.size(); ++i) all[i] = bert_character(i);
    return all;
  }();
  return table;
}

std::unique_ptr<const PieceTrie> trie_of(const PieceList& pieces, bool continuations) {
  std::vector<std::pair<std::string_view, std::int32_t>> chosen;
  for (std::size_t id = 0; id < pieces.size(); ++id) {
    std::string_view piece = pieces[id];
    if (piece.starts_with(kContinuation) != continuations) continue;
    if (continuations) piece.remove_prefix(kContinuation.size());
    chosen.emplace_back(piece, static_cast<std::int32_t>(id));
  }
  return std::make_unique<const PieceTrie>(std::move(chosen));
}

}  // namespace

/// Takes characters, gives the pieces of each word when it ends.
class WordPiece::Words {
 public:
  Words(const WordPiece& owner, Tokens& tokens) : owner_(owner), tokens_(tokens) {}

  void add(const BertCharacter& character, ByteRange source) {
    using CharacterKind = BertCharacter::Kind;
    if (character.kind == CharacterKind::removed) return;
    if (character.kind != CharacterKind::word) end();
    if (character.kind == CharacterKind::space) return;
    if (character.size == 1) {
      word_.add(character.bytes[0], source);
    } else {
      word_.add(character.text(), source);
    }
    if (character.kind == CharacterKind::alone) end();
  }

  void end() {
    if (word_.bytes.empty()) return;
    const std::size_t before = tokens_.ids.size();
    if (!is_too_long() && cut()) return word_.clear();
    tokens_.ids.resize(before);
    tokens_.offsets.resize(before);
    tokens_.add(owner_.frame().unknown, word_.source_of(0, word_.bytes.size()));
    word_.clear();
  }

 private:
  bool is_too_long() const {
    return word_.bytes.size() > kLongestWord && io::count_code_points(word_.bytes) > kLongestWord;
  }

  /// The longest piece, again and again; false where there is none.
  bool cut() {
    for (std::size_t begin = 0; begin < word_.bytes.size();) {
      const PieceTrie& trie = begin == 0 ? *owner_.beginnings_ : *owner_.continuations_;
      std::uint32_t node = PieceTrie::kRoot;
      std::size_t end = begin;
      std::int32_t id = -1;
      for (std::size_t at = begin; at < word_.bytes.size() && trie.step(node, word_.bytes[at]); ++at) {
        if (trie.piece(node) < 0) continue;
        id = trie.piece(node);
        end = at + 1;
      }
      if (id < 0) return false;
      tokens_.add(id, word_.source_of(begin, end));
      begin = end;
    }
    return true;
  }

  const WordPiece& owner_;
  Tokens& tokens_;
  NormalizedText word_;
};

WordPiece::WordPiece(PieceList pieces, const TokenFrame& frame)
    : Tokenizer(frame),
      pieces_(std::move(pieces)),
      beginnings_(trie_of(pieces_, false)),
      continuations_(trie_of(pieces_, true)),
      special_{frame.padding, frame.unknown, frame.begin, frame.end, frame.mask} {}

WordPiece::~WordPiece() = default;

void WordPiece::read(std::string_view utf8, Tokens& tokens) const {
  std::size_t plain = 0;
  for (std::size_t at = utf8.find('['); at != std::string_view::npos; at = utf8.find('[', at)) {
    const auto found = std::find_if(special_.begin(), special_.end(),
                                    [&](std::int32_t id) { return utf8.substr(at).starts_with(piece(id)); });
    if (found == special_.end()) {
      ++at;
      continue;
    }
    const std::size_t end = at + piece(*found).size();
    read_plain(utf8.substr(plain, at - plain), plain, tokens);
    tokens.add(*found, {at, end});
    plain = at = end;
  }
  read_plain(utf8.substr(plain), plain, tokens);
}

void WordPiece::read_plain(std::string_view text, std::uint64_t at, Tokens& tokens) const {
  const auto& ascii = ascii_characters();
  Words words(*this, tokens);
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < ascii.size()) {
      words.add(ascii[byte], {at + i, at + i + 1});
      ++i;
    } else {
      const auto [point, size] = whole_code_point_at(text, i);
      words.add(bert_character(point), {at + i, at + i + size});
      i += size;
    }
  }
  words.end();
}

}  // namespace affect::model
