#include "affect/io/json_document.h"

#include <string>

#include <gtest/gtest.h>

#include "affect/error.h"

namespace affect::io {
namespace {

TEST(JsonDocument, ReadsEveryKind) {
  const JsonDocument value = read_json_document(R"({"a":[1,2.5,"x"],"b":true,"c":null,"d":{"e":"ü"}})", "f.json");
  EXPECT_EQ(value.at("a").items().size(), 3u);
  EXPECT_DOUBLE_EQ(value.at("a").items()[1].number(), 2.5);
  EXPECT_TRUE(value.at("b").flag());
  EXPECT_EQ(value.find("c"), nullptr);
  EXPECT_EQ(value.find("absent"), nullptr);
  EXPECT_EQ(value.at("d").at("e").text(), "ü");
}

std::string message_of(std::string_view text, void (*use)(const JsonDocument&)) {
  try {
    use(read_json_document(text, "f.json"));
  } catch (const InputError& error) {
    return error.what();
  }
  return "nothing thrown";
}

TEST(JsonDocument, SaysWhereTheShapeIsAnother) {
  EXPECT_NE(message_of(R"({"a":[{"n":"1"}]})", [](const JsonDocument& v) { v.at("a").items()[0].at("n").number(); })
                .find("\"a[0].n\" is not a number"),
            std::string::npos);
  EXPECT_NE(message_of("{}", [](const JsonDocument& v) { v.at("missing"); }).find("has no \"missing\""),
            std::string::npos);
  EXPECT_NE(message_of("[1,", [](const JsonDocument&) {}).find("not JSON"), std::string::npos);
  const std::string deep = std::string(100, '[') + std::string(100, ']');
  EXPECT_NE(message_of(deep, [](const JsonDocument&) {}).find("deeper"), std::string::npos);
}

}  // namespace
}  // namespace affect::io
