#include "learn/nets/metrics_log.h"

#include <limits>
#include <utility>

#include "affect/error.h"
#include "affect/io/json_document.h"
#include "affect/io/output.h"
#include "io/json_text.h"

namespace affect::learn::nets {
namespace {

double number_or_nan(const io::JsonDocument& json) {
  return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.number();
}

}  // namespace

MetricsLog::MetricsLog(std::string path, std::int64_t last_step, CurvesPage& curves)
    : path_(std::move(path)), curves_(curves) {
  if (path_.empty()) return;
  keep_until(last_step);
  file_.open(path_, std::ios::binary | std::ios::app);
  if (!file_) throw IoError("cannot be opened for writing", {path_, 0, 0});
}

void MetricsLog::keep_until(std::int64_t last_step) {
  std::ifstream before(path_, std::ios::binary);
  const auto kept = io::open_output(path_);
  for (std::string line; std::getline(before, line);) {
    // A process that was killed may leave half a line: it is after the checkpoint.
    try {
      const io::JsonDocument json = io::read_json_document(line, path_);
      const auto step = static_cast<std::int64_t>(json.at("step").number());
      if (step > last_step) break;
      if (const io::JsonDocument* figures = json.find("figures")) {
        Measurement measurement{.step = step, .better = json.at("better").flag()};
        for (const auto& [name, figure] : figures->members()) measurement.figures[name] = number_or_nan(figure);
        draw(measurement);
      } else {
        draw(Step{.step = step, .loss = number_or_nan(json.at("loss")), .rate = number_or_nan(json.at("rate"))});
      }
    } catch (const InputError&) {
      break;
    }
    kept->write(line + "\n");
  }
  kept->commit();
}

void MetricsLog::add(const Step& line) {
  draw(line);
  std::string out;
  io::JsonWriter json(out);
  json.open('{');
  json.integer("step", line.step);
  json.integer("epoch", line.epoch);
  json.number("loss", line.loss);
  json.number("rate", line.rate);
  json.number("gradient_norm", line.gradient_norm);
  json.number("tokens_per_second", line.tokens_per_second);
  json.close('}');
  write(out);
}

void MetricsLog::add(const Measurement& line) {
  draw(line);
  std::string out;
  io::JsonWriter json(out);
  json.open('{');
  json.integer("step", line.step);
  json.integer("epoch", line.epoch);
  json.key("figures");
  json.open('{');
  for (const auto& [name, figure] : line.figures) json.number(name, figure);
  json.close('}');
  json.raw("better", line.better ? "true" : "false");
  json.close('}');
  write(out);
}

void MetricsLog::write(const std::string& line) {
  if (path_.empty()) return;
  file_ << line << '\n' << std::flush;
  if (!file_) throw IoError("cannot be written", {path_, 0, 0}, "free some space");
}

void MetricsLog::draw(const Step& line) {
  curves_.loss(line.step, line.loss);
  curves_.rate(line.step, line.rate);
}

void MetricsLog::draw(const Measurement& line) {
  for (const auto& [name, figure] : line.figures) curves_.figure(name, line.step, figure);
  if (line.better) curves_.best(line.step, line.figures);
}

}  // namespace affect::learn::nets
