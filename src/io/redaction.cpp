#include "affect/io/redaction.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/io/json_document.h"
#include "affect/subject.h"
#include "io/ascii.h"
#include "io/json_text.h"
#include "io/name_finder.h"
#include "io/private_patterns.h"

namespace affect::io {
namespace {

constexpr std::string_view kRedactedPerson = "Person ";
constexpr std::string_view kRedactedEpisode = "episode ";
constexpr std::string_view kRedactedFile = "file ";
constexpr std::size_t kLongestName = 256;  // bytes that are looked at behind a handle
constexpr std::size_t kWidestJoint = 3;    // bytes between two parts of one name

/// The number of "Person 12", or nothing.
std::optional<std::size_t> pseudonym_number(std::string_view name, std::string_view front) {
  if (!name.starts_with(front)) return std::nullopt;
  name.remove_prefix(front.size());
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc{} || end != name.data() + name.size() || number == 0 || name.front() == '0')
    return std::nullopt;
  return number;
}

/// Names of one kind, numbered in order: "[mail 1]", "episode 2".
class PseudonymNumbers {
 public:
  PseudonymNumbers(std::string front, std::string back) : front_(std::move(front)), back_(std::move(back)) {}

  /// What stands for `original`, new where it was not known; and whether it is new.
  std::pair<std::string, bool> name(const std::string& original) {
    if (const auto known = names_.find(original); known != names_.end()) return {known->second, false};
    while (used_.contains(next_)) ++next_;
    std::string given = fmt::format("{}{}{}", front_, next_, back_);
    used_.insert(next_);
    names_.emplace(original, given);
    return {std::move(given), true};
  }
  bool is_name(std::string_view text) const { return number(text).has_value(); }
  /// Keeps a name from being given.
  void reserve(std::string_view name) {
    if (const auto number = this->number(name)) used_.insert(*number);
  }
  void learn(std::string_view name, const std::string& original) {
    reserve(name);
    names_.emplace(original, name);
  }

 private:
  std::optional<std::size_t> number(std::string_view text) const {
    if (!text.ends_with(back_)) return std::nullopt;
    return pseudonym_number(text.substr(0, text.size() - back_.size()), front_);
  }

  std::string front_, back_;
  std::unordered_map<std::string, std::string> names_;
  std::set<std::size_t> used_;
  std::size_t next_ = 1;
};

/// Where the signs before `at` begin: "@Person" would be a handle.
std::size_t before_signs(std::string_view text, std::size_t begin, std::size_t at) {
  while (at > begin && text[at - 1] == '@') --at;
  return at;
}

/// Where the digits behind a name end: "85" of "mara85", "_85" of "mara_85".
std::size_t behind_digits(std::string_view text, std::size_t at, std::size_t end) {
  if (at + 1 < end && text[at] == '_' && is_digit(text[at + 1])) ++at;
  while (at < end && is_digit(text[at])) ++at;
  return at;
}

bool joins_name(std::string_view between) {
  return between.size() <= kWidestJoint && between.find_first_not_of(" -_") == std::string_view::npos;
}

}  // namespace

struct Redaction::Impl {
  struct Replacement {
    std::size_t begin, end;
    std::string by;
    bool person;
  };

  PseudonymNumbers people{std::string(kRedactedPerson), ""}, episodes{std::string(kRedactedEpisode), ""},
      files{std::string(kRedactedFile), ""};
  PseudonymNumbers mails{"[mail ", "]"}, phones{"[phone ", "]"}, handles{"[handle ", "]"};
  std::map<std::string, std::size_t, std::less<>> person_of_name, person_of_address;
  std::vector<std::string> pseudonyms;        ///< by person
  std::set<std::string, std::less<>> of_key;  ///< pseudonyms that a key gave: they stay as they are
  std::vector<std::pair<std::string, std::vector<std::string>>> entries;  ///< the key, in order
  std::unordered_map<std::string, std::size_t> entry_of_pseudonym;
  NameFinder finder;

  void note(const std::string& pseudonym, std::string_view original) {
    const auto [at, added] = entry_of_pseudonym.try_emplace(pseudonym, entries.size());
    if (added) entries.push_back({pseudonym, {}});
    entries[at->second].second.emplace_back(original);
  }

  /// Names, and addresses and numbers that stand for a name: "+49 170 1234567", "Mara <mara@example.org>".
  void learn_person(const std::string& name, const std::string& pseudonym) {
    std::size_t person = 0;
    while (person < pseudonyms.size() && pseudonyms[person] != pseudonym) ++person;
    learn_person(name, pseudonym, person);
  }
  void learn_person(const std::string& name, const std::string& pseudonym, std::size_t person) {
    if (person == pseudonyms.size()) pseudonyms.push_back(pseudonym);
    person_of_name.emplace(name, person);
    std::string rest;
    std::size_t at = 0;
    for (const PrivateSpan& span : find_private(name)) {
      const std::string_view written = std::string_view(name).substr(span.begin, span.end - span.begin);
      person_of_address.emplace(private_value(span.kind, written), person);
      rest += name.substr(at, span.begin - at);
      if (span.kind == PrivateKind::mail) {
        rest += written.substr(0, written.find_first_of("@%"));
      } else if (span.kind == PrivateKind::handle) {
        person_of_address.emplace(lower(written.substr(1)), person);
        rest += written.substr(1);
      }
      at = span.end;
    }
    rest += name.substr(at);
    finder.learn(rest, person);
  }

  std::string person(std::string_view given) {
    std::string name(trim(given));
    if (name.empty() || name == kAuthor || of_key.contains(name)) return name;
    if (const auto known = person_of_name.find(name); known != person_of_name.end()) return pseudonyms[known->second];
    if (people.is_name(name) && !entry_of_pseudonym.contains(name)) {
      people.reserve(name);
      return name;
    }
    auto [pseudonym, added] = people.name(name);
    note(pseudonym, name);
    learn_person(name, pseudonym, pseudonyms.size());
    return pseudonym;
  }

  std::string numbered(PseudonymNumbers& kind, std::string_view original) {
    if (original.empty() || kind.is_name(original)) {
      kind.reserve(original);
      return std::string(original);
    }
    auto [name, added] = kind.name(std::string(original));
    if (added) note(name, original);
    return name;
  }

  /// What stands for a span that was found by its shape.
  std::string replacement(const PrivateSpan& span, std::string_view text) {
    const std::string_view written = text.substr(span.begin, span.end - span.begin);
    if (span.kind == PrivateKind::link) return "[link]";
    const bool handle = span.kind == PrivateKind::handle;
    const std::string value = private_value(span.kind, handle ? written.substr(1) : written);
    if (const auto known = person_of_address.find(value); known != person_of_address.end()) {
      return pseudonyms[known->second];
    }
    if (span.kind == PrivateKind::number) return "[number]";
    if (handle) {
      std::vector<NameSpan> names;
      finder.find(text, span.begin + 1, span.end, names);
      if (!names.empty()) return pseudonyms[names.front().person];
    }
    PseudonymNumbers& kind = span.kind == PrivateKind::mail    ? mails
                             : span.kind == PrivateKind::phone ? phones
                                                               : handles;
    return numbered(kind, value);
  }

  void add_names(std::string_view text, std::size_t begin, std::size_t end, std::vector<Replacement>& all) {
    std::vector<NameSpan> names;
    finder.find(text, begin, end, names);
    for (NameSpan name : names) {
      // A handle's digits say more than its name: "mara1985".
      name.end = behind_digits(text, name.end, end);
      while (name.begin > begin && is_digit(text[name.begin - 1])) --name.begin;
      name.begin = before_signs(text, begin, name.begin);
      const std::string& pseudonym = pseudonyms[name.person];
      if (!all.empty() && all.back().end > name.begin) name.begin = all.back().end;
      if (!all.empty() && all.back().person && all.back().by == pseudonym && all.back().end <= name.begin &&
          joins_name(text.substr(all.back().end, name.begin - all.back().end))) {
        all.back().end = name.end;
      } else {
        all.push_back({name.begin, name.end, pseudonym, true});
      }
    }
  }

  /// "Mara Lind" of "@Mara Lind", where a handle would end at the blank.
  std::optional<NameSpan> name_behind_sign(const PrivateSpan& span, std::string_view text) const {
    if (span.kind != PrivateKind::handle) return std::nullopt;
    std::vector<NameSpan> names;
    finder.find(text, span.begin + 1, std::min(text.size(), span.end + kLongestName), names);
    if (names.empty() || names.front().begin >= span.end || names.front().end <= span.end) return std::nullopt;
    NameSpan name = names.front();
    name.end = behind_digits(text, name.end, text.size());
    return name;
  }

  std::vector<Replacement> replacements(std::string_view text) {
    std::vector<Replacement> all;
    std::size_t at = 0;
    for (const PrivateSpan& span : find_private(text)) {
      const std::size_t begin = before_signs(text, at, span.begin);
      if (begin < at) continue;  // inside a name that went on
      add_names(text, at, begin, all);
      if (const auto name = name_behind_sign(span, text)) {
        all.push_back({begin, name->end, pseudonyms[name->person], true});
        at = name->end;
        continue;
      }
      std::string by = replacement(span, text);
      const bool person = by.front() != '[';
      all.push_back({begin, span.end, std::move(by), person});
      at = span.end;
    }
    add_names(text, at, text.size(), all);
    return all;
  }

  static std::string render(std::string_view text, const std::vector<Replacement>& all,
                            std::vector<CoveredRange>& ranges) {
    std::string out;
    ranges.clear();
    std::size_t at = 0;
    for (const auto& [begin, end, by, person] : all) {
      out += text.substr(at, begin - at);
      ranges.push_back({begin, end, out.size(), out.size() + by.size()});
      out += by;
      at = end;
    }
    out += text.substr(at);
    return out;
  }

  /// The replacements that gave `out`, with one for each span of it in place of those that the span touches.
  std::vector<Replacement> widened(std::vector<Replacement>& all, const std::vector<CoveredRange>& ranges,
                                   const std::vector<PrivateSpan>& spans, std::string_view out) {
    std::vector<Replacement> wider;
    std::size_t next = 0;
    CoveredRange last;  // behind it the two texts go on alike
    const auto in_text = [&](std::size_t at) { return at <= last.new_end ? last.end : at - last.new_end + last.end; };
    for (const PrivateSpan& span : spans) {
      for (; next < all.size() && ranges[next].new_end <= span.begin; ++next) {
        last = ranges[next];
        wider.push_back(std::move(all[next]));
      }
      const bool inside = next < all.size() && ranges[next].new_begin <= span.begin;
      const std::size_t begin = inside ? ranges[next].begin : in_text(span.begin);
      for (; next < all.size() && ranges[next].new_begin < span.end; ++next) last = ranges[next];
      const std::size_t end = in_text(span.end);
      if (end <= begin) continue;  // the span before took all of it
      std::string by = replacement(span, out);
      const bool person = by.front() != '[';
      wider.push_back({begin, end, std::move(by), person});
    }
    for (; next < all.size(); ++next) wider.push_back(std::move(all[next]));
    return wider;
  }
};

Redaction::Redaction() : impl_(std::make_unique<Impl>()) {}
Redaction::~Redaction() = default;
Redaction::Redaction(Redaction&&) noexcept = default;
Redaction& Redaction::operator=(Redaction&&) noexcept = default;

void Redaction::read_key(std::string_view json, const std::string& file) {
  const JsonDocument document = read_json_document(json, file);
  for (const auto& [pseudonym, value] : document.members()) {
    const auto learn = [&, &name = pseudonym](const std::string& original) {
      for (PseudonymNumbers* kind : {&impl_->mails, &impl_->phones, &impl_->handles, &impl_->episodes, &impl_->files}) {
        if (!kind->is_name(name)) continue;
        kind->learn(name, original);
        return impl_->note(name, original);
      }
      impl_->people.learn(name, original);
      impl_->of_key.insert(name);
      impl_->note(name, original);
      impl_->learn_person(original, name);
    };
    if (value.is_list()) {
      for (const JsonDocument& original : value.items()) learn(original.text());
    } else {
      learn(value.text());
    }
  }
}

std::string Redaction::key() const {
  std::string text = "{";
  const auto quoted = [&](std::string_view value) { append_string(text, value); };
  for (const auto& [pseudonym, originals] : impl_->entries) {
    text += text.size() > 1 ? ",\n " : "\n ";
    quoted(pseudonym);
    text += ": ";
    if (originals.size() == 1) {
      quoted(originals.front());
      continue;
    }
    text += '[';
    for (const std::string& original : originals) {
      if (&original != &originals.front()) text += ", ";
      quoted(original);
    }
    text += ']';
  }
  return text + "\n}\n";
}

void Redaction::reserve(std::string_view name) {
  name = trim(name);
  if (!impl_->entry_of_pseudonym.contains(std::string(name))) impl_->people.reserve(name);
}

std::string Redaction::person(std::string_view name) { return impl_->person(name); }
void Redaction::also(std::string_view name, std::string_view other) {
  const auto known = impl_->person_of_name.find(trim(name));
  if (known != impl_->person_of_name.end()) impl_->finder.learn(other, known->second);
}
std::string Redaction::episode(std::string_view id) { return impl_->numbered(impl_->episodes, id); }
std::string Redaction::file(std::string_view path) { return impl_->numbered(impl_->files, path); }

std::string Redaction::cover(std::string_view text, std::vector<CoveredRange>* covered) {
  std::vector<Impl::Replacement> all = impl_->replacements(text);
  std::vector<CoveredRange> ranges;
  std::string out = Impl::render(text, all, ranges);
  // A pseudonym may join its neighbours to what looks like an address, "@c" and "Person 1": that is covered as a whole,
  // until nothing is left. Each round makes fewer pieces of the text.
  for (auto joined = find_private(out); !joined.empty(); joined = find_private(out)) {
    all = impl_->widened(all, ranges, joined, out);
    out = Impl::render(text, all, ranges);
  }
  if (covered != nullptr) covered->insert(covered->end(), ranges.begin(), ranges.end());
  return out;
}

std::string Redaction::message(std::string_view what) {
  std::string plain;
  for (std::size_t at = 0; at < what.size();) {
    const std::size_t open = what.find('"', at);
    const std::size_t close = open == std::string_view::npos ? open : what.rfind('"');
    plain += what.substr(at, open == std::string_view::npos ? open : open - at);
    if (open == std::string_view::npos) break;
    // From the first quote to the last: what is quoted may hold quotes.
    plain += "\"...\"";
    at = close + 1;
    if (close == open) break;
  }
  return cover(plain);
}

}  // namespace affect::io
