// LIWC's .dic: a header of numbered categories between two lines of "%", then a word and its categories a line.
#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "perceive/text/dictionary_builder.h"
#include "perceive/text/dictionary_readers.h"

namespace affect::perceive::text {
namespace {

std::string_view without_space(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\f\v");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\f\v") - begin + 1);
}

/// The fields of a line behind its entry, parted by white space; what stands in brackets is one field with what is
/// joined to it: "(02 134)125/464".
std::vector<std::string_view> category_fields(std::string_view text) {
  std::vector<std::string_view> fields;
  std::size_t at = 0;
  while ((at = text.find_first_not_of(" \t", at)) != std::string_view::npos) {
    std::size_t end = at;
    while (end < text.size() && text[end] != ' ' && text[end] != '\t') {
      const char closing = text[end] == '(' ? ')' : text[end] == '<' ? '>' : '\0';
      const std::size_t close = closing == '\0' ? std::string_view::npos : text.find(closing, end);
      end = close == std::string_view::npos ? end + 1 : close + 1;
    }
    fields.push_back(text.substr(at, end - at));
    at = end;
  }
  return fields;
}

class LiwcReader {
 public:
  LiwcReader(io::LineReader& lines, Diagnostics& diagnostics)
      : lines_(lines), diagnostics_(diagnostics), builder_(diagnostics) {}

  std::shared_ptr<const Dictionary> read(const std::string& name) {
    header();
    std::string_view line;
    while (lines_.next_text(line, diagnostics_)) {
      if (!without_space(line).empty()) entry(line);
    }
    return builder_.build(name, {}, {lines_.name()});
  }

 private:
  void header() {
    std::string_view line;
    bool open = false;
    while (lines_.next_text(line, diagnostics_)) {
      const auto text = without_space(line);
      if (text.empty()) continue;
      if (text == "%") {
        if (open) return;
        open = true;
        continue;
      }
      if (!open) break;
      category(text);
    }
    if (open) throw InputError("the header has no end", {lines_.name()}, "it stands between two lines of %");
    throw InputError("no header", lines_.place(), "a .dic begins with categories between two lines of %");
  }

  /// "12<TAB>posemo", "12 posemo (Positive Emotions)".
  void category(std::string_view text) {
    const auto parted = text.find_first_of(" \t");
    const auto id = text.substr(0, parted);
    const auto rest = parted == std::string_view::npos ? std::string_view() : without_space(text.substr(parted));
    if (rest.empty() || id.find_first_not_of("0123456789") != std::string_view::npos) {
      throw InputError("a category is no number and name", lines_.place(), "write: 12<TAB>posemo");
    }
    const auto name = rest.substr(0, rest.find_first_of(" \t"));
    const auto number = builder_.category(name, lines_.place());
    if (name.size() < rest.size()) {
      auto what = without_space(rest.substr(name.size()));
      if (what.starts_with('(') && what.ends_with(')')) what = what.substr(1, what.size() - 2);
      builder_.describe(number, std::string(what));
    }
    if (!ids_.emplace(canonical(id), number).second) {
      throw InputError(fmt::format("the category {} stands twice in the header", id), lines_.place());
    }
  }

  /// "02" is 2.
  static std::string canonical(std::string_view id) {
    id.remove_prefix(std::min(id.find_first_not_of('0'), id.size() - 1));
    return std::string(id);
  }

  void entry(std::string_view line) {
    const auto tab = line.find('\t');
    const auto space = line.find_first_of(" \t", line.find_first_not_of(" \t"));
    // An entry of several words ends at the tab; without one, at its first space.
    const bool tabbed = tab != std::string_view::npos && !without_space(line.substr(0, tab)).empty();
    const auto parted = tabbed ? tab : space;
    const auto word = without_space(line.substr(0, parted));
    const auto fields = category_fields(parted == std::string_view::npos ? std::string_view() : line.substr(parted));
    if (fields.empty()) {
      throw InputError(fmt::format("'{}' has no category", word), lines_.place(),
                       "write: happi*<TAB>12, with the numbers of the header");
    }
    for (const auto field : fields) {
      const bool conditional = field.find_first_of("()<>/") != std::string_view::npos;
      if (conditional) {
        diagnostics_.add("conditional_category",
                         fmt::format("'{}' has categories that depend on its neighbours, which are left out", word),
                         lines_.place(), "forms such as (02 134)125/464; its other categories are read");
        continue;
      }
      const bool numeric = field.find_first_not_of("0123456789") == std::string_view::npos;
      const auto found = numeric ? ids_.find(canonical(field)) : ids_.end();
      if (found == ids_.end()) {
        throw InputError(fmt::format("'{}' has the category {}, which is not in the header", word, field),
                         lines_.place(), tabbed ? "" : "part the entry from its categories by a tab");
      }
      builder_.add(word, found->second, std::nullopt, lines_.place());
    }
  }

  io::LineReader& lines_;
  Diagnostics& diagnostics_;
  DictionaryBuilder builder_;
  std::unordered_map<std::string, std::uint32_t> ids_;
};

}  // namespace

std::shared_ptr<const Dictionary> read_liwc_dictionary(io::LineReader& lines, const std::string& name,
                                                       Diagnostics& diagnostics) {
  return LiwcReader(lines, diagnostics).read(name);
}

}  // namespace affect::perceive::text
