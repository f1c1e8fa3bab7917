#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/completion_model.h"

namespace affect::cli {
namespace {

/// Between single quotes of bash, zsh: what is said of an option may have one.
std::string in_quotes(const std::string& text) {
  std::string out;
  for (const char byte : text) byte == '\'' ? out += "'\\''" : out += byte;
  return fmt::format("'{}'", out);
}

/// The same of fish.
std::string in_fish_quotes(const std::string& text) {
  std::string out;
  for (const char byte : text) {
    if (byte == '\'' || byte == '\\') out += '\\';
    out += byte;
  }
  return fmt::format("'{}'", out);
}

std::string words_of(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

std::string bash_value(const CompletedVerb& verb, const CompletedOption& option) {
  std::string patterns;
  for (const std::string& name : option.names) {
    patterns += fmt::format("{}{}:{}", patterns.empty() ? "" : "|", verb.name, name);
  }
  return fmt::format("    {}) words={} files={} ;;\n", patterns, in_quotes(words_of(option.choices)),
                     option.path ? "1" : "");
}

std::string bash_verb(const CompletedVerb& verb) {
  std::vector<std::string> names;
  for (const CompletedOption& option : verb.options) {
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return fmt::format("        {})\n          if [[ $word == -* ]]; then words={}; else words={} files={}; fi ;;\n",
                     verb.name, in_quotes(words_of(names)), in_quotes(words_of(verb.choices)), verb.files ? "1" : "");
}

/// A description inside the brackets of _arguments.
std::string zsh_text(const std::string& text) {
  std::string out;
  for (const char byte : text) {
    if (byte == '[' || byte == ']' || byte == ':' || byte == '\\') out += '\\';
    out += byte;
  }
  return out;
}

std::string zsh_action(const std::vector<std::string>& choices, bool files) {
  if (choices.empty()) return files ? "_files" : "";
  const std::string words = fmt::format("({})", words_of(choices));
  return files ? fmt::format(R"({{_alternative "words:word:{}" "files:file:_files"}})", words) : words;
}

std::string zsh_option(const CompletedOption& option) {
  std::string specs;
  for (const std::string& name : option.names) {
    // A long option takes its value after "=" or a space, a letter joined to it or after a space.
    const std::string takes = !option.takes_value ? "" : name.starts_with("--") ? "=" : "+";
    std::string spec = fmt::format("*{}{}[{}]", name, takes, zsh_text(option.what));
    if (option.takes_value) {
      const bool list = option.list && !option.choices.empty();
      spec += ":value:";
      spec += list ? fmt::format("_values -s , value {}", words_of(option.choices))
                   : zsh_action(option.choices, option.path);
    }
    specs += fmt::format(" \\\n        {}", in_quotes(spec));
  }
  return specs;
}

std::string fish_option(const CompletedVerb& verb, const CompletedOption& option) {
  std::string line = fmt::format("complete -c affect -n '__affect_verb {}'", verb.name);
  for (const std::string& name : option.names) {
    const bool letter = !name.starts_with("--");
    line += fmt::format(" {} {}", letter ? "-s" : "-l", name.substr(letter ? 1 : 2));
  }
  if (option.takes_value) {
    line += option.path ? " -r -F" : " -x";
    if (!option.choices.empty()) line += fmt::format(" -a {}", in_fish_quotes(words_of(option.choices)));
  }
  return fmt::format("{} -d {}\n", line, in_fish_quotes(option.what));
}

}  // namespace

std::string bash_completion(const std::vector<CompletedVerb>& verbs) {
  std::vector<std::string> names;
  std::string values, rest;
  for (const CompletedVerb& verb : verbs) {
    names.push_back(verb.name);
    for (const CompletedOption& option : verb.options) {
      if (option.takes_value) values += bash_value(verb, option);
    }
    rest += bash_verb(verb);
  }
  return fmt::format(
      R"(# Completion of affect for bash, made by `affect completion bash`.
_affect() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}} verb=${{COMP_WORDS[1]}} words= files=
  # bash cuts --format=srt into three words.
  if [[ $word == '=' ]]; then
    word=
  elif [[ $before == '=' ]]; then
    before=${{COMP_WORDS[COMP_CWORD - 2]}}
  fi
  if ((COMP_CWORD == 1)); then
    words={0}
  else
    case $verb:$before in
{1}    *)
      case $verb in
{2}      esac ;;
    esac
  fi
  # The last of a list: lexicon,emo
  local last=${{word##*,}}
  local first=${{word%"$last"}}
  mapfile -t COMPREPLY < <(compgen -P "$first" -W "$words" -- "$last"; [[ -z $files ]] || compgen -f -- "$word")
  [[ -z $files ]] || compopt -o filenames 2>/dev/null
  return 0
}}
complete -F _affect affect
)",
      in_quotes(words_of(names)), values, rest);
}

std::string zsh_completion(const std::vector<CompletedVerb>& verbs) {
  std::string names, cases;
  for (const CompletedVerb& verb : verbs) {
    names += fmt::format("    {}\n", in_quotes(verb.name + ":" + zsh_text(verb.what)));
    cases += fmt::format("    {})\n      _arguments -s -S", verb.name);
    for (const CompletedOption& option : verb.options) cases += zsh_option(option);
    if (const std::string rest = zsh_action(verb.choices, verb.files); !rest.empty()) {
      cases += fmt::format(" \\\n        {}", in_quotes(fmt::format("*:what:{}", rest)));
    }
    cases += " ;;\n";
  }
  return fmt::format(
      R"(#compdef affect
# Completion of affect for zsh, made by `affect completion zsh`.
_affect() {{
  local -a verbs
  verbs=(
{}  )
  if ((CURRENT == 2)); then
    _describe -t verbs verb verbs
    return
  fi
  local verb=$words[2]
  shift words
  ((CURRENT--))
  case $verb in
{}  esac
}}
if [[ $funcstack[1] == _affect ]]; then
  _affect "$@"
else
  compdef _affect affect
fi
)",
      names, cases);
}

std::string fish_completion(const std::vector<CompletedVerb>& verbs) {
  std::string text = R"(# Completion of affect for fish, made by `affect completion fish`.
function __affect_verb
    set -l words (commandline -opc)
    test (count $words) -gt 1; and test $words[2] = $argv[1]
end
function __affect_no_verb
    test (count (commandline -opc)) -eq 1
end
complete -c affect -f
)";
  for (const CompletedVerb& verb : verbs) {
    text += fmt::format("complete -c affect -n __affect_no_verb -a {} -d {}\n", verb.name, in_fish_quotes(verb.what));
  }
  for (const CompletedVerb& verb : verbs) {
    const std::string of_verb = fmt::format("complete -c affect -n '__affect_verb {}'", verb.name);
    for (const CompletedOption& option : verb.options) text += fish_option(verb, option);
    if (!verb.choices.empty()) text += fmt::format("{} -a {}\n", of_verb, in_fish_quotes(words_of(verb.choices)));
    if (verb.files) text += of_verb + " -F\n";
  }
  return text;
}

}  // namespace affect::cli
