#include <CLI/App.hpp>
#include <fmt/format.h>

#include "affect/perceive/text/dictionary.h"
#include "affect/understand/corpus/document_sink.h"
#include "cli/choices.h"
#include "cli/counts.h"
#include "cli/flow.h"
#include "cli/novelty_table.h"
#include "cli/writer.h"

namespace affect::cli {
namespace {

using understand::corpus::DocumentSink;
using understand::corpus::DocumentUnit;

void cut_words(std::string_view text, const std::function<void(std::string_view)>& word) {
  perceive::text::each_word(text, [&](const perceive::text::TextWord& found) { word(found.lower); });
}

class NoveltyWriter : public Writer {
 public:
  NoveltyWriter(const NoveltyRun& run, Form form, const std::string& path)
      : run_(run), form_(form), path_(path), documents_(run.unit, cut_words) {}
  void accept(Record&& record) override { documents_.accept(std::move(record)); }
  void commit() override { write_novelty(run_, documents_.take(), form_, path_); }

 private:
  NoveltyRun run_;
  Form form_;
  std::string path_;
  DocumentSink documents_;
};

class NoveltyVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"novelty FILE... [--by turn|episode] [-o OUT]",
            {"novelty examples/brutus_and_cassius.txt --least-words 20 --permutations 99",
             "novelty examples/meetings --by episode --permutations 99 -o novelty.csv",
             "novelty examples/diary.md --space topics --least-words 20 --permutations 99 --json"}};
  }

  void declare(CLI::App& app) override {
    flow_.declare_input(app);
    offer(app.add_option("--by", by_, "what a document is: turn (message, diary entry, row) or episode (file)")
              ->type_name("UNIT")
              ->capture_default_str(),
          {"turn", "episode"});
    app.add_option("--least-words", run_.least_words, "join neighbours until a document has so many words")
        ->type_name("WORDS")
        ->capture_default_str()
        ->check(a_count());
    app.add_option("--documents", run_.most_documents, "join neighbours until there are at most so many, 4000 at most")
        ->type_name("N")
        ->capture_default_str()
        ->check(a_count());
    app.add_option("--window", run_.options.window, "documents before and after; 0: a tenth of all, 5 to 50")
        ->type_name("N")
        ->check(a_count());
    offer(
        app.add_option("--space", space_, "novelty by words (relative entropy) or topics (distance in a latent space)")
            ->type_name("SPACE")
            ->capture_default_str(),
        {"words", "topics"});
    app.add_option("--block", run_.options.block,
                   "neighbours that stay together when documents are put in other orders")
        ->type_name("N")
        ->capture_default_str()
        ->check(a_count());
    app.add_option("--permutations", run_.options.permutations, "orders drawn, 99 or more")
        ->type_name("N")
        ->capture_default_str()
        ->check(a_count());
    app.add_option("--words", run_.options.words, "driving words of each side of a shift")
        ->type_name("N")
        ->capture_default_str()
        ->check(a_count());
    flow_.declare_table_output(app);
  }

  void run(const Invocation& invocation) override {
    check();
    run_.options.seed = invocation.common.seed;
    flow_.write_with(
        [&](Form form, const std::string& path) { return std::make_unique<NoveltyWriter>(run_, form, path); });
    flow_.run(invocation);
  }

 private:
  void check() {
    if (by_ != "turn" && by_ != "episode") {
      throw ConfigError(fmt::format("--by {}: is nothing that a document can be", by_), {}, "turn or episode");
    }
    if (space_ != "words" && space_ != "topics") {
      throw ConfigError(fmt::format("--space {}: is not known", space_), {}, "words or topics");
    }
    constexpr std::size_t kMost = understand::corpus::PairDistances::kMostDocuments;
    if (run_.most_documents < 1 || run_.most_documents > kMost) {
      throw ConfigError(fmt::format("--documents {}", run_.most_documents), {}, fmt::format("1 to {}", kMost));
    }
    if (run_.options.block < 1) throw ConfigError("--block 0", {}, "1 is any order of documents");
    constexpr std::size_t kFewest = 99, kMostOrders = 100'000;
    if (run_.options.permutations < kFewest || run_.options.permutations > kMostOrders) {
      throw ConfigError(fmt::format("--permutations {}", run_.options.permutations), {},
                        fmt::format("{} to {}", kFewest, kMostOrders));
    }
    run_.unit = by_ == "turn" ? DocumentUnit::turn : DocumentUnit::episode;
    run_.options.space =
        space_ == "words" ? understand::corpus::NoveltySpace::words : understand::corpus::NoveltySpace::topics;
  }

  Flow flow_{std::vector<std::string>{}};
  NoveltyRun run_;
  std::string by_ = "turn", space_ = "words";
};

}  // namespace

void register_novelty(Engine& engine) {
  engine.add<Verb>(
      verb_entry("novelty", "what changes in a stream of texts, and when: shifts and their words, novelty, density"),
      [](const Engine&, const Options&) { return std::make_unique<NoveltyVerb>(); });
}

}  // namespace affect::cli
