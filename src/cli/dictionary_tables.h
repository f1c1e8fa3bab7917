/// The tables that `affect dict` writes, each a sink of the records that it is made from.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "affect/perceive/text/dictionary.h"
#include "cli/flow.h"
#include "cli/writer.h"
#include "perceive/text/text_units.h"

namespace affect::cli {

struct DictionaryRun {
  std::shared_ptr<const perceive::text::Dictionary> dictionary;
  perceive::text::NegationRule negation;
  perceive::text::UnitBy by = perceive::text::UnitBy::subject;
};

/// Words, sentences, long words, and each category's percent of words.
std::unique_ptr<Writer> make_category_table(const DictionaryRun& run, Form form, const std::string& path);
/// Keyword in context; of one category where one is named.
std::unique_ptr<Writer> make_concordance(const DictionaryRun& run, std::optional<std::size_t> category,
                                         std::size_t window, Form form, const std::string& path);
/// Term, count.
std::unique_ptr<Writer> make_term_table(const DictionaryRun& run, std::uint64_t minimum,
                                        std::shared_ptr<const perceive::text::Dictionary> stop_words, Form form,
                                        const std::string& path);
/// Style matching of each pair of speakers.
std::unique_ptr<Writer> make_style_table(const DictionaryRun& run, std::uint64_t seed, Form form,
                                         const std::string& path);

}  // namespace affect::cli
