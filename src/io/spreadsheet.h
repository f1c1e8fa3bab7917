/// Spreadsheets are refused with the way to make a table of them.
#pragma once
#include <string>

#include "affect/io/folder.h"

namespace affect::io {

/// Throws InputError where an archive or a folder is an Excel, OpenDocument or Numbers document.
void refuse_spreadsheet(const Folder& folder);

}  // namespace affect::io
