#include <gtest/gtest.h>

#include "io/reading.h"

namespace affect::io {
namespace {

using test::error_of;
using test::Lines;
using test::read_text;
using test::Reading;
using test::spoken;

constexpr const char* kMark = "\u200E";

/// The first turn's time, where the file is one message with this stamp.
std::optional<Seconds> time_of(const std::string& stamp) {
  const Reading reading = read_text(stamp + "Anna: hi\n", {}, "chat.txt");
  if (reading.turns.size() != 1 || reading.turns[0].text != "hi" || !reading.turns[0].time) return std::nullopt;
  return reading.turns[0].time->start;
}

/// What is made of one message of an iPhone, of an Android phone.
std::string on_iphone(const std::string& text) {
  return spoken(read_text("[13.05.24, 18:30:01] Anna: " + text + "\n", "whatsapp")).at(0);
}
std::string on_android(const std::string& text) {
  return spoken(read_text("13.05.24, 18:30 - Anna: " + text + "\n", "whatsapp")).at(0);
}

TEST(Whatsapp, ReadsStampsOfAllPhones) {
  const auto minute = parse_iso_time("2018-06-13T13:55");
  const auto second = parse_iso_time("2018-06-13T21:25:15");
  for (const char* stamp :
       {"13/6/18, 1:55 p.m. - ", "13-06-2018, 01.55 PM - ", "13/6/2018 1:55 p. m. - ", "6/13/18, 1:55\u202FPM - ",
        "13/6/18, 1:55 p.\u00A0m. - ", "13.06.18, 13:55 - ", "2018/6/13 \uC624\uD6C4 1:55 - ",
        "18. 6. 13. \uC624\uD6C4 1:55 - ", "2018/6/13 \u4E0B\u53481:55 - ", "13.6.2018 klo 13.55 - ",
        "13/06/2018 \u00E0 13:55 - ", "2018-06-13 13 h 55 - ", "13.06.18, 13:55 \u0447. - ",
        "\u200F\u0661\u0663\u200F/\u0666\u200F/\u0662\u0660\u0661\u0668\u060C \u0661:\u0665\u0665 \u0645 - ",
        "13/06/2561 13:55 - "}) {
    EXPECT_EQ(time_of(stamp), minute) << stamp;
  }
  for (const char* stamp : {"[13.06.18, 21:25:15] ", "[06/13/18 21:25:15] ",
                            "13.06.18 21.25.15: ", "13.6.2018 klo 21.25.15 - ", "[13/6/18 9:25:15 p. m.] ",
                            "[2018/06/13, 21:25:15] ", "\u200E[13.06.18, 21:25:15] ", "[2018-06-13, 21:25:15] "}) {
    EXPECT_EQ(time_of(stamp), second) << stamp;
  }
}

// As Unicode CLDR 48 writes 2024-05-13 15:21 in Akan, Assamese, Breton, Lower Sorbian, Igbo, French of Canada, Korean,
// Luxembourgish, Somali.
TEST(Whatsapp, ReadsStampsOfRarerLocales) {
  for (const char* stamp :
       {"13/5/24, 3:21 ANW - ",
        "\u09E7\u09E9-\u09EB-\u09E8\u09E6\u09E8\u09EA, \u0985\u09AA\u09F0\u09BE\u09B9\u09CD\u09A8 \u09E9.\u09E8\u09E7 "
        "- ",
        "13/05/2024, 03:21 G.M. - ", "13.5.24, 3:21 w\u00F3tp. - ", "13/5/24, 03:21 N\u2019abal\u1ECB - ",
        "[2024-05-13 15 h 21 min 00 s] ", "24. 5. 13., PM 3:21 - ", "24. 5. 13., 15:21 - ",
        "13.05.24, 03:21 nom\u00EBttes - ", "13/05/2024, 03:21 GD - "}) {
    EXPECT_EQ(time_of(stamp), parse_iso_time("2024-05-13T15:21")) << stamp;
  }
}

/// The days of a file whose messages have these dates.
std::vector<std::string> days_of(const std::vector<std::string>& dates, const std::string& time) {
  std::string text;
  for (const std::string& date : dates) text += date + time + "Anna: hi\n";
  std::vector<std::string> days;
  for (const Turn& turn : read_text(text, "whatsapp").turns) {
    days.push_back(turn.time ? format_iso_time(turn.time->start, Clock::Precision::minute, false).substr(0, 10) : "");
  }
  return days;
}

TEST(Whatsapp, ReadsMinutesOfOneDigit) {
  EXPECT_EQ(time_of("13/5/2024, 9:5 - "), parse_iso_time("2024-05-13T09:05")) << "Yoruba";
}

TEST(Whatsapp, TellsAShortYearInFront) {
  const Lines two{"2024-03-05", "2024-03-10"};
  EXPECT_EQ(days_of({"24/3/5", "24/3/10"}, ", 15:21 - "), two) << "Basque";
  EXPECT_EQ(days_of({"24. 3. 5.", "24. 3. 10."}, ", 15:21 - "), two) << "Korean";
  EXPECT_EQ(
      days_of({"\u0968\u096A/\u0969/\u096B", "\u0968\u096A/\u0969/\u0967\u0966"}, ", \u0967\u096B:\u0968\u0967 - "),
      two)
      << "Nepali";
  EXPECT_EQ(days_of({"24/3/10"}, ", \u4E0B\u53483:21 - "), Lines{"2024-03-10"}) << "Chinese, by its words";
  EXPECT_EQ(days_of({"10/03/24"}, ", \u4E0B\u53483:21 - "), Lines{"2024-03-10"}) << "of Singapore, who pad";
  EXPECT_EQ(days_of({"24/3/5"}, ", 15:21 - "), Lines{"2024-03-05"}) << "2005 is before there was such a chat";
  EXPECT_EQ(days_of({"25/04/24", "26/04/24", "27/04/24"}, ", 15:21 - "),
            (Lines{"2024-04-25", "2024-04-26", "2024-04-27"}));
  EXPECT_EQ(days_of({"03/05/24"}, ", 3:21 PM - "), Lines{"2024-05-03"}) << "Americans write no zeros";
  EXPECT_EQ(days_of({"3/5/24"}, ", 3:21 PM - "), Lines{"2024-03-05"});
}

TEST(Whatsapp, TellsAShortYearByTheLanguageOfTheFile) {
  const auto reading = read_text("24/10/11, 15:21 - \u738B: \u4F60\u597D\u55CE\n", "whatsapp");
  ASSERT_EQ(reading.turns.size(), 1u);
  EXPECT_EQ(reading.turns[0].time->start, parse_iso_time("2024-10-11T15:21"));
  EXPECT_EQ(reading.diagnostics.count("date_order"), 1u);
}

TEST(Whatsapp, TakesNoNoticeForASpeaker) {
  for (const char* notice :
       {"Anna changed the group description to: be kind", "Anna changed this group's settings to allow: all",
        "Messages and calls are end-to-end encrypted. Learn more: tap", "You changed the subject to: Rome",
        "Anna hat die Gruppenbeschreibung ge\u00E4ndert: lieb", "Anna a modifi\u00E9 la description du groupe : x",
        "Anna cambi\u00F3 la descripci\u00F3n del grupo: x", "Anna ha cambiato la descrizione del gruppo: x",
        "Anna heeft de groepsbeschrijving gewijzigd: x",
        "\u0410\u043D\u043D\u0430 \u0438\u0437\u043C\u0435\u043D\u0438\u043B(\u0430) "
        "\u043E\u043F\u0438\u0441\u0430\u043D\u0438\u0435 \u0433\u0440\u0443\u043F\u043F\u044B: x",
        "Anna grup a\u00E7\u0131klamas\u0131n\u0131 de\u011Fi\u015Ftirdi: x"}) {
    EXPECT_EQ(spoken(read_text(std::string("13/05/24, 18:30 - ") + notice + "\n", "whatsapp")), Lines{": [system]"})
        << notice;
  }
  EXPECT_EQ(on_iphone(kMark + std::string("Anna changed the group description to:\nbe kind")), ": [system]");
}

TEST(Whatsapp, CountsEveryLineItLeavesOut) {
  const auto reading = read_text(
      "13/05/24, 18:30 - Anna added Ben\na stray line\n"
      "13/05/24, 18:31 - Anna: hi\n13/05/24, 1x:32 - Ben: ho\nmore\n"
      "13/05/24, 25:33 - Ben: lost\nlost too\n13/05/24, 18:34 - Anna: so\n");
  EXPECT_EQ(spoken(reading), (Lines{": [system]", "Anna: hi\n13/05/24, 1x:32 - Ben: ho\nmore", "Anna: so"}));
  EXPECT_EQ(reading.diagnostics.count("notice_line"), 1u);
  EXPECT_EQ(reading.diagnostics.count("damaged_stamp"), 1u);
  EXPECT_EQ(reading.diagnostics.count("lost_line"), 1u);
  EXPECT_EQ(reading.ledger.read_count(), 6u);
  EXPECT_TRUE(reading.ledger.balances());
}

TEST(Whatsapp, KnowsMidnightAndNoon) {
  EXPECT_EQ(time_of("5/13/24, 12:01 AM - "), parse_iso_time("2024-05-13T00:01"));
  EXPECT_EQ(time_of("5/13/24, 12:01 PM - "), parse_iso_time("2024-05-13T12:01"));
}

TEST(Whatsapp, IsFoundByContentAlone) {
  const auto reading = read_text("13/05/24, 18:30 - Anna: hi\n", {}, "notes.csv");
  ASSERT_EQ(reading.turns.size(), 1u);
  EXPECT_EQ(std::get<Media>(reading.records[1].body).format, "whatsapp");
}

TEST(Whatsapp, JoinsTheLinesOfAMessage) {
  EXPECT_EQ(spoken(read_text("13/05/24, 18:30 - Anna: one\n two\n\nthree: four\n13/05/24, 18:31 - Ben:\nfive\n")),
            (Lines{"Anna: one\n two\n\nthree: four", "Ben: five"}));
}

TEST(Whatsapp, BelievesOnlyTheFilesOwnStamps) {
  const auto reading = read_text(
      "13/05/24, 18:30 - Anna: she wrote\n[13.05.24, 18:31:02] Ben: so\nat 13/05/24, 18:31 - no\n"
      "13/05/24, 18:32 - Ben: yes\n");
  EXPECT_EQ(spoken(reading),
            (Lines{"Anna: she wrote\n[13.05.24, 18:31:02] Ben: so\nat 13/05/24, 18:31 - no", "Ben: yes"}));
  EXPECT_EQ(reading.diagnostics.count("stamp_in_text"), 1u);
}

TEST(Whatsapp, TellsNamesFromSystemLines) {
  const auto reading = read_text(
      "13/05/24, 18:30 - Anna created group \"Rome: the trip\"\n"
      "13/05/24, 18:31 - Ben left\n"
      "13/05/24, 18:32 - \u202A+49 151\u00A023456\u202C: hi\n"
      "13/05/24, 18:33 - ~\u202FSam: ho\n"
      "13/05/24, 18:34 - Dr: Who: one\n"
      "13/05/24, 18:35 - Dr: Who: two: three\n"
      "13/05/24, 18:36 - Ben (:: ok\n");
  EXPECT_EQ(spoken(reading), (Lines{": [system]", ": [system]", "+49 151 23456: hi", "~ Sam: ho", "Dr: Who: one",
                                    "Dr: Who: two: three", "Ben (:: ok"}));
  EXPECT_EQ(reading.turns[4].speaker, "Dr: Who");
  EXPECT_EQ(reading.turns[6].speaker, "Ben (:");
}

TEST(Whatsapp, KnowsMedia) {
  for (const char* text :
       {"<Media omitted>", "<Medien ausgeschlossen>", "<M\u00E9dias omis>", "IMG-20240513-WA0003.jpg (file attached)",
        "plan.pdf (Datei angeh\u00E4ngt)", "IMG-20240513-WA0003.jpg (in no language)", "null",
        "location: https://maps.google.com/?q=52.5,13.4"}) {
    EXPECT_EQ(on_android(text), "Anna: [media]") << text;
  }
  for (const std::string text :
       {"image omitted", "\u200Eimage omitted", "\u200EImage omitted", "<image omitted>", "\u200EBild weggelassen",
        "\u200E<attached: 00000012-PHOTO-2024-05-13-18-30-01.jpg>", "\u200E<angeh\u00E4ngt: 00000012-a.pdf>",
        "plan.pdf \u2022 \u200E2 pages \u200Edocument omitted",
        "\u200ELocation: https://maps.google.com/?q=52.5,13.4"}) {
    EXPECT_EQ(on_iphone(text), "Anna: [media]") << text;
  }
}

TEST(Whatsapp, KeepsCaptions) {
  EXPECT_EQ(on_android("IMG-20240513-WA0003.jpg (file attached)\nthe lake"), "Anna: the lake");
  EXPECT_EQ(on_android("<Media omitted>\nthe lake"), "Anna: the lake");
  EXPECT_EQ(on_iphone("the lake \u200Eimage omitted"), "Anna: the lake");
  EXPECT_EQ(on_iphone("the lake\n\u200E<attached: 00000012-PHOTO-2024-05-13-18-30-01.jpg>"), "Anna: the lake");
}

TEST(Whatsapp, KeepsWordsThatOnlyLookLikeTheApps) {
  for (const char* text : {"the image omitted the tree", "<3", "a <b>", "(file attached)", "see a.pdf (new)",
                           "this message was deleted by mistake", "null and void"}) {
    EXPECT_EQ(on_android(text), std::string("Anna: ") + text) << text;
  }
}

TEST(Whatsapp, KnowsDeletedMessagesAndNotices) {
  for (const char* text : {"This message was deleted", "You deleted this message.",
                           "Diese Nachricht wurde gel\u00F6scht.", "This message was deleted by admin Ben."}) {
    EXPECT_EQ(on_android(text), "Anna: [deleted]") << text;
  }
  EXPECT_EQ(on_iphone(kMark + std::string("Messages and calls are end-to-end encrypted.")), ": [system]");
  EXPECT_EQ(on_iphone(kMark + std::string("Missed voice call. \u200ETap to call back")), ": [system]");
  EXPECT_EQ(on_iphone(kMark + std::string("POLL:\nTea?\n\u200EOPTION: yes (\u200E1 vote)")),
            "Anna: POLL:\nTea?\nOPTION: yes (1 vote)");
}

TEST(Whatsapp, MarksStickersAndEdits) {
  const auto reading = read_text(
      "[13.05.24, 18:30:01] Anna: \u200Esticker omitted\n"
      "[13.05.24, 18:30:02] Ben: hm \u200E<This message was edited>\n"
      "[13.05.24, 18:30:03] Ben: \u200E<attached: 00000013-STICKER-2024-05-13-18-30-03.webp>\n"
      "[13.05.24, 18:30:04] Ben: hm <in no list>\n");
  EXPECT_EQ(spoken(reading), (Lines{"Anna: [media]", "Ben: hm", "Ben: [media]", "Ben: hm <in no list>"}));
  std::vector<std::string> found;
  for (const Occurrence& occurrence : reading.occurrences) {
    found.push_back(occurrence.type + " " + occurrence.subject + " " + std::to_string(occurrence.turn.value_or(-1)));
  }
  EXPECT_EQ(found, (Lines{"sticker Anna 0", "edit Ben 1", "sticker Ben 2"}));
}

TEST(Whatsapp, DropsMarksThatOnlySayHowToDraw) {
  EXPECT_EQ(on_iphone("hi @\u2068Ben\u2069\u200F!"), "Anna: hi @Ben!");
  EXPECT_EQ(on_iphone("\U0001F468\u200D\U0001F469"), "Anna: \U0001F468\u200D\U0001F469");
}

TEST(Whatsapp, CountsWhatStandsBeforeTheFirstMessage) {
  const auto reading = read_text("Exported chat\n\n13/05/24, 18:30 - Anna: hi\n");
  EXPECT_EQ(spoken(reading), (Lines{"Anna: hi"}));
  EXPECT_EQ(reading.diagnostics.count("before_first"), 1u);
}

TEST(Whatsapp, NamesTheChatAfterItsFile) {
  EXPECT_EQ(read_text("13/05/24, 18:30 - Anna: hi\n", {}, "WhatsApp Chat with Anna.txt").episodes[0].title, "Anna");
  EXPECT_EQ(read_text("13/05/24, 18:30 - Anna: hi\n", {}, "_chat.txt").episodes[0].title, "");
}

TEST(Whatsapp, FaultsNameTheirPlace) {
  const std::string first = "13/05/24, 18:30 - Anna: hi\n";
  EXPECT_EQ(error_of(first + "05/13/24, 18:31 - Ben: ho\n", {}, "chat.txt"),
            "chat.txt:2:1: 05/13/24 is no date in the order of the dates before it "
            "(say how dates are written: --date-order dmy, mdy or ymd)");
  EXPECT_EQ(error_of(first + "13/05/24, 25:31 - Ben: ho\n", {}, "chat.txt"),
            "chat.txt:2:1: a message has no possible time of day (hours end at 23, minutes at 59)");
  EXPECT_EQ(error_of("12/2/1403, 18:31 - Ben: ho\n", {}, "chat.txt"),
            "chat.txt:1:1: 12/02/1403 is a date of another calendar "
            "(export the chat from a phone that is set to the Gregorian calendar)");
  EXPECT_NE(error_of("hello\n", "whatsapp", "chat.txt").find("has no message"), std::string::npos);
}

TEST(Whatsapp, GoesOnBehindAFault) {
  const auto reading =
      read_text("13/05/24, 18:30 - Anna: hi\n13/05/24, 25:31 - Ben: ho\nmore of it\n13/05/24, 18:32 - Anna: so\n");
  EXPECT_EQ(spoken(reading), (Lines{"Anna: hi", "Anna: so"}));
  ASSERT_EQ(reading.rejects.size(), 1u);
  EXPECT_EQ(reading.rejects[0].raw, "13/05/24, 25:31 - Ben: ho");
}

TEST(Whatsapp, BoundsAMessage) {
  std::string text = "13/05/24, 18:30 - Anna: hi\n";
  for (int i = 0; i < 2000; ++i) text += std::string(1000, 'a') + "\n";
  const auto reading = read_text(text + "13/05/24, 18:31 - Ben: ho\n");
  EXPECT_EQ(spoken(reading), (Lines{"Ben: ho"}));
  ASSERT_EQ(reading.rejects.size(), 1u);
  EXPECT_EQ(reading.rejects[0].what, "a message is longer than 1 MiB");
  EXPECT_EQ(reading.rejects[0].place.line, 1u);
}

}  // namespace
}  // namespace affect::io
