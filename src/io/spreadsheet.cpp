#include "io/spreadsheet.h"

#include <string_view>

#include "affect/error.h"

namespace affect::io {

void refuse_spreadsheet(const Folder& folder) {
  struct Kind {
    std::string_view file, beginning, what, hint;
  };
  static constexpr Kind kKinds[] = {
      {"xl/workbook.xml", "", "is an Excel workbook", "in Excel: File, Save As, CSV UTF-8 (Comma delimited)"},
      {"xl/workbook.bin", "", "is an Excel workbook", "in Excel: File, Save As, CSV UTF-8 (Comma delimited)"},
      {"mimetype", "application/vnd.oasis.opendocument.spreadsheet", "is an OpenDocument spreadsheet",
       "in LibreOffice: File, Save As, Text CSV, Unicode (UTF-8)"},
      {"Index/Document.iwa", "", "is a Numbers spreadsheet", "in Numbers: File, Export To, CSV, Unicode (UTF-8)"},
      {"Index.zip", "", "is a Numbers spreadsheet", "in Numbers: File, Export To, CSV, Unicode (UTF-8)"},
  };
  for (const Kind& kind : kKinds) {
    if (!folder.has(kind.file)) continue;
    if (!kind.beginning.empty() && !folder.head(kind.file).starts_with(kind.beginning)) continue;
    throw InputError(std::string(kind.what), {folder.name()}, std::string(kind.hint));
  }
}

}  // namespace affect::io
