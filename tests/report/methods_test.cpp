#include "affect/report/methods.h"

#include <tuple>

#include <gtest/gtest.h>

#include "affect/error.h"
#include "core/bibliography.h"

namespace affect::report {
namespace {

CatalogueEntry scorer() {
  CatalogueEntry entry{.name = "scorer", .room = "perceive/text", .what = "scores turns", .units = "valence [-1, 1]"};
  entry.options = {{"mode", OptionSpec::Type::choice, "plain", "how", {"plain", "fancy"}, {}, {}},
                   {"limit", OptionSpec::Type::number, "0.5", "where it stops"},
                   {"rows_per_chunk", OptionSpec::Type::integer, "8", "rows", {}, {}, {}, false}};
  entry.references = {"hutto2014vader"};
  entry.models = {"weights.safetensors"};
  entry.methods = "Turns were scored by the sum of their words";
  return entry;
}

class MethodsTest : public testing::Test {
 protected:
  MethodsTest() {
    engine_.add<Stage>(scorer(), {});
    CatalogueEntry finder{.name = "finder", .room = "understand/trajectory", .what = "finds changes", .version = "2"};
    finder.references = {"hutto2014vader", "kovacs2023seeded"};
    engine_.add<Stage>(finder, {});
  }

  static Source source(const std::map<std::string, std::string>& options) {
    return {"scorer", "1", Options(scorer().options, options).hash()};
  }
  /// Ann has three rows, one of them with a score.
  static std::vector<Record> episode(const std::string& id, const Source& source) {
    Track track;
    track.key = {"Ann", Perspective::expressed, "", source, ""};
    track.scale.instrument = "list";
    const std::vector<std::tuple<int, std::optional<double>, Status>> rows{
        {0, 0.5, Status::given}, {2, std::nullopt, Status::abstained}, {3, std::nullopt, Status::given}};
    for (const auto& [turn, valence, status] : rows) {
      AffectState state;
      state.valence = valence;
      state.status = status;
      track.append(turn, std::nullopt, state);
    }
    return {{id, EpisodeInfo{}, {}},
            {id, Media{"chat.txt", "text", "transcript", "/home/ann/chat.txt", ""}, {}},
            {id, Turn{0, "Ann", "good", "", {}, "", ""}, {}},
            {id, Turn{1, "Bo", "", "media", {}, "", ""}, {}},
            {id, Turn{2, "Ann", "hm", "", {}, "", ""}, {}},
            {id, std::move(track), {}},
            {id, End{}, {}}};
  }
  static Record not_given(const std::string& id, const Source& source, const std::string& reason) {
    Finding finding;
    finding.type = "change";
    finding.subject = "Ann";
    finding.source = source;
    finding.status = Status::too_short;
    finding.reason = reason;
    return {id, finding, {}};
  }

  void describe(std::vector<Record> records, MethodsReport& report) {
    for (Record& record : records) report.accept(std::move(record));
  }
  MethodsStyle style() const {
    return {.version = "9.8.7", .model_hash = [](const std::string& file) {
              return file == "weights.safetensors" ? std::optional<std::string>("00ff") : std::nullopt;
            }};
  }
  std::string text(std::vector<Record> records) {
    MethodsReport report(engine_, style());
    describe(std::move(records), report);
    return report.text();
  }
  std::string json(std::vector<Record> records) {
    MethodsReport report(engine_, style());
    describe(std::move(records), report);
    return report.json();
  }
  static bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

  Engine engine_;
};

TEST_F(MethodsTest, TheWholeTextByHand) {
  auto records = episode("a", source({}));
  records.insert(records.end() - 1, not_given("a", {"finder", "2", ""}, "1 score, 6 are needed"));
  for (Record& record : episode("b", source({}))) records.push_back(std::move(record));
  EXPECT_EQ(text(std::move(records)), R"(Methods

The data are 2 episodes with 6 turns by 4 speakers (by name, within an episode), read as transcript (2). 2 turns are without text: a medium, a deleted message or a line of the system. Components are those of OpenAffect, at the versions that the records name; this text was written by OpenAffect 9.8.7 [openaffect].

scorer, version 1: Turns were scored by the sum of their words. Units: valence [-1, 1]. Options: mode = plain, limit = 0.5 (the defaults). Weights: weights.safetensors, SHA-256 00ff (the file at hand now). It gave 2 scored rows (perspective expressed; instrument list). [hutto2014vader]

finder, version 2: finds changes. It has no options. It gave nothing. [hutto2014vader, kovacs2023seeded]

Left out: Of 6 rows of scorer@1, 4 have no score (abstained 2, no value 2). finder@2 gave no result once: too_short (1 score, 6 are needed) 1.

Scores describe what is expressed, or what annotators or persons reported, as their perspective says; none is a diagnosis.

BibTeX

@software{openaffect,
  title   = {{OpenAffect}},
  version = {9.8.7},
  note    = {Local-first engine for affective computing}
}

@inproceedings{hutto2014vader,
  author    = {Hutto, C. J. and Gilbert, Eric},
  title     = {{VADER}: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text},
  booktitle = {Proceedings of the International {AAAI} Conference on Web and Social Media},
  volume    = {8},
  number    = {1},
  pages     = {216--225},
  year      = {2014},
  doi       = {10.1609/icwsm.v8i1.14550}
}

@article{kovacs2023seeded,
  author  = {Kov{\'a}cs, S. and B{\"u}hlmann, P. and Li, H. and Munk, A.},
  title   = {Seeded binary segmentation: a general methodology for fast and optimal changepoint detection},
  journal = {Biometrika},
  volume  = {110},
  number  = {1},
  pages   = {249--256},
  year    = {2023},
  doi     = {10.1093/biomet/asac052}
}
)");
}

TEST_F(MethodsTest, OptionsAreToldWhereTheRecordsTellThem) {
  const Source changed = source({{"limit", "0.75"}});
  auto records = episode("a", changed);
  EXPECT_TRUE(has(text(records), "Its options are not in the records; their hash is " + changed.config + "."));
  records.insert(records.begin() + 1, {"a", Configuration{changed, {{"limit", "0.75"}}}, {}});
  EXPECT_TRUE(has(text(records), "Options: mode = plain, limit = 0.75 (default: 0.5). ")) << text(records);
  std::get<Configuration>(records[1].body).options["limit"] = "0.25";
  EXPECT_TRUE(has(text(records), "their hash is " + changed.config + ".")) << "these are not what the hash stands for";
  std::get<Configuration>(records[1].body).options = {{"unknown", "1"}};
  EXPECT_TRUE(has(text(records), "their hash is " + changed.config + "."));
}

TEST_F(MethodsTest, AnotherVersionIsNotDescribedByThisOne) {
  const Source old{"scorer", "0", "abcd"};
  auto records = episode("a", old);
  records.insert(records.begin() + 1, {"a", Configuration{old, {{"level", "3"}}}, {}});
  const std::string said = text(records);
  EXPECT_TRUE(has(said,
                  "scorer, version 0: This program has version 1, which may work differently: scores turns. "
                  "Options: level = 3. "))
      << said;
  EXPECT_TRUE(has(text(episode("a", {"scorer", "0", ""})), "Options: the defaults of that version."));
}

TEST_F(MethodsTest, WhatIsNoComponentIsTakenAsItIs) {
  const std::string said = text(episode("a", {"gold", "1", ""}));
  EXPECT_TRUE(has(said,
                  "gold, version 1: no component of this program; taken as the input has it. It gave 1 scored "
                  "row (perspective expressed; instrument list)."))
      << said;
  EXPECT_FALSE(has(said, "hutto2014vader"));
}

TEST_F(MethodsTest, NobodyIsNamed) {
  const std::string said = text(episode("a", source({}))) + json(episode("a", source({})));
  for (const std::string name : {"Ann", "Bo", "chat.txt", "/home"}) EXPECT_FALSE(has(said, name)) << name;
}

TEST_F(MethodsTest, JsonHasTheSame) {
  auto records = episode("a", source({{"limit", "0.75"}}));
  records.insert(records.begin() + 1, {"a", Configuration{source({{"limit", "0.75"}}), {{"limit", "0.75"}}}, {}});
  records.insert(records.end() - 1, not_given("a", {"finder", "2", ""}, "6 are needed"));
  const std::string written = json(records);
  for (const std::string part :
       {R"("program":"OpenAffect 9.8.7")", R"("formats":{"transcript":1})", R"("turns_without_text":1)",
        R"("options_known":"told","options":{"mode":"plain","limit":"0.75"})",
        R"("weights":[{"file":"weights.safetensors","sha256":"00ff"}])",
        R"("unscored_rows":{"abstained":1,"no value":1})",
        R"("not_given":[{"status":"too_short","reason":"6 are needed","count":1}])",
        R"({"key":"kovacs2023seeded","cited":"Kovács et al. 2023","text":")"}) {
    EXPECT_TRUE(has(written, part)) << part << "\n" << written;
  }
}

TEST_F(MethodsTest, RecordsThatNothingMadeAreAnError) {
  EXPECT_THROW(text({{"a", EpisodeInfo{}, {}}, {"a", Turn{0, "Ann", "hi", "", {}, "", ""}, {}}, {"a", End{}, {}}}),
               InputError);
}

TEST(Bibliography, EntriesAreWhole) {
  const Bibliography papers("A comment.\n\n@book{one,\n  title = {A {B} c},\n}\n\n@misc{two,\n  note = {x}\n}\n");
  EXPECT_EQ(papers.entries().size(), 2u);
  EXPECT_EQ(papers.entry("one"), "@book{one,\n  title = {A {B} c},\n}\n");
  EXPECT_EQ(papers.entry("two"), "@misc{two,\n  note = {x}\n}\n");
  EXPECT_THROW(papers.entry("three"), ConfigError);
}

TEST_F(MethodsTest, ReasonsOfPairsNameNobody) {
  Finding finding;
  finding.type = "dyad";
  finding.subject = "Ann";
  finding.partner = "Bob";
  finding.source = {"dyads", "1", ""};
  finding.measure = "repair";
  finding.status = Status::not_estimable;
  finding.reason = "Bob: 2 answers";
  const std::string told = text({{"a", finding, {}}});
  EXPECT_TRUE(has(told, "not_estimable (repair) 1")) << told;
  EXPECT_FALSE(has(told, "Bob")) << told;
}

}  // namespace
}  // namespace affect::report
