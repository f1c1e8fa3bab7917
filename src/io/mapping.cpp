#include "io/mapping.h"

#include <algorithm>
#include <string_view>

#include "affect/error.h"
#include "core/nearest_name.h"
#include "io/column_names.h"
#include "io/toml_keys.h"
#include "io/whole_text.h"

namespace affect::io {
namespace {

Place place_in(const std::string& path, const toml::source_region& source) {
  return {path, source.begin.line, source.begin.column};
}

}  // namespace

std::map<std::string, std::string> read_mapping(const std::string& path) {
  const toml::table table = parse_toml_input(whole_text(path, "a mapping is a few lines of TOML"), path,
                                             "a mapping has lines such as text = \"body\"");
  std::vector<std::string> names{"messages"};
  for (const Column column : kColumns) names.emplace_back(to_string(column));
  std::map<std::string, std::string> columns;
  for (const auto& [key, node] : table) {
    const std::string ours(key.str());
    if (std::find(names.begin(), names.end(), ours) == names.end()) {
      throw InputError("nothing is called " + ours, place_in(path, node.source()), did_you_mean(ours, names));
    }
    if (!node.is_string()) {
      throw InputError(ours + " is not a string", place_in(path, node.source()),
                       "write the key's path in quotes: " + ours + " = \"author.name\"");
    }
    columns[ours] = node.value_or(std::string());
  }
  return columns;
}

}  // namespace affect::io
