/// Lines that a mail program broke so that they fit a screen, joined again: text/plain; format=flowed (RFC 3676).
#pragma once
#include <string>
#include <string_view>

namespace affect::io {

/// `text` has LF at its lines' ends. Quotes keep their marks. `delete_space`: DelSp=yes, the blank that marks a break
/// is none of the text, as where words have no blanks between them.
std::string joined_flowed_text(std::string_view text, bool delete_space);

}  // namespace affect::io
