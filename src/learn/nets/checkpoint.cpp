#include "learn/nets/checkpoint.h"

#include <cmath>
#include <filesystem>
#include <iterator>
#include <limits>
#include <memory>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/io/json_document.h"
#include "affect/io/output.h"
#include "affect/io/sha256.h"
#include "affect/model/store/safetensors.h"
#include "io/json_text.h"

namespace affect::learn::nets {
namespace {

constexpr std::string_view kIdentity = "identity", kPlace = "place", kStep = "step", kUpdates = "updates";

std::span<const float> floats_of(const torch::Tensor& tensor) {
  return {tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel())};
}

void refer_to(model::SafetensorsWriter& writer, const std::string& name, const torch::Tensor& tensor) {
  TORCH_INTERNAL_ASSERT(tensor.is_contiguous());
  writer.refer(name, floats_of(tensor), {tensor.sizes().begin(), tensor.sizes().end()});
}

void load_into(const model::Safetensors& file, const std::string& name, torch::Tensor& tensor) {
  const std::span<const float> values = file.floats(name);
  if (static_cast<std::int64_t>(values.size()) != tensor.numel()) {
    throw ModelError(fmt::format("the tensor \"{}\" has {} values, not {}", name, values.size(), tensor.numel()),
                     {file.name(), 0, 0});
  }
  const torch::NoGradGuard no_gradients;
  // from_blob only reads here, but has no form that says so.
  tensor.copy_(torch::from_blob(const_cast<float*>(values.data()), tensor.sizes(), torch::kFloat));
}

std::string place_text(const TrainingPlace& place) {
  std::string out;
  io::JsonWriter json(out);
  json.open('{');
  json.integer("step", place.step);
  json.integer("epoch", place.epoch);
  json.integer("index", place.index);
  json.number("loss_sum", place.loss_sum);
  json.integer("loss_steps", place.loss_steps);
  json.integer("measurements_without_better", place.measurements_without_better);
  json.integer("best_step", place.best_step);
  json.key("best");
  json.open('{');
  for (const auto& [name, figure] : place.best) json.number(name, figure);
  json.close('}');
  json.close('}');
  return out;
}

TrainingPlace read_place(const std::string& text, const std::string& file) {
  const io::JsonDocument json = io::read_json_document(text, file);
  const auto integer = [&](std::string_view key) { return static_cast<std::int64_t>(json.at(key).number()); };
  TrainingPlace place{.step = integer("step"),
                      .epoch = integer("epoch"),
                      .index = integer("index"),
                      .loss_sum = json.at("loss_sum").number(),
                      .loss_steps = integer("loss_steps"),
                      .measurements_without_better = integer("measurements_without_better")};
  if (json.find("best_step") != nullptr) place.best_step = integer("best_step");
  for (const auto& [name, figure] : json.at("best").members()) {
    place.best[name] = figure.is_null() ? std::numeric_limits<double>::quiet_NaN() : figure.number();
  }
  return place;
}

void commit_to(const std::string& path, const model::SafetensorsWriter& writer) {
  const auto output = io::open_output(path);
  writer.write(*output);
  output->commit();
}

std::string options_text(const TrainingOptions& options) {
  std::string text = fmt::format(
      "epochs {} rate {} schedule {} warmup {} betas {} {} epsilon {} decay {} clip {} accumulate {} bf16 {} average "
      "{} "
      "measure {} patience {} seed {}\n",
      options.epochs, options.rate, static_cast<int>(options.schedule), options.warmup, options.beta1, options.beta2,
      options.epsilon, options.weight_decay, options.clip, options.accumulate, options.bf16, options.average,
      options.measure_every, options.patience, options.seed);
  for (const RateRule& rule : options.rates) text += fmt::format("rate of {}: {}\n", rule.beginning, rule.factor);
  return text;
}

}  // namespace

std::string identity_of(const TrainableNet::Body& body, const Lesson& lesson, const TrainingOptions& options) {
  io::Sha256 hash;
  const auto part = [&](const std::string& text) { hash.update(fmt::format("{}\n{}\n", text.size(), text)); };
  part(body.graph.to_text());
  part(options_text(options));
  part(lesson.identity());
  for (const auto& [name, weight] : body.weights) {
    part(name);
    hash.update({reinterpret_cast<const char*>(weight.data_ptr<float>()), weight.nbytes()});
  }
  return hash.hex();
}

void write_checkpoint(const std::string& path, const std::string& identity, const TrainingState& state) {
  model::SafetensorsWriter writer;
  writer.metadata(std::string(kIdentity), identity);
  writer.metadata(std::string(kPlace), place_text(state.place));
  for (const std::string& name : state.changing) refer_to(writer, "weight/" + name, state.weights.at(name));
  std::vector<std::int64_t> updates;
  for (const auto& [name, moments] : state.adam.moments()) {
    refer_to(writer, "first/" + name, moments.first);
    refer_to(writer, "second/" + name, moments.second);
    updates.push_back(moments.updates);
  }
  writer.add(std::string(kUpdates), std::span<const std::int64_t>(updates), {updates.size()});
  for (const auto& [name, average] : state.average.averages()) refer_to(writer, "average/" + name, average);
  commit_to(path, writer);
}

bool read_checkpoint(const std::string& path, const std::string& identity, TrainingState& state) {
  if (!std::filesystem::exists(path)) return false;
  const auto file = model::Safetensors::open(path);
  if (file->metadata(kIdentity) != identity) {
    throw ConfigError("the folder holds another run: its net, its start, its options or its lesson differ",
                      {path, 0, 0}, "name another folder, or remove this one");
  }
  for (const std::string& name : state.changing) load_into(*file, "weight/" + name, state.weights.at(name));
  const std::vector<std::int64_t> updates = file->integers(kUpdates);
  auto& all_moments = state.adam.moments();
  if (updates.size() != all_moments.size()) throw ModelError("it counts the updates of other weights", {path, 0, 0});
  auto count = updates.begin();
  for (auto& [name, moments] : all_moments) {
    load_into(*file, "first/" + name, moments.first);
    load_into(*file, "second/" + name, moments.second);
    moments.updates = *count++;
  }
  for (auto& [name, average] : state.average.averages()) load_into(*file, "average/" + name, average);
  state.place = read_place(file->metadata(kPlace), path);
  return true;
}

void write_weights(const std::string& path, const Tensors& weights, std::int64_t step) {
  model::SafetensorsWriter writer;
  writer.metadata(std::string(kStep), fmt::format("{}", step));
  for (const auto& [name, weight] : weights) refer_to(writer, name, weight);
  commit_to(path, writer);
}

void read_weights(const std::string& path, Tensors& weights) {
  const auto file = model::Safetensors::open(path);
  for (auto& [name, weight] : weights) load_into(*file, name, weight);
}

std::optional<std::int64_t> step_of_weights(const std::string& path) {
  if (!std::filesystem::exists(path)) return std::nullopt;
  return static_cast<std::int64_t>(
      io::read_json_document(model::Safetensors::open(path)->metadata(kStep), path).number());
}

}  // namespace affect::learn::nets
