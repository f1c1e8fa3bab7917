#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "affect/component.h"
#include "affect/engine.h"
#include "affect/measure/multiple_testing.h"
#include "affect/understand/trajectory/actor_partner.h"
#include "affect/understand/trajectory/coherence.h"
#include "affect/understand/trajectory/cross_recurrence.h"
#include "affect/understand/trajectory/escalation.h"
#include "affect/understand/trajectory/granger.h"
#include "affect/understand/trajectory/lagged_association.h"
#include "affect/understand/trajectory/transfer_entropy.h"
#include "understand/trajectory/finding_of.h"
#include "understand/trajectory/raw_input.h"

namespace affect::understand::trajectory {
namespace {

constexpr double kFalseDiscoveries = 0.05, kDyadLevel = 0.95;

/// One pair, what is looked at, and the findings so far.
class DyadFindings {
 public:
  /// `chosen` says how this pair came to be looked at, where others are not; or is empty.
  DyadFindings(const PairedScores& pair, std::string first, std::string second, Finding base,
               SurrogateOptions surrogates, const std::string& chosen, std::vector<Finding>& found)
      : pair_(thinned(pair)),
        first_(std::move(first)),
        second_(std::move(second)),
        base_(std::move(base)),
        surrogates_(surrogates),
        found_(found) {
    rows_ = pair_.alternates() ? fmt::format("{} exchanges", pair_.size())
                               : fmt::format("{} bins of {:.6g} s", pair_.size(), pair_.step);
    if (pair_.size() < pair.size()) rows_ += fmt::format(" in {} blocks out of {}", kPairedBlocks, pair.size());
    rows_ += chosen;
    chance_ = fmt::format("p: {} surrogates of own trend and inertia", surrogates_.count);
  }

  void look(bool has_sign) {
    if (pair_.size() < kFewestForEscalation) {
      return refuse("", Status::too_short, fmt::format("{}; {} are needed", rows_, kFewestForEscalation));
    }
    lagged();
    effects();
    const PairedScores turned = swapped(pair_);
    prediction(pair_, first_, second_);
    prediction(turned, second_, first_);
    recurrence();
    if (!pair_.alternates()) return swings();
    if (has_sign) chains();
  }

 private:
  /// `partner` is the one whose earlier score tells of the subject's.
  Finding& add(std::string measure, const std::string& subject, const std::string& partner, std::string method) {
    Finding finding = base_;
    finding.subject = subject;
    finding.partner = partner;
    finding.measure = std::move(measure);
    finding.method = fmt::format("{}; {}", method, rows_);
    found_.push_back(std::move(finding));
    return found_.back();
  }
  void refuse(std::string measure, Status status, std::string reason) {
    Finding& finding = add(std::move(measure), first_, second_, "");
    finding.method.clear();
    finding.status = status;
    finding.reason = std::move(reason);
  }
  static void set_interval(Finding& finding, const measure::Interval& interval) {
    finding.value = interval.estimate;
    finding.low = interval.low;
    finding.high = interval.high;
    finding.confidence = kDyadLevel;
  }

  void lagged() {
    const LaggedAssociation found = lagged_association(pair_, {.surrogates = surrogates_});
    if (found.status != Status::given) return refuse("lagged_correlation", found.status, found.reason);
    const bool first_leads = found.peak.lag >= 0;
    const bool at_once = found.peak.lag == 0 && !pair_.alternates();
    Finding& peak = add(
        at_once ? "correlation" : "lagged_correlation", first_leads ? second_ : first_, first_leads ? first_ : second_,
        fmt::format("lagged association: r without own trend and inertia, the largest of lags {} to {}: "
                    "{}; {}",
                    found.lags.front().lag, found.lags.back().lag, lag_words(pair_, found.peak.lag, first_, second_),
                    chance_));
    peak.value = found.peak.r;
    peak.p = found.p;
    if (found.windowed) {
      Finding& windowed = add(
          "windowed_correlation", second_, first_,
          fmt::format("mean of the largest |r| of windows of {} rows; {}", LaggedAssociationOptions{}.window, chance_));
      windowed.value = *found.windowed;
      windowed.p = *found.windowed_p;
    }
    const bool leads = found.lead >= 0;
    Finding& lead =
        add("lead", leads ? second_ : first_, leads ? first_ : second_,
            fmt::format("root mean square r where {} comes first, less that where {} does; {}, and a normal "
                        "test of equal ones",
                        leads ? first_ : second_, leads ? second_ : first_, chance_));
    lead.value = std::abs(found.lead);
    lead.p = found.lead_p;
  }

  void effects() {
    const ActorPartner found = actor_partner(pair_, {.level = kDyadLevel});
    if (found.status != Status::given) return refuse("partner_effect", found.status, found.reason);
    for (std::size_t person = 0; person < 2; ++person) {
      const std::string& subject = person == 0 ? first_ : second_;
      const std::string& partner = person == 0 ? second_ : first_;
      const std::string model =
          fmt::format("of the last score on the next, with own last, partner's last and trend; {}",
                      found.rows > kLongestPartnerBootstrap ? "normal interval" : "bootstrap of both");
      set_interval(add("actor_effect", subject, partner, model), found.effects[person].actor.value);
      Finding& effect = add("partner_effect", subject, partner, model);
      set_interval(effect, found.effects[person].partner.value);
      effect.p = found.effects[person].partner.p;
    }
  }

  void prediction(const PairedScores& pair, const std::string& from, const std::string& to) {
    // Too few are too few both ways: said once.
    const bool says_why = from == first_;
    const Granger found = granger(pair, {});
    if (found.status != Status::given) {
      if (says_why) refuse("granger", found.status, found.reason);
    } else {
      Finding& finding =
          add("granger", to, from,
              fmt::format("share of what own past and trend leave over that the partner's last {} explain; "
                          "F({}, {}) = {:.3g}",
                          found.lags, found.lags, found.freedom, found.f));
      finding.value = found.explained;
      finding.p = found.p;
    }
    const TransferEntropy transfer = transfer_entropy(pair, surrogates_);
    if (transfer.status != Status::given) {
      if (says_why) refuse("transfer_entropy", transfer.status, transfer.reason);
      return;
    }
    Finding& finding =
        add("transfer_entropy", to, from,
            fmt::format("of thirds, {:.3g} without the surrogates' mean taken off; {}", transfer.raw, chance_));
    finding.value = transfer.value;
    finding.unit = "nat";
    finding.p = transfer.p;
  }

  void recurrence() {
    CrossRecurrenceOptions options;
    options.surrogates.seed = surrogates_.seed;
    options.surrogates.count = surrogates_.count;
    const CrossRecurrence found = cross_recurrence(pair_, options);
    if (found.status != Status::given) return refuse("recurrence", found.status, found.reason);
    const std::string means =
        found.rows_per_mean > 1 ? fmt::format("; means of {} rows", found.rows_per_mean) : std::string();
    Finding& rate = add("recurrence", second_, first_,
                        fmt::format("share of all pairs of rows within {:.3g} own SDs{}", options.radius, means));
    rate.value = found.rate;
    Finding& lines =
        add("determinism", second_, first_, fmt::format("share of recurrences on diagonals of 2 and more{}", means));
    lines.value = found.determinism;
    const bool first_leads = found.peak.lag >= 0;
    Finding& peak = add("recurrence_peak", first_leads ? second_ : first_, first_leads ? first_ : second_,
                        fmt::format("largest share of recurrences by lag: {}{}; {}",
                                    lag_words(pair_, found.peak.lag, first_, second_), means, chance_));
    peak.value = found.peak.rate;
    peak.p = found.peak_p;
  }

  void swings() {
    const Coherence found = coherence(pair_, surrogates_);
    if (found.status != Status::given) return refuse("coherence", found.status, found.reason);
    for (const CoherenceBand& band : found.bands) {
      const std::string periods = band.longest > 0 ? fmt::format("{:.6g} to {:.6g} s", band.shortest, band.longest)
                                                   : fmt::format("above {:.6g} s", band.shortest);
      Finding& finding = add(fmt::format("coherence:{}", periods), second_, first_,
                             fmt::format("of swings of {}, {} windows; {}", periods, found.windows, chance_));
      finding.value = band.value;
      finding.p = band.p;
    }
  }

  void chains() {
    const Escalation found = escalation(pair_, {.level = kDyadLevel, .surrogates = surrogates_});
    if (found.status != Status::given) return refuse("negative_reciprocity", found.status, found.reason);
    for (std::size_t person = 0; person < 2; ++person) {
      const Reciprocity& answers = found.reciprocity[person];
      const std::string& subject = person == 0 ? first_ : second_;
      const std::string& partner = person == 0 ? second_ : first_;
      if (answers.status != Status::given) {
        refuse("negative_reciprocity", answers.status, fmt::format("{}: {}", subject, answers.reason));
        continue;
      }
      Finding& finding =
          add("negative_reciprocity", subject, partner,
              fmt::format("share of negative turns right after {} negative ones of {}; after {} others "
                          "{:.3g}; z {:.2f}; {}",
                          answers.negative, partner, answers.other, answers.after_other, answers.z, chance_));
      set_interval(finding, answers.after_negative);
      finding.p = answers.p;
    }
    if (found.longest_chain > 0) {
      Finding& chain =
          add("negative_chain", second_, first_, fmt::format("longest run of negative turns in turn; {}", chance_));
      chain.value = static_cast<double>(found.longest_chain);
      chain.unit = found.longest_chain == 1 ? "turn" : "turns";
      chain.p = found.chain_p;
    }
    if (!found.repair) return;
    if (found.repair->spells < kFewestSpells) {
      refuse("repair", Status::too_short,
             fmt::format("{} in which both are negative; {} are needed",
                         found.repair->spells == 1 ? "1 spell" : fmt::format("{} spells", found.repair->spells),
                         kFewestSpells));
      return;
    }
    set_interval(
        add("repair", second_, first_,
            fmt::format("share of {} spells after which neither is negative within {} exchanges; Wilson's interval",
                        found.repair->spells, EscalationOptions{}.within)),
        found.repair->share);
  }

  PairedScores pair_;
  std::string first_, second_;
  Finding base_;
  SurrogateOptions surrogates_;
  std::vector<Finding>& found_;
  std::string rows_, chance_;
};

/// Adjusted p into words, and those that pass a grade. One that is not corrected may be 1 in 20 by chance.
void correct_for_many(std::vector<Finding>& findings) {
  std::vector<double> p;
  for (const Finding& finding : findings) {
    if (finding.p) p.push_back(*finding.p);
  }
  const auto adjusted = measure::benjamini_hochberg(p);
  std::size_t next = 0;
  for (Finding& finding : findings) {
    if (!finding.p) continue;
    const double q = adjusted[next++];
    finding.method += fmt::format("; q {:.2g} of {} tests of this episode", q, p.size());
    if (q <= kFalseDiscoveries) finding.grade = Grade::significant;
  }
}

class DyadsStage : public Stage {
 public:
  DyadsStage(const Engine& engine, const Options& options, Source source)
      : input_(engine, RowWords::dropped),
        source_(std::move(source)),
        bin_s_(options.number("bin_s")),
        all_dimensions_(options.text("dimensions") == "all"),
        people_(static_cast<std::size_t>(options.integer("people"))) {
    own_.gap_s = options.number("gap_s");
    surrogates_.count = static_cast<std::size_t>(options.integer("surrogates"));
  }

  void push(const Record& record, RecordSink& /*out*/) override { input_.push(record); }

  void finish(RecordSink& out) override {
    std::vector<Finding> findings;
    for (auto& [name, group] : track_groups()) look_at_tracks(group, findings);
    for (auto& [name, group] : series_groups()) look_at_series(name, group, findings);
    correct_for_many(findings);
    for (Finding& finding : findings) out.accept({input_.episode(), std::move(finding), {}});
  }

 private:
  using TrackGroups =
      std::map<std::tuple<std::string, Perspective, std::string, std::string>, std::vector<const Track*>>;
  using SeriesGroups = std::map<std::pair<std::string, std::string>, std::vector<const std::vector<Series>*>>;

  TrackGroups track_groups() const {
    TrackGroups groups;
    for (const Track& track : input_.tracks()) {
      const auto& key = track.key;
      groups[{key.source.to_string(), key.perspective, key.taxonomy, key.target}].push_back(&track);
    }
    return groups;
  }
  /// Channels of a name that several people have.
  SeriesGroups series_groups() const {
    SeriesGroups groups;
    for (const auto& pieces : input_.series()) {
      for (const Channel& channel : pieces.front().channels) {
        groups[{pieces.front().name, channel.name}].push_back(&pieces);
      }
    }
    return groups;
  }

  static std::size_t scored(const Track& track, Dimension dimension) {
    const auto values = track.values(dimension);
    return static_cast<std::size_t>(
        std::count_if(values.begin(), values.end(), [](double value) { return !std::isnan(value); }));
  }

  /// Those who have scores, most first; a track of which nobody knows whose it is has no partner.
  static std::vector<const Track*> by_scores(std::vector<const Track*> tracks, Dimension dimension) {
    std::erase_if(tracks,
                  [&](const Track* track) { return track->key.subject.empty() || scored(*track, dimension) == 0; });
    std::stable_sort(tracks.begin(), tracks.end(),
                     [&](const Track* a, const Track* b) { return scored(*a, dimension) > scored(*b, dimension); });
    return tracks;
  }
  /// Nothing where all people are paired.
  std::string chosen_of(std::size_t people) const {
    return people > people_ ? fmt::format("; pairs of {} out of {} people", people_, people) : std::string();
  }

  void look_at_tracks(const std::vector<const Track*>& group, std::vector<Finding>& findings) const {
    constexpr std::array kPaired{Dimension::valence, Dimension::arousal, Dimension::dominance};
    for (const Dimension dimension : kPaired) {
      if (dimension != Dimension::valence && !all_dimensions_) continue;
      const auto tracks = by_scores(group, dimension);
      const std::string chosen = chosen_of(tracks.size());
      const std::size_t most = std::min(people_, tracks.size());
      for (std::size_t i = 0; i < most; ++i) {
        for (std::size_t j = i + 1; j < most; ++j) {
          look_at_pair(*tracks[i], *tracks[j], dimension, chosen, findings);
        }
      }
    }
  }

  void look_at_pair(const Track& one, const Track& other, Dimension dimension, const std::string& chosen,
                    std::vector<Finding>& findings) const {
    const bool by_turn = one.by_turn() && other.by_turn();
    const bool in_order = !by_turn || one.turn(0) < other.turn(0);
    const Track& first = in_order ? one : other;
    const Track& second = in_order ? other : one;
    if (!by_turn && (first.starts().empty() || second.starts().empty())) return;
    Finding base = finding_of(first, std::string(to_string(dimension)));
    base.type = "dyad";
    base.source = source_;
    DyadFindings pair(by_turn ? paired_turns(first, second, dimension, input_.clock(), own_)
                              : paired_bins(first, second, dimension, bin_s_),
                      first.key.subject, second.key.subject, base, surrogates_, chosen, findings);
    pair.look(dimension == Dimension::valence);
  }

  void look_at_series(const std::pair<std::string, std::string>& name,
                      const std::vector<const std::vector<Series>*>& group, std::vector<Finding>& findings) const {
    const std::size_t most = std::min(people_, group.size());
    for (std::size_t i = 0; i < most; ++i) {
      for (std::size_t j = i + 1; j < most; ++j) {
        const Series& first = group[i]->front();
        const Series& second = group[j]->front();
        if (first.subject.empty() || second.subject.empty() || first.subject == second.subject) continue;
        Finding base = finding_of(first, *first.find(name.second));
        base.type = "dyad";
        base.source = source_;
        DyadFindings pair(paired_bins(*group[i], name.second, *group[j], name.second, bin_s_), first.subject,
                          second.subject, base, surrogates_, chosen_of(group.size()), findings);
        pair.look(false);
      }
    }
  }

  RawInput input_;
  Source source_;
  OwnScoresOptions own_;
  double bin_s_;
  bool all_dimensions_;
  std::size_t people_;
  SurrogateOptions surrogates_;
};

}  // namespace

void register_dyads(Engine& engine) {
  CatalogueEntry entry;
  entry.name = "dyads";
  entry.room = "understand/trajectory";
  entry.what = "how two people's scores go together: lags, who leads, partner effects, escalation and repair";
  entry.units = "r, shares and effects as pure numbers; p raw, q over all tests in the method";
  entry.source = "Haugh 1976; Boker et al. 2002; Kenny, Kashy & Cook 2006; Granger 1969; Gottman 1979";
  using OptionType = OptionSpec::Type;
  entry.options = {
      {"bin_s", OptionType::number, "60", "width of the bins in which series are compared, s", {}, 0.001, 1e9},
      {"gap_s",
       OptionType::number,
       "21600",
       "a longer silence, s, ends a session: no answer goes across it",
       {},
       0,
       1e12},
      {"people", OptionType::integer, "6", "all pairs of so many people with most scores", {}, 2, 20},
      {"dimensions", OptionType::choice, "valence", "all: arousal and dominance too", {"valence", "all"}, {}, {}},
      {"surrogates", OptionType::integer, "999", "draws of each test", {}, 99, 9999},
  };
  entry.references = {"haugh1976independence", "boker2002windowed",  "kenny2006dyadic",      "granger1969causal",
                      "schreiber2000transfer", "marwan2002cross",    "welch1967spectra",     "gottman1979marital",
                      "buhlmann1997sieve",     "theiler1992testing", "allison1982sequential"};
  entry.methods =
      "Two people's raw scores were paired in the order of speaking (consecutive turns of one person averaged) or in "
      "common bins. Lagged associations are cross-correlations of what own trend and autoregression leave over, tested "
      "by "
      "the largest over lags against surrogates of own dynamics; the same in windows. Actor and partner effects are of "
      "the last scores on the next with a trend, with intervals by a bootstrap of both equations. Beside them stand "
      "Granger's test, transfer entropy, cross-recurrence, coherence of bins, negative reciprocity, chains and repair. "
      "p "
      "is raw; q corrects for all tests of an episode (Benjamini and Hochberg). What both talk about is not in the "
      "model.";
  entry.minimum = "8 exchanges or bins; 13 for effects, 20 for lags, 64 for coherence, 200 for transfer entropy";
  entry.cost = "O(n) a surrogate, at most 2,048 rows a pair; cross-recurrence O(n^2) of at most 256";
  engine.add<Stage>(entry, [name = entry.name, version = entry.version](const Engine& owner, const Options& options) {
    return std::make_unique<DyadsStage>(owner, options, Source{name, version, options.hash()});
  });
}

}  // namespace affect::understand::trajectory
