// System 063, what cognitive science has for language models: theories and annotation schemes are taxonomies here, and
// maps between them are counted where the same lines have labels of both. Here they are counted, and one such map is
// tried on lines that it was not counted on.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>
#include <set>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "affect/evaluate/system.h"
#include "affect/io/taxonomies.h"
#include "evaluate/scored_texts.h"

namespace affect::evaluate {
namespace {

constexpr std::string_view kFrom = "meld", kTo = "emorynlp";
constexpr std::size_t kFolds = 10;
constexpr std::size_t kFewestLineWords = 5;

/// Lines that both sets label, each with its place among the labels of either.
struct CoLabelled {
  std::vector<std::string> texts;
  std::vector<int> from, to;
};

/// Letters and digits of English words in lower case, without apostrophes of any kind, as tools/measure_label_maps.py.
std::vector<std::string> line_words(std::string_view text) {
  std::vector<std::string> words(1);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    std::size_t apostrophe = rest.front() == '\'' ? 1 : 0;
    for (const std::string_view sign : {"\u2018", "\u2019", "\u0092"}) {
      if (rest.starts_with(sign)) apostrophe = sign.size();
    }
    if (apostrophe > 0) {
      at += apostrophe - 1;
      continue;
    }
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80 && std::isalnum(byte) != 0) {
      words.back() += static_cast<char>(std::tolower(byte));
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

/// Words of a line -> its label, where all lines of these words have one.
std::map<std::string, int> labels_by_words(const learn::GoldTexts& gold, const Taxonomy& taxonomy) {
  std::map<std::string, std::set<int>> found;
  for (std::size_t row = 0; row < gold.size(); ++row) {
    const auto words = line_words(gold.texts[row]);
    if (words.size() < kFewestLineWords) continue;
    for (std::size_t label = 0; label < taxonomy.labels.size(); ++label) {
      const std::string column = fmt::format("{}:{}", taxonomy.name, taxonomy.labels[label].name);
      if (gold.column(column)[row] > 0.5)
        found[fmt::format("{}", fmt::join(words, " "))].insert(static_cast<int>(label));
    }
  }
  std::map<std::string, int> labels;
  for (const auto& [words, own] : found) {
    if (own.size() == 1) labels.emplace(words, *own.begin());
  }
  return labels;
}

std::map<std::string, int> read_labels(const Engine& engine, const RunOptions& options, std::string_view set,
                                       const std::vector<std::string>& splits, RunResult& result) {
  learn::GoldTexts gold = read_split(engine, options, set, splits.front(), result);
  for (std::size_t i = 1; i < splits.size(); ++i) {
    gold = joined(gold, read_split(engine, options, set, splits[i], result));
  }
  return labels_by_words(gold, io::read_taxonomy(engine, set));
}

CoLabelled co_labelled(const Engine& engine, const RunOptions& options, RunResult& result) {
  const auto from = read_labels(engine, options, kFrom, {"train", "dev", "test"}, result);
  const auto to = read_labels(engine, options, kTo, {"train", "dev"}, result);
  CoLabelled lines;
  for (const auto& [words, label] : from) {
    const auto other = to.find(words);
    if (other == to.end()) continue;
    lines.texts.push_back(words);
    lines.from.push_back(label);
    lines.to.push_back(other->second);
  }
  return lines;
}

/// The other set's label of the same name, however it ends: joy is Joyful, sadness is Sad; else its first, neutral.
std::vector<int> by_equal_names(const CoLabelled& lines, const Taxonomy& from, const Taxonomy& to) {
  constexpr std::size_t kStem = 3;
  const auto stem = [](std::string name) {
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    return name.substr(0, kStem);
  };
  std::vector<int> said;
  for (const int label : lines.from) {
    const auto same = std::find_if(to.labels.begin(), to.labels.end(), [&](const TaxonomyLabel& other) {
      return stem(other.name) == stem(from.labels[static_cast<std::size_t>(label)].name);
    });
    said.push_back(same == to.labels.end() ? 0 : static_cast<int>(same - to.labels.begin()));
  }
  return said;
}

/// What a map counted on the other folds says of each line, and at what cost in bits.
struct HeldOut {
  std::vector<int> said;
  std::vector<double> bits, base_bits;  ///< of the true label by the map, and by how frequent it is
};

HeldOut held_out(const CoLabelled& lines, const TaxonomyMap& map) {
  const std::size_t rows = lines.texts.size(), width = map.to_labels.size();
  std::vector<std::size_t> fold;
  for (const std::string& text : lines.texts) fold.push_back(learn::fold_of(text, kFolds));
  HeldOut out;
  for (std::size_t row = 0; row < rows; ++row) {
    std::vector<double> own(width, 1.0), all(width, 1.0);  // one more each: no label is impossible
    for (std::size_t other = 0; other < rows; ++other) {
      if (fold[other] == fold[row]) continue;
      ++all[static_cast<std::size_t>(lines.to[other])];
      if (lines.from[other] == lines.from[row]) ++own[static_cast<std::size_t>(lines.to[other])];
    }
    const auto bits = [&](const std::vector<double>& counts) {
      const double truth = counts[static_cast<std::size_t>(lines.to[row])];
      return -std::log2(truth / std::accumulate(counts.begin(), counts.end(), 0.0));
    };
    out.said.push_back(static_cast<int>(std::max_element(own.begin(), own.end()) - own.begin()));
    out.bits.push_back(bits(own));
    out.base_bits.push_back(bits(all));
  }
  return out;
}

std::optional<double> mean_over(const std::vector<double>& values, std::span<const std::size_t> rows) {
  double sum = 0;
  for (const std::size_t row : rows) sum += values[row];
  return rows.empty() ? std::nullopt : std::optional(sum / static_cast<double>(rows.size()));
}

/// Cells of the shipped map that are not what these lines give.
std::size_t cells_that_differ(const CoLabelled& lines, const TaxonomyMap& map) {
  std::vector<std::size_t> counts(map.counts.size());
  for (std::size_t row = 0; row < lines.texts.size(); ++row) {
    ++counts[static_cast<std::size_t>(lines.from[row]) * map.to_labels.size() +
             static_cast<std::size_t>(lines.to[row])];
  }
  std::size_t differ = 0;
  for (std::size_t cell = 0; cell < counts.size(); ++cell) differ += counts[cell] != map.counts[cell];
  return differ;
}

class EmotionTheoriesSystem : public System {
 public:
  RunResult run(const Engine& engine, const RunOptions& options, Diagnostics& /*diagnostics*/) const override {
    RunResult result;
    const TaxonomyMap map = io::read_taxonomy_map(engine, kFrom, kTo);
    const CoLabelled lines = co_labelled(engine, options, result);
    if (lines.texts.empty()) throw InputError("no line stands in both MELD and EmoryNLP");
    result.split = fmt::format("{} lines of MELD and EmoryNLP", lines.texts.size());
    count_taxonomies(engine, result);
    count_maps(engine, result);
    try_map(engine, lines, map, result);
    return result;
  }

 private:
  static void add_count(std::string name, std::size_t count, std::string unit, RunResult& result) {
    result.figures.push_back(
        {.name = std::move(name), .value = static_cast<double>(count), .n = count, .unit = std::move(unit)});
  }

  static void count_taxonomies(const Engine& engine, RunResult& result) {
    std::map<std::string, std::size_t> of;
    std::size_t labels = 0;
    for (const std::string& name : io::taxonomy_names(engine)) {
      const Taxonomy taxonomy = io::read_taxonomy(engine, name);
      ++of[std::string(to_string(taxonomy.of))];
      labels += taxonomy.labels.size();
    }
    for (const auto& [what, count] : of) add_count("taxonomies of " + what, count, "taxonomies", result);
    add_count("labels with a definition", labels, "labels", result);
  }

  static void count_maps(const Engine& engine, RunResult& result) {
    std::size_t given = 0;
    for (const auto& [from, to] : io::taxonomy_map_names(engine)) {
      const TaxonomyMap map = io::read_taxonomy_map(engine, from, to);
      given += map.basis != MapBasis::co_labelled;
      if (map.basis != MapBasis::co_labelled) continue;
      result.figures.push_back({.name = fmt::format("lost from {} to {}", from, to),
                                .value = map.lost_bits(),
                                .n = map.n(),
                                .unit = "bits"});
    }
    add_count("maps published or by definition", given, "maps", result);
  }

  static void try_map(const Engine& engine, const CoLabelled& lines, const TaxonomyMap& map, RunResult& result) {
    const auto rows = measure::Groups::each_row(lines.texts.size());
    const HeldOut counted = held_out(lines, map);
    const auto by_name = by_equal_names(lines, io::read_taxonomy(engine, kFrom), io::read_taxonomy(engine, kTo));
    const std::vector<int> neutral(lines.texts.size(), 0);
    const auto add_accuracy = [&](const std::string& name, const std::vector<int>& said) {
      std::vector<double> right;
      for (std::size_t row = 0; row < said.size(); ++row) right.push_back(said[row] == lines.to[row] ? 1.0 : 0.0);
      result.figures.push_back(measured(name + ": accuracy", rows,
                                        [&](std::span<const std::size_t> drawn) { return mean_over(right, drawn); }));
    };
    add_accuracy("always neutral", neutral);
    add_accuracy("by names alike", by_name);
    add_accuracy("by the map counted on other lines", counted.said);
    const auto add_bits = [&](const std::string& name, const std::vector<double>& bits) {
      Figure figure = measured(name, rows, [&](std::span<const std::size_t> drawn) { return mean_over(bits, drawn); });
      figure.unit = "bits";
      result.figures.push_back(std::move(figure));
    };
    add_bits("surprise at EmoryNLP's label by how frequent it is", counted.base_bits);
    add_bits("the same by the map counted on other lines", counted.bits);
    result.figures.push_back({.name = "cells of the shipped map that these lines do not give",
                              .value = static_cast<double>(cells_that_differ(lines, map)),
                              .n = map.counts.size(),
                              .unit = "cells"});
  }
};

}  // namespace

void register_emotion_theories(Engine& engine) {
  engine.add<System>({.name = "emotion_theories",
                      .room = "evaluate",
                      .what = "Theories and annotation schemes as taxonomies, and what a map between two of them tells",
                      .units = "counts; bits; accuracy [0, 1]",
                      .source = "063",
                      .options = {}},
                     [](const Engine&, const Options&) { return std::make_unique<EmotionTheoriesSystem>(); });
}

}  // namespace affect::evaluate
