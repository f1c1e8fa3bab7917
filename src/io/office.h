/// Office documents are zip archives, and refused with the way to make text of them.
#pragma once
#include "affect/io/folder.h"

namespace affect::io {

/// Throws InputError where an archive is an office document or a book.
void refuse_office(const Folder& folder);

}  // namespace affect::io
