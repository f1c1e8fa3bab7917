#include "affect/io/records.h"

#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "io/records_support.h"
#include "support/place.h"

namespace affect {
namespace {

using test::parse;
using test::write;

Clock calendar(Clock::Precision precision) {
  Clock clock;
  clock.type = Clock::Type::calendar;
  clock.precision = precision;
  return clock;
}

Record parse_one(std::string_view line) {
  auto records = parse(line);
  EXPECT_EQ(records.size(), 1u) << line;
  return records.empty() ? Record{} : records.front();
}

/// Message and place of the fault of a line.
std::string fault(std::string_view line) {
  try {
    parse(line);
  } catch (const InputError& error) {
    return error.place().to_string() + ": " + error.message();
  }
  return "no fault";
}

// Golden: the canonical text of every kind, with every field.
constexpr std::string_view kCanonical[] = {
    R"({"affect":1,"kind":"episode","e":"call","title":"A call","language":"en","clock":{"type":"media"}})",
    R"({"affect":1,"kind":"episode","e":"plain"})",
    R"({"affect":1,"kind":"subject","e":"call","name":"Ann","type":"person","profile":{"age":41,"likes":["tea"]}})",
    R"({"affect":1,"kind":"media","e":"call","name":"m","type":"text","format":"srt","path":"a b.srt","sha256":"00ff"})",
    R"({"affect":1,"kind":"turn","e":"call","turn":0,"speaker":"Ann","text":"Où es-tu? \"Hm\"\n\\ \u0001\t","start":0.5,"end":2.25,"id":"m1","reply_to":"m0"})",
    R"({"affect":1,"kind":"turn","e":"call","turn":1,"event":"media"})",
    R"({"affect":1,"kind":"series","e":"call","name":"eda","subject":"Ann","source":"watch","rate":4,"start":1.5,"channels":[{"name":"eda","unit":"uS","values":[1,null,1.25]}]})",
    R"({"affect":1,"kind":"series","e":"call","name":"mood","times":[0,86400],"channels":[{"name":"mood","values":[3,4]},{"name":"sleep","unit":"h","values":[7.5,null],"device":"x"}]})",
    R"({"affect":1,"kind":"track","e":"call","subject":"Ann","perspective":"expressed","target":"Bob","source":"lexicon@1#5f3a","taxonomy":"ekman","scale":{"instrument":"vader","reference_mean":0.1,"reference_sd":0.4},"turn":[0,2],"start":[0.5,4],"end":[2.25,5],"valence":[-0.4404,null],"valence_se":[0.1,0.2],"arousal":[0.5,0.25],"positive":[0,1],"negative":[1,0],"valence_rater_sd":[0.3,null],"valence_arousal_r":[-0.5,0],"labels":{"kind":"exclusive","names":["joy","fear"],"probability":[[0.25,null],[0.75,null]],"intensity":[null,[0.5,null]]},"words":[[["sad",4,7,-0.4404]],[]],"status":[null,"too_short"]})",
    R"({"affect":1,"kind":"occurrence","e":"call","type":"check_in","subject":"Ann","turn":3,"start":1,"end":2,"attributes":{"a \"b\"":"1","mood":"low"}})",
    R"({"affect":1,"kind":"finding","e":"call","type":"turning_point","subject":"Ann","perspective":"expressed","source":"turning_points@1","column":"valence","turn":12,"time":31.5,"direction":"down","before":0.4,"after":-0.25,"size_sd":1.8,"p":0.003,"confidence":0.9,"grade":"significant","evidence":[{"turn":12,"start":31.5,"end":33,"words":["never","late"]},{"turn":13}]})",
    R"({"affect":1,"kind":"finding","e":"call","type":"dynamics","subject":"Ann","perspective":"expressed","target":"Bob","source":"dynamics@1","input":"lexicon@1","column":"valence","measure":"inertia","value":0.31,"low":-0.05,"high":0.62,"unit":"a turn","method":"test inversion","confidence":0.95})",
    R"({"affect":1,"kind":"finding","e":"call","type":"dyad","subject":"Ann","partner":"Bob","source":"dyads@1","measure":"partner_effect","value":0.2,"p":0.04})",
    R"({"affect":1,"kind":"finding","e":"call","type":"turning_point","subject":"Bob","source":"turning_points@1","status":"too_short","reason":"5 own turns, 6 are needed"})",
    R"({"affect":1,"kind":"relation","e":"call","type":"cause","from":"turn:3","to":"turn:4","weight":0.5})",
    R"({"affect":1,"kind":"assessment","e":"call","instrument":"PHQ-8","subject":"Ann","source":"screen@2","items":[{"name":"sleep","score":2,"evidence":[{"turn":4}]},{"name":"appetite"}],"score":9,"low":6,"high":12})",
    R"({"affect":1,"kind":"configuration","e":"call","source":"turning_points@1#5f3a","options":{"gap_s":"3600","smallest_sd":"1"}})",
    R"({"affect":1,"kind":"final","e":"call","source":"lexicon@1","turn":99,"time":250})",
    R"({"affect":1,"kind":"end","e":"call"})",
    R"({"affect":1,"kind":"hologram","e":"call","beam":{"x":1.50,"y":[1e2,"\u00e9",{}]},"on":true})",
};

TEST(Records, CanonicalTextReadsAndWritesTheSame) {
  for (const auto line : kCanonical) EXPECT_EQ(write(parse_one(line)), line);
}

/// Names of the members of a JSON object, in order.
std::vector<std::string> keys_of(std::string_view line) {
  std::vector<std::string> keys;
  int depth = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '{' || line[i] == '[') ++depth;
    if (line[i] == '}' || line[i] == ']') --depth;
    if (line[i] != '"') continue;
    const auto begin = i + 1;
    for (++i; line[i] != '"'; ++i) i += line[i] == '\\' ? 1 : 0;
    if (depth == 1 && line[i + 1] == ':') keys.emplace_back(line.substr(begin, i - begin));
  }
  return keys;
}

TEST(Records, TheSchemaHasEveryFieldInTheOrderOfTheText) {
  std::ifstream file(test::source_dir() + "/data/schema/record.schema.json");
  const std::string schema{std::istreambuf_iterator<char>(file), {}};
  const auto definitions = schema.find("\"$defs\"");
  ASSERT_NE(definitions, std::string::npos);
  for (const auto line : kCanonical) {
    const auto kind = std::string(affect::kind(parse_one(line)));
    if (kind == "hologram") continue;
    auto at = schema.find("\n  \"" + kind + "\": {", definitions);
    ASSERT_NE(at, std::string::npos) << kind;
    const auto end = schema.find("\n  \"", at + 1);
    const auto keys = keys_of(line);
    for (std::size_t i = 3; i < keys.size(); ++i) {
      const auto next = schema.find("\"" + keys[i] + "\": {", at);
      EXPECT_LT(next, end) << kind << ": " << keys[i] << " is missing or stands elsewhere";
      at = next;
    }
  }
}

TEST(Records, OpenLabelsHaveRows) {
  constexpr std::string_view kLine =
      R"({"affect":1,"kind":"track","e":"s","subject":"Ann","perspective":"evoked","source":"net","turn":[0,1],"labels":{"kind":"open","rows":[[["wistful",0.7,0.5],["calm",0.2]],[]]}})";
  const auto record = parse_one(kLine);
  const auto& track = std::get<Track>(record.body);
  ASSERT_EQ(track.size(), 2u);
  EXPECT_EQ(track.open_labels(0)[0], (Label{"wistful", 0.7, 0.5}));
  EXPECT_EQ(track.open_labels(0)[1], (Label{"calm", 0.2, std::nullopt}));
  EXPECT_TRUE(track.open_labels(1).empty());
  EXPECT_EQ(write(record), kLine);
}

TEST(Records, ATrackSaysWhatItWasMadeFrom) {
  constexpr std::string_view kLine =
      R"({"affect":1,"kind":"track","e":"s","subject":"Ann","perspective":"felt","source":"state_space@1","input":"lexicon@1","turn":[0],"valence":[0.5]})";
  const auto record = parse_one(kLine);
  EXPECT_EQ(std::get<Track>(record.body).key.input, (Source{"lexicon", "1", ""}));
  EXPECT_EQ(write(record), kLine);
}

TEST(Records, FieldsAreRead) {
  const auto record = parse_one(kCanonical[8]);
  const auto& track = std::get<Track>(record.body);
  EXPECT_EQ(record.episode, "call");
  EXPECT_EQ(track.key, (TrackKey{"Ann", Perspective::expressed, "Bob", {"lexicon", "1", "5f3a"}, "ekman"}));
  ASSERT_EQ(track.size(), 2u);
  const auto first = track.state(0);
  EXPECT_EQ(first.valence, -0.4404);
  EXPECT_EQ(first.arousal, 0.5);
  EXPECT_FALSE(first.dominance);
  EXPECT_EQ(first.standard_error[0], 0.1);
  EXPECT_EQ(first.rater_sd[0], 0.3);
  EXPECT_EQ(first.correlation[0], -0.5);
  ASSERT_EQ(first.labels.size(), 2u);
  EXPECT_EQ(first.labels[1], (Label{"fear", 0.75, 0.5}));
  EXPECT_EQ(track.time(1), (TimeRange{4, 5}));
  EXPECT_FALSE(track.state(1).valence) << "null is absent, never 0";
  EXPECT_TRUE(track.state(1).labels.empty());
  EXPECT_EQ(track.state(1).status, Status::too_short);
  ASSERT_EQ(track.words(0).size(), 1u);
  EXPECT_EQ(track.words(0)[0].word, "sad");
  EXPECT_EQ(track.words(0)[0].bytes, (ByteRange{4, 7}));
  EXPECT_TRUE(track.words(1).empty());

  const auto turn = std::get<Turn>(parse_one(kCanonical[4]).body);
  EXPECT_EQ(turn.text, "Où es-tu? \"Hm\"\n\\ \x01\t");
  EXPECT_EQ(turn.time, (TimeRange{0.5, 2.25}));
}

TEST(Records, OrderSpacesAndEscapesDoNotMatter) {
  const auto record = parse_one(
      " { \"turn\" : 7 , \"e\" : \"c\", \"text\":\"\\u00e9\\uD83D\\uDE00\\/\" ,\"kind\":\"turn\",\"affect\":1 } ");
  EXPECT_EQ(write(record), R"({"affect":1,"kind":"turn","e":"c","turn":7,"text":"é😀/"})");
}

TEST(Records, NullIsAbsent) {
  const auto record = parse_one(R"({"affect":1,"kind":"turn","e":"c","turn":1,"speaker":null,"start":null,"id":null})");
  EXPECT_EQ(write(record), R"({"affect":1,"kind":"turn","e":"c","turn":1})");
}

TEST(Records, UnknownFieldsAreKeptInOrderAndMinified) {
  const auto record = parse_one(
      R"({"affect":1,"kind":"turn","z":[ 1.0 , {"b" : null,"a":"\u0041"} ],"e":"c","turn":1,"y":-0,"x":"\/"})");
  EXPECT_EQ(record.extra, R"("z":[1.0,{"b":null,"a":"\u0041"}],"y":-0,"x":"\/")");
  EXPECT_EQ(write(record),
            R"({"affect":1,"kind":"turn","e":"c","turn":1,"z":[1.0,{"b":null,"a":"\u0041"}],"y":-0,"x":"\/"})");
}

TEST(Records, UnknownFieldsInsideAreKept) {
  for (
      const std::string_view line : {
          R"({"affect":1,"kind":"episode","e":"c","clock":{"type":"media","frames":25}})",
          R"({"affect":1,"kind":"finding","e":"c","type":"risk","evidence":[{"turn":1,"lag":[2]}]})",
          R"({"affect":1,"kind":"assessment","e":"c","instrument":"i","subject":"s","items":[{"name":"a","k":1}]})",
          R"({"affect":1,"kind":"track","e":"c","subject":"A","perspective":"felt","source":"s","scale":{"instrument":"i","n":3},"turn":[0],"valence":[0],"labels":{"kind":"independent","names":["a"],"probability":[[1]],"version":2}})",
      }) {
    EXPECT_EQ(write(parse_one(line)), line);
  }
}

TEST(Records, NumbersAreShortestAndReadBack) {
  const std::pair<double, std::string_view> cases[] = {
      {0, "0"},
      {-0.0, "-0"},
      {1, "1"},
      {100000, "100000"},
      {0.1, "0.1"},
      {-0.5574, "-0.5574"},
      {0.0001, "0.0001"},
      {0.30000000000000004, "0.30000000000000004"},
      {1.0 / 3, "0.3333333333333333"},
      {1e-5, "0.00001"},
      {1e-7, "1e-07"},
      {1714588205.25, "1714588205.25"},
      {9007199254740991, "9007199254740991"},
      {9007199254740992, "9.007199254740992e+15"},
      {std::numeric_limits<double>::max(), "1.7976931348623157e+308"},
      {std::numeric_limits<double>::denorm_min(), "5e-324"},
  };
  for (const auto& [number, text] : cases) {
    Relation relation{"t", "a", "b", number};
    const auto line = write({"c", relation, {}});
    EXPECT_EQ(line, R"({"affect":1,"kind":"relation","e":"c","type":"t","from":"a","to":"b","weight":)" +
                        std::string(text) + "}");
    const auto back = std::get<Relation>(parse_one(line).body).weight;
    EXPECT_EQ(back, number);
    EXPECT_EQ(std::signbit(*back), std::signbit(number));
  }
}

TEST(Records, WholeNumbersAreExact) {
  for (const std::string_view number : {"9007199254740993", "9223372036854775807"}) {
    const auto line = R"({"affect":1,"kind":"turn","e":"c","turn":)" + std::string(number) + "}";
    EXPECT_EQ(write(parse_one(line)), line);
  }
}

TEST(Records, CalendarTimesAreIsoAtTheirPrecision) {
  const Turn turn{0, "", "x", "", TimeRange{1714521600, 1714521600}, "", ""};  // 2024-05-01
  const auto text = [&](Seconds start, Seconds end, Clock::Precision precision) {
    Turn at = turn;
    at.time = TimeRange{start, end};
    const auto line = write({"d", at, {}}, calendar(precision));
    EXPECT_EQ(std::get<Turn>(parse_one(line).body), at);
    return line.substr(line.find("\"x\",") + 4);
  };
  using P = Clock::Precision;
  EXPECT_EQ(text(1714521600, 1714521600, P::day), R"("time":"2024-05-01"})");
  EXPECT_EQ(text(1714588200, 1714588200, P::minute), R"("time":"2024-05-01T18:30"})");
  EXPECT_EQ(text(1714588205.25, 1714588205.25, P::instant), R"("time":"2024-05-01T18:30:05.25"})");
  EXPECT_EQ(text(1714521600, 1714608000, P::day), R"("start":"2024-05-01","end":"2024-05-02"})");
  EXPECT_EQ(text(1714588200, 1714588200, P::day), R"("time":"2024-05-01T18:30:00"})") << "nothing is lost";
  EXPECT_EQ(text(1.0 / 3, 1.0 / 3, P::instant), R"("time":0.3333333333333333})") << "nothing is lost";
  Clock utc = calendar(P::minute);
  utc.zone = "Europe/Berlin";
  EXPECT_NE(write({"d", Turn{0, "", "x", "", TimeRange{1714588200, 1714588200}, "", ""}, {}}, utc).find("T18:30Z"),
            std::string::npos);
  const auto offset = parse_one(R"({"affect":1,"kind":"turn","e":"d","turn":0,"time":"2024-05-01T20:30+02:00"})");
  EXPECT_EQ(std::get<Turn>(offset.body).time, (TimeRange{1714588200, 1714588200}));
}

TEST(Records, TheWriterKnowsTheClockOfEachEpisode) {
  std::string text;
  const auto output = io::string_output(text);
  io::RecordWriter writer(*output);
  const Turn turn{0, "", "x", "", TimeRange{1714521600, 1714521600}, "", ""};
  writer.accept({"d", EpisodeInfo{calendar(Clock::Precision::day), "", ""}, {}});
  writer.accept({"m", EpisodeInfo{}, {}});
  writer.accept({"d", turn, {}});
  writer.accept({"m", turn, {}});
  writer.accept({"d", End{}, {}});
  EXPECT_EQ(text,
            R"({"affect":1,"kind":"episode","e":"d","clock":{"type":"calendar","precision":"day"}}
{"affect":1,"kind":"episode","e":"m"}
{"affect":1,"kind":"turn","e":"d","turn":0,"text":"x","time":"2024-05-01"}
{"affect":1,"kind":"turn","e":"m","turn":0,"text":"x","start":1714521600,"end":1714521600}
{"affect":1,"kind":"end","e":"d"}
)");
}

TEST(Records, TheWriterRefusesWhatIsNotUtf8) {
  std::string text;
  const auto output = io::string_output(text);
  io::RecordWriter writer(*output);
  EXPECT_THROW(writer.accept({"c", Turn{0, "\xff", "", "", {}, "", ""}, {}}), InputError);
  EXPECT_EQ(text, "");
}

TEST(Records, AWholeEpisodeStandsOnOneLine) {
  const auto records = parse(
      R"({"affect":1,"kind":"episode","turns":[{"turn":0,"speaker":"Ann","text":"Hi"},{"turn":1,"text":"Oh","x":1}],)"
      R"("tracks":[{"subject":"Ann","perspective":"expressed","source":"s","turn":[0],"valence":[0.5]}],)"
      R"("subjects":[{"name":"Ann"}],"findings":[],"title":"T","e":"c","note":1})");
  ASSERT_EQ(records.size(), 6u);
  const std::string_view expected[] = {
      R"({"affect":1,"kind":"episode","e":"c","title":"T","note":1})",
      R"({"affect":1,"kind":"subject","e":"c","name":"Ann","type":"person"})",
      R"({"affect":1,"kind":"turn","e":"c","turn":0,"speaker":"Ann","text":"Hi"})",
      R"({"affect":1,"kind":"turn","e":"c","turn":1,"text":"Oh","x":1})",
      R"({"affect":1,"kind":"track","e":"c","subject":"Ann","perspective":"expressed","source":"s","turn":[0],"valence":[0.5]})",
      R"({"affect":1,"kind":"end","e":"c"})",
  };
  for (std::size_t i = 0; i < records.size(); ++i) EXPECT_EQ(write(records[i]), expected[i]);
}

TEST(Records, FaultsSayWhatAndWhere) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {R"([1])", "x.jsonl:3:1: a record must be a JSON object"},
      {R"({"a":1})", "x.jsonl:3:1: not a record: it has no \"affect\":1"},
      {R"({"affect":2,"kind":"end","e":"c"})", "x.jsonl:3:1: record format 2 is not known"},
      {R"({"affect":1,"kind":"end"})", "x.jsonl:3:1: record has no episode id"},
      {R"({"affect":1,"e":"c"})", "x.jsonl:3:1: record has no kind"},
      {R"({"affect":1,"kind":7,"e":"c"})", "x.jsonl:3:20: kind must be a string"},
      {R"({"affect":1,"kind":"turn","e":"c","turn":"1"})", "x.jsonl:3:42: turn must be a whole number"},
      {R"({"affect":1,"kind":"turn","e":"c","turn":1.0})", "x.jsonl:3:42: turn must be a whole number"},
      {R"({"affect":1,"kind":"turn","e":"c","turn":99999999999999999999})",
       "x.jsonl:3:42: turn must be a whole number"},
      {R"({"affect":1,"kind":"turn","e":"c","turn":-1})", "x.jsonl:3: turn is negative"},
      {R"({"affect":1,"kind":"turn","e":"c"})", "x.jsonl:3:1: turn has no number"},
      {R"({"affect":1,"kind":"turn","e":"c","turn":1,"text":5})", "x.jsonl:3:51: text must be a string"},
      {R"({"affect":1,"kind":"turn","e":"c","turn":1,"turn":1})", "x.jsonl:3:44: key \"turn\" stands twice"},
      {R"({"affect":1,"kind":"turn","e":"c","turn":1,"\u0074urn":1})", "x.jsonl:3:44: key \"turn\" stands twice"},
      {R"({"affect":1,"kind":"turn","e":"c","turn":1,"e":"d"})", "x.jsonl:3:44: key \"e\" stands twice"},
      {R"({"affect":1,"kind":"turn","e":"c","turn":1,"x":{"a":1,"a":2}})", "x.jsonl:3:55: key \"a\" stands twice"},
      {R"({"affect":1,"kind":"turn","e":"c","turn":1,"start":NaN})", "x.jsonl:3:52: start must be a time"},
      {R"({"affect":1,"kind":"turn","e":"c","turn":1,"start":1e999})", "x.jsonl:3:52: start must be a time"},
      {R"({"affect":1,"kind":"turn","e":"c","turn":1,"time":"noon"})", "x.jsonl:3:51: time must be a time"},
      {R"({"affect":1,"kind":"turn","e":"c","turn":1,"start":2,"end":1})", "x.jsonl:3: end lies before start"},
      {R"({"affect":1,"kind":"turn","e":"c","turn":1,"end":1})", "x.jsonl:3: a record has an end without a start"},
      {R"({"affect":1,"kind":"turn","e":"c","turn":1,"text":"\ud800"})",
       "x.jsonl:3:52: half of a surrogate pair stands alone"},
      {R"({"affect":1,"kind":"turn","e":"c","turn":1,"text":"\udc00"})",
       "x.jsonl:3:52: half of a surrogate pair stands alone"},
      {R"({"affect":1,"kind":"turn","e":"c","turn":1,"x":"\ud800\u0041"})",
       "x.jsonl:3:49: half of a surrogate pair stands alone"},
      {R"({"affect":1,"kind":"turn","e":"c","turn":1,"text":"\q"})", "x.jsonl:3:52: unknown escape in a string"},
      {R"({"affect":1,"kind":"turn","e":"c","turn":1,"x":01})", "x.jsonl:3:48: not a JSON value"},
      {R"({"affect":1,"kind":"turn","e":"c","turn":1,"x":tru})", "x.jsonl:3:48: not a JSON value"},
      {R"({"affect":1,"kind":"track","e":"c","subject":"A","source":"s","turn":[0]})",
       "x.jsonl:3:1: track has no perspective"},
      {R"({"affect":1,"kind":"track","e":"c","perspective":"heard","source":"s","turn":[0]})",
       "x.jsonl:3:50: \"heard\" is not a known perspective"},
      {R"({"affect":1,"kind":"track","e":"c","perspective":"felt","source":"s","turn":[0],"valence":[2]})",
       "x.jsonl:3: valence is outside [-1, 1]"},
      {R"({"affect":1,"kind":"track","e":"c","perspective":"felt","source":"s","turn":[0],"valence":["a"]})",
       "x.jsonl:3:92: valence must be a finite number"},
      {R"({"affect":1,"kind":"track","e":"c","perspective":"felt","source":"s","turn":[0],"valence":[0,0]})",
       "x.jsonl:3: valence has 2 rows and turn has 1"},
      {R"({"affect":1,"kind":"track","e":"c","perspective":"felt","source":"s","valence":[0]})",
       "x.jsonl:3:1: row 0 has neither turn nor time"},
      {R"({"affect":1,"kind":"episode","e":"c","turns":[{"turn":0,"kind":"turn"}]})",
       "x.jsonl:3:64: kind belongs to the line, not to a record inside it"},
  };
  for (const auto& [line, expected] : cases) EXPECT_EQ(fault(line), expected) << line;
}

TEST(Records, BrokenTextIsRefused) {
  for (const std::string_view line : {
           R"()",
           R"({"affect":1,"kind":"end","e":"c")",
           R"({"affect":1,"kind":"end","e":"c"}})",
           R"({"affect":1,"kind":"end","e":"c"} {})",
           R"({"affect":1,"kind":"end","e":"c"}x)",
           R"({"affect":1,"kind":"end","e":"c",})",
           R"({"affect":1,"kind":"end","e":"c" "x":1})",
           R"({"affect":1,"kind":"end","e":"c","x":[1 2]})",
           R"({"affect":1,"kind":"end","e":"c","x":[1,]})",
           R"({"affect":1,"kind":"end","e":"c","x":[1}})",
           R"({"affect":1,"kind":"end","e":"c","x":{"a"}})",
           R"({"affect":1,"kind":"end","e":"c","x":1.})",
           R"({"affect":1,"kind":"end","e":"c","x":-})",
           R"({"affect":1,"kind":"end","e":"c","x":1e})",
           R"({"affect":1,"kind":"end","e":"c","x":Infinity})",
           R"({"affect":1,"kind":"end","e":"c","x":'a'})",
           R"({"affect":1,"kind":"end","e":"c","x":"a)",
           R"({"affect":1,"kind":"turn","e":"c","turn":1,"text":"a"b})",
           R"({"affect":1,"kind":"turn","e":"c","turn":1 2})",
           R"({"affect":1,"kind":"turn","e":"c","turn":1,"speaker":nul})",
           "{\"affect\":1,\"kind\":\"end\",\"e\":\"c\",\"x\":\"a\nb\"}",
           "{\"affect\":1,\"kind\":\"end\",\"e\":\"\xff\"}",
           "{\"affect\":1,\"kind\":\"end\",\"e\":\"\xed\xa0\x80\"}",
       }) {
    EXPECT_NE(fault(line), "no fault") << line;
  }
}

TEST(Records, DepthIsLimited) {
  const auto nested = [](std::size_t depth) {
    return R"({"affect":1,"kind":"end","e":"c","x":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
  };
  EXPECT_EQ(write(parse_one(nested(64))), nested(64));
  EXPECT_NE(fault(nested(65)).find("nested deeper than 64"), std::string::npos);
  EXPECT_NE(fault(nested(1'000'000)).find("nested deeper than 64"), std::string::npos);
}

TEST(Records, ManyKeysAreStillChecked) {
  std::string line = R"({"affect":1,"kind":"end","e":"c")";
  for (int i = 0; i < 20'000; ++i) line += ",\"k" + std::to_string(i) + "\":0";
  EXPECT_EQ(write(parse_one(line + "}")), line + "}");
  EXPECT_NE(fault(line + ",\"k777\":1}").find("key \"k777\" stands twice"), std::string::npos);
}

TEST(Records, NothingIsHandedOverWhereALineIsBad) {
  test::Collect sink;
  io::RecordParser parser;
  EXPECT_THROW(parser.parse(R"({"affect":1,"kind":"episode","e":"c","turns":[{"turn":0},{"turn":-1}]})", {}, sink),
               InputError);
  EXPECT_TRUE(sink.records.empty());
  parser.parse(R"({"affect":1,"kind":"end","e":"c"})", {}, sink);
  EXPECT_EQ(sink.records.size(), 1u) << "a parser goes on after a fault";
}

}  // namespace
}  // namespace affect
