#include "cli/man_page.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "cli/command_line.h"
#include "cli/help_topics.h"
#include "cli/program.h"

namespace affect::cli {
namespace {

std::string upper_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char byte) { return std::toupper(byte); });
  return text;
}

/// Text that roff prints as it is: a hyphen stays the minus that one types, nothing begins a request.
std::string roff(std::string_view text) {
  std::string out;
  for (const char byte : text) {
    if (byte == '\\') {
      out += "\\e";
    } else if (byte == '-') {
      out += "\\-";
    } else {
      out += byte;
    }
  }
  return out.starts_with('.') || out.starts_with('\'') ? fmt::format("\\&{}", out) : out;
}

std::string man_heading(const std::string& name) {
  return fmt::format(".TH {} 1 \"{}\" \"{}\" \"User Commands\"\n", roff(upper_case(name)), release_date(),
                     program_version());
}

std::string man_section(const std::string& title) { return fmt::format(".SH {}\n", upper_case(title)); }

std::string entry_of(const std::string& term, const std::string& what) {
  return fmt::format(".TP\n{}\n{}\n", term, roff(what));
}

std::string man_bold(const std::string& text) { return fmt::format("\\fB{}\\fR", roff(text)); }

std::string option_entry(const CLI::Option& option) {
  std::string names;
  const auto add = [&](const std::string& name) { names += (names.empty() ? "" : ", ") + man_bold(name); };
  if (option.get_positional()) add(option.get_name(true));
  for (const std::string& name : option.get_snames()) add("-" + name);
  for (const std::string& name : option.get_lnames()) add("--" + name);
  const std::string value = option.get_type_name();
  if (!is_flag(option) && !option.get_positional() && !value.empty() && value != "TEXT") {
    names += fmt::format(" \\fI{}\\fR", roff(value));
  }
  return entry_of(names, option.get_description());
}

std::string topic_sections() {
  std::string text;
  for (const HelpTopic& topic : help_topics()) {
    text += man_section(topic.title);
    for (const auto& line : topic.lines) text += entry_of(man_bold(line.term), line.what);
  }
  return text;
}

}  // namespace

std::string man_page(const Engine& engine) {
  std::string text =
      man_heading("affect") + man_section("Name") + "affect \\- shows the emotional trajectory of what people say\n";
  text += man_section("Synopsis") + ".B affect\n\\fIVERB\\fR [\\fIOPTION\\fR...] [\\fIFILE\\fR...]\n";
  text += man_section("Description") +
          "Reads a conversation, a diary or a body signal and shows who expressed what, and when it turned.\n"
          "Everything stays on this machine.\nIt is a screening aid, not a diagnosis.\n";
  text += man_section("Verbs");
  for (const auto& verb : engine.components<Verb>()) {
    text += entry_of(fmt::format("{}(1)", man_bold("affect-" + verb.entry.name)), verb.entry.what);
  }
  text += topic_sections() + man_section("See also");
  const auto& verbs = engine.components<Verb>();
  for (const auto& verb : verbs) {
    const bool last = &verb == &verbs.back();
    text += fmt::format(".BR {} (1){}\n", roff("affect-" + verb.entry.name), last ? "" : ",");
  }
  return text;
}

std::string man_page(const Engine& engine, const Component<Verb>& verb) {
  CommandLine line(engine, verb);
  const VerbHelp help = line.verb().help();
  const std::string name = "affect-" + verb.entry.name;
  std::string text = man_heading(name);
  text += man_section("Name") + fmt::format("{} \\- {}\n", roff(name), roff(verb.entry.what));
  const std::string usage = help.synopsis.substr(std::min(help.synopsis.size(), verb.entry.name.size() + 1));
  text += man_section("Synopsis") + fmt::format(".B affect {}\n", roff(verb.entry.name));
  if (!usage.empty()) text += roff(usage) + "\n";
  text += man_section("Options");
  for (const CLI::Option* option : line.app().get_options()) text += option_entry(*option);
  text += man_section("Examples") + ".nf\n";
  for (const Example& example : help.examples) text += roff("affect " + example.command) + "\n";
  text += ".fi\n" + man_section("Exit status");
  for (const auto& code : help_topics().front().lines) text += entry_of(man_bold(code.term), code.what);
  return text + man_section("See also") + ".BR affect (1)\n";
}

}  // namespace affect::cli
