/// Where an archive of a package lies: a folder here, or an address that an index of packages gives (PEP 503).
///
/// Thread-safety: pure.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "affect/model/store/manifest.h"
#include "model/store/http.h"

namespace affect::model {

/// In the order in which they are asked.
struct PackageSources {
  std::vector<std::string> links;    ///< folders, archives or pages that name archives
  std::vector<std::string> indexes;  ///< addresses or folders
  HttpAccess access;
};

/// `index` where it is given; else PIP_INDEX_URL and what stands beside it in the environment; else what pip itself
/// would use, which it is asked. Throws IoError where there is no pip to ask.
PackageSources package_sources(const std::string& index);

/// One of both is not empty.
struct PackagePlace {
  std::string file;  ///< here
  std::string url;
};

/// Throws IoError: no index has it, or the network does not answer.
PackagePlace find_package(const PackageSources& sources, const ModelPackage& package);

struct PackageLink {
  std::string file, url;
  std::string sha256;  ///< empty where the page does not tell
};
/// The links of a page at `base`.
std::vector<PackageLink> links_of_page(std::string_view page, std::string_view base);
/// "Tiny.Weights" as an index names it: "tiny-weights".
std::string index_name(std::string_view package);

}  // namespace affect::model
