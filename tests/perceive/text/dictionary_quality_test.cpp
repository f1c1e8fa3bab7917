// What we count must be what LIWC2015 counts, by the columns that dreaddit carries. Prints the table of
// docs/perceive/dictionary.md; texts are never shown.
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/io/datasets/dataset.h"
#include "affect/measure/correlation.h"
#include "affect/perceive/text/dictionary.h"
#include "support/data.h"

namespace affect::io {
void register_all(Engine& engine);
}

namespace affect::perceive::text {
namespace {

constexpr const char* kPrefix = "lex_liwc_";

/// Ours and LIWC's, by column, a row a post.
class LiwcColumns : public RecordSink {
 public:
  explicit LiwcColumns(std::shared_ptr<const Dictionary> dictionary) : scanner_(std::move(dictionary)) {}

  void accept(Record&& record) override {
    if (const auto* turn = std::get_if<Turn>(&record.body)) {
      counts_ = {};
      scanner_.scan(turn->text, counts_);
    }
    if (const auto* row = std::get_if<Occurrence>(&record.body)) add(*row);
  }

  std::map<std::string, std::vector<double>> ours, theirs;

 private:
  void add(const Occurrence& row) {
    put(row, "WC", static_cast<double>(counts_.words));
    put(row, "WPS", counts_.words_per_sentence());
    put(row, "Sixltr", counts_.percent_long_words());
    for (const auto& category : scanner_.dictionary().categories()) {
      put(row, category.name, counts_.percent(*scanner_.dictionary().find_category(category.name)));
    }
  }
  void put(const Occurrence& row, const std::string& column, std::optional<double> value) {
    if (!value) return;
    ours[column].push_back(*value);
    theirs[column].push_back(std::stod(row.attributes.at(kPrefix + column)));
  }

  DictionaryScanner scanner_;
  DictionaryCounts counts_;
};

class DictionaryQuality : public testing::TestWithParam<const char*> {};

TEST_P(DictionaryQuality, CountsAsLiwcDoes) {
  AFFECT_NEEDS_DATA(folder, "text/dreaddit");
  Engine engine;
  io::register_all(engine);
  LiwcColumns columns(shipped_dictionary(engine, "function_words_en"));
  Diagnostics diagnostics;
  const io::ReadContext context{.diagnostics = diagnostics};
  io::read_dataset(*engine.make<io::Dataset>("dreaddit"), test::data_path(""), GetParam(), context, columns);
  const std::map<std::string, double> required = {{"WC", 0.99}, {"WPS", 0.95}, {"Sixltr", 0.95}, {"i", 0.95},
                                                  {"we", 0.95}, {"you", 0.95}, {"negate", 0.95}, {"quant", 0.95}};
  for (const auto& [column, ours] : columns.ours) {
    const double r = measure::pearson(columns.theirs[column], ours).value_or(0);
    std::printf("| %-8s | %5zu | %.3f |\n", column.c_str(), ours.size(), r);
    const auto least = required.find(column);
    if (least == required.end()) continue;
    EXPECT_GE(r, least->second) << column;
  }
}

INSTANTIATE_TEST_SUITE_P(Dreaddit, DictionaryQuality, testing::Values("train", "test"),
                         [](const auto& split) { return std::string(split.param); });

}  // namespace
}  // namespace affect::perceive::text
