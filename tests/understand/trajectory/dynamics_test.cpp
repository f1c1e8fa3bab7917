#include <cmath>
#include <limits>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/rng.h"
#include "support/data.h"
#include "understand/trajectory/collect.h"
#include "understand/trajectory/empatica.h"

namespace affect::understand::trajectory {
void register_dynamics(Engine& engine);
void register_state_space(Engine& engine);

namespace {

class Dynamics : public ::testing::Test {
 protected:
  Dynamics() {
    register_state_space(engine);
    register_dynamics(engine);
  }
  std::vector<Finding> findings(const std::vector<Record>& records,
                                const std::map<std::string, std::string>& options = {}) {
    const auto out = test::run(*engine.make<Stage>("dynamics", options), records);
    for (const Record& record : out.records) EXPECT_FALSE(violation(record).has_value()) << *violation(record);
    return out.all<Finding>();
  }
  static std::vector<double> noise(std::uint64_t seed, std::size_t n) {
    Rng rng(seed);
    std::vector<double> scores;
    for (std::size_t i = 0; i < n; ++i) scores.push_back(std::clamp(0.3 * rng.normal(), -1.0, 1.0));
    return scores;
  }
  static const Finding& find(const std::vector<Finding>& all, const std::string& measure) {
    for (const Finding& finding : all) {
      if (finding.measure == measure) return finding;
    }
    ADD_FAILURE() << "no " << measure;
    return all.front();
  }
  Engine engine;
};

TEST_F(Dynamics, OneFindingAMeasureOfEachTrack) {
  Track track = test::make_track("Ada", noise(1, 40));
  track.key.target = "Bo";
  const auto found = findings({{"e", EpisodeInfo{}, {}}, {"e", track, {}}});
  std::vector<std::string> names;
  for (const Finding& finding : found) {
    EXPECT_EQ(finding.type, "dynamics");
    EXPECT_EQ(finding.subject, "Ada");
    EXPECT_EQ(finding.perspective, Perspective::expressed);
    EXPECT_EQ(finding.target, "Bo");
    EXPECT_EQ(finding.source.to_string(), "dynamics@1");
    EXPECT_EQ(finding.input.to_string(), "lexicon@1");
    EXPECT_EQ(finding.column, "valence");
    EXPECT_EQ(finding.status, Status::given);
    EXPECT_EQ(finding.confidence, 0.95) << finding.measure;
    EXPECT_FALSE(finding.method.empty());
    names.push_back(finding.measure);
  }
  names.resize(11);
  EXPECT_EQ(names, (std::vector<std::string>{"mean", "sd", "relative_sd", "mssd", "rmssd", "tkeo", "pac", "floor",
                                             "ceiling", "inertia", "half_life"}));
  EXPECT_EQ(find(found, "inertia").unit, "per turn");
  EXPECT_LE(*find(found, "inertia").low, 0);
  EXPECT_GE(*find(found, "inertia").high, 0);
  EXPECT_EQ(find(found, "entropy").unit, "nat");
  double time = 0;
  for (const char* state : {"negative", "neutral", "positive"}) {
    time += *find(found, std::string("time_in:") + state).value;
  }
  EXPECT_NEAR(time, 1, 1e-12);
}

TEST_F(Dynamics, TwoPerceiversAreTwoSetsOfMeasures) {
  Track one = test::make_track("Ada", noise(2, 30)), two = test::make_track("Ada", noise(3, 30));
  two.key.source = {"emotion", "1", ""};
  const auto found = findings({{"e", one, {}}, {"e", two, {}}});
  std::map<std::string, int> inputs;
  for (const Finding& finding : found) inputs[finding.input.name] += finding.measure == "sd";
  EXPECT_EQ(inputs, (std::map<std::string, int>{{"emotion", 1}, {"lexicon", 1}}));
}

TEST_F(Dynamics, ErrorsAreTakenOffUnlessKept) {
  Track track;
  track.key.subject = "Ada";
  track.key.source = {"net", "1", ""};
  for (const double score : noise(8, 40)) {
    AffectState state;
    state.valence = score;
    state.standard_error[0] = 0.2;
    track.append(static_cast<std::int64_t>(track.size()), std::nullopt, state);
  }
  const double corrected = *find(findings({{"e", track, {}}}), "sd").value;
  const auto kept = findings({{"e", track, {}}}, {{"errors", "kept"}});
  EXPECT_NEAR(corrected * corrected + 0.04, std::pow(*find(kept, "sd").value, 2), 1e-9);
  EXPECT_NE(find(kept, "sd").source.config, "") << "a configuration of its own";
}

TEST_F(Dynamics, ShortTracksSaySo) {
  const auto found = findings({{"e", test::make_track("Ada", {0.1, test::kNaN, 0.2}), {}},
                               {"e", test::make_track("Bo", {test::kNaN, test::kNaN}), {}}});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].status, Status::too_short);
  EXPECT_EQ(found[0].reason, "2 scores; 6 are needed; 1 of 3 turns have none");
  EXPECT_EQ(found[1].reason, "0 scores; 6 are needed; 2 of 2 turns have none");
}

TEST_F(Dynamics, SmoothedTracksAreNeverMeasured) {
  const Track raw = test::make_track("Ada", noise(4, 60));
  const auto smoothed = test::run(*engine.make<Stage>("state_space"), {{"e", raw, {}}});
  ASSERT_EQ(smoothed.records.size(), 1u);
  EXPECT_TRUE(findings(smoothed.records).empty());
  auto both = smoothed.records;
  both.push_back({"e", raw, {}});
  EXPECT_EQ(findings(both), findings({{"e", raw, {}}}));
}

TEST_F(Dynamics, ChunksMakeNoDifference) {
  Track whole = test::make_track("Ada", noise(5, 50));
  std::vector<Record> chunks;
  for (std::size_t begin = 0; begin < whole.size(); begin += 7) {
    Track chunk;
    chunk.key = whole.key;
    for (std::size_t row = begin; row < std::min(begin + 7, whole.size()); ++row) {
      chunk.append(whole.turn(row), std::nullopt, whole.state(row));
    }
    chunks.push_back({"e", chunk, {}});
  }
  EXPECT_EQ(findings(chunks), findings({{"e", whole, {}}}));
}

TEST_F(Dynamics, DaysOfADiaryAreRegularThoughSomeAreSkipped) {
  Track diary;
  diary.key.subject = "author";
  diary.key.source = {"lexicon", "1", ""};
  const auto scores = noise(6, 30);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    AffectState state;
    state.valence = scores[i];
    const double day = 1.7e9 + 86400 * static_cast<double>(i + i / 5);
    diary.append(static_cast<std::int64_t>(i), TimeRange{day, day}, state);
  }
  EpisodeInfo info;
  info.clock = {Clock::Type::calendar, 1.7e9, "", Clock::Precision::day, ""};
  const std::vector<Record> records{{"d", info, {}}, {"d", diary, {}}};
  const auto days = findings(records);
  EXPECT_EQ(find(days, "inertia").unit, "per 86400 s");
  EXPECT_EQ(find(days, "mssd").method.substr(0, 28), "24 differences 86400 s apart");
  const auto turns = findings(records, {{"clock", "turns"}});
  EXPECT_EQ(find(turns, "inertia").unit, "per turn");
  EXPECT_EQ(find(turns, "mssd").method.substr(0, 14), "29 differences");
}

TEST_F(Dynamics, LabelsGiveStates) {
  Track track;
  track.key = {"Ada", Perspective::perceived, "", {"net", "1", ""}, "ekman"};
  track.label_kind = LabelKind::exclusive;
  track.labels = {"joy", "anger"};
  Rng rng(7);
  for (int i = 0; i < 40; ++i) {
    AffectState state;
    const double joy = rng.uniform();
    state.labels = {{"joy", joy, {}}, {"anger", 1 - joy, {}}};
    track.append(i, std::nullopt, state);
  }
  const auto found = findings({{"e", track, {}}});
  EXPECT_EQ(find(found, "time_in:joy").column, "ekman");
  EXPECT_EQ(find(found, "transition:joy>anger").perspective, Perspective::perceived);
  EXPECT_NEAR(*find(found, "transition:joy>anger").value + *find(found, "transition:joy>joy").value, 1, 1e-12);
}

TEST_F(Dynamics, SkinConductanceInBins) {
  AFFECT_NEEDS_DATA(path, "physio/stress-predict/S01/EDA.csv");
  const auto found = findings({{"e", test::read_empatica(path), {}}});
  EXPECT_EQ(find(found, "sd").unit, "uS");
  EXPECT_EQ(find(found, "mssd").unit, "uS2");
  EXPECT_EQ(find(found, "inertia").unit, "per 60 s");
  EXPECT_EQ(find(found, "sd").method.substr(0, 14), "bins of 60 s: ");
  EXPECT_GT(*find(found, "inertia").value, 0.5);
  for (const Finding& finding : found) EXPECT_FALSE(finding.measure.starts_with("time_in")) << finding.measure;
}

}  // namespace
}  // namespace affect::understand::trajectory
