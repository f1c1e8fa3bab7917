#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "affect/component.h"
#include "affect/engine.h"
#include "affect/understand/trajectory/lagged_influence.h"
#include "affect/understand/trajectory/score_series.h"
#include "understand/trajectory/finding_of.h"
#include "understand/trajectory/raw_input.h"
#include "understand/trajectory/weightiest_words.h"

namespace affect::understand::trajectory {
namespace {

constexpr std::size_t kHintSide = 3;       ///< own scores on each side of a change
constexpr std::size_t kMostModelled = 20;  ///< changes of an episode
constexpr std::size_t kHintsShown = 3;     ///< words, and earlier turns

class CauseHintsStage : public Stage {
 public:
  CauseHintsStage(const Engine& engine, const Options& options, Source source)
      : input_(engine, RowWords::kept),
        source_(std::move(source)),
        lags_(static_cast<std::size_t>(options.integer("lags"))) {}

  void push(const Record& record, RecordSink& /*out*/) override {
    if (const auto* found = std::get_if<Finding>(&record.body)) {
      if (found->type == "turning_point" && found->column == "valence" && found->turn) {
        points_[found->subject].insert(*found->turn);
      }
      return;
    }
    input_.push(record);
  }

  void finish(RecordSink& out) override {
    for (const Track& track : input_.tracks()) {
      if (track.values(Dimension::valence).empty() || track.turns().empty()) continue;
      const ScoreSeries own = own_scores(track, Dimension::valence, input_.clock(), {});
      for (const std::size_t at : changes(track, own)) {
        add_words(track, own, at, out);
        add_turns(track, own, at, out);
      }
    }
  }

 private:
  static double mean(const ScoreSeries& own, std::size_t begin, std::size_t end) {
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i) sum += own.scores[i];
    return sum / static_cast<double>(end - begin);
  }

  /// Places in `own` where a new level begins: turning points that the input has, else the largest change of means.
  std::vector<std::size_t> changes(const Track& track, const ScoreSeries& own) const {
    std::vector<std::size_t> places;
    if (own.size() < 2 * kHintSide) return places;
    const auto points = points_.find(track.key.subject);
    std::optional<std::size_t> largest;
    double most = 0;
    for (std::size_t at = kHintSide; at + kHintSide <= own.size(); ++at) {
      if (points != points_.end() && points->second.count(track.turn(own.rows[at])) > 0) places.push_back(at);
      const double change = std::abs(mean(own, at, at + kHintSide) - mean(own, at - kHintSide, at));
      if (change > most) largest = at, most = change;
    }
    if (places.empty() && largest) places.push_back(*largest);
    return places;
  }

  Finding base(const Track& track, const ScoreSeries& own, std::size_t at) const {
    Finding hint = finding_of(track, "valence");
    hint.type = "cause_hint";
    hint.source = source_;
    place_at(hint, evidence_of(track, own.rows[at]));
    hint.before = mean(own, at - kHintSide, at);
    hint.after = mean(own, at, at + kHintSide);
    hint.direction = *hint.after > *hint.before ? Direction::up : Direction::down;
    return hint;
  }

  /// A score is the sum of its words' weights (and of what has no word), so that the change of level is a sum over
  /// words.
  void add_words(const Track& track, const ScoreSeries& own, std::size_t at, RecordSink& out) const {
    Finding hint = base(track, own, at);
    hint.measure = "words";
    if (!track.has_words()) {
      hint.status = Status::unavailable;
      hint.reason = "its perceiver names no words";
      out.accept({input_.episode(), std::move(hint), {}});
      return;
    }
    struct Part {
      double change = 0;
      std::set<std::int64_t> turns;
    };
    std::map<std::string, Part> parts;
    for (std::size_t i = at - kHintSide; i < at + kHintSide; ++i) {
      for (const WordWeight& word : track.words(own.rows[i])) {
        Part& part = parts[std::string(word.word)];
        part.change += (i < at ? -1 : 1) * word.weight / static_cast<double>(kHintSide);
        part.turns.insert(track.turn(own.rows[i]));
      }
    }
    const double sign = *hint.after > *hint.before ? 1 : -1;
    std::vector<std::pair<std::string, Part>> ranked(parts.begin(), parts.end());
    std::erase_if(ranked, [&](const auto& part) { return sign * part.second.change <= 0; });
    std::stable_sort(ranked.begin(), ranked.end(),
                     [&](const auto& a, const auto& b) { return sign * (a.second.change - b.second.change) > 0; });
    if (ranked.size() > kHintsShown) ranked.resize(kHintsShown);
    if (ranked.empty()) return;
    hint.value = 0;
    for (const auto& [word, part] : ranked) {
      *hint.value += part.change;
      Evidence evidence;
      evidence.turn = *part.turns.begin();
      evidence.words = {word};
      hint.evidence.push_back(std::move(evidence));
    }
    hint.method = fmt::format(
        "hint, not a cause: what the named words add to the change of level of {} own scores, by the perceiver's own "
        "weights; the texts are not scored anew without them",
        kHintSide);
    out.accept({input_.episode(), std::move(hint), {}});
  }

  /// All turns that this perceiver scored, of everybody, in order.
  std::vector<ScoredTurn> conversation(const Track& of) const {
    std::vector<ScoredTurn> turns;
    for (std::size_t i = 0; i < input_.tracks().size(); ++i) {
      const Track& track = input_.tracks()[i];
      if (!(track.key.source == of.key.source) || track.key.perspective != of.key.perspective ||
          track.key.target != of.key.target) {
        continue;
      }
      const auto values = track.values(Dimension::valence);
      for (std::size_t row = 0; row < track.size(); ++row) {
        if (track.turn(row) == Track::kNoTurn) continue;
        turns.push_back({track.turn(row), i, values.empty() ? std::nan("") : values[row]});
      }
    }
    std::stable_sort(turns.begin(), turns.end(),
                     [](const ScoredTurn& a, const ScoredTurn& b) { return a.turn < b.turn; });
    return turns;
  }

  const Track* track_of(std::size_t index) const { return &input_.tracks()[index]; }

  void add_turns(const Track& track, const ScoreSeries& own, std::size_t at, RecordSink& out) {
    Finding hint = base(track, own, at);
    hint.measure = "earlier_turns";
    if (++modelled_ > kMostModelled) {
      hint.status = Status::unavailable;
      hint.reason = fmt::format("earlier turns are looked at for {} changes of an episode", kMostModelled);
      out.accept({input_.episode(), std::move(hint), {}});
      return;
    }
    const auto turns = conversation(track);
    const auto target = std::find_if(turns.begin(), turns.end(), [&](const ScoredTurn& turn) {
      return turn.turn == *hint.turn && track_of(turn.speaker)->key.subject == track.key.subject;
    });
    const auto found = lagged_influence(turns, static_cast<std::size_t>(target - turns.begin()), {.lags = lags_});
    hint.status = found.status;
    hint.reason = found.reason;
    if (found.status == Status::given) {
      if (found.turns.empty()) return;
      hint.value = found.turns.front().change;
      hint.p = found.p;
      hint.method = fmt::format(
          "hint, not a cause: how far the prediction of this score falls back without the first named turn; ridge on "
          "the {} turns before, which explains {:.2f} of the variance left out; p: scores dealt to other turns",
          lags_, found.explained);
      for (std::size_t i = 0; i < std::min(kHintsShown, found.turns.size()); ++i) {
        const ScoredTurn& turn = turns[found.turns[i].index];
        Evidence evidence;
        evidence.turn = turn.turn;
        evidence.words = words_of(*track_of(turn.speaker), turn.turn);
        hint.evidence.push_back(std::move(evidence));
      }
    }
    out.accept({input_.episode(), std::move(hint), {}});
  }

  static std::vector<std::string> words_of(const Track& track, std::int64_t turn) {
    const auto row = std::lower_bound(track.turns().begin(), track.turns().end(), turn);
    return weightiest_words(track, static_cast<std::size_t>(row - track.turns().begin()));
  }

  RawInput input_;
  Source source_;
  std::size_t lags_;
  std::size_t modelled_ = 0;
  std::map<std::string, std::set<std::int64_t>> points_;  ///< turning points of each person
};

}  // namespace

void register_cause_hints(Engine& engine) {
  CatalogueEntry entry;
  entry.name = "cause_hints";
  entry.room = "understand/trajectory";
  entry.what = "for a change of a person's level: words that carry it, earlier turns that a lagged model leans on";
  entry.units = "value, before, after: as the input";
  entry.source = "Hoerl & Kennard 1970 (ridge); ablation";
  entry.options = {{"lags",
                    OptionSpec::Type::integer,
                    "4",
                    "turns of the conversation looked back",
                    {},
                    1,
                    static_cast<double>(LaggedInfluence::kMostLags)}};
  entry.references = {"hoerl1970ridge"};
  entry.methods =
      "Hints at what moved a score, not causes: for each turning point, or the largest change of three own scores, the "
      "words whose weights carry the change of level, and the earlier turns without which a ridge regression on the "
      "turns before falls back most, with the share of 199 deals of the scores to other turns that pull as far.";
  entry.minimum = "6 own scores; 20 for earlier turns";
  entry.cost = "O(n), and 199 regressions a change on at most 2,000 turns";
  engine.add<Stage>(entry, [name = entry.name, version = entry.version](const Engine& owner, const Options& options) {
    return std::make_unique<CauseHintsStage>(owner, options, Source{name, version, options.hash()});
  });
}

}  // namespace affect::understand::trajectory
