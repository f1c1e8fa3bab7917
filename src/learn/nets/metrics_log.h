/// metrics.jsonl: a line a logged step and a line a measurement, appended as they come.
///
///   {"step":20,"epoch":0,"loss":0.61,"rate":0.0001,"gradient_norm":0.8,"tokens_per_second":5120}
///   {"step":400,"epoch":1,"figures":{"score":0.41},"better":true}
///
/// A run that goes on keeps the lines up to its step and drops those after it, which it will write again. Errors:
/// IoError. Thread-safety: none.
#pragma once
#include <cstdint>
#include <fstream>
#include <map>
#include <string>

#include "learn/nets/curves_page.h"

namespace affect::learn::nets {

class MetricsLog {
 public:
  struct Step {
    std::int64_t step = 0, epoch = 0;
    double loss = 0, rate = 0, gradient_norm = 0, tokens_per_second = 0;
  };
  struct Measurement {
    std::int64_t step = 0, epoch = 0;
    std::map<std::string, double> figures;
    bool better = false;
  };

  /// An empty path: nothing is written. What is kept and what is added goes into `curves` too.
  MetricsLog(std::string path, std::int64_t last_step, CurvesPage& curves);

  void add(const Step& line);
  void add(const Measurement& line);

 private:
  void keep_until(std::int64_t last_step);
  void write(const std::string& line);
  void draw(const Step& line);
  void draw(const Measurement& line);

  std::string path_;
  CurvesPage& curves_;
  std::ofstream file_;
};

}  // namespace affect::learn::nets
