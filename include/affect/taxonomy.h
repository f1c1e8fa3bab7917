/// A named set of emotion labels, kept as data in data/taxonomies/<name>.toml.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "affect/affect_state.h"

namespace affect {

struct TaxonomyLabel {
  std::string name;
  std::string description;
  bool operator==(const TaxonomyLabel&) const = default;
};

struct Taxonomy {
  std::string name;   ///< "ekman"
  std::string title;  ///< "Six basic emotions (Ekman 1992)"
  LabelKind kind = LabelKind::independent;
  std::vector<TaxonomyLabel> labels;  ///< unique names; empty for dimensions only

  std::optional<std::size_t> index(std::string_view label) const;
  std::optional<std::string> violation() const;
};

}  // namespace affect
