/// What the verbs `taxonomies` and `explain` say of a taxonomy and of a label. Thread-safety: pure functions.
#pragma once
#include <string>
#include <vector>

#include "affect/taxonomy.h"

namespace affect::cli {

/// Lines: name and title; what it is of, its kind and size; its source; its references; its note.
std::string taxonomy_words(const Taxonomy& taxonomy);
/// What is known of a label besides its description, a line each: "also happiness", "a strong joy", "opposite of
/// grief".
std::vector<std::string> label_words(const TaxonomyLabel& label);

}  // namespace affect::cli
