#include "io/speaker_names.h"

#include <algorithm>
#include <array>
#include <map>

#include "io/ascii.h"
#include "io/time_prefix.h"
#include "io/utf8.h"

namespace affect::io {
namespace {

enum class NameGrade { none, possible, sure };

/// Longest name in bytes: 40 characters of 4.
constexpr std::size_t kMaxNameBytes = 160;
constexpr std::string_view kWideColon = "\xEF\xBC\x9A";  // U+FF1A, of Chinese and Japanese

// Words before a colon that head a remark, a letter or an address.
constexpr std::array<std::string_view, 34> kNotNames{
    "note",   "notes", "nb",    "n.b.",     "ps",      "p.s.",  "warning", "update",  "edit",
    "re",     "fw",    "fwd",   "subject",  "date",    "to",    "from",    "cc",      "bcc",
    "sent",   "http",  "https", "ftp",      "mailto",  "e.g.",  "i.e.",    "example", "title",
    "source", "time",  "place", "location", "summary", "topic", "language"};
constexpr std::array<std::string_view, 26> kParticles{"de", "da",  "do",  "dos", "del", "della", "di",  "du",  "la",
                                                      "le", "van", "von", "den", "der", "ten",   "bin", "ibn", "al",
                                                      "el", "of",  "the", "and", "y",   "e",     "und", "et"};

bool is_word_of(std::string_view word, const auto& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool begins_as_name(std::string_view name) {
  const char first = name.front();
  // General punctuation (dashes, typographic quotes), CJK brackets, and the Latin-1 signs are no letters.
  if (name.starts_with("\xE2\x80") || name.starts_with("\xE2\x81") || name.starts_with("\xE3\x80") ||
      name.starts_with("\xC2")) {
    return false;
  }
  return is_letter(first) || is_digit(first) || first == '@' || first == '+' || first == '_';
}

NameGrade grade_name(std::string_view name) {
  if (name.empty() || name.size() > kMaxNameBytes || !begins_as_name(name)) return NameGrade::none;
  if (name.find_first_of(",;!?\"=<>{}[]()|*\\\t") != std::string_view::npos) return NameGrade::none;
  if (count_code_points(name) > 40) return NameGrade::none;
  if (name.front() != '+' && std::none_of(name.begin(), name.end(), is_letter)) return NameGrade::none;

  NameGrade grade = NameGrade::sure;
  std::size_t words = 0;
  for (std::string_view rest = name; !rest.empty(); rest = trim_left(rest)) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(word.size());
    if (++words > 6) return NameGrade::none;
    // "Dr. Smith" may follow a point, a new sentence may not.
    if (word.ends_with('.') && !rest.empty() && (word.size() > 5 || is_lower(word.front()))) return NameGrade::none;
    const bool more = words > 1 || !rest.empty();
    if (more && is_lower(word.front()) && !(words > 1 && is_word_of(word, kParticles))) grade = NameGrade::possible;
  }
  if (words == 1 && name.size() <= 8 && is_word_of(lower(name), kNotNames)) return NameGrade::none;
  return grade;
}

/// "ANN (whispering)", "Ann [0:07]" -> the name and what stands in brackets.
void split_direction(std::string_view& name, std::string_view& direction) {
  if (!name.ends_with(')') && !name.ends_with(']')) return;
  const auto open = name.rfind(name.back() == ')' ? '(' : '[');
  if (open == std::string_view::npos || open == 0) return;
  direction = trim(name.substr(open + 1, name.size() - open - 2));
  name = trim_right(name.substr(0, open));
}

/// Bold and italic marks around a name: "**Ann:** hi", "**Ann**: hi".
void strip_marks(std::string_view& name, std::string_view& text) {
  std::size_t marks = 0;
  while (marks < 3 && name.size() > marks && name[marks] == '*') ++marks;
  if (marks == 0) return;
  const std::string_view mark = name.substr(0, marks);
  if (name.size() > 2 * marks && name.ends_with(mark)) {
    name = name.substr(marks, name.size() - 2 * marks);
  } else if (text.starts_with(mark)) {
    name.remove_prefix(marks);
    text.remove_prefix(marks);
  }
}

struct Candidate {
  SpeakerLine parts;
  NameGrade grade = NameGrade::none;
};

/// The first colon that does not stand in brackets: "Ann [0:07]: hi".
std::size_t find_colon(std::string_view text) {
  auto colon = text.find(':');
  const auto open = text.substr(0, colon).find_first_of("([");
  if (colon == std::string_view::npos || open == std::string_view::npos || open == 0) return colon;
  const auto close = text.find(text[open] == '(' ? ')' : ']', open);
  return close == std::string_view::npos || close < colon ? colon : text.find(':', close);
}

Candidate candidate_of(std::string_view line) {
  const std::string_view front = line.substr(0, kMaxNameBytes + 80);
  auto colon = find_colon(front);
  std::size_t width = 1;
  if (colon == std::string_view::npos) {
    colon = front.find(kWideColon);
    width = kWideColon.size();
  }
  if (colon == std::string_view::npos || colon == 0) return {};
  Candidate result;
  SpeakerLine& parts = result.parts;
  parts.name = line.substr(0, colon);
  parts.text = line.substr(colon + width);
  strip_marks(parts.name, parts.text);

  const bool space_before = parts.name.ends_with(' ');
  parts.name = trim_right(parts.name);
  if (parts.name.empty()) return {};
  if (width == 1 && !parts.text.empty() && !is_blank(parts.text.front())) {
    // "http://", "10:30", "lol :)" and "a:b" against "Ann:hello".
    const char next = parts.text.front();
    if (space_before || !(is_letter(next) || next == '"' || next == '\'' || next == '*')) return {};
    if (parts.text.size() < 2 || parts.name.find(' ') != std::string_view::npos) return {};
  }
  split_direction(parts.name, parts.direction);
  parts.text = trim(parts.text);
  result.grade = grade_name(parts.name);
  return result;
}

}  // namespace

SpeakerNames::SpeakerNames(std::string_view head) {
  std::map<std::string_view, std::size_t> seen;
  std::size_t lines = 0;
  std::size_t candidates = 0;
  for (std::string_view line; take_line(head, line);) {
    if (line.empty() || is_blank(line.front())) continue;
    ++lines;
    const Candidate found = candidate_of(take_time_prefix(line).rest);
    if (found.grade == NameGrade::none) continue;
    ++candidates;
    if (found.grade == NameGrade::possible) ++seen[found.parts.name];
  }
  const bool nearly_each_line = candidates * 5 >= lines * 4;
  for (const auto& [name, count] : seen) {
    const bool short_name = std::count(name.begin(), name.end(), ' ') < 2;
    if (count >= 2 || (nearly_each_line && short_name)) known_.emplace(name);
  }
}

std::optional<SpeakerLine> SpeakerNames::split(std::string_view line) const {
  const Candidate found = candidate_of(line);
  if (found.grade == NameGrade::sure) return found.parts;
  if (found.grade == NameGrade::possible && known_.contains(found.parts.name)) return found.parts;
  return std::nullopt;
}

}  // namespace affect::io
