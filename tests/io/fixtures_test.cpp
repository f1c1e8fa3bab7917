// Every fixture of tests/io/fixtures/<format>/, each against what stands beside it in <fixture>.expect.toml: how it is
// found, what is read of it, and that neither pieces, line ends, encodings, compression nor a cut change more than they
// must. A format's own test says how it treats one thing; this one says that all formats keep the same promises.
#include "io/fixtures.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <toml++/toml.h>
#include <zlib.h>
#include <zstd.h>

#include "affect/io/output.h"
#include "affect/io/records.h"
#include "io/reading.h"

namespace affect::io {
namespace {

namespace fs = std::filesystem;
using test::Reading;

struct Fixture {
  fs::path path;  ///< the file or folder
  toml::table expect;
};

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool is_file(const std::string& name) { return fs::is_regular_file(test::fixture_folder() / name); }

/// Whether the fixture's expectations leave something free that others have as a part of what they show.
bool may(const std::string& name, std::string_view what) {
  const auto expect = toml::parse_file((test::fixture_folder() / name).string() + std::string(test::kExpect));
  return is_file(name) && expect["options"][what].value_or(true);
}

bool has_free_line_ends(const std::string& name) {
  return may(name, "line_ends") &&
         bytes_of(test::fixture_folder() / name).find_first_of(std::string_view("\r\0", 2)) == std::string::npos;
}

bool has_free_encoding(const std::string& name) {
  if (!may(name, "encodings")) return false;
  const std::string bytes = bytes_of(test::fixture_folder() / name);
  return !bytes.starts_with("\xEF\xBB\xBF") && !bytes.starts_with("\xFF\xFE") && !bytes.starts_with("\xFE\xFF");
}

std::vector<std::string> fixtures_that(bool (*hold)(const std::string& name)) {
  std::vector<std::string> names = test::fixtures();
  names.erase(std::remove_if(names.begin(), names.end(), [&](const auto& name) { return !hold(name); }), names.end());
  return names;
}

DateOrder date_order(std::string_view name) {
  if (name == "dmy") return DateOrder::day_month_year;
  if (name == "mdy") return DateOrder::month_day_year;
  return name == "ymd" ? DateOrder::year_month_day : DateOrder::unknown;
}

class Fixtures : public testing::TestWithParam<std::string> {
 protected:
  Fixtures() {
    fixture_.path = test::fixture_folder() / GetParam();
    fixture_.expect = toml::parse_file(fixture_.path.string() + std::string(test::kExpect));
  }

  ReadContext context(Reading& reading) const {
    ReadContext context = reading.context();
    const auto options = fixture_.expect["options"];
    context.zone = options["zone"].value_or(std::string());
    context.encoding = options["encoding"].value_or(std::string());
    context.subject = options["subject"].value_or(std::string());
    context.date_order = date_order(options["date_order"].value_or(std::string()));
    if (const auto* columns = options["columns"].as_table()) {
      for (const auto& [ours, theirs] : *columns) {
        context.columns[std::string(ours.str())] = theirs.value_or(std::string());
      }
    }
    return context;
  }

  Reading read_path(const fs::path& path) const {
    Reading reading;
    io::read_path(test::reading_engine(), path.string(), context(reading), reading);
    return reading;
  }
  /// The fixture's path, other bytes.
  Reading read_bytes(std::string_view bytes, std::size_t piece = 1u << 20) const {
    Reading reading;
    test::SlowSource source(bytes, piece, fixture_.path.string());
    io::read_source(test::reading_engine(), source, context(reading), reading);
    return reading;
  }

  Fixture fixture_;
};

std::string wire_time(const Reading& reading, const Turn& turn) {
  if (!turn.time) return "";
  if (reading.episodes.front().clock.type != Clock::Type::calendar) return fmt::format("{}", turn.time->start);
  const Clock& clock = reading.episodes.front().clock;
  return format_iso_time(turn.time->start, clock.precision, !clock.zone.empty());
}

std::string expected_time(const toml::node_view<toml::node>& node) {
  if (const auto text = node.value<std::string>()) return *text;
  if (const auto number = node.value<double>()) return fmt::format("{}", *number);
  return "";
}

/// What a test of two readings compares; the ids and paths may differ.
std::string summary(const Reading& reading) {
  std::string text;
  for (const Turn& turn : reading.turns) {
    text += fmt::format("{}|{}|{}|{}|{}|{}|{}\n", turn.turn, turn.speaker, turn.text, turn.event, turn.id,
                        turn.reply_to, turn.time ? fmt::format("{}-{}", turn.time->start, turn.time->end) : "");
  }
  for (const Occurrence& occurrence : reading.occurrences) {
    text += fmt::format("{}|{}|{}\n", occurrence.type, occurrence.subject, occurrence.turn.value_or(-1));
  }
  for (const Relation& relation : reading.relations)
    text += fmt::format("{}|{}|{}\n", relation.type, relation.from, relation.to);
  for (const Reject& reject : reading.rejects) text += reject.what + "\n";
  return text;
}

std::map<std::string, std::int64_t> expected_counts(toml::table& expect, std::string_view key) {
  std::map<std::string, std::int64_t> counts;
  if (const auto* table = expect[key].as_table()) {
    for (const auto& [name, count] : *table) counts[std::string(name.str())] = count.value_or(std::int64_t{-1});
  }
  return counts;
}

/// What holds of single files, of those whose lines may end otherwise, and of those without an encoding of their own.
class FixtureFiles : public Fixtures {};
class FixtureLines : public Fixtures {};
class FixtureEncodings : public Fixtures {};

TEST_P(Fixtures, AreReadAsExpected) {
  const Reading reading = read_path(fixture_.path);
  auto& expect = fixture_.expect;
  std::vector<const Turn*> spoken;
  for (const Turn& turn : reading.turns) {
    if (turn.event.empty()) spoken.push_back(&turn);
  }
  for (const Record& record : reading.records) {
    if (const auto* media = std::get_if<Media>(&record.body)) {
      EXPECT_EQ(media->format, expect["format"].value_or(std::string()));
    }
  }
  EXPECT_EQ(reading.episodes.size(), expect["episodes"].value_or(std::size_t{1}));
  EXPECT_EQ(spoken.size(), expect["turns"].value_or(std::size_t{0}));
  EXPECT_EQ(reading.turns.size() - spoken.size(), expect["events"].value_or(std::size_t{0}));
  if (const auto* speakers = expect["speakers"].as_array()) {
    std::vector<std::string> names, met;
    for (const auto& name : *speakers) names.push_back(name.value_or(std::string()));
    for (const Turn* turn : spoken) {
      const bool is_new = std::find(met.begin(), met.end(), turn->speaker) == met.end();
      if (is_new && !turn->speaker.empty()) met.push_back(turn->speaker);
    }
    EXPECT_EQ(met, names);
  }
  if (!spoken.empty()) {
    EXPECT_EQ(spoken.front()->text, expect["first"].value_or(std::string()));
    EXPECT_EQ(spoken.back()->text, expect["last"].value_or(std::string()));
    EXPECT_EQ(wire_time(reading, *spoken.front()), expected_time(expect["first_time"]));
    EXPECT_EQ(wire_time(reading, *spoken.back()), expected_time(expect["last_time"]));
  }
  std::map<std::string, std::int64_t> occurrences, relations, diagnostics;
  for (const Occurrence& occurrence : reading.occurrences) ++occurrences[occurrence.type];
  for (const Relation& relation : reading.relations) ++relations[relation.type];
  for (const Diagnostic& kind : reading.diagnostics.kinds())
    diagnostics[kind.code] = static_cast<std::int64_t>(kind.count);
  EXPECT_EQ(occurrences, expected_counts(expect, "occurrences"));
  EXPECT_EQ(relations, expected_counts(expect, "relations"));
  EXPECT_EQ(diagnostics, expected_counts(expect, "diagnostics"));
}

TEST_P(Fixtures, AreAccountedForToTheLastPiece) {
  const Reading reading = read_path(fixture_.path);
  EXPECT_GT(reading.ledger.read_count(), 0u);
  EXPECT_GT(reading.ledger.kept(), 0u);
  EXPECT_TRUE(reading.ledger.balances()) << reading.ledger.read_count() << " " << reading.ledger.unit() << ", "
                                         << reading.ledger.kept() << " kept";
}

TEST_P(FixtureFiles, AreTheSameInPieces) {
  const std::string bytes = bytes_of(fixture_.path);
  const std::string whole = summary(read_bytes(bytes));
  for (const std::size_t piece : {1u, 3u, 61u, 4096u}) EXPECT_EQ(summary(read_bytes(bytes, piece)), whole) << piece;
}

TEST_P(Fixtures, AreTheSameAsRecordsWrittenAndReadAgain) {
  Reading reading = read_path(fixture_.path);
  const std::string before = summary(reading);
  std::string text;
  const auto output = string_output(text);
  RecordWriter writer(*output);
  for (Record& record : reading.records) writer.accept(std::move(record));
  output->commit();
  Reading again = test::read_text(text, "records");
  again.rejects = reading.rejects;
  EXPECT_EQ(summary(again), before);
}

TEST_P(FixtureLines, AreTheSameWithOtherLineEnds) {
  const std::string bytes = bytes_of(fixture_.path);
  std::string crlf;
  for (const char c : bytes) crlf += c == '\n' ? "\r\n" : std::string(1, c);
  EXPECT_EQ(summary(read_bytes(crlf)), summary(read_bytes(bytes)));
}

TEST_P(FixtureEncodings, AreTheSameWithAByteOrderMark) {
  const std::string bytes = bytes_of(fixture_.path);
  EXPECT_EQ(summary(read_bytes("\xEF\xBB\xBF" + bytes)), summary(read_bytes(bytes)));
}

/// Wherever a file is cut, what came before is read or accounted for, and no episode stays open.
TEST_P(FixtureFiles, MayBeCutAnywhere) {
  const std::string bytes = bytes_of(fixture_.path);
  const std::size_t step = std::max<std::size_t>(1, bytes.size() / 97);
  for (std::size_t size = 0; size < bytes.size(); size += step) {
    Reading reading;
    test::SlowSource source(std::string_view(bytes).substr(0, size), 1u << 20, fixture_.path.string());
    try {
      io::read_source(test::reading_engine(), source, context(reading), reading);
      EXPECT_TRUE(reading.ledger.balances()) << "cut at " << size;
      EXPECT_TRUE(reading.ledger.is_whole() || !reading.ledger.rejected().empty()) << "cut at " << size;
      EXPECT_FALSE(reading.open()) << "cut at " << size;
    } catch (const InputError& error) {
      EXPECT_FALSE(error.message().empty() || error.hint().empty() || error.place().file.empty()) << error.what();
      EXPECT_TRUE(error.place().line > 0 || size < 64) << "cut at " << size << ": " << error.what();
    } catch (const ConfigError&) {
      // What is asked for (a column) may lie behind the cut.
    }
  }
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

std::string zstd(std::string_view bytes) {
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), 3));
  return packed;
}

TEST_P(FixtureFiles, AreTheSameCompressed) {
  const std::string bytes = bytes_of(fixture_.path);
  const Reading plain = read_path(fixture_.path);
  std::string pattern = (fs::temp_directory_path() / "affect-fixture-XXXXXX").string();
  const fs::path folder = mkdtemp(pattern.data());
  for (const auto& [ending, packed] : {std::pair{".gz", gzip(bytes)}, std::pair{".zst", zstd(bytes)}}) {
    const fs::path path = folder / (fixture_.path.filename().string() + ending);
    std::ofstream(path, std::ios::binary) << packed;
    const Reading reading = read_path(path);
    EXPECT_EQ(summary(reading), summary(plain)) << ending;
    EXPECT_EQ(reading.episode_ids, plain.episode_ids) << ending;
  }
  fs::remove_all(folder);
}

std::string test_name(const testing::TestParamInfo<std::string>& named) {
  std::string name = named.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Formats, Fixtures, testing::ValuesIn(test::fixtures()), test_name);
INSTANTIATE_TEST_SUITE_P(Formats, FixtureFiles, testing::ValuesIn(fixtures_that(is_file)), test_name);
INSTANTIATE_TEST_SUITE_P(Formats, FixtureLines, testing::ValuesIn(fixtures_that(has_free_line_ends)), test_name);
INSTANTIATE_TEST_SUITE_P(Formats, FixtureEncodings, testing::ValuesIn(fixtures_that(has_free_encoding)), test_name);

/// Every format that is read has fixtures to show it.
TEST(FixtureFolder, HoldsThreeOfEachFormat) {
  std::map<std::string, int> count;
  for (const std::string& name : test::fixtures()) ++count[name.substr(0, name.find('/'))];
  const auto check = [&](const std::string& name) { EXPECT_GE(count[name], 3) << name; };
  for (const auto& reader : test::reading_engine().components<Reader>()) check(reader.entry.name);
  for (const auto& reader : test::reading_engine().components<FolderReader>()) check(reader.entry.name);
}

}  // namespace
}  // namespace affect::io
