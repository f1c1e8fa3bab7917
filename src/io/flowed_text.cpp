#include "io/flowed_text.h"

#include <cstddef>

#include "io/ascii.h"

namespace affect::io {

std::string joined_flowed_text(std::string_view text, bool delete_space) {
  std::string joined;
  std::size_t depth_above = 0;
  bool flows = false;
  for (std::string_view line; take_line(text, line);) {
    const std::size_t depth =
        line.find_first_not_of('>') == std::string_view::npos ? line.size() : line.find_first_not_of('>');
    line.remove_prefix(depth);
    if (line.starts_with(' ')) line.remove_prefix(1);  // stuffed, RFC 3676 4.4
    const bool is_separator = line == "-- ";
    if (flows && (depth != depth_above || is_separator)) {
      joined += '\n';
      flows = false;
    }
    if (!flows && depth > 0) joined.append(depth, '>') += ' ';
    flows = line.ends_with(' ') && !is_separator;
    joined += flows && delete_space ? line.substr(0, line.size() - 1) : line;
    if (!flows) joined += '\n';
    depth_above = depth;
  }
  if (flows) joined += '\n';
  return joined;
}

}  // namespace affect::io
