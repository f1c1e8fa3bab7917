#include "io/open_episodes.h"

#include <utility>

namespace affect::io {

void OpenEpisodes::accept(Record&& record) {
  if (std::holds_alternative<EpisodeInfo>(record.body)) {
    open_.insert(record.episode);
    any_ = true;
  } else if (std::holds_alternative<End>(record.body)) {
    open_.erase(record.episode);
  }
  out_.accept(std::move(record));
}

void OpenEpisodes::close() {
  for (const std::string& episode : open_) out_.accept({episode, End{}, {}});
  open_.clear();
}

}  // namespace affect::io
