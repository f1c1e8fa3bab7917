#include "model/store/package_index.h"

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "affect/error.h"
#include "model/store/child_program.h"
#include "model/store/url.h"

namespace affect::model {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostPageBytes = std::size_t{32} << 20, kMostAnswerBytes = std::size_t{64} << 10;
constexpr const char* kSourceHint = "--index names an index or a mirror, --from a file at hand";

/// What `pip download` would use, a line each. The folder in which the program is started may hold somebody else's pip.
constexpr const char* kAskPip = R"(import sys
sys.path[:] = [folder for folder in sys.path if folder]
from pip._internal.commands import create_command
o = create_command("download").parser.parse_args([])[0]
lines = [("link", each) for each in o.find_links or []]
if not o.no_index:
    lines += [("index", each) for each in [o.index_url] + list(o.extra_index_urls or [])]
lines += [("certificate", o.cert), ("proxy", o.proxy)]
for key, value in lines:
    if value:
        print(key, value)
)";

std::string environment_value(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// Adds words that spaces part.
void add_words(const std::string& text, std::vector<std::string>& into) {
  std::istringstream words(text);
  for (std::string word; words >> word;) into.push_back(word);
}

PackageSources sources_of_pip() {
  const std::string hint = fmt::format("install python3 with pip, or {}", kSourceHint);
  ChildProgram python({"python3", "-c", kAskPip}, {}, hint);
  std::istringstream answer(python.read_all(kMostAnswerBytes));
  const ChildProgram::End end = python.finish();
  if (end.status != 0) throw IoError("pip does not say which index it uses", {"python3", 0, 0}, hint);
  PackageSources sources;
  for (std::string line; std::getline(answer, line);) {
    const std::size_t space = line.find(' ');
    if (space == std::string::npos) continue;
    const std::string key = line.substr(0, space), value = line.substr(space + 1);
    if (key == "link") sources.links.push_back(value);
    if (key == "index") sources.indexes.push_back(value);
    if (key == "certificate") sources.access.certificate = value;
    if (key == "proxy") sources.access.proxy = value;
  }
  return sources;
}

/// A path of "file:///a%20b" or of what is a path already.
std::string local_path(const std::string& place) {
  constexpr std::string_view kFile = "file://";
  return place.starts_with(kFile) ? percent_decoded(std::string_view(place).substr(kFile.size())) : place;
}

std::optional<std::string> file_below(const std::string& place, const ModelPackage& package) {
  const fs::path path = local_path(place);
  for (const fs::path& file : {path, path / package.file, path / index_name(package.name) / package.file}) {
    std::error_code unseen;
    if (file.filename() == package.file && fs::is_regular_file(file, unseen)) return file.string();
  }
  return std::nullopt;
}

/// Nothing where there is no such page.
std::optional<std::vector<PackageLink>> fetched_links(const HttpAccess& access, const std::string& url) {
  std::string page;
  const HttpEnd end = http_get(access, url, 0, [&](std::string_view bytes) {
    page += bytes;
    return page.size() <= kMostPageBytes;
  });
  if (end.is_whole()) return links_of_page(page, end.url);
  constexpr int kNotFound = 404, kGone = 410;
  if (end.status == kNotFound || end.status == kGone) return std::nullopt;
  if (end.stopped)
    throw IoError("is no page of an index: it is too long", {without_credentials(url), 0, 0}, kSourceHint);
  refuse_transfer(url, end);
}

/// A page with `path` below an address.
std::string page_below(std::string address, const std::string& path) {
  if (!address.ends_with('/')) address += '/';
  return address + path;
}

std::optional<PackagePlace> place_on(const HttpAccess& access, const std::string& url, const ModelPackage& package) {
  const auto links = fetched_links(access, url);
  if (!links) return std::nullopt;
  for (const PackageLink& link : *links) {
    if (link.file != package.file || !is_web_address(link.url)) continue;
    if (link.sha256.empty() || link.sha256 == package.sha256) return PackagePlace{.file = {}, .url = link.url};
    throw ModelError(fmt::format("offers {} with SHA-256 {}, not {}", package.file, link.sha256, package.sha256),
                     {without_credentials(url), 0, 0}, kSourceHint);
  }
  return std::nullopt;
}

/// The value of an attribute at its begin: "x" of `"x">`.
std::string attribute_value(std::string_view text) {
  const char quote = text.empty() ? ' ' : text.front();
  const bool quoted = quote == '"' || quote == '\'';
  if (quoted) text.remove_prefix(1);
  text = text.substr(0, quoted ? text.find(quote) : text.find_first_of(" \t\r\n>"));
  std::string value;
  constexpr std::string_view kAmpersand = "&amp;";
  for (std::size_t i = 0; i < text.size(); ++i) {
    value += text[i];
    if (text.substr(i).starts_with(kAmpersand)) i += kAmpersand.size() - 1;
  }
  return value;
}

}  // namespace

PackageSources package_sources(const std::string& index) {
  PackageSources sources;
  sources.access = {environment_value("PIP_CERT"), environment_value("PIP_PROXY")};
  if (!index.empty()) {
    sources.indexes.push_back(index);
    return sources;
  }
  const std::string chosen = environment_value("PIP_INDEX_URL");
  if (chosen.empty()) return sources_of_pip();
  add_words(environment_value("PIP_FIND_LINKS"), sources.links);
  sources.indexes.push_back(chosen);
  add_words(environment_value("PIP_EXTRA_INDEX_URL"), sources.indexes);
  return sources;
}

PackagePlace find_package(const PackageSources& sources, const ModelPackage& package) {
  std::vector<std::string> asked;
  for (const auto* list : {&sources.links, &sources.indexes}) {
    for (const std::string& source : *list) {
      asked.push_back(without_credentials(source));
      if (!is_web_address(source)) {
        if (auto file = file_below(source, package)) return {.file = std::move(*file), .url = {}};
        continue;
      }
      const std::string page = list == &sources.links ? source : page_below(source, index_name(package.name) + "/");
      if (auto place = place_on(sources.access, page, package)) return *place;
    }
  }
  throw IoError(fmt::format("is offered by none of: {}", fmt::join(asked, ", ")), {package.file, 0, 0}, kSourceHint);
}

std::vector<PackageLink> links_of_page(std::string_view page, std::string_view base) {
  constexpr std::string_view kReference = "href=", kHash = "#sha256=";
  std::vector<PackageLink> links;
  for (std::size_t at = page.find(kReference); at != std::string_view::npos; at = page.find(kReference, at)) {
    at += kReference.size();
    const std::string link = attribute_value(page.substr(at));
    const std::size_t hash = link.find(kHash);
    links.push_back({.file = file_of_link(link),
                     .url = resolved_link(base, link),
                     .sha256 = hash == std::string::npos ? "" : link.substr(hash + kHash.size())});
  }
  return links;
}

std::string index_name(std::string_view package) {
  std::string name;
  for (const char byte : package) {
    const bool parts = byte == '-' || byte == '_' || byte == '.';
    if (parts && (name.empty() || name.back() == '-')) continue;
    if (parts) {
      name += '-';
    } else {
      name += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
    }
  }
  return name;
}

}  // namespace affect::model
