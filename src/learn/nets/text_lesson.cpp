#include "learn/nets/text_lesson.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "affect/measure/threshold.h"
#include "affect/rng.h"

namespace affect::learn::nets {
namespace {

/// Batches whose rows are sorted by length together: little padding, and yet every epoch mixes other rows.
constexpr std::size_t kBatchesSorted = 50;

std::vector<std::vector<std::int32_t>> tokens_of(const model::Tokenizer& tokenizer, const GoldTexts& gold,
                                                 std::size_t length) {
  std::vector<std::vector<std::int32_t>> tokens;
  tokens.reserve(gold.size());
  for (const std::string& text : gold.texts) {
    tokens.push_back(tokenizer.encode(text, {.max_tokens = length}).ids);
  }
  return tokens;
}

double sigmoid(double logit) { return 1 / (1 + std::exp(-logit)); }

/// Of a task's labels, by logits; each label's threshold of its probabilities and their truth, in order.
template <class ThresholdOf>
double macro_f1(const TextTask& task, const std::vector<std::vector<double>>& logits, ThresholdOf threshold_of) {
  std::vector<measure::ClassCounts> classes;
  for (std::size_t label = 0; label < task.columns.size(); ++label) {
    const auto& gold = task.held.column(task.columns[label]);
    std::vector<double> probabilities, truth;
    for (std::size_t row = 0; row < logits.size(); ++row) {
      if (std::isnan(gold[row])) continue;
      probabilities.push_back(sigmoid(logits[row][label]));
      truth.push_back(gold[row]);
    }
    classes.push_back(measure::counts_at(threshold_of(probabilities, truth), probabilities, truth));
  }
  return measure::macro_f1(classes, measure::AbsentClass::zero).value_or(0);
}

}  // namespace

TextLesson::TextLesson(std::vector<TextTask> tasks, std::shared_ptr<const model::Tokenizer> tokenizer,
                       const TextLessonOptions& options)
    : tasks_(std::move(tasks)), tokenizer_(std::move(tokenizer)), options_(options) {
  for (const TextTask& task : tasks_) {
    fit_.push_back(tokens_of(*tokenizer_, task.fit, options_.length));
    held_.push_back(tokens_of(*tokenizer_, task.held, options_.length));
  }
}

std::string TextLesson::identity() const {
  std::string text = fmt::format("rows {} length {} seed {}", options_.rows, options_.length, options_.seed);
  for (const TextTask& task : tasks_) {
    text += fmt::format("\n{} {} {} texts {} share {} loss {}", task.head, task.origin, task.fit.size(),
                        fmt::join(task.columns, ","), task.share, name_of(task.loss.kind));
  }
  return text;
}

std::vector<std::vector<std::size_t>> TextLesson::batches_of(const Tokens& tokens,
                                                             std::vector<std::size_t> rows) const {
  const auto shorter = [&](std::size_t a, std::size_t b) { return tokens[a].size() < tokens[b].size(); };
  const auto at = [&](std::size_t i) { return rows.begin() + static_cast<std::ptrdiff_t>(std::min(i, rows.size())); };
  const std::size_t together = options_.rows * kBatchesSorted;
  for (std::size_t i = 0; i < rows.size(); i += together) std::stable_sort(at(i), at(i + together), shorter);
  std::vector<std::vector<std::size_t>> batches;
  for (std::size_t i = 0; i < rows.size(); i += options_.rows) batches.emplace_back(at(i), at(i + options_.rows));
  return batches;
}

void TextLesson::plan(std::int64_t epoch) const {
  if (planned_ == epoch) return;
  plan_.clear();
  const Rng rng = Rng(options_.seed).split(static_cast<std::uint64_t>(epoch));
  for (std::size_t task = 0; task < tasks_.size(); ++task) {
    Rng own = rng.split(task);
    const std::size_t texts = fit_[task].size();
    const auto wanted = static_cast<std::size_t>(std::lround(tasks_[task].share * static_cast<double>(texts)));
    std::vector<std::size_t> rows;
    while (rows.size() < wanted) {
      std::vector<std::size_t> all(texts);
      std::iota(all.begin(), all.end(), std::size_t{0});
      own.shuffle(all);
      all.resize(std::min(all.size(), wanted - rows.size()));
      rows.insert(rows.end(), all.begin(), all.end());
    }
    for (auto& batch : batches_of(fit_[task], std::move(rows))) plan_.push_back({task, std::move(batch)});
  }
  Rng last = rng.split(tasks_.size());
  last.shuffle(plan_);
  planned_ = epoch;
}

std::int64_t TextLesson::batches(std::int64_t epoch) const {
  plan(epoch);
  return static_cast<std::int64_t>(plan_.size());
}

std::map<std::string, model::Array> TextLesson::inputs_of(const Tokens& tokens,
                                                          const std::vector<std::size_t>& rows) const {
  std::size_t length = 0;
  for (const std::size_t row : rows) length = std::max(length, tokens[row].size());
  std::vector<std::int64_t> ids(rows.size() * length, tokenizer_->frame().padding), mask(rows.size() * length, 0);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& text = tokens[rows[i]];
    std::copy(text.begin(), text.end(), ids.begin() + static_cast<std::ptrdiff_t>(i * length));
    std::fill_n(mask.begin() + static_cast<std::ptrdiff_t>(i * length), text.size(), 1);
  }
  const std::vector<std::size_t> shape{rows.size(), length};
  return {{"input_ids", {shape, std::move(ids)}}, {"attention_mask", {shape, std::move(mask)}}};
}

Batch TextLesson::batch(std::int64_t epoch, std::int64_t index) const {
  plan(epoch);
  const Place& place = plan_[static_cast<std::size_t>(index)];
  const TextTask& task = tasks_[place.task];
  Batch batch;
  batch.inputs = inputs_of(fit_[place.task], place.rows);
  std::vector<float> values;
  values.reserve(place.rows.size() * task.columns.size());
  for (const std::size_t row : place.rows) {
    for (const std::string& column : task.columns) values.push_back(static_cast<float>(task.fit.column(column)[row]));
    batch.tokens += fit_[place.task][row].size();
  }
  batch.targets[task.head] = {task.loss, {{place.rows.size(), task.columns.size()}, std::move(values)}, {}, 1};
  return batch;
}

std::vector<std::vector<double>> TextLesson::held_values(const TrainableNet& net, std::size_t task) const {
  const std::string& head = tasks_[task].head;
  const Tokens& tokens = held_[task];
  std::vector<std::size_t> rows(tokens.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  std::vector<std::vector<double>> values(tokens.size());
  for (const auto& batch : batches_of(tokens, std::move(rows))) {
    const auto given = net.infer(inputs_of(tokens, batch), {head});
    const auto& said = given.at(head).reals();
    const auto width = static_cast<std::ptrdiff_t>(said.size() / batch.size());
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const auto begin = said.begin() + static_cast<std::ptrdiff_t>(i) * width;
      values[batch[i]].assign(begin, begin + width);
    }
  }
  return values;
}

std::map<std::string, double> TextLesson::measure(const TrainableNet& net) const {
  std::map<std::string, double> figures;
  double sum = 0;
  for (std::size_t task = 0; task < tasks_.size(); ++task) {
    const double f1 = macro_f1(tasks_[task], held_values(net, task), measure::best_threshold);
    figures[tasks_[task].head + " macro-F1"] = f1;
    sum += f1 / static_cast<double>(tasks_.size());
  }
  figures["score"] = sum;
  return figures;
}

double TextLesson::held_f1(const TrainableNet& net, std::size_t task, const model::LabelHead& head) const {
  auto said = held_values(net, task);
  // Back to logits whose probabilities are the calibrated ones.
  for (auto& row : said) {
    for (std::size_t i = 0; i < row.size(); ++i)
      row[i] = static_cast<double>(head.offset[i]) + static_cast<double>(head.slope[i]) * row[i];
  }
  std::size_t label = 0;
  return macro_f1(tasks_[task], said,
                  [&](const auto&, const auto&) { return static_cast<double>(head.threshold[label++]); });
}

}  // namespace affect::learn::nets
