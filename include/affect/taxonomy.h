/// A named set of labels with what a theory or a coding scheme says of them, kept as data in
/// data/taxonomies/<name>.toml (docs/taxonomies.md describes the keys).
///
///   const Taxonomy wheel = io::read_taxonomy(engine, "plutchik_wheel");
///   wheel.labels[*wheel.index("serenity")].parent;   // "joy"
///
/// Thread-safety: values.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "affect/affect_state.h"

namespace affect {

/// What the labels name.
enum class TaxonomyOf {
  emotion,
  sentiment,
  state,       ///< stress and other conditions that last
  dimension,   ///< a number on a scale, not a word that holds or does not
  appraisal,   ///< how a person judges an event
  component,   ///< a part that an emotion is made of
  expression,  ///< how a text shows an emotion
  symptom,     ///< words to screen by, no diagnosis
  strategy,    ///< what a helper does with a turn
  stage,       ///< of a helping conversation
  code,        ///< what an observer counts
  scale,       ///< a questionnaire's score
};
std::string_view to_string(TaxonomyOf of);
std::optional<TaxonomyOf> taxonomy_of(std::string_view name);

/// Where a label stands among those that differ in strength alone.
enum class LabelIntensity { weak, basic, strong };
std::string_view to_string(LabelIntensity intensity);
std::optional<LabelIntensity> label_intensity(std::string_view name);

struct TaxonomyLabel {
  std::string name;
  std::string description;            ///< one line in our own words
  std::vector<std::string> synonyms;  ///< other words for the same; not themselves labels of this taxonomy
  std::string parent;                 ///< the label that this one is a kind of; or empty
  std::optional<LabelIntensity> intensity;
  std::vector<std::string> combines;         ///< labels that this one is a blend of, two or more; or empty
  std::string opposite;                      ///< where the theory has one, which names this one back; or empty
  std::optional<std::array<double, 3>> vad;  ///< valence, arousal, dominance in [-1, 1], by Taxonomy::vad_source
  bool operator==(const TaxonomyLabel&) const = default;
};

/// What is wrong with a taxonomy, and the label where it is.
struct TaxonomyFault {
  std::string what;
  std::optional<std::size_t> label;
};

struct Taxonomy {
  std::string name;   ///< "ekman"
  std::string title;  ///< "Six basic emotions (Ekman 1992)"
  LabelKind kind = LabelKind::independent;
  TaxonomyOf of = TaxonomyOf::emotion;
  std::string source;                   ///< in words: who wrote it where
  std::vector<std::string> references;  ///< keys of data/references.bib, at least one
  std::string vad_source;               ///< key of data/references.bib that the anchors are from; or empty
  std::string note;                     ///< what one must know before using it; or empty
  std::vector<TaxonomyLabel> labels;    ///< unique names; empty for dimensions only

  std::optional<std::size_t> index(std::string_view label) const;
  /// A label twice; a parent, part or opposite that is missing; a cycle; an anchor out of range or without a source.
  std::optional<TaxonomyFault> fault() const;
};

}  // namespace affect
