#include "report/pseudonyms.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace affect::report {
namespace {

constexpr std::size_t kShortestPart = 3;  // of a name with several words, in bytes: "de" and "J." stay

bool is_word_byte(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return value >= 0x80 || (value >= '0' && value <= '9') || ((value | 0x20) >= 'a' && (value | 0x20) <= 'z');
}

bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
  const bool free_before = begin == 0 || !is_word_byte(text[begin - 1]) || !is_word_byte(text[begin]);
  const bool free_behind = end == text.size() || !is_word_byte(text[end]) || !is_word_byte(text[end - 1]);
  return free_before && free_behind;
}

std::string in_small(std::string_view text) {
  std::string small(text);
  for (char& byte : small) {
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte + ('a' - 'A'));
  }
  return small;
}

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t space = std::min(name.find(' ', at), name.size());
    if (space - at >= kShortestPart) words.emplace_back(name.substr(at, space - at));
    at = space + 1;
  }
  return words;
}

}  // namespace

void Pseudonyms::add(const std::string& name) {
  if (shown_ || name.empty() || name == kAuthor || pseudonyms_.contains(name)) return;
  const std::string pseudonym = fmt::format("P{}", pseudonyms_.size() + 1);
  pseudonyms_.emplace(name, pseudonym);
  for (const std::string& word : words_of(name)) {
    covered_[word.size()].try_emplace(word, pseudonym);
    covered_in_small_[word.size()].try_emplace(in_small(word), pseudonym);
  }
  covered_[name.size()].insert_or_assign(name, pseudonym);
  covered_in_small_[name.size()].insert_or_assign(in_small(name), pseudonym);
}

void Pseudonyms::learn(const Episode& episode) {
  for (const Turn& turn : episode.turns) add(turn.speaker);
  for (const Subject& subject : episode.subjects) add(subject.name);
  for (const Track& track : episode.tracks) {
    add(track.key.subject);
    add(track.key.target);
  }
  for (const Series& series : episode.series) add(series.subject);
  for (const Finding& finding : episode.findings) {
    add(finding.subject);
    add(finding.partner);
  }
}

std::string Pseudonyms::name(std::string_view subject) const {
  const auto found = pseudonyms_.find(subject);
  return found == pseudonyms_.end() ? std::string(subject) : found->second;
}

std::string Pseudonyms::cover(std::string_view text) const { return cover(text, text, covered_); }

std::string Pseudonyms::cover_name(std::string_view text) const {
  return cover(text, in_small(text), covered_in_small_);
}

std::string Pseudonyms::cover(std::string_view text, std::string_view looked_up, const Replacements& all) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    for (const auto& [length, names] : all) {
      if (length > text.size() - begin || !stands_alone(text, begin, begin + length)) continue;
      const auto known = names.find(looked_up.substr(begin, length));
      if (known == names.end()) continue;
      out += known->second;
      at += length;
      break;
    }
    if (at == begin) out += text[at++];
  }
  return out;
}

}  // namespace affect::report
