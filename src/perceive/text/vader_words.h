/// The negators, degree adverbs and other closed-class words that the rules of vaderSentiment 3.3.2 name.
#pragma once
#include "perceive/text/lexicon_data.h"

namespace affect::perceive::text {

/// Marks them in the table; ratings that stand there stay.
void add_vader_words(LexiconTable& table);

}  // namespace affect::perceive::text
