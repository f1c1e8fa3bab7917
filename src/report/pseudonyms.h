/// Names of speakers, shown as P1, P2, ... and replaced where they stand in text.
///
/// Only the names themselves are covered: what is told about people stays. Thread-safety: none.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

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

 private:
  void add(const std::string& name);

  bool shown_;
  std::map<std::string, std::string, std::less<>> pseudonyms_;
  /// Names and their single words, longest first, with what replaces them.
  std::vector<std::pair<std::string, std::string>> covered_;
};

}  // namespace affect::report
