#include "affect/pipeline.h"

#include <algorithm>

#include <fmt/format.h>

namespace affect {

struct Pipeline::Running {
  std::vector<std::unique_ptr<Stage>> stages;
};

namespace {

/// Hands what a stage adds to the stages after it, then out.
class Onward : public RecordSink {
 public:
  Onward(std::vector<std::unique_ptr<Stage>>& stages, std::size_t from, RecordSink& out)
      : stages_(stages), from_(from), out_(out) {}

  void accept(Record&& record) override {
    for (std::size_t i = from_; i < stages_.size(); ++i) {
      Onward onward(stages_, i + 1, out_);
      stages_[i]->push(record, onward);
    }
    out_.accept(std::move(record));
  }

 private:
  std::vector<std::unique_ptr<Stage>>& stages_;
  std::size_t from_;
  RecordSink& out_;
};

}  // namespace

Pipeline::Pipeline(const Engine& engine, const std::vector<std::string>& stages,
                   std::map<std::string, std::map<std::string, std::string>> options, RecordSink& out)
    : engine_(engine), out_(out) {
  for (const auto& name : stages) {
    const auto& component = engine.find<Stage>(name);
    const Options checked(component.entry.options, options[name]);
    components_.push_back({&component, checked, {name, component.entry.version, checked.hash()}});
  }
}

Pipeline::~Pipeline() = default;

Pipeline::Running& Pipeline::running(const std::string& episode) {
  auto& slot = episodes_[episode];
  if (!slot) {
    slot = std::make_unique<Running>();
    for (const auto& chosen : components_) {
      slot->stages.push_back(chosen.component->make(engine_, chosen.options));
    }
  }
  return *slot;
}

bool Pipeline::is_replaced(const Record& record) const {
  const auto replaces = [&](const Source& source) {
    return std::any_of(components_.begin(), components_.end(),
                       [&](const Chosen& chosen) { return chosen.source == source; });
  };
  if (const auto* track = std::get_if<Track>(&record.body)) return replaces(track->key.source);
  if (const auto* finding = std::get_if<Finding>(&record.body)) return replaces(finding->source);
  if (const auto* series = std::get_if<Series>(&record.body)) return replaces(Source::parse(series->source));
  if (const auto* assessment = std::get_if<Assessment>(&record.body)) return replaces(assessment->source);
  if (const auto* told = std::get_if<Configuration>(&record.body)) return replaces(told->source);
  if (const auto* last = std::get_if<Final>(&record.body)) return replaces(last->source);
  return false;
}

void Pipeline::tell_configurations(const std::string& episode) {
  for (const Chosen& chosen : components_) {
    if (chosen.source.config.empty()) continue;
    out_.accept({episode, Configuration{chosen.source, chosen.options.changed()}, {}});
  }
}

void Pipeline::accept(Record&& record) {
  const std::string episode = record.episode;
  if (is_replaced(record)) return;
  auto& current = running(episode);
  if (!std::holds_alternative<End>(record.body)) {
    const bool begins = std::holds_alternative<EpisodeInfo>(record.body);
    Onward(current.stages, 0, out_).accept(std::move(record));
    if (begins) tell_configurations(episode);
    return;
  }
  for (std::size_t i = 0; i < current.stages.size(); ++i) {
    Onward onward(current.stages, i + 1, out_);
    current.stages[i]->finish(onward);
  }
  episodes_.erase(episode);
  out_.accept(std::move(record));
}

void Pipeline::close() {
  if (episodes_.empty()) return;
  throw InputError(fmt::format("episode \"{}\" stops without its end record", episodes_.begin()->first), {},
                   "what wrote it was cut off; run it again");
}

}  // namespace affect
