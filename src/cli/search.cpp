#include <CLI/App.hpp>
#include <fmt/format.h>

#include "affect/model/text/nearest.h"
#include "cli/counts.h"
#include "cli/encoder_option.h"
#include "cli/flow.h"
#include "cli/table_writer.h"
#include "cli/turn_texts.h"
#include "cli/writer.h"

namespace affect::cli {
namespace {

struct Search {
  std::string query;  ///< what is looked for, or with `like` a turn: "12", "call:12"
  bool like = false;
  std::size_t count = 10;
};

/// The row of "12" or "call:12". Throws ConfigError.
std::size_t row_of(const std::vector<TurnText>& turns, const std::string& place) {
  std::vector<std::size_t> found;
  for (std::size_t row = 0; row < turns.size(); ++row) {
    if (turns[row].place() == place || std::to_string(turns[row].turn) == place) found.push_back(row);
  }
  if (found.size() == 1) return found.front();
  throw ConfigError(
      fmt::format("--like {}: {}", place, found.empty() ? "no turn with words is there" : "several turns are meant"),
      {}, turns.empty() ? "" : fmt::format("name one as it is listed: {}", turns.front().place()));
}

class SearchWriter : public Writer {
 public:
  SearchWriter(const Search& search, const model::TextEncoder& encoder, Form form, const std::string& path)
      : search_(search),
        encoder_(encoder),
        table_(form, path, {form == Form::terminal ? "turn" : "place", "speaker", "cosine", "z", "text"}) {}

  void accept(Record&& record) override { turns_.accept(std::move(record)); }

  void commit() override {
    const std::size_t width = encoder_.width();
    const std::vector<float> vectors = encoder_.sentences(turns_.texts());
    std::vector<float> query;
    std::size_t asked = vectors.size();
    if (search_.like) {
      asked = row_of(turns_.turns(), search_.query);
      query.assign(vectors.begin() + static_cast<std::ptrdiff_t>(asked * width),
                   vectors.begin() + static_cast<std::ptrdiff_t>((asked + 1) * width));
    } else {
      query = encoder_.sentences(std::span(&search_.query, 1));
    }
    std::size_t listed = 0;
    for (const model::Neighbour& one : model::nearest(query, vectors, search_.count + 1)) {
      if (one.row == asked || listed++ == search_.count) continue;
      write(one);
    }
    if (table_.form() == Form::terminal) {
      table_.line(fmt::format("{} turns searched by {}; z: SDs above the mean of all", turns_.turns().size(),
                              encoder_.description()));
    }
    table_.commit();
  }

 private:
  void write(const model::Neighbour& one) {
    const TurnText& turn = turns_.turns()[one.row];
    table_.row(
        {turn.place(), turn.speaker.empty() ? Cell() : Cell(turn.speaker), one.cosine, one.z, turns_.texts()[one.row]});
  }

  Search search_;
  const model::TextEncoder& encoder_;
  TableWriter table_;
  TurnTexts turns_;
};

class SearchVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"search QUERY FILE... [-o OUT]",
            {{"search \"when did we stop joking\" examples/quarrel.txt", Example::Needs::models},
             {"search \"they make peace\" examples/brutus_and_cassius.txt examples/quarrel.txt --count 3 --json",
              Example::Needs::models},
             {"search --like 13 examples/quarrel.txt --encoder minilm", Example::Needs::models}}};
  }

  void declare(CLI::App& app) override {
    app.add_option("QUERY", query_, "what is looked for, in words")->type_name("");
    flow_.declare_input(app);
    app.add_option("--like", like_, "in place of QUERY, a turn: what is nearest to it")->type_name("TURN");
    app.add_option("--count", search_.count, "turns listed")->type_name("N")->capture_default_str()->check(a_count());
    encoder_.declare(app);
    flow_.declare_table_output(app);
  }

  void run(const Invocation& invocation) override {
    search_.like = !like_.empty();
    search_.query = search_.like ? like_ : query_;
    // Without a QUERY the first word is a file.
    if (search_.like && !query_.empty()) flow_.read_first(query_);
    if (search_.query.empty()) throw ConfigError("nothing says what to look for", {}, "affect search \"QUERY\" FILE");
    const auto encoder = encoder_.make(invocation.engine);
    flow_.write_with([&](Form form, const std::string& path) {
      return std::make_unique<SearchWriter>(search_, *encoder, form, path);
    });
    flow_.run(invocation);
  }

 private:
  Flow flow_{std::vector<std::string>{}};
  EncoderOption encoder_;
  Search search_;
  std::string query_, like_;
};

}  // namespace

void register_search(Engine& engine) {
  engine.add<Verb>(verb_entry("search", "turns by what they mean: those nearest to a question, or to another turn"),
                   [](const Engine&, const Options&) { return std::make_unique<SearchVerb>(); });
}

}  // namespace affect::cli
