// What the help says is so: every example runs, every page is whole.
#include <cstdlib>

#include <gtest/gtest.h>

#include "affect/affect.h"
#include "affect/model/text/text_encoder.h"
#include "cli/help_topics.h"
#include "cli/run.h"
#include "cli/verb.h"
#include "support/models.h"

namespace affect::cli {
namespace {

using test::Folder;

std::vector<std::string> verb_names() {
  Engine engine;
  register_all(engine);
  std::vector<std::string> names;
  for (const auto& verb : engine.components<Verb>()) names.push_back(verb.entry.name);
  return names;
}

class Help : public testing::TestWithParam<std::string> {};

TEST_P(Help, ExamplesRunAsWritten) {
  Engine engine;
  register_all(engine);
  const char* data = std::getenv("AFFECT_DATA");
  const bool models = test::has_model("all-minilm-l6-v2") && !engine.components<model::TextEncoder>().empty();
  const Folder folder;
  ASSERT_EQ(folder.run("ln -s \"$examples\" examples").code, 0);
  const auto help = engine.make<Verb>(GetParam())->help();
  EXPECT_TRUE(help.synopsis == GetParam() || help.synopsis.starts_with(GetParam() + " "));
  EXPECT_FALSE(help.examples.empty());
  for (const Example& example : help.examples) {
    if (example.needs == Example::Needs::time) continue;
    if (example.needs == Example::Needs::models && !models) continue;
    if (example.needs == Example::Needs::data && (data == nullptr || *data == '\0')) continue;
    // What removes models must find none of the user's.
    const std::string own = example.needs == Example::Needs::models ? "" : "export AFFECT_MODELS=$PWD/models; ";
    const auto ran = folder.run(own + "affect() { command \"$affect\" \"$@\"; }; affect " + example.command);
    EXPECT_EQ(ran.code, 0) << example.command << "\n" << ran.err;
    EXPECT_NE(example.command.find(GetParam()), std::string::npos) << example.command;
  }
}

TEST_P(Help, ThePageNamesOptionsAndExamples) {
  const Folder folder;
  const auto ran = folder.run("$affect help " + GetParam());
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("Usage: affect " + GetParam()), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("Examples:"), std::string::npos) << ran.out;
  for (const std::string type : {"TEXT", "INT", "REQUIRED"})
    EXPECT_EQ(ran.out.find(type), std::string::npos) << ran.out;
  EXPECT_EQ(folder.run("$affect " + GetParam() + " --help").out, ran.out);
}

TEST_P(Help, TheManualPageIsCleanRoff) {
  const Folder folder;
  ASSERT_EQ(folder.run("command -v mandoc").code, 0) << "needs mandoc, which ./check installs";
  const auto ran = folder.run("$affect help " + GetParam() + " --man > page.1 && mandoc -T lint -W warning page.1");
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  const auto page = folder.run("mandoc -T utf8 page.1 | col -b");
  EXPECT_NE(page.out.find("affect-" + GetParam()), std::string::npos) << page.out;
  EXPECT_NE(page.out.find("--threads"), std::string::npos) << page.out;
  EXPECT_NE(page.out.find("EXIT STATUS"), std::string::npos) << page.out;
}

std::string help_test_name(const testing::TestParamInfo<std::string>& info) { return info.param; }

INSTANTIATE_TEST_SUITE_P(Verbs, Help, testing::ValuesIn(verb_names()), help_test_name);

TEST(HelpPages, TheProgramHasAManualPageThatNamesEveryVerb) {
  const Folder folder;
  const auto ran = folder.run("$affect help --man > affect.1 && mandoc -T lint -W warning affect.1");
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  const auto page = folder.run("mandoc -T utf8 affect.1 | col -b");
  for (const std::string& verb : verb_names()) EXPECT_NE(page.out.find("affect-" + verb + "(1)"), std::string::npos);
  for (const std::string part : {"EXIT STATUS", "ENVIRONMENT", "AFFECT_DATA", "FILES", "SEE ALSO"}) {
    EXPECT_NE(page.out.find(part), std::string::npos) << page.out;
  }
}

TEST(HelpPages, TopicsTellWhatHoldsForEveryVerb) {
  const Folder folder;
  const auto start = folder.run("$affect help");
  for (const HelpTopic& topic : help_topics()) {
    const auto ran = folder.run("$affect help " + topic.name);
    EXPECT_EQ(ran.out, as_text(topic));
    EXPECT_NE(start.out.find(topic.name), std::string::npos) << start.out;
  }
}

}  // namespace
}  // namespace affect::cli
