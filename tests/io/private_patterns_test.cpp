#include "io/private_patterns.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace affect::io {
namespace {

std::vector<std::string> found(std::string_view text) {
  constexpr std::string_view kNames[] = {"mail", "link", "handle", "phone", "number"};
  std::vector<std::string> all;
  for (const PrivateSpan& span : find_private(text)) {
    all.push_back(std::string(kNames[static_cast<int>(span.kind)]) + " " +
                  std::string(text.substr(span.begin, span.end - span.begin)));
  }
  return all;
}

using Found = std::vector<std::string>;

TEST(PrivatePatterns, MailAddresses) {
  EXPECT_EQ(found("write to mara.lind@example.org, please"), Found{"mail mara.lind@example.org"});
  EXPECT_EQ(found("<Mara.Lind+x@Mail.Example.co.uk>."), Found{"mail Mara.Lind+x@Mail.Example.co.uk"});
  EXPECT_EQ(found("mailto:jürgen@müller.example"), Found{"mail jürgen@müller.example"});
  EXPECT_EQ(found("mara%40example.org"), Found{"mail mara%40example.org"});
  EXPECT_EQ(found("почта: анна@пример.рф."), Found{"mail анна@пример.рф"});
  EXPECT_EQ(found("a@b.org;c@d.org"), (Found{"mail a@b.org", "mail c@d.org"}));
}

TEST(PrivatePatterns, Links) {
  EXPECT_EQ(found("see https://example.org/a?b=c#d."), Found{"link https://example.org/a?b=c#d"});
  EXPECT_EQ(found("(www.Example.org/me)"), Found{"link www.Example.org/me"});
  EXPECT_EQ(found("my page mara-lind.de is new"), Found{"link mara-lind.de"});
  EXPECT_EQ(found("wa.me/491701234567"), Found{"link wa.me/491701234567"});
  EXPECT_EQ(found("看https://example.cn/a，好"), Found{"link https://example.cn/a"});
  EXPECT_EQ(found("it.is so.good e.g. this, file.txt and/or U.S.A. Wait...what"), Found{});
}

TEST(PrivatePatterns, Handles) {
  EXPECT_EQ(found("thanks @mara_l!"), Found{"handle @mara_l"});
  EXPECT_EQ(found("@everyone meet @ 5"), Found{});
}

TEST(PrivatePatterns, PhonesOfManyCountries) {
  for (const std::string phone : {"+49 170 1234567",    "0170 1234567",
                                  "0170/1234567",       "(030) 123 4567",
                                  "+49 (0) 30 123456",  "+1-202-555-0143",
                                  "(202) 555-0143",     "202.555.0143",
                                  "555-0143",           "06 12 34 56 78",
                                  "06-12-34-56-78",     "06.12.34.56.78",
                                  "+44 20 7946 0958",   "020 7946 0958",
                                  "+7 (912) 345-67-89", "+91 98765 43210",
                                  "+86 138 0013 8000",  "090-1234-5678",
                                  "+81-90-1234-5678",   "010-1234-5678",
                                  "+55 11 91234-5678",  "+34 612 34 56 78",
                                  "+39 06 1234 5678",   "0049 170 1234567",
                                  "٠٥٠١٢٣٤٥٦٧",         "０９０－１２３４－５６７８",
                                  "+966 50 123 4567",   "+380 44 123 45 67",
                                  "+48 600 100 200"}) {
    EXPECT_EQ(found("call " + phone + " now"), Found{"phone " + phone}) << phone;
    EXPECT_EQ(found("call " + phone + ", or not."), Found{"phone " + phone}) << phone;
  }
  EXPECT_EQ(found("电话13800138000谢谢"), Found{"number 13800138000"});
  EXPECT_EQ(found("555 1234 at 18:30"), Found{"phone 555 1234"});
}

TEST(PrivatePatterns, LongNumbers) {
  for (const std::string number :
       {"4111 1111 1111 1111", "4111-1111-1111-1111", "5500000000000004", "DE89 3704 0044 0532 0130 00",
        "DE89370400440532013000", "GB29 NWBK 6016 1331 9268 19", "fr14 2004 1010 0505 0001 3m02 606", "482913",
        "AB123456", "C01X00T478", "550e8400-e29b-41d4-a716-446655440000", "192.168.0.1", "2001:db8::8a2e:370:7334",
        "01:23:45:67:89:ab"}) {
    EXPECT_EQ(found("it is " + number + " today"), Found{"number " + number}) << number;
  }
}

TEST(PrivatePatterns, WhatIsLeftAlone) {
  for (const std::string text : {"in 1998 and 2024",
                                 "2019-2023",
                                 "2019/20",
                                 "at 18:30",
                                 "18:30:05",
                                 "6:30-7:45",
                                 "2024-05-01",
                                 "2024-05-01 18:30",
                                 "2024-05-01T18:30:00",
                                 "01.05.2024 18:30",
                                 "5/1/2024, 6:30 PM",
                                 "24. 5. 2024",
                                 "1.5.24",
                                 "1000 people",
                                 "12 50 people",
                                 "10 000 people",
                                 "10 000 000 people",
                                 "1,234,567 people",
                                 "1,234,567.89",
                                 "1.500.000 €",
                                 "€1234567",
                                 "1234567 EUR",
                                 "100000",
                                 "3.50",
                                 "$19.99",
                                 "version 1.2.3",
                                 "v10.15.7",
                                 "2.0.1-rc1",
                                 "3.14159",
                                 "50%",
                                 "B2B",
                                 "covid19",
                                 "mp3",
                                 "1st, 2nd",
                                 "7 of 9",
                                 "1, 2, 3, 4, 5, 6, 7, 8",
                                 "Person 12",
                                 "[mail 1234567]",
                                 "[phone 3]",
                                 "[link]",
                                 "[number]",
                                 "",
                                 "12:30"}) {
    EXPECT_EQ(found(text), Found{}) << text;
  }
}

TEST(PrivatePatterns, OneValueForManyWritings) {
  EXPECT_EQ(private_value(PrivateKind::phone, "+49 (170) 123-4567"),
            private_value(PrivateKind::phone, "0049 170 1234567"));
  EXPECT_EQ(private_value(PrivateKind::mail, "Mara%40Example.org"), "mara@example.org");
}

}  // namespace
}  // namespace affect::io
