#include "affect/model/encoder/text_net_scorer.h"

#include <utility>

#include "affect/model/graph/text_net.h"
#include "model/encoder/bert_trunk.h"

namespace affect::model {
namespace {

std::unique_ptr<const BertRunner> runner_of(const Engine& engine, const TextNetFile& file, const Options& options) {
  BertTrunk trunk = open_trunk(engine, file.trunk());
  const TextNet net{file.name(), trunk.config, file.text_heads()};
  trunk.parts.model = file.name();
  trunk.parts.net = std::make_unique<Net>(trunk.of_words ? text_net_of_words(net) : text_net(net),
                                          *file.over(trunk.weights), net_options(engine, options));
  return std::make_unique<const BertRunner>(std::move(trunk.parts));
}

}  // namespace

TextNetScorer::TextNetScorer(const Engine& engine, TextNetFile file, const Options& options)
    : file_(std::move(file)), runner_(runner_of(engine, file_, options)) {}
TextNetScorer::TextNetScorer(TextNetScorer&&) noexcept = default;
TextNetScorer& TextNetScorer::operator=(TextNetScorer&&) noexcept = default;
TextNetScorer::~TextNetScorer() = default;

std::map<std::string, std::vector<float>> TextNetScorer::score(std::span<const std::string> texts) const {
  std::map<std::string, std::vector<float>> values;
  std::vector<float> weights(texts.size(), 0.0F);
  for (const LabelHead& head : file_.heads()) values[head.name].resize(texts.size() * head.labels.size());
  runner_->run(texts, [&](const WindowResult& result) {
    const float weight = result.weight();
    weights[result.text] += weight;
    const float share = weight / weights[result.text];
    for (const LabelHead& head : file_.heads()) {
      const auto said = result.values(head.name);
      float* mean = values[head.name].data() + result.text * said.size();
      for (std::size_t i = 0; i < said.size(); ++i) mean[i] += share * (said[i] - mean[i]);
    }
  });
  return values;
}

std::string TextNetScorer::description() const { return runner_->description(); }

std::vector<OptionSpec> text_net_options() { return encoder_options(); }

}  // namespace affect::model
