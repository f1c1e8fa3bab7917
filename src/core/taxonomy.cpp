#include "affect/taxonomy.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/names.h"

namespace affect {
namespace {

constexpr std::array<std::string_view, 12> kTaxonomiesOf{"emotion",   "sentiment", "state",      "dimension",
                                                         "appraisal", "component", "expression", "symptom",
                                                         "strategy",  "stage",     "code",       "scale"};
constexpr std::array<std::string_view, 3> kIntensities{"weak", "basic", "strong"};

using Words = std::optional<std::string>;

Words bad_parent(const Taxonomy& taxonomy, const TaxonomyLabel& label) {
  if (label.parent.empty()) return std::nullopt;
  if (!taxonomy.index(label.parent)) return "label " + label.name + " has the parent " + label.parent + ", no label";
  return std::nullopt;
}

Words bad_opposite(const Taxonomy& taxonomy, const TaxonomyLabel& label) {
  if (label.opposite.empty()) return std::nullopt;
  const auto other = taxonomy.index(label.opposite);
  if (!other) return "label " + label.name + " has the opposite " + label.opposite + ", no label";
  if (label.opposite == label.name) return "label " + label.name + " is its own opposite";
  if (taxonomy.labels[*other].opposite != label.name) {
    return "label " + label.name + " has the opposite " + label.opposite + ", which has another";
  }
  return std::nullopt;
}

Words bad_parts(const Taxonomy& taxonomy, const TaxonomyLabel& label) {
  if (label.combines.size() == 1) return "label " + label.name + " combines one label; two or more are needed";
  std::set<std::string_view> seen;
  for (const std::string& part : label.combines) {
    if (!taxonomy.index(part)) return "label " + label.name + " combines " + part + ", no label";
    if (!seen.insert(part).second) return "label " + label.name + " combines " + part + " twice";
  }
  return std::nullopt;
}

Words bad_synonym(const Taxonomy& taxonomy, const TaxonomyLabel& label) {
  std::set<std::string_view> seen;
  for (const std::string& synonym : label.synonyms) {
    if (taxonomy.index(synonym)) return "label " + label.name + " has the synonym " + synonym + ", a label itself";
    if (!seen.insert(synonym).second) return "label " + label.name + " has the synonym " + synonym + " twice";
  }
  return std::nullopt;
}

Words bad_anchor(const Taxonomy& taxonomy, const TaxonomyLabel& label) {
  if (!label.vad) return std::nullopt;
  if (taxonomy.vad_source.empty()) return "label " + label.name + " has an anchor without a vad_source";
  for (const double value : *label.vad) {
    if (!(std::abs(value) <= 1)) return "label " + label.name + " has an anchor outside [-1, 1]";
  }
  return std::nullopt;
}

/// Whether one comes from `label` back to it by parents and parts; all of them are labels.
bool in_cycle(const Taxonomy& taxonomy, std::size_t label) {
  std::set<std::size_t> seen;
  std::vector<std::size_t> open{label};
  while (!open.empty()) {
    const TaxonomyLabel& at = taxonomy.labels[open.back()];
    open.pop_back();
    const auto visit = [&](const std::string& name) {
      const std::size_t next = *taxonomy.index(name);
      if (seen.insert(next).second) open.push_back(next);
    };
    if (!at.parent.empty()) visit(at.parent);
    for (const std::string& part : at.combines) visit(part);
  }
  return seen.contains(label);
}

}  // namespace

std::string_view to_string(TaxonomyOf of) { return kTaxonomiesOf[static_cast<std::size_t>(of)]; }
std::optional<TaxonomyOf> taxonomy_of(std::string_view name) { return named<TaxonomyOf>(kTaxonomiesOf, name); }
std::string_view to_string(LabelIntensity intensity) { return kIntensities[static_cast<std::size_t>(intensity)]; }
std::optional<LabelIntensity> label_intensity(std::string_view name) {
  return named<LabelIntensity>(kIntensities, name);
}

std::optional<std::size_t> Taxonomy::index(std::string_view label) const {
  const auto found = std::find_if(labels.begin(), labels.end(), [&](const auto& l) { return l.name == label; });
  if (found == labels.end()) return std::nullopt;
  return static_cast<std::size_t>(found - labels.begin());
}

std::optional<TaxonomyFault> Taxonomy::fault() const {
  if (name.empty()) return TaxonomyFault{"taxonomy has no name", {}};
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i].name.empty()) return TaxonomyFault{"a label has no name", i};
    if (index(labels[i].name) != i) return TaxonomyFault{"label " + labels[i].name + " stands twice", i};
  }
  for (std::size_t i = 0; i < labels.size(); ++i) {
    for (const auto check : {bad_parent, bad_opposite, bad_parts, bad_synonym, bad_anchor}) {
      if (auto words = check(*this, labels[i])) return TaxonomyFault{*std::move(words), i};
    }
  }
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (in_cycle(*this, i)) return TaxonomyFault{"label " + labels[i].name + " is its own parent or part", i};
  }
  return std::nullopt;
}

}  // namespace affect
