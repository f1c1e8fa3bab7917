#include <algorithm>
#include <map>

#include <CLI/App.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "affect/io/datasets/census.h"
#include "affect/io/records.h"
#include "cli/choices.h"
#include "cli/places.h"
#include "cli/program.h"
#include "cli/text_columns.h"
#include "cli/verb.h"
#include "io/json_text.h"
#include "report/cells.h"

namespace affect::cli {
namespace {

using io::Dataset;
using io::DatasetInfo;
using io::DatasetSplit;

std::vector<std::unique_ptr<Dataset>> chosen_sets(const Engine& engine, const std::vector<std::string>& names) {
  std::vector<std::unique_ptr<Dataset>> sets;
  sets.reserve(names.size());
  for (const std::string& name : names) sets.push_back(engine.make<Dataset>(name));
  if (!names.empty()) return sets;
  for (const auto& part : engine.components<Dataset>()) sets.push_back(engine.make<Dataset>(part.entry.name));
  return sets;
}

std::size_t published_rows(const DatasetInfo& info) {
  std::size_t rows = 0;
  for (const DatasetSplit& split : info.splits) {
    for (const io::DatasetCount& count : split.published) rows += count.what == "rows" ? count.count : 0;
  }
  return rows;
}

/// "perceived, felt", each once.
std::string perspectives(const DatasetInfo& info) {
  std::string text;
  for (const io::DatasetGold& gold : info.gold) {
    const std::string name(to_string(gold.perspective));
    if (text.find(name) == std::string::npos) text += (text.empty() ? "" : ", ") + name;
  }
  return text.empty() ? "codes only" : text;
}

/// Names of the taxonomies, and "V, A, D" where there are dimensions.
std::string labels(const DatasetInfo& info) {
  std::string text;
  for (const io::DatasetGold& gold : info.gold) {
    const std::string name = gold.taxonomy.empty() ? "dimensions" : gold.taxonomy;
    if (text.find(name) == std::string::npos) text += (text.empty() ? "" : ", ") + name;
  }
  return text.empty() ? "-" : text;
}

std::string languages(const DatasetInfo& info) {
  constexpr std::size_t kMost = 5;
  if (info.languages.size() > kMost) return fmt::format("{} languages", info.languages.size());
  return fmt::format("{}", fmt::join(info.languages, ", "));
}

std::string list_as_text(const std::vector<std::unique_ptr<Dataset>>& sets, const std::string& root) {
  std::vector<std::vector<std::string>> rows{
      {"set", "rows", "licence", "perspective", "labels", "languages", "here", "texts"}};
  for (const auto& set : sets) {
    const DatasetInfo& info = set->info();
    rows.push_back({info.name, std::to_string(published_rows(info)), std::string(io::to_string(info.licence_class)),
                    perspectives(info), labels(info), languages(info),
                    io::missing_files(info, root).empty() ? "yes" : "no", info.sensitive ? "never printed" : ""});
  }
  return text_columns(rows);
}

void write_gold(io::JsonWriter& json, const DatasetInfo& info) {
  json.key("gold");
  json.open('[');
  for (const io::DatasetGold& gold : info.gold) {
    json.comma();
    json.open('{');
    json.text("what", gold.what);
    json.text("perspective", to_string(gold.perspective));
    if (!gold.taxonomy.empty()) json.text("taxonomy", gold.taxonomy);
    if (!gold.scale.empty()) json.text("scale", gold.scale);
    json.close('}');
  }
  json.close(']');
}

void write_splits(io::JsonWriter& json, const DatasetInfo& info) {
  json.key("splits");
  json.open('[');
  for (const DatasetSplit& split : info.splits) {
    json.comma();
    json.open('{');
    json.text("name", split.name);
    json.texts("files", split.files);
    json.key("published");
    json.open('{');
    for (const io::DatasetCount& count : split.published) {
      json.integer(count.what, static_cast<std::int64_t>(count.count));
    }
    json.close('}');
    json.close('}');
  }
  json.close(']');
}

std::string list_as_json(const std::vector<std::unique_ptr<Dataset>>& sets, const std::string& root) {
  std::string text;
  io::JsonWriter json(text);
  json.open('[');
  for (const auto& set : sets) {
    const DatasetInfo& info = set->info();
    json.comma();
    json.open('{');
    json.text("name", info.name);
    json.text("title", info.title);
    json.text("paper", info.paper);
    json.text("folder", info.folder);
    json.text("licence", info.licence);
    json.text("licence_class", io::to_string(info.licence_class));
    json.raw("sensitive", info.sensitive ? "true" : "false");
    json.texts("languages", info.languages);
    write_gold(json, info);
    write_splits(json, info);
    json.text("traps", info.traps);
    json.raw("here", io::missing_files(info, root).empty() ? "true" : "false");
    json.close('}');
  }
  json.close(']');
  return text + "\n";
}

/// What `check` found of one set.
struct Checked {
  std::string name, state;            ///< "ok", "missing", "differs"
  std::vector<std::string> problems;  ///< a line each
  std::size_t rows = 0;
};

bool publishes_rows(const DatasetSplit& split) {
  return std::any_of(split.published.begin(), split.published.end(),
                     [](const io::DatasetCount& count) { return count.what == "rows"; });
}

/// Splits without published rows may be parts of those with them, whose rows count once.
bool has_published_rows(const DatasetInfo& info) {
  return std::any_of(info.splits.begin(), info.splits.end(), publishes_rows);
}

void check_split(const Dataset& set, const DatasetSplit& split, const std::string& root, Checked& checked) {
  try {
    const auto census = io::take_census(set, root, split.name);
    if (!has_published_rows(set.info()) || publishes_rows(split)) checked.rows += census.ledger.read_count();
    for (const auto& d : census.differences(split)) {
      checked.problems.push_back(fmt::format("{}: {} of {}, published {}", split.name, d.found, d.what, d.published));
    }
    for (const auto& [why, count] : census.ledger.rejected()) {
      checked.problems.push_back(fmt::format("{}: {} cannot be read: {}", split.name, count, why));
    }
  } catch (const Error& error) {
    checked.problems.push_back(fmt::format("{}: {}", split.name, error.what()));
  }
}

Checked check_set(const Dataset& set, const std::string& root) {
  Checked checked{set.info().name, "ok", {}, 0};
  for (const std::string& path : io::missing_files(set.info(), root)) checked.problems.push_back(path + " is missing");
  if (!checked.problems.empty()) {
    checked.state = "missing";
    return checked;
  }
  for (const DatasetSplit& split : set.info().splits) check_split(set, split, root, checked);
  if (!checked.problems.empty()) checked.state = "differs";
  return checked;
}

std::string checks_as_text(const std::vector<Checked>& all) {
  std::string text;
  for (const Checked& one : all) {
    text += fmt::format("{:<22}{:<9}{:>8} rows\n", one.name, one.state, one.rows);
    for (const std::string& problem : one.problems) text += "  " + report::printable(problem) + "\n";
  }
  return text;
}

std::string checks_as_json(const std::vector<Checked>& all) {
  std::string text;
  io::JsonWriter json(text);
  json.open('[');
  for (const Checked& one : all) {
    json.comma();
    json.open('{');
    json.text("name", one.name);
    json.text("state", one.state);
    json.integer("rows", static_cast<std::int64_t>(one.rows));
    json.texts("problems", one.problems);
    json.close('}');
  }
  json.close(']');
  return text + "\n";
}

/// Leaves of a sensitive set's records only what is no text and names nobody.
class WithoutTexts : public RecordSink {
 public:
  explicit WithoutTexts(RecordSink& out) : out_(out) {}
  void accept(Record&& record) override {
    if (auto* info = std::get_if<EpisodeInfo>(&record.body)) info->title.clear();
    if (auto* turn = std::get_if<Turn>(&record.body)) {
      turn->text.clear();
      turn->id.clear();
      turn->reply_to.clear();
    }
    if (auto* occurrence = std::get_if<Occurrence>(&record.body)) {
      std::erase_if(occurrence->attributes, [](const auto& attribute) { return attribute.first != "code"; });
    }
    out_.accept(std::move(record));
  }

 private:
  RecordSink& out_;
};

/// The first turns of a split with what was said of each.
class Preview : public RecordSink {
 public:
  explicit Preview(std::size_t most) : most_(most) {}

  void accept(Record&& record) override {
    if (std::holds_alternative<EpisodeInfo>(record.body)) first_ = rows_.size();
    if (const auto* turn = std::get_if<Turn>(&record.body); turn != nullptr && rows_.size() < most_) {
      rows_.push_back({turn->turn, (turn->speaker.empty() ? "" : turn->speaker + ": ") + turn->text, {}});
    }
    if (const auto* track = std::get_if<Track>(&record.body)) {
      for (std::size_t row = 0; row < track->size(); ++row) note(track->turn(row), described(*track, row));
    }
    if (const auto* occurrence = std::get_if<Occurrence>(&record.body)) {
      const auto code = occurrence->attributes.find("code");
      if (occurrence->turn && code != occurrence->attributes.end()) {
        note(*occurrence->turn, occurrence->type + " " + code->second);
      }
    }
  }

  std::string text() const {
    std::string text;
    for (const Row& row : rows_) {
      text += report::printable(row.text) + "\n";
      text += fmt::format("    {}\n", report::printable(fmt::format("{}", fmt::join(row.notes, "; "))));
    }
    return text;
  }

 private:
  struct Row {
    std::int64_t turn;
    std::string text;
    std::vector<std::string> notes;
  };

  void note(std::int64_t turn, std::string what) {
    for (std::size_t i = first_; i < rows_.size(); ++i) {
      if (rows_[i].turn != turn) continue;
      rows_[i].notes.push_back(std::move(what));
      return;
    }
  }

  static std::string described(const Track& track, std::size_t row) {
    const AffectState state = track.state(row);
    std::string text = fmt::format("{} ({})", to_string(track.key.perspective), track.key.source.name);
    for (const Dimension dimension : kDimensions) {
      if (const auto value = state.get(dimension)) text += fmt::format(" {} {:.2f}", to_string(dimension), *value);
    }
    for (const Label& label : state.labels) {
      if (label.probability <= 0) continue;
      text += " " + label.name;
      if (label.probability < 1) text += fmt::format(" {:.1f}", label.probability);
      if (label.intensity) text += fmt::format(" intensity {:.2f}", *label.intensity);
    }
    return text;
  }

  std::size_t most_;
  std::size_t first_ = 0;  ///< of the rows of the episode at hand
  std::vector<Row> rows_;
};

std::string counts_of(const Dataset& set, const std::string& root, const std::string& split) {
  const auto census = io::take_census(set, root, split);
  std::string text =
      fmt::format("{} holds texts of people in distress: they are not shown. Its counts:\n", set.info().name);
  for (const auto& [what, count] : census.counts) text += fmt::format("{:>9}  {}\n", count, report::printable(what));
  return text + "A program reads it with io::read_dataset (docs/io/datasets.md).\n";
}

class DataVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"data list | check [SET...] | path [SET] | show SET",
            {{"data list", Example::Needs::data},
             {"data check meld", Example::Needs::data},
             {"data path", Example::Needs::data},
             {"data show goemotions --split dev -n 5", Example::Needs::data}}};
  }
  void declare(CLI::App& app) override {
    offer(app.add_option("ACTION", action_, "list the sets; check their counts; path of one; show the first rows")
              ->required()
              ->check(CLI::IsMember({"list", "check", "path", "show"}).description("")),
          {"list", "check", "path", "show"});
    app.add_option("SET", sets_, "names of sets (affect data list); none is all");
    app.add_option("--split", split_, "part to show; the first one where none is named")->type_name("NAME");
    app.add_option("-n", rows_, "turns to show (10)")->type_name("N");
    app.add_flag("--json", json_, "as JSON; of show, the part's records");
  }
  void run(const Invocation& invocation) override {
    const std::string root = data_folder();
    const auto sets = chosen_sets(invocation.engine, sets_);
    if (action_ == "list") return print(json_ ? list_as_json(sets, root) : list_as_text(sets, root));
    if (action_ == "check") return check(sets, root);
    if (action_ == "path") return path(sets, root);
    show(sets, root);
  }

 private:
  void check(const std::vector<std::unique_ptr<Dataset>>& sets, const std::string& root) const {
    std::vector<Checked> all;
    std::size_t differ = 0;
    for (const auto& set : sets) {
      all.push_back(check_set(*set, root));
      differ += all.back().state == "differs";
    }
    print(json_ ? checks_as_json(all) : checks_as_text(all));
    if (differ > 0) {
      throw InputError(fmt::format("{} of {} sets differ from what was published", differ, all.size()), {},
                       "fetch their files again");
    }
  }

  void path(const std::vector<std::unique_ptr<Dataset>>& sets, const std::string& root) const {
    std::vector<std::string> paths;
    if (sets_.empty()) paths.push_back(root);
    for (const auto& set : sets) {
      if (!sets_.empty()) paths.push_back(root + "/" + set->info().folder);
    }
    std::string text;
    io::JsonWriter json(text);
    json.open('{');
    json.texts("paths", paths);
    json.close('}');
    print(json_ ? text + "\n" : fmt::format("{}\n", fmt::join(paths, "\n")));
  }

  void show(const std::vector<std::unique_ptr<Dataset>>& sets, const std::string& root) const {
    if (sets_.size() != 1) throw ConfigError("show needs one set", {}, "affect data list names them");
    const Dataset& set = *sets.front();
    const std::string split = split_.empty() ? set.info().splits.front().name : set.info().split(split_).name;
    if (!json_ && set.info().sensitive) return print(counts_of(set, root, split));
    Diagnostics diagnostics;
    const io::ReadContext context{.diagnostics = diagnostics};
    if (!json_) {
      Preview preview(rows_);
      io::read_dataset(set, root, split, context, preview);
      return print(preview.text());
    }
    const auto output = io::open_output("-");
    io::RecordWriter writer(*output);
    WithoutTexts without(writer);
    io::read_dataset(set, root, split, context, set.info().sensitive ? static_cast<RecordSink&>(without) : writer);
    output->commit();
  }

  std::string action_, split_;
  std::vector<std::string> sets_;
  std::size_t rows_ = 10;
  bool json_ = false;
};

}  // namespace

void register_data(Engine& engine) {
  engine.add<Verb>(verb_entry("data", "the published data sets: what is here, whether it is whole, its rows"),
                   [](const Engine&, const Options&) { return std::make_unique<DataVerb>(); });
}

}  // namespace affect::cli
