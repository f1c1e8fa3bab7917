/// What `affect trend` prints.
///
/// Thread-safety: none.
#pragma once
#include <string>
#include <vector>

#include "affect/understand/corpus/calendar_trends.h"
#include "cli/table_writer.h"

namespace affect::cli {

std::vector<std::string> trend_columns(Form form);
/// A row a series.
void write_trends(TableWriter& table, const std::vector<understand::corpus::CalendarTrend>& rows,
                  const understand::corpus::CalendarTrendOptions& options);

}  // namespace affect::cli
