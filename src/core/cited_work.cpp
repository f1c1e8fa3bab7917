#include "core/cited_work.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace affect {
namespace {

using Fields = std::map<std::string, std::string, std::less<>>;

constexpr std::size_t kMostAuthors = 8;
constexpr std::string_view kSpaces = " \t\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(kSpaces), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(kSpaces) + 1);
}

/// Where the brace that opens at `open` closes.
std::size_t closing(std::string_view text, std::size_t open) {
  std::size_t depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text[at] == '{') ++depth;
    if (text[at] == '}' && --depth == 0) return at;
  }
  return text.size();
}

Fields fields_of(std::string_view entry) {
  Fields fields;
  for (std::size_t equals = entry.find('='); equals < entry.size();) {
    const std::size_t open = std::min(entry.find('{', equals), entry.size());
    const std::size_t close = closing(entry, open);
    const std::string_view before = trimmed(entry.substr(0, equals));
    const std::string_view name = before.substr(before.find_last_of(", \n") + 1);
    fields.emplace(name, entry.substr(std::min(open + 1, close), close - std::min(open + 1, close)));
    equals = entry.find('=', close);
  }
  return fields;
}

/// Letters that TeX writes with commands.
constexpr std::array<std::pair<std::string_view, std::string_view>, 24> kLetters{
    {{"\\\"a", "ä"}, {"\\\"o", "ö"}, {"\\\"u", "ü"}, {"\\\"A", "Ä"}, {"\\\"O", "Ö"}, {"\\\"U", "Ü"},
     {"\\'a", "á"},  {"\\'e", "é"},  {"\\'i", "í"},  {"\\'o", "ó"},  {"\\'u", "ú"},  {"\\'E", "É"},
     {"\\`a", "à"},  {"\\`e", "è"},  {"\\^e", "ê"},  {"\\~a", "ã"},  {"\\~n", "ñ"},  {"\\~o", "õ"},
     {"\\AA", "Å"},  {"\\aa", "å"},  {"\\ss", "ß"},  {"\\o", "ø"},   {"\\O", "Ø"},   {"\\&", "&"}}};

std::string plain(std::string_view tex) {
  std::string out;
  while (!tex.empty()) {
    const auto letter =
        std::find_if(kLetters.begin(), kLetters.end(), [&](const auto& one) { return tex.starts_with(one.first); });
    if (letter != kLetters.end()) {
      out += letter->second;
      tex.remove_prefix(letter->first.size());
      continue;
    }
    if (tex.starts_with("--")) {
      out += "–";
      tex.remove_prefix(2);
      continue;
    }
    if (tex.front() != '{' && tex.front() != '}') out += tex.front();
    tex.remove_prefix(1);
  }
  return out;
}

struct Author {
  std::string family, given;
};

/// "Hutto, C. J. and {World Health Organization}": a comma and an "and" within braces are part of a name.
std::vector<Author> authors_of(std::string_view names) {
  constexpr std::string_view kAnd = " and ";
  std::vector<Author> authors;
  while (!names.empty()) {
    std::size_t end = 0, comma = std::string_view::npos;
    for (; end < names.size() && !names.substr(end).starts_with(kAnd); ++end) {
      if (names[end] == '{') end = closing(names, end);
      if (end < names.size() && names[end] == ',' && comma == std::string_view::npos) comma = end;
    }
    const std::string_view name = names.substr(0, end);
    Author author{plain(trimmed(name.substr(0, comma))), {}};
    if (comma != std::string_view::npos) author.given = plain(trimmed(name.substr(comma + 1)));
    authors.push_back(std::move(author));
    names.remove_prefix(std::min(names.size(), end + kAnd.size()));
  }
  return authors;
}

/// "Siem Jan" as "S. J.".
std::string initials(std::string_view given) {
  std::string out;
  bool begins = true;
  for (std::size_t at = 0; at < given.size(); ++at) {
    const auto byte = static_cast<unsigned char>(given[at]);
    if (byte == ' ' || byte == '-') {
      begins = true;
      continue;
    }
    if (!begins || byte == '.') continue;
    begins = false;
    if (!out.empty()) out += ' ';
    out += given[at];
    while (at + 1 < given.size() && (static_cast<unsigned char>(given[at + 1]) & 0xC0U) == 0x80U) out += given[++at];
    out += '.';
  }
  return out;
}

std::string cited_authors(const std::vector<Author>& authors) {
  if (authors.size() == 1) return authors[0].family;
  if (authors.size() > 2 || authors[1].family == "others") return authors[0].family + " et al.";
  return fmt::format("{} and {}", authors[0].family, authors[1].family);
}

std::string full_authors(const std::vector<Author>& authors) {
  std::string out;
  for (std::size_t i = 0; i < authors.size(); ++i) {
    const Author& author = authors[i];
    if (author.family == "others" || i == kMostAuthors) return out + " et al.";
    if (i > 0) out += i + 1 == authors.size() ? " and " : ", ";
    out += author.family;
    if (!author.given.empty()) out += ", " + initials(author.given);
  }
  return out;
}

std::string venue_of(const Fields& fields) {
  const auto field = [&](std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : plain(found->second);
  };
  std::string venue;
  const auto add = [&](const std::string& part) {
    if (part.empty()) return;
    if (!venue.empty()) venue += ", ";
    venue += part;
  };
  add(field("journal"));
  add(field("booktitle"));
  add(field("series"));
  const std::string number = field("number");
  add(field("volume") + (number.empty() || field("volume").empty() ? "" : "(" + number + ")"));
  add(field("pages"));
  for (const char* name : {"publisher", "institution", "howpublished", "note"}) add(field(name));
  if (const std::string eprint = field("eprint"); !eprint.empty()) add(field("archiveprefix") + ":" + eprint);
  if (const std::string version = field("version"); !version.empty()) add("version " + version);
  return venue;
}

std::string sentence(const std::string& text) {
  if (text.empty()) return {};
  return text.ends_with('.') || text.ends_with('?') ? text + " " : text + ". ";
}

}  // namespace

CitedWork cited_work(std::string_view bibtex) {
  const Fields fields = fields_of(bibtex);
  const auto field = [&](std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string_view() : std::string_view(found->second);
  };
  const std::string year = plain(field("year")), title = plain(field("title"));
  const std::vector<Author> authors = authors_of(field("author"));
  CitedWork work;
  work.doi = field("doi");
  work.cited = authors.empty() ? title : cited_authors(authors);
  if (!year.empty()) work.cited += " " + year;
  const std::string whose = full_authors(authors);
  if (!whose.empty()) work.text = year.empty() ? sentence(whose) : fmt::format("{} ({}). ", whose, year);
  work.text += sentence(title) + sentence(venue_of(fields));
  work.text.resize(trimmed(work.text).size());
  return work;
}

}  // namespace affect
