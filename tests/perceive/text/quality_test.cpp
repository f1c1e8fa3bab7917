// The default rules must not be worse than VADER's on rated text. Prints the table of docs/perceive/text.md.
#include <cstdio>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/measure/correlation.h"
#include "affect/perceive/text/lexicon.h"
#include "support/data.h"

namespace affect::perceive::text {
namespace {

struct Rated {
  std::vector<std::string> texts;
  std::vector<double> valence;
};
using Row = std::vector<std::string>;

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

/// Rows of a table; quotes as in RFC 4180 where `quoted`.
std::vector<Row> table(const std::string& path, char separator, bool quoted) {
  std::vector<Row> rows(1, Row(1));
  bool inside = false;
  const auto text = content(path);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"') {
      if (inside && i + 1 < text.size() && text[i + 1] == '"')
        rows.back().back() += text[i++];
      else
        inside = !inside;
    } else if (!inside && c == separator) {
      rows.back().emplace_back();
    } else if (!inside && c == '\n') {
      rows.emplace_back(1);
    } else if (c != '\r') {
      rows.back().back() += c;
    }
  }
  if (rows.back().size() == 1) rows.pop_back();
  return rows;
}

/// -1, 0 or 1: which side the labels of a row lie on.
double side(const Row& row, const std::vector<std::size_t>& positive, const std::vector<std::size_t>& negative) {
  int sum = 0;
  for (const auto column : positive) sum += row.at(column) == "1" ? 1 : 0;
  for (const auto column : negative) sum -= row.at(column) == "1" ? 1 : 0;
  return sum > 0 ? 1 : sum < 0 ? -1 : 0;
}

Rated emobank_writer(const std::string& folder, const std::string& split) {
  std::map<std::string, double> writer;
  for (const auto& row : table(folder + "/writer.csv", ',', true)) {
    if (row[0] != "id") writer[row[0]] = std::stod(row[1]);
  }
  Rated rated;
  for (const auto& row : table(folder + "/emobank.csv", ',', true)) {
    if (row[1] != split || !writer.contains(row[0])) continue;
    rated.texts.push_back(row[5]);
    rated.valence.push_back(writer[row[0]]);
  }
  return rated;
}

/// Polarity of a turn, 0 positive to 2 negative; the raters' mean.
Rated wassa_polarity(const std::string& folder, const std::string& split) {
  Rated rated;
  if (split == "train") {
    for (const auto& row : table(folder + "/WASSA23_conv_level_with_labels_train.tsv", '\t', false)) {
      if (row[0] == "conversation_id") continue;
      rated.texts.push_back(row[2]);
      rated.valence.push_back(-std::stod(row[3]));
    }
    return rated;
  }
  const auto turns = table(folder + "/WASSA23_conv_level_dev.tsv", '\t', false);
  const auto gold = table(folder + "/goldstandard_CONV_dev.tsv", '\t', false);
  for (std::size_t i = 0; i < gold.size() && i + 1 < turns.size(); ++i) {
    rated.texts.push_back(turns[i + 1][2]);
    rated.valence.push_back(-std::stod(gold[i][0]));
  }
  return rated;
}

/// Groups of the paper's sentiment_dict.json; ambiguous and neutral count 0.
Rated goemotions(const std::string& folder, const std::string& split) {
  const auto groups = content(folder + "/sentiment_dict.json");
  std::vector<int> sign;
  std::istringstream names(content(folder + "/emotions.txt"));
  for (std::string name; std::getline(names, name);) {
    const auto at = groups.find('"' + name + '"');
    const bool negative = at != std::string::npos && at > groups.find("\"negative\"");
    const bool ambiguous = at == std::string::npos || at > groups.find("\"ambiguous\"");
    sign.push_back(ambiguous ? 0 : negative ? -1 : 1);
  }
  Rated rated;
  for (const auto& row : table(folder + "/" + split + ".tsv", '\t', false)) {
    int sum = 0;
    std::istringstream labels(row[1]);
    for (std::string label; std::getline(labels, label, ',');)
      sum += sign.at(static_cast<std::size_t>(std::stoi(label)));
    rated.texts.push_back(row[0]);
    rated.valence.push_back(sum > 0 ? 1 : sum < 0 ? -1 : 0);
  }
  return rated;
}

/// Joy, love, optimism and trust against anger, disgust, fear, pessimism and sadness.
Rated semeval2018(const std::string& folder, const std::string& split) {
  Rated rated;
  for (const auto& row : table(folder + "/2018-E-c-En-" + split + ".txt", '\t', false)) {
    if (row[0] == "ID") continue;
    rated.texts.push_back(row[1]);
    rated.valence.push_back(side(row, {6, 7, 8, 12}, {2, 4, 5, 9, 10}));
  }
  return rated;
}

Rated semeval2025(const std::string& folder, const std::string& split, const std::string& language) {
  Rated rated;
  for (const auto& row : table(folder + "/" + split + "/" + language + ".csv", ',', true)) {
    if (row[0] == "id") continue;
    rated.texts.push_back(row[1]);
    rated.valence.push_back(side(row, {5}, {2, 3, 4, 6}));
  }
  return rated;
}

Rated xed_french(const std::string& folder) {
  Rated rated;
  for (const auto& row : table(folder + "/fr-projections.tsv", '\t', false)) {
    if (row.size() < 2) continue;
    int sum = 0;
    for (const char label : row[1])
      sum += label == '5' || label == '8' ? 1 : label == '1' || label == '3' || label == '4' || label == '6' ? -1 : 0;
    rated.texts.push_back(row[0]);
    rated.valence.push_back(sum > 0 ? 1 : sum < 0 ? -1 : 0);
  }
  return rated;
}

/// Pearson's r; a text without a known word counts as 0, as VADER has it.
double correlation(const std::shared_ptr<const Lexicon>& lexicon, const Rated& rated) {
  LexiconScorer scorer(lexicon);
  std::vector<double> ours;
  for (const auto& text : rated.texts) ours.push_back(scorer.score(text).valence);
  return measure::pearson(rated.valence, ours).value_or(0);
}

class LexiconQuality : public testing::Test {
 protected:
  void compare(const char* name, const Rated& rated) {
    ASSERT_GT(rated.texts.size(), 100u);
    const double theirs = correlation(Lexicon::vader(engine_, Lexicon::Rules::vader), rated);
    const double ours = correlation(Lexicon::vader(engine_, Lexicon::Rules::mended), rated);
    const double afinn = correlation(Lexicon::afinn(engine_, "en"), rated);
    std::printf("| %-28s | %6zu | %.3f | %.3f | %.3f |\n", name, rated.texts.size(), theirs, ours, afinn);
    EXPECT_GE(ours, theirs) << name;
  }
  Engine engine_;
};

TEST_F(LexiconQuality, EmoBankWriterValence) {
  AFFECT_NEEDS_DATA(folder, "text/emobank");
  compare("EmoBank writer, dev", emobank_writer(folder, "dev"));
  compare("EmoBank writer, test", emobank_writer(folder, "test"));
}

TEST_F(LexiconQuality, WassaPolarity) {
  AFFECT_NEEDS_DATA(folder, "text/wassa2023");
  compare("WASSA 2023 polarity, train", wassa_polarity(folder, "train"));
  compare("WASSA 2023 polarity, dev", wassa_polarity(folder, "dev"));
}

TEST_F(LexiconQuality, GoEmotionsSentiment) {
  AFFECT_NEEDS_DATA(folder, "text/goemotions");
  compare("GoEmotions sentiment, dev", goemotions(folder, "dev"));
  compare("GoEmotions sentiment, test", goemotions(folder, "test"));
}

TEST_F(LexiconQuality, SemEval2018Sides) {
  AFFECT_NEEDS_DATA(folder, "text/semeval2018-task1-ec");
  compare("SemEval-2018 E-c, train", semeval2018(folder, "train"));
  compare("SemEval-2018 E-c, dev", semeval2018(folder, "dev"));
}

TEST_F(LexiconQuality, OtherLanguagesOfAfinn) {
  AFFECT_NEEDS_DATA(swedish, "text/semeval2025-task11/track_a");
  AFFECT_NEEDS_DATA(french, "text/xed");
  const double sv = correlation(Lexicon::afinn(engine_, "sv"), semeval2025(swedish, "train", "swe"));
  const double fr = correlation(Lexicon::afinn(engine_, "fr"), xed_french(french));
  std::printf("| SemEval-2025 Swedish, train | AFINN sv %.3f |\n| XED French | AFINN fr %.3f |\n", sv, fr);
  EXPECT_GT(sv, 0.5);
  EXPECT_GT(fr, 0.15) << "labels projected from the English or Finnish line";
}

}  // namespace
}  // namespace affect::perceive::text
