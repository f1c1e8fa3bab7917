#include "affect/model/net/net.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <utility>

#include <fmt/format.h>
#include <openvino/openvino.hpp>
#include <unistd.h>

#include "affect/error.h"
#include "model/graph/input_rules.h"
#include "model/net/compiled_cache.h"
#include "model/net/conversion.h"
#include "model/net/onnx.h"
#include "model/net/runtime.h"

namespace affect::model {
namespace {

constexpr int kMaxThreads = 1024;
/// Raised whenever a graph is converted to something else than before.
constexpr int kConversion = 2;

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

std::size_t count_of(const Shape& shape) {
  std::size_t count = 1;
  for (const Dim& dim : shape) count *= static_cast<std::size_t>(dim.size);
  return count;
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

  /// All that what is compiled depends on.
  std::string identity_of(const std::string& net) const {
    return fmt::format("{}\n{}\n{}\n{} {} {}\n{}", net, report.back_end, report.processor, kConversion,
                       name_of(options.precision), options.threads,
                       options.ranges == nullptr ? "" : options.ranges->to_text());
  }

  /// `make` gives the model where it is not in the cache by its identity.
  template <class Make>
  void load(const std::string& identity, Make make) {
    const auto begin = std::chrono::steady_clock::now();
    const std::size_t before = resident_bytes();
    try {
      report.back_end = fmt::format("OpenVINO {}", ov::get_openvino_version().buildNumber);
      report.processor = core.get_property("CPU", ov::device::full_name);
      const ov::AnyMap settings = settings_of(options, core);
      const CompiledCache cache(options.cache_folder, identity.empty() ? identity : identity_of(identity));
      auto found = cache.find(core, settings);
      report.from_cache = found.has_value();
      compiled = found ? std::move(*found) : core.compile_model(make(), "CPU", settings);
      if (!report.from_cache) cache.keep(compiled);
      report.precision = precision_of(compiled);
    } catch (const Error&) {
      throw;
    } catch (const std::exception& error) {
      throw ModelError(fmt::format("net {} cannot be made: {}", name, reason(error)));
    }
    report.threads = options.threads;
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
  for (const auto& [name, value] : graph.weights())
    body_->report.weight_bytes += sizeof(float) * count_of(graph.shape(value));
  const std::string fingerprint = weights.fingerprint();
  body_->load(fingerprint.empty() ? fingerprint : graph.to_text() + fingerprint, [&] {
    Conversion conversion{graph, weights, options.precision == Precision::int8, options.ranges.get()};
    return convert(conversion);
  });
}

Net Net::from_onnx(const std::string& path, const NetOptions& options) {
  auto body = std::make_unique<Body>(std::filesystem::path(path).stem().string(), options);
  if (!std::filesystem::is_regular_file(path))
    throw ModelError("there is no such net", {path, 0, 0}, "an ONNX file is needed");
  OnnxNet net;
  try {
    net = read_onnx(path);
  } catch (const std::exception& error) {
    throw ModelError(fmt::format("not an ONNX net that can be read: {}", reason(error)), {path, 0, 0},
                     "fetch or build it again");
  }
  body->rules = std::move(net.rules);
  body->outputs = std::move(net.outputs);
  const auto changed = std::filesystem::last_write_time(path).time_since_epoch().count();
  body->load(fmt::format("{} {} {}", path, std::filesystem::file_size(path), changed), [&] { return net.model; });
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
    throw run_failure(body_->name, inputs, reason(error));
  }
  return results;
}

}  // namespace affect::model
