/// Names of speakers, shown as P1, P2, ... and replaced where they stand in text.
///
/// Only the names themselves are covered: what is told about people stays. Thread-safety: none.
#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "affect/episode.h"

namespace affect::report {

class Pseudonyms {
 public:
  /// `shown`: names are shown as they are.
  explicit Pseudonyms(bool shown) : shown_(shown) {}

  /// Learns the speakers and subjects of an episode, in order of appearance.
  void learn(const Episode& episode);
  /// The name to show for a subject; kAuthor and empty stay.
  std::string name(std::string_view subject) const;
  /// Text with every known name, as written and as a whole word, replaced.
  std::string cover(std::string_view text) const;
  /// The same of a title, a file or a command, where names stand in any case: "brutus_and_cassius".
  std::string cover_name(std::string_view text) const;

 private:
  /// Names with what replaces them, by length, the longest first.
  using Replacements = std::map<std::size_t, std::map<std::string, std::string, std::less<>>, std::greater<>>;

  void add(const std::string& name);
  static std::string cover(std::string_view text, std::string_view looked_up, const Replacements& names);

  bool shown_;
  std::map<std::string, std::string, std::less<>> pseudonyms_;
  Replacements covered_, covered_in_small_;  ///< names and their single words; in ASCII small letters
};

}  // namespace affect::report
