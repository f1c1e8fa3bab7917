#include <CLI/App.hpp>
#include <fmt/format.h>

#include "affect/perceive/text/dictionary.h"
#include "cli/choices.h"
#include "cli/console.h"
#include "cli/dictionary_tables.h"
#include "cli/flow.h"

namespace affect::cli {
namespace {

using perceive::text::Dictionary;
using perceive::text::UnitBy;

/// A file, which has an ending or a folder in its name, else one of ours.
std::shared_ptr<const Dictionary> open_dictionary(const Invocation& invocation, const std::string& name) {
  if (name.find_first_of("./") == std::string::npos) {
    return perceive::text::shipped_dictionary(invocation.engine, name);
  }
  Diagnostics diagnostics;
  auto dictionary = perceive::text::read_dictionary(name, diagnostics);
  if (!invocation.common.quiet) warn(diagnostics);
  return dictionary;
}

UnitBy unit_of(const std::string& name) {
  if (name == "turn") return UnitBy::turn;
  if (name == "subject") return UnitBy::subject;
  if (name == "episode") return UnitBy::episode;
  throw ConfigError(fmt::format("--by {}: is nothing that a row can be", name), {}, "turn, subject or episode");
}

class DictVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"dict FILE... [--dictionary FILE|NAME] [-o OUT]",
            {"dict examples/quarrel.txt",
             "dict examples/quarrel.txt --dictionary examples/moods.csv --by turn -o moods.csv",
             "dict examples/quarrel.txt --concordance \"never*\"",
             "dict examples/quarrel.txt --terms --stop-words function_words_en",
             "dict examples/quarrel.txt --style-matching"}};
  }
  void declare(CLI::App& app) override {
    flow_.declare_input(app);
    app.add_option("--dictionary", dictionary_, "a LIWC .dic, .dicx, .csv, .tsv or .toml, or one of ours by name")
        ->type_name("FILE|NAME")
        ->capture_default_str();
    offer(app.add_option("--by", by_, "what a row is: turn, subject or episode")
              ->type_name("UNIT")
              ->capture_default_str(),
          {"turn", "subject", "episode"});
    app.add_flag("--negation", negation_, "count negated words apart: a negator within three words before");
    app.add_option("--concordance", keyword_, "each place of a category, word, stem or phrase, with words around it")
        ->type_name("WORD|CATEGORY");
    app.add_option("--window", window_, "words on each side of a concordance")
        ->type_name("WORDS")
        ->capture_default_str();
    app.add_flag("--terms", terms_, "how often each word stands: a document-term table");
    app.add_option("--min-count", minimum_, "leave out terms that stand less often in a row's text")
        ->type_name("COUNT")
        ->capture_default_str();
    app.add_option("--stop-words", stop_words_, "leave out terms that this dictionary has")->type_name("FILE|NAME");
    app.add_flag("--style-matching", style_, "how alike the speakers of an episode use function words");
    flow_.declare_table_output(app);
  }

  void run(const Invocation& invocation) override {
    const int tables = static_cast<int>(!keyword_.empty()) + static_cast<int>(terms_) + static_cast<int>(style_);
    if (tables > 1) throw ConfigError("one table at a time", {}, "--concordance, --terms or --style-matching");
    if (!terms_ && !stop_words_.empty()) throw ConfigError("--stop-words is for --terms");
    const DictionaryRun what{open_dictionary(invocation, dictionary_), {.active = negation_}, unit_of(by_)};
    const auto stop_words = stop_words_.empty() ? nullptr : open_dictionary(invocation, stop_words_);
    flow_.write_with([&](Form form, const std::string& path) {
      if (terms_) return make_term_table(what, minimum_, stop_words, form, path);
      if (style_) return make_style_table(what, invocation.engine.seed(), form, path);
      if (!keyword_.empty()) return concordance(what, form, path);
      return make_category_table(what, form, path);
    });
    flow_.run(invocation);
  }

 private:
  std::unique_ptr<Writer> concordance(DictionaryRun what, Form form, const std::string& path) const {
    const auto category = what.dictionary->find_category(keyword_);
    if (!category) what.dictionary = perceive::text::dictionary_of(std::vector<std::string>{keyword_});
    return make_concordance(what, category, window_, form, path);
  }

  Flow flow_{std::vector<std::string>{}};
  std::string dictionary_ = "function_words_en", by_ = "subject", keyword_, stop_words_;
  bool negation_ = false, terms_ = false, style_ = false;
  std::size_t window_ = 6;
  std::uint64_t minimum_ = 1;
};

}  // namespace

void register_dict(Engine& engine) {
  engine.add<Verb>(
      verb_entry("dict", "counts words by a dictionary: percent, concordance, document-term table, style matching"),
      [](const Engine&, const Options&) { return std::make_unique<DictVerb>(); });
}

}  // namespace affect::cli
