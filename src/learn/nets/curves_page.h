/// How a run goes, as one HTML page that loads nothing and has no script: the loss, the rate and each measured figure
/// against the step, light or dark as the reader has it.
///
///   CurvesPage page("minilm");
///   page.loss(20, 0.69);
///   page.figure("score", 100, 0.41);
///   output->write(page.html());
///
/// A curve keeps no more than 1024 points: of a long run, each is the mean of as many steps as are needed.
/// Thread-safety: none.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace affect::learn::nets {

class Curve {
 public:
  struct Point {
    double step = 0, value = 0;
    std::int64_t count = 0;  ///< of what it is the mean
  };
  /// What is not finite is left out.
  void add(std::int64_t step, double value);
  const std::vector<Point>& points() const { return points_; }

 private:
  std::vector<Point> points_;
  std::int64_t values_a_point_ = 1;
};

class CurvesPage {
 public:
  explicit CurvesPage(std::string name) : name_(std::move(name)) {}

  void loss(std::int64_t step, double value) { loss_.add(step, value); }
  void rate(std::int64_t step, double value) { rate_.add(step, value); }
  void figure(const std::string& name, std::int64_t step, double value) { figures_[name].add(step, value); }
  /// Where the best figures were measured.
  void best(std::int64_t step, std::map<std::string, double> figures);

  std::string html() const;

 private:
  std::string name_;
  Curve loss_, rate_;
  std::map<std::string, Curve> figures_;
  std::int64_t best_step_ = 0;
  std::map<std::string, double> best_;
};

}  // namespace affect::learn::nets
