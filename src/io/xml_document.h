/// An XML document, read whole: pugixml behind the rules of the readers.
///
///   const XmlDocument document(lines, context);
///   for (const pugi::xml_node tier : document.root().children("TIER")) ... document.place(tier) ...
///
/// The text is what LineReader decodes, whatever encoding the document names. DTDs are passed over, entities beyond the
/// five of XML are not expanded. Nesting costs no stack as long as the caller does not recurse.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "affect/io/reader.h"

namespace affect::io {

class XmlDocument {
 public:
  static constexpr std::size_t kMaxBytes = 256u << 20;

  /// A text that is cut or not XML is a fault; under --keep-going the part before it stays. Throws InputError where no
  /// element is found, or the text is larger than `max_bytes`.
  XmlDocument(LineReader& lines, const ReadContext& context, std::size_t max_bytes = kMaxBytes);

  pugi::xml_node root() const { return document_.document_element(); }
  /// Where the node's name stands.
  Place place(pugi::xml_node node) const;

 private:
  void mend(const ReadContext& context);
  void find_lines();
  Place place_at(std::size_t offset) const;

  std::string name_;
  std::string text_;                ///< the document's nodes point into it
  std::vector<std::size_t> lines_;  ///< where each line begins
  pugi::xml_document document_;
};

/// Whether the head of a file is XML whose first element has this name.
bool begins_with_element(std::string_view head, std::string_view name);

}  // namespace affect::io
