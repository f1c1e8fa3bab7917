/// An Empatica E4 column: start in Unix seconds, rate in Hz, then one value a line.
#pragma once
#include <charconv>
#include <fstream>
#include <string>

#include "affect/series.h"

namespace affect::test {

inline Series read_empatica(const std::string& path) {
  std::ifstream file(path);
  const auto number = [&](double& value) {
    std::string line;
    if (!std::getline(file, line)) return false;
    return std::from_chars(line.data(), line.data() + line.size(), value).ec == std::errc();
  };
  Series series;
  series.name = "eda";
  series.subject = "S01";
  series.source = "empatica";
  number(series.start);
  number(series.rate_hz);
  series.channels.push_back({"eda", "uS", {}});
  for (double value = 0; number(value);) series.channels[0].values.push_back(value);
  return series;
}

}  // namespace affect::test
