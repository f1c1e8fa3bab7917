#include "affect/learn/linear/table_builder.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "affect/model/linear/linear_table.h"

namespace affect::learn::linear {
namespace {

constexpr double kLargest = 127;

}  // namespace

void TableBuilder::shift(std::string_view head, double amount) {
  for (TrainedHead& one : heads_) {
    if (one.name == head) one.offset += amount;
  }
}

void TableBuilder::write(model::SafetensorsWriter& writer) const {
  const std::size_t size = model::LinearTable::row_size(heads_.size());
  std::vector<std::int8_t> rows(steps_.size() * size);
  std::vector<float> step, bias, threshold, calibration, deviation, lexicon;
  std::string names;
  std::size_t inputs = 0;
  for (const TrainedHead& head : heads_) inputs = std::max(inputs, head.lexicon.size());
  for (std::size_t i = 0; i < steps_.size(); ++i) rows[i * size] = static_cast<std::int8_t>(steps_[i]);
  for (std::size_t h = 0; h < heads_.size(); ++h) {
    const TrainedHead& head = heads_[h];
    const auto value = [&](std::size_t i) {
      return static_cast<double>(head.solution.weights[i]) * steps_[i] * model::LinearTable::kFrequencyStep;
    };
    double largest = 0;
    for (std::size_t i = 0; i < steps_.size(); ++i) largest = std::max(largest, std::abs(value(i)));
    const double unit = largest > 0 ? largest / kLargest : 1;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      rows[i * size + 1 + h] = static_cast<std::int8_t>(std::lround(value(i) / unit));
    }
    names += (h == 0 ? "" : " ") + head.name;
    step.push_back(static_cast<float>(unit));
    bias.push_back(static_cast<float>(head.solution.bias));
    threshold.push_back(static_cast<float>(head.threshold));
    calibration.insert(calibration.end(), {static_cast<float>(head.slope), static_cast<float>(head.offset)});
    deviation.insert(deviation.end(), {static_cast<float>(head.deviation), static_cast<float>(head.deviation_length)});
    for (std::size_t i = 0; i < inputs; ++i) {
      lexicon.push_back(head.lexicon.empty() ? 0 : static_cast<float>(head.lexicon[i]));
    }
  }
  const std::size_t count = heads_.size();
  writer.metadata(name_ + "/heads", names);
  writer.add(name_ + "/rows", std::span<const std::int8_t>(rows), {steps_.size(), size});
  writer.add(name_ + "/step", std::span<const float>(step), {count});
  writer.add(name_ + "/bias", std::span<const float>(bias), {count});
  writer.add(name_ + "/threshold", std::span<const float>(threshold), {count});
  writer.add(name_ + "/calibration", std::span<const float>(calibration), {count, 2});
  writer.add(name_ + "/deviation", std::span<const float>(deviation), {count, 2});
  if (negation_ != 1) {
    const std::array negation{static_cast<float>(negation_)};
    writer.add(name_ + "/negation", std::span<const float>(negation), {1});
  }
  if (!lexicon.empty()) writer.add(name_ + "/lexicon", std::span<const float>(lexicon), {count, inputs});
}

}  // namespace affect::learn::linear
