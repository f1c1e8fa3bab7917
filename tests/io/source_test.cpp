#include "affect/io/source.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include <sys/stat.h>

#include "io/reading.h"

namespace affect::io {
namespace {

using test::Lines;
using test::SlowSource;

Lines lines_of(std::string_view bytes, std::size_t piece = 1u << 20) {
  SlowSource source(bytes, piece);
  LineReader reader(source);
  Lines lines;
  for (std::string_view line; reader.next(line);) lines.emplace_back(line);
  return lines;
}

std::filesystem::path scratch(const std::string& name) {
  return std::filesystem::path(::testing::TempDir()) / ("affect_source_" + std::to_string(::getpid()) + "_" + name);
}

TEST(LineReader, KnowsEveryLineEnd) {
  for (const std::size_t piece : {1u, 2u, 3u, 4096u}) {
    EXPECT_EQ(lines_of("a\nb\r\nc\rd", piece), (Lines{"a", "b", "c", "d"})) << piece;
    EXPECT_EQ(lines_of("a\r\r\n\n", piece), (Lines{"a", "", ""})) << piece;
    EXPECT_EQ(lines_of("a\r", piece), (Lines{"a"})) << piece;
    EXPECT_EQ(lines_of("", piece), (Lines{}));
    EXPECT_EQ(lines_of("\n", piece), (Lines{""}));
  }
}

TEST(LineReader, DropsTheByteOrderMarkOnce) {
  EXPECT_EQ(lines_of("\xEF\xBB\xBF"
                     "a\n\xEF\xBB\xBF"
                     "b",
                     1),
            (Lines{"a",
                   "\xEF\xBB\xBF"
                   "b"}));
  EXPECT_EQ(lines_of("\xEF\xBB\xBF"), (Lines{}));
}

TEST(LineReader, ConvertsUtf16) {
  using std::string_view_literals::operator""sv;
  const auto little =
      "\xFF\xFE"
      "h\0i\0\n\0\x3D\xD8\x00\xDE\n\0\xE4\0"sv;  // hi, U+1F600, U+00E4
  const auto big =
      "\xFE\xFF"
      "\0h\0i\0\n\xD8\x3D\xDE\x00\0\n\0\xE4"sv;
  const Lines expected{"hi", "\xF0\x9F\x98\x80", "\xC3\xA4"};
  for (const std::size_t piece : {1u, 3u, 4096u}) {
    EXPECT_EQ(lines_of(little, piece), expected) << piece;
    EXPECT_EQ(lines_of(big, piece), expected) << piece;
  }
  EXPECT_EQ(lines_of("\xFF\xFE\x3D\xD8"
                     "a\0"sv),
            (Lines{"\xFF"
                   "a"}));
  EXPECT_EQ(lines_of("\xFF\xFE"
                     "a\0b"sv),
            (Lines{"a\xFF"}));
}

TEST(LineReader, CountsLinesAndBytes) {
  SlowSource source("ab\r\n\nc\rd", 2);
  LineReader reader(source);
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (std::string_view line; reader.next(line);) places.emplace_back(reader.line(), reader.offset());
  EXPECT_EQ(places, (std::vector<std::pair<std::size_t, std::size_t>>{{1, 0}, {2, 4}, {3, 5}, {4, 7}}));
}

TEST(LineReader, PeeksWithoutConsuming) {
  SlowSource source("first\nsecond\n", 3);
  LineReader reader(source);
  EXPECT_EQ(reader.peek(5).substr(0, 5), "first");
  EXPECT_EQ(reader.peek(1000), "first\nsecond\n");
  std::string_view line;
  ASSERT_TRUE(reader.next(line));
  EXPECT_EQ(line, "first");
}

TEST(LineReader, RefusesALineOverTheLimit) {
  const std::string long_line(100, 'x');
  SlowSource source(long_line, 7);
  LineReader reader(source, 99);
  std::string_view line;
  EXPECT_THROW(reader.next(line), InputError);
  SlowSource whole(long_line, 7);
  LineReader enough(whole, 100);
  EXPECT_TRUE(enough.next(line));
}

TEST(LineReader, MendsWhatIsNoUtf8AndSaysWhere) {
  using std::string_view_literals::operator""sv;
  Diagnostics diagnostics;
  SlowSource source(
      "\xC3\xB6k\nab\xE4"
      "c\xED\xA0\x80\nx\0y\xF0\x9F\n\xC2\x85"sv,
      100);
  LineReader reader(source);
  Lines lines;
  for (std::string_view line; reader.next_text(line, diagnostics);) lines.emplace_back(line);
  const std::string bad = "\xEF\xBF\xBD";
  EXPECT_EQ(lines, (Lines{"\xC3\xB6k", "ab" + bad + "c" + bad + bad + bad, "x" + bad + "y" + bad, "\xC2\x85"}));
  EXPECT_EQ(diagnostics.count("bad_encoding"), 2u);
  EXPECT_EQ(diagnostics.count("nul_byte"), 1u);
  EXPECT_EQ(diagnostics.kinds().front().place.line, 2u);
  EXPECT_EQ(diagnostics.kinds().front().place.column, 3u);
}

TEST(Source, SaysWhyAFileCannotBeOpened) {
  const auto reason = [](const std::string& path) -> std::string {
    try {
      open_source(path);
    } catch (const InputError& error) {
      return error.what();
    }
    return {};
  };
  EXPECT_NE(reason(scratch("none").string()).find("No such file"), std::string::npos);
  EXPECT_NE(reason(::testing::TempDir()).find("directory"), std::string::npos);
}

TEST(Source, AFileIsReadAsItWasWhenItWasOpened) {
  const auto path = scratch("growing.txt");
  const auto read_while = [&](const std::function<void()>& something_happens) {
    std::ofstream(path) << "Ann: hi\n" + std::string(1u << 20, '\n') + "Bob: ho\n";
    const auto source = open_source(path.string());
    char first = 0;
    EXPECT_EQ(source->read(&first, 1), 1u);
    something_happens();
    test::Reading reading;
    read_source(test::reading_engine(), *source, reading.context(), reading);
    return reading;
  };
  const auto grown = read_while([&] { std::ofstream(path, std::ios::app) << "Ann: late\n"; });
  EXPECT_EQ(test::spoken(grown), (Lines{"nn: hi", "Bob: ho"}));
  EXPECT_EQ(grown.diagnostics.count("grew"), 1u);
  const auto gone = read_while([&] { std::filesystem::remove(path); });
  EXPECT_EQ(test::spoken(gone), (Lines{"nn: hi", "Bob: ho"}));
  EXPECT_TRUE(gone.diagnostics.empty());
  const auto shrunk = read_while([&] { std::filesystem::resize_file(path, 500000); });
  EXPECT_EQ(test::spoken(shrunk), Lines{"nn: hi"});
  ASSERT_EQ(shrunk.rejects.size(), 1u);
  EXPECT_EQ(shrunk.rejects[0].what, "the file is not read to its end: became shorter while it was read");
  std::filesystem::remove(path);
}

TEST(Source, ReadsANamedPipe) {
  const auto path = scratch("pipe");
  std::filesystem::remove(path);
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  std::thread writer([&] { std::ofstream(path) << "Ann: hi\nBob: ho\n"; });
  test::Reading reading;
  read_file(test::reading_engine(), path.string(), reading.context(), reading);
  writer.join();
  std::filesystem::remove(path);
  EXPECT_EQ(test::spoken(reading), (Lines{"Ann: hi", "Bob: ho"}));
}

TEST(Detection, RefusesWhatIsNoText) {
  using std::string_view_literals::operator""sv;
  EXPECT_NE(test::error_of("", {}, "empty.txt").find("empty.txt: has nothing in it"), std::string::npos);
  EXPECT_NE(test::error_of("\x1F\x8B\x08 rest", {}, "a.txt").find("gzip"), std::string::npos);
  EXPECT_NE(test::error_of("PK\x03\x04 rest").find("zip"), std::string::npos);
  EXPECT_NE(test::error_of("RIFF....WAVEfmt ").find("sound"), std::string::npos);
  std::string noise;
  for (int i = 0; i < 1000; ++i) noise += static_cast<char>(i * 37 % 251);
  EXPECT_NE(test::error_of(noise, {}, "noise.txt").find("noise.txt: is not text"), std::string::npos);
}

TEST(Detection, AnUnknownFormatIsAConfigurationError) {
  EXPECT_THROW(test::read_text("Ann: hi", "subtitle"), ConfigError);
}

TEST(Detection, TellsFormatsByContent) {
  const auto format = [](std::string_view text, std::string path = {}) {
    const auto reading = test::read_text(text, {}, std::move(path));
    for (const Record& record : reading.records) {
      if (const auto* media = std::get_if<Media>(&record.body)) return media->format;
    }
    return std::string();
  };
  EXPECT_EQ(format("Ann: hi, there\nBob: well, hello\n", "a.csv"), "transcript");
  EXPECT_EQ(format("speaker,text\nAnn,hi\n", "a.txt"), "csv");
  EXPECT_EQ(format("1\n00:00:01,000 --> 00:00:02,000\nAnn: hi\n", "a.txt"), "srt");
  EXPECT_EQ(format("WEBVTT\n\n00:01.000 --> 00:02.000\nhi\n"), "vtt");
  EXPECT_EQ(format("# 2024-05-01\n\nA good day: sun.\n"), "diary");
  EXPECT_EQ(format("1644226061\n4\n0.1\n0.2\n", "EDA.csv"), "signal_csv");
  EXPECT_NE(test::error_of("ECG,PPG\n1,2\n3,4\n").find("no column for the time"), std::string::npos);
  EXPECT_NE(test::error_of("Hello, world\n").find("nobody speaks"), std::string::npos);
  EXPECT_EQ(format("time,eda\n0,0.1\n0.25,0.2\n", "x.csv"), "signal_csv");
}

TEST(LineReader, GivesBytesAsTheyAreWhereAsked) {
  const std::string text = "From: a\n\n\xE9t\xE9 \xC3\xA9\xA0\nend\n";
  for (const std::size_t peek : {1u, 8u, 1u << 16}) {
    const auto source = memory_source(text);
    LineReader lines(*source);
    lines.peek(peek);
    lines.as_bytes();
    std::string read;
    for (std::string_view line; lines.next(line);) read.append(line) += '\n';
    EXPECT_EQ(read, text) << peek;
  }
}

}  // namespace
}  // namespace affect::io
