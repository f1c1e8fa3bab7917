/// What the measures of pairs find in pairs that are independent, and in pairs whose influence is known: a cell a
/// benchmark; the counters are what matters. tools/measure_dyads.py runs this program and writes
/// results/understand/dyads.json.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "affect/rng.h"
#include "affect/understand/trajectory/actor_partner.h"
#include "affect/understand/trajectory/coherence.h"
#include "affect/understand/trajectory/cross_recurrence.h"
#include "affect/understand/trajectory/escalation.h"
#include "affect/understand/trajectory/granger.h"
#include "affect/understand/trajectory/lagged_association.h"
#include "affect/understand/trajectory/transfer_entropy.h"

namespace affect::understand::trajectory {
namespace {

constexpr double kPairSd = 0.25, kAlpha = 0.05;
constexpr std::size_t kSurrogates = 99;
constexpr std::size_t kWarmUp = 50;

struct PairDesign {
  std::size_t n = 0;
  double phi = 0;                ///< of both
  double partner = 0, back = 0;  ///< of the first one's last score for the second, and the other way
  double drift = 0;              ///< of both over the whole, in SDs
  double level_sd = 0;           ///< of the pair's common level, in SDs
  StepClock clock = StepClock::turns;
};

/// First-order processes of SD kPairSd, apart from what the partner adds.
PairedScores simulate_pair(Rng& rng, const PairDesign& design) {
  PairedScores pair;
  pair.clock = design.clock;
  pair.step = design.clock == StepClock::turns ? 1 : 60;
  const double innovation = std::sqrt(1 - design.phi * design.phi);
  double first = rng.normal(), second = rng.normal();
  const double level = design.level_sd * rng.normal();
  for (std::size_t i = 0; i < kWarmUp + design.n; ++i) {
    const double last_first = first;
    first = design.phi * first + design.back * second + innovation * rng.normal();
    const double heard = design.clock == StepClock::turns ? first : last_first;
    second = design.phi * second + design.partner * heard + innovation * rng.normal();
    if (i < kWarmUp) continue;
    const double drift = design.drift * static_cast<double>(i - kWarmUp) / static_cast<double>(design.n);
    pair.first.push_back(std::clamp(kPairSd * (first + level + drift), -1.0, 1.0));
    pair.second.push_back(std::clamp(kPairSd * (second + level + drift), -1.0, 1.0));
    pair.sessions.push_back(0);
  }
  return pair;
}

/// How often each measure says p <= kAlpha, of those times that it says anything.
class AlarmRates {
 public:
  void add(const std::string& name, Status status, double p) {
    if (status != Status::given) return;
    ++all_[name].first;
    all_[name].second += p <= kAlpha ? 1 : 0;
  }
  void show(benchmark::State& state) const {
    for (const auto& [name, counts] : all_) state.counters[name + ".rate"] = counts.second / counts.first;
  }

 private:
  std::map<std::string, std::pair<double, double>> all_;
};

void alarm(const PairedScores& pair, std::uint64_t seed, AlarmRates& rates) {
  const SurrogateOptions surrogates{.count = kSurrogates, .seed = seed};
  LaggedAssociationOptions options{.surrogates = surrogates};
  const LaggedAssociation lagged = lagged_association(pair, options);
  rates.add("lagged_correlation", lagged.status, lagged.p);
  rates.add("lead", lagged.status, lagged.lead_p);
  if (lagged.windowed_p) rates.add("windowed_correlation", lagged.status, *lagged.windowed_p);
  const ActorPartner effects = actor_partner(pair, {.replicates = 199, .seed = seed});
  for (const PersonEffects& person : effects.effects) rates.add("partner_effect", effects.status, person.partner.p);
  const Granger prediction = granger(pair, {.replicates = kSurrogates, .seed = seed});
  rates.add("granger", prediction.status, prediction.p);
  if (pair.size() >= kFewestForTransferEntropy) {
    const TransferEntropy transfer = transfer_entropy(pair, surrogates);
    rates.add("transfer_entropy", transfer.status, transfer.p);
  }
  const CrossRecurrence recurrence = cross_recurrence(pair, {.surrogates = surrogates});
  rates.add("recurrence_peak", recurrence.status, recurrence.peak_p);
  if (pair.alternates()) {
    const Escalation chains = escalation(pair, {.surrogates = surrogates});
    for (const Reciprocity& answers : chains.reciprocity) rates.add("negative_reciprocity", answers.status, answers.p);
    if (chains.longest_chain > 0) rates.add("negative_chain", chains.status, chains.chain_p);
  } else {
    const Coherence swings = coherence(pair, surrogates);
    for (const CoherenceBand& band : swings.bands) rates.add("coherence", swings.status, band.p);
  }
}

void measure_alarms(benchmark::State& state, const PairDesign& design, std::size_t pairs) {
  AlarmRates rates;
  for ([[maybe_unused]] auto iteration : state) {
    Rng rng(20263);
    for (std::size_t i = 0; i < pairs; ++i) alarm(simulate_pair(rng, design), i, rates);
  }
  state.counters["pairs"] = static_cast<double>(pairs);
  rates.show(state);
}

/// The largest raw correlation over lags against each kind of surrogate: why scores are whitened, and which kind is the
/// default.
void measure_surrogates(benchmark::State& state, const PairDesign& design, std::size_t pairs) {
  AlarmRates rates;
  const auto raw_peak = [](const PairedScores& pair) {
    double peak = 0;
    for (std::size_t lag = 0; lag < 3; ++lag) {
      double product = 0, first = 0, second = 0;
      for (std::size_t i = lag; i < pair.size(); ++i) {
        product += pair.first[i - lag] * pair.second[i];
        first += pair.first[i - lag] * pair.first[i - lag];
        second += pair.second[i] * pair.second[i];
      }
      peak = std::max(peak, std::abs(product) / std::sqrt(first * second));
    }
    return peak;
  };
  constexpr std::array kKinds{std::pair{SurrogateKind::own_dynamics, "own_dynamics"},
                              std::pair{SurrogateKind::phases, "phases"}, std::pair{SurrogateKind::blocks, "blocks"}};
  for ([[maybe_unused]] auto iteration : state) {
    Rng rng(20264);
    for (std::size_t i = 0; i < pairs; ++i) {
      const PairedScores pair = simulate_pair(rng, design);
      for (const auto& [kind, name] : kKinds) {
        const SurrogateOptions options{.kind = kind, .count = kSurrogates, .seed = i};
        const std::string kind_name = name;
        rates.add("raw_" + kind_name, Status::given,
                  upper_p(surrogate_values(pair, options, raw_peak), raw_peak(pair)));
        const auto whitened = lagged_association(pair, {.surrogates = options});
        rates.add("whitened_" + kind_name, whitened.status, whitened.p);
      }
    }
  }
  state.counters["pairs"] = static_cast<double>(pairs);
  rates.show(state);
}

struct Recovered {
  double given = 0, bias = 0, held = 0, found = 0;
  void add(const LaggedEffect& effect, double truth) {
    ++given;
    bias += effect.value.estimate - truth;
    held += effect.value.low <= truth && truth <= effect.value.high ? 1 : 0;
    found += effect.p <= kAlpha ? 1 : 0;
  }
  void show(benchmark::State& state, const std::string& name) const {
    state.counters[name + ".bias"] = bias / given;
    state.counters[name + ".held"] = held / given;
    state.counters[name + ".rate"] = found / given;
  }
};

void recover(benchmark::State& state, const PairDesign& design, std::size_t pairs) {
  Recovered actor, partner, back;
  AlarmRates rates;
  double right_lag = 0, right_lead = 0;
  for ([[maybe_unused]] auto iteration : state) {
    Rng rng(20265);
    for (std::size_t i = 0; i < pairs; ++i) {
      const PairedScores pair = simulate_pair(rng, design);
      const ActorPartner effects = actor_partner(pair, {.replicates = 299, .seed = i});
      if (effects.status == Status::given) {
        actor.add(effects.effects[1].actor, design.phi);
        partner.add(effects.effects[1].partner, design.partner);
        back.add(effects.effects[0].partner, design.back);
      }
      const SurrogateOptions surrogates{.count = kSurrogates, .seed = i};
      const auto lagged = lagged_association(pair, {.surrogates = surrogates});
      rates.add("lagged_correlation", lagged.status, lagged.p);
      rates.add("lead", lagged.status, lagged.lead_p);
      right_lag += lagged.peak.lag == 0 ? 1 : 0;
      right_lead += lagged.lead_p <= kAlpha && lagged.lead > 0 ? 1 : 0;
      const Granger prediction = granger(pair, {.replicates = kSurrogates, .seed = i});
      rates.add("granger", prediction.status, prediction.p);
    }
  }
  state.counters["pairs"] = static_cast<double>(pairs);
  actor.show(state, "actor_effect");
  partner.show(state, "partner_effect");
  back.show(state, "partner_effect_back");
  state.counters["right_lag.rate"] = right_lag / static_cast<double>(pairs);
  state.counters["right_lead.rate"] = right_lead / static_cast<double>(pairs);
  rates.show(state);
}

void recover_pooled(benchmark::State& state, const PairDesign& design, std::size_t corpora, std::size_t dyads) {
  Recovered actor, partner;
  for ([[maybe_unused]] auto iteration : state) {
    Rng rng(20266);
    for (std::size_t i = 0; i < corpora; ++i) {
      std::vector<PairedScores> corpus;
      for (std::size_t d = 0; d < dyads; ++d) corpus.push_back(simulate_pair(rng, design));
      const PooledActorPartner pooled = pooled_actor_partner(corpus, PooledOutcome::second);
      actor.add(pooled.actor, design.phi);
      partner.add(pooled.partner, design.partner);
    }
  }
  state.counters["pairs"] = static_cast<double>(corpora);
  actor.show(state, "actor_effect");
  partner.show(state, "partner_effect");
}

template <class Run>
void dyad_cell(const std::string& what, const PairDesign& design, Run run) {
  const std::string name = what + "/n:" + std::to_string(design.n) +
                           "/phi:" + std::to_string(std::lround(design.phi * 100)) +
                           "/partner:" + std::to_string(std::lround(design.partner * 100)) +
                           "/back:" + std::to_string(std::lround(design.back * 100)) +
                           "/drift:" + std::to_string(std::lround(design.drift * 100));
  benchmark::RegisterBenchmark(name.c_str(), run)->Iterations(1)->Unit(benchmark::kSecond);
}

/// Registered before main() reads its arguments.
const bool kDyadsRegistered = [] {
  const auto alarms = [](const std::string& name, const PairDesign& design, std::size_t pairs) {
    dyad_cell(name, design, [=](benchmark::State& s) { measure_alarms(s, design, pairs); });
  };
  for (const double phi : {0.0, 0.6, 0.9}) {
    for (const double drift : {0.0, 2.0}) {
      alarms("dyad_turns", {.n = 20, .phi = phi, .drift = drift}, 400);
      alarms("dyad_turns", {.n = 50, .phi = phi, .drift = drift}, 300);
    }
    alarms("dyad_turns", {.n = 200, .phi = phi}, 200);
  }
  alarms("dyad_turns", {.n = 200, .phi = 0.9, .drift = 2}, 200);
  alarms("dyad_turns", {.n = 1000, .phi = 0.9}, 200);
  for (const double phi : {0.6, 0.9}) alarms("dyad_bins", {.n = 200, .phi = phi, .clock = StepClock::seconds}, 200);
  for (const std::size_t n : {20, 50}) {
    for (const double phi : {0.0, 0.6, 0.9}) {
      const PairDesign plain{.n = n, .phi = phi};
      dyad_cell("dyad_surrogates", plain, [=](benchmark::State& s) { measure_surrogates(s, plain, 400); });
    }
  }
  for (const std::size_t n : {20, 50, 200}) {
    const PairDesign one_way{.n = n, .phi = 0.3, .partner = 0.4},
        mutual{.n = n, .phi = 0.3, .partner = 0.3, .back = 0.3};
    for (const PairDesign& design : {one_way, mutual}) {
      dyad_cell("dyad_recovery", design, [=](benchmark::State& s) { recover(s, design, 200); });
    }
  }
  for (const double partner : {0.0, 0.2}) {
    for (const double phi : {0.0, 0.3}) {
      const PairDesign pooled{.n = 12, .phi = phi, .partner = partner, .back = partner, .drift = 1, .level_sd = 0.5};
      dyad_cell("dyad_pooled", pooled, [=](benchmark::State& s) { recover_pooled(s, pooled, 200, 60); });
    }
  }
  return true;
}();

}  // namespace
}  // namespace affect::understand::trajectory
