#include "io/json_stream.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "io/reading.h"

namespace affect::io {
namespace {

using test::Lines;

/// What was read of a text, and what was wrong with it.
struct Walk {
  Lines seen;
  Lines faults;  ///< "2:5: what (hint)"
  Diagnostics diagnostics;
  Ledger ledger;
};

template <class Read>
Walk walk(std::string_view text, Read&& read, std::size_t piece = 1u << 20) {
  Walk result;
  ReadContext context{.diagnostics = result.diagnostics};
  context.ledger = &result.ledger;
  context.reject = [&](const Reject& reject) {
    result.faults.push_back(Error(reject.what, {{}, reject.place.line, reject.place.column}, reject.hint).what());
  };
  test::SlowSource source(text, piece);
  context.encoding = "UTF-8";
  LineReader lines(source, context);
  read_json(lines, context, [&](JsonStream& json) { read(json, result); });
  EXPECT_TRUE(result.ledger.balances()) << text;
  return result;
}

/// The pieces of an array: its strings, and the member "t" of its objects.
void read_pieces(JsonStream& json, Walk& walk) {
  json.pieces([&](JsonView piece) {
    walk.seen.emplace_back(piece.is_object() ? piece.text("t") : piece.string());
    walk.ledger.keep();
  });
}

/// A title and messages, as chats have them.
void read_chat(JsonStream& json, Walk& walk) {
  json.members([&](std::string_view key) {
    if (key == "name") walk.seen.push_back("# " + std::string(json.take().string()));
    if (key == "messages") read_pieces(json, walk);
  });
}

/// The error without --keep-going.
std::string error_of_chat(std::string_view text) {
  Diagnostics diagnostics;
  const ReadContext context{.diagnostics = diagnostics};
  const auto source = memory_source(text, "f.json");
  LineReader lines(*source);
  Walk result;
  try {
    read_json(lines, context, [&](JsonStream& json) { read_chat(json, result); });
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

TEST(JsonStream, EntersTakesAndSkips) {
  const auto result = walk(R"({
  "about": {"deep": [1, {"x": "]}"}], "n": null}, "none": [],
  "name": "Ann \"A\" \u00e9\ud83d\ude00",
  "messages": [{"t": "one"}, {"t": "two", "more": [[]]}, "three", {}],
  "after": -1.5e3, "yes": true })",
                           read_chat);
  EXPECT_EQ(result.seen, (Lines{"# Ann \"A\" \xC3\xA9\xF0\x9F\x98\x80", "one", "two", "three", ""}));
  EXPECT_TRUE(result.faults.empty());
  EXPECT_EQ(result.ledger.read_count(), 4u);
}

TEST(JsonStream, PiecesOfTheSourceDoNotMatter) {
  const std::string text =
      "\xEF\xBB\xBF{\"skipped\": {\"a\\\\\": \"\\\"}]\", \"b\": [1.5, tru]},\n \"na\\u006de\": \"\xC3\xA9 \\\\ "
      "\\u00e9\\n\",\r\n"
      "\"messages\" : [ {\"t\":\"a \\\"b\\\" \\ud83d\\ude00\"} , {\"t\" : 5}, \"\\ud83d\", {\"t\":\"\\u0000\"} ] , "
      "\"n\": 12 } \n";
  const auto whole = walk(text, read_chat);
  EXPECT_EQ(whole.seen,
            (Lines{"# \xC3\xA9 \\ \xC3\xA9\n", "a \"b\" \xF0\x9F\x98\x80", "\xEF\xBF\xBD", "\xEF\xBF\xBD"}));
  EXPECT_EQ(whole.faults, (Lines{"3:47: \"t\" is not a string"}));
  for (std::size_t piece = 1; piece < 12; ++piece) {
    const auto slow = walk(text, read_chat, piece);
    EXPECT_EQ(slow.seen, whole.seen) << piece;
    EXPECT_EQ(slow.faults, whole.faults) << piece;
  }
}

TEST(JsonStream, ReadsUtf16) {
  std::string text = "\xFF\xFE";
  for (const char c : std::string(R"(["hi"])")) text += {c, '\0'};
  EXPECT_EQ(walk(text, read_pieces).seen, (Lines{"hi"}));
}

TEST(JsonStream, CutTextKeepsWhatCameBefore) {
  const std::string text = R"({"name": "Ann", "messages": [{"t": "one"}, {"t": "two"}], "n": [1, {"a": "\\"}]})";
  for (std::size_t size = 1; size < text.size(); ++size) {
    const auto result = walk(std::string_view(text).substr(0, size), read_chat);
    ASSERT_EQ(result.faults.size(), 1u) << size;
    EXPECT_NE(result.faults.front().find("export it again"), std::string::npos) << size << result.faults.front();
    EXPECT_EQ(result.seen.size(), (size >= 14) + (size >= 41) + (size >= 55)) << size;
  }
  EXPECT_EQ(error_of_chat(text.substr(0, 50)),
            "f.json:1:51: a string is not closed (the file was cut; export it again, or --keep-going)");
  EXPECT_EQ(
      error_of_chat("{\n\"messages\": [\n"),
      "f.json:3:1: the JSON text stops before it is complete (the file was cut; export it again, or --keep-going)");
  EXPECT_NE(error_of_chat(" \n "), "");
}

TEST(JsonStream, WhatIsNotReadIsCounted) {
  const auto comma = walk(R"([{"t":"a"}, {"t":"b"} {"t":"c"}])", read_pieces);
  EXPECT_EQ(comma.seen, (Lines{"a", "b", "c"}));
  ASSERT_EQ(comma.faults.size(), 1u);
  EXPECT_TRUE(comma.faults[0].starts_with("1:23: a comma is missing before this")) << comma.faults[0];
  EXPECT_TRUE(comma.ledger.is_whole());

  const auto stray = walk("[{\"t\":\"a\"}, {\"t\":\"b\" ] }, {\"t\":\"c\"}]", read_pieces);
  EXPECT_EQ(stray.seen, (Lines{"a", "c"}));
  EXPECT_EQ(stray.ledger.read_count(), 3u);
  EXPECT_TRUE(stray.ledger.is_whole());

  const std::string rest = ", {\"t\":\"b\"}]";
  for (const std::size_t piece : {1u, 5u, 100u}) {
    const auto early = walk("[{\"t\":\"a\"}]" + rest, read_pieces, piece);
    EXPECT_EQ(early.seen, Lines{"a"});
    EXPECT_EQ(early.ledger.read_count(), 2u);
    EXPECT_FALSE(early.ledger.is_whole());
    EXPECT_EQ(early.ledger.lost_bytes(), rest.size());
    EXPECT_EQ(early.ledger.rejected().size(), 1u);
  }
  EXPECT_EQ(walk(R"({"messages": {"t": "no array"}})", read_chat).ledger.read_count(), 1u);
}

TEST(JsonStream, WrongTypesAreFaultsAtTheirPlaceAndReadingGoesOn) {
  const auto result = walk(R"({
 "name": 5,
 "messages": {"t": "no array"},
 "after": 1})",
                           read_chat);
  EXPECT_EQ(result.faults, (Lines{"2:10: a value is not a string", "3:14: an array should stand here"}));

  const auto pieces = walk(R"(["one", 2, null, {"t": 3}, ["x"],
   "two"])",
                           read_pieces);
  EXPECT_EQ(pieces.seen, (Lines{"one", "two"}));
  EXPECT_EQ(pieces.faults, (Lines{"1:9: a value is not a string", "1:12: a value is not a string",
                                  "1:18: \"t\" is not a string", "1:28: a value is not a string"}));
  EXPECT_EQ(pieces.ledger.read_count(), 6u);
  EXPECT_EQ(pieces.ledger.kept(), 2u);

  EXPECT_EQ(walk("[{\"t\":1}]", read_chat).faults,
            (Lines{"1:1: the rest of the file, 9 bytes, is not read: an object should stand here"}));
  EXPECT_EQ(error_of_chat("{\"messages\":[{\"t\":\"a\"},\n {\"t\":[]}]}"),
            "f.json:2:2: \"t\" is not a string (mend it there, or --keep-going)");
}

TEST(JsonStream, NestedContainersGoOnAfterAFault) {
  const auto result = walk(R"({"list": [5, {"messages": ["a"]}, {"messages": 1, "name": "B"}, {"messages": ["b"]}]})",
                           [](JsonStream& json, Walk& walked) {
                             json.members([&](std::string_view key) {
                               if (key == "list") json.items([&] { read_chat(json, walked); });
                             });
                           });
  EXPECT_EQ(result.seen, (Lines{"a", "# B", "b"}));
  EXPECT_EQ(result.faults, (Lines{"1:11: an object should stand here", "1:48: an array should stand here"}));
}

TEST(JsonStream, AFaultOfTheReaderKeepsItsOwnPlace) {
  const auto result = walk("[\"a\"]", [](JsonStream& json, Walk&) {
    json.pieces([](JsonView) { throw InputError("too odd", {"x", 7, 9}, "try"); });
  });
  EXPECT_EQ(result.faults, (Lines{"7:9: too odd (try)"}));
}

TEST(JsonStream, RepeatedKeysAreFaults) {
  EXPECT_EQ(error_of_chat("{\"name\":\"a\",\n\"n\\u0061me\":\"b\"}"),
            "f.json:2:12: key \"name\" stands twice (mend it there, or export it again, or --keep-going)");
  const auto result = walk(R"([{"t":"a"}, {"t":"b","t":"c"}, {"t":"d","x":[{"y":{"z":1,"z":1}}]}, "e"])", read_pieces);
  EXPECT_EQ(result.seen, (Lines{"a", "e"}));
  EXPECT_EQ(result.faults, (Lines{"1:13: key \"t\" stands twice", "1:32: key \"z\" stands twice"}));
}

TEST(JsonStream, DepthIsNoDanger) {
  for (const std::size_t depth : {65u, 100000u}) {
    const std::string deep = std::string(depth, '[') + std::string(depth, ']');
    const auto skipped = walk("{\"a\":" + deep + ",\"name\":\"x\"}", read_chat);
    EXPECT_EQ(skipped.seen, (Lines{"# x"}));
    EXPECT_TRUE(skipped.faults.empty());
    const auto taken = walk("[\"a\"," + deep + ",\"b\"]", read_pieces);
    EXPECT_EQ(taken.seen, (Lines{"a", "b"}));
    EXPECT_EQ(taken.faults, (Lines{"1:6: nested deeper than 64 (is this the right file?)"}));
  }
  const std::string open(100000, '[');
  EXPECT_EQ(walk("[" + open, read_pieces).faults.size(), 1u);
  EXPECT_EQ(walk("{\"a\":" + open, read_chat).faults.size(), 1u);
  const std::string legal = std::string(64, '[') + "\"x\"" + std::string(64, ']');
  EXPECT_EQ(walk("[" + legal + "]", read_pieces).faults, (Lines{"1:2: a value is not a string"}));
}

TEST(JsonStream, ValuesOverTheLimitAreLeftOut) {
  const std::string large(JsonStream::kMaxValue, 'x');
  const auto result = walk("[\"" + large + "\", \"b\", {\"t\":[" + large + "]}, " + large + ", \"c\"]", read_pieces);
  EXPECT_EQ(result.seen, (Lines{"b", "c"}));
  ASSERT_EQ(result.faults.size(), 3u);
  EXPECT_EQ(result.faults.front(), "1:2: one value is larger than 16 MiB (is this the right file?)");
  const auto skipped = walk("{\"a\":\"" + large + "\",\"name\":\"b\"}", read_chat);
  EXPECT_EQ(skipped.seen, (Lines{"# b"}));
  EXPECT_EQ(walk("{\"" + large + "\":1}", read_chat).faults.size(), 1u);
}

TEST(JsonStream, MendsWhatCanBeRead) {
  const std::string replaced = "\xEF\xBF\xBD";
  using std::string_literals::operator""s;
  const auto result = walk(R"(["\ud83d", "\ude00\ud83d\ude00", "\\ud83d", "\ud83dx\uD83D", "\u0000"])"s, read_pieces);
  EXPECT_EQ(result.seen,
            (Lines{replaced, replaced + "\xF0\x9F\x98\x80", "\\ud83d", replaced + "x" + replaced, replaced}));
  EXPECT_EQ(result.diagnostics.count("lone_surrogate"), 3u);
  EXPECT_EQ(result.diagnostics.count("nul_byte"), 1u);
  const auto raw =
      walk("[\"a\nb\tc\", \"a\0b\", \"\xFF\xC3\xA9\", \"\xED\xA0\xBD\\ude00\", \"\\x0Bx\\x00\"]"s, read_pieces);
  ASSERT_EQ(raw.seen.size(), 5u);
  EXPECT_EQ(raw.seen[4], "\vx" + replaced);
  EXPECT_EQ(raw.seen[0], "a\nb\tc");
  EXPECT_EQ(raw.seen[1], "a" + replaced + "b");
  EXPECT_EQ(raw.seen[2], replaced + "\xC3\xA9");
  EXPECT_TRUE(raw.faults.empty());
  EXPECT_EQ(raw.diagnostics.count("bare_control"), 2u);
  EXPECT_EQ(raw.diagnostics.count("bad_encoding"), 2u);
  const auto key = walk("{\"\\ud83d\": 1, \"\xFF\": 2, \"name\": \"b\"}", [](JsonStream& json, Walk& walked) {
    json.members([&](std::string_view name) { walked.seen.emplace_back(name); });
  });
  EXPECT_EQ(key.seen, (Lines{replaced}));  // both keys read alike now: the second stands twice
  EXPECT_EQ(key.faults.size(), 1u);
}

TEST(JsonStream, WhatIsNoJson) {
  for (const char* text :
       {"{\"name\" 1}", "{name: 1}", "{\"name\":\"a\" \"b\":1}", "{\"name\":}", "{\"name\":\"a\",}", "{,}", "{\"a\":1]",
        "{\"messages\":[\"a\" \"b\"]}", "{\"messages\":[\"a\",]}", "{\"messages\":[,\"a\"]}",
        "{\"messages\":[\"a\",,\"b\"]}", "{} x", "{}{}", "x", "{\"a\\q\":1}"}) {
    EXPECT_EQ(walk(text, read_chat).faults.size(), 1u) << text;
    EXPECT_NE(error_of_chat(text), "") << text;
  }
  EXPECT_EQ(error_of_chat("{\"messages\": [\n  \"a\"\n  \"b\"]}"),
            "f.json:3:3: a comma or ] should stand here (mend it there, or export it again, or --keep-going)");
  EXPECT_EQ(error_of_chat("{\"name\":\"a\"}\n\n {}"),
            "f.json:3:2: text follows the end of the JSON text (mend it there, or export it again, or --keep-going)");
}

TEST(JsonStream, BrokenPiecesAreLeftOut) {
  const auto result =
      walk("[{\"t\":\"NaN\",\"v\":NaN}, {\"t\":tru}, {\"t\":\"a\\q\"}, {\"t\" \"a\"}, {\"v\":[1,]}, 01, \"b\"]",
           read_pieces);
  EXPECT_EQ(result.seen, (Lines{"b"}));
  ASSERT_EQ(result.faults.size(), 6u);
  EXPECT_NE(result.faults.front().find("JSON has no NaN"), std::string::npos) << result.faults.front();
  EXPECT_EQ(result.faults[1].find("NaN"), std::string::npos);
  EXPECT_EQ(result.ledger.read_count(), 7u);
}

TEST(JsonStream, ValuesByKind) {
  const auto source = memory_source(
      R"([{"s":"x","n":2,"d":2.5,"big":18446744073709551615,"yes":true,"no":null,"o":{"a":1},"l":[1,"b"],"text":"7"}])");
  LineReader lines(*source);
  Diagnostics diagnostics;
  const ReadContext context{.diagnostics = diagnostics};
  read_json(lines, context, [&](JsonStream& json) {
    EXPECT_EQ(json.peek(), '[');
    json.pieces([&](JsonView v) {
      EXPECT_EQ(v.text("s"), "x");
      EXPECT_EQ(v.text("no"), "");
      EXPECT_EQ(v.text("absent"), "");
      EXPECT_EQ(v.number("d"), 2.5);
      EXPECT_EQ(v.number("n"), 2.0);
      EXPECT_EQ(v.integer("n"), 2);
      EXPECT_EQ(v.integer("no"), std::nullopt);
      EXPECT_TRUE(v.flag("yes"));
      EXPECT_FALSE(v.flag("no"));
      EXPECT_EQ(v.id("n"), "2");
      EXPECT_EQ(v.id("text"), "7");
      EXPECT_EQ(v.id("big"), "18446744073709551615");
      EXPECT_EQ(v.id("absent"), "");
      EXPECT_EQ(v.items("l").size(), 2u);
      EXPECT_EQ(v.items("l")[0].id(), "1");
      EXPECT_TRUE(v.items("no").empty());
      EXPECT_EQ(v.object("o")->members().front().first, "a");
      EXPECT_FALSE(v.find("no"));
      EXPECT_THROW(v.integer("d"), InputError);
      EXPECT_THROW(v.text("n"), InputError);
      EXPECT_THROW(v.id("yes"), InputError);
      EXPECT_THROW(v.id("d"), InputError);
      EXPECT_THROW(v.flag("n"), InputError);
      EXPECT_THROW(v.object("l"), InputError);
      EXPECT_THROW(v.items("o"), InputError);
      EXPECT_THROW(v.find("o")->items(), InputError);
      EXPECT_THROW(v.find("s")->find("x"), InputError);
      EXPECT_EQ(json.raw().substr(0, 8), "{\"s\":\"x\"");
    });
  });
}

TEST(JsonStream, EveryCutAndEveryPieceSizeBalances) {
  const std::string text = "{\"name\":\"a\",\"x\":[{},[\"]\"]],\"messages\":[\"a\",{\"t\":1},{\"t\":\"\\ud800\"}]}";
  for (std::size_t size = 1; size <= text.size(); ++size) {
    for (const std::size_t piece : {1u, 3u}) walk(std::string_view(text).substr(0, size), read_chat, piece);
  }
}

}  // namespace
}  // namespace affect::io
