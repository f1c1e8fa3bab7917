#include "affect/report/html.h"

#include <array>
#include <limits>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "affect/io/sha256.h"
#include "report/pseudonyms.h"
#include "report/sample.h"
#include "report/unpacked_page.h"

namespace affect::report {
namespace {

using test::sample_episode;

/// The whole file.
std::string page_of(const Episode& episode, HtmlStyle style = {}) {
  std::string text;
  const auto output = io::string_output(text);
  const Engine engine;
  HtmlReport report(engine, *output, std::move(style));
  episode.write(report);
  report.close();
  return text;
}

/// What its reader can see.
std::string seen_of(const Episode& episode, HtmlStyle style = {}) {
  return test::unpacked_page(page_of(episode, std::move(style)));
}

HtmlStyle with_names() {
  HtmlStyle style;
  style.names = true;
  return style;
}

HtmlStyle by(const std::string& command, bool names) {
  HtmlStyle style;
  style.names = names;
  style.program = "affect 9";
  style.command = command;
  return style;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(Html, HoldsTrajectoryTurningPointTranscriptAndProvenance) {
  const std::string page = seen_of(sample_episode(), by("affect track x", true));
  EXPECT_TRUE(has(page, "<html lang=\"en\">"));
  EXPECT_TRUE(has(page, R"("who":"Ann","column":"valence","perspective":"expressed")"));
  EXPECT_TRUE(has(page, R"("raw":{"x":[0,1,2,3,4,5,6,7,8,9,10,11],"y":[0.65,0.55,0.65,)"));
  EXPECT_TRUE(has(page, R"("turning_points":[0],"no_result":"")"));
  EXPECT_TRUE(has(page, R"("turn":6,"x":6,"place":"turn 6","direction":"down","before":0.6,"after":-0.6,"size":-1.9)"));
  EXPECT_TRUE(has(page, R"("strength":"significant, p < 0.001")"));
  EXPECT_TRUE(has(page, R"("words":[["bad",-0.55]])"));
  EXPECT_TRUE(has(page, R"(["a ",["bad",-0.55]," thing, Bo"])"));
  EXPECT_TRUE(has(page, R"("people":["Ann","Bo"])"));
  EXPECT_TRUE(has(page, "affect 9"));
  EXPECT_TRUE(has(page, "lexicon@1, turning_points@1"));
  EXPECT_TRUE(has(page, "no diagnosis"));
  EXPECT_TRUE(has(page, "prefers-color-scheme"));
}

TEST(Html, EachSourceHasItsOwnLevelAndTurningPoints) {
  Episode episode = sample_episode();
  episode.findings[0].input = {"lexicon", "1", ""};
  episode.tracks.push_back(episode.tracks[0]);
  episode.tracks[1].key.source = {"emotion", "1", ""};
  for (const auto& [input, level] : {std::pair("lexicon", 0.25), std::pair("emotion", -0.125)}) {
    Track smooth;
    smooth.key = episode.tracks[0].key;
    smooth.key.source = {"state_space", "1", ""};
    smooth.key.input = {input, "1", ""};
    AffectState state;
    state.valence = level;
    smooth.append(0, std::nullopt, state);
    episode.tracks.push_back(smooth);
  }
  const std::string page = seen_of(episode);
  const std::size_t lexicon = page.find(R"("source":"lexicon@1")"), emotion = page.find(R"("source":"emotion@1")");
  ASSERT_LT(lexicon, emotion);
  const std::string first = page.substr(lexicon, emotion - lexicon), second = page.substr(emotion);
  EXPECT_TRUE(has(first, R"("level":{"x":[0],"y":[0.25])"));
  EXPECT_TRUE(has(first, R"("turning_points":[0])"));
  EXPECT_TRUE(has(second, R"("level":{"x":[0],"y":[-0.125])"));
  EXPECT_TRUE(has(second, R"("turning_points":[])"));
}

TEST(Html, SaysWhyNothingCanBeSaid) {
  Episode episode = sample_episode();
  episode.findings[0] = {.type = "turning_point", .subject = "Ann", .column = "valence", .status = Status::too_short};
  const std::string page = seen_of(episode);
  EXPECT_TRUE(has(page, R"("turning_points":[],"no_result":"too short")"));
}

TEST(Html, ListsDynamicsAsATable) {
  const std::string page = seen_of(test::dynamics_episode(), with_names());
  EXPECT_TRUE(has(page, R"("who":"Ann","partner":"","column":"valence","perspective":"expressed","target":"",)"
                        R"("input":"lexicon@1","clock":"turns","interval":"95 % interval")"));
  EXPECT_TRUE(has(page, R"({"who":"Ann","measure":"relative_sd","shown":"relative SD","value":"0.412","unit":"share",)"
                        R"("interval":"0.3 to 0.612","strength":"","method":"12 scores & a bootstrap"})"));
  EXPECT_TRUE(has(page, R"("shown":"negative → positive","value":"0.25","unit":"share")"));
  EXPECT_TRUE(has(page, R"("value":"","unit":"turns","interval":"above 3.14")"));
  EXPECT_TRUE(has(page, "not estimable: Teager-Kaiser energy, inertia per turn (12 scores; 20 are needed)"));
  EXPECT_FALSE(has(seen_of(test::dynamics_episode()), R"("who":"Ann")")) << "pseudonyms here too";
}

TEST(Html, ListsPairsAsATable) {
  const std::string page = seen_of(test::dyads_episode(), with_names());
  EXPECT_TRUE(has(page,
                  R"("who":"Ann","partner":"Bob","column":"valence","perspective":"","target":"","input":"lexicon@1",)"
                  R"("clock":"exchanges of turns")"));
  EXPECT_TRUE(has(page,
                  R"({"who":"Bob after Ann","measure":"partner_effect","shown":"partner's last score","value":"0.4",)"
                  R"("unit":"","interval":"0.1 to 0.7","strength":"significant, p = 0.012",)"
                  R"("method":"Bob 1 turn after Ann"})"));
  EXPECT_TRUE(has(page, "not estimable: negative reciprocity (Bob: 2 answers)"));
  const std::string covered = seen_of(test::dyads_episode());
  EXPECT_FALSE(has(covered, "Bob 1 turn")) << "names in words are covered too";
  EXPECT_FALSE(has(covered, "Bob: 2 answers"));
}

TEST(Html, FoldersAreShownOnlyWithNames) {
  Episode episode = sample_episode();
  episode.media = {{.name = "call", .type = "text", .format = "srt", .path = "/home/Zoe Quill/call.srt"}};
  const std::string command = "affect track '/home/Zoe Quill/call.srt' -o=/home/zoe/call.html";
  const std::string page = seen_of(episode, by(command, false));
  EXPECT_FALSE(has(page, "Quill"));
  EXPECT_FALSE(has(page, "home"));
  EXPECT_TRUE(has(page, R"(["Read from","call.srt, as srt"])"));
  EXPECT_TRUE(has(page, "-o=call.html"));
  EXPECT_TRUE(has(seen_of(episode, by(command, true)), "/home/Zoe Quill/call.srt"));
}

TEST(Html, LoadsNothing) {
  const std::string page = page_of(sample_episode());
  EXPECT_TRUE(has(page, "default-src 'none'; script-src 'sha256-"));
  // What stands before the script, and what it is drawn with.
  const std::string document = page.substr(0, page.rfind("<script>"));
  for (const char* door : {"http://", "https://", " src=", "url(", "@import"})
    EXPECT_FALSE(has(document, door)) << door;
}

TEST(Html, ThePolicyNamesTheScriptThatStandsInIt) {
  const std::string page = page_of(sample_episode());
  const std::size_t begin = page.rfind("<script>") + 8;
  const std::string script = page.substr(begin, page.find("</script>", begin) - begin);
  EXPECT_EQ(script, std::string(Engine().data("report/report.js")));
  const std::size_t hash = page.find("sha256-") + 7;
  std::string hex;
  for (const char byte : test::from_base64(page.substr(hash, 44))) {
    hex += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  }
  EXPECT_EQ(hex, io::sha256_hex(script));
}

TEST(Html, NothingOfTheInputIsMarkup) {
  Episode episode = sample_episode();
  const std::string evil = "</script><script>alert(1)</script>\"'&<img src=x onerror=y>\xE2\x80\xAE\xFF";
  episode.id = episode.info.title = evil;
  episode.info.language = "en\" onload=\"x";
  for (Turn& turn : episode.turns) turn.text = turn.speaker = evil;
  episode.tracks[0].key.subject = episode.findings[0].subject = evil;
  episode.tracks[0].key.source.name = episode.findings[0].reason = episode.findings[0].type + evil;
  episode.media.push_back({.name = evil, .type = "text", .format = evil, .path = evil, .sha256 = evil});
  for (const bool names : {true, false}) {
    HtmlStyle style = by(evil, names);
    style.program = evil;
    const std::string page = page_of(episode, style);
    EXPECT_FALSE(has(page, "<img"));
    EXPECT_FALSE(has(page, "alert(1)"));
    EXPECT_FALSE(has(page, "onload=\""));
    const std::string part = test::page_part(page, "episode-0");
    EXPECT_FALSE(has(part, "\xE2\x80\xAE")) << "signs that turn the direction of text";
    EXPECT_FALSE(has(part, "\xFF"));
    EXPECT_TRUE(has(part, R"("language":"")"));
  }
}

TEST(Html, SpeakersArePseudonymsUnlessNamesAreAskedFor) {
  const std::string page = seen_of(sample_episode(), by("affect track Ann.txt", false));
  EXPECT_FALSE(has(page, "Ann"));
  EXPECT_TRUE(has(page, R"("people":["P1","P2"])"));
  EXPECT_TRUE(has(page, "thing, P2"));
  EXPECT_TRUE(has(seen_of(sample_episode(), with_names()), "Ann"));
}

TEST(Html, CitesPapersByAuthorAndYear) {
  Engine engine;
  CatalogueEntry scorer{.name = "lexicon", .room = "perceive/text", .what = "scores turns"};
  scorer.references = {"hutto2014vader"};
  engine.add<Stage>(scorer, {});
  Episode episode = sample_episode();
  for (Turn& turn : episode.turns) turn.speaker = "Hutto";
  std::string text;
  const auto output = io::string_output(text);
  HtmlReport report(engine, *output, {});
  episode.write(report);
  report.close();
  const std::string index = test::page_part(text, "index");
  EXPECT_TRUE(has(index, R"("names":false,"methods":{"text":"The data are 1 episode)"));
  EXPECT_TRUE(has(index, "[hutto2014vader]"));
  EXPECT_TRUE(
      has(index, R"({"key":"hutto2014vader","cited":"Hutto and Gilbert 2014","text":"Hutto, C. J. and Gilbert,)"))
      << "an author is nobody of the talk";
  EXPECT_TRUE(has(index, R"("doi":"10.1609/icwsm.v8i1.14550","bibtex":"@inproceedings{hutto)"));
}

TEST(Html, SaysWhatTheTaxonomiesOfItsLabelsAre) {
  Episode episode = sample_episode();
  EXPECT_TRUE(has(seen_of(episode), R"("taxonomies":{})"));
  episode.tracks[0].key.taxonomy = "ekman";
  EXPECT_TRUE(has(seen_of(episode), R"("taxonomies":{"ekman":")"));
}

TEST(Html, ManyEpisodesHaveACourseThatTheyShare) {
  std::string text;
  const auto output = io::string_output(text);
  const Engine engine;
  HtmlReport report(engine, *output, {});
  for (int i = 0; i < 9; ++i) {
    const double level = std::array{0.1, 0.2, 0.6}[static_cast<std::size_t>(i % 3)];
    Episode episode = sample_episode();
    episode.id = fmt::format("episode {}", i);
    Track track;
    track.key = episode.tracks[0].key;
    for (int turn = 0; turn < 100; ++turn) {
      AffectState state;
      state.valence = turn < 50 ? -level : level;
      track.append(turn, std::nullopt, state);
    }
    episode.tracks = {track};
    episode.write(report);
  }
  report.close();
  const std::string index = test::page_part(text, "index");
  EXPECT_TRUE(has(index, R"("id":"episode 8")"));
  EXPECT_TRUE(has(index, R"("n":[9,9,9,)"));
  EXPECT_TRUE(has(index, R"("mean":[-0.3,-0.3,)"));
  // 0.3 -+ 1.95996 * 0.229129 / sqrt(9)
  EXPECT_TRUE(has(index, R"("low":[-0.44969,)")) << index;
  EXPECT_TRUE(has(index, R"("high":[-0.15031,)")) << index;
  EXPECT_FALSE(test::page_part(text, "episode-8").empty());
  EXPECT_TRUE(test::page_part(text, "episode-9").empty());
  EXPECT_TRUE(has(test::page_part(page_of(sample_episode()), "index"), R"("cohort":null)"));
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
  EXPECT_EQ(names.cover_name("call_with_will.txt ANNA"), "call_with_P2.txt P1");
}

TEST(Pseudonyms, AWholeNameComesBeforeAPartOfAnother) {
  Episode episode;
  episode.turns = {{.turn = 0, .speaker = "Ann Smith"}, {.turn = 1, .speaker = "Smith"}};
  Pseudonyms names(false);
  names.learn(episode);
  EXPECT_EQ(names.cover("Ann Smith, Ann, Smith, Annie"), "P1, P1, P2, Annie");
}

TEST(Html, LongConversationsStayWhole) {
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
  episode.ended = true;
  const std::string page = page_of(episode);
  EXPECT_TRUE(has(test::page_part(page, "episode-0"), "99999"));
  const std::size_t data = page.find("id=\"episode-0\"");
  EXPECT_LT(page.size() - (page.find("</script>", data) - data), 300'000u) << "all but the conversation itself";
}

TEST(Html, AFindingMayNameTheLastTurnThereIs) {
  Episode episode = sample_episode();
  episode.findings[0].turn = std::numeric_limits<std::int64_t>::max();
  EXPECT_TRUE(has(seen_of(episode), R"("turn":9223372036854775807,)"));
}

TEST(Html, SaysThatASourceWasCutOff) {
  Episode episode = sample_episode();
  episode.ended = false;
  EXPECT_TRUE(has(seen_of(episode), R"("cut":true)"));
}

}  // namespace
}  // namespace affect::report
