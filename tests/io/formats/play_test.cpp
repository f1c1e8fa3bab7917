#include <gtest/gtest.h>

#include "io/reading.h"

namespace affect::io {
namespace {

using test::error_of;
using test::Lines;
using test::read_text;
using test::spoken;

TEST(Play, ReadsNamesInCapitals) {
  EXPECT_EQ(spoken(read_text(
                "ACT I\n\nANN. Hi.\n\nMRS. GREEN.\nHo\nha.\n\nANN (aside): So.\nMRS. GREEN [rising]. No. Yes.\n")),
            (Lines{"ANN: Hi.", "MRS. GREEN: Ho\nha.", "ANN: So.", "MRS. GREEN: No. Yes."}));
}

TEST(Play, KeepsScenesAsOccurrences) {
  const auto reading = read_text("ACT I\nSCENE I. A hall.\n\nANN. Hi.\n\nSCENE II. A wood.\n\nBEN. Ho.\n\nANN. So.\n");
  ASSERT_EQ(reading.occurrences.size(), 2u);
  EXPECT_EQ(reading.occurrences[1].type, "scene");
  EXPECT_EQ(reading.occurrences[1].turn, 1);
  EXPECT_EQ(reading.occurrences[1].attributes.at("title"), "SCENE II. A wood.");
  EXPECT_EQ(reading.occurrences[1].attributes.at("act"), "ACT I");
}

TEST(Play, DirectionsAreEventsOrLeftOut) {
  const auto reading = read_text(
      "SCENE I.\n\nEnter ANN and\nBEN.\n\nANN. Hi [_waves\nlong_] Ben, _my_ (dear) friend.\n\n[Exit.]\n\nShe is "
      "gone.\n\nBEN. Ho.\n\nANN. A.\n");
  EXPECT_EQ(spoken(reading), (Lines{": [system]", "ANN: Hi Ben, my (dear) friend.", ": [system]", "ANN: She is gone.",
                                    "BEN: Ho.", "ANN: A."}));
  EXPECT_EQ(reading.diagnostics.count("stage_direction"), 2u);
  EXPECT_EQ(reading.diagnostics.count("direction_in_speech"), 1u);
}

TEST(Play, ATranscriptStaysOne) {
  for (const char* text : {"ANN: hi\nBEN: ho\nANN: so\n", "Ann: hi\n\nBen: ho\n"}) {
    const auto reading = read_text(text, {}, "talk.txt");
    EXPECT_EQ(std::get<Media>(reading.records[1].body).format, "transcript") << text;
  }
}

TEST(Play, SaysWhenNobodySpeaks) {
  const std::string error = error_of("ACT I\n\nIt rains.\n", "play", "a.txt");
  EXPECT_NE(error.find("a.txt:1: nobody speaks"), std::string::npos) << error;
}

}  // namespace
}  // namespace affect::io
