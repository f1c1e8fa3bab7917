// System 021, EmotionLines (Chen et al. 2018): seven-class emotion of every line of a dialogue. Here are its
// metric and the floors and the ceiling that a perceiver is to be compared with: the most frequent label, the
// lexicon's valence, and one human rater. The Friends part only; the Facebook chats are not published.
#include "affect/io/datasets/emotionlines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <memory>
#include <numeric>
#include <utility>

#include <fmt/core.h>

#include "affect/component.h"
#include "affect/episode.h"
#include "affect/error.h"
#include "affect/evaluate/system.h"
#include "affect/io/reader.h"
#include "affect/measure/bootstrap.h"
#include "affect/measure/classification.h"
#include "affect/measure/distribution.h"

namespace affect::evaluate {
namespace {

constexpr std::size_t kLabels = io::kEmotionLinesLabels.size();
constexpr int kNeutral = 0;
/// Where lines without a majority are kept as a class of their own, it is the one behind the seven.
constexpr int kNonNeutralClass = static_cast<int>(kLabels);
constexpr std::size_t kQuickDialogues = 40;
constexpr std::string_view kPerceiver = "lexicon";

using Shares = std::array<double, kLabels>;

struct Line {
  std::size_t dialogue = 0;
  int gold = kNonNeutralClass;
  std::array<int, kLabels> votes{};
  Shares soft{};
  std::optional<double> valence = {};
};

class ValenceSink : public RecordSink {
 public:
  explicit ValenceSink(std::size_t turns) : valences_(turns) {}
  void accept(Record&& record) override {
    const auto* track = std::get_if<Track>(&record.body);
    if (track == nullptr) return;
    for (std::size_t row = 0; row < track->size(); ++row) {
      const auto turn = track->turn(row);
      if (turn >= 0) valences_[static_cast<std::size_t>(turn)] = track->state(row).valence;
    }
  }
  const std::vector<std::optional<double>>& valences() const { return valences_; }

 private:
  std::vector<std::optional<double>> valences_;
};

/// What the lexicon component says of each turn. The lines are read alone, so all may be turns of one
/// episode.
std::vector<std::optional<double>> perceive(const Engine& engine, const std::vector<Turn>& turns) {
  const auto stage = engine.make<Stage>(kPerceiver);
  ValenceSink sink(turns.size());
  stage->push(Record{"e", EpisodeInfo{}, {}}, sink);
  for (const Turn& turn : turns) stage->push(Record{"e", turn, {}}, sink);
  stage->finish(sink);
  return sink.valences();
}

std::vector<Line> lines_of(const Engine& engine, const std::vector<io::EmotionLinesDialogue>& dialogues) {
  std::vector<Line> lines;
  std::vector<Turn> turns;
  for (std::size_t d = 0; d < dialogues.size(); ++d) {
    for (const auto& utterance : dialogues[d]) {
      Turn turn;
      turn.turn = static_cast<std::int64_t>(turns.size());
      turn.speaker = utterance.speaker;
      turn.text = utterance.text;
      turns.push_back(std::move(turn));
      Line line{.dialogue = d, .votes = utterance.votes, .soft = utterance.soft_label()};
      if (utterance.emotion) line.gold = static_cast<int>(*utterance.emotion);
      lines.push_back(line);
    }
  }
  const auto valences = perceive(engine, turns);
  for (std::size_t i = 0; i < lines.size(); ++i) lines[i].valence = valences[i];
  return lines;
}

/// Labels from the lexicon's valence alone: it is cut into bins, and each bin answers with what the training
/// lines in it are. Bins: no valence, exactly zero, and five steps of 0.2 on either side.
class ValenceRule {
 public:
  /// `balanced`: the label that is most over-represented in the bin, in place of the most frequent one.
  ValenceRule(const std::vector<Line>& train, bool balanced) {
    std::array<std::array<double, kLabels + 1>, kBins> counts{};
    std::array<double, kLabels + 1> prior{};
    for (const Line& line : train) {
      const std::size_t bin = bin_of(line.valence);
      ++counts[bin][static_cast<std::size_t>(line.gold)];
      ++prior[static_cast<std::size_t>(line.gold)];
      for (std::size_t label = 0; label < kLabels; ++label) soft_[bin][label] += line.soft[label];
    }
    for (std::size_t bin = 0; bin < kBins; ++bin) {
      auto score = counts[bin];
      if (balanced) {
        for (std::size_t label = 0; label < score.size(); ++label) score[label] /= std::max(prior[label], 1.0);
      }
      seven_[bin] = static_cast<int>(std::max_element(score.begin(), score.end() - 1) - score.begin());
      eight_[bin] = static_cast<int>(std::max_element(score.begin(), score.end()) - score.begin());
      smooth(soft_[bin]);
    }
  }

  int label(const Line& line, bool with_non_neutral) const {
    return (with_non_neutral ? eight_ : seven_)[bin_of(line.valence)];
  }
  const Shares& shares(const Line& line) const { return soft_[bin_of(line.valence)]; }

 private:
  static constexpr std::size_t kSteps = 5;
  static constexpr std::size_t kBins = 2 * kSteps + 2;

  static std::size_t bin_of(std::optional<double> valence) {
    if (!valence) return kBins - 1;
    const double steps = std::ceil(std::abs(*valence) * kSteps);
    const auto step = std::min(kSteps, static_cast<std::size_t>(steps));
    return *valence < 0 ? kSteps - step : kSteps + step;
  }
  static void smooth(Shares& shares) {
    // One vote more for every label: a label that a bin has not seen is rare there, not impossible.
    for (double& share : shares) ++share;
    const double total = std::accumulate(shares.begin(), shares.end(), 0.0);
    for (double& share : shares) share /= total;
  }

  std::array<int, kBins> seven_{}, eight_{};
  std::array<Shares, kBins> soft_{};
};

Shares mean_shares(const std::vector<Line>& lines) {
  Shares mean{};
  for (const Line& line : lines) {
    for (std::size_t label = 0; label < kLabels; ++label) mean[label] += line.soft[label];
  }
  for (double& share : mean) share /= static_cast<double>(lines.size());
  return mean;
}

/// Truth and answer of some rows, and the dialogue that each belongs to.
struct Answers {
  std::vector<int> truth, predicted;
  std::vector<std::size_t> dialogue;

  void add(const Line& line, int true_class, int predicted_class) {
    truth.push_back(true_class);
    predicted.push_back(predicted_class);
    dialogue.push_back(line.dialogue);
  }
};

template <class Label>
Answers answers(const std::vector<Line>& lines, bool with_non_neutral, Label label) {
  Answers result;
  for (const Line& line : lines) {
    if (with_non_neutral || line.gold != kNonNeutralClass) result.add(line, line.gold, label(line));
  }
  return result;
}

/// Every rater against the label that most of the other four gave; where these are tied, nothing can be said. A line
/// has a label because three raters agree, the one compared among them: all lines show people without that help.
Answers one_rater(const std::vector<Line>& lines, bool every_line) {
  Answers result;
  for (const Line& line : lines) {
    if (!every_line && line.gold == kNonNeutralClass) continue;
    for (std::size_t label = 0; label < kLabels; ++label) {
      auto others = line.votes;
      if (others[label]-- == 0) continue;
      const auto most = std::max_element(others.begin(), others.end());
      if (std::count(others.begin(), others.end(), *most) > 1) continue;
      const auto truth = static_cast<int>(most - others.begin());
      for (int rater = 0; rater < line.votes[label]; ++rater) result.add(line, truth, static_cast<int>(label));
    }
  }
  return result;
}

Figure figure(std::string name, std::size_t n, std::string unit, const std::vector<std::size_t>& dialogue,
              const measure::RowMetric& metric) {
  Figure result{.name = std::move(name), .n = n, .unit = std::move(unit)};
  std::vector<std::size_t> rows(n);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  result.value = metric(rows).value_or(std::nan(""));
  if (const auto interval = measure::bootstrap(measure::Groups::by(dialogue), metric)) {
    result.low = interval->low;
    result.high = interval->high;
  }
  return result;
}

/// Weighted accuracy, sum of p_l a_l over the labels, and unweighted accuracy, the mean of a_l (a_l is the
/// share of label l that is right, p_l the share of lines that have it).
void add_accuracies(const std::string& name, const Answers& rows, std::size_t classes, RunResult& result) {
  using Classes = std::span<const int>;
  const auto weighted = [classes](Classes truth, Classes predicted) {
    return measure::accuracy(measure::ConfusionMatrix(truth, predicted, classes));
  };
  const auto unweighted = [classes](Classes truth, Classes predicted) {
    return measure::unweighted_average_recall(measure::ConfusionMatrix(truth, predicted, classes).counts());
  };
  const std::size_t n = rows.truth.size();
  result.figures.push_back(figure(name + ": weighted accuracy", n, "", rows.dialogue,
                                  measure::over_rows(weighted, rows.truth, rows.predicted)));
  result.figures.push_back(figure(name + ": unweighted accuracy", n, "", rows.dialogue,
                                  measure::over_rows(unweighted, rows.truth, rows.predicted)));
}

template <class Predict>
void add_divergence(const std::string& name, const std::vector<Line>& lines, Predict predict, RunResult& result) {
  std::vector<double> divergence, cross_entropy;
  std::vector<std::size_t> dialogue;
  for (const Line& line : lines) {
    divergence.push_back(measure::kullback_leibler(line.soft, predict(line)));
    cross_entropy.push_back(measure::cross_entropy(line.soft, predict(line)));
    dialogue.push_back(line.dialogue);
  }
  const auto mean_of = [](const std::vector<double>& values) {
    return [&values](std::span<const std::size_t> rows) -> std::optional<double> {
      double sum = 0;
      for (const std::size_t row : rows) sum += values[row];
      return sum / static_cast<double>(rows.size());
    };
  };
  result.figures.push_back(
      figure(name + ": cross-entropy of votes", lines.size(), "nat", dialogue, mean_of(cross_entropy)));
  result.figures.push_back(
      figure(name + ": divergence from votes", lines.size(), "nat", dialogue, mean_of(divergence)));
}

class EmotionLinesSystem : public System {
 public:
  RunResult run(const Engine& engine, const RunOptions& options, Diagnostics& diagnostics) const override {
    if (options.data_root.empty()) {
      throw ConfigError("the EmotionLines data are not at hand", {},
                        "set AFFECT_DATA to the folder that holds text/emotionlines-friends");
    }
    RunResult result;
    const auto train = lines_of(engine, read(options, io::EmotionLinesSplit::train, result));
    if (!options.file.empty()) {
      label_file(engine, options.file, train, diagnostics, result);
    } else {
      measure_split(engine, options, train, result);
    }
    return result;
  }

 private:
  static std::vector<io::EmotionLinesDialogue> read(const RunOptions& options, io::EmotionLinesSplit split,
                                                    RunResult& result) {
    auto data = io::read_emotionlines(options.data_root, split);
    result.data.push_back({data.file, data.sha256});
    return std::move(data.dialogues);
  }

  static void measure_split(const Engine& engine, const RunOptions& options, const std::vector<Line>& train,
                            RunResult& result) {
    const auto split = options.quick ? io::EmotionLinesSplit::dev : io::EmotionLinesSplit::test;
    auto dialogues = read(options, split, result);
    result.split = to_string(split);
    if (options.quick) {
      dialogues.resize(std::min(dialogues.size(), kQuickDialogues));
      result.split += fmt::format(", first {} dialogues", kQuickDialogues);
    }
    const auto lines = lines_of(engine, dialogues);
    const ValenceRule frequent(train, false), balanced(train, true);
    for (const bool with_non_neutral : {false, true}) {
      const std::size_t classes = kLabels + (with_non_neutral ? 1 : 0);
      const std::string suffix = with_non_neutral ? ", non-neutral as a class" : "";
      const auto add = [&](const std::string& name, auto label) {
        add_accuracies(name + suffix, answers(lines, with_non_neutral, label), classes, result);
      };
      add("always neutral", [](const Line&) { return kNeutral; });
      add("lexicon", [&](const Line& line) { return frequent.label(line, with_non_neutral); });
      add("lexicon, balanced", [&](const Line& line) { return balanced.label(line, with_non_neutral); });
    }
    add_accuracies("one rater", one_rater(lines, false), kLabels, result);
    add_accuracies("one rater, every line", one_rater(lines, true), kLabels, result);
    const Shares prior = mean_shares(train);
    add_divergence(
        "mean votes of train", lines, [&](const Line&) { return prior; }, result);
    add_divergence(
        "lexicon", lines, [&](const Line& line) { return frequent.shares(line); }, result);
  }

  static void label_file(const Engine& engine, const std::string& file, const std::vector<Line>& train,
                         Diagnostics& diagnostics, RunResult& result) {
    struct Turns : RecordSink {
      std::vector<Turn> turns;
      void accept(Record&& record) override {
        if (auto* turn = std::get_if<Turn>(&record.body)) turns.push_back(std::move(*turn));
      }
    } sink;
    io::read_file(engine, file, io::ReadContext{.diagnostics = diagnostics}, sink);
    for (std::size_t i = 0; i < sink.turns.size(); ++i) sink.turns[i].turn = static_cast<std::int64_t>(i);
    const auto valences = perceive(engine, sink.turns);
    const ValenceRule rule(train, false);
    result.split = file;
    for (std::size_t i = 0; i < sink.turns.size(); ++i) {
      const Line line{.valence = valences[i]};
      const std::string_view label = io::kEmotionLinesLabels[static_cast<std::size_t>(rule.label(line, false))];
      result.lines.push_back(fmt::format("{:<9} {}: {}", label, sink.turns[i].speaker, sink.turns[i].text));
    }
  }
};

}  // namespace

void register_emotionlines(Engine& engine) {
  engine.add<System>({.name = "emotionlines",
                      .room = "evaluate",
                      .what = "Seven-class emotion of every line of a dialogue: floors, a human ceiling, the metric",
                      .units = "weighted and unweighted accuracy [0, 1]; divergence from votes [nat]",
                      .source = "021 Chen et al. 2018, EmotionLines",
                      .options = {}},
                     [](const Engine&, const Options&) { return std::make_unique<EmotionLinesSystem>(); });
}

}  // namespace affect::evaluate
