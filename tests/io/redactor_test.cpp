#include "affect/io/redactor.h"

#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "affect/error.h"
#include "affect/io/records.h"
#include "affect/io/redaction.h"

namespace affect::io {
namespace {

class Kept : public RecordSink {
 public:
  std::vector<Record> records;
  std::string lines;
  void accept(Record&& record) override {
    EXPECT_FALSE(violation(record)) << *violation(record);
    write_record(record, clocks_.follow(record), lines);
    lines += '\n';
    records.push_back(std::move(record));
  }

 private:
  EpisodeClocks clocks_;
};

Record turn(std::int64_t number, std::string speaker, std::string text) {
  return {"chat", Turn{.turn = number, .speaker = std::move(speaker), .text = std::move(text)}, {}};
}

std::vector<Record> redacted(std::vector<Record> records) {
  Redaction redaction;
  Kept kept;
  Redactor redactor(redaction, kept);
  for (Record& record : records) redactor.accept(std::move(record));
  redactor.close();
  return kept.records;
}

std::string covered(std::initializer_list<const char*> names, std::string_view text) {
  Redaction redaction;
  for (const char* name : names) redaction.person(name);
  const std::string once = redaction.cover(text);
  EXPECT_EQ(Redaction().cover(once), once) << "twice is once";
  return once;
}

TEST(Redaction, NamesWholeAndInPartsInAnyCase) {
  EXPECT_EQ(covered({"Mara Lind"}, "Mara Lind, MARA and lind. Maras dog, Mara's cat"),
            "Person 1, Person 1 and Person 1. Person 1 dog, Person 1's cat");
  EXPECT_EQ(covered({"Ann"}, "Annual anna Ann."), "Annual anna Person 1.");
  EXPECT_EQ(covered({"José Müller"}, "jose and Mueller and Muller"), "Person 1 and Person 1 and Person 1");
  EXPECT_EQ(covered({"maralind", "Bo Vo"}, "MaraLind, Bo Vo; a bo"), "Person 1, Person 2; a bo");
  EXPECT_EQ(covered({"mara_lind85"}, "mara, mara_lind85 and @mara_lind85"), "Person 1, Person 1 and Person 1");
  EXPECT_EQ(covered({"Mara"}, "Ma\xE2\x80\x8Bra"), "Person 1");
}

TEST(Redaction, MentionsAreCoveredToTheEndOfTheName) {
  EXPECT_EQ(covered({"Mei Li"}, "ask @Mei Li! or @mei li"), "ask Person 1! or Person 1");
  EXPECT_EQ(covered({"Bo Li", "Ann Wu"},
                    "@\xE2\x81\xA8"
                    "Bo Li\xE2\x81\xA9, @Ann Wu @Bo Li"),
            "Person 1\xE2\x81\xA9, Person 2 Person 1");
  EXPECT_EQ(
      covered({"Zo\xC3\xA9 \xF0\x9F\x8C\xB8 Li"}, "@Zo\xC3\xA9 \xF0\x9F\x8C\xB8 Li, Zo\xC3\xA9 \xF0\x9F\x8C\xB8 Li"),
      "Person 1, Person 1");
}

TEST(Redaction, ANameBehindASignIsNoHandle) { EXPECT_EQ(covered({"A Bo"}, "@A Bo, @@A Bo"), "Person 1, Person 1"); }

TEST(Redaction, NamesThatAreWordsNeedACapital) {
  EXPECT_EQ(covered({"Will", "May Joy"}, "will Will sing in may with May? joy, Joy"),
            "will Person 1 sing in may with Person 2? joy, Person 2");
  EXPECT_EQ(covered({"Speaker 1", "Dr. von Berg"}, "the speaker and dr von der Berg"),
            "the speaker and dr von der Person 2");
}

TEST(Redaction, NamesOfManyScripts) {
  EXPECT_EQ(covered({"Анна Петрова"}, "Анне, Анной и ПЕТРОВОЙ"), "Person 1, Person 1 и Person 1");
  EXPECT_EQ(covered({"Zofia Lewandowska"}, "u Zofii Lewandowskiej, Lewandowskiego dom"), "u Person 1, Person 1 dom");
  EXPECT_EQ(covered({"王小明"}, "我和小明去，王小明好"), "我和Person 1去，Person 1好");
  EXPECT_EQ(covered({"김민수"}, "민수가 왔다"), "Person 1가 왔다");
  EXPECT_EQ(covered({"さくら"}, "さくらちゃん"), "Person 1ちゃん");
  EXPECT_EQ(covered({"أحمد"}, "وأحمد هنا"), "Person 1 هنا");
  EXPECT_EQ(covered({"דוד"}, "ודוד פה"), "Person 1 פה");
  EXPECT_EQ(covered({"Γιάννης"}, "του Γιάννη"), "του Person 1");
}

TEST(Redaction, AddressesAndNumbersOfAPersonAreThePerson) {
  EXPECT_EQ(covered({"+49 170 1234567"}, "@491701234567 or 0049 170 1234567"), "Person 1 or Person 1");
  EXPECT_EQ(covered({"mara.lind@example.org"}, "Mara wrote from Mara.Lind@example.org"),
            "Person 1 wrote from Person 1");
}

TEST(Redaction, KeyGivesTheSamePseudonyms) {
  Redaction first;
  EXPECT_EQ(first.person("Mara"), "Person 1");
  EXPECT_EQ(first.person("Bo"), "Person 2");
  EXPECT_EQ(first.cover("a@b.org"), "[mail 1]");
  Redaction second;
  second.read_key(first.key(), "key.json");
  EXPECT_EQ(second.person("Cy"), "Person 3");
  EXPECT_EQ(second.person("Bo"), "Person 2");
  EXPECT_EQ(second.person("Person 1"), "Person 1") << "it is Mara already";
  EXPECT_EQ(second.cover("c@d.org, A@B.org"), "[mail 2], [mail 1]");
  EXPECT_EQ(second.key().substr(0, first.key().size() - 3), first.key().substr(0, first.key().size() - 3));
}

TEST(Redaction, KeyMayNameOthers) {
  Redaction redaction;
  redaction.read_key(R"({"Grandma": ["Erna", "Nana"], "Person 4": "Zoe"})", "key.json");
  EXPECT_EQ(redaction.cover("Nana and Erna saw Zoe"), "Grandma and Grandma saw Person 4");
  EXPECT_EQ(redaction.person("Mara"), "Person 1");
  EXPECT_THROW(redaction.read_key(R"({"Person 1": 3})", "key.json"), InputError);
  EXPECT_THROW(redaction.read_key("[", "key.json"), InputError);
}

TEST(Redaction, MessagesQuoteNothing) {
  Redaction redaction;
  redaction.person("Mara");
  EXPECT_EQ(redaction.message("\"Zoe \"X\"\" is no kind; Mara"), "\"...\" is no kind; Person 1");
}

TEST(Redactor, ANameIsKnownBeforeItsBearerSpeaks) {
  const auto records = redacted({{"chat", EpisodeInfo{.title = "Mara"}, {}},
                                 turn(0, "Bo", "hi Mara"),
                                 turn(1, "Mara", "hi"),
                                 {"chat", End{}, {}}});
  ASSERT_EQ(records.size(), 4u);
  EXPECT_EQ(std::get<Turn>(records[1].body).text, "hi Person 2");
  EXPECT_EQ(std::get<EpisodeInfo>(records[0].body).title, "");
  EXPECT_EQ(records[0].episode, "episode 1");
}

TEST(Redactor, OffsetsMoveWithTheText) {
  const std::string text = "Mara is happy, call 0170 1234567 happy Mara";
  Track track;
  track.key = {.subject = "Mara", .source = {"lexicon", "1", ""}};
  AffectState state;
  state.valence = 0.5;
  const std::vector<WordWeight> words{
      {"happy", {8, 13}, 0.2}, {"0170", {20, 24}, 0.1}, {"happy", {33, 38}, 0.2}, {"Mara", {39, 43}, 0.1}};
  track.append(0, std::nullopt, state, words);
  const auto records =
      redacted({{"chat", EpisodeInfo{}, {}}, turn(0, "Mara", text), {"chat", track, {}}, {"chat", End{}, {}}});
  const std::string now = std::get<Turn>(records[1].body).text;
  EXPECT_EQ(now, "Person 1 is happy, call [phone 1] happy Person 1");
  const auto moved = std::get<Track>(records[2].body).words(0);
  std::vector<std::string> parts;
  for (const WordWeight& word : moved) parts.push_back(now.substr(word.bytes.begin, word.bytes.end - word.bytes.begin));
  EXPECT_EQ(parts, (std::vector<std::string>{"happy", "[phone 1]", "happy", "Person 1"}));
  EXPECT_EQ(moved[1].word, "[...]");
}

TEST(Redactor, NothingOfARecordLeaks) {
  const std::string who = "Zoe Quill";
  Record finding{"Zoe", Finding{.type = "risk", .subject = who, .status = Status::too_short}, "\"by\":\"Zoe\""};
  auto& body = std::get<Finding>(finding.body);
  body.partner = "Zoe";
  body.target = "Quill";
  body.input = {"Zoe", "1", ""};
  body.measure = body.unit = "Zoe";
  body.method = "as Zoe does it";
  body.reason = "Zoe said little";
  body.evidence = {{.turn = 0, .words = {"Zoe"}, .extra = "\"x\":\"Quill\""}};
  Series series{.name = "Zoe hr", .subject = who, .source = "Zoe's watch", .rate_hz = 1};
  series.channels = {{"Zoe", "Zoe", {1}, "\"x\":\"Zoe\""}};
  Track open;
  open.key = {.subject = who, .target = "Quill", .source = {"Zoe", "1", ""}, .taxonomy = "Zoe"};
  open.label_kind = LabelKind::open;
  open.scale = {.instrument = "Zoe", .extra = "\"x\":\"Zoe\""};
  AffectState state;
  state.labels = {{"Zoe", 1, {}}};
  open.append(0, std::nullopt, state);
  std::vector<Record> records{
      {"Zoe", EpisodeInfo{.title = "Zoe"}, "\"x\":\"Zoe\""},
      {"Zoe", Subject{.name = who, .profile = "{\"mail\":\"zoe@quill.org\"}"}, {}},
      {"Zoe",
       Media{.name = "Zoe.txt", .type = "text", .format = "transcript", .path = "/home/zoe/Zoe.txt", .sha256 = "Zoe"},
       {}},
      {"Zoe", Turn{.turn = 0, .speaker = who, .text = "ZOE", .id = "<zoe@quill.org>", .reply_to = "Zoe"}, {}},
      {"Zoe", series, {}},
      {"Zoe", open, {}},
      {"Zoe", Occurrence{.type = "Zoe", .subject = who, .attributes = {{"Zoe", "Zoe"}}}, {}},
      finding,
      {"Zoe", Relation{.type = "knows", .from = "subject:Zoe Quill", .to = "message:zoe@quill.org", .weight = {}}, {}},
      {"Zoe", Relation{.type = "reply", .from = "turn:0", .to = "Zoe", .weight = {}}, {}},
      {"Zoe", Assessment{.instrument = "Zoe", .subject = who, .items = {{"Zoe", 1, {}, "\"x\":\"Zoe\""}}}, {}},
      {"Zoe", OtherRecord{"zoe"}, "\"x\":\"Zoe\""},
      {"Zoe", Final{.source = {"Zoe", "1", ""}}, {}},
      {"Zoe", End{}, "\"x\":\"Zoe\""}};
  Redaction redaction;
  Kept once, twice;
  Redactor redactor(redaction, once);
  for (Record& record : records) redactor.accept(std::move(record));
  std::string small = once.lines;
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (const char* secret : {"zoe", "quill", "home"}) EXPECT_EQ(small.find(secret), std::string::npos) << once.lines;
  EXPECT_NE(once.lines.find(R"("from":"subject:Person 1")"), std::string::npos);
  EXPECT_NE(once.lines.find(R"("id":"m1","reply_to":"m2")"), std::string::npos) << once.lines;

  Redaction other;
  Redactor again(other, twice);
  for (const Record& record : once.records) again.accept(Record(record));
  EXPECT_EQ(twice.lines, once.lines) << "twice is once";
}

TEST(Redactor, MemoryIsBounded) {
  Redaction redaction;
  Kept kept;
  Redactor redactor(redaction, kept, 5000);
  redactor.accept({"chat", EpisodeInfo{}, {}});
  EXPECT_THROW(redactor.accept(turn(0, "Mara", std::string(5000, 'a'))), InputError);
}

TEST(Redactor, CutEpisodesAreHandedOver) {
  const auto records = redacted({{"chat", EpisodeInfo{}, {}}, turn(0, "Mara", "hi")});
  EXPECT_EQ(records.size(), 2u);
}

TEST(Redaction, WhatAPseudonymJoinsIsCoveredToo) {
  for (const char* text :
       {"~@c@@\xEF\xBF\xBD", "%\xEF\xBF\xBDZ@Z@Z", "w/k-@@2k4J and 2k4J", "@0@\xC3\x87", "Ida.1.1111-.71.1"}) {
    for (const char* name : {"~@c@@\xEF\xBF\xBD", "Z", "2k4J", "Ida", "\xC3\x87"}) {
      Redaction redaction;
      redaction.person(name);
      std::vector<CoveredRange> ranges;
      const std::string once = redaction.cover(text, &ranges);
      EXPECT_EQ(Redaction().cover(once), once) << text << " without " << name;
      std::size_t at = 0, new_at = 0;
      for (const CoveredRange& range : ranges) {
        EXPECT_EQ(range.begin - at, range.new_begin - new_at) << text << " without " << name;
        at = range.end;
        new_at = range.new_end;
      }
      EXPECT_EQ(std::string(text).size() - at, once.size() - new_at) << text << " without " << name;
    }
  }
}

TEST(Redactor, CoversTheOtherNamesOfAProfile) {
  const auto records =
      redacted({{"chat", Subject{.name = "Xan", .profile = R"({"age":3,"username":"quillfox_9"})"}, {}},
                turn(0, "Xan", "hi"),
                turn(1, "Tom", "quillfox_9, @quillfox_9!")});
  EXPECT_EQ(std::get<Turn>(records.at(2).body).text, "Person 1, Person 1!");
}

/// Words in no order, with their turn's number, so that nothing but packing makes them small.
std::string chatter(std::int64_t number) {
  constexpr std::array kWords = {"good", "bad", "home", "late", "coffee", "tomorrow", "never", "please"};
  std::string text = "Mara Lind, " + std::to_string(number);
  for (std::uint64_t mixed = static_cast<std::uint64_t>(number) * 0x9E3779B97F4A7C15; mixed != 0; mixed /= 8) {
    text += fmt::format(" {}", kWords[mixed % kWords.size()]);
  }
  return text;
}

TEST(Redactor, LongEpisodesAreHeldPacked) {
  constexpr std::int64_t kTurns = 50'000;
  constexpr std::size_t kBytesATurn = 100;
  Redaction redaction;
  Kept kept;
  Redactor redactor(redaction, kept, kTurns * kBytesATurn);
  redactor.accept({"chat", EpisodeInfo{}, {}});
  for (std::int64_t i = 0; i < kTurns; ++i) {
    Record said = turn(i, i % 2 == 0 ? "Mara Lind" : "Bo", chatter(i));
    std::get<Turn>(said.body).id = "message" + std::to_string(i * 7919);
    redactor.accept(std::move(said));
  }
  redactor.accept({"chat", End{}, {}});
  ASSERT_EQ(kept.records.size(), kTurns + 2);
  const auto& last = std::get<Turn>(kept.records[kTurns].body);
  EXPECT_EQ(last.text, "Person 1" + chatter(kTurns - 1).substr(std::string("Mara Lind").size()));
  EXPECT_EQ(last.speaker, "Person 2");
  EXPECT_EQ(last.id, fmt::format("m{}", kTurns));
}

TEST(Redactor, WhatIsTooLargeEvenPackedIsRefused) {
  Redaction redaction;
  Kept kept;
  Redactor redactor(redaction, kept, 1000);
  redactor.accept({"chat", EpisodeInfo{}, {}});
  redactor.accept(turn(0, "Mara", "hello"));
  EXPECT_THROW(redactor.accept(turn(1, "Mara", std::string(2000, 'a'))), InputError);
}

}  // namespace
}  // namespace affect::io
