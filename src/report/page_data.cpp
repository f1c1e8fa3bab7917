#include "report/page_data.h"

#include "io/zones.h"
#include "report/limits.h"
#include "report/markup.h"
#include "report/page_json.h"

namespace affect::report {
namespace {

/// How far clocks there are ahead of UTC where the episode begins; one offset, so that time on an axis never runs back.
double offset_s(const Episode& episode, const std::vector<View>& views) {
  const Clock& clock = episode.info.clock;
  if (clock.type != Clock::Type::calendar) return 0;
  const double first = clock.start.value_or(views.empty() ? 0 : extent(views).first);
  return io::local_time(first, clock.zone).value_or(first) - first;
}

void append_clock(const PageSource& source, io::JsonWriter& json) {
  const Clock& clock = source.episode.info.clock;
  json.key("clock");
  json.open('{');
  text(json, "type", to_string(clock.type));
  text(json, "precision", to_string(clock.precision));
  json.number("offset", offset_s(source.episode, source.views));
  json.close('}');
}

}  // namespace

std::string page_data(const PageSource& source) {
  const Episode& episode = source.episode;
  std::string out;
  io::JsonWriter json(out);
  json.open('{');
  text(json, "id", source.names.cover_name(episode.id));
  text(json, "title", source.names.cover_name(episode.info.title));
  text(json, "language", language_tag(episode.info.language));
  append_clock(source, json);
  text(json, "limits", limits(episode));
  append_trajectories(source, json);
  append_labels(source, json);
  append_findings(source, json);
  append_tables(source, json);
  append_turns(source, json);
  append_quality(source, json);
  append_provenance(source, json);
  json.close('}');
  return visible(out);
}

}  // namespace affect::report
