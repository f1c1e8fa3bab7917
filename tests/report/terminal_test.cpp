#include "affect/report/terminal.h"

#include <limits>

#include <gtest/gtest.h>

#include "report/cells.h"
#include "report/sample.h"

namespace affect::report {
namespace {

using test::crowd;
using test::lines_of;
using test::sample_episode;

TEST(Terminal, TellsWhoWhatWhenAndHowSure) {
  const std::string text = render_terminal(sample_episode());
  EXPECT_NE(text.find("A sample  13 turns, 2 speakers"), std::string::npos) << text;
  EXPECT_NE(text.find("Ann  valence, expressed, by lexicon@1"), std::string::npos) << text;
  EXPECT_NE(text.find("12 turns scored, 0 not, mean 0.00"), std::string::npos) << text;
  EXPECT_NE(text.find("▼ turn 6  down  +0.60 → -0.60  1.9 SD  significant, p < 0.001"), std::string::npos) << text;
  EXPECT_NE(text.find("“a bad thing, Bo”"), std::string::npos) << text;
  EXPECT_NE(text.find("bad -0.55"), std::string::npos) << text;
  EXPECT_NE(text.find("not what anyone feels."), std::string::npos) << text;
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST(Terminal, ColourOnlyWhereAsked) {
  EXPECT_NE(render_terminal(sample_episode(), {.colours = Colours::eight}).find("\x1b[1;33m"), std::string::npos);
  EXPECT_NE(render_terminal(sample_episode(), {.colours = Colours::many}).find("\x1b[38;5;208m"), std::string::npos);
  EXPECT_NE(render_terminal(sample_episode(), {.colours = Colours::full}).find("\x1b[38;2;224;108;0m"),
            std::string::npos);
}

TEST(Terminal, NoLineIsWiderThanTheTerminal) {
  Episode episode = sample_episode();
  for (Turn& turn : episode.turns)
    turn.text = "感情がとても強いので、長い文になります。👩\u200D👧 そうです。これは長い。まだ続きます。";
  for (const std::size_t columns : {40u, 53u, 80u, 200u}) {
    for (const std::string& line : lines_of(render_terminal(episode, {.columns = columns}))) {
      EXPECT_LE(cells(line), columns) << line;
    }
  }
}

TEST(Terminal, InputCannotSteerTheTerminal) {
  Episode episode = sample_episode();
  const std::string evil =
      "\x1b[2J\x1b]0;owned\x07\xC2\x9B"
      "31m\x08\r\n";
  episode.info.title += evil;
  episode.turns[6].text = evil + "bad";
  episode.findings[0].subject = episode.tracks[0].key.subject = "Ann" + evil;
  const std::string text = render_terminal(episode);
  for (const char byte : text) EXPECT_TRUE(byte == '\n' || static_cast<unsigned char>(byte) >= 0x20) << text;
  EXPECT_EQ(text.find("\xC2\x9B"), std::string::npos);
}

TEST(Terminal, ManySubjectsAreSummarised) {
  const std::string text = render_terminal(crowd(500));
  EXPECT_NE(text.find("and 454 more trajectories"), std::string::npos);
  EXPECT_LT(lines_of(text).size(), 150u);
}

Episode labelled_crowd(int speakers) {
  Episode episode = crowd(speakers);
  for (Track& track : episode.tracks) {
    Track labels;
    labels.key = {.subject = track.key.subject, .source = {"emotion", "1", ""}, .taxonomy = "ekman"};
    labels.labels = {"joy"};
    AffectState state;
    state.labels = {{"joy", 0.5, {}}};
    labels.append(0, std::nullopt, state);
    track = std::move(labels);
  }
  return episode;
}

TEST(Terminal, LabelsOfManySubjectsAreCounted) {
  const std::string text = render_terminal(labelled_crowd(50));
  EXPECT_NE(text.find("labels of 44 more"), std::string::npos) << text;
  EXPECT_LT(lines_of(text).size(), 40u);
}

TEST(Terminal, GathersACrowdInLinearTime) {
  // Each speaker was once compared with all before: 10 billion comparisons.
  constexpr int kSpeakers = 100'000;
  std::string text;
  const auto output = io::string_output(text);
  TerminalReport report(*output, {});
  const Episode all = crowd(kSpeakers);
  for (const Track& track : all.tracks) report.accept({"crowd", Subject{.name = track.key.subject}, {}});
  all.write(report);
  report.close();
  EXPECT_NE(text.find("and 99954 more trajectories"), std::string::npos);
}

TEST(Terminal, SaysWhyThereIsNoTurningPoint) {
  Episode episode = sample_episode();
  episode.findings[0] = {.type = "turning_point",
                         .subject = "Ann",
                         .column = "valence",
                         .status = Status::too_short,
                         .reason = "4 own turns, 6 are needed"};
  const std::string text = render_terminal(episode);
  EXPECT_NE(text.find("no turning point can be given: too short (4 own turns, 6 are needed)"), std::string::npos)
      << text;
}

TEST(Terminal, ListsDynamicsAsATable) {
  const std::string text = render_terminal(test::dynamics_episode());
  const auto lines = test::lines_of(text);
  const auto at = [&](const std::string& part) {
    return std::find_if(lines.begin(), lines.end(),
                        [&](const std::string& line) { return line.find(part) != std::string::npos; });
  };
  EXPECT_NE(at("Ann  dynamics of valence, expressed, by lexicon@1"), lines.end()) << text;
  EXPECT_NE(at("95 % interval"), lines.end());
  ASSERT_NE(at("relative SD"), lines.end());
  EXPECT_EQ(*at("relative SD"), "  relative SD                     0.412  0.3 to 0.612");
  EXPECT_EQ(*at("half-life"), "  half-life                              above 3.14");
  EXPECT_NE(at("1 transition between states"), lines.end());
  EXPECT_NE(at("not estimable: Teager-Kaiser energy, inertia per turn (12 scores;"), lines.end()) << text;
  EXPECT_EQ(text.find("dynamics  Ann"), std::string::npos) << "they are no other findings too";
}

TEST(Terminal, ListsPairsAsATable) {
  const std::string text = render_terminal(test::dyads_episode());
  for (const char* line :
       {"Ann and Bob  together: scores of valence, by lexicon@1\n",
        "  partner's last score        0.4  0.1 to 0.7       p = 0.012 * Bob after Ann\n",
        "  partner's last score       0.05                   p = 0.600   Ann after Bob\n",
        "  recurrence                 0.25\n", "not estimable: negative reciprocity (Bob: 2 answers)\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << text;
  }
  EXPECT_EQ(text.find("dyad  Bob"), std::string::npos) << "they are no other findings too";
}

TEST(Terminal, ASignalOfNobodyNamedIsItsAuthors) {
  Episode episode;
  episode.id = "eda";
  episode.series.push_back(Series{
      .name = "eda", .rate_hz = 4, .channels = {{"eda", "uS", {0.3, 0.4, std::numeric_limits<double>::quiet_NaN()}}}});
  episode.findings.push_back({.type = "turning_point",
                              .subject = std::string(kAuthor),
                              .column = "eda.eda",
                              .status = Status::too_short,
                              .reason = "bins of 60 s: 1 score; 20 are needed"});
  episode.ended = true;
  const std::string text = render_terminal(episode, {.columns = 40});
  EXPECT_NE(text.find("3 samples, 1 missing, mean 0.35"), std::string::npos) << text;
  EXPECT_NE(text.find("  no turning point can be given: too\n  short (bins of 60 s: 1 score; 20 are\n"),
            std::string::npos)
      << text;
  EXPECT_EQ(text.find("found"), std::string::npos) << text;
}

TEST(Terminal, TellsTimeAsTheEpisodeDoes) {
  Episode episode = sample_episode();
  episode.info.clock = {.type = Clock::Type::calendar, .precision = Clock::Precision::day};
  for (Turn& turn : episode.turns) {
    const double day = *parse_iso_time("2024-05-01") + 86400.0 * static_cast<double>(turn.turn);
    turn.time = TimeRange{day, day};
  }
  const std::string dates = render_terminal(episode);
  EXPECT_NE(dates.find("▼ 2024-05-07  down"), std::string::npos) << dates;
  EXPECT_NE(dates.find("2024-05-12"), std::string::npos) << dates;
  episode.info.clock = {.type = Clock::Type::media};
  for (Turn& turn : episode.turns) {
    const double begin = 20.0 * static_cast<double>(turn.turn);
    turn.time = TimeRange{begin, begin + 5};
  }
  EXPECT_NE(render_terminal(episode).find("▼ 2:00  down"), std::string::npos);
}

TEST(Terminal, DrawsTheSmoothedLevelWithItsBand) {
  const Episode episode = test::smoothed_sample(0.2);
  const std::string text = render_terminal(episode);
  EXPECT_NE(text.find("░"), std::string::npos);
  EXPECT_EQ(text.find("by state_space"), std::string::npos) << "a smoothed track is part of the raw one's view";
}

TEST(Terminal, ATableHasASparklineALine) {
  Episode episode = sample_episode();
  for (int i = 0; i < 7; ++i) {
    Track track = episode.tracks[0];
    track.key.subject = "S" + std::to_string(i);
    episode.tracks.push_back(track);
  }
  for (const std::size_t columns : {40u, 60u, 80u, 120u}) {
    const std::string text = render_terminal(episode, {.columns = columns, .max_views = 1});
    EXPECT_NE(text.find("\nvalence, expressed, by lexicon@1\n  ▁ -1, █ 1 "), std::string::npos) << text;
    const auto lines = lines_of(text);
    const auto row =
        std::find_if(lines.begin(), lines.end(), [](const auto& line) { return line.starts_with("  S3 "); });
    ASSERT_NE(row, lines.end()) << text;
    EXPECT_NE(row->find("▇"), std::string::npos) << *row;
    EXPECT_LT(row->find("▇"), row->find("▂")) << "it falls: " << *row;
    EXPECT_NE(row->find("0.00     12"), std::string::npos) << *row;
    for (const std::string& line : lines) EXPECT_LE(cells(line), columns) << line;
  }
}

TEST(Terminal, WithoutUnicodeNothingIsLostButLooks) {
  Episode episode = sample_episode();
  episode.turns[6].text = "a bad día, 感情";
  const std::string text = render_terminal(episode, {.ascii = true});
  for (const char byte : text) EXPECT_TRUE(static_cast<unsigned char>(byte) < 0x80) << text;
  EXPECT_NE(text.find("V turn 6  down  +0.60 > -0.60"), std::string::npos) << text;
  EXPECT_NE(text.find("\"a bad d?a, ????\""), std::string::npos) << "a cell each\n" << text;
  EXPECT_NE(text.find('o'), std::string::npos);
}

TEST(Terminal, ReportsEachEpisodeOfAStreamOnceAndBoundsThem) {
  std::string text;
  const auto output = io::string_output(text);
  TerminalReport report(*output, {.max_episodes = 2, .max_rows = 2});
  for (int i = 0; i < 5; ++i) {
    Episode episode = sample_episode();
    episode.id = "e" + std::to_string(i);
    episode.info.title.clear();
    episode.write(report);
  }
  report.close();
  EXPECT_NE(text.find("e1  13 turns"), std::string::npos);
  EXPECT_EQ(text.find("e2  13 turns"), std::string::npos);
  EXPECT_NE(text.find("\n  e3                "), std::string::npos) << "a line each\n" << text;
  EXPECT_NE(text.find("and 1 more episode "), std::string::npos) << text;
}

}  // namespace
}  // namespace affect::report
