/// What `affect shapes` prints.
///
/// Thread-safety: none.
#pragma once
#include <string>
#include <vector>

#include "affect/understand/corpus/shape_collection.h"
#include "cli/table_writer.h"

namespace affect::cli {

std::vector<std::string> shape_columns(Form form);
/// For people a few lines a dimension. Else a row a bin of each curve: the mean, the components, the medoids, and every
/// person's with its cluster and its scores on the components.
void write_shapes(TableWriter& table, const std::vector<understand::corpus::ShapeGroup>& groups);

}  // namespace affect::cli
