#include "cli/dictionary_tables.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "affect/perceive/text/style_matching.h"
#include "cli/console.h"
#include "cli/table_writer.h"
#include "perceive/text/concordance.h"
#include "perceive/text/term_counts.h"
#include "report/cells.h"

namespace affect::cli {
namespace {

using perceive::text::Concordance;
using perceive::text::ConcordanceLine;
using perceive::text::Dictionary;
using perceive::text::DictionaryCounts;
using perceive::text::DictionaryScanner;
using perceive::text::kStyleCategories;
using perceive::text::StyleMatching;
using perceive::text::StylePair;
using perceive::text::TermCounts;
using perceive::text::TextUnit;
using perceive::text::TextUnits;
using perceive::text::UnitBy;

/// A row of the summary or of a category.
struct Measure {
  std::string name;
  std::optional<double> value;  ///< a count of words, words a sentence, or percent of words
  std::optional<std::int64_t> count, negated;
  std::optional<double> weight;
};

std::vector<Measure> measures(const DictionaryRun& run, const DictionaryCounts& counts) {
  const auto whole = [](std::uint64_t count) { return static_cast<std::int64_t>(count); };
  std::vector<Measure> rows = {
      {"WC", static_cast<double>(counts.words), whole(counts.words), {}, {}},
      {"WPS", counts.words_per_sentence(), whole(counts.sentences), {}, {}},
      {"Sixltr", counts.percent_long_words(), whole(counts.long_words), {}, {}},
      {"Dic", counts.percent_covered(), whole(counts.covered), {}, {}},
  };
  for (std::size_t i = 0; i < run.dictionary->categories().size(); ++i) {
    Measure& row = rows.emplace_back();
    row.name = run.dictionary->categories()[i].name;
    row.value = counts.percent(i);
    row.count = whole(counts.hits[i]);
    if (run.negation.active) row.negated = whole(counts.negated[i]);
    if (run.dictionary->weighted()) row.weight = counts.mean_weight(i);
  }
  return rows;
}

class CategoryTable : public Writer {
 public:
  CategoryTable(DictionaryRun run, Form form, const std::string& path)
      : run_(std::move(run)),
        scanner_(run_.dictionary, run_.negation),
        table_(form, path, {"episode", "subject", "turn", "category", "value", "count", "negated", "weight"}),
        units_(
            run_.by, [this](const Turn& turn, DictionaryCounts& counts) { scanner_.scan(turn.text, counts); },
            [this](const TextUnit& unit, const DictionaryCounts& counts) { done(unit, counts); }) {}

  void accept(Record&& record) override { units_.push(record); }
  void commit() override {
    show();
    table_.commit();
  }

 private:
  static constexpr std::size_t kNameCells = 14, kColumnCells = 14;

  void done(const TextUnit& unit, const DictionaryCounts& counts) {
    if (table_.form() == Form::terminal) {
      const std::size_t fits = std::max<std::size_t>(1, (terminal_columns() - kNameCells) / kColumnCells);
      if (!shown_.empty() && (shown_.front().first.episode != unit.episode || shown_.size() == fits)) show();
      shown_.emplace_back(unit, measures(run_, counts));
      return;
    }
    for (const Measure& row : measures(run_, counts)) {
      if (!row.value) continue;
      table_.row({unit.episode, unit.subject, cell(unit.turn), row.name, cell(row.value), cell(row.count),
                  cell(row.negated), cell(row.weight)});
    }
  }

  /// For people: a unit a column.
  void show() {
    if (shown_.empty()) return;
    std::vector<std::string> names{""};
    for (const auto& [unit, rows] : shown_) {
      const std::string name = run_.by == UnitBy::episode ? "all" : unit.subject;
      names.push_back(
          report::fit(report::printable(unit.turn ? fmt::format("{} {}", *unit.turn, name) : name), kColumnCells - 2));
    }
    table_.line(fmt::format("{}{}: percent of words, by {}; WC words, WPS words a sentence", first_ ? "" : "\n",
                            report::printable(shown_.front().first.episode), run_.dictionary->name()));
    first_ = false;
    table_.columns(names);
    for (std::size_t i = 0; i < shown_.front().second.size(); ++i) {
      std::vector<Cell> cells{shown_.front().second[i].name};
      for (const auto& [unit, rows] : shown_) cells.push_back(i == 0 ? cell(rows[i].count) : cell(rows[i].value));
      table_.row(std::move(cells));
    }
    shown_.clear();
  }

  DictionaryRun run_;
  DictionaryScanner scanner_;
  TableWriter table_;
  TextUnits<DictionaryCounts> units_;
  std::vector<std::pair<TextUnit, std::vector<Measure>>> shown_;
  bool first_ = true;
};

class ConcordanceTable : public Writer {
 public:
  ConcordanceTable(const DictionaryRun& run, std::optional<std::size_t> category, std::size_t window, Form form,
                   const std::string& path)
      : concordance_(run.dictionary, category, window, run.negation),
        table_(form, path, {"episode", "turn", "subject", "before", "match", "after", "negated"}),
        negation_(run.negation.active) {}

  void accept(Record&& record) override {
    const auto* turn = std::get_if<Turn>(&record.body);
    if (turn == nullptr || turn->text.empty()) return;
    concordance_.find(turn->text, [&](const ConcordanceLine& line) { write(record.episode, *turn, line); });
  }
  void commit() override { table_.commit(); }

 private:
  void write(const std::string& episode, const Turn& turn, const ConcordanceLine& line) {
    const std::string& subject = turn.speaker.empty() ? author_ : turn.speaker;
    if (table_.form() != Form::terminal) {
      const auto negated = negation_ ? std::optional(static_cast<std::int64_t>(line.negated)) : std::nullopt;
      table_.row({episode, turn.turn, subject, std::string(line.before), std::string(line.match),
                  std::string(line.after), cell(negated)});
      return;
    }
    const std::string place = fmt::format("{}:{} {}", episode, turn.turn, subject);
    const std::size_t side = (terminal_columns() - kPlaceCells - kMatchCells) / 2;
    table_.line(report::pad(report::printable(place), kPlaceCells - 1) + ' ' + last_cells(line.before, side) +
                report::printable(line.match) + report::fit(spaced(line.after), side));
  }

  /// Printable, with the spaces at its ends, which part it from the match.
  static std::string spaced(std::string_view text) {
    constexpr std::string_view kSpaces = " \t\r\n";
    std::string line = report::printable(text);
    if (text.empty() || line.empty()) return line;
    if (kSpaces.find(text.front()) != std::string_view::npos && line.front() != ' ') line.insert(0, 1, ' ');
    if (kSpaces.find(text.back()) != std::string_view::npos && line.back() != ' ') line += ' ';
    return line;
  }

  /// The end of `text`, to the right of `width` cells.
  static std::string last_cells(std::string_view text, std::size_t width) {
    std::string line = spaced(text);
    while (report::cells(line) > width) {
      std::size_t at = 0;
      report::next_code_point(line, at);
      line.erase(0, at);
    }
    return std::string(width - report::cells(line), ' ') + line;
  }

  static constexpr std::size_t kPlaceCells = 20, kMatchCells = 10;
  const std::string author_{kAuthor};
  Concordance concordance_;
  TableWriter table_;
  bool negation_;
};

class TermTable : public Writer {
 public:
  TermTable(const DictionaryRun& run, std::uint64_t minimum, std::shared_ptr<const Dictionary> stop_words, Form form,
            const std::string& path)
      : minimum_(minimum),
        table_(form, path, {"episode", "subject", "turn", "term", "count"}),
        units_(
            run.by, [](const Turn& turn, TermCounts& terms) { terms.add(turn.text); },
            [this](const TextUnit& unit, const TermCounts& terms) { done(unit, terms); }) {
    if (stop_words) stop_words_.emplace(std::move(stop_words));
  }

  void accept(Record&& record) override { units_.push(record); }
  void commit() override { table_.commit(); }

 private:
  void done(const TextUnit& unit, const TermCounts& terms) {
    for (const auto& [term, count] : terms.rows(minimum_, stop_words_ ? &*stop_words_ : nullptr)) {
      table_.row({unit.episode, unit.subject, cell(unit.turn), term, cell(count)});
    }
  }

  std::uint64_t minimum_;
  std::optional<DictionaryScanner> stop_words_;
  TableWriter table_;
  TextUnits<TermCounts> units_;
};

std::vector<std::string> style_columns(Form form) {
  std::vector<std::string> columns = {"episode", "a",     "b",         "words_a", "words_b",
                                      "status",  "score", "strangers", "dealt"};
  if (form != Form::terminal) columns.insert(columns.end(), kStyleCategories.begin(), kStyleCategories.end());
  return columns;
}

class StyleTable : public Writer {
 public:
  StyleTable(const DictionaryRun& run, std::uint64_t seed, Form form, const std::string& path)
      : matching_(run.dictionary, seed), table_(form, path, style_columns(form)) {}

  void accept(Record&& record) override { matching_.accept(std::move(record)); }
  void commit() override {
    for (const StylePair& pair : matching_.pairs()) {
      std::vector<Cell> cells = {pair.episode,
                                 pair.a,
                                 pair.b,
                                 cell(pair.words_a),
                                 cell(pair.words_b),
                                 std::string(to_string(pair.status)),
                                 cell(pair.score),
                                 cell(pair.strangers),
                                 cell(pair.dealt)};
      if (table_.form() != Form::terminal) {
        for (const auto& category : pair.categories) cells.push_back(cell(category));
      }
      table_.row(std::move(cells));
    }
    if (table_.form() == Form::terminal) {
      table_.line(
          "score 0 to 1; strangers: what they reach with speakers of other episodes; dealt: what chance leaves");
      table_.line(fmt::format("of one style at these lengths; too_short: under {} words", kMinimum));
    }
    table_.commit();
  }

 private:
  static constexpr auto kMinimum = perceive::text::kStyleMinimumWords;
  StyleMatching matching_;
  TableWriter table_;
};

}  // namespace

std::unique_ptr<Writer> make_category_table(const DictionaryRun& run, Form form, const std::string& path) {
  return std::make_unique<CategoryTable>(run, form, path);
}

std::unique_ptr<Writer> make_concordance(const DictionaryRun& run, std::optional<std::size_t> category,
                                         std::size_t window, Form form, const std::string& path) {
  return std::make_unique<ConcordanceTable>(run, category, window, form, path);
}

std::unique_ptr<Writer> make_term_table(const DictionaryRun& run, std::uint64_t minimum,
                                        std::shared_ptr<const Dictionary> stop_words, Form form,
                                        const std::string& path) {
  return std::make_unique<TermTable>(run, minimum, std::move(stop_words), form, path);
}

std::unique_ptr<Writer> make_style_table(const DictionaryRun& run, std::uint64_t seed, Form form,
                                         const std::string& path) {
  return std::make_unique<StyleTable>(run, seed, form, path);
}

}  // namespace affect::cli
