#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "io/html_text.h"
#include "io/mail_quotes.h"
#include "io/reading.h"
#include "support/place.h"

namespace affect::io {
namespace {

using test::error_of;
using test::Lines;
using test::read_text;
using test::spoken;

std::string mail_from(std::string_view who, int number, std::string_view body) {
  return fmt::format(
      "From {0}@example.org Wed May  1 18:30:{1:02} 2024\nFrom: {0} <{0}@Example.org>\nDate: Wed, 1 May 2024 "
      "18:30:{1:02} "
      "+0200\nMessage-ID: <{1}@example.org>\nSubject: s\n\n{2}\n\n",
      who, number, body);
}

TEST(OwnText, LeavesOutQuotesAndSignatures) {
  EXPECT_EQ(own_text("yes\n\n> no\n> maybe\nand more\n-- \nAnn\n").text, "yes\n\nand more");
  for (const char* quote : {"On Wed, 1 May 2024 at 18:30, Ann <a@example.org> wrote:\n> hi\n",
                            "On 5/1/24 6:30 PM, Ann wrote:\n\nhi\n", "Am 01.05.24 um 18:30 schrieb Ann:\n> hi\n",
                            "Le mer. 1 mai 2024 \xC3\xA0 18:30, Ann <a@example.org> a \xC3\xA9"
                            "crit :\n> hi\n",
                            "El mi\xC3\xA9, 1 may 2024 a las 18:30, Ann\n(<a@example.org>) escribi\xC3\xB3:\n> hi\n",
                            "Den ons 1 maj 2024 kl 18:30 skrev Eva <e@example.org>:\n> hi\n",
                            "2024\xE5\xB9\xB4"
                            "5\xE6\x9C\x88"
                            "1\xE6\x97\xA5 18:30 \xE8\x8A\xB1 <h@example.org>:\n\n> hi\n",
                            "-----Original Message-----\nhi\n", "-----Urspr\xC3\xBCngliche Nachricht-----\nhi\n",
                            "________________________________\nFrom: Ann\nSent: Wednesday\nTo: Ben\nSubject: x\n\nhi\n",
                            "*Von:* Ann\n*Gesendet:* Mittwoch\n*An:* Ben\n*Betreff:* x\n\nhi\n"}) {
    const OwnText own = own_text(std::string("yes\n\n") + quote);
    EXPECT_EQ(own.text, "yes") << quote;
    EXPECT_TRUE(own.has_quote) << quote;
  }
  EXPECT_EQ(own_text("On Monday he wrote:\nI come home.\n").text, "On Monday he wrote:\nI come home.");
  EXPECT_EQ(own_text("Write by May 1 to <a@example.org>:\nthey know.\n").text,
            "Write by May 1 to <a@example.org>:\nthey know.");
  EXPECT_EQ(own_text("From: the garden\nwith love\n").text, "From: the garden\nwith love");
}

TEST(OwnText, LeavesOutWhatDevicesAndListsAdd) {
  for (const char* below :
       {"Sent from my iPhone\n", "Sent from my iPhone\n\n> hi\n",
        "Von meinem iPhone gesendet\n\nAm 01.05.24 schrieb Ann:\n> hi\n", "Envoy\u00E9 de mon iPhone\n",
        "\u041E\u0442\u043F\u0440\u0430\u0432\u043B\u0435\u043D\u043E \u0441 iPhone\n",
        "Get Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: Ann\nSent: May\nTo: Ben\n",
        "_______________________________________________\nGarden mailing list\nGarden@example.org\n",
        "To unsubscribe from this list: send the line \"unsubscribe\"\n"}) {
    const OwnText own = own_text(std::string("yes\n\n") + below);
    EXPECT_EQ(own.text, "yes") << below;
    EXPECT_TRUE(own.has_signature) << below;
  }
  EXPECT_EQ(own_text("Sent from my iPhone\nis what it says.\n").text, "Sent from my iPhone\nis what it says.");
  EXPECT_EQ(own_text("a\n----------\nb\n").text, "a\n----------\nb");
}

TEST(OwnText, KnowsWhoWroteInMoreLanguages) {
  for (const char* above :
       {"Den 1. maj 2024 kl. 18.30 skrev Eva:", "W dniu 1.05.2024 o 18:30, Ann pisze:", "Dne 1. 5. 2024 napsal Jan:",
        "1 \u043C\u0430\u044F 2024, 18:30, \u0410\u043D\u043D\u0430 \u043D\u0430\u043F\u0438\u0441\u0430\u043B\u0430:",
        "Ann kirjoitti 1.5.2024:", "Ann, 1 May 2024 tarihinde \u015Funu yazd\u0131:",
        "\u5728 2024\u5E745\u67081\u65E5\uFF0CAnn \u5199\u9053\uFF1A"}) {
    EXPECT_EQ(own_text(std::string("yes\n\n") + above + "\n> hi\n").text, "yes") << above;
  }
}

TEST(HtmlText, KeepsWordsAndNothingElse) {
  const auto plain = [](std::string_view html) {
    std::string out;
    append_html_text(html, out);
    return out;
  };
  EXPECT_EQ(plain("<p>a  b<br>c &amp; d&#39;s &#x1F331;</p>"), "a b\nc & d's \xF0\x9F\x8C\xB1\n\n");
  EXPECT_EQ(plain("x<script>alert('<p>')</script><!-- y --><style>p{}</style>z"), "xz\n");
  EXPECT_EQ(plain("new<blockquote>old<blockquote>older</blockquote></blockquote>"), "new\n> old\n> older\n");
  EXPECT_EQ(plain("1 < 2 &unknown; <a href=\"x>y\">link"), "1 < 2 &unknown; link\n");
}

TEST(Mbox, ReadsWhatPeopleNewlyWrote) {
  const auto reading =
      read_text(mail_from("ann", 1, "hi\n>From the start") + mail_from("ben", 2, "> hi\nho\n-- \nBen"));
  EXPECT_EQ(spoken(reading), (Lines{"ann: hi\nFrom the start", "ben: ho"}));
  EXPECT_EQ(reading.episodes.front().clock.zone, "+02:00");
  EXPECT_DOUBLE_EQ(reading.turns[0].time->start, *parse_iso_time("2024-05-01T16:30:01Z"));
  EXPECT_EQ(reading.turns[1].id, "2@example.org");
  EXPECT_EQ(reading.diagnostics.count("quote_left_out"), 1u);
  EXPECT_EQ(reading.diagnostics.count("signature_left_out"), 1u);
}

TEST(Mbox, FewFieldsAreAMailAndNobodySpeaksInThem) {
  for (const std::string head :
       {"From: ann@example.org\nSubject: garden\nContent-Type: text/plain\n",
        "Subject: garden\nContent-Type: text/plain\n", "Subject: garden\nX-Mailer: Post 1\n",
        "Content-Type: text/plain\n", "MIME-Version: 1.0\nContent-Type: text/plain;\n charset=utf-8\n",
        "From: ann@example.org\nTo: ben@example.org\nSubject: garden\n"}) {
    const auto reading = read_text(head + "\nShall we plant beans?\n");
    ASSERT_EQ(reading.turns.size(), 1u) << head;
    EXPECT_EQ(reading.turns[0].text, "Shall we plant beans?") << head;
  }
  EXPECT_EQ(read_text("Ann: hi\nBen: ho\nAnn: From: here\n").turns.size(), 3u);
}

TEST(Mbox, ProseThatBeginsWithFromIsNoMail) {
  EXPECT_EQ(spoken(read_text(mail_from("ann", 1, "From here on\nFrom 10:30 to 11:00"))),
            (Lines{"ann: From here on\nFrom 10:30 to 11:00"}));
}

TEST(Mbox, HostileMailsNeitherCrashNorHang) {
  std::string nested = "From: a@b\nDate: x\nSubject: s\nMessage-ID: <1>\n";
  for (int i = 0; i < 100000; ++i) nested += fmt::format("Content-Type: multipart/mixed; boundary=b{0}\n\n--b{0}\n", i);
  EXPECT_NE(error_of(nested, "mbox", "a.mbox").find("a.mbox:1: a mail has too many parts"), std::string::npos);
  const auto left_out = read_text(nested + "\n" + mail_from("ann", 1, "hi"), "mbox");
  EXPECT_EQ(spoken(left_out), (Lines{"ann: hi"}));
  EXPECT_TRUE(left_out.ledger.balances());
  std::string fields = "From: a@b\n";
  for (int i = 0; i < 200000; ++i) fields += "X-A: b\n";
  const std::string error = error_of(fields, "mbox", "a.mbox");
  EXPECT_NE(error.find("a.mbox:1: the header of a mail is longer than 1 MiB"), std::string::npos) << error;
  const auto reading = read_text("From: a@b\nContent-Transfer-Encoding: base64\n\nSGk!!!=\n===\n", "mbox");
  EXPECT_EQ(reading.turns.size(), 1u);
  EXPECT_NE(error_of("\n\n", "mbox", "a.mbox").find("has no mail"), std::string::npos);
}

TEST(Mbox, CountsTheMailsOfPython) {
  ASSERT_EQ(std::system("python3 -c pass >/dev/null 2>&1"), 0) << "needs python3, which ./check installs";
  const auto path = (std::filesystem::path(testing::TempDir()) / "mbox_test.mbox").string();
  std::string folder;
  for (int i = 0; i < 50; ++i) {
    folder += mail_from(i % 3 == 0 ? "ann" : "ben", i, fmt::format("line {}\n>From x\n\n> quoted\n", i));
  }
  std::ofstream(path, std::ios::binary) << folder;
  FILE* pipe =
      popen(fmt::format("python3 '{}/tools/peers/mbox_reference.py' '{}'", test::source_dir(), path).c_str(), "r");
  ASSERT_NE(pipe, nullptr);
  std::string theirs;
  std::array<char, 4096> block;
  while (const auto size = std::fread(block.data(), 1, block.size(), pipe)) theirs.append(block.data(), size);
  ASSERT_EQ(pclose(pipe), 0);
  std::string ours;
  for (const Turn& turn : read_text(folder).turns) {
    ours += fmt::format("{}\t{}@example.org\t{:.0f}\n", turn.id, turn.speaker, turn.time->start);
  }
  EXPECT_EQ(ours, theirs);
}

}  // namespace
}  // namespace affect::io
