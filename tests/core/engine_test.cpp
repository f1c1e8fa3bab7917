#include "affect/engine.h"

#include <gtest/gtest.h>

namespace affect {
namespace {

struct Greeter {
  explicit Greeter(std::string greeting) : text(std::move(greeting)) {}
  std::string text;
};

CatalogueEntry greeter_entry() {
  return {.name = "greeter",
          .room = "test",
          .what = "greets",
          .units = "",
          .source = "",
          .options = {
              {.name = "greeting", .type = OptionSpec::Type::text, .standard = "hello", .what = ""},
              {.name = "times", .type = OptionSpec::Type::integer, .standard = "1", .what = "", .low = 1, .high = 9},
              {.name = "mode",
               .type = OptionSpec::Type::choice,
               .standard = "soft",
               .what = "",
               .choices = {"soft", "loud"}}}};
}

void add_greeter(Engine& engine) {
  engine.add<Greeter>(greeter_entry(), [](const Engine&, const Options& options) {
    return std::make_unique<Greeter>(options.text("greeting") + std::to_string(options.integer("times")));
  });
}

TEST(Engine, MakesComponentsByNameWithOptions) {
  Engine engine;
  add_greeter(engine);
  EXPECT_EQ(engine.make<Greeter>("greeter")->text, "hello1");
  EXPECT_EQ(engine.make<Greeter>("greeter", {{"greeting", "hi"}, {"times", "3"}})->text, "hi3");
  EXPECT_EQ(engine.catalogue().size(), 1u);
}

TEST(Engine, WrongOptionsAreTheUsersErrorWithAHint) {
  Engine engine;
  add_greeter(engine);
  const auto message = [&](const std::map<std::string, std::string>& options) {
    try {
      engine.make<Greeter>("greeter", options);
    } catch (const ConfigError& error) {
      return std::string(error.what());
    }
    return std::string("no error");
  };
  EXPECT_EQ(message({{"greting", "x"}}), "no option is called greting (did you mean greeting?)");
  EXPECT_EQ(message({{"times", "12"}}), "option times is '12' (give a whole number >= 1 and <= 9)");
  EXPECT_EQ(message({{"times", "two"}}), "option times is 'two' (give a whole number >= 1 and <= 9)");
  EXPECT_EQ(message({{"mode", "mute"}}), "option mode is 'mute' (one of: soft, loud)");
}

TEST(Options, HashTellsConfigurationsApart) {
  const auto hash = [](const std::map<std::string, std::string>& given) {
    return Options(greeter_entry().options, given).hash();
  };
  EXPECT_EQ(hash({}), "");
  EXPECT_EQ(Options(greeter_entry().options, {{"times", "1"}}).changed().size(), 0u);
  EXPECT_EQ(Options(greeter_entry().options, {{"times", "2"}}).changed(),
            (std::map<std::string, std::string>{{"times", "2"}}));
  EXPECT_EQ(hash({{"times", "1"}}), "");
  EXPECT_NE(hash({{"times", "2"}}), "");
  EXPECT_NE(hash({{"times", "2"}}), hash({{"times", "3"}}));
}

TEST(Engine, AUsersDataFileReplacesTheCompiledInOne) {
  Engine engine({.data = {{"lexicons/mine.txt", "good\t3\n"}}});
  EXPECT_EQ(engine.data("lexicons/mine.txt"), "good\t3\n");
  EXPECT_EQ(engine.data_names("lexicons/mine"), (std::vector<std::string>{"lexicons/mine.txt"}));
  EXPECT_THROW(engine.data("lexicons/none.txt"), ConfigError);
}

TEST(Engine, AnErrorReadsAsOneLine) {
  const InputError error("speaker is missing", {"call.csv", 3, 7}, "name the column");
  EXPECT_STREQ(error.what(), "call.csv:3:7: speaker is missing (name the column)");
  EXPECT_STREQ(InputError("empty", {"a.txt", 0, 0}).what(), "a.txt: empty");
}

}  // namespace
}  // namespace affect
