// System 004, MTP (turning points of casual conversations): whether a person's turns hold a lasting change, and where.
// Text side, on derived gold: lasting changes of the polarity that raters gave each turn (WASSA 2023), and of what
// clients of motivational interviews say (AnnoMI: from sustaining to change). Beside it, as many points placed at
// random.
#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "affect/io/datasets/dataset.h"
#include "affect/measure/boundaries.h"
#include "affect/measure/classification.h"
#include "affect/pipeline.h"
#include "evaluate/scored_texts.h"

namespace affect::evaluate {
namespace {

constexpr std::size_t kQuickPeople = 30;
constexpr std::size_t kRandomDraws = 200;
constexpr std::array<std::size_t, 3> kTolerances{0, 1, 2};
constexpr std::size_t kSide = 2;  ///< of a candidate: what random points keep too

/// One person of one conversation: own turns by number, and where the new level begins among them.
struct Person {
  std::vector<std::int64_t> turns;
  std::vector<std::size_t> truth, found, significant;

  std::optional<std::size_t> place_of(std::int64_t turn) const {
    const auto at = std::lower_bound(turns.begin(), turns.end(), turn);
    if (at == turns.end() || *at != turn || at == turns.begin()) return std::nullopt;
    return static_cast<std::size_t>(at - turns.begin());
  }
};

using People = std::map<std::pair<std::string, std::string>, Person>;

void add_place(std::vector<std::size_t>& places, std::size_t place) {
  const auto at = std::lower_bound(places.begin(), places.end(), place);
  if (at == places.end() || *at != place) places.insert(at, place);
}

/// Turns and turning points of valence, into one of the lists of each person.
class PointSink : public RecordSink {
 public:
  PointSink(People& people, std::vector<std::size_t> Person::*all, std::vector<std::size_t> Person::*significant)
      : people_(people), all_(all), significant_(significant) {}

  void accept(Record&& record) override {
    if (const auto* turn = std::get_if<Turn>(&record.body); turn != nullptr && !turn->text.empty()) {
      auto& turns = people_[{record.episode, turn->speaker}].turns;
      if (turns.empty() || turns.back() < turn->turn) turns.push_back(turn->turn);
    }
    const auto* finding = std::get_if<Finding>(&record.body);
    if (finding == nullptr || finding->type != "turning_point" || finding->column != "valence" || !finding->turn)
      return;
    Person& person = people_[{record.episode, finding->subject}];
    const auto place = person.place_of(*finding->turn);
    if (!place) return;
    add_place(person.*all_, *place);
    if (significant_ != nullptr && finding->grade == Grade::significant) add_place(person.*significant_, *place);
  }

 private:
  People& people_;
  std::vector<std::size_t> Person::*all_;
  std::vector<std::size_t> Person::*significant_;
};

/// Passes on the words alone, or the raters' polarity alone.
class Half : public RecordSink {
 public:
  Half(RecordSink& out, bool words) : out_(out), words_(words) {}
  void accept(Record&& record) override {
    const auto* track = std::get_if<Track>(&record.body);
    if (track != nullptr && (words_ || track->values(Dimension::valence).empty())) return;
    out_.accept(std::move(record));
  }

 private:
  RecordSink& out_;
  bool words_;
};

/// AnnoMI's client: a turn of change after which two of three coded turns are, and before which two of three sustained.
class FlipSink : public RecordSink {
 public:
  explicit FlipSink(People& people) : people_(people) {}
  void accept(Record&& record) override {
    const auto* code = std::get_if<Occurrence>(&record.body);
    if (code == nullptr || code->type != "client_talk" || !code->turn) return;
    const std::string& said = code->attributes.at("code");
    if (said != "neutral") coded_[{record.episode, code->subject}].emplace_back(*code->turn, said == "change");
  }
  void finish() {
    constexpr std::size_t kWindow = 3, kMost = 2;
    for (const auto& [name, turns] : coded_) {
      Person& person = people_[name];
      std::size_t last = 0;
      for (std::size_t i = kWindow; i + kWindow <= turns.size(); ++i) {
        const auto changes = [&](std::size_t begin) {
          return static_cast<std::size_t>(std::count_if(turns.begin() + static_cast<std::ptrdiff_t>(begin),
                                                        turns.begin() + static_cast<std::ptrdiff_t>(begin + kWindow),
                                                        [](const auto& turn) { return turn.second; }));
        };
        const bool flips =
            turns[i].second && !turns[i - 1].second && changes(i) >= kMost && changes(i - kWindow) <= kWindow - kMost;
        if (!flips || (last != 0 && i < last + kWindow)) continue;
        last = i;
        if (const auto place = person.place_of(turns[i].first)) add_place(person.truth, *place);
      }
    }
  }

 private:
  People& people_;
  std::map<std::pair<std::string, std::string>, std::vector<std::pair<std::int64_t, bool>>> coded_;
};

class TurningPointDetection : public System {
 public:
  RunResult run(const Engine& engine, const RunOptions& options, Diagnostics& /*diagnostics*/) const override {
    RunResult result;
    result.split = options.quick ? fmt::format("WASSA dev, {} people", kQuickPeople) : "WASSA train and dev, AnnoMI";
    const Run run{engine, options, result};
    if (options.quick) {
      report(run, "WASSA", "wassa2023", {"conversations_dev"});
    } else {
      report(run, "WASSA", "wassa2023", {"conversations_dev", "conversations_train"});
      report(run, "AnnoMI", "annomi", {"all"});
    }
    return result;
  }

 private:
  struct Run {
    const Engine& engine;
    const RunOptions& options;
    RunResult& result;
  };
  struct Split {
    std::unique_ptr<io::Dataset> dataset;
    std::string name;

    void read(const Run& run, RecordSink& out) const {
      Diagnostics noted;
      io::read_dataset(*dataset, run.options.data_root, name, {.diagnostics = noted}, out);
    }
  };

  static void read_gold(const Run& run, const Split& split, People& people) {
    PointSink points(people, &Person::truth, nullptr);
    if (split.dataset->info().name == "annomi") {
      split.read(run, points);
      FlipSink flips(people);
      split.read(run, flips);
      flips.finish();
      return;
    }
    Pipeline pipeline(run.engine, {"turning_points"}, {}, points);
    Half ratings(pipeline, false);
    split.read(run, ratings);
    pipeline.close();
  }

  static void read_found(const Run& run, const Split& split, const std::string& perceiver, People& people) {
    std::map<std::string, std::map<std::string, std::string>> settings;
    if (perceiver == "emotion") settings[perceiver] = {{"groups", "expressed"}, {"language", "en"}};
    PointSink points(people, &Person::found, &Person::significant);
    Pipeline pipeline(run.engine, {perceiver, "turning_points"}, settings, points);
    Half words(pipeline, true);
    split.read(run, words);
    pipeline.close();
  }

  static void report(const Run& run, const std::string& title, const std::string& set,
                     const std::vector<std::string>& names) {
    std::vector<Split> splits;
    for (const std::string& name : names) {
      splits.push_back({open_split(run.engine, run.options, set, name, run.result), name});
    }
    People all;
    for (const Split& split : splits) read_gold(run, split, all);
    if (set == "annomi") std::erase_if(all, [](const auto& entry) { return entry.first.second != "client"; });
    for (const std::string perceiver : {"lexicon", "emotion"}) {
      for (auto& [name, person] : all) {
        person.found.clear();
        person.significant.clear();
      }
      People read = all;
      for (const Split& split : splits) read_found(run, split, perceiver, read);
      std::vector<const Person*> people;
      std::size_t points = 0;
      for (const auto& [name, person] : all) {
        if (person.turns.size() < 2 * kSide || (run.options.quick && people.size() == kQuickPeople)) continue;
        people.push_back(&read.at(name));
        points += person.truth.size();
      }
      if (perceiver == "lexicon") {
        run.result.lines.push_back(
            fmt::format("{}: {} people, {} lasting changes in the gold", title, people.size(), points));
      }
      figures(fmt::format("{}, {}: ", title, perceiver), people, &Person::found, run.result);
      figures(fmt::format("{}, {}, significant only: ", title, perceiver), people, &Person::significant, run.result);
      random_figures(fmt::format("{}, as many as {} at random: ", title, perceiver), people, run.result);
    }
  }

  using Places = std::vector<std::vector<std::size_t>>;

  static Places places_of(const std::vector<const Person*>& people, std::vector<std::size_t> Person::*list) {
    Places places;
    for (const Person* person : people) places.push_back(person->*list);
    return places;
  }

  struct Scores {
    double has = 0, window_diff = 0;
    std::array<double, kTolerances.size()> f1{};
  };

  static Scores scores(const std::vector<const Person*>& people, const Places& found,
                       std::span<const std::size_t> drawn) {
    Scores scores;
    measure::ClassCounts has;
    std::array<measure::ClassCounts, kTolerances.size()> matched{};
    double windows = 0;
    for (const std::size_t i : drawn) {
      const auto& truth = people[i]->truth;
      has.true_positives += !truth.empty() && !found[i].empty();
      has.false_positives += truth.empty() && !found[i].empty();
      has.false_negatives += !truth.empty() && found[i].empty();
      for (std::size_t t = 0; t < kTolerances.size(); ++t) {
        const auto counts = measure::match_boundaries(truth, found[i], kTolerances[t]);
        matched[t].true_positives += counts.true_positives;
        matched[t].false_positives += counts.false_positives;
        matched[t].false_negatives += counts.false_negatives;
      }
      const std::size_t length = people[i]->turns.size();
      if (const auto error = measure::window_diff(truth, found[i], length, measure::usual_window(truth, length))) {
        scores.window_diff += *error;
        ++windows;
      }
    }
    scores.has = measure::f1(has);
    for (std::size_t t = 0; t < kTolerances.size(); ++t) scores.f1[t] = measure::f1(matched[t]);
    if (windows > 0) scores.window_diff /= windows;
    return scores;
  }

  static void figures(const std::string& name, const std::vector<const Person*>& people,
                      std::vector<std::size_t> Person::*list, RunResult& result) {
    const Places found = places_of(people, list);
    const auto rows = measure::Groups::each_row(people.size());
    const auto add = [&](const std::string& what, const auto& part) {
      result.figures.push_back(measured(name + what, rows, [&](std::span<const std::size_t> drawn) {
        return std::optional(part(scores(people, found, drawn)));
      }));
    };
    add("F1 of \"has a turning point\"", [](const Scores& s) { return s.has; });
    for (std::size_t t = 0; t < kTolerances.size(); ++t) {
      add(fmt::format("location F1 within {} turns", kTolerances[t]), [t](const Scores& s) { return s.f1[t]; });
    }
    add("WindowDiff (0 is best)", [](const Scores& s) { return s.window_diff; });
  }

  /// As many points in as many people, but whose and where by chance: means of many draws.
  static void random_figures(const std::string& name, const std::vector<const Person*>& people, RunResult& result) {
    Rng rng(20234);
    Scores mean;
    std::vector<std::size_t> all, counts;
    for (std::size_t i = 0; i < people.size(); ++i) {
      all.push_back(i);
      counts.push_back(people[i]->found.size());
    }
    for (std::size_t draw = 0; draw < kRandomDraws; ++draw) {
      for (std::size_t i = counts.size(); i > 1; --i) std::swap(counts[i - 1], counts[rng.below(i)]);
      Places found;
      for (std::size_t i = 0; i < people.size(); ++i) {
        found.push_back(measure::random_boundaries(counts[i], people[i]->turns.size(), kSide, rng));
      }
      const Scores one = scores(people, found, all);
      mean.has += one.has / kRandomDraws;
      mean.window_diff += one.window_diff / kRandomDraws;
      for (std::size_t t = 0; t < kTolerances.size(); ++t) mean.f1[t] += one.f1[t] / kRandomDraws;
    }
    const auto add = [&](const std::string& what, double value) {
      result.figures.push_back({.name = name + what, .value = value, .n = people.size()});
    };
    add("F1 of \"has a turning point\"", mean.has);
    for (std::size_t t = 0; t < kTolerances.size(); ++t) {
      add(fmt::format("location F1 within {} turns", kTolerances[t]), mean.f1[t]);
    }
    add("WindowDiff (0 is best)", mean.window_diff);
  }
};

}  // namespace

void register_turning_point_detection(Engine& engine) {
  engine.add<System>({.name = "turning_point_detection",
                      .room = "evaluate",
                      .what = "Lasting changes of each person's turns: whether there are any, and where",
                      .units = "F1, WindowDiff [0, 1]",
                      .source = "004 MTP; Pevzner & Hearst 2002",
                      .options = {}},
                     [](const Engine&, const Options&) { return std::make_unique<TurningPointDetection>(); });
}

}  // namespace affect::evaluate
