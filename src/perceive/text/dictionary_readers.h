/// The formats of dictionaries, each of an open text.
///
/// All throw InputError with file and line. Thread-safety: none.
#pragma once
#include <memory>

#include "affect/io/reader.h"
#include "affect/perceive/text/dictionary.h"

namespace affect::perceive::text {

/// `name` is the dictionary's where the text does not say one.
std::shared_ptr<const Dictionary> read_liwc_dictionary(io::LineReader& lines, const std::string& name,
                                                       Diagnostics& diagnostics);
std::shared_ptr<const Dictionary> read_table_dictionary(io::LineReader& lines, const std::string& name,
                                                        Diagnostics& diagnostics);
std::shared_ptr<const Dictionary> read_toml_dictionary(io::LineReader& lines, const std::string& name,
                                                       Diagnostics& diagnostics);

}  // namespace affect::perceive::text
