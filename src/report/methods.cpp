#include "affect/report/methods.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "affect/error.h"
#include "affect/io/datasets/dataset.h"
#include "core/bibliography.h"
#include "core/cited_work.h"
#include "io/json_text.h"
#include "report/cells.h"
#include "report/source_use.h"

namespace affect::report {
namespace {

constexpr std::string_view kProgramKey = "openaffect";

std::string count_of(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

/// "074 Barriere et al. 2023" -> "Barriere et al. 2023": the number is of our own list of systems.
std::string_view without_number(std::string_view paper) {
  const bool is_numbered = paper.size() > 4 && paper[3] == ' ' &&
                           paper.substr(0, 3).find_first_not_of("0123456789") == std::string_view::npos;
  return is_numbered ? paper.substr(4) : paper;
}

/// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? " and " : ", ";
    text += items[i];
  }
  return text;
}

std::string as_sentence(std::string text) {
  if (!text.empty() && !text.ends_with('.')) text += '.';
  return text;
}

std::string component_name(const SourceUse& used) {
  if (used.source.version.empty()) return printable(used.source.name);
  return fmt::format("{}, version {}", printable(used.source.name), printable(used.source.version));
}

std::string options_text(const SourceUse& used) {
  if (used.options_known() == SourceUse::Options::unknown) {
    return fmt::format("Its options are not in the records; their hash is {}.", printable(used.source.config));
  }
  std::vector<std::string> items;
  for (const auto& [name, value] : used.options()) {
    std::string item = fmt::format("{} = {}", printable(name), printable(value));
    if (used.is_described()) {
      const auto spec = std::find_if(used.entry->options.begin(), used.entry->options.end(),
                                     [&, &wanted = name](const OptionSpec& one) { return one.name == wanted; });
      if (spec->standard != value) item += fmt::format(" (default: {})", spec->standard);
    }
    items.push_back(std::move(item));
  }
  if (!items.empty()) {
    const bool defaults = used.options_known() == SourceUse::Options::defaults;
    return fmt::format("Options: {}{}.", fmt::join(items, ", "), defaults ? " (the defaults)" : "");
  }
  return used.is_described() ? "It has no options." : "Options: the defaults of that version.";
}

std::string gave_text(const SourceUse& used) {
  std::vector<std::string> items;
  if (used.rows > 0) {
    std::vector<std::string> views;
    for (const Perspective view : used.perspectives) views.emplace_back(to_string(view));
    std::vector<std::string> instruments;
    for (const std::string& instrument : used.instruments) instruments.push_back(printable(instrument));
    items.push_back(fmt::format("{} (perspective {}{}{})", count_of(used.scores, "scored row"), fmt::join(views, ", "),
                                instruments.empty() ? "" : "; instrument ", fmt::join(instruments, ", ")));
  }
  if (used.series > 0) items.push_back(count_of(used.series, "sample"));
  for (const auto& [type, count] : used.findings) {
    items.push_back(fmt::format("{} of type {}", count_of(count, "finding"), printable(type)));
  }
  if (used.assessments > 0) items.push_back(count_of(used.assessments, "assessment"));
  return items.empty() ? "It gave nothing." : fmt::format("It gave {}.", listed(items));
}

/// What a source did not give, by status and reason; nothing where it gave all.
std::string left_out_text(const SourceUse& used) {
  std::string text;
  const std::string name = printable(used.source.to_string());
  if (!used.unscored.empty()) {
    std::vector<std::string> items;
    for (const auto& [status, count] : used.unscored) items.push_back(fmt::format("{} {}", status, count));
    text += fmt::format("Of {} of {}, {} have no score ({}).", count_of(used.rows, "row"), name,
                        used.rows - used.scores, fmt::join(items, ", "));
  }
  if (!used.not_given.empty()) {
    std::vector<std::string> items;
    std::size_t sum = 0;
    for (const auto& [why, count] : used.not_given) {
      items.push_back(why.second.empty() ? fmt::format("{} {}", why.first, count)
                                         : fmt::format("{} ({}) {}", why.first, printable(why.second), count));
      sum += count;
    }
    if (!text.empty()) text += ' ';
    text += fmt::format("{} gave no result {}: {}.", name, sum == 1 ? "once" : count_of(sum, "time"),
                        fmt::join(items, "; "));
  }
  return text;
}

/// Works of the same authors and year get a letter each.
void tell_apart(std::vector<MethodsReference>& cited) {
  std::map<std::string, std::size_t> count, seen;
  for (const MethodsReference& one : cited) ++count[one.cited];
  for (MethodsReference& one : cited) {
    if (count[one.cited] == 1) continue;
    const std::size_t number = seen[one.cited]++;
    one.cited += static_cast<char>('a' + number % 26);
  }
}

}  // namespace

struct MethodsReport::Impl {
  Impl(const Engine& owner, MethodsStyle chosen) : engine(owner), style(std::move(chosen)), uses(owner) {}

  const Engine& engine;
  MethodsStyle style;
  SourceUses uses;

  std::vector<const SourceUse*> sources() const {
    auto all = uses.sources();
    if (all.empty()) {
      throw InputError("no record here says what made it: there is nothing to describe", {},
                       "affect track FILE -o out.jsonl, then affect methods out.jsonl");
    }
    return all;
  }

  std::string data_text() const {
    const DataUse& data = uses.data();
    std::string text = fmt::format("The data are {}", count_of(data.episodes, "episode"));
    if (data.turns > 0) {
      text += fmt::format(" with {} by {} (by name, within an episode)", count_of(data.turns, "turn"),
                          count_of(data.speakers, "speaker"));
    }
    std::vector<std::string> formats;
    for (const auto& [format, count] : data.formats) {
      std::string item = fmt::format("{} ({}", printable(format), count);
      for (const auto& set : engine.components<io::Dataset>()) {
        if (set.entry.name == format) item += fmt::format("; {}", without_number(set.entry.source));
      }
      formats.push_back(item + ")");
    }
    if (!formats.empty()) text += fmt::format(", read as {}", listed(formats));
    text += '.';
    if (data.events > 0) {
      text += fmt::format(" {} without text: a medium, a deleted message or a line of the system.",
                          data.events == 1 ? "1 turn is" : fmt::format("{} turns are", data.events));
    }
    return text +
           fmt::format(
               " Components are those of OpenAffect, at the versions that the records name; this text was written "
               "by OpenAffect {} [{}].",
               style.version, kProgramKey);
  }

  std::string source_text(const SourceUse& used) const {
    if (used.entry == nullptr) {
      return fmt::format("{}: no component of this program; taken as the input has it. {}", component_name(used),
                         gave_text(used));
    }
    std::vector<std::string> sentences;
    if (used.is_described()) {
      sentences.push_back(as_sentence(used.entry->methods.empty() ? used.entry->what : used.entry->methods));
      if (!used.entry->units.empty()) sentences.push_back(fmt::format("Units: {}.", used.entry->units));
    } else {
      sentences.push_back(fmt::format("This program has version {}, which may work differently: {}.",
                                      used.entry->version, used.entry->what));
    }
    sentences.push_back(options_text(used));
    for (const std::string& file : used.entry->models) {
      const auto hash = style.model_hash ? style.model_hash(file) : std::nullopt;
      sentences.push_back(hash ? fmt::format("Weights: {}, SHA-256 {} (the file at hand now).", file, *hash)
                               : fmt::format("Weights: {}, which is not at hand.", file));
    }
    sentences.push_back(gave_text(used));
    std::string cited;
    if (!used.entry->references.empty()) cited = fmt::format(" [{}]", fmt::join(used.entry->references, ", "));
    return fmt::format("{}: {}{}", component_name(used), fmt::join(sentences, " "), cited);
  }

  std::string left_out() const {
    std::vector<std::string> sentences;
    for (const SourceUse* used : sources()) {
      if (std::string text = left_out_text(*used); !text.empty()) sentences.push_back(std::move(text));
    }
    if (sentences.empty()) return "Left out: nothing.";
    return fmt::format("Left out: {}", fmt::join(sentences, " "));
  }

  std::string paragraphs() const {
    std::string text = data_text() + "\n\n";
    for (const SourceUse* used : sources()) text += source_text(*used) + "\n\n";
    return text + left_out() +
           "\n\nScores describe what is expressed, or what annotators or persons reported, as their perspective says; "
           "none is a diagnosis.\n";
  }

  std::vector<MethodsReference> references() const {
    std::vector<MethodsReference> cited;
    const auto add = [&](const std::string& key, const std::string& bibtex) {
      CitedWork work = cited_work(bibtex);
      cited.push_back({key, std::move(work.cited), std::move(work.text), std::move(work.doi), bibtex});
    };
    add(std::string(kProgramKey), fmt::format("@software{{{},\n  title   = {{{{OpenAffect}}}},\n  version = {{{}}},\n"
                                              "  note    = {{Local-first engine for affective computing}}\n}}\n",
                                              kProgramKey, style.version));
    const Bibliography papers(engine.data("references.bib"));
    std::set<std::string> known;
    for (const SourceUse* used : sources()) {
      if (used->entry == nullptr) continue;
      for (const std::string& key : used->entry->references) {
        if (known.insert(key).second) add(key, papers.entry(key));
      }
    }
    tell_apart(cited);
    return cited;
  }
};

MethodsReport::MethodsReport(const Engine& engine, MethodsStyle style)
    : impl_(std::make_unique<Impl>(engine, std::move(style))) {}
MethodsReport::~MethodsReport() = default;
void MethodsReport::accept(Record&& record) { note(record); }

void MethodsReport::note(const Record& record) { impl_->uses.add(record); }

std::string MethodsReport::text() const {
  std::string text = "Methods\n\n" + impl_->paragraphs() + "\nBibTeX\n";
  for (const MethodsReference& cited : references()) text += "\n" + cited.bibtex;
  return text;
}

std::string MethodsReport::paragraphs() const { return impl_->paragraphs(); }
std::vector<MethodsReference> MethodsReport::references() const { return impl_->references(); }

namespace {

void write_counts(io::JsonWriter& json, std::string_view key, const std::map<std::string, std::size_t>& counts) {
  json.key(key);
  json.open('{');
  for (const auto& [name, count] : counts) json.integer(name, static_cast<std::int64_t>(count));
  json.close('}');
}

void write_options(io::JsonWriter& json, const SourceUse& used) {
  constexpr std::string_view kKnown[] = {"defaults", "told", "unknown"};
  json.text("options_known", kKnown[static_cast<std::size_t>(used.options_known())]);
  json.key("options");
  json.open('{');
  for (const auto& [name, value] : used.options()) json.text(name, value);
  json.close('}');
}

void write_source(io::JsonWriter& json, const SourceUse& used, const MethodsStyle& style) {
  const auto integer = [&](std::string_view key, std::size_t value) {
    json.integer(key, static_cast<std::int64_t>(value));
  };
  json.open('{');
  json.text("source", used.source.to_string());
  json.text("component", used.source.name);
  json.text("version", used.source.version);
  json.raw("is_component", used.entry == nullptr ? "false" : "true");
  if (used.entry != nullptr) {
    json.text("version_here", used.entry->version);
    json.text("what", used.entry->what);
    json.text("units", used.entry->units);
    json.text("after", used.entry->source);
    json.texts("references", used.entry->references);
    write_options(json, used);
    json.key("weights");
    json.open('[');
    for (const std::string& file : used.entry->models) {
      json.comma();
      json.open('{');
      json.text("file", file);
      if (const auto hash = style.model_hash ? style.model_hash(file) : std::nullopt) json.text("sha256", *hash);
      json.close('}');
    }
    json.close(']');
  }
  std::vector<std::string> views;
  for (const Perspective view : used.perspectives) views.emplace_back(to_string(view));
  json.texts("perspectives", views);
  json.texts("instruments", std::vector<std::string>(used.instruments.begin(), used.instruments.end()));
  integer("rows", used.rows);
  integer("scored_rows", used.scores);
  write_counts(json, "unscored_rows", used.unscored);
  integer("samples", used.series);
  write_counts(json, "findings", used.findings);
  json.key("not_given");
  json.open('[');
  for (const auto& [why, count] : used.not_given) {
    json.comma();
    json.open('{');
    json.text("status", why.first);
    json.text("reason", why.second);
    integer("count", count);
    json.close('}');
  }
  json.close(']');
  integer("assessments", used.assessments);
  json.close('}');
}

}  // namespace

std::string MethodsReport::json() const {
  const auto sources = impl_->sources();
  const DataUse& data = impl_->uses.data();
  std::string out;
  io::JsonWriter json(out);
  json.open('{');
  json.text("program", "OpenAffect " + impl_->style.version);
  json.key("data");
  json.open('{');
  json.integer("episodes", static_cast<std::int64_t>(data.episodes));
  json.integer("turns", static_cast<std::int64_t>(data.turns));
  json.integer("turns_without_text", static_cast<std::int64_t>(data.events));
  json.integer("speakers", static_cast<std::int64_t>(data.speakers));
  write_counts(json, "formats", data.formats);
  json.close('}');
  json.key("sources");
  json.open('[');
  for (const SourceUse* used : sources) {
    json.comma();
    write_source(json, *used, impl_->style);
  }
  json.close(']');
  json.text("text", impl_->paragraphs());
  json.key("references");
  json.open('[');
  for (const MethodsReference& cited : references()) {
    json.comma();
    json.open('{');
    json.text("key", cited.key);
    json.text("cited", cited.cited);
    json.text("text", cited.text);
    json.text("doi", cited.doi);
    json.text("bibtex", cited.bibtex);
    json.close('}');
  }
  json.close(']');
  json.close('}');
  return out + "\n";
}

}  // namespace affect::report
