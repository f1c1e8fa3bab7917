#include "io/xml_document.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "io/ascii.h"
#include "io/utf8.h"

namespace affect::io {
namespace {

std::string_view trim_xml_space(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

}  // namespace

XmlDocument::XmlDocument(LineReader& lines, const ReadContext& context, std::size_t max_bytes) : name_(lines.name()) {
  for (std::string_view chunk; lines.next_chunk(chunk);) {
    if (chunk.size() > max_bytes - text_.size()) {
      throw InputError(fmt::format("XML is larger than {} bytes", max_bytes), {name_},
                       "it is read whole: split the file");
    }
    text_ += chunk;
  }
  mend(context);
  find_lines();
  const std::size_t size = text_.size();
  const pugi::xml_parse_result result =
      document_.load_buffer_inplace(text_.data(), text_.size(), pugi::parse_default, pugi::encoding_utf8);
  const Place place = result ? Place{name_} : place_at(static_cast<std::size_t>(result.offset));
  if (!root()) throw InputError("holds no XML element", place, "is the file cut?");
  if (!result) {
    std::string what = result.description();
    what.front() = to_lower(what.front());
    lines.lose_rest(context, {"is cut or not XML: " + what, place, "export it again"}, {},
                    size - std::min(size, static_cast<std::size_t>(result.offset)));
  }
}

void XmlDocument::mend(const ReadContext& context) {
  const auto nul = text_.find('\0');
  const bool valid = is_utf8(text_);
  if (valid && nul == std::string::npos) return;
  find_lines();
  std::string clean;
  const std::size_t first = append_clean_utf8(text_, clean);
  if (nul != std::string::npos) context.diagnostics.add("nul_byte", "NUL bytes became U+FFFD", place_at(nul));
  if (!valid) {
    context.diagnostics.add("bad_encoding", "bytes that are not UTF-8 became U+FFFD", place_at(first),
                            "convert the file: iconv -f WINDOWS-1252 -t UTF-8");
  }
  text_ = std::move(clean);
}

void XmlDocument::find_lines() {
  lines_.assign(1, 0);
  for (std::size_t i = text_.find_first_of("\r\n"); i != std::string::npos; i = text_.find_first_of("\r\n", i)) {
    i += text_[i] == '\r' && i + 1 < text_.size() && text_[i + 1] == '\n' ? 2 : 1;
    lines_.push_back(i);
  }
}

Place XmlDocument::place_at(std::size_t offset) const {
  const auto after = std::upper_bound(lines_.begin(), lines_.end(), offset);
  return {name_, static_cast<std::size_t>(after - lines_.begin()), offset - *std::prev(after) + 1};
}

Place XmlDocument::place(pugi::xml_node node) const {
  return place_at(static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0)));
}

bool begins_with_element(std::string_view head, std::string_view name) {
  for (;;) {
    head = trim_xml_space(head);
    const bool comment = head.starts_with("<!--");
    if (!comment && !head.starts_with("<?") && !head.starts_with("<!")) break;
    const std::string_view close = comment ? "-->" : ">";
    const auto end = head.find(close);
    if (end == std::string_view::npos) return false;
    head.remove_prefix(end + close.size());
  }
  if (!head.starts_with('<') || !head.substr(1).starts_with(name)) return false;
  head.remove_prefix(1 + name.size());
  return head.empty() || std::strchr(" \t\r\n/>", head.front()) != nullptr;
}

}  // namespace affect::io
