/// An episode as the page's script draws it: JSON, whose form stands in web/report/src/data.ts.
///
/// Names are covered here, so that a page never holds more than it shows. Borrows what it is given. Thread-safety: pure
/// functions.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "affect/episode.h"
#include "io/json_text.h"
#include "report/pseudonyms.h"
#include "report/view.h"

namespace affect::report {

/// What the parts of an episode's data are made from.
struct PageSource {
  const Episode& episode;
  const Pseudonyms& names;
  bool shows_names = false;  ///< folders too
  std::vector<View> views;

  PageSource(const Episode& shown, const Pseudonyms& pseudonyms, bool with_names)
      : episode(shown), names(pseudonyms), shows_names(with_names), views(report::views(shown)) {}
};

std::string page_data(const PageSource& source);

// Its members, each in a file of its own.
void append_trajectories(const PageSource& source, io::JsonWriter& json);
void append_labels(const PageSource& source, io::JsonWriter& json);
void append_findings(const PageSource& source, io::JsonWriter& json);
void append_tables(const PageSource& source, io::JsonWriter& json);
void append_turns(const PageSource& source, io::JsonWriter& json);
void append_quality(const PageSource& source, io::JsonWriter& json);
void append_provenance(const PageSource& source, io::JsonWriter& json);

/// Findings that are listed: all that stand in no table, in the order of the episode.
std::vector<const Finding*> listed_findings(const Episode& episode);
/// A command whose arguments name files without their folders, which often name a person.
std::string without_folders(std::string_view command);

}  // namespace affect::report
