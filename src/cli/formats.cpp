#include <algorithm>
#include <vector>

#include <CLI/App.hpp>
#include <fmt/format.h>

#include "affect/io/reader.h"
#include "cli/program.h"
#include "cli/verb.h"
#include "core/nearest_name.h"
#include "io/json_text.h"

namespace affect::cli {
namespace {

constexpr std::size_t kShownLines = 4;

/// A format, which may be a file, a folder, or either.
struct Format {
  std::string name, what;
  std::vector<std::string> examples;
};

template <class Interface>
void add_formats(const Engine& engine, std::vector<Format>& formats) {
  for (const auto& part : engine.components<Interface>()) {
    const std::string example(part.make(engine, Options(part.entry.options, {}))->example());
    const auto same = [&](const Format& format) { return format.name == part.entry.name; };
    const auto found = std::find_if(formats.begin(), formats.end(), same);
    if (found == formats.end()) {
      formats.push_back({part.entry.name, part.entry.what, {example}});
    } else if (found->examples.front() != example) {
      found->examples.push_back(example);
    }
  }
}

std::vector<Format> known_formats(const Engine& engine) {
  std::vector<Format> formats;
  add_formats<io::Reader>(engine, formats);
  add_formats<io::FolderReader>(engine, formats);
  std::sort(formats.begin(), formats.end(), [](const Format& a, const Format& b) { return a.name < b.name; });
  return formats;
}

std::string indented(std::string_view example, std::size_t most) {
  std::string text;
  for (std::size_t lines = 0; !example.empty(); ++lines) {
    if (lines == most) return text + "      ...\n";
    const auto end = std::min(example.find('\n'), example.size());
    text += fmt::format("      {}\n", example.substr(0, end));
    example.remove_prefix(std::min(end + 1, example.size()));
  }
  return text;
}

std::string all_formats(const Engine& engine) {
  std::string text = "Read (found by content; --format NAME decides):\n";
  for (const Format& format : known_formats(engine)) {
    text += fmt::format("  {:<15}{}\n{}", format.name, format.what, indented(format.examples.front(), kShownLines));
  }
  return text +
         "Written (-o decides):\n"
         "  .jsonl         records, docs/io/records.md\n"
         "  .csv           tidy table: episode,subject,turn,time,perspective,source,column,value,se\n"
         "  .html          a page of its own\n"
         "  .convokit      a folder for ConvoKit\n";
}

std::string one_format(const Engine& engine, const std::string& name) {
  std::vector<std::string> names;
  for (const Format& format : known_formats(engine)) {
    names.push_back(format.name);
    if (format.name != name) continue;
    std::string text = fmt::format("{}: {}\n", format.name, format.what);
    for (const std::string& example : format.examples) text += "\n" + indented(example, example.size() + 1);
    return text;
  }
  throw ConfigError("no format is called " + name, {}, did_you_mean(name, names));
}

/// One of them where it is named, else all.
std::string formats_as_json(const Engine& engine, const std::string& name) {
  if (!name.empty()) one_format(engine, name);  // complains where there is none
  std::string text;
  io::JsonWriter json(text);
  json.open('[');
  for (const Format& format : known_formats(engine)) {
    if (!name.empty() && format.name != name) continue;
    json.comma();
    json.open('{');
    json.text("name", format.name);
    json.text("what", format.what);
    json.texts("examples", format.examples);
    json.close('}');
  }
  json.close(']');
  return text + "\n";
}

class FormatsVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"formats [NAME] [--json]", {"formats", "formats telegram", "formats --json"}};
  }
  void declare(CLI::App& app) override {
    app.add_option("NAME", name_, "a format, whose example is shown whole")->type_name("");
    app.add_flag("--json", json_, "what can be read, as JSON");
  }
  void run(const Invocation& invocation) override {
    if (json_) return print(formats_as_json(invocation.engine, name_));
    print(name_.empty() ? all_formats(invocation.engine) : one_format(invocation.engine, name_));
  }

 private:
  std::string name_;
  bool json_ = false;
};

}  // namespace

void register_formats(Engine& engine) {
  engine.add<Verb>(verb_entry("formats", "what can be read and written"),
                   [](const Engine&, const Options&) { return std::make_unique<FormatsVerb>(); });
}

}  // namespace affect::cli
