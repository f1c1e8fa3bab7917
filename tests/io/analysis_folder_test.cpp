// Known answers by hand: values are halves and quarters, so that means are exact.
#include "affect/io/analysis_folder.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "affect/error.h"

namespace affect::io {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHeader =
    "episode,subject,turn,time,perspective,source,column,value,se,dyad,partner,target,taxonomy,intensity,seconds,"
    "session,session_gap,n_own,person_mean,person_mean_centred,own_lag,partner_lag\n";

std::string file_content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// One score of the chat at hand.
struct Said {
  std::int64_t turn;
  std::string speaker;
  std::optional<double> valence;
  std::optional<double> time = {};
};

Clock calendar(Clock::Precision precision = Clock::Precision::instant) {
  Clock clock;
  clock.type = Clock::Type::calendar;
  clock.precision = precision;
  return clock;
}

/// Records of a chat whose scores are these, as a perceiver writes them: a track a speaker.
std::vector<Record> chat(const std::string& id, const std::vector<Said>& said, const Clock& clock = {},
                         const std::string& source = "lexicon") {
  std::vector<Record> records{{id, EpisodeInfo{clock, "", ""}, {}}};
  std::vector<Track> tracks;
  for (const Said& one : said) {
    const auto time = one.time ? std::optional(TimeRange{*one.time, *one.time}) : std::nullopt;
    records.push_back({id, Turn{one.turn, one.speaker, "words", "", time, "", ""}, {}});
    auto track =
        std::find_if(tracks.begin(), tracks.end(), [&](const Track& t) { return t.key.subject == one.speaker; });
    if (track == tracks.end()) {
      track = tracks.emplace(track);
      track->key = {one.speaker, Perspective::expressed, "", {source, "1", ""}, ""};
    }
    AffectState state;
    state.valence = one.valence;
    if (!one.valence) state.status = Status::abstained;
    track->append(one.turn, time, state);
  }
  for (Track& track : tracks) records.push_back({id, std::move(track), {}});
  records.push_back({id, End{}, {}});
  return records;
}

class AnalysisFolderTest : public testing::Test {
 protected:
  AnalysisFolderTest() {
    engine_.add<Stage>({.name = "state_space", .room = "understand/trajectory"}, {});
    std::string pattern = (fs::temp_directory_path() / "affect-analysis-XXXXXX").string();
    root_ = mkdtemp(pattern.data());
  }
  ~AnalysisFolderTest() override { fs::remove_all(root_); }

  std::string rows(std::vector<Record> records, AnalysisOptions options = {}) {
    AnalysisFolder folder(engine_, (root_ / "out").string(), options);
    for (Record& record : records) folder.accept(std::move(record));
    folder.commit();
    const std::string text = file_content(root_ / "out/rows.csv");
    EXPECT_TRUE(text.starts_with(kHeader)) << text;
    return text.substr(std::min(text.size(), kHeader.size()));
  }
  /// The fields from `dyad` on of each line; no field here has a comma.
  std::vector<std::string> added(std::vector<Record> records, AnalysisOptions options = {}) {
    std::istringstream text(rows(std::move(records), options));
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) {
      std::size_t at = 0;
      for (int i = 0; i < 9; ++i) at = line.find(',', at) + 1;
      lines.push_back(line.substr(at));
    }
    return lines;
  }

  Engine engine_;
  fs::path root_;
};

TEST_F(AnalysisFolderTest, TwoPeopleHaveLagsOfTheirOwnAndOfEachOther) {
  EXPECT_EQ(rows(chat("c", {{0, "Bo", 0.5}, {1, "Ann", -0.5}, {2, "Ann", 0}, {3, "Bo", 1}, {4, "Ann", 0.5}})),
            "c,Bo,0,,expressed,lexicon@1,valence,0.5,,Ann & Bo,Ann,,,,,1,,1,0.75,-0.25,,\n"
            "c,Bo,3,,expressed,lexicon@1,valence,1,,Ann & Bo,Ann,,,,,1,,2,0.75,0.25,0.5,0\n"
            "c,Ann,1,,expressed,lexicon@1,valence,-0.5,,Ann & Bo,Bo,,,,,1,,1,0,-0.5,,0.5\n"
            "c,Ann,2,,expressed,lexicon@1,valence,0,,Ann & Bo,Bo,,,,,1,,2,0,0,-0.5,0.5\n"
            "c,Ann,4,,expressed,lexicon@1,valence,0.5,,Ann & Bo,Bo,,,,,1,,3,0,0.5,0,1\n");
}

TEST_F(AnalysisFolderTest, TurnsWithoutAScoreAreNoLagAndNoRow) {
  EXPECT_EQ(added(chat("c", {{0, "Ann", 0.5}, {1, "Bo", {}}, {2, "Ann", {}}, {3, "Bo", 0.25}, {4, "Ann", 1}})),
            (std::vector<std::string>{"Ann & Bo,Bo,,,,,1,,1,0.75,-0.25,,",  //
                                      "Ann & Bo,Bo,,,,,1,,2,0.75,0.25,0.5,0.25", "Ann & Bo,Ann,,,,,1,,1,0.25,0,,0.5"}));
}

TEST_F(AnalysisFolderTest, AThirdPersonMakesNoDyadEvenUnscored) {
  EXPECT_EQ(added(chat("c", {{0, "Ann", 0.5}, {1, "Bo", 0.25}, {2, "Cy", {}}, {3, "Ann", 1}})),
            (std::vector<std::string>{",,,,,,1,,1,0.75,-0.25,,", ",,,,,,1,,2,0.75,0.25,0.5,", ",,,,,,1,,1,0.25,0,,"}));
}

TEST_F(AnalysisFolderTest, APartnerWithoutAnyScoreIsAPartner) {
  EXPECT_EQ(added(chat("c", {{0, "Ann", 0.5}, {1, "Bo", {}}})),
            (std::vector<std::string>{"Ann & Bo,Bo,,,,,1,,1,0.5,0,,"}));
}

TEST_F(AnalysisFolderTest, SystemLinesAreNobodys) {
  auto records = chat("c", {{0, "Ann", 0.5}, {1, "Bo", 0.5}});
  records.insert(records.begin() + 3, {"c", Turn{2, "WhatsApp", "", "system", {}, "", ""}, {}});
  EXPECT_TRUE(added(std::move(records))[0].starts_with("Ann & Bo,Bo,"));
}

TEST_F(AnalysisFolderTest, LagsNeverSpanASession) {
  const double begin = 1714521600;  // 2024-05-01
  const auto lines = added(chat("c",
                                {{0, "Ann", 0.5, begin},
                                 {1, "Bo", 0.25, begin + 60},
                                 {2, "Ann", 1, begin + 120},
                                 {3, "Ann", 0, begin + 30000},  // 29880 s after the last turn
                                 {4, "Bo", 0.75, begin + 30010},
                                 {5, "Ann", 0.5, begin + 30020}},
                                calendar()));
  EXPECT_EQ(lines, (std::vector<std::string>{
                       "Ann & Bo,Bo,,,,0,1,,1,0.5,0,,",  //
                       "Ann & Bo,Bo,,,,120,1,,2,0.5,0.5,0.5,0.25", "Ann & Bo,Bo,,,,30000,2,29880,3,0.5,-0.5,,",
                       "Ann & Bo,Bo,,,,30020,2,,4,0.5,0,0,0.75", "Ann & Bo,Ann,,,,60,1,,1,0.5,-0.25,,0.5",
                       "Ann & Bo,Ann,,,,30010,2,29880,2,0.5,0.25,,0"}));
}

TEST_F(AnalysisFolderTest, TheGapIsTheUsers) {
  const std::vector<Said> said{{0, "Ann", 0.5, 0}, {1, "Bo", 0.25, 10}, {2, "Ann", 1, 20.5}};
  Clock media;
  media.type = Clock::Type::media;
  EXPECT_EQ(added(chat("c", said, media), {.gap_s = 10.5})[1], "Ann & Bo,Bo,,,,20.5,1,,2,0.75,0.25,,0.25")
      << "no session ends, but her own last score is 20.5 s old";
  EXPECT_EQ(added(chat("c", said, media), {.gap_s = 10})[1], "Ann & Bo,Bo,,,,20.5,2,10.5,2,0.75,0.25,,");
}

TEST_F(AnalysisFolderTest, DaysHaveNoSessions) {
  const double day = 86400;
  EXPECT_EQ(added(chat("diary", {{0, "", 0.5, 0}, {1, "", 1, 40 * day}}, calendar(Clock::Precision::day))),
            (std::vector<std::string>{",,,,,0,1,,1,0.75,-0.25,,", ",,,,,3456000,1,,2,0.75,0.25,0.5,"}));
}

TEST_F(AnalysisFolderTest, ATurnWithoutATimeLiesInTheSessionBeforeIt) {
  const auto lines =
      added(chat("c", {{0, "Ann", 0.5, 0}, {1, "Bo", 0.25}, {2, "Ann", 1, 30000}, {3, "Bo", 0.75}}, calendar()));
  EXPECT_EQ(lines[2], "Ann & Bo,Ann,,,,,1,,1,0.5,-0.25,,0.5");
  EXPECT_EQ(lines[3], "Ann & Bo,Ann,,,,,2,30000,2,0.5,0.25,,1");
}

TEST_F(AnalysisFolderTest, EpisodesKeepToThemselvesAlsoInterleaved) {
  auto one = chat("one", {{0, "Ann", 0.5}, {1, "Bo", 0.25}}), two = chat("two", {{0, "Ann", -1}, {1, "Cy", 1}});
  std::vector<Record> mixed;
  for (std::size_t i = 0; i < one.size(); ++i) {
    mixed.push_back(one[i]);
    mixed.push_back(two[i]);
  }
  EXPECT_EQ(rows(std::move(mixed)),
            "one,Ann,0,,expressed,lexicon@1,valence,0.5,,Ann & Bo,Bo,,,,,1,,1,0.5,0,,\n"
            "one,Bo,1,,expressed,lexicon@1,valence,0.25,,Ann & Bo,Ann,,,,,1,,1,0.25,0,,0.5\n"
            "two,Ann,0,,expressed,lexicon@1,valence,-1,,Ann & Cy,Cy,,,,,1,,1,-1,0,,\n"
            "two,Cy,1,,expressed,lexicon@1,valence,1,,Ann & Cy,Ann,,,,,1,,1,1,0,,-1\n");
}

TEST_F(AnalysisFolderTest, ChunksOfATrackAreOneSeries) {
  auto whole = chat("c", {{0, "Ann", 0.5}, {1, "Bo", 0.25}, {2, "Ann", 1}});
  auto first = chat("c", {{0, "Ann", 0.5}}), rest = chat("c", {{2, "Ann", 1}});
  auto chunks = whole;
  chunks[4] = first[2];
  chunks.insert(chunks.begin() + 5, rest[2]);
  EXPECT_EQ(rows(std::move(chunks)), rows(std::move(whole)));
}

TEST_F(AnalysisFolderTest, FieldsAreQuotedWhereTheyMust) {
  const std::string text = rows(chat("a,b", {{0, "Ann \"A\"", 0.5}, {1, "=Bo\nX", 0.25}}));
  EXPECT_EQ(
      text,
      "\"a,b\",\"Ann \"\"A\"\"\",0,,expressed,lexicon@1,valence,0.5,,\"=Bo\nX & Ann \"\"A\"\"\",\"=Bo\nX\",,,,,1,,"
      "1,0.5,0,,\n"
      "\"a,b\",\"=Bo\nX\",1,,expressed,lexicon@1,valence,0.25,,\"=Bo\nX & Ann \"\"A\"\"\",\"Ann \"\"A\"\"\",,,,,1,"
      ",1,0.25,0,,0.5\n");
}

TEST_F(AnalysisFolderTest, SmoothedTracksAreLeftOut) {
  auto records = chat("c", {{0, "Ann", 0.5}});
  records.insert(records.end() - 1, chat("c", {{0, "Ann", 0.25}}, {}, "state_space")[2]);
  EXPECT_EQ(added(std::move(records)).size(), 1u);
}

TEST_F(AnalysisFolderTest, SourcesPerspectivesAndTaxonomiesAreSeriesOfTheirOwn) {
  auto records = chat("c", {{0, "Ann", 0.5}, {1, "Bo", 1}});
  Track track;
  track.key = {"Ann", Perspective::perceived, "", {"gold", "1", ""}, "ekman"};
  track.labels = {"joy", "fear"};
  AffectState state;
  state.labels = {{"joy", 0.75, 0.5}, {"fear", 0, std::nullopt}};
  track.append(2, std::nullopt, state);
  records.insert(records.end() - 1, {"c", track, {}});
  track.key.taxonomy = "goemotions";
  records.insert(records.end() - 1, {"c", track, {}});
  const auto lines = added(std::move(records));
  ASSERT_EQ(lines.size(), 6u);
  EXPECT_EQ(lines[2], "Ann & Bo,Bo,,ekman,0.5,,1,,1,0.75,0,,");
  EXPECT_EQ(lines[3], "Ann & Bo,Bo,,ekman,,,1,,1,0,0,,");
  EXPECT_EQ(lines[4], "Ann & Bo,Bo,,goemotions,0.5,,1,,1,0.75,0,,");
}

TEST_F(AnalysisFolderTest, AnAudienceIsNoPartner) {
  auto records = chat("c", {{0, "Ann", 0.5}, {1, "Bo", 1}});
  records.insert(records.begin() + 1, {"c", Subject{"readers", Subject::Type::audience, ""}, {}});
  Track track;
  track.key = {"readers", Perspective::evoked, "Ann", {"gold", "1", ""}, ""};
  AffectState state;
  state.valence = 0.25;
  track.append(0, std::nullopt, state);
  records.insert(records.end() - 1, {"c", track, {}});
  const auto lines = added(std::move(records));
  EXPECT_EQ(lines[0], "Ann & Bo,Bo,,,,,1,,1,0.5,0,,");
  EXPECT_EQ(lines[2], "Ann & Bo,,Ann,,,,1,,1,0.25,0,,");
}

TEST_F(AnalysisFolderTest, WhatIsFeltTowardsOneAnotherAnswersItself) {
  std::vector<Record> records{{"c", EpisodeInfo{}, {}}};
  for (const auto& [subject, target, turn, value] : {std::tuple{"Ann", "Bo", 0, 0.5}, {"Bo", "Ann", 1, 0.25}}) {
    Track track;
    track.key = {subject, Perspective::felt, target, {"gold", "1", ""}, ""};
    AffectState state;
    state.valence = value;
    track.append(turn, std::nullopt, state);
    records.push_back({"c", track, {}});
  }
  records.push_back({"c", End{}, {}});
  EXPECT_EQ(added(std::move(records)),
            (std::vector<std::string>{"Ann & Bo,Bo,Bo,,,,1,,1,0.5,0,,", "Ann & Bo,Ann,Ann,,,,1,,1,0.25,0,,0.5"}));
}

TEST_F(AnalysisFolderTest, SignalsOfTwoPeopleAreOneAnothersPast) {
  std::vector<Record> records{{"c", EpisodeInfo{}, {}}};
  for (const auto& [subject, start] : {std::pair{"Ann", 0.0}, {"Bo", 0.5}}) {
    records.push_back(
        {"c", Series{"eda", subject, "watch", 1, start, {}, {{"eda", "uS", {1, Track::kAbsent, start + 2}}}}, {}});
  }
  records.push_back({"c", End{}, {}});
  EXPECT_EQ(rows(std::move(records)),
            "c,Ann,,0,,watch,eda.eda,1,,Ann & Bo,Bo,,,,0,1,,1,1.5,-0.5,,\n"
            "c,Ann,,2,,watch,eda.eda,2,,Ann & Bo,Bo,,,,2,1,,2,1.5,0.5,1,1\n"
            "c,Bo,,0.5,,watch,eda.eda,1,,Ann & Bo,Ann,,,,0.5,1,,1,1.75,-0.75,,1\n"
            "c,Bo,,2.5,,watch,eda.eda,2.5,,Ann & Bo,Ann,,,,2.5,1,,2,1.75,0.75,1,2\n");
  const std::string codebook = file_content(root_ / "out/codebook.csv");
  EXPECT_NE(codebook.find("\nvalue[eda.eda],value where column is eda.eda: a measured channel,number,uS,,never\n"),
            std::string::npos)
      << codebook;
}

TEST_F(AnalysisFolderTest, TheCodebookHasEveryColumnAndEveryKindOfValue) {
  rows(chat("c", {{0, "Ann", 0.5}}), {.gap_s = 120});
  const std::string codebook = file_content(root_ / "out/codebook.csv");
  std::istringstream header{std::string(kHeader.substr(0, kHeader.size() - 1))}, lines(codebook);
  std::string name, line;
  std::getline(lines, line);
  EXPECT_EQ(line, "name,meaning,type,unit,range,missing");
  while (std::getline(header, name, ',')) {
    ASSERT_TRUE(std::getline(lines, line)) << name;
    EXPECT_TRUE(line.starts_with(name + ",")) << line;
  }
  ASSERT_TRUE(std::getline(lines, line));
  EXPECT_EQ(line, "value[valence],value where column is valence: a dimension of affect,number,,\"[-1, 1]\",never");
  EXPECT_FALSE(std::getline(lines, line));
  EXPECT_NE(codebook.find("longer than 120 s"), std::string::npos) << codebook;
}

TEST_F(AnalysisFolderTest, ScriptsThatAreThereStay) {
  rows(chat("c", {{0, "Ann", 0.5}}), {.language = AnalysisLanguage::r});
  EXPECT_EQ(file_content(root_ / "out/analysis.R"), engine_.data("export/analysis.R"));
  std::ofstream(root_ / "out/analysis.R") << "mine\n";
  std::ofstream(root_ / "out/notes.txt") << "mine\n";
  rows(chat("c", {{0, "Ann", 1}}), {.language = AnalysisLanguage::r});
  rows(chat("c", {{0, "Ann", 1}}), {.language = AnalysisLanguage::pandas});
  EXPECT_EQ(file_content(root_ / "out/analysis.R"), "mine\n");
  EXPECT_EQ(file_content(root_ / "out/notes.txt"), "mine\n");
  EXPECT_EQ(file_content(root_ / "out/analysis.py"), engine_.data("export/analysis.py"));
}

TEST_F(AnalysisFolderTest, WithoutScoresNothingIsWritten) {
  EXPECT_THROW(rows(chat("c", {{0, "Ann", {}}})), InputError);
  EXPECT_FALSE(fs::exists(root_ / "out"));
  rows(chat("c", {{0, "Ann", 0.5}}));
  const std::string before = file_content(root_ / "out/rows.csv");
  EXPECT_THROW(rows({}), InputError);
  EXPECT_EQ(file_content(root_ / "out/rows.csv"), before);
}

TEST_F(AnalysisFolderTest, AFileIsNoFolder) {
  std::ofstream(root_ / "out") << "mine\n";
  EXPECT_THROW(AnalysisFolder(engine_, (root_ / "out").string(), {}), IoError);
  EXPECT_THROW(AnalysisFolder(engine_, (root_ / "none/out").string(), {}), IoError);
  EXPECT_EQ(file_content(root_ / "out"), "mine\n");
}

}  // namespace
}  // namespace affect::io
