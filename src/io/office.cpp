#include "io/office.h"

#include <string>
#include <string_view>

#include "affect/error.h"

namespace affect::io {

void refuse_office(const Folder& folder) {
  struct Kind {
    std::string_view file, beginning, what, hint;
  };
  static constexpr std::string_view kText = "save it as plain text, UTF-8";
  static constexpr std::string_view kExcel = "in Excel: File, Save As, CSV UTF-8 (Comma delimited)";
  static constexpr std::string_view kNumbers = "in Numbers: File, Export To, CSV, Unicode (UTF-8)";
  static constexpr Kind kKinds[] = {
      {"xl/workbook.xml", "", "is an Excel workbook", kExcel},
      {"xl/workbook.bin", "", "is an Excel workbook", kExcel},
      {"Index/Document.iwa", "", "is a Numbers spreadsheet", kNumbers},
      {"Index.zip", "", "is a Numbers spreadsheet", kNumbers},
      {"word/document.xml", "", "is a Word document", kText},
      {"ppt/presentation.xml", "", "is a PowerPoint document", kText},
      {"[Content_Types].xml", "", "is an office document", kText},
      {"mimetype", "application/vnd.oasis.opendocument.spreadsheet", "is an OpenDocument spreadsheet",
       "in LibreOffice: File, Save As, Text CSV, Unicode (UTF-8)"},
      {"mimetype", "application/vnd.oasis.opendocument", "is an OpenDocument text", kText},
      {"mimetype", "application/epub+zip", "is an electronic book (EPUB)", kText},
  };
  if (!folder.is_archive()) return;
  for (const Kind& kind : kKinds) {
    if (!folder.has(kind.file)) continue;
    if (!kind.beginning.empty() && !folder.head(kind.file, 256).starts_with(kind.beginning)) continue;
    throw InputError(std::string(kind.what), {folder.name()}, std::string(kind.hint));
  }
}

}  // namespace affect::io
