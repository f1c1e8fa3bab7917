#include "affect/report/html.h"

#include <limits>

#include <gtest/gtest.h>

#include "report/pseudonyms.h"
#include "report/sample.h"

namespace affect::report {
namespace {

using test::sample_episode;

std::string page_of(const Episode& episode, HtmlStyle style = {}) {
  std::string text;
  const auto output = io::string_output(text);
  HtmlReport report(*output, std::move(style));
  episode.write(report);
  report.close();
  return text;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(Html, ShowsTrajectoryTurningPointTranscriptAndProvenance) {
  const std::string page =
      page_of(sample_episode(), {.names = true, .program = "affect 9", .command = "affect track x"});
  EXPECT_NE(page.find("<html lang=\"en\">"), std::string::npos);
  EXPECT_EQ(count(page, "<svg "), 1u);
  EXPECT_EQ(count(page, "<circle"), 12u);
  EXPECT_NE(page.find("▼ down +0.60 → -0.60"), std::string::npos);
  EXPECT_NE(page.find("<a href=\"#e0t6\">"), std::string::npos);
  EXPECT_NE(page.find("<p id=\"e0t6\"><span class=\"who\">Ann:</span>"), std::string::npos);
  EXPECT_NE(page.find("<mark class=\"low\" title=\"-0.55\">bad</mark>"), std::string::npos);
  EXPECT_NE(page.find("affect 9"), std::string::npos);
  EXPECT_NE(page.find("lexicon@1, turning_points@1"), std::string::npos);
  EXPECT_NE(page.find("no diagnosis"), std::string::npos);
  EXPECT_NE(page.find("prefers-color-scheme:dark"), std::string::npos);
}

TEST(Html, WhereNothingCouldBeTestedNothingIsSaidToBeFound) {
  Episode episode = sample_episode();
  episode.findings[0] = {.type = "turning_point", .subject = "Ann", .column = "valence", .status = Status::too_short};
  const std::string page = page_of(episode);
  EXPECT_EQ(page.find("None found"), std::string::npos);
  EXPECT_NE(page.find("can be given: too short"), std::string::npos);
}

TEST(Html, ListsDynamicsAsATable) {
  const std::string page = page_of(test::dynamics_episode(), {.names = true, .program = {}, .command = {}});
  EXPECT_EQ(count(page, "<h3>Dynamics</h3>"), 1u);
  EXPECT_NE(page.find("<p>Ann, valence, expressed, by lexicon@1</p>"), std::string::npos);
  EXPECT_NE(page.find("<tr><td>relative SD</td><td>0.412</td><td>0.3 to 0.612</td>"
                      "<td>12 scores &amp; a bootstrap</td></tr>"),
            std::string::npos);
  EXPECT_NE(page.find("<td>negative → positive</td><td>0.25</td>"), std::string::npos);
  EXPECT_NE(page.find("<td></td><td>above 3.14</td>"), std::string::npos);
  EXPECT_NE(page.find("not estimable: Teager-Kaiser energy, inertia per turn (12 scores; 20 are needed)"),
            std::string::npos);
  EXPECT_EQ(page.find("Other findings"), std::string::npos);
  EXPECT_EQ(page_of(test::dynamics_episode()).find("Ann, valence"), std::string::npos) << "pseudonyms here too";
}

TEST(Html, ListsPairsAsATable) {
  const std::string page = page_of(test::dyads_episode(), {.names = true, .program = {}, .command = {}});
  EXPECT_NE(page.find("<p>Ann and Bob, valence, by lexicon@1</p>"), std::string::npos);
  EXPECT_NE(page.find("<tr><td>partner&#39;s last score: Bob after Ann</td><td>0.4</td>"
                      "<td>0.1 to 0.7 significant, p = 0.012</td><td>Bob 1 turn after Ann</td></tr>"),
            std::string::npos);
  EXPECT_NE(page.find("not estimable: negative reciprocity (Bob: 2 answers)"), std::string::npos);
  const std::string covered = page_of(test::dyads_episode());
  EXPECT_EQ(covered.find("Bob 1 turn"), std::string::npos) << "names in words are covered too";
  EXPECT_EQ(covered.find("Bob: 2 answers"), std::string::npos);
}

TEST(Html, FoldersAreShownOnlyWithNames) {
  Episode episode = sample_episode();
  episode.media = {{.name = "call", .type = "text", .format = "srt", .path = "/home/Zoe Quill/call.srt"}};
  const std::string command = "affect track '/home/Zoe Quill/call.srt' -o=/home/zoe/call.html";
  const std::string page = page_of(episode, {.names = false, .program = "affect 9", .command = command});
  EXPECT_EQ(page.find("Quill"), std::string::npos);
  EXPECT_EQ(page.find("home"), std::string::npos);
  EXPECT_NE(page.find("<dd>call.srt, as srt</dd>"), std::string::npos);
  EXPECT_NE(page.find("-o=call.html</code>"), std::string::npos);
  EXPECT_NE(
      page_of(episode, {.names = true, .program = "affect 9", .command = command}).find("/home/Zoe Quill/call.srt"),
      std::string::npos);
}

TEST(Html, LoadsNothing) {
  const std::string page = page_of(sample_episode());
  EXPECT_EQ(page.find("http://"), std::string::npos);
  EXPECT_EQ(page.find("https://"), std::string::npos);
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find("src="), std::string::npos);
  EXPECT_EQ(page.find("url("), std::string::npos);
  EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
}

TEST(Html, NothingOfTheInputIsMarkup) {
  Episode episode = sample_episode();
  const std::string evil = "<script>alert(1)</script>\"'&<img src=x onerror=y>";
  episode.id = episode.info.title = evil;
  episode.info.language = "en\" onload=\"x";
  for (Turn& turn : episode.turns) turn.text = turn.speaker = evil;
  episode.tracks[0].key.subject = episode.findings[0].subject = evil;
  episode.tracks[0].key.source.name = episode.findings[0].reason = episode.findings[0].type + evil;
  episode.media.push_back({.name = evil, .type = "text", .format = evil, .path = evil, .sha256 = evil});
  for (const bool names : {true, false}) {
    const std::string page = page_of(episode, {.names = names, .program = evil, .command = evil});
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_EQ(page.find("<img"), std::string::npos);
    EXPECT_EQ(page.find("onload=\""), std::string::npos);
  }
}

TEST(Html, SpeakersArePseudonymsUnlessNamesAreAskedFor) {
  const std::string page = page_of(sample_episode(), {.command = "affect track Ann.txt"});
  EXPECT_EQ(page.find("Ann"), std::string::npos);
  EXPECT_NE(page.find("<span class=\"who\">P1:</span>"), std::string::npos);
  EXPECT_NE(page.find("thing, P2"), std::string::npos);
  EXPECT_EQ(page.find("Bo<"), std::string::npos);
  EXPECT_NE(page_of(sample_episode(), {.names = true}).find("Ann"), std::string::npos);
}

TEST(Pseudonyms, CoverWholeWordsAsWritten) {
  Episode episode;
  episode.turns = {{.turn = 0, .speaker = "Anna Maria de Vries"},
                   {.turn = 1, .speaker = "Will"},
                   {.turn = 2, .speaker = "Łukasz"},
                   {.turn = 3, .speaker = std::string(kAuthor)}};
  Pseudonyms names(false);
  names.learn(episode);
  EXPECT_EQ(names.cover("Anna Maria de Vries, Anna, Annabel and de"), "P1, P1, Annabel and de");
  EXPECT_EQ(names.cover("will Will go? Will's Willow"), "will P2 go? P2's Willow");
  EXPECT_EQ(names.cover("Łukasz! Łukaszem"), "P3! Łukaszem");
  EXPECT_EQ(names.name(kAuthor), kAuthor);
}

TEST(Pseudonyms, AWholeNameComesBeforeAPartOfAnother) {
  Episode episode;
  episode.turns = {{.turn = 0, .speaker = "Ann Smith"}, {.turn = 1, .speaker = "Smith"}};
  Pseudonyms names(false);
  names.learn(episode);
  EXPECT_EQ(names.cover("Ann Smith, Ann, Smith, Annie"), "P1, P1, P2, Annie");
}

TEST(Html, LongConversationsStaySmall) {
  Episode episode;
  episode.id = "long";
  Track track;
  track.key = {.subject = "Ann", .source = {"lexicon", "1", ""}};
  for (int i = 0; i < 100'000; ++i) {
    episode.turns.push_back({.turn = i, .speaker = "Ann", .text = "well then, that is what it is"});
    AffectState state;
    state.valence = i % 7 == 0 ? -0.5 : 0.5;
    track.append(i, std::nullopt, state);
  }
  episode.tracks.push_back(track);
  episode.findings.push_back({.type = "turning_point", .subject = "Ann", .column = "valence", .turn = 90'000});
  episode.ended = true;
  const std::string page = page_of(episode);
  EXPECT_LT(page.size(), 600'000u);
  EXPECT_NE(page.find("id=\"e0t90000\""), std::string::npos) << "turns around a turning point stay";
  EXPECT_NE(page.find("97993 turns are left out"), std::string::npos);
}

TEST(Html, FindingsThatAreNotListedAreCounted) {
  Episode episode = sample_episode();
  episode.findings.assign(250, {.type = "risk", .subject = "Ann"});
  EXPECT_NE(page_of(episode).find("50 more are not listed"), std::string::npos);
}

TEST(Html, AFindingMayNameTheLastTurnThereIs) {
  Episode episode = sample_episode();
  episode.findings[0].turn = std::numeric_limits<std::int64_t>::max();
  EXPECT_NE(page_of(episode).find("turn 9223372036854775807</a>"), std::string::npos);
}

TEST(Html, SaysThatASourceWasCutOff) {
  Episode episode = sample_episode();
  episode.ended = false;
  EXPECT_NE(page_of(episode).find("cut off"), std::string::npos);
}

}  // namespace
}  // namespace affect::report
