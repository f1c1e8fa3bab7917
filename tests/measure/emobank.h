// EmoBank's reader and writer ratings as columns, by the rule of tools/make_metric_reference.py.
#pragma once
#include <cmath>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/data.h"

namespace affect::measure {

// Fields of a line; quotes only enclose whole fields and no field of these files holds the separator.
inline std::vector<std::string> fields(const std::string& line, char separator) {
  std::vector<std::string> result(1);
  for (const char c : line) {
    if (c == separator) {
      result.emplace_back();
    } else if (c != '"' && c != '\r') {
      result.back() += c;
    }
  }
  return result;
}

inline std::vector<std::vector<std::string>> table_rows(const std::string& name, char separator) {
  std::ifstream file(test::data_path(name));
  std::vector<std::vector<std::string>> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) rows.push_back(fields(line, separator));
  if (rows.empty()) throw std::runtime_error("no rows in " + name);
  return rows;
}

struct EmoBank {
  std::vector<double> reader, writer;  // writer: NaN where the sentence has no writer's rating
  std::vector<std::string> document;
};

// column: 1 valence, 2 arousal, 3 dominance.
inline EmoBank emobank(std::size_t column) {
  std::map<std::string, double> writer;
  for (const auto& row : table_rows("text/emobank/writer.csv", ',')) writer[row[0]] = std::stod(row.at(column));
  std::map<std::string, std::string> document;
  for (const auto& row : table_rows("text/emobank/meta.tsv", '\t')) document[row[0]] = row.at(1);
  EmoBank result;
  for (const auto& row : table_rows("text/emobank/reader.csv", ',')) {
    const auto found = writer.find(row[0]);
    result.reader.push_back(std::stod(row.at(column)));
    result.writer.push_back(found == writer.end() ? std::nan("") : found->second);
    result.document.push_back(document.at(row[0]));
  }
  return result;
}

}  // namespace affect::measure
