#include "io/subtitle_text.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "io/ascii.h"

namespace affect::io {
namespace {

struct CueEntity {
  std::string_view name, text;
};
constexpr std::array<CueEntity, 8> kCueEntities{{{"&amp;", "&"},
                                                 {"&lt;", "<"},
                                                 {"&gt;", ">"},
                                                 {"&nbsp;", " "},
                                                 {"&quot;", "\""},
                                                 {"&#39;", "'"},
                                                 {"&lrm;", ""},
                                                 {"&rlm;", ""}}};
/// Longest markup in bytes: where none ends, each beginning would be sought to the end of the line.
constexpr std::size_t kMaxTag = 1024;
// What stands in brackets before words and is no name.
constexpr std::array<std::string_view, 26> kCueSounds{
    "laughs",  "laughing",  "laughter",   "chuckles", "giggles",         "sighs",     "sighing",
    "gasps",   "coughs",    "sniffs",     "groans",   "whispers",        "shouts",    "sings",
    "singing", "pauses",    "pause",      "applause", "cheering",        "inaudible", "music",
    "silence", "crosstalk", "indistinct", "noise",    "foreign language"};

bool is_cue_style(std::string_view inside) {
  return inside.starts_with('\\') || inside == "i" || inside == "b" || inside == "u" || inside == "/i" ||
         inside == "/b" || inside == "/u";
}

/// How many bytes of markup `rest` begins with: <i>, <00:01.000>, <rt>...</rt>, {\an8}, {i}; 0 where it is text.
std::size_t cue_markup_size(std::string_view rest) {
  rest = rest.substr(0, kMaxTag);
  if (rest.size() > 1 && rest[0] == '<' && (is_letter(rest[1]) || is_digit(rest[1]) || rest[1] == '/')) {
    const auto close = rest.find('>');
    if (close == std::string_view::npos) return 0;
    if (!rest.starts_with("<rt>") && !rest.starts_with("<rt.")) return close + 1;
    // What is written small above the words is how they are read, not another word.
    const auto end = std::min(rest.find("</rt>"), rest.find("</ruby>"));
    return end == std::string_view::npos ? close + 1 : end;
  }
  if (rest[0] != '{') return 0;
  const auto close = rest.find('}');
  return close != std::string_view::npos && is_cue_style(rest.substr(1, close - 1)) ? close + 1 : 0;
}

void append_plain_cue(std::string_view line, bool entities, std::string& out) {
  for (std::size_t i = 0; i < line.size();) {
    const std::string_view rest = line.substr(i);
    if (const std::size_t size = rest[0] == '<' || rest[0] == '{' ? cue_markup_size(rest) : 0; size > 0) {
      i += size;
      continue;
    }
    if (entities && rest[0] == '&') {
      const auto found = std::find_if(kCueEntities.begin(), kCueEntities.end(),
                                      [&](const CueEntity& e) { return rest.starts_with(e.name); });
      if (found != kCueEntities.end()) {
        out += found->text;
        i += found->name.size();
        continue;
      }
    }
    out += rest[0];
    ++i;
  }
}

/// Takes "- " or a dash off the front.
bool take_cue_dash(std::string_view& line) {
  for (const std::string_view dash : {std::string_view("-"), std::string_view("\xE2\x80\x90"),
                                      std::string_view("\xE2\x80\x93"), std::string_view("\xE2\x80\x94")}) {
    if (line.starts_with(dash) && !line.starts_with("--")) {
      line = trim_left(line.substr(dash.size()));
      return true;
    }
  }
  return false;
}

/// "Ann" of "[Ann] Hello", where it may be a name: up to three words, each with a capital.
std::string_view name_in_brackets(std::string_view text) {
  if (text.size() < 4 || (text.front() != '[' && text.front() != '(')) return {};
  const auto close = text.find(text.front() == '[' ? ']' : ')');
  if (close == std::string_view::npos || trim(text.substr(close + 1)).empty()) return {};
  const std::string_view name = trim(text.substr(1, close - 1));
  const std::string low = lower(name);
  if (name.empty() || name.size() > 60 || std::find(kCueSounds.begin(), kCueSounds.end(), low) != kCueSounds.end())
    return {};
  if (name.find_first_of("([{<,;:?!\"") != std::string_view::npos) return {};
  std::size_t words = 0;
  for (std::string_view rest = name; !rest.empty(); rest = trim_left(rest)) {
    if (!is_upper(rest.front()) && !is_high(rest.front())) return {};
    rest.remove_prefix(std::min(rest.find(' '), rest.size()));
    ++words;
  }
  return words <= 3 ? name : std::string_view();
}

std::size_t find_cue_voice(std::string_view text) {
  for (auto at = text.find("<v"); at != std::string_view::npos; at = text.find("<v", at + 1)) {
    const std::string_view tag = text.substr(at, kMaxTag);
    if (tag.size() > 2 && (is_blank(tag[2]) || tag[2] == '.') && tag.find('>') != std::string_view::npos) return at;
  }
  return std::string_view::npos;
}

}  // namespace

bool is_sound(std::string_view text) {
  if (text.size() < 3) return false;
  if (text.find_first_not_of("\xE2\x99\xAA\xE2\x99\xAB ") == std::string_view::npos) return true;
  const char close = text.front() == '[' ? ']' : text.front() == '(' ? ')' : '\0';
  return close != '\0' && text.find(close) == text.size() - 1;
}

CueText::CueText(bool vtt, std::string_view head) : vtt_(vtt), names_(head) {
  std::map<std::string, std::size_t, std::less<>> seen;
  for (std::string_view line; take_line(head, line);) {
    std::string_view text = trim(line);
    take_cue_dash(text);
    const std::string_view name = name_in_brackets(text);
    if (!name.empty()) ++seen[std::string(name)];
  }
  for (const auto& [name, count] : seen) {
    if (count > 1) bracketed_.insert(name);
  }
}

std::string CueText::plain(std::string_view line) const {
  std::string text;
  append_plain_cue(line, vtt_, text);
  return std::string(trim(text));
}

std::vector<CueVoice> CueText::parse(const std::vector<std::string>& lines) const {
  std::vector<CueVoice> voices;
  for (const std::string& line : lines) {
    std::string_view rest = trim(line);
    for (;;) {
      const auto tag = vtt_ ? find_cue_voice(rest) : std::string_view::npos;
      add_line(rest.substr(0, tag), voices);
      if (tag == std::string_view::npos) break;
      const auto close = rest.find('>', tag);
      const std::string_view inside = rest.substr(tag + 2, close - tag - 2);  // ".loud Ann"
      const auto space = inside.find_first_of(" \t");
      CueVoice voice;
      if (space != std::string_view::npos) append_plain_cue(trim(inside.substr(space)), true, voice.speaker);
      voices.push_back(std::move(voice));
      rest.remove_prefix(close + 1);
    }
  }
  return voices;
}

std::string_view CueText::bracketed_name(std::string_view text) const {
  const std::string_view name = name_in_brackets(text);
  return bracketed_.find(name) == bracketed_.end() ? std::string_view() : name;
}

void CueText::add_line(std::string_view line, std::vector<CueVoice>& voices) const {
  std::string plain;
  append_plain_cue(line, vtt_, plain);
  std::string_view text = trim(plain);
  bool fresh = take_cue_dash(text);
  while (text.starts_with('>')) {
    text = trim_left(text.substr(1));
    fresh = true;
  }
  CueVoice voice;
  if (const auto speaker = names_.split(text)) {
    voice.speaker = speaker->name;
    text = speaker->text;
    fresh = true;
  } else if (const std::string_view name = bracketed_name(text); !name.empty()) {
    voice.speaker = name;
    text = trim(text.substr(text.find(text.front() == '[' ? ']' : ')') + 1));
    if (text.starts_with(':')) text = trim_left(text.substr(1));
    fresh = true;
  }
  if (text.empty() && !fresh) return;
  if (fresh || voices.empty()) {
    voice.text = text;
    voices.push_back(std::move(voice));
    return;
  }
  std::string& last = voices.back().text;
  if (!last.empty()) last += ' ';
  last += text;
}

}  // namespace affect::io
