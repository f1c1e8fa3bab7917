/// A mapping file: which keys or columns of a file are our names, in TOML.
///
///   messages = "data.items"
///   speaker = "author.name"
///   text = "body"
///   time = "sent.at"
#pragma once
#include <map>
#include <string>

namespace affect::io {

/// Our name -> theirs, as in ReadContext::columns. Throws InputError: it cannot be opened, is not TOML, a value is not
/// a string, or a name is none of ours.
std::map<std::string, std::string> read_mapping(const std::string& path);

}  // namespace affect::io
