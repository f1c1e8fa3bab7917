/// WordPiece as BERT's uncased models use it (Schuster & Nakajima 2012; Devlin et al. 2019).
///
/// The text is cleaned of control characters, lower-cased, its accents dropped (NFD without nonspacing marks), cut at
/// white space, around punctuation and around CJK ideographs; each word is then the longest piece of the vocabulary
/// from the left, again and again ("##" marks a piece inside a word), or unknown as a whole. A word of more than 100
/// characters is unknown. "[SEP]" and the other special pieces stand for themselves where the text holds them, as in
/// the package `tokenizers`, which gives the same ids and offsets.
///
/// Errors: ModelError with file and line for a vocabulary that is missing, holds a line twice, is not UTF-8 or lacks a
/// special piece. Thread-safety: immutable.
#pragma once
#include <array>
#include <memory>
#include <string>

#include "affect/model/text/piece_list.h"
#include "affect/model/text/tokenizer.h"

namespace affect::model {

class PieceTrie;

class WordPiece : public Tokenizer {
 public:
  /// A vocab.txt: one piece a line, numbered from 0.
  static std::unique_ptr<const WordPiece> open(const std::string& path);
  /// The same of a text; `name` stands in errors.
  static std::unique_ptr<const WordPiece> of(std::string_view lines, const std::string& name);
  ~WordPiece() override;

  std::size_t vocabulary() const override { return pieces_.size(); }
  std::string_view piece(std::int32_t id) const override { return pieces_[static_cast<std::size_t>(id)]; }

 private:
  WordPiece(PieceList pieces, const TokenFrame& frame);
  void read(std::string_view utf8, Tokens& tokens) const override;
  void read_plain(std::string_view text, std::uint64_t at, Tokens& tokens) const;

  class Words;
  PieceList pieces_;
  std::unique_ptr<const PieceTrie> beginnings_, continuations_;
  std::array<std::int32_t, 5> special_{};
};

}  // namespace affect::model
