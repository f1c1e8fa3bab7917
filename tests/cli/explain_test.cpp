// GCC 12 takes parts of std::regex for uninitialized where sanitizers look on.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "affect/io/terms.h"
#include "cli/run.h"
#include "support/place.h"

namespace affect::cli {
namespace {

namespace fs = std::filesystem;
using test::Folder;

void expect_said(const Folder& folder, const std::string& term, const std::string& part) {
  const auto ran = folder.run("$affect explain " + term);
  EXPECT_EQ(ran.code, 0) << term << ": " << ran.err;
  EXPECT_NE(ran.out.find(part), std::string::npos) << ran.out << "\nhas no: " << part;
}

TEST(Explain, SaysWhatAWordMeans) {
  const Folder folder;
  expect_said(folder, "mssd", "mssd (measure)\n  The mean squared successive difference");
  expect_said(folder, "mssd", "jahng2008instability");
  expect_said(folder, "turning point", "turning_point (concept)");
  expect_said(folder, "Half-Life", "half_life (measure)");
  expect_said(folder, "HALFLIFE", "half_life (measure)");
  expect_said(folder, "kappa", "fleiss_kappa (measure)");
  expect_said(folder, "kappa", "cohen_kappa (measure)");
  expect_said(folder, "ece", "calibration_error (measure)");
  expect_said(folder, "felt", "felt (perspective)");
  expect_said(folder, "not_estimable", "not_estimable (status)");
  expect_said(folder, "candidate", "candidate (grade)");
  expect_said(folder, "partial", "partial (status of a card)");
  expect_said(folder, "lexicon", "lexicon (component of perceive/text)");
  expect_said(folder, "track", "affect help track");
  expect_said(folder, "occ", "occ (taxonomy)");
}

TEST(Explain, ALabelIsSaidOfEveryTaxonomyThatHasIt) {
  const Folder folder;
  for (const char* taxonomy : {"ekman", "plutchik_wheel", "goemotions", "isear", "geneva_wheel", "occ"}) {
    expect_said(folder, "joy", std::string("joy (label of ") + taxonomy + ")");
  }
  expect_said(folder, "thankfulness", "gratitude (label of goemotions)");
  expect_said(folder, "anhedonia", "no diagnosis");
}

TEST(Explain, JsonIsOneListOfMeanings) {
  const Folder folder;
  const auto ran = folder.run("$affect explain inertia --json");
  EXPECT_EQ(ran.code, 0);
  EXPECT_TRUE(ran.out.starts_with(R"([{"name":"inertia","what":"measure","is":")")) << ran.out;
  EXPECT_NE(ran.out.find(R"("beware":")"), std::string::npos);
}

TEST(Explain, AnUnknownWordGetsTheNearest) {
  const Folder folder;
  const auto ran = folder.run("$affect explain inertai");
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "affect: nothing here is called inertai (did you mean inertia?)\n");
  EXPECT_EQ(folder.run("$affect explain").code, 2);
  EXPECT_EQ(folder.run("$affect explain qqqqqqqqqqqqqqqqq").code, 2);
  EXPECT_EQ(folder.run("$affect explain '---'").code, 2);
}

/// Measures that the sources of understand/ write into findings: literals where a measure is named.
std::set<std::string> measures_of_sources() {
  const std::vector<std::regex> patterns{std::regex(R"rx((?:made|refuse|add_share|\badd)\(\s*"([a-z_]+))rx"),
                                         std::regex(R"rx(measure = "([a-z_]+)")rx"),
                                         std::regex(R"rx((?:add\(\s*|measure = )\w+ \? "([a-z_]+)" : "([a-z_]+)")rx"),
                                         std::regex(R"rx(std::pair\("([a-z_]+)", &)rx"),
                                         std::regex(R"rx(add\(fmt::format\("([a-z_]+):\{)rx"),
                                         std::regex(R"rx(root_of\([^"]*"([a-z_]+)")rx")};
  std::set<std::string> found;
  for (const auto& entry : fs::directory_iterator(fs::path(test::source_dir()) / "src/understand/trajectory")) {
    const std::string text = test::content(entry.path());
    if (entry.path().extension() != ".cpp" || text.find("measure") == std::string::npos) continue;
    for (const std::regex& pattern : patterns) {
      for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at) {
        for (std::size_t group = 1; group < at->size(); ++group) found.insert((*at)[group]);
      }
    }
  }
  return found;
}

/// Measures that findings on our examples have, with every stage that there is.
std::set<std::string> measures_of_findings(const Folder& folder) {
  std::set<std::string> found;
  const auto ran = folder.run(
      "stages=$($affect understand --list | grep -oE \"^[a-z_]+\" | paste -sd,); for file in quarrel.txt call.srt "
      "brutus_and_cassius.txt diary.md; do $affect track $examples/$file --json --with $stages 2>/dev/null; done");
  const std::regex measure(R"rx("measure":"([a-z_]+|[a-z-]+)[:"])rx");
  for (std::sregex_iterator at(ran.out.begin(), ran.out.end(), measure), end; at != end; ++at) found.insert((*at)[1]);
  return found;
}

TEST(Explain, EveryMeasureOfAFindingHasATerm) {
  const Folder folder;
  const Engine engine;
  std::set<std::string> known;
  for (const io::Term& term : io::read_terms(engine)) {
    if (term.kind == io::TermKind::measure) known.insert(term.name);
  }
  const auto written = measures_of_sources();
  for (const char* expected : {"mssd", "half_life", "pac", "floor", "lead", "granger", "coherence", "recurrence_peak",
                               "correlation", "energy_distance", "earlier_turns", "slope", "time_in", "entropy"}) {
    EXPECT_TRUE(written.contains(expected)) << expected << " is not found in the sources: mend the patterns";
  }
  for (const std::string& measure : written) EXPECT_TRUE(known.contains(measure)) << measure << " has no term";
  const auto seen = measures_of_findings(folder);
  EXPECT_GE(seen.size(), 10u);
  for (const std::string& measure : seen) EXPECT_TRUE(known.contains(measure)) << measure << " has no term";
}

}  // namespace
}  // namespace affect::cli
