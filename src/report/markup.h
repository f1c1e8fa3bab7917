/// Text inside a page: nothing of it is ever markup.
#pragma once
#include <string>
#include <string_view>

namespace affect::report {

/// Bytes that are no UTF-8 as U+FFFD; without control characters, but for line ends and tabs, and without signs that
/// turn the direction of what follows.
std::string visible(std::string_view text);
/// For element content and quoted attributes: & < > " ' as references, control characters left out, bytes
/// that are no UTF-8 as U+FFFD. Line ends and tabs stay.
std::string escape(std::string_view text);
/// A language tag that is safe as an attribute, or empty.
std::string language_tag(std::string_view tag);
/// A number as attributes need it: shortest, no locale, no exponent.
std::string coordinate(double value);

}  // namespace affect::report
