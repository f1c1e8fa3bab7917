/// The lines of plays and screenplays: headings, cues, directions.
#pragma once
#include <optional>
#include <string_view>

namespace affect::io {

enum class PlayHeading { none, act, scene, persons };

/// "ACT I", "SCENE II. A hall.", "Scene: a room", "PROLOGUE", "DRAMATIS PERSONAE"; "ERSTER AKT", "SCÈNE II".
PlayHeading play_heading(std::string_view line);
/// "INT. KITCHEN - DAY", ".THE GARDEN" (Fountain).
bool is_screen_heading(std::string_view line);

struct PlayCue {
  std::string_view name;
  std::string_view text;       ///< of the same line
  bool has_direction = false;  ///< "(aside)" stood beside the name
  bool has_mark = false;       ///< a point or a colon behind the name
  bool is_mixed = false;       ///< "Ann. Hello": a sentence may begin so too; only the whole play tells
  bool is_wide = false;        ///< two blanks stand between the point and the words: "Ann.  Hello"
};

/// "ANN. Hello", "ANN (aside): Hello", "FIRST CITIZEN.", "ANN (CONT'D)", "@McAnn", "_Ann._ Hello", "Ann.  Hello", "ANN
/// Hello", "ANN, aside.".
std::optional<PlayCue> play_cue(std::string_view line);

/// A whole line of direction: "[Exit.]", "(They laugh.)", "_Exeunt._", "Enter ANN and BEN", "CUT TO:".
bool is_play_direction(std::string_view line);

/// "*** START OF THE PROJECT GUTENBERG EBOOK ***", and its end.
bool is_start_of_ebook(std::string_view line);
bool is_end_of_ebook(std::string_view line);

}  // namespace affect::io
