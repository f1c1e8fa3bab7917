#include "report/finding_words.h"

#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/dynamics_table.h"
#include "report/view.h"

namespace affect::report {

std::string finding_words(const Finding& finding) {
  // Peak and end are no interval.
  if (finding.type == "peak_end" && finding.before && finding.after && finding.value) {
    return fmt::format("{}: strongest {}, end {}, their mean {}; a description", finding.column,
                       signed_number(*finding.before), signed_number(*finding.after), signed_number(*finding.value));
  }
  std::vector<std::string> parts;
  const bool has_interval = finding.low || finding.high;
  if (!finding.measure.empty() && finding.value) {
    parts.push_back(fmt::format("{} {}", finding.measure, value_words(finding)));
    if (has_interval) parts.push_back(interval_words(finding));
  }
  if (finding.before && finding.after) {
    parts.push_back(fmt::format("{:+.2f} to {:+.2f}", *finding.before, *finding.after));
  }
  if (finding.p) parts.push_back(fmt::format("p = {:.3f}", *finding.p));
  if (finding.confidence && !has_interval && !finding.p) {
    parts.push_back(fmt::format("confidence {:.2f}", *finding.confidence));
  }
  const std::string words = fmt::format("{}", fmt::join(parts, ", "));
  if (finding.column.empty() || words.empty()) return finding.column + words;
  return finding.column + ": " + words;
}

}  // namespace affect::report
