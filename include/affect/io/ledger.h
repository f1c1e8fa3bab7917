/// What became of each piece of an input: read = kept + skipped + rejected, always. `affect doctor FILE` prints it.
///
///   ledger.unit("messages");
///   ledger.read();            // a message is at hand
///   ledger.keep();            // it became a turn, part of one, or another record
///   ledger.skip("no text");   // or it was left out, and why
///
/// A piece is what the format itself counts: a message, a row, a cue, a line that is not blank. Thread-safety: none;
/// one ledger an input.
#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace affect::io {

class Ledger {
 public:
  /// What the pieces are called, in the plural.
  void unit(std::string_view name) { unit_ = name; }
  /// What the text is written in; several where files differ.
  void encoding(std::string_view name);
  void read(std::size_t pieces = 1) { read_ += pieces; }
  void keep(std::size_t pieces = 1) { kept_ += pieces; }
  void skip(std::string_view why, std::size_t pieces = 1);
  void reject(std::string_view why);
  /// Something was never read, so that nobody knows how many pieces it holds: counts as one piece, which is rejected
  /// besides. 0 bytes: nobody knows how much it is.
  void lose(std::size_t bytes);

  const std::string& unit() const { return unit_; }
  /// "UTF-8, windows-1252"
  const std::string& encoding() const { return encoding_; }
  std::size_t read_count() const { return read_; }
  std::size_t kept() const { return kept_; }
  /// By reason.
  const std::map<std::string, std::size_t, std::less<>>& skipped() const { return skipped_; }
  const std::map<std::string, std::size_t, std::less<>>& rejected() const { return rejected_; }
  /// Whether all of the input was read, and the bytes that are known not to be.
  bool is_whole() const { return whole_; }
  std::size_t lost_bytes() const { return lost_bytes_; }
  /// Whether every piece that was read has one fate.
  bool balances() const;
  /// Pieces that have no fate yet: what was at hand when reading broke off.
  std::size_t unsettled() const;

 private:
  std::string unit_ = "pieces", encoding_;
  std::size_t read_ = 0, kept_ = 0, lost_bytes_ = 0;
  bool whole_ = true;
  std::map<std::string, std::size_t, std::less<>> skipped_, rejected_;
};

}  // namespace affect::io
