/// What is needed of addresses of packages.
///
/// Thread-safety: pure.
#pragma once
#include <string>
#include <string_view>

namespace affect::model {

/// Whether it begins with http:// or https://.
bool is_web_address(std::string_view text);
/// "https://host/x" of "https://user:secret@host/x": what messages show.
std::string without_credentials(std::string_view url);
/// `link` as it stands on the page at `base`. The page's credentials go along to its own host, and to no other.
std::string resolved_link(std::string_view base, std::string_view link);
/// "a b.whl" of "https://host/x/a%20b.whl?y#z".
std::string file_of_link(std::string_view link);
/// "%20" as a space.
std::string percent_decoded(std::string_view text);

}  // namespace affect::model
