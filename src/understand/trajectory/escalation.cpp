#include "affect/understand/trajectory/escalation.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "affect/measure/proportion.h"

namespace affect::understand::trajectory {
namespace {

/// Answers of the second to the first: negative or not, after a negative turn or another.
struct AnswerTable {
  double negative_after_negative = 0, after_negative = 0, negative_after_other = 0, after_other = 0;

  AnswerTable(const PairedScores& pair, double neutral) {
    for (std::size_t i = 0; i < pair.size(); ++i) {
      const bool answer = pair.second[i] < -neutral;
      if (pair.first[i] < -neutral) {
        ++after_negative;
        negative_after_negative += answer ? 1 : 0;
      } else {
        ++after_other;
        negative_after_other += answer ? 1 : 0;
      }
    }
  }
  double difference() const { return negative_after_negative / after_negative - negative_after_other / after_other; }
  double z() const {
    const double n = after_negative + after_other;
    const double share = (negative_after_negative + negative_after_other) / n, given = after_negative / n;
    const double variance = share * (1 - share) * (1 - given) / (n * given);
    return variance > 0 ? (negative_after_negative / after_negative - share) / std::sqrt(variance) : 0;
  }
};

Reciprocity reciprocity(const PairedScores& pair, const EscalationOptions& options) {
  Reciprocity found;
  const AnswerTable table(pair, options.neutral);
  found.negative = static_cast<std::size_t>(table.after_negative);
  found.other = static_cast<std::size_t>(table.after_other);
  if (std::min(found.negative, found.other) < kFewestAnswers) {
    found.status = Status::not_estimable;
    found.reason = fmt::format("{} answers to a negative turn and {} to others; {} of each are needed", found.negative,
                               found.other, kFewestAnswers);
    return found;
  }
  found.after_negative = measure::wilson_interval(table.negative_after_negative, table.after_negative, options.level);
  found.after_other = table.negative_after_other / table.after_other;
  found.z = table.z();
  const auto values = surrogate_values(pair, options.surrogates, [&](const PairedScores& drawn) {
    return AnswerTable(drawn, options.neutral).difference();
  });
  found.p = upper_p(values, table.difference());
  return found;
}

std::size_t longest_chain(const PairedScores& pair, double neutral) {
  std::size_t longest = 0, run = 0;
  for (std::size_t i = 0; i < pair.size(); ++i) {
    if (i > 0 && pair.sessions[i] != pair.sessions[i - 1]) run = 0;
    for (const double score : {pair.first[i], pair.second[i]}) {
      run = score < -neutral ? run + 1 : 0;
      longest = std::max(longest, run);
    }
  }
  return longest;
}

std::optional<Repair> repair(const PairedScores& pair, const EscalationOptions& options) {
  const auto is_negative = [&](std::size_t i) {
    return pair.first[i] < -options.neutral && pair.second[i] < -options.neutral;
  };
  const auto is_calm = [&](std::size_t i) {
    return pair.first[i] >= -options.neutral && pair.second[i] >= -options.neutral;
  };
  Repair found;
  double repaired = 0;
  for (std::size_t i = 0; i < pair.size();) {
    if (!is_negative(i)) {
      ++i;
      continue;
    }
    std::size_t next = i + 1;
    bool is_repaired = false;
    while (next < pair.size() && next <= i + options.within && pair.sessions[next] == pair.sessions[i]) {
      if (is_calm(next++)) {
        is_repaired = true;
        break;
      }
    }
    // A spell that the session cuts short is neither.
    if (is_repaired || next == i + options.within + 1) ++found.spells;
    repaired += is_repaired ? 1 : 0;
    // The spell lasts until a calm exchange.
    i = next;
    while (!is_repaired && i < pair.size() && pair.sessions[i] == pair.sessions[next - 1] && !is_calm(i)) ++i;
  }
  if (found.spells == 0) return std::nullopt;
  found.share = measure::wilson_interval(repaired, static_cast<double>(found.spells), options.level);
  return found;
}

}  // namespace

Escalation escalation(const PairedScores& pair, const EscalationOptions& options) {
  Escalation found;
  if (!pair.alternates()) {
    found.status = Status::not_estimable;
    found.reason = "bins have no answers";
    return found;
  }
  if (pair.size() < kFewestForEscalation) {
    found.status = Status::too_short;
    found.reason = fmt::format("{} exchanges; {} are needed", pair.size(), kFewestForEscalation);
    return found;
  }
  found.reciprocity = {reciprocity(swapped(pair), options), reciprocity(pair, options)};
  found.longest_chain = longest_chain(pair, options.neutral);
  if (found.longest_chain > 0) {
    const auto values = surrogate_values(pair, options.surrogates, [&](const PairedScores& drawn) {
      return static_cast<double>(longest_chain(drawn, options.neutral));
    });
    found.chain_p = upper_p(values, static_cast<double>(found.longest_chain));
  }
  found.repair = repair(pair, options);
  return found;
}

}  // namespace affect::understand::trajectory
