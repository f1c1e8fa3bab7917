#include "io/flowed_text.h"

#include <gtest/gtest.h>

namespace affect::io {
namespace {

// The rules and their examples: RFC 3676, 4.1 to 4.5.
TEST(FlowedText, JoinsWhatEndsInABlank) {
  EXPECT_EQ(joined_flowed_text("beans this \nyear, \nor peas?\nYes\n", false), "beans this year, or peas?\nYes\n");
  EXPECT_EQ(joined_flowed_text("bean \ns\n", true), "beans\n");
  EXPECT_EQ(joined_flowed_text("to the end \n", false), "to the end \n");
}

TEST(FlowedText, KeepsQuotesApart) {
  EXPECT_EQ(joined_flowed_text("> one \n> two\n>> deeper \nown \n> again\n", false),
            "> one two\n>> deeper \nown \n> again\n");
}

TEST(FlowedText, TakesStuffingAwayAndKeepsSignatures) {
  EXPECT_EQ(joined_flowed_text(" From here\n  two\n", false), "From here\n two\n");
  EXPECT_EQ(joined_flowed_text("bye \n-- \nAnn\n", false), "bye \n-- \nAnn\n");
}

}  // namespace
}  // namespace affect::io
