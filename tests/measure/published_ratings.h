// Ratings of published data sets as tables, by the rule of tools/make_agreement_reference.py.
#pragma once
#include <charconv>
#include <vector>

#include "affect/measure/ratings.h"
#include "measure/emobank.h"

namespace affect::measure {

inline const std::vector<std::string> kAppraisals = {"Attention",      "Certainty", "Effort",      "Pleasant",
                                                     "Responsibility", "Control",   "Circumstance"};

/// The five votes of each utterance of EmotionLines, in the order of labels: who gave them is not published.
inline Ratings friends_votes() {
  std::vector<int> cells;
  for (const std::string split : {"train", "dev", "test"}) {
    std::ifstream file(test::data_path("text/emotionlines-friends/friends_" + split + ".json"));
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    constexpr std::string_view kKey = "\"annotation\": \"";
    for (std::size_t at = text.find(kKey); at != std::string::npos; at = text.find(kKey, at + 1)) {
      for (int label = 0; label < 7; ++label) {
        const int times = text[at + kKey.size() + static_cast<std::size_t>(label)] - '0';
        cells.insert(cells.end(), static_cast<std::size_t>(times), label);
      }
    }
  }
  return Ratings::of_classes(5, cells, 7);
}

/// Three annotators of an appraisal of enISEAR; of all seven, a row each, where it is "all".
inline Ratings enisear_votes(const std::string& appraisal) {
  std::vector<int> cells;
  for (const auto& row : table_rows("text/enisear-appraisal/enISEAR_appraisal.tsv", '\t')) {
    for (std::size_t a = 0; a < kAppraisals.size(); ++a) {
      if (appraisal != "all" && appraisal != kAppraisals[a]) continue;
      for (std::size_t rater = 0; rater < 3; ++rater) cells.push_back(row.at(3 + 4 * a + rater) == "1" ? 1 : 0);
    }
  }
  return Ratings::of_classes(3, cells, 2);
}

/// EmoBank's reader and writer as two raters.
inline Ratings emobank_ratings(std::size_t column) {
  const EmoBank rows = emobank(column);
  std::vector<double> cells;
  for (std::size_t i = 0; i < rows.reader.size(); ++i) {
    if (std::isnan(rows.writer[i])) continue;
    cells.push_back(rows.reader[i]);
    cells.push_back(rows.writer[i]);
  }
  return Ratings::of_numbers(2, cells);
}

}  // namespace affect::measure
