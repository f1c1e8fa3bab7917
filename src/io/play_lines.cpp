#include "io/play_lines.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "io/ascii.h"

namespace affect::io {
namespace {

bool is_capital_text(std::string_view text) {
  std::size_t letters = 0;
  for (const char c : text) {
    if (is_lower(c)) return false;
    letters += is_upper(c) || is_high(c);
  }
  return letters >= 2;
}

bool begins_with_word(std::string_view line, std::string_view word) {
  if (lower(line.substr(0, word.size())) != word) return false;
  return line.size() == word.size() || !(is_letter(line[word.size()]) || is_digit(line[word.size()]));
}

bool is_title(std::string_view word) {
  static constexpr std::array<std::string_view, 6> kTitles{"mr", "mrs", "ms", "dr", "st", "rev"};
  return std::find(kTitles.begin(), kTitles.end(), word) != kTitles.end();
}

/// "Ann", "Lady Green", "Dr. Field": up to three words, each with a capital.
bool is_title_case(std::string_view name) {
  std::size_t words = 0;
  for (std::string_view rest = name; !rest.empty(); rest = trim_left(rest)) {
    if (!is_upper(rest.front()) && !is_high(rest.front())) return false;
    rest.remove_prefix(std::min(rest.find(' '), rest.size()));
    ++words;
  }
  return words <= 3;
}

bool is_act_number(std::string_view text) {
  text = text.substr(0, text.find_first_of(" .:,-"));
  if (text.empty()) return false;
  if (text.find_first_not_of("IVXLCivxlc0123456789") == std::string_view::npos) return true;
  static constexpr std::array<std::string_view, 8> kNumbers{"one",   "two",    "three", "four",
                                                            "first", "second", "third", "fourth"};
  return std::find(kNumbers.begin(), kNumbers.end(), lower(text)) != kNumbers.end();
}

/// "ERSTER AKT", "Zweite Szene", "ACTE PREMIER", "SCÈNE II", "ATTO PRIMO", "ESCENA III".
PlayHeading foreign_heading(std::string_view line) {
  constexpr std::size_t kLongestHeading = 32;
  struct Word {
    std::string_view word;
    PlayHeading heading;
    bool leads;  ///< its number stands behind it
  };
  static constexpr std::array<Word, 11> kWords{{{"akt", PlayHeading::act, false},
                                                {"aufzug", PlayHeading::act, false},
                                                {"szene", PlayHeading::scene, false},
                                                {"auftritt", PlayHeading::scene, false},
                                                {"acte", PlayHeading::act, true},
                                                {"acto", PlayHeading::act, true},
                                                {"atto", PlayHeading::act, true},
                                                {"sc\xC3\xA8ne", PlayHeading::scene, true},
                                                {"sc\xC3\x88ne", PlayHeading::scene, true},
                                                {"escena", PlayHeading::scene, true},
                                                {"scena", PlayHeading::scene, true}}};
  if (line.ends_with('.')) line.remove_suffix(1);
  const auto blank = line.find(' ');
  if (line.size() > kLongestHeading || blank == std::string_view::npos) return PlayHeading::none;
  const std::string_view first = line.substr(0, blank), second = trim(line.substr(blank));
  if (second.empty() || second.find_first_of(" ,") != std::string_view::npos) return PlayHeading::none;
  const auto is_ordinal = [](std::string_view word) {
    const std::string low = lower(word);
    return is_upper(word.front()) &&
           (low.ends_with("er") || low.ends_with('e') || low.ends_with('o') || low.ends_with('a'));
  };
  for (const Word& known : kWords) {
    if (lower(known.leads ? first : second) != known.word) continue;
    const std::string_view number = known.leads ? second : first;
    if (is_act_number(number) || is_ordinal(number)) return known.heading;
  }
  return PlayHeading::none;
}

/// "CARPENTER  Why, sir", as the Folger Shakespeare has it, with two blanks or a tab.
std::optional<PlayCue> column_cue(std::string_view line) {
  const auto gap = std::min(line.find("  "), line.find('\t'));
  if (gap == std::string_view::npos || gap < 2) return std::nullopt;
  const std::string_view name = line.substr(0, gap), text = trim(line.substr(gap));
  const auto in_name = [](char c) { return is_upper(c) || is_high(c) || c == ' ' || c == '\'' || c == '-'; };
  if (!std::all_of(name.begin(), name.end(), in_name) || !is_capital_text(name) || name.find(' ') + 1 == name.size())
    return std::nullopt;
  if (std::none_of(text.begin(), text.end(), is_lower)) return std::nullopt;
  return PlayCue{.name = name, .text = text, .has_mark = true};
}

/// Takes "(aside)", "[to Ann]", "_whispers_" off the front.
bool take_direction(std::string_view& text) {
  const std::string_view rest = trim_left(text);
  if (rest.empty()) return false;
  const char open = rest.front();
  if (open != '(' && open != '[' && open != '_') return false;
  const auto close = rest.find(open == '(' ? ')' : open == '[' ? ']' : '_', 1);
  if (close == std::string_view::npos) return false;
  text = rest.substr(close + 1);
  return true;
}

}  // namespace

bool is_screen_heading(std::string_view line) {
  for (const std::string_view place : {"INT.", "EXT.", "EST.", "INT ", "EXT ", "INT/EXT", "I/E"}) {
    if (line.starts_with(place)) return true;
  }
  return line.size() > 2 && line[0] == '.' && is_upper(line[1]);
}

PlayHeading play_heading(std::string_view line) {
  if (line.starts_with('#'))
    line = trim_left(
        line.substr(line.find_first_not_of('#') == std::string_view::npos ? line.size() : line.find_first_not_of('#')));
  if (is_screen_heading(line)) return PlayHeading::scene;
  const std::string low = lower(line.substr(0, 24));
  if (low.starts_with("dramatis person") || low.starts_with("persons represented") ||
      low.starts_with("persons of the play") || low.starts_with("characters in the play") || low == "characters" ||
      low == "characters:" || low == "characters." || low == "cast") {
    return PlayHeading::persons;
  }
  const bool is_act = begins_with_word(line, "act");
  if (is_act || begins_with_word(line, "scene")) {
    const std::string_view rest = trim_left(line.substr(is_act ? 3 : 5));
    const bool opens = rest.starts_with(':') || rest.starts_with('.') || rest.empty();
    if (is_act_number(rest) || (!is_act && opens)) return is_act ? PlayHeading::act : PlayHeading::scene;
    return PlayHeading::none;
  }
  for (const std::string_view word : {"prologue", "epilogue", "first act", "second act", "third act"}) {
    if ((low == word || low == std::string(word) + '.') && is_upper(line.front())) return PlayHeading::act;
  }
  return foreign_heading(line);
}

std::optional<PlayCue> play_cue(std::string_view line) {
  PlayCue cue;
  if (line.starts_with('@') && line.size() > 1) {
    cue.name = trim(line.substr(1, line.find('(') == std::string_view::npos ? line.npos : line.find('(') - 1));
    return cue.name.empty() ? std::nullopt : std::optional(cue);
  }
  if (const auto found = column_cue(line)) return found;
  const bool italic = line.starts_with('_');
  std::string_view rest = italic ? line.substr(1) : line;
  std::size_t size = 0;
  std::size_t word = 0;
  bool lower_seen = false;
  char mark = 0;
  for (; size < rest.size() && size < 60; ++size) {
    const char c = rest[size];
    if (c == ':' || c == '(' || c == '[' || c == '_') break;
    if (c == '.') {
      // "MRS. GREEN." and "J. FIELD." go on behind a short word's point.
      const std::string_view before = rest.substr(word, size - word);
      const bool goes_on = size + 2 < rest.size() && rest[size + 1] == ' ' && is_upper(rest[size + 2]) &&
                           (before.size() == 1 || is_title(lower(before)));
      if (!goes_on) break;
      continue;
    }
    if (is_lower(c)) lower_seen = true;
    if (c == ' ') word = size + 1;
    if (!(is_letter(c) || is_digit(c) || c == ' ' || c == '\'' || c == '-' || c == '&' || c == '^' || c == ',')) {
      return std::nullopt;
    }
  }
  cue.name = trim(rest.substr(0, size));
  rest.remove_prefix(size);
  if (cue.name.ends_with('^')) cue.name = trim(cue.name.substr(0, cue.name.size() - 1));
  if (cue.name.size() < 2 || !is_upper(cue.name.front()) || cue.name.ends_with(',')) return std::nullopt;
  // "HARPAGON, seul."
  if (const auto comma = cue.name.find(','); comma != std::string_view::npos && lower_seen && !italic &&
                                             rest.starts_with('.') && is_capital_text(cue.name.substr(0, comma))) {
    cue.name = cue.name.substr(0, comma);
    cue.has_direction = true;
    lower_seen = false;
  }
  cue.is_mixed = lower_seen && !italic;
  if (cue.is_mixed && !is_title_case(cue.name)) return std::nullopt;
  if (!lower_seen && !is_capital_text(cue.name)) return std::nullopt;
  while (take_direction(rest)) cue.has_direction = true;
  if (rest.starts_with('.') || rest.starts_with(':')) {
    cue.has_mark = true;
    mark = rest.front();
    rest.remove_prefix(1);
  }
  if (italic && rest.starts_with('_')) {
    rest.remove_prefix(1);
  } else if (italic) {
    return std::nullopt;
  }
  if (!rest.empty() && !is_blank(rest.front())) return std::nullopt;
  cue.is_wide = rest.starts_with("  ");
  while (take_direction(rest)) cue.has_direction = true;
  cue.text = trim(rest);
  if (cue.is_mixed && (mark != '.' || cue.text.empty())) return std::nullopt;
  if ((!cue.has_mark && !cue.text.empty()) || cue.name.ends_with(" TO")) return std::nullopt;
  static constexpr std::array<std::string_view, 12> kNoNames{"NO",  "YES", "OH",   "THE END", "FINIS",   "END",
                                                             "AND", "BUT", "NOTE", "CURTAIN", "FADE IN", "CONTENTS"};
  if (std::find(kNoNames.begin(), kNoNames.end(), cue.name) != kNoNames.end()) return std::nullopt;
  return cue;
}

bool is_play_direction(std::string_view line) {
  const char open = line.front();
  if (open == '[') return line.find(']') == std::string_view::npos || line.find(']') + 2 >= line.size();
  if (open == '(') return line.find(')') == std::string_view::npos || line.find(')') + 2 >= line.size();
  if (open == '_')
    return line.size() > 2 && (line.ends_with('_') || line.ends_with("_.")) && line.find('_', 1) + 2 >= line.size();
  if (open == '>' || (is_capital_text(line) && line.ends_with("TO:"))) return true;
  for (const std::string_view word : {"Enter ", "Re-enter ", "Exit", "Exeunt", "FADE IN", "FADE OUT"}) {
    if (line.starts_with(word)) return true;
  }
  return false;
}

bool is_start_of_ebook(std::string_view line) {
  return line.starts_with("***") && line.find("START OF") != std::string_view::npos;
}
bool is_end_of_ebook(std::string_view line) {
  return (line.starts_with("***") && line.find("END OF") != std::string_view::npos) ||
         lower(line.substr(0, 28)) == "end of the project gutenberg" ||
         lower(line.substr(0, 24)) == "end of project gutenberg";
}

}  // namespace affect::io
