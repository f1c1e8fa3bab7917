#include "report/source_use.h"

#include <algorithm>

#include "affect/error.h"
#include "io/tidy_rows.h"

namespace affect::report {

SourceUse::Options SourceUse::options_known() const {
  if (source.config.empty()) return Options::defaults;
  if (!told) return Options::unknown;
  if (!is_described()) return Options::told;
  try {
    return affect::Options(entry->options, *told).hash() == source.config ? Options::told : Options::unknown;
  } catch (const ConfigError&) {
    return Options::unknown;  // they are not what the hash stands for
  }
}

std::vector<std::pair<std::string, std::string>> SourceUse::options() const {
  std::vector<std::pair<std::string, std::string>> all;
  if (options_known() == Options::unknown) return all;
  if (is_described()) {
    for (const OptionSpec& spec : entry->options) {
      if (!spec.changes_result) continue;
      const auto found = told ? told->find(spec.name) : std::map<std::string, std::string>::const_iterator();
      all.emplace_back(spec.name, told && found != told->end() ? found->second : spec.standard);
    }
  } else if (told) {
    all.assign(told->begin(), told->end());
  }
  return all;
}

SourceUse& SourceUses::use(const Source& source) {
  const auto [found, is_new] = uses_.try_emplace(source.to_string());
  if (!is_new) return found->second;
  found->second.source = source;
  for (const auto& component : engine_.components<Stage>()) {
    if (component.entry.name == source.name) found->second.entry = &component.entry;
  }
  return found->second;
}

void SourceUses::add(const Record& record) {
  if (std::holds_alternative<EpisodeInfo>(record.body)) {
    ++data_.episodes;
  } else if (const auto* media = std::get_if<Media>(&record.body)) {
    ++data_.formats[media->format.empty() ? media->type : media->format];
  } else if (const auto* turn = std::get_if<Turn>(&record.body)) {
    ++data_.turns;
    data_.events += !turn->event.empty();
    if (!turn->speaker.empty() && speakers_[record.episode].insert(turn->speaker).second) ++data_.speakers;
  } else if (const auto* told = std::get_if<Configuration>(&record.body)) {
    use(told->source).told = told->options;
  } else if (const auto* track = std::get_if<Track>(&record.body)) {
    SourceUse& used = use(track->key.source);
    used.perspectives.insert(track->key.perspective);
    if (!track->scale.instrument.empty()) used.instruments.insert(track->scale.instrument);
    used.rows += track->size();
    const auto statuses = track->statuses();
    for (std::size_t row = 0; row < track->size(); ++row) {
      bool has_score = false;
      io::each_score(*track, row, [&](const io::TidyScore&) { has_score = true; });
      const Status status = statuses.empty() ? Status::given : statuses[row];
      if (has_score && status == Status::given) {
        ++used.scores;
      } else {
        ++used.unscored[status == Status::given ? "no value" : std::string(to_string(status))];
      }
    }
  } else if (const auto* series = std::get_if<Series>(&record.body)) {
    if (!series->source.empty()) use(Source::parse(series->source)).series += series->size() * series->channels.size();
  } else if (const auto* finding = std::get_if<Finding>(&record.body)) {
    SourceUse& used = use(finding->source);
    if (finding->status == Status::given) {
      ++used.findings[finding->type];
    } else {
      std::string why = finding->measure;
      // Of two people a reason names one, and names are counted only.
      if (finding->partner.empty()) why += (why.empty() ? "" : ": ") + finding->reason;
      ++used.not_given[{std::string(to_string(finding->status)), why}];
    }
  } else if (const auto* assessment = std::get_if<Assessment>(&record.body)) {
    ++use(assessment->source).assessments;
  } else if (const auto* last = std::get_if<Final>(&record.body)) {
    use(last->source);
  } else if (std::holds_alternative<End>(record.body)) {
    speakers_.erase(record.episode);
  }
}

std::vector<const SourceUse*> SourceUses::sources() const {
  std::vector<const SourceUse*> sources;
  for (const auto& [name, used] : uses_) {
    if (!used.source.name.empty()) sources.push_back(&used);
  }
  const auto& components = engine_.components<Stage>();
  const auto place = [&](const SourceUse* used) {
    if (used->entry == nullptr) return std::size_t{0};
    const auto found =
        std::find_if(components.begin(), components.end(), [&](const auto& one) { return &one.entry == used->entry; });
    return 1 + static_cast<std::size_t>(found - components.begin());
  };
  std::stable_sort(sources.begin(), sources.end(),
                   [&](const SourceUse* a, const SourceUse* b) { return place(a) < place(b); });
  return sources;
}

}  // namespace affect::report
