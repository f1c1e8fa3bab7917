#include "learn/nets/text_net_writer.h"

#include <cmath>
#include <vector>

#include "affect/measure/calibration.h"
#include "affect/measure/threshold.h"
#include "affect/model/graph/text_net_file.h"

namespace affect::learn::nets {
namespace {

/// A column is called "<taxonomy>:<label>".
std::string label_of(const std::string& column) { return column.substr(column.find(':') + 1); }

model::LabelHead calibrated(const TextTask& task, const std::vector<std::vector<double>>& said) {
  model::LabelHead head{.name = task.head};
  for (std::size_t label = 0; label < task.columns.size(); ++label) {
    const auto& gold = task.held.column(task.columns[label]);
    std::vector<double> logits, truth;
    for (std::size_t row = 0; row < said.size(); ++row) {
      if (std::isnan(gold[row])) continue;
      logits.push_back(said[row][label]);
      truth.push_back(gold[row]);
    }
    const auto platt = measure::fit_platt(logits, truth).value_or(measure::Platt{});
    for (double& logit : logits) logit = platt(logit);
    head.labels.push_back(label_of(task.columns[label]));
    head.slope.push_back(static_cast<float>(platt.slope));
    head.offset.push_back(static_cast<float>(platt.intercept));
    head.threshold.push_back(static_cast<float>(measure::best_threshold(logits, truth)));
  }
  return head;
}

}  // namespace

std::string write_text_net(const TrainableNet& net, const TextLesson& lesson, const std::string& trunk,
                           std::size_t length, const std::string& of_trunk, const std::string& licence) {
  std::vector<model::LabelHead> heads;
  for (std::size_t task = 0; task < lesson.tasks().size(); ++task)
    heads.push_back(calibrated(lesson.tasks()[task], lesson.held_values(net, task)));
  model::SafetensorsWriter all;
  net.write(all);
  const std::string bytes = all.bytes();
  const auto trained = model::Safetensors::of(std::as_bytes(std::span(bytes)), net.graph().name());
  model::SafetensorsWriter writer;
  for (const auto& [name, tensor] : trained->tensors()) {
    if (name.starts_with(of_trunk)) continue;
    if (tensor.shape.size() == 2) {
      model::add_in_8_bits(writer, name, trained->floats(name), tensor.shape);
    } else {
      writer.add(name, trained->floats(name), tensor.shape);
    }
  }
  model::add_text_net(writer, net.graph().name(), trunk, length, heads);
  writer.metadata("licence", licence);
  return writer.bytes();
}

}  // namespace affect::learn::nets
