#include "affect/evaluate/comparison.h"

#include <cmath>
#include <memory>

#include <gtest/gtest.h>

#include "affect/component.h"
#include "affect/engine.h"
#include "affect/measure/classification.h"

namespace affect::evaluate {
namespace {

/// Knows "glad" and "sad": valence, dominance, and probabilities of joy and sadness; silent without either.
class TwoWordStage : public Stage {
 public:
  explicit TwoWordStage(Source source) : source_(std::move(source)) {}
  void push(const Record& record, RecordSink& out) override {
    const auto* turn = std::get_if<Turn>(&record.body);
    if (turn == nullptr) return;
    const bool glad = turn->text.find("glad") != std::string::npos, sad = turn->text.find("sad") != std::string::npos;
    Track track;
    track.key = {.subject = "author", .target = {}, .source = source_, .taxonomy = "two"};
    track.labels = {"Joy", "Sadness"};
    track.label_kind = LabelKind::exclusive;
    AffectState state;
    if (glad || sad) {
      state.valence = glad ? 0.5 : -0.5;
      state.labels = {{"Joy", glad ? 0.9 : 0.2, {}}, {"Sadness", glad ? 0.1 : 0.8, {}}};
    } else {
      state.status = Status::abstained;
    }
    track.append(turn->turn, turn->time, state);
    Record record_out{record.episode, track, {}};
    out.accept(std::move(record_out));
    track.key.target = "somebody";
    out.accept({record.episode, track, {}});
  }
  void finish(RecordSink&) override {}

 private:
  Source source_;
};

class ComparisonTest : public ::testing::Test {
 protected:
  ComparisonTest() {
    CatalogueEntry entry{.name = "two_words", .room = "perceive/text", .what = "", .units = "", .source = ""};
    engine_.add<Stage>(entry, [](const Engine&, const Options&) {
      return std::make_unique<TwoWordStage>(Source{"two_words", "1", ""});
    });
    coded_.texts = {"so glad", "so sad", "the bus", "glad, not sad"};
    coded_.places.resize(4);
  }
  std::vector<PerceivedColumn> perceive() const { return perceive_texts(engine_, {"two_words"}, {}, coded_.texts); }

  Engine engine_;
  io::CodedTexts coded_;
};

TEST_F(ComparisonTest, TextsAreValuedAloneAndSilenceIsAbsent) {
  const auto columns = perceive();
  ASSERT_EQ(columns.size(), 3u) << "what is said towards somebody is left out";
  EXPECT_EQ(columns[0].name, "valence");
  EXPECT_EQ(columns[0].scorer(), "two_words@1 expressed");
  EXPECT_EQ(columns[1].scorer(), "two_words@1 expressed two");
  EXPECT_DOUBLE_EQ(columns[0].values[0], 0.5);
  EXPECT_DOUBLE_EQ(columns[0].values[1], -0.5);
  EXPECT_TRUE(std::isnan(columns[0].values[2]));
  EXPECT_DOUBLE_EQ(columns[2].values[1], 0.8);
}

TEST_F(ComparisonTest, ValuesAreBroughtToTheScaleOfTheCodes) {
  coded_.values["valence"] = {8, 2, 5, 9};
  coded_.values["arousal"] = {1, 1, 1, 1};
  const CodeScale scale{1, 9};
  const auto found = compare(coded_, perceive(), scale);
  ASSERT_EQ(found.found.size(), 1u);
  EXPECT_EQ(found.unmatched, std::vector<std::string>{"arousal"});
  const auto& rows = std::get<CodedValues>(found.found[0].rows);
  EXPECT_DOUBLE_EQ(rows.predicted[0], 7);
  EXPECT_DOUBLE_EQ(rows.predicted[1], 3);
  EXPECT_TRUE(std::isnan(rows.predicted[2]));
  EXPECT_DOUBLE_EQ(values_of(found.found[0], perceive(), scale)[1], 3);
}

TEST_F(ComparisonTest, LabelsStandBesideTheMostProbableAndEachProbability) {
  coded_.labels = {"joy", "SADNESS", "joy", ""};
  const auto found = compare(coded_, perceive(), {});
  ASSERT_EQ(found.found.size(), 3u);
  const auto& labels = std::get<CodedLabels>(found.found[0].rows);
  EXPECT_EQ(labels.labels, (std::vector<std::string>{"Joy", "Sadness"}));
  EXPECT_EQ(labels.codes, (std::vector<int>{0, 1, 0, measure::kMissingClass}));
  EXPECT_EQ(labels.predicted, (std::vector<int>{0, 1, measure::kMissingClass, 0}));
  EXPECT_EQ(found.found[1].name, "Joy");
  const auto& joy = std::get<CodedValues>(found.found[1].rows);
  EXPECT_EQ(joy.kind, CodeKind::share);
  EXPECT_DOUBLE_EQ(joy.codes[0], 1);
  EXPECT_DOUBLE_EQ(joy.codes[1], 0);
  EXPECT_TRUE(std::isnan(joy.codes[3]));
  EXPECT_TRUE(values_of(found.found[0], perceive(), {}).empty());
  EXPECT_DOUBLE_EQ(values_of(found.found[2], perceive(), {})[1], 0.8);
}

TEST_F(ComparisonTest, ALabelThatTheEngineLacksIsAClassOfItsOwn) {
  coded_.labels = {"joy", "awe", "awe", "joy"};
  const auto found = compare(coded_, perceive(), {});
  const auto& labels = std::get<CodedLabels>(found.found.at(0).rows);
  EXPECT_EQ(labels.labels, (std::vector<std::string>{"Joy", "Sadness", "awe"}));
  EXPECT_EQ(labels.codes[1], 2);
}

TEST_F(ComparisonTest, ColumnsOfZeroAndOneStandBesideTheirLabel) {
  coded_.shares["joy"] = {1, 0, 0, 1};
  coded_.shares["checked"] = {1, 1, 1, 1};
  const auto found = compare(coded_, perceive(), {});
  ASSERT_EQ(found.found.size(), 1u);
  EXPECT_EQ(found.found[0].name, "Joy");
  EXPECT_EQ(found.unmatched, std::vector<std::string>{"checked"});
}

TEST(TurnValues, ATurnMayBeNamedTwiceAndOthersAreLeftOut) {
  TurnValues values({{"a", 1}, {"a", 1}, {"b", 0}});
  Turn turn;
  turn.turn = 1;
  turn.text = "hello";
  values.accept({"a", turn, {}});
  turn.turn = 0;
  turn.text.clear();
  turn.event = "media";
  values.accept({"b", turn, {}});
  Track track;
  track.key.source = {"x", "1", ""};
  AffectState state;
  state.valence = 0.25;
  track.append(1, std::nullopt, state);
  track.append(2, std::nullopt, state);
  values.accept({"a", track, {}});
  EXPECT_TRUE(values.seen(0) && values.seen(1));
  EXPECT_FALSE(values.seen(2)) << "no words in it";
  ASSERT_EQ(values.columns().size(), 1u);
  EXPECT_DOUBLE_EQ(values.columns()[0].values[1], 0.25);
  EXPECT_TRUE(std::isnan(values.columns()[0].values[2]));
}

}  // namespace
}  // namespace affect::evaluate
