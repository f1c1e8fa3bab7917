// Rows against Python's csv on tables that we made, hostile in every way that RFC 4180 allows.
#include "io/csv_rows.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "support/place.h"

namespace affect::io {
namespace {

using Row = std::vector<std::string>;

std::vector<Row> rows_of(std::string_view table, char separator, std::size_t* faults = nullptr) {
  const auto source = memory_source(table);
  LineReader lines(*source);
  Diagnostics diagnostics;
  ReadContext context{.diagnostics = diagnostics};
  context.reject = [&](const Reject&) {
    if (faults != nullptr) ++*faults;
  };
  CsvRows rows(lines, separator, context);
  std::vector<Row> result;
  while (rows.next()) {
    Row row;
    for (std::size_t i = 0; i < rows.size(); ++i) row.emplace_back(rows[i]);
    result.push_back(std::move(row));
  }
  return result;
}

TEST(CsvRows, AStrayQuoteLosesOnlyItsRow) {
  std::size_t faults = 0;
  const auto rows = rows_of("a,\"b\nc,d\ne,\"f\"\ng,h\ni,\"open\nj,k\n", ',', &faults);
  EXPECT_EQ(rows, (std::vector<Row>{{"c", "d"}, {"e", "f"}, {"g", "h"}, {"j", "k"}}));
  EXPECT_EQ(faults, 2u);
}

TEST(CsvRows, NothingButStrayQuotesTakesLinearTime) {
  std::string table;
  for (int i = 0; i < 200000; ++i) table += "x\",y\"z,\"\n";
  std::size_t faults = 0;
  rows_of(table, ',', &faults);
  EXPECT_GT(faults, 0u);
}

std::string made_table(std::mt19937_64& random, char separator) {
  static constexpr std::array<std::string_view, 16> kPieces{
      "a",  "Wort", "\xC3\xA4", " ",  "\"", "\"\"", ",", ";",
      "\t", "\n",   "\r\n",     "\r", "|",  "'",    "#", "\xF0\x9F\x8C\xB1"};
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
  std::string table;
  for (std::size_t row = 0; row < 400; ++row) {
    if (below(9) == 0) table += below(2) == 0 ? "\n" : "\r\n";
    for (std::size_t field = 0, fields = 2 + below(5); field < fields; ++field) {
      if (field > 0) table += separator;
      std::string text;
      for (std::size_t i = below(6); i > 0; --i) text += kPieces[below(kPieces.size())];
      std::string quoted;
      for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
      const bool plain = text.find_first_of("\"\r\n") == std::string::npos && text.find(separator) == std::string::npos;
      const bool blank = text.find_first_not_of(" \t") == std::string::npos;  // a row of nothing but these is left out
      table += plain && !blank && below(2) == 0 ? text : '"' + quoted + '"';
    }
    table += below(3) == 0 ? "\r\n" : "\n";
  }
  return table;
}

TEST(CsvRows, AreThoseOfPython) {
  ASSERT_EQ(std::system("python3 -c pass >/dev/null 2>&1"), 0) << "needs python3, which ./check installs";
  std::mt19937_64 random(4);
  for (const char separator : {',', ';', '\t', '|'}) {
    const std::string table = made_table(random, separator);
    const auto path =
        std::filesystem::path(testing::TempDir()) / ("csv_rows_test_" + std::to_string(::getpid()) + ".csv");
    std::ofstream(path, std::ios::binary) << table;
    const std::string command = fmt::format("python3 '{}/tools/peers/csv_reference.py' '{}' '{}'", test::source_dir(),
                                            path.string(), separator);
    std::string theirs;
    FILE* pipe = popen(command.c_str(), "r");
    ASSERT_NE(pipe, nullptr);
    std::array<char, 4096> block;
    while (const auto size = std::fread(block.data(), 1, block.size(), pipe)) theirs.append(block.data(), size);
    ASSERT_EQ(pclose(pipe), 0);
    std::string ours;
    for (const Row& row : rows_of(table, separator)) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0) ours += ',';
        for (const char c : row[i]) ours += fmt::format("{:02x}", static_cast<unsigned char>(c));
      }
      ours += '\n';
    }
    EXPECT_EQ(ours, theirs) << table;
  }
}

}  // namespace
}  // namespace affect::io
