// One chat full of secrets, in four formats, through every verb and every writer: with --redact none of them comes out,
// whole or in part, in any case, percent-encoded or not, on the terminal, in a file or in a file's name.
#include <array>
#include <cctype>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unicode/unistr.h>

#include "cli/run.h"
#include "report/unpacked_page.h"

namespace affect::cli {
namespace {

namespace fs = std::filesystem;
using test::content;
using test::Folder;

const std::vector<std::string> kSpeakers = {"Zofia Lewandowska", "Анна Ковалёва", "ليلى المنصور", "佐藤美咲"};
constexpr std::string_view kPartner = "Zofia Lewandowska";

const std::vector<std::string> kSecrets = {
    "Zofia",       "Lewandowsk",  "Анн",           "Ковалёв",       "Ковалев",   "ليلى",     "المنصور",
    "佐藤",        "美咲",                                                     // names and their parts
    "zofia",       "zosia_lew",   "z.lewandowska", "anna.kov",      "misaki",  // addresses and handles
    "example.org", "example.net", "geheim",        "tagebuch",                 // what stands in links
    "601234567",   "601 234 567", "17012345678",   "170 1234 5678", "5550134",   "555-0134", "90-1234-5678",
    "4567890",     "DE89",        "3704 0044",     "37040044",      "4111 1111", "41111111",
};

struct Line {
  int speaker;
  std::string text;
};

/// Each speaker also in the mouth of another.
const std::vector<Line> kChat = {
    {0, "Good morning! It is Zofia, I am so happy about the garden."},
    {1, "ZOFIA! How lovely. Did zofia's brother call +48 601 234 567?"},
    {2, "I am sad, Anna wrote to z.lewandowska@example.org and got no answer."},
    {3, "Ask Анну or ليلى, they have my mail anna.kov@example.net, I think."},
    {0, "美咲さん, your book is at https://example.org/geheim/tagebuch?von=Zofia%20Lewandowska and it is great."},
    {1, "Ковалёва here: my number is (212) 555-0134, or +49 170 1234 5678, thanks!"},
    {2, "佐藤美咲 pays to DE89 3704 0044 0532 0130 00, how kind."},
    {3, "Terrible: the card 4111 1111 1111 1111 did not work, said @zosia_lew."},
    {0, "We met @misaki_sato, and Lewandowskiej garden is wonderful, 0090-1234-5678."},
    {1, "المنصور is the best friend. I love this."},
    {2, "Thank you Zofia Lewandowska, that was a good day."},
    {3, "See you on Sunday at 10:30, with www.example.net/geheim."},
};

const std::string& speaker(const Line& line) { return kSpeakers[static_cast<std::size_t>(line.speaker)]; }

std::string whatsapp() {
  std::string text;
  int minute = 10;
  for (const Line& line : kChat) {
    text += fmt::format("13/05/2024, 09:{} - {}: {}\n", minute++, speaker(line), line.text);
  }
  return text;
}

std::string mbox() {
  constexpr std::array<std::string_view, 4> kMails = {"z.lewandowska@example.org", "anna.kov@example.net",
                                                      "leila@example.org", "misaki@example.net"};
  std::string text;
  int minute = 10;
  for (const Line& line : kChat) {
    const auto from = static_cast<std::size_t>(line.speaker), to = (from + 1) % kMails.size();
    text += fmt::format("From {} Mon May 13 09:{}:00 2024\n", kMails[from], minute);
    text +=
        fmt::format("From: \"{}\" <{}>\nTo: \"{}\" <{}>\n", kSpeakers[from], kMails[from], kSpeakers[to], kMails[to]);
    text += fmt::format("Subject: Zofia Lewandowska and the garden\nMessage-ID: <{}.zofia@example.org>\n", minute);
    text += fmt::format("Date: Mon, 13 May 2024 09:{}:00 +0000\nContent-Type: text/plain; charset=utf-8\n", minute);
    text += fmt::format("Content-Transfer-Encoding: 8bit\n\n{}\n\n", line.text);
    ++minute;
  }
  return text;
}

std::string telegram() {
  std::string text = R"({"name":"Zofia Lewandowska","type":"personal_chat","id":4567890123,"messages":[)";
  int minute = 10;
  for (const Line& line : kChat) {
    if (minute > 10) text += ',';
    text += fmt::format(R"({{"id":{},"type":"message","date":"2024-05-13T09:{}:00","date_unixtime":"{}",)", minute,
                        minute, 1715590800 + 60 * minute);
    text += fmt::format(R"("from":"{}","from_id":"user456789012{}","text":"{}","text_entities":[]}})", speaker(line),
                        line.speaker, line.text);
    ++minute;
  }
  return text + "]}";
}

std::string csv() {
  std::string text = "speaker,text,time\n";
  int minute = 10;
  for (const Line& line : kChat) {
    text += fmt::format("{},\"{}\",2024-05-13T09:{}:00Z\n", speaker(line), line.text, minute++);
  }
  return text;
}

std::string folded(const std::string& text) {
  std::string out;
  icu::UnicodeString::fromUTF8(text).foldCase().toUTF8String(out);
  return out;
}

std::string percent(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.' || c == '_';
    plain ? out += c : out += fmt::format("%{:02x}", static_cast<unsigned char>(c));
  }
  return out;
}

void expect_no_secret(const std::string& text, const std::string& where) {
  const std::string shown = folded(text);
  for (const std::string& secret : kSecrets) {
    for (const std::string& form : {folded(secret), percent(folded(secret)), percent(secret)}) {
      const std::size_t at = shown.find(folded(form));
      EXPECT_EQ(at, std::string::npos) << where << ": " << secret << " in\n"
                                       << shown.substr(at - std::min<std::size_t>(at, 80), 200);
      if (at != std::string::npos) break;
    }
  }
}

class Redacted : public testing::Test {
 protected:
  Redacted() { fs::create_directories(folder_ / "out"); }

  /// Runs `command`; what it wrote into "out" and on its streams holds nothing private.
  test::Outcome run(const std::string& command, int code = 0) {
    test::Outcome ran = folder_.run(command);
    EXPECT_EQ(ran.code, code) << command << "\n" << ran.err;
    expect_no_secret(ran.out, command + " > output");
    expect_no_secret(ran.err, command + " > errors");
    for (const auto& entry : fs::recursive_directory_iterator(folder_ / "out")) {
      expect_no_secret(fs::relative(entry.path(), folder_ / "out").string(), command + ", name of a file");
      if (!entry.is_regular_file()) continue;
      expect_no_secret(test::unpacked_page(content(entry.path())), command + ", " + entry.path().string());
    }
    return ran;
  }
  std::size_t written() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_ / "out"), {}));
  }
  void clear() const {
    fs::remove_all(folder_ / "out");
    fs::create_directories(folder_ / "out");
  }

  Folder folder_;
};

TEST_F(Redacted, NothingPrivateLeavesByAnyDoor) {
  const std::string stem(kPartner);
  const std::vector<std::pair<std::string, std::string>> chats = {{"WhatsApp Chat with " + stem + ".txt", whatsapp()},
                                                                  {"Mails of " + stem + ".mbox", mbox()},
                                                                  {stem + ".json", telegram()},
                                                                  {"Table of " + stem + ".csv", csv()}};
  for (const auto& [name, text] : chats) {
    folder_.write(name, text);
    const std::string file = " '" + name + "'";
    expect_no_secret(run("$affect track --redact" + file).out, name);
    for (const std::string verb : {"track", "report"}) {
      const std::string from = verb == "track" ? file : " in.jsonl";
      folder_.run("$affect track" + file + " -o in.jsonl");
      EXPECT_NE(run("$affect " + verb + " --redact --json" + from).out.find("Person 1"), std::string::npos) << name;
      for (const std::string form : {"jsonl", "csv", "html", "convokit"}) {
        run("$affect " + verb + " --redact" + from + " -o out/x." + form);
        run("$affect " + verb + " --redact --names" + from + " -o out/named." + form);
      }
      EXPECT_EQ(written(), 8u);
      clear();
    }
    run("$affect perceive --redact" + file + " | $affect understand | $affect report");
    run("$affect perceive" + file + " | $affect understand --redact | $affect report -o out/late.html --names");
    run("$affect perceive" + file + " | $affect understand | $affect report --redact");
    run("$affect convert --redact" + file + " -o out/c.jsonl");
    run("$affect convert --redact" + file + " -o out/c.convokit");
    run("$affect convert --redact in.jsonl -o out/d.convokit");
    run("$affect convert --redact" + file);
    run("$affect convert" + file + " -o in.convokit && $affect track in.convokit --redact -o out/again.jsonl");
    run("$affect doctor --redact" + file);
    run("$affect export --redact" + file + " --for r -o out/tables");
    run("$affect export --redact in.jsonl --for pandas -o 'out/more tables'");
    clear();
    fs::remove_all(folder_ / "in.convokit");
  }
}

TEST_F(Redacted, WhatIsRedactedIsStillTheChat) {
  folder_.write("chat.txt", whatsapp());
  const std::string out = run("$affect convert --redact chat.txt").out;
  for (const std::string kept : {"Person 4", "I am so happy about the garden.", "at 10:30", "[mail 1]", "[phone 1]",
                                 "[link]", "[number]", "2024-05-13T09:10"}) {
    EXPECT_NE(out.find(kept), std::string::npos) << kept << "\n" << out;
  }
}

TEST_F(Redacted, RejectsWarningsAndErrorsAreCovered) {
  const std::string name = "Table of " + std::string(kPartner) + ".csv";
  folder_.write(name, csv() + "Zofia Lewandowska,\"see z.lewandowska@example.org\n");
  const auto ran = run("$affect track --redact --keep-going '" + name + "' -o out/x.jsonl");
  EXPECT_NE(ran.err.find("warning: "), std::string::npos) << ran.err;
  EXPECT_TRUE(folder_.has("out/x.jsonl.rejects.jsonl"));
  EXPECT_NE(run("$affect track --redact '" + name + "'", 2).err.find("affect: file 1:14:"), std::string::npos);
  EXPECT_NE(run("$affect track --redact 'Zofia Lewandowska.txt'", 2).err.find("affect: file 1: "), std::string::npos);
  EXPECT_NE(run("$affect track --redact --map speaker=Zofia '" + name + "'", 2).err.find("no column \"...\""),
            std::string::npos);
  run("$affect track --redact --subject 'Zofia Lewandowska' --format whatsapp '" + name + "'", 2);
  run("$affect track --redact '" + name + "' --redact-key 'Zofia Lewandowska/key.json'", 1);
  run("$affect track --redact '" + name + "' -o 'Zofia Lewandowska/x.jsonl'", 1);
  folder_.write("Zofia.json", R"([{"Zofia":"good day","Lewandowska":"Anna"}])");
  run("$affect track --redact Zofia.json", 2);
  run("$affect track --redact --map messages=Zofia.Lewandowska Zofia.json", 2);
  folder_.write("signal.csv", "time,ECG,Lewandowska\n0,1,x\n1,2,y\n2,3,z\n");
  run("$affect convert --redact signal.csv --format signal_csv --subject Anna.Kov -o out/signal.jsonl");
  folder_.write("Zofia table.csv", "Zofia Lewandowska,Anna\nhello,\"good, day\"\n");
  run("$affect track --redact --map speaker=who 'Zofia table.csv'", 2);

  folder_.write("Zofia.mbox", mbox() + "From nobody\nSubject: Zofia\n\nno sender, says zofia@example.org\n");
  run("$affect track --redact --keep-going Zofia.mbox -o out/mail.jsonl");
  folder_.write("Zofia Lewandowska.jsonl", "{\"affect\":1,\"kind\":\"Zofia\",\"episode\":\"Lewandowska\"\n");
  run("$affect report --redact 'Zofia Lewandowska.jsonl'", 2);
}

TEST_F(Redacted, TheKeyAloneSaysWhoIsWho) {
  folder_.write("chat.txt", whatsapp());
  run("$affect convert --redact-key key.json chat.txt -o out/c.jsonl");
  const std::string key = content(folder_ / "key.json");
  EXPECT_NE(key.find("\"Person 1\": \"Zofia Lewandowska\""), std::string::npos) << key;
  EXPECT_EQ(fs::status(folder_ / "key.json").permissions(), fs::perms::owner_read | fs::perms::owner_write);
  const std::string first = content(folder_ / "out/c.jsonl");
  run("$affect convert --redact-key key.json chat.txt -o out/c.jsonl");
  EXPECT_EQ(content(folder_ / "out/c.jsonl"), first);
}

}  // namespace
}  // namespace affect::cli
