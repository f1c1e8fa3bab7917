#include "affect/understand/trajectory/paired_scores.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace affect::understand::trajectory {
namespace {

/// A longer recording in smaller bins is a mistake of bin_s.
constexpr double kMostBins = 1e12;

struct BinSum {
  double sum = 0;
  std::size_t count = 0;
};
using BinSums = std::map<std::int64_t, BinSum>;

void add_to_bin(BinSums& bins, double time, double value, double bin_s) {
  const double bin = std::floor(time / bin_s);
  if (std::isnan(value) || !(std::abs(bin) < kMostBins)) return;
  BinSum& one = bins[static_cast<std::int64_t>(bin)];
  one.sum += value;
  ++one.count;
}

BinSums bins_of(const Track& track, Dimension dimension, double bin_s) {
  BinSums bins;
  const auto values = track.values(dimension);
  const auto starts = track.starts();
  const auto statuses = track.statuses();
  for (std::size_t row = 0; row < std::min(values.size(), starts.size()); ++row) {
    if (statuses.empty() || statuses[row] == Status::given) add_to_bin(bins, starts[row], values[row], bin_s);
  }
  return bins;
}

BinSums bins_of(const std::vector<Series>& pieces, std::string_view name, double bin_s) {
  BinSums bins;
  for (const Series& piece : pieces) {
    const Channel* channel = piece.find(name);
    if (channel == nullptr) continue;
    for (std::size_t i = 0; i < piece.size(); ++i) add_to_bin(bins, piece.time(i), channel->values[i], bin_s);
  }
  return bins;
}

std::size_t usual_count(const BinSums& bins) {
  std::vector<std::size_t> counts;
  for (const auto& [bin, one] : bins) counts.push_back(one.count);
  if (counts.empty()) return 0;
  const auto middle = counts.begin() + static_cast<std::ptrdiff_t>(counts.size() / 2);
  std::nth_element(counts.begin(), middle, counts.end());
  return *middle;
}

PairedScores common_bins(const BinSums& first, const BinSums& second, double bin_s) {
  PairedScores pair;
  pair.clock = StepClock::seconds;
  pair.step = bin_s;
  const std::size_t usual_first = usual_count(first), usual_second = usual_count(second);
  std::int64_t last = 0;
  for (const auto& [bin, one] : first) {
    const auto other = second.find(bin);
    if (other == second.end() || 2 * one.count < usual_first || 2 * other->second.count < usual_second) continue;
    const std::size_t session = pair.sessions.empty() ? 0 : pair.sessions.back() + (bin != last + 1 ? 1 : 0);
    pair.sessions.push_back(session);
    pair.first.push_back(one.sum / static_cast<double>(one.count));
    pair.second.push_back(other->second.sum / static_cast<double>(other->second.count));
    last = bin;
  }
  return pair;
}

struct PairTurn {
  std::int64_t turn = 0;
  double time = 0, score = 0;
  bool is_second = false;
};

std::vector<PairTurn> pair_turns(const Track& first, const Track& second, Dimension dimension) {
  std::vector<PairTurn> turns;
  for (const Track* track : {&first, &second}) {
    const auto values = track->values(dimension);
    const auto starts = track->starts();
    const auto statuses = track->statuses();
    for (std::size_t row = 0; row < values.size(); ++row) {
      if (std::isnan(values[row]) || (!statuses.empty() && statuses[row] != Status::given)) continue;
      turns.push_back({track->turn(row), starts.empty() ? Track::kAbsent : starts[row], values[row], track == &second});
    }
  }
  std::stable_sort(turns.begin(), turns.end(), [](const PairTurn& a, const PairTurn& b) { return a.turn < b.turn; });
  return turns;
}

PairedScores rows_of(const PairedScores& pair, std::size_t begin, std::size_t end) {
  PairedScores part;
  part.clock = pair.clock;
  part.step = pair.step;
  const auto cut = [&](const auto& all, auto& some) {
    some.assign(all.begin() + static_cast<std::ptrdiff_t>(begin), all.begin() + static_cast<std::ptrdiff_t>(end));
  };
  cut(pair.first, part.first);
  cut(pair.second, part.second);
  cut(pair.sessions, part.sessions);
  return part;
}

}  // namespace

PairedScores paired_turns(const Track& first, const Track& second, Dimension dimension, const Clock& clock,
                          const OwnScoresOptions& options) {
  PairedScores pair;
  const bool tells_sessions =
      clock.precision == Clock::Precision::instant || clock.precision == Clock::Precision::minute;
  BinSum floor, answered;
  bool answers = false;
  std::size_t session = 0;
  double last = Track::kAbsent;
  const auto close = [&] {
    if (answers && answered.count > 0) {
      pair.first.push_back(answered.sum / static_cast<double>(answered.count));
      pair.second.push_back(floor.sum / static_cast<double>(floor.count));
      pair.sessions.push_back(session);
    }
    answered = answers ? BinSum{} : floor;
    floor = {};
  };
  for (const PairTurn& turn : pair_turns(first, second, dimension)) {
    if (tells_sessions && turn.time - last > options.gap_s) {
      close();
      answered = {};
      ++session;
    } else if (floor.count > 0 && turn.is_second != answers) {
      close();
    }
    answers = turn.is_second;
    floor.sum += turn.score;
    ++floor.count;
    last = turn.time;
  }
  close();
  return pair;
}

PairedScores paired_bins(const Track& first, const Track& second, Dimension dimension, double bin_s) {
  return common_bins(bins_of(first, dimension, bin_s), bins_of(second, dimension, bin_s), bin_s);
}

PairedScores paired_bins(const std::vector<Series>& first, std::string_view first_channel,
                         const std::vector<Series>& second, std::string_view second_channel, double bin_s) {
  return common_bins(bins_of(first, first_channel, bin_s), bins_of(second, second_channel, bin_s), bin_s);
}

PairedScores swapped(const PairedScores& pair) {
  PairedScores other;
  other.clock = pair.clock;
  other.step = pair.step;
  for (std::size_t i = 0; i < pair.size(); ++i) {
    if (pair.alternates() && (i + 1 == pair.size() || pair.sessions[i] != pair.sessions[i + 1])) continue;
    other.first.push_back(pair.second[i]);
    other.second.push_back(pair.first[i + (pair.alternates() ? 1 : 0)]);
    other.sessions.push_back(pair.sessions[i]);
  }
  return other;
}

PairedScores thinned(const PairedScores& pair) {
  if (pair.size() <= kPairedBlock * kPairedBlocks) return pair;
  PairedScores blocks;
  blocks.clock = pair.clock;
  blocks.step = pair.step;
  for (std::size_t block = 0; block < kPairedBlocks; ++block) {
    const std::size_t begin = block * (pair.size() - kPairedBlock) / (kPairedBlocks - 1);
    for (std::size_t i = begin; i < begin + kPairedBlock; ++i) {
      const bool is_new = i == begin || pair.sessions[i] != pair.sessions[i - 1];
      const std::size_t session = blocks.sessions.empty() ? 0 : blocks.sessions.back() + (is_new ? 1 : 0);
      blocks.sessions.push_back(session);
      blocks.first.push_back(pair.first[i]);
      blocks.second.push_back(pair.second[i]);
    }
  }
  return blocks;
}

PairedScores longest_session(const PairedScores& pair) {
  std::size_t best = 0, best_end = 0;
  for (std::size_t begin = 0; begin < pair.size();) {
    std::size_t end = begin + 1;
    while (end < pair.size() && pair.sessions[end] == pair.sessions[begin]) ++end;
    if (end - begin > best_end - best) {
      best = begin;
      best_end = end;
    }
    begin = end;
  }
  return rows_of(pair, best, best_end);
}

}  // namespace affect::understand::trajectory
