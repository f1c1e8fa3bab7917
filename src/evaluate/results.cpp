#include "affect/evaluate/results.h"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/io/json_document.h"
#include "affect/io/sha256.h"
#include "io/json_text.h"

namespace affect::evaluate {
namespace {

std::string quoted(std::string_view text) {
  std::string out;
  io::append_string(out, text);
  return out;
}

std::string number(double value) {
  std::string out;
  io::append_number(out, value);
  return out;
}

std::string figure_json(const Figure& figure) {
  std::string out = fmt::format(R"({{"name":{},"value":{})", quoted(figure.name), number(figure.value));
  if (figure.low) out += fmt::format(R"(,"low":{})", number(*figure.low));
  if (figure.high) out += fmt::format(R"(,"high":{})", number(*figure.high));
  out += fmt::format(R"(,"n":{})", figure.n);
  if (!figure.unit.empty()) out += fmt::format(R"(,"unit":{})", quoted(figure.unit));
  return out + "}";
}

std::string file_json(const DataFile& file) {
  return fmt::format(R"({{"name":{},"sha256":{}}})", quoted(file.name), quoted(file.sha256));
}

template <class Items, class Write>
std::string lines_json(const Items& items, Write write) {
  std::vector<std::string> lines;
  lines.reserve(items.size());
  for (const auto& item : items) lines.push_back("    " + write(item));
  return fmt::format("[\n{}\n  ]", fmt::join(lines, ",\n"));
}

std::string hash_of(const std::vector<DataFile>& files) {
  io::Sha256 hash;
  for (const DataFile& file : files) hash.update(fmt::format("{}  {}\n", file.sha256, file.name));
  return hash.hex();
}

std::optional<double> optional_number(const io::JsonDocument& value, std::string_view key) {
  const io::JsonDocument* member = value.find(key);
  return member != nullptr ? std::optional(member->number()) : std::nullopt;
}

std::string optional_text(const io::JsonDocument& value, std::string_view key) {
  const io::JsonDocument* member = value.find(key);
  return member != nullptr ? member->text() : std::string{};
}

Figure read_figure(const io::JsonDocument& value) {
  return {.name = value.at("name").text(),
          .value = value.at("value").number(),
          .low = optional_number(value, "low"),
          .high = optional_number(value, "high"),
          .n = static_cast<std::size_t>(value.at("n").number()),
          .unit = optional_text(value, "unit")};
}

BenchFigure bench_figure(const io::JsonDocument& row) {
  const io::JsonDocument* ours = row.find("ours");
  return {.what = row.at("what").text(),
          .value = ours != nullptr ? ours->number() : row.at("value").number(),
          .peer = optional_number(row, "peer"),
          .peer_name = optional_text(row, "peer_name"),
          .ratio = optional_number(row, "ratio"),
          .unit = row.at("unit").text(),
          .cpu = row.at("cpu").text(),
          .command = row.at("command").text()};
}

// Levels of the x86-64 psABI, told by the flag that each adds last in practice.
std::string_view feature_level(std::string_view flags) {
  const auto has = [flags](std::string_view flag) { return flags.find(fmt::format(" {} ", flag)) != flags.npos; };
  if (has("avx512vl") && has("avx512bw")) return "x86-64-v4";
  if (has("avx2") && has("fma") && has("bmi2")) return "x86-64-v3";
  if (has("sse4_2")) return "x86-64-v2";
  return {};
}

}  // namespace

std::string cpu_name() {
  std::ifstream info("/proc/cpuinfo");
  std::string model, flags;
  for (std::string line; std::getline(info, line) && (model.empty() || flags.empty());) {
    const auto value = line.substr(std::min(line.size(), line.find(':') + 2));
    if (line.starts_with("model name")) model = value;
    if (line.starts_with("flags")) flags = " " + value + " ";
  }
  if (model.empty()) return "unknown";
  const std::string_view level = feature_level(flags);
  return level.empty() ? model : fmt::format("{}, {}", model, level);
}

std::string write_result(const Card& card, const RunResult& result, const Provenance& provenance) {
  std::vector<DataFile> data = result.data;
  std::sort(data.begin(), data.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  std::string out = "{\n";
  const auto field = [&out](std::string_view key, std::string_view json, bool last = false) {
    out += fmt::format("  \"{}\": {}{}\n", key, json, last ? "" : ",");
  };
  field("system", fmt::format("{}", card.number));
  field("name", quoted(card.name));
  field("split", quoted(result.split));
  field("figures", lines_json(result.figures, figure_json));
  field("data_sha256", quoted(hash_of(data)));
  field("data", lines_json(data, file_json));
  field("commit", quoted(provenance.commit));
  field("command", quoted(provenance.command));
  field("cpu", quoted(provenance.cpu));
  field("date", quoted(provenance.date), true);
  return out + "}\n";
}

SystemResult read_result(std::string_view json, const std::string& file) {
  const io::JsonDocument document = io::read_json_document(json, file);
  SystemResult result;
  result.number = static_cast<int>(document.at("system").number());
  result.name = document.at("name").text();
  result.split = document.at("split").text();
  for (const auto& figure : document.at("figures").items()) result.figures.push_back(read_figure(figure));
  for (const auto& data : document.at("data").items()) {
    result.data.push_back({data.at("name").text(), data.at("sha256").text()});
  }
  result.data_sha256 = document.at("data_sha256").text();
  if (result.data_sha256 != hash_of(result.data)) {
    throw InputError("\"data_sha256\" is not the hash of \"data\"", {file}, "run the system again");
  }
  result.provenance = {document.at("commit").text(), document.at("command").text(), document.at("cpu").text(),
                       document.at("date").text()};
  return result;
}

std::optional<SystemResult> find_result(const Engine& engine, const Card& card) {
  const std::string name = fmt::format("results/{}.json", card.id());
  const auto names = engine.data_names(name);
  if (std::find(names.begin(), names.end(), name) == names.end()) return std::nullopt;
  SystemResult result = read_result(engine.data(name), name);
  if (result.number != card.number) {
    throw InputError(fmt::format("holds the result of system {:03}", result.number), {name});
  }
  return result;
}

std::vector<BenchFigure> read_bench(std::string_view json, const std::string& file) {
  const io::JsonDocument document = io::read_json_document(json, file);
  const io::JsonDocument* several = document.find("figures");
  if (several == nullptr) return {bench_figure(document)};
  std::vector<BenchFigure> figures;
  for (const auto& figure : several->items()) figures.push_back(bench_figure(figure));
  return figures;
}

}  // namespace affect::evaluate
