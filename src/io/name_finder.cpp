#include "io/name_finder.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

#include "io/ascii.h"
#include "io/code_point.h"
#include "io/name_words.h"

namespace affect::io {
namespace {

constexpr std::size_t kShortestPart = 3;   // letters of a part that counts by itself
constexpr std::size_t kLongestWord = 64;   // letters of a word that can be a name
constexpr std::size_t kMostWords = 6;      // of a name
constexpr std::size_t kWidestGap = 32;     // bytes between two words of a name: signs that people put there
constexpr std::size_t kLongestEnding = 4;  // letters that inflection adds
constexpr std::size_t kAnyEnding = 3;      // where the script alone says that names inflect

// Endings of names in languages that inflect them, behind the name or behind its stem without the last vowel.
constexpr std::u32string_view kNameEndings[]{
    U"a",   U"y",   U"ie",  U"e",   U"i",   U"u",    U"o",    U"ou",   U"ii",  U"in",  U"ina", U"ino", U"iny", U"im",
    U"em",  U"om",  U"owi", U"ovi", U"en",  U"ens",  U"es",   U"n",    U"lle", U"lla", U"lta", U"ssa", U"sta", U"nak",
    U"nek", U"val", U"vel", U"hoz", U"ban", U"ben",  U"ra",   U"re",   U"tol", U"ej",  U"iej", U"ego", U"emu", U"eho",
    U"ich", U"ych", U"ymi", U"imi", U"ym",  U"iego", U"owie", U"iemu", U"ove", U"ova", U"owa"};
// Letters that Arabic and Hebrew write before a word without a space: and, so, to, in, as, the, from.
constexpr std::u32string_view kNamePrefixes = U"وفبلكוהבלכמש";

enum class NameScript { latin, inflected, prefixing, unspaced, other };

NameScript name_script_of(char32_t letter) {
  if (letter < 0x250) return NameScript::latin;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(letter), &status)) {
    case USCRIPT_LATIN:
      return NameScript::latin;
    case USCRIPT_CYRILLIC:
    case USCRIPT_GREEK:
      return NameScript::inflected;
    case USCRIPT_ARABIC:
    case USCRIPT_HEBREW:
      return NameScript::prefixing;
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
    case USCRIPT_TIBETAN:
      return NameScript::unspaced;
    default:
      return NameScript::other;
  }
}

bool is_name_sign(char32_t letter) {
  UErrorCode status = U_ZERO_ERROR;
  const auto script = uscript_getScript(static_cast<UChar32>(letter), &status);
  return script == USCRIPT_HAN || script == USCRIPT_HANGUL;
}

/// Letters that no decomposition takes apart.
std::u32string_view plain_letters(char32_t letter) {
  switch (letter) {
    case U'ß':
      return U"ss";
    case U'æ':
      return U"ae";
    case U'œ':
      return U"oe";
    case U'ø':
      return U"o";
    case U'ł':
      return U"l";
    case U'đ':
      return U"d";
    case U'ı':
      return U"i";
    default:
      return {};
  }
}

/// Appends the letter as it is compared: small, without accents.
void fold_name_letter(char32_t letter, std::u32string& into) {
  if (letter < 0x80) {
    into += static_cast<char32_t>(to_lower(static_cast<char>(letter)));
    return;
  }
  std::array<UChar, 32> parts{};
  std::int32_t size = -1;
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* normalizer = unorm2_getNFKDInstance(&status);
  const auto code = static_cast<UChar32>(letter);
  // Syllables of Hangul stay whole.
  if (letter < 0xAC00 || letter > 0xD7A3) {
    size = unorm2_getDecomposition(normalizer, code, parts.data(), static_cast<std::int32_t>(parts.size()), &status);
  }
  const auto add = [&](UChar32 part) {
    // Accents and points, not the vowel signs of Indic scripts.
    if (u_getCombiningClass(part) > 9) return;
    const auto small = static_cast<char32_t>(u_foldCase(part, U_FOLD_CASE_DEFAULT));
    const auto plain = plain_letters(small);
    plain.empty() ? into += small : into += plain;
  };
  if (size < 0 || U_FAILURE(status)) return add(code);
  for (std::int32_t i = 0; i < size;) {
    UChar32 part = parts[static_cast<std::size_t>(i++)];
    if (U16_IS_LEAD(part) && i < size) part = U16_GET_SUPPLEMENTARY(part, parts[static_cast<std::size_t>(i++)]);
    add(part);
  }
}

bool is_name_letter(char32_t letter) {
  if (letter < 0x80) return is_letter(static_cast<char>(letter));
  const auto code = static_cast<UChar32>(letter);
  return u_isalpha(code) || (U_GET_GC_MASK(code) & U_GC_M_MASK) != 0;
}

bool is_invisible(char32_t letter) {
  return letter >= 0x80 && u_charType(static_cast<UChar32>(letter)) == U_FORMAT_CHAR;
}

bool is_vowel_end(char32_t letter) {
  return std::u32string_view(U"aeiouyаоеиуяюьыйαεηιουωσ").find(letter) != std::u32string_view::npos;
}

/// What of a name stays when it is inflected.
std::u32string_view name_stem(std::u32string_view name) {
  return is_vowel_end(name.back()) ? name.substr(0, name.size() - 1) : name;
}

/// "MaraLind" -> "Mara Lind"; ä, ö, ü -> ae, oe, ue. As people write names of others.
std::string split_capitals(std::string_view name) {
  std::string split;
  char32_t before = 0;
  for (std::size_t at = 0; at < name.size();) {
    const CodePoint code = code_point_at(name, at);
    if (u_isupper(static_cast<UChar32>(code.value)) && u_islower(static_cast<UChar32>(before))) split += ' ';
    split += name.substr(at, code.size);
    before = code.value;
    at += code.size;
  }
  return split;
}

std::string spell_umlauts(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSpelled{
      {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "Ae"}, {"Ö", "Oe"}, {"Ü", "Ue"}}};
  std::string spelled(name);
  for (const auto& [umlaut, letters] : kSpelled) {
    for (auto at = spelled.find(umlaut); at != std::string::npos; at = spelled.find(umlaut, at)) {
      spelled.replace(at, umlaut.size(), letters);
    }
  }
  return spelled;
}

std::u32string join_words(const std::vector<FoldedWord>& words, std::size_t from, std::size_t count,
                          std::u32string_view mark) {
  std::u32string all;
  for (std::size_t i = from; i < from + count; ++i) {
    if (i > from) all += mark;
    all += words[i].letters;
  }
  return all;
}

}  // namespace

std::vector<FoldedWord> fold_words(std::string_view text, std::size_t begin, std::size_t end) {
  std::vector<FoldedWord> words;
  bool open = false;
  for (std::size_t at = begin; at < end;) {
    const CodePoint code = code_point_at(text, at);
    const std::size_t here = at;
    at += code.size;
    if (is_invisible(code.value)) continue;
    if (!is_name_letter(code.value)) {
      open = false;
      continue;
    }
    const bool mark = u_getCombiningClass(static_cast<UChar32>(code.value)) > 0;
    const bool spaced = mark && open ? words.back().spaced : name_script_of(code.value) != NameScript::unspaced;
    if (!open || words.back().spaced != spaced) {
      FoldedWord& word = words.emplace_back();
      word.begin = here;
      word.capital = !u_islower(static_cast<UChar32>(code.value));
      word.spaced = spaced;
      open = true;
    }
    FoldedWord& word = words.back();
    fold_name_letter(code.value, word.letters);
    word.begins.resize(word.letters.size(), here);
    word.end = at;
  }
  return words;
}

void NameFinder::add(Entries& entries, const std::u32string& letters, Entry entry) {
  const auto [known, added] = entries.try_emplace(letters, entry);
  if (!added && entry.whole && !known->second.whole) known->second = entry;
}

void NameFinder::learn(std::string_view name, std::size_t person) {
  const std::string split = split_capitals(name);
  for (const std::string_view form : {name, std::string_view(split)}) {
    learn_words(fold_words(form, 0, form.size()), person);
    const std::string spelled = spell_umlauts(form);
    if (spelled != form) learn_words(fold_words(spelled, 0, spelled.size()), person);
  }
}

void NameFinder::learn_words(const std::vector<FoldedWord>& all, std::size_t person) {
  std::vector<FoldedWord> words;
  for (const FoldedWord& word : all) {
    if (word.letters.empty() || word.letters.size() > kLongestWord) continue;
    if (word.spaced) {
      words.push_back(word);
    } else {
      learn_unspaced(word.letters, person);
    }
  }
  if (words.size() > kMostWords) words.resize(kMostWords);
  bool names_somebody = false;
  for (const FoldedWord& word : words) {
    const bool whole = all.size() == 1;
    if (is_title_or_role(word.letters) || word.letters.size() < (whole ? 2 : kShortestPart)) continue;
    const bool capital = is_common_word(word.letters) || word.letters.size() < kShortestPart;
    names_somebody = names_somebody || !capital;
    add(words_, word.letters, {person, whole, capital});
    const std::u32string_view stem = name_stem(word.letters);
    if (!capital && word.letters.size() >= kShortestPart && stem.size() > 1) {
      add(stems_, std::u32string(stem), {person, whole, false});
    }
  }
  if (words.size() < 2) return;
  add(phrases_, join_words(words, 0, words.size(), U" "), {person, true, !names_somebody});
  leaders_.insert(words.front().letters);
  if (names_somebody) add(words_, join_words(words, 0, words.size(), U""), {person, true, false});
}

/// A family name stands in front, a given name behind, of one letter or two each.
void NameFinder::learn_unspaced(const std::u32string& name, std::size_t person) {
  if (name.size() < 2) return;
  add(unspaced_[name.size()], name, {person, true, false});
  if (!std::all_of(name.begin(), name.end(), is_name_sign)) return;
  for (std::size_t size = 2; size < name.size(); ++size) {
    add(unspaced_[size], name.substr(name.size() - size), {person, false, false});
    if (name.size() > 3) add(unspaced_[size], name.substr(0, size), {person, false, false});
  }
}

const NameFinder::Entry* NameFinder::find_phrase(const std::vector<FoldedWord>& words, std::size_t at,
                                                 std::string_view text, std::size_t& count) const {
  if (!leaders_.contains(words[at].letters)) return nullptr;
  std::size_t most = 1;
  while (most < kMostWords && at + most < words.size() && words[at + most].spaced) {
    const std::size_t from = words[at + most - 1].end;
    const std::string_view gap = text.substr(from, words[at + most].begin - from);
    if (gap.size() > kWidestGap || gap.find_first_of("\n\r,;:!?()[]\"") != std::string_view::npos) break;
    ++most;
  }
  for (count = most; count > 1; --count) {
    const auto found = phrases_.find(join_words(words, at, count, U" "));
    if (found != phrases_.end() && (!found->second.capital || words[at].capital)) return &found->second;
  }
  return nullptr;
}

const NameFinder::Entry* NameFinder::find_word(const FoldedWord& word) const {
  if (word.letters.size() < 2 || word.letters.size() > kLongestWord) return nullptr;
  const auto known = [&](std::u32string_view letters) -> const Entry* {
    const auto found = words_.find(std::u32string(letters));
    return found != words_.end() && (!found->second.capital || word.capital) ? &found->second : nullptr;
  };
  const std::u32string_view letters = word.letters;
  if (const Entry* entry = known(letters)) return entry;
  if (letters.ends_with(U's') && letters.size() > kShortestPart) {
    if (const Entry* entry = known(letters.substr(0, letters.size() - 1))) return entry;
  }
  if (name_script_of(letters.front()) == NameScript::prefixing) {
    std::u32string_view rest = letters;
    for (int i = 0; i < 2 && rest.size() > 2 && kNamePrefixes.find(rest.front()) != std::u32string_view::npos; ++i) {
      rest.remove_prefix(1);
      if (const Entry* entry = known(rest)) return entry;
    }
    return nullptr;
  }
  return find_inflected(word);
}

const NameFinder::Entry* NameFinder::find_inflected(const FoldedWord& word) const {
  const std::u32string_view letters = word.letters;
  const NameScript script = name_script_of(letters.front());
  if (script == NameScript::latin && !word.capital) return nullptr;
  if (script != NameScript::latin && script != NameScript::inflected) return nullptr;
  for (std::size_t ending = 0; ending <= kLongestEnding && ending + 2 <= letters.size(); ++ending) {
    const std::u32string_view stem = letters.substr(0, letters.size() - ending);
    const std::u32string_view rest = letters.substr(stem.size());
    const bool short_stem = stem.size() < kShortestPart;
    if (script == NameScript::latin) {
      if (short_stem || ending == 0) continue;
      if (std::find(std::begin(kNameEndings), std::end(kNameEndings), rest) == std::end(kNameEndings)) continue;
    } else if (ending > kAnyEnding || (short_stem && (ending == 0 || ending > 2 || !word.capital))) {
      continue;
    }
    const auto found = stems_.find(std::u32string(stem));
    if (found != stems_.end()) return &found->second;
  }
  return nullptr;
}

void NameFinder::find_unspaced(const FoldedWord& word, std::vector<NameSpan>& spans) const {
  const auto byte_of = [&](std::size_t letter) { return letter < word.begins.size() ? word.begins[letter] : word.end; };
  for (std::size_t at = 0; at < word.letters.size();) {
    std::size_t next = at + 1;
    for (const auto& [length, entries] : unspaced_) {
      if (at + length > word.letters.size()) continue;
      const auto found = entries.find(word.letters.substr(at, length));
      if (found == entries.end()) continue;
      next = at + length;
      // A letter that was taken apart is covered as a whole.
      while (next < word.begins.size() && word.begins[next] == word.begins[next - 1]) ++next;
      spans.push_back({found->second.person, byte_of(at), byte_of(next)});
      break;
    }
    at = next;
  }
}

void NameFinder::find(std::string_view text, std::size_t begin, std::size_t end, std::vector<NameSpan>& spans) const {
  if (words_.empty() && unspaced_.empty() && phrases_.empty()) return;
  const std::vector<FoldedWord> words = fold_words(text, begin, end);
  for (std::size_t i = 0; i < words.size();) {
    if (!words[i].spaced) {
      find_unspaced(words[i++], spans);
      continue;
    }
    std::size_t count = 1;
    const Entry* entry = find_phrase(words, i, text, count);
    if (entry == nullptr) {
      count = 1;
      entry = find_word(words[i]);
    }
    if (entry != nullptr) spans.push_back({entry->person, words[i].begin, words[i + count - 1].end});
    i += count;
  }
}

}  // namespace affect::io
