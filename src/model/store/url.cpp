#include "model/store/url.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace affect::model {
namespace {

struct WebAddress {
  std::string_view scheme, credentials, host, path;
};

WebAddress parts_of(std::string_view url) {
  WebAddress parts;
  const std::size_t slashes = url.find("://");
  if (slashes == std::string_view::npos) return parts;
  parts.scheme = url.substr(0, slashes);
  url.remove_prefix(slashes + 3);
  const std::size_t end = std::min(url.find_first_of("/?#"), url.size());
  parts.host = url.substr(0, end);
  parts.path = url.substr(end);
  if (const std::size_t at = parts.host.rfind('@'); at != std::string_view::npos) {
    parts.credentials = parts.host.substr(0, at + 1);
    parts.host.remove_prefix(at + 1);
  }
  return parts;
}

std::string_view without_query(std::string_view link) { return link.substr(0, link.find_first_of("?#")); }

}  // namespace

bool is_web_address(std::string_view text) { return text.starts_with("http://") || text.starts_with("https://"); }

std::string without_credentials(std::string_view url) {
  const WebAddress parts = parts_of(url);
  if (parts.credentials.empty()) return std::string(url);
  return fmt::format("{}://{}{}", parts.scheme, parts.host, parts.path);
}

std::string resolved_link(std::string_view base, std::string_view link) {
  const WebAddress page = parts_of(base);
  link = link.substr(0, link.find('#'));
  if (is_web_address(link)) {
    const WebAddress there = parts_of(link);
    const bool shared = there.scheme == page.scheme && there.host == page.host && there.credentials.empty();
    return shared ? fmt::format("{}://{}{}{}", page.scheme, page.credentials, page.host, there.path)
                  : std::string(link);
  }
  if (link.starts_with("//")) return resolved_link(base, fmt::format("{}:{}", page.scheme, link));
  const std::string site = fmt::format("{}://{}{}", page.scheme, page.credentials, page.host);
  if (link.starts_with('/')) return site + std::string(link);
  const std::string_view path = without_query(page.path);
  const std::size_t slash = path.rfind('/');
  return fmt::format("{}{}/{}", site, slash == std::string_view::npos ? "" : path.substr(0, slash), link);
}

std::string file_of_link(std::string_view link) {
  link = without_query(link);
  const std::size_t slash = link.rfind('/');
  return percent_decoded(slash == std::string_view::npos ? link : link.substr(slash + 1));
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    if (text[i] == '%' && i + 2 < text.size()) {
      const char* digits = text.data() + i + 1;
      if (std::from_chars(digits, digits + 2, value, 16).ptr == digits + 2) {
        decoded += static_cast<char>(value);
        i += 2;
        continue;
      }
    }
    decoded += text[i];
  }
  return decoded;
}

}  // namespace affect::model
