#include "affect/model/net/net.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <utility>

#include <fmt/format.h>
#include <openvino/openvino.hpp>
#include <unistd.h>

#include "affect/error.h"
#include "model/net/conversion.h"
#include "model/net/input_rules.h"
#include "model/net/onnx.h"
#include "model/net/runtime.h"

namespace affect::model {
namespace {

constexpr int kMaxThreads = 1024;

/// What the process holds in memory.
std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t all = 0, resident = 0;
  file >> all >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

void check_options(const NetOptions& options) {
  if (options.threads < 1 || options.threads > kMaxThreads) {
    throw ConfigError(fmt::format("{} threads for a net", options.threads), {}, fmt::format("1 to {}", kMaxThreads));
  }
}

/// Messages of OpenVINO span lines and name its own sources; the last says what happened.
std::string reason(const std::exception& error) {
  std::string text = error.what();
  while (!text.empty() && text.back() == '\n') text.pop_back();
  const auto cut = text.rfind('\n');
  return cut == std::string::npos ? text : text.substr(cut + 1);
}

}  // namespace

std::string_view name_of(Precision precision) {
  constexpr std::string_view kNames[] = {"automatic", "f32", "bf16", "int8"};
  return kNames[static_cast<std::size_t>(precision)];
}

struct Net::Body {
  std::string name;
  NetOptions options;
  InputRules rules;
  NetReport report;
  std::vector<std::string> outputs;
  ov::Core core;
  ov::CompiledModel compiled;
  RequestPool requests{compiled};

  Body(std::string net, const NetOptions& chosen) : name(std::move(net)), options(chosen) { check_options(options); }

  /// `make` gives the model; it runs inside what is timed and whose errors are told.
  template <class Make>
  void load(Make make) {
    const auto begin = std::chrono::steady_clock::now();
    const std::size_t before = resident_bytes();
    try {
      const std::shared_ptr<ov::Model> model = make();
      compiled = core.compile_model(model, "CPU", settings_of(options, core));
      report.precision = precision_of(compiled);
      report.from_cache = compiled.get_property(ov::loaded_from_cache);
      report.processor = core.get_property("CPU", ov::device::full_name);
    } catch (const ov::Exception& error) {
      throw ModelError(fmt::format("net {} cannot be made: {}", name, reason(error)));
    }
    report.threads = options.threads;
    report.back_end = fmt::format("OpenVINO {}", ov::get_openvino_version().buildNumber);
    const std::size_t after = resident_bytes();
    report.memory_bytes = after > before ? after - before : 0;
    report.load_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  }
};

Net::Net(std::unique_ptr<Body> body) : body_(std::move(body)) {}
Net::Net(Net&&) noexcept = default;
Net& Net::operator=(Net&&) noexcept = default;
Net::~Net() = default;

Net::Net(const Graph& graph, const Weights& weights, const NetOptions& options)
    : body_(std::make_unique<Body>(graph.name(), options)) {
  body_->rules = rules_of(graph);
  for (const auto& [name, value] : graph.outputs()) body_->outputs.push_back(name);
  body_->load([&] {
    Conversion conversion{graph, weights, options.precision == Precision::int8, options.ranges.get()};
    auto model = convert(conversion);
    body_->report.weight_bytes = conversion.weight_bytes;
    return model;
  });
}

Net Net::from_onnx(const std::string& path, const NetOptions& options) {
  auto body = std::make_unique<Body>(std::filesystem::path(path).stem().string(), options);
  if (!std::filesystem::is_regular_file(path))
    throw ModelError("there is no such net", {path, 0, 0}, "an ONNX file is needed");
  body->load([&] {
    OnnxNet net = read_onnx(body->core, path);
    body->rules = std::move(net.rules);
    body->outputs = std::move(net.outputs);
    return net.model;
  });
  return Net(std::move(body));
}

const std::string& Net::name() const { return body_->name; }
const NetReport& Net::report() const { return body_->report; }

std::map<std::string, Array> Net::infer(const std::map<std::string, Array>& inputs) const {
  check_inputs(body_->rules, body_->name, inputs, body_->options.max_values);
  std::map<std::string, Array> results;
  try {
    RequestPool::Loan loan(body_->requests);
    for (const auto& [name, array] : inputs) loan.request.set_tensor(name, tensor_over(array));
    loan.request.infer();
    for (std::size_t i = 0; i < body_->outputs.size(); ++i) {
      results.emplace(body_->outputs[i], array_of(loan.request.get_output_tensor(i)));
    }
  } catch (const std::exception& error) {
    std::string shapes;
    for (const auto& [name, array] : inputs)
      shapes += fmt::format("{}\"{}\" {}", shapes.empty() ? "" : ", ", name, to_string(array.shape));
    throw InputError(fmt::format("net {} cannot run on {}: {}", body_->name, shapes, reason(error)));
  }
  return results;
}

}  // namespace affect::model
