/// Just enough Markdown to read what somebody wrote without its marks.
#pragma once
#include <string>
#include <string_view>

namespace affect::io {

/// The text of `## Title ##`, or nothing (an empty view with a null pointer) where the line is no heading.
std::string_view heading_text(std::string_view line);
/// `---`, `***`, `___`, `===`: a rule or the line under a heading.
bool is_markdown_rule(std::string_view line);
/// Takes quote marks, list marks and check boxes off the front. True where there was a list mark.
bool take_block_marks(std::string_view& line);
/// Appends `line` without emphasis, code marks and backslashes; of links and images the words stay.
void append_without_marks(std::string_view line, std::string& out);

}  // namespace affect::io
