// Every set as its authors published it, read whole; and what the sets say of themselves.
#include <fstream>
#include <iterator>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "affect/io/taxonomies.h"
#include "io/datasets/memory_files.h"
#include "support/data.h"
#include "support/place.h"

namespace affect::test {
namespace {

std::vector<std::string> set_names() {
  std::vector<std::string> names;
  for (const auto& part : reading_engine().components<io::Dataset>()) names.push_back(part.entry.name);
  return names;
}

/// Holds every record to its invariants, and labels to their taxonomies; texts are not looked at.
class Strict : public RecordSink {
 public:
  Strict(io::DatasetCensus& census, const std::string& set) : census_(census), set_(set) {}

  void accept(Record&& record) override {
    if (const auto problem = violation(record)) ADD_FAILURE() << set_ << ": " << *problem;
    const bool begins = std::holds_alternative<EpisodeInfo>(record.body);
    if (begins == open_) ADD_FAILURE() << set_ << ": an episode begins in another one, or a record lies outside";
    open_ = !std::holds_alternative<End>(record.body);
    if (begins && !episodes_.insert(record.episode).second) ADD_FAILURE() << "twice: " << record.episode;
    if (begins) subjects_.clear();
    if (const auto* subject = std::get_if<Subject>(&record.body)) subjects_.insert(subject->name);
    if (const auto* track = std::get_if<Track>(&record.body)) check(*track);
    census_.accept(std::move(record));
  }

 private:
  void check(const Track& track) {
    EXPECT_TRUE(subjects_.contains(track.key.subject)) << set_;
    if (track.key.taxonomy.empty()) return;
    auto found = taxonomies_.find(track.key.taxonomy);
    if (found == taxonomies_.end()) {
      const Taxonomy taxonomy = io::read_taxonomy(reading_engine(), track.key.taxonomy);
      found = taxonomies_.emplace(track.key.taxonomy, taxonomy).first;
    }
    EXPECT_EQ(track.label_kind, found->second.kind) << set_;
    for (const std::string& label : track.labels) EXPECT_TRUE(found->second.index(label)) << set_ << ": " << label;
  }

  io::DatasetCensus& census_;
  const std::string& set_;
  bool open_ = false;
  std::set<std::string> episodes_, subjects_;
  std::map<std::string, Taxonomy> taxonomies_;
};

class Published : public testing::TestWithParam<std::string> {};

TEST_P(Published, SplitsHaveTheirCounts) {
  const auto set = reading_engine().make<io::Dataset>(GetParam());
  AFFECT_NEEDS_DATA(folder, set->info().folder);
  const std::string root = folder.substr(0, folder.size() - set->info().folder.size());
  EXPECT_TRUE(io::missing_files(set->info(), root).empty());
  for (const io::DatasetSplit& split : set->info().splits) {
    SCOPED_TRACE(split.name);
    io::DatasetCensus census;
    io::ReadContext context{.diagnostics = census.diagnostics};
    context.ledger = &census.ledger;
    Strict strict(census, GetParam());
    io::read_dataset(*set, root, split.name, context, strict);
    census.counts["rows"] = census.ledger.read_count();
    EXPECT_TRUE(census.ledger.balances());
    EXPECT_TRUE(census.ledger.rejected().empty());
    for (const auto& d : census.differences(split)) {
      ADD_FAILURE() << d.found << " of " << d.what << ", published " << d.published;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Datasets, Published, testing::ValuesIn(set_names()),
                         [](const testing::TestParamInfo<std::string>& named) { return named.param; });

TEST(Datasets, StrategiesOfEsconvSumToTheAuthorsTable) {
  const auto set = reading_engine().make<io::Dataset>("esconv");
  AFFECT_NEEDS_DATA(folder, set->info().folder);
  const std::string root = folder.substr(0, folder.size() - set->info().folder.size());
  std::map<std::string, std::size_t> counts;
  for (const std::string split : {"train", "valid", "test"}) {
    for (const auto& [what, count] : io::take_census(*set, root, split).counts) counts[what] += count;
  }
  EXPECT_EQ(counts["strategy:Question"], 3801u);
  EXPECT_EQ(counts["strategy:Others"], 3341u);
  EXPECT_EQ(counts["strategy:Providing Suggestions"], 2954u);
  EXPECT_EQ(counts["strategy:Affirmation and Reassurance"], 2827u);
  EXPECT_EQ(counts["strategy:Self-disclosure"], 1713u);
  EXPECT_EQ(counts["strategy:Reflection of feelings"], 1436u);
  EXPECT_EQ(counts["strategy:Information"], 1215u);
  EXPECT_EQ(counts["strategy:Restatement or Paraphrasing"], 1089u);
}

TEST(Datasets, DescribeThemselves) {
  for (const std::string& name : set_names()) {
    SCOPED_TRACE(name);
    const io::DatasetInfo info = reading_engine().make<io::Dataset>(name)->info();
    EXPECT_EQ(info.name, name);
    EXPECT_FALSE(info.title.empty() || info.paper.empty() || info.licence.empty() || info.splits.empty());
    if (info.licence.find("not stated") != std::string::npos && name != "goemotions") {
      EXPECT_EQ(info.licence_class, io::LicenceClass::restricted);
    }
    for (const io::DatasetSplit& split : info.splits) EXPECT_FALSE(split.files.empty()) << split.name;
    for (const io::DatasetGold& gold : info.gold) {
      if (gold.taxonomy.empty()) continue;
      const Taxonomy taxonomy = io::read_taxonomy(reading_engine(), gold.taxonomy);
      const Taxonomy ekman = io::read_taxonomy(reading_engine(), "ekman");
      for (const auto& [own, theirs] : gold.ekman) {
        EXPECT_TRUE(taxonomy.index(own)) << own;
        EXPECT_TRUE(ekman.index(theirs)) << theirs;
      }
    }
  }
}

TEST(Datasets, SensitiveOnesAreThoseTheDataNames) {
  std::set<std::string> sensitive;
  for (const std::string& name : set_names()) {
    if (reading_engine().make<io::Dataset>(name)->info().sensitive) sensitive.insert(name);
  }
  EXPECT_EQ(sensitive, (std::set<std::string>{"annomi", "cams", "counsel_chat", "dreaddit", "epitome", "esconv", "imhi",
                                              "redsm5_sample", "sdcnl"}));
}

TEST(Datasets, ASplitOrFileThatIsNotThereIsNamed) {
  const auto meld = reading_engine().make<io::Dataset>("meld");
  EXPECT_THROW(meld->info().split("tset"), ConfigError);
  EXPECT_THROW(io::take_census(*meld, "/nowhere", "test"), InputError);
  EXPECT_EQ(io::missing_files(meld->info(), "/nowhere").size(), 3u);
  const auto daily = reading_engine().make<io::Dataset>("dailydialog");
  EXPECT_EQ(io::missing_files(daily->info(), "/nowhere").front(), "/nowhere/text/dailydialog/train.zip");
}

/// The row of a set in the table of docs/io/datasets.md.
std::string row_of(const io::DatasetInfo& info) {
  std::string perspectives, splits;
  for (const io::DatasetGold& gold : info.gold) {
    const std::string perspective(to_string(gold.perspective));
    if (perspectives.find(perspective) != std::string::npos) continue;
    perspectives += (perspectives.empty() ? "" : ", ") + perspective;
  }
  for (const io::DatasetSplit& split : info.splits) splits += (splits.empty() ? "" : ", ") + split.name;
  return fmt::format("| `{}` | {} | {}{} | {} | {} |", info.name, info.title, io::to_string(info.licence_class),
                     info.sensitive ? ", sensitive" : "", perspectives.empty() ? "codes only" : perspectives, splits);
}

TEST(Datasets, TheTableInTheDocsIsWhatTheyAre) {
  std::ifstream file(test::source_dir() + "/docs/io/datasets.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  std::string table;
  for (const std::string& name : set_names()) table += row_of(reading_engine().make<io::Dataset>(name)->info()) + "\n";
  EXPECT_NE(page.find(table), std::string::npos) << "the table should be\n" << table;
}

}  // namespace
}  // namespace affect::test
