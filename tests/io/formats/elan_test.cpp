#include <gtest/gtest.h>

#include "io/reading.h"

namespace affect::io {
namespace {

using test::error_of;
using test::Lines;
using test::read_text;
using test::spoken;

std::string document(std::string_view inside) {
  return "<?xml version=\"1.0\"?>\n<ANNOTATION_DOCUMENT FORMAT=\"3.0\">\n" + std::string(inside) +
         "</ANNOTATION_DOCUMENT>\n";
}
std::string slots(const std::vector<std::string>& times) {
  std::string text = "<TIME_ORDER>";
  for (std::size_t i = 0; i < times.size(); ++i) {
    text += "<TIME_SLOT TIME_SLOT_ID=\"t" + std::to_string(i) + "\"";
    if (!times[i].empty()) text += " TIME_VALUE=\"" + times[i] + "\"";
    text += "/>";
  }
  return text + "</TIME_ORDER>\n";
}
std::string aligned(std::string id, std::string from, std::string to, std::string value) {
  return "<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"" + id + "\" TIME_SLOT_REF1=\"" + from +
         "\" TIME_SLOT_REF2=\"" + to + "\"><ANNOTATION_VALUE>" + value +
         "</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>\n";
}
std::string refers(std::string id, std::string to, std::string value) {
  return "<ANNOTATION><REF_ANNOTATION ANNOTATION_ID=\"" + id + "\" ANNOTATION_REF=\"" + to + "\"><ANNOTATION_VALUE>" +
         value + "</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>\n";
}
std::string tier(std::string id, std::string parent, std::string inside) {
  return "<TIER TIER_ID=\"" + id + "\"" + (parent.empty() ? "" : " PARENT_REF=\"" + parent + "\"") + ">\n" + inside +
         "</TIER>\n";
}

TEST(Elan, SortsTurnsOfAllTiersByTime) {
  const auto reading =
      read_text(document(slots({"0", "1000", "2000", "3000"}) + tier("A", "", aligned("a1", "t2", "t3", "third")) +
                         tier("B", "", aligned("a2", "t0", "t1", "first") + aligned("a3", "t1", "t2", "second"))));
  EXPECT_EQ(spoken(reading), (Lines{"B: first", "B: second", "A: third"}));
  EXPECT_DOUBLE_EQ(reading.turns[2].time->end, 3);
  EXPECT_EQ(reading.turns[0].id, "a2");
  EXPECT_EQ(reading.ledger.kept(), 3u);
}

TEST(Elan, SlotsWithoutATimeLieBetweenTheirNeighbours) {
  const auto reading =
      read_text(document(slots({"0", "", "", "3000", ""}) + tier("A", "", aligned("a1", "t0", "t3", "x")) +
                         tier("P", "A", aligned("a2", "t1", "t2", "y") + aligned("a3", "t3", "t4", "z"))));
  ASSERT_EQ(reading.occurrences.size(), 2u);
  EXPECT_DOUBLE_EQ(reading.occurrences[0].time->start, 1);
  EXPECT_DOUBLE_EQ(reading.occurrences[0].time->end, 2);
  EXPECT_EQ(reading.occurrences[0].turn, 0);
  EXPECT_EQ(reading.diagnostics.count("time_slot"), 1u);
  EXPECT_EQ(reading.diagnostics.count("no_time"), 1u);
}

TEST(Elan, FollowsReferencesToTheTurn) {
  const auto reading =
      read_text(document(slots({"0", "1000"}) + tier("A", "", aligned("a1", "t0", "t1", "words here")) +
                         tier("C", "B", refers("a3", "a2", "deep")) + tier("B", "A", refers("a2", "a1", "mid"))));
  ASSERT_EQ(reading.occurrences.size(), 2u);
  EXPECT_EQ(reading.occurrences[0].turn, 0);
  EXPECT_EQ(reading.occurrences[0].subject, "A");
  EXPECT_EQ(reading.occurrences[0].attributes.at("value"), "deep");
  EXPECT_EQ(reading.occurrences[1].turn, 0);
}

TEST(Elan, CirclesEnd) {
  const auto reading = read_text(document(
      slots({"0", "1000"}) + tier("S", "", aligned("a0", "t0", "t1", "hi")) + tier("A", "B", refers("a1", "a2", "x")) +
      tier("B", "A", refers("a2", "a1", "y")) + tier("C", "C", refers("a3", "a3", "z")) +
      tier("D", "S", refers("a4", "a5", "u") + refers("a5", "a4", "v"))));
  EXPECT_EQ(reading.diagnostics.count("cyclic_parent"), 2u);
  EXPECT_GE(reading.diagnostics.count("dangling_reference"), 1u);
  EXPECT_TRUE(reading.ledger.balances());
  EXPECT_EQ(reading.ledger.kept(), 6u);
}

TEST(Elan, FaultsHavePlaces) {
  const std::string text =
      document(slots({"0", "1000", "-5"}) +
               tier("A", "", aligned("a1", "t1", "t0", "back") + "<ANNOTATION/>\n" + aligned("a2", "t0", "t1", "on")));
  EXPECT_EQ(error_of(text, {}, "a.eaf"),
            "a.eaf:3:107: TIME_VALUE is not a whole number from 0 on (it counts milliseconds of the recording)");
  const auto reading = read_text(text);
  EXPECT_EQ(spoken(reading), (Lines{"A: on"}));
  ASSERT_EQ(reading.rejects.size(), 3u);
  EXPECT_EQ(reading.rejects[1].what, "annotation ends before it begins");
  EXPECT_EQ(reading.rejects[1].place.to_string(), "memory:5:14");
  EXPECT_EQ(reading.rejects[2].place.to_string(), "memory:6:2");
  EXPECT_TRUE(reading.ledger.balances());
}

TEST(Elan, WithoutAnnotationsIsAnError) {
  EXPECT_EQ(error_of(document(""), {}, "a.eaf"), "a.eaf:2:2: holds no annotation (is it the file that was meant?)");
  EXPECT_NE(error_of("<a/>", "elan").find("is not ELAN"), std::string::npos);
}

}  // namespace
}  // namespace affect::io
