// Every fixture of every format, redacted: nowhere in its records stands the name of somebody who speaks in it, nor a
// part of the name as a word.
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <toml++/toml.h>

#include "affect/io/records.h"
#include "affect/io/redactor.h"
#include "affect/subject.h"
#include "io/fixtures.h"
#include "io/name_finder.h"
#include "io/name_words.h"
#include "io/reading.h"

namespace affect::io {
namespace {

namespace fs = std::filesystem;
using test::Reading;

constexpr std::size_t kShortestPart = 3;

/// Words of letters as they are written, and longer than two.
std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> words;
  for (const FoldedWord& word : fold_words(text, 0, text.size())) {
    if (word.letters.size() >= kShortestPart) words.emplace(text.substr(word.begin, word.end - word.begin));
  }
  return words;
}

/// What of a name may not be seen. "Speaker 1" is nobody's name.
std::set<std::string> parts_of(std::string_view name) {
  std::set<std::string> parts;
  for (const FoldedWord& word : fold_words(name, 0, name.size())) {
    if (word.letters.size() < kShortestPart || is_title_or_role(word.letters)) continue;
    parts.emplace(name.substr(word.begin, word.end - word.begin));
  }
  return parts;
}

class RedactedFixtures : public testing::TestWithParam<std::string> {
 protected:
  void read(RecordSink& out) const {
    const fs::path path = test::fixture_folder() / GetParam();
    const toml::table expect = toml::parse_file(path.string() + std::string(test::kExpect));
    const auto options = expect["options"];
    Reading reading;
    ReadContext context = reading.context();
    context.zone = options["zone"].value_or(std::string());
    context.encoding = options["encoding"].value_or(std::string());
    context.subject = options["subject"].value_or(std::string());
    if (const auto* columns = options["columns"].as_table()) {
      for (const auto& [ours, theirs] : *columns)
        context.columns[std::string(ours.str())] = theirs.value_or(std::string());
    }
    read_path(test::reading_engine(), path.string(), context, out);
  }
};

TEST_P(RedactedFixtures, NameNobodyWhoSpeaks) {
  Reading plain;
  read(plain);
  std::set<std::string> names;
  for (const Record& record : plain.records) {
    if (const auto* turn = std::get_if<Turn>(&record.body)) names.insert(turn->speaker);
    if (const auto* subject = std::get_if<Subject>(&record.body)) names.insert(subject->name);
    if (const auto* series = std::get_if<Series>(&record.body)) names.insert(series->subject);
  }
  names.erase(std::string(kAuthor));

  Reading covered;
  Redaction redaction;
  Redactor redactor(redaction, covered);
  read(redactor);
  redactor.close();
  EXPECT_EQ(covered.turns.size(), plain.turns.size());
  EpisodeClocks clocks;
  for (const Record& record : covered.records) {
    std::string line;
    write_record(record, clocks.follow(record), line);
    const std::set<std::string> words = words_of(line);
    for (const std::string& name : names) {
      for (const std::string& part : parts_of(name)) {
        EXPECT_FALSE(words.contains(part)) << part << " of " << name << " in " << line;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, RedactedFixtures, testing::ValuesIn(test::fixtures()), [](const auto& named) {
  std::string name = named.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
  return name;
});

}  // namespace
}  // namespace affect::io
