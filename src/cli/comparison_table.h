/// What `affect compare` prints.
///
/// Thread-safety: none.
#pragma once
#include <string>
#include <vector>

#include "affect/understand/corpus/cohort_comparison.h"
#include "cli/table_writer.h"

namespace affect::cli {

std::vector<std::string> comparison_columns(Form form);
/// A row a difference; for people also what was tested, and what it does not say.
void write_comparison(TableWriter& table, const std::vector<understand::corpus::CohortDifference>& rows);

}  // namespace affect::cli
