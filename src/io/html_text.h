/// The words of a piece of HTML, as plain text.
#pragma once
#include <string>
#include <string_view>

namespace affect::io {

/// Appends the text without tags, scripts, styles and comments; blocks and `<br>` begin lines, lines of a blockquote
/// begin with "> ", entities are resolved. Takes any bytes that are UTF-8; knows no nesting but that of quotes.
void append_html_text(std::string_view html, std::string& out);

}  // namespace affect::io
