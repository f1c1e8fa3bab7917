#include "affect/pipeline.h"

#include <gtest/gtest.h>

#include "affect/episode.h"

namespace affect {
namespace {

struct Collect : RecordSink {
  std::vector<Record> records;
  void accept(Record&& record) override { records.push_back(std::move(record)); }
  template <class Body>
  std::size_t count() const {
    return static_cast<std::size_t>(std::count_if(records.begin(), records.end(), [](const Record& record) {
      return std::holds_alternative<Body>(record.body);
    }));
  }
};

/// Writes a track row a turn, and a finding with the number of tracks that it saw.
class CountingStage : public Stage {
 public:
  explicit CountingStage(std::string name) : name_(std::move(name)) {}
  void push(const Record& record, RecordSink& out) override {
    episode_ = record.episode;
    tracks_ += std::holds_alternative<Track>(record.body);
    if (const auto* turn = std::get_if<Turn>(&record.body)) {
      Track track;
      track.key.subject = turn->speaker;
      track.key.source = {name_, "1", ""};
      AffectState state;
      state.valence = 0.5;
      track.append(turn->turn, std::nullopt, state);
      out.accept({episode_, std::move(track), {}});
    }
  }
  void finish(RecordSink& out) override {
    Finding finding;
    finding.type = "count";
    finding.source = {name_, "1", ""};
    finding.before = static_cast<double>(tracks_);
    out.accept({episode_, std::move(finding), {}});
  }

 private:
  std::string name_;
  std::string episode_;
  std::size_t tracks_ = 0;
};

void register_counting(Engine& engine, const std::string& name) {
  engine.add<Stage>({.name = name, .room = "test", .what = "counts", .units = "", .source = "", .options = {}},
                    [name](const Engine&, const Options&) { return std::make_unique<CountingStage>(name); });
}

Record turn(const std::string& episode, std::int64_t number) {
  return {episode, Turn{.turn = number, .speaker = "Ann", .text = "hello"}, {}};
}

TEST(Pipeline, ALaterStageSeesWhatAnEarlierOneAdded) {
  Engine engine;
  register_counting(engine, "first");
  register_counting(engine, "second");
  Collect out;
  Pipeline pipeline(engine, {"first", "second"}, {}, out);
  pipeline.accept({"a", EpisodeInfo{}, {}});
  pipeline.accept(turn("a", 0));
  pipeline.accept(turn("b", 0));
  pipeline.accept(turn("a", 1));
  pipeline.accept({"a", End{}, {}});
  pipeline.accept({"b", End{}, {}});
  pipeline.close();
  std::map<std::string, double> seen;
  for (const auto& record : out.records) {
    if (const auto* finding = std::get_if<Finding>(&record.body)) {
      seen[record.episode + " " + finding->source.name] = *finding->before;
    }
  }
  EXPECT_EQ(seen, (std::map<std::string, double>{{"a first", 0}, {"a second", 2}, {"b first", 0}, {"b second", 1}}));
  EXPECT_TRUE(std::holds_alternative<End>(out.records.back().body));
}

TEST(Pipeline, RunningTwiceIsRunningOnce) {
  Engine engine;
  register_counting(engine, "first");
  Collect once;
  Pipeline first(engine, {"first"}, {}, once);
  first.accept({"a", EpisodeInfo{}, {}});
  first.accept(turn("a", 0));
  first.accept({"a", End{}, {}});
  Collect twice;
  Pipeline second(engine, {"first"}, {}, twice);
  for (Record record : once.records) second.accept(std::move(record));
  EXPECT_EQ(once.records, twice.records);
}

TEST(Pipeline, OptionsThatAreNotTheDefaultsAreTold) {
  Engine engine;
  CatalogueEntry entry{.name = "first", .room = "test", .what = "counts"};
  entry.options = {{"size", OptionSpec::Type::integer, "3", "how many"},
                   {"rows", OptionSpec::Type::integer, "1024", "a chunk", {}, {}, {}, false}};
  engine.add<Stage>(entry, [](const Engine&, const Options&) { return std::make_unique<CountingStage>("first"); });
  const auto told = [&](const std::map<std::string, std::string>& options, const std::vector<Record>& records) {
    Collect out;
    Pipeline pipeline(engine, {"first"}, {{"first", options}}, out);
    for (Record record : records) pipeline.accept(std::move(record));
    return out.records;
  };
  const std::vector<Record> records{{"a", EpisodeInfo{}, {}}, turn("a", 0), {"a", End{}, {}}};
  const auto changed = told({{"size", "4"}, {"rows", "2"}}, records);
  const Configuration wanted{Source{"first", "1", Options(entry.options, {{"size", "4"}}).hash()}, {{"size", "4"}}};
  ASSERT_GT(changed.size(), 2u);
  EXPECT_EQ(changed[1], (Record{"a", wanted, {}}));
  for (const Record& record : told({{"rows", "2"}}, records)) {
    EXPECT_FALSE(std::holds_alternative<Configuration>(record.body)) << "the default needs no telling";
  }
  const auto count = [](const std::vector<Record>& all) {
    return std::count_if(all.begin(), all.end(),
                         [](const Record& one) { return std::holds_alternative<Configuration>(one.body); });
  };
  EXPECT_EQ(count(told({{"size", "4"}}, changed)), 1) << "running twice is running once";
  EXPECT_EQ(count(told({{"size", "5"}}, changed)), 2) << "two configurations are two sources";
}

TEST(Pipeline, AStreamThatStopsWithoutEndWasCut) {
  Engine engine;
  Collect out;
  Pipeline pipeline(engine, {}, {}, out);
  pipeline.accept({"call", EpisodeInfo{}, {}});
  pipeline.accept(turn("call", 0));
  EXPECT_THROW(pipeline.close(), InputError);
  EXPECT_EQ(out.records.size(), 2u);
}

TEST(Pipeline, AnUnknownStageNamesTheNearest) {
  Engine engine;
  register_counting(engine, "lexicon");
  Collect out;
  try {
    Pipeline pipeline(engine, {"lexikon"}, {}, out);
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_STREQ(error.what(), "nothing is called lexikon (did you mean lexicon?)");
  }
}

TEST(Episode, RecordsMakeItAndItMakesRecords) {
  EpisodeBuilder builder;
  builder.add({"a", EpisodeInfo{.clock = {.type = Clock::Type::media}, .title = "A call"}, {}});
  builder.add({"a", Subject{.name = "Ann"}, {}});
  builder.add(turn("a", 0));
  builder.add(turn("a", 1));
  for (const double value : {0.25, -0.5}) {
    Track track;
    track.key.subject = "Ann";
    track.key.source = {"lexicon", "1", ""};
    AffectState state;
    state.valence = value;
    track.append(value > 0 ? 0 : 1, std::nullopt, state);
    builder.add({"a", std::move(track), {}});
  }
  builder.add({"a", OtherRecord{"mood"}, "\"m\":1"});
  builder.add({"a", End{}, {}});
  const Episode episode = builder.take();
  EXPECT_EQ(builder.episode().id, "");
  ASSERT_EQ(episode.tracks.size(), 1u);
  EXPECT_EQ(episode.tracks[0].size(), 2u);
  ASSERT_NE(episode.find_turn(1), nullptr);
  EXPECT_EQ(episode.find_turn(2), nullptr);

  Collect out;
  episode.write(out);
  for (Record record : out.records) builder.add(std::move(record));
  Episode again = builder.take();
  Collect out_again;
  again.write(out_again);
  EXPECT_EQ(out.records, out_again.records);
  EXPECT_TRUE(again.ended);

  again.remove({"lexicon", "1", ""});
  EXPECT_TRUE(again.tracks.empty());
}

TEST(Episode, ChunksOfASeriesJoinWhereTheyGoOn) {
  EpisodeBuilder builder;
  const auto chunk = [](const char* subject, Seconds start) {
    Series series{.name = "eda", .subject = subject, .rate_hz = 1, .start = start};
    series.channels = {{"eda", "uS", {1, 2}}};
    return Record{"a", std::move(series), {}};
  };
  for (const Seconds start : {0.0, 2.0, 100.0, 102.0}) {
    builder.add(chunk("Ann", start));
    builder.add(chunk("Bo", start));
  }
  const Episode episode = builder.take();
  ASSERT_EQ(episode.series.size(), 4u) << "two people, a gap each";
  for (const Series& series : episode.series) EXPECT_EQ(series.size(), 4u);
}

TEST(Episode, ASubjectToldOfAgainReplacesItself) {
  EpisodeBuilder builder;
  builder.add({"a", Subject{.name = "Ann"}, {}});
  builder.add({"a", Subject{.name = "Bo"}, {}});
  builder.add({"a", Subject{.name = "Ann", .type = Subject::Type::audience}, {}});
  const Episode episode = builder.take();
  ASSERT_EQ(episode.subjects.size(), 2u);
  EXPECT_EQ(episode.subjects[0].type, Subject::Type::audience);
}

}  // namespace
}  // namespace affect
