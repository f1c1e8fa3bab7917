#include "affect/io/convokit.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "affect/io/json_document.h"
#include "affect/io/records.h"
#include "io/reading.h"
#include "support/place.h"

namespace affect::io {
namespace {

namespace fs = std::filesystem;
using test::Reading;

class ConvokitFolder : public testing::Test {
 protected:
  ConvokitFolder() : top_(fs::temp_directory_path() / ("affect-convokit-" + std::to_string(::getpid()))) {
    fs::remove_all(top_);
    fs::create_directories(top_ / "in");
  }
  ~ConvokitFolder() override { fs::remove_all(top_); }

  void write(const std::string& name, const std::string& text) const { std::ofstream(top_ / "in" / name) << text; }
  std::string content(const fs::path& path) const {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  Reading read(const fs::path& path) const {
    Reading reading;
    read_path(test::reading_engine(), path.string(), reading.context(), reading);
    return reading;
  }
  /// Through records on the wire, as a pipe does it.
  void copy(const fs::path& from, const fs::path& to) const {
    std::string lines;
    const auto output = string_output(lines);
    RecordWriter records(*output);
    for (Record& record : read(from).records) records.accept(std::move(record));
    ConvokitWriter writer(to.string());
    Reading reading;
    const auto source = memory_source(lines);
    ReadContext context = reading.context();
    context.format = "records";
    read_source(test::reading_engine(), *source, context, writer);
    EXPECT_FALSE(fs::exists(to)) << "nothing is half-written";
    writer.commit();
  }

  fs::path top_;
};

std::string one_utterance(const std::string& extra = {}) {
  return R"({"id":"a","conversation_id":"a","text":"hi","speaker":"ann","meta":{},"reply-to":null,"timestamp":null)" +
         extra + "}\n";
}

TEST_F(ConvokitFolder, RoundTripLosesNothing) {
  for (const std::string name : {"picnic", "call"}) {
    const fs::path from = fs::path(test::source_dir()) / "tests/io/fixtures/convokit" / (name + ".corpus");
    copy(from, top_ / "one.convokit");
    copy(top_ / "one.convokit", top_ / "two.convokit");
    for (const char* file : {"utterances.jsonl", "speakers.json", "conversations.json", "corpus.json", "index.json"}) {
      EXPECT_EQ(content(top_ / "one.convokit" / file), content(top_ / "two.convokit" / file)) << file;
    }
    const std::string corpus = content(top_ / "one.convokit/utterances.jsonl");
    if (name == "picnic") {
      EXPECT_NE(
          corpus.find(R"({"id":"p2","conversation_id":"p0","text":"Müsli für alle!","speaker":"tom",)"
                      R"("meta":{"where":{"room":"garden"}},"reply-to":"p1","timestamp":1714588440,"vectors":[]})"),
          std::string::npos)
          << corpus;
      EXPECT_EQ(content(top_ / "one.convokit/corpus.json"), R"({"name":"picnic","year":2024})");
      EXPECT_NE(content(top_ / "one.convokit/speakers.json").find(R"("mara":{"meta":{"age":31,"team":"green"})"),
                std::string::npos);
      EXPECT_NE(content(top_ / "one.convokit/conversations.json").find(R"("p0":{"meta":{"topic":"picnic"})"),
                std::string::npos);
    }
    fs::remove_all(top_ / "one.convokit");
    fs::remove_all(top_ / "two.convokit");
  }
}

TEST_F(ConvokitFolder, TracksAreMetaOfUtterances) {
  ConvokitWriter writer((top_ / "out.convokit").string());
  AffectState state;
  state.valence = 0.5;
  writer.accept({"chat", EpisodeInfo{.title = "Tea"}, {}});
  writer.accept({"chat", Turn{.turn = 0, .speaker = "Ann", .text = "hi"}, {}});
  writer.accept({"chat", Turn{.turn = 1, .speaker = "Bo", .event = "media"}, {}});
  for (const char* source : {"lexicon", "state_space"}) {
    Track track;
    track.key = {.subject = "Ann", .source = {source, "1", ""}};
    track.append(0, std::nullopt, state);
    writer.accept({"chat", track, {}});
  }
  writer.accept(
      {"chat", Occurrence{.type = "reaction", .subject = "Bo", .turn = 0, .attributes = {{"emoji", "x"}}}, {}});
  writer.accept({"chat", Finding{.type = "risk", .subject = "Ann"}, {}});
  writer.accept({"chat", End{}, {}});
  writer.commit();
  const std::string utterances = content(top_ / "out.convokit/utterances.jsonl");
  EXPECT_NE(utterances.find(R"("meta":{"valence":0.5,"state_space.valence":0.5,"occurrences":[{)"), std::string::npos)
      << utterances;
  EXPECT_NE(
      utterances.find(R"("id":"chat-1","conversation_id":"chat","text":"","speaker":"Bo","meta":{"event":"media"})"),
      std::string::npos)
      << utterances;
  EXPECT_NE(content(top_ / "out.convokit/conversations.json")
                .find(R"({"title":"Tea","records":[{"affect":1,"kind":"finding")"),
            std::string::npos);
  EXPECT_NE(content(top_ / "out.convokit/index.json").find(R"("valence":["<class 'float'>"])"), std::string::npos);
}

TEST_F(ConvokitFolder, WhatIsWrongHasItsPlace) {
  write("utterances.jsonl",
        one_utterance() + "{\"id\":\n" + R"({"id":"b","text":7,"conversation_id":"a","speaker":"bo"})" + "\n[]\n");
  write("speakers.json", "{}");
  const Reading reading = read(top_ / "in");
  ASSERT_EQ(reading.rejects.size(), 3u);
  EXPECT_EQ(reading.rejects[0].place.line, 2u);
  EXPECT_EQ(reading.rejects[0].what, "the line is not JSON");
  EXPECT_EQ(reading.rejects[1].what, "\"text\" is not a string");
  EXPECT_EQ(reading.rejects[2].what, "an utterance is not an object");
  EXPECT_EQ(reading.turns.size(), 1u);
}

TEST_F(ConvokitFolder, AForeignFolderIsNotReplaced) {
  write("mine.txt", "precious");
  EXPECT_THROW(ConvokitWriter((top_ / "in").string()), IoError);
  { const ConvokitWriter given_up((top_ / "out.convokit").string()); }
  EXPECT_EQ(std::distance(fs::directory_iterator(top_), fs::directory_iterator()), 1) << "nothing is left aside";
}

TEST_F(ConvokitFolder, IsToldFromOtherFolders) {
  write("utterances.jsonl", one_utterance());
  EXPECT_EQ(read(top_ / "in").turns.size(), 1u) << "even alone";
  fs::remove(top_ / "in/utterances.jsonl");
  write("chat.txt", "Ann: hi\nBo: hello\n");
  EXPECT_EQ(read(top_ / "in").turns.size(), 2u) << "a folder of files";
}

}  // namespace
}  // namespace affect::io
