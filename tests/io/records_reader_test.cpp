// Streams of records: order, final and end, a killed upstream, constant memory.
#include <sstream>

#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/io/reader.h"
#include "affect/pipeline.h"
#include "io/records_support.h"

namespace affect::io {
void register_records(Engine& engine);
}

namespace affect {
namespace {

class RecordsReader : public ::testing::Test {
 protected:
  RecordsReader() { io::register_records(engine_); }

  void read(std::string_view text, RecordSink& sink, std::function<void(const io::Reject&)> reject = {}) {
    Diagnostics diagnostics;
    io::ReadContext context{.diagnostics = diagnostics, .reject = std::move(reject)};
    const auto source = io::memory_source(text, "a.jsonl");
    io::LineReader lines(*source);
    engine_.make<io::Reader>("records")->read(lines, context, sink);
  }
  std::string fault(std::string_view text) {
    test::Collect sink;
    try {
      read(text, sink);
    } catch (const InputError& error) {
      return error.place().to_string() + ": " + error.message();
    }
    return "no fault";
  }

  Engine engine_;
};

constexpr std::string_view kEpisode = R"({"affect":1,"kind":"episode","e":"c"}
{"affect":1,"kind":"turn","e":"c","turn":0,"text":"Hi"}
{"affect":1,"kind":"track","e":"c","perspective":"expressed","source":"lexicon@1","turn":[0],"valence":[0.5]}
{"affect":1,"kind":"final","e":"c","source":"lexicon@1","turn":0}
)";
constexpr std::string_view kEnd = R"({"affect":1,"kind":"end","e":"c"}
)";

TEST_F(RecordsReader, RecognisesItsOwnLines) {
  const auto reader = engine_.make<io::Reader>("records");
  EXPECT_EQ(reader->recognises(kEpisode, "x"), 1);
  EXPECT_EQ(reader->recognises("\n { \"kind\": \"turn\", \"affect\": 1", "x"), 1);
  EXPECT_EQ(reader->recognises("Ann: {\"affect\":1}", "x.txt"), 0);
  EXPECT_EQ(reader->recognises("{\"text\":\"Hi\"}\n{\"affect\":1}", "x.json"), 0);
  EXPECT_EQ(reader->recognises("", "x.jsonl"), 0);
}

TEST_F(RecordsReader, PassesOnWhatItReads) {
  test::Collect sink;
  read(std::string(kEpisode) + "\n" + std::string(kEnd), sink);
  std::string text;
  for (const auto& record : sink.records) text += test::write(record) + "\n";
  EXPECT_EQ(text, std::string(kEpisode) + std::string(kEnd));
}

TEST_F(RecordsReader, EpisodesMayInterleave) {
  test::Collect sink;
  read(R"({"affect":1,"kind":"episode","e":"a"}
{"affect":1,"kind":"episode","e":"b"}
{"affect":1,"kind":"turn","e":"a","turn":0}
{"affect":1,"kind":"end","e":"b"}
{"affect":1,"kind":"end","e":"a"})",
       sink);
  EXPECT_EQ(sink.records.size(), 5u);
}

TEST_F(RecordsReader, OrderIsChecked) {
  EXPECT_EQ(fault(kEnd), "a.jsonl:1: episode \"c\" is not open: its episode record is missing, or it has ended");
  EXPECT_EQ(fault(std::string(kEpisode) + std::string(kEnd) + R"({"affect":1,"kind":"turn","e":"c","turn":1})"),
            "a.jsonl:6: episode \"c\" is not open: its episode record is missing, or it has ended");
  EXPECT_EQ(fault(std::string(kEpisode) + R"({"affect":1,"kind":"episode","e":"c"})"),
            "a.jsonl:5: episode \"c\" is opened twice");
}

TEST_F(RecordsReader, TurnsCountUpwards) {
  const auto turn = [](std::string_view number) {
    return "{\"affect\":1,\"kind\":\"turn\",\"e\":\"c\",\"turn\":" + std::string(number) + ",\"text\":\"Hi\"}\n";
  };
  const std::string open = "{\"affect\":1,\"kind\":\"episode\",\"e\":\"c\"}\n";
  EXPECT_EQ(fault(open + turn("0") + turn("7") + std::string(kEnd)), "no fault");
  EXPECT_EQ(fault(open + turn("5") + turn("5")), "a.jsonl:3: turn 5 comes after turn 5: turns count upwards");
  EXPECT_EQ(fault(open + turn("5") + turn("0")), "a.jsonl:3: turn 0 comes after turn 5: turns count upwards");
}

TEST_F(RecordsReader, WhatIsFinalDoesNotChange) {
  const auto after = [](std::string_view line) {
    return std::string(kEpisode) + std::string(line) + '\n' + std::string(kEnd);
  };
  EXPECT_EQ(
      fault(after(
          R"({"affect":1,"kind":"track","e":"c","perspective":"felt","source":"lexicon@1","turn":[0],"valence":[1]})")),
      "a.jsonl:5: \"lexicon@1\" changes what it said is final");
  EXPECT_EQ(fault(after(R"({"affect":1,"kind":"finding","e":"c","type":"shift","source":"lexicon@1","turn":0})")),
            "a.jsonl:5: \"lexicon@1\" changes what it said is final");
  EXPECT_EQ(
      fault(after(
          R"({"affect":1,"kind":"track","e":"c","perspective":"felt","source":"lexicon@1","turn":[1],"valence":[1]})")),
      "no fault");
  EXPECT_EQ(
      fault(after(
          R"({"affect":1,"kind":"track","e":"c","perspective":"felt","source":"other@1","turn":[0],"valence":[1]})")),
      "no fault");
  const auto last = [](int turn) {
    return R"({"affect":1,"kind":"final","e":"c","source":"lexicon@1","turn":)" + std::to_string(turn) + "}\n";
  };
  EXPECT_EQ(fault(after(last(5) + last(4))), "a.jsonl:6: \"lexicon@1\" takes back what it said is final");
}

TEST_F(RecordsReader, AKilledUpstreamIsAnInputError) {
  test::Collect sink;
  EXPECT_THROW(read(kEpisode, sink), InputError);
  EXPECT_EQ(sink.records.size(), 4u) << "what came is passed on";
  EXPECT_EQ(fault(kEpisode), "a.jsonl:4: episode \"c\" stops without its end record");
  EXPECT_EQ(fault(std::string(kEpisode) + std::string(kEnd)), "no fault");

  test::Collect other;
  Pipeline pipeline(engine_, {}, {}, other);
  pipeline.accept({"c", EpisodeInfo{}, {}});
  EXPECT_THROW(pipeline.close(), InputError) << "whatever its source";
}

TEST_F(RecordsReader, WhatWasCutIsClosedAndCounted) {
  test::Collect sink;
  Diagnostics diagnostics;
  io::Ledger ledger;
  std::size_t rejects = 0;
  io::ReadContext context{.diagnostics = diagnostics, .reject = [&](const io::Reject&) { ++rejects; }};
  context.ledger = &ledger;
  const auto source = io::memory_source(kEpisode, "a.jsonl");
  io::LineReader lines(*source, context);
  engine_.make<io::Reader>("records")->read(lines, context, sink);
  ASSERT_EQ(sink.records.size(), 5u);
  EXPECT_TRUE(std::holds_alternative<End>(sink.records.back().body));
  EXPECT_EQ(rejects, 1u);
  EXPECT_EQ(ledger.read_count(), 5u);
  EXPECT_TRUE(ledger.balances());
  EXPECT_FALSE(ledger.is_whole());
}

TEST_F(RecordsReader, ALineThatWasCutIsAnInputError) {
  EXPECT_NE(fault(kEpisode.substr(0, kEpisode.size() - 9)), "no fault");
}

TEST_F(RecordsReader, GoesOnWhereFaultsAreHandedOver) {
  test::Collect sink;
  std::vector<io::Reject> rejects;
  const auto text =
      std::string(kEpisode) + "{\"affect\":1,\"kind\":\"turn\",\"e\":\"c\",\"turn\":\"x\"}\n" + std::string(kEnd);
  read(text, sink, [&](const io::Reject& reject) { rejects.push_back(reject); });
  EXPECT_EQ(sink.records.size(), 5u);
  ASSERT_EQ(rejects.size(), 1u);
  EXPECT_EQ(rejects[0].place.to_string(), "a.jsonl:5:42");
  EXPECT_EQ(rejects[0].what, "turn must be a whole number");
  EXPECT_EQ(rejects[0].raw, R"({"affect":1,"kind":"turn","e":"c","turn":"x"})");
}

TEST_F(RecordsReader, FaultsOfWhatComesAfterAreNotTheInputs) {
  class Fails : public RecordSink {
    void accept(Record&&) override { throw InputError("from a later part"); }
  } sink;
  EXPECT_THROW(read(kEpisode, sink, [](const io::Reject&) { FAIL() << "not a fault of the input"; }), InputError);
}

/// Counts, and keeps nothing; the source makes its bytes as they are asked for.
class Count : public RecordSink {
 public:
  void accept(Record&&) override { ++count; }
  std::size_t count = 0;
};

class EndlessTurns : public io::ByteSource {
 public:
  explicit EndlessTurns(int turns) : turns_(turns) {}
  std::size_t read(char* into, std::size_t size) override {
    while (pending_.size() < size && turn_ <= turns_) {
      pending_ += turn_ < 0 ? R"({"affect":1,"kind":"episode","e":"c"})"
                  : turn_ == turns_
                      ? R"({"affect":1,"kind":"end","e":"c"})"
                      : R"({"affect":1,"kind":"turn","e":"c","turn":)" + std::to_string(turn_) + R"(,"text":"Hi"})";
      pending_ += '\n';
      ++turn_;
    }
    const auto given = std::min(size, pending_.size());
    pending_.copy(into, given);
    pending_.erase(0, given);
    return given;
  }
  const std::string& name() const override { return name_; }

 private:
  int turns_;
  int turn_ = -1;
  std::string pending_;
  std::string name_ = "made";
};

// Sanitizers keep freed memory; the release build tells.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
std::size_t resident_pages() {
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  std::size_t total = 0;
  std::size_t resident = 0;
  const int read = std::fscanf(file, "%zu %zu", &total, &resident);
  std::fclose(file);
  return read == 2 ? resident : 0;
}

TEST_F(RecordsReader, MemoryDoesNotGrowWithTheEpisode) {
  Diagnostics diagnostics;
  io::ReadContext context{.diagnostics = diagnostics};
  const auto run = [&](int turns) {
    EndlessTurns source(turns);
    io::LineReader lines(source);
    Count sink;
    engine_.make<io::Reader>("records")->read(lines, context, sink);
    EXPECT_EQ(sink.count, static_cast<std::size_t>(turns) + 2);
  };
  run(10'000);
  const auto before = resident_pages();
  run(300'000);
  EXPECT_LT(resident_pages(), before + 2048) << "300,000 turns are 16 MB on the wire; 8 MB of growth is too much";
}
#endif

}  // namespace
}  // namespace affect
