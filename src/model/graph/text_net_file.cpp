#include "affect/model/graph/text_net_file.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "affect/error.h"

namespace affect::model {
namespace {

constexpr const char* kName = "name";
constexpr const char* kTrunk = "trunk";
constexpr const char* kLength = "length";
constexpr const char* kHeads = "heads";
constexpr std::size_t kMostTokens = std::size_t{1} << 20;

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::istringstream rest(text);
  for (std::string part; std::getline(rest, part, at);) parts.push_back(part);
  return parts;
}

std::vector<float> of_each_label(const Safetensors& file, const LabelHead& head, const char* what) {
  const auto name = fmt::format("{}/{}", head.name, what);
  const auto values = file.floats(name);
  if (values.size() != head.labels.size()) {
    throw ModelError(fmt::format("\"{}\" has {} values of {} labels", name, values.size(), head.labels.size()),
                     {file.name(), 0, 0}, "fetch or build it again");
  }
  if (!std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); })) {
    throw ModelError(fmt::format("\"{}\" holds what is no number", name), {file.name(), 0, 0},
                     "fetch or build it again");
  }
  return {values.begin(), values.end()};
}

}  // namespace

double LabelHead::probability(std::size_t label, double logit) const {
  return 1 / (1 + std::exp(-static_cast<double>(offset[label]) - static_cast<double>(slope[label]) * logit));
}

TextNetFile TextNetFile::open(const std::string& path) { return of(Safetensors::open(path)); }

TextNetFile TextNetFile::of(std::shared_ptr<const Safetensors> file) {
  TextNetFile net;
  net.name_ = file->metadata(kName);
  net.trunk_ = file->metadata(kTrunk);
  const std::string& length = file->metadata(kLength);
  const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), net.length_);
  if (error != std::errc() || end != length.data() + length.size() || net.length_ == 0 || net.length_ > kMostTokens) {
    throw ModelError(fmt::format("a net of texts of \"{}\" tokens", length), {file->name(), 0, 0},
                     "fetch or build it again");
  }
  for (const std::string& line : split(file->metadata(kHeads), '\n')) {
    const auto colon = line.find(':');
    LabelHead head{.name = line.substr(0, colon)};
    if (colon != std::string::npos) head.labels = split(line.substr(colon + 1), ',');
    const auto is_name = [](const std::string& name) { return !name.empty() && name.find(',') == std::string::npos; };
    if (!is_name(head.name) || head.labels.empty() || !std::all_of(head.labels.begin(), head.labels.end(), is_name)) {
      throw ModelError(fmt::format("\"{}\" is no head with labels", line), {file->name(), 0, 0},
                       "fetch or build it again");
    }
    head.slope = of_each_label(*file, head, "slope");
    head.offset = of_each_label(*file, head, "offset");
    head.threshold = of_each_label(*file, head, "threshold");
    net.heads_.push_back(std::move(head));
  }
  if (net.heads_.empty())
    throw ModelError("a net of texts without a head", {file->name(), 0, 0}, "fetch or build it again");
  net.file_ = std::move(file);
  return net;
}

std::vector<TextHead> TextNetFile::text_heads() const {
  std::vector<TextHead> heads;
  for (const LabelHead& head : heads_) heads.push_back({head.name, static_cast<std::int64_t>(head.labels.size())});
  return heads;
}

std::shared_ptr<const Weights> TextNetFile::over(std::shared_ptr<const Weights> trunk) const {
  return std::make_shared<const StackedWeights>(
      std::vector<std::shared_ptr<const Weights>>{std::make_shared<const SafetensorsWeights>(file_), std::move(trunk)});
}

void add_text_net(SafetensorsWriter& writer, const std::string& name, const std::string& trunk, std::size_t length,
                  const std::vector<LabelHead>& heads) {
  std::vector<std::string> lines;
  for (const LabelHead& head : heads) {
    lines.push_back(fmt::format("{}:{}", head.name, fmt::join(head.labels, ",")));
    const std::vector<std::size_t> shape{head.labels.size()};
    writer.add(head.name + "/slope", head.slope, shape);
    writer.add(head.name + "/offset", head.offset, shape);
    writer.add(head.name + "/threshold", head.threshold, shape);
  }
  writer.metadata(kName, name);
  writer.metadata(kTrunk, trunk);
  writer.metadata(kLength, std::to_string(length));
  writer.metadata(kHeads, fmt::format("{}", fmt::join(lines, "\n")));
}

}  // namespace affect::model
