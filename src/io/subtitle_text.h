/// Who says what in a cue of subtitles: markup taken out, speakers found.
#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "io/speaker_names.h"

namespace affect::io {

/// What one speaker says in a cue.
struct CueVoice {
  std::string speaker;
  std::string text;
};

/// "[door slams]", "(laughter)", "♪": sounds, nobody's words.
bool is_sound(std::string_view text);

/// Turns the lines of a cue into voices: <v Name> tags, dashes, `NAME:`, `>>` and, where the head of the file shows
/// them again and again, `[Name]` and `(Name)` begin new ones.
class CueText {
 public:
  CueText(bool vtt, std::string_view head);

  std::vector<CueVoice> parse(const std::vector<std::string>& lines) const;
  /// Without markup.
  std::string plain(std::string_view line) const;

 private:
  void add_line(std::string_view line, std::vector<CueVoice>& voices) const;
  std::string_view bracketed_name(std::string_view text) const;

  bool vtt_;
  SpeakerNames names_;
  std::set<std::string, std::less<>> bracketed_;  ///< names that stand in brackets before words
};

}  // namespace affect::io
