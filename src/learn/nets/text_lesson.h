/// Texts with gold columns as a lesson: batches of like length, tasks mixed, each measured on its held out texts.
///
/// Thread-safety: one thread.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "affect/learn/data/gold_texts.h"
#include "affect/learn/nets/training.h"
#include "affect/model/graph/text_net_file.h"
#include "affect/model/text/tokenizer.h"

namespace affect::learn::nets {

/// What one head learns from.
struct TextTask {
  std::string head;                  ///< of the net, and of the figures
  std::vector<std::string> columns;  ///< of the texts, one for each value of the head
  Loss loss;
  std::string origin;   ///< sets and splits, for the lesson's identity
  GoldTexts fit, held;  ///< learnt from; measured on
  double share = 1;     ///< how often a text is seen in an epoch
};

struct TextLessonOptions {
  std::size_t rows = 32;    ///< of a batch
  std::size_t length = 64;  ///< tokens of a text, with its frame; longer ones are cut
  std::uint64_t seed = 1;
};

class TextLesson : public Lesson {
 public:
  TextLesson(std::vector<TextTask> tasks, std::shared_ptr<const model::Tokenizer> tokenizer,
             const TextLessonOptions& options);

  std::string identity() const override;
  std::int64_t batches(std::int64_t epoch) const override;
  Batch batch(std::int64_t epoch, std::int64_t index) const override;
  /// Of each task of labels the macro-F1, at each label's best threshold on the held texts. The score is their mean.
  std::map<std::string, double> measure(const TrainableNet& net) const override;

  const std::vector<TextTask>& tasks() const { return tasks_; }
  /// What the task's head says of its held texts.
  std::vector<std::vector<double>> held_values(const TrainableNet& net, std::size_t task) const;
  /// Macro-F1 of the task on its held texts, labels given as the head says.
  double held_f1(const TrainableNet& net, std::size_t task, const model::LabelHead& head) const;

 private:
  struct Place {
    std::size_t task = 0;
    std::vector<std::size_t> rows;
  };
  using Tokens = std::vector<std::vector<std::int32_t>>;

  void plan(std::int64_t epoch) const;
  std::vector<std::vector<std::size_t>> batches_of(const Tokens& tokens, std::vector<std::size_t> rows) const;
  std::map<std::string, model::Array> inputs_of(const Tokens& tokens, const std::vector<std::size_t>& rows) const;

  std::vector<TextTask> tasks_;
  std::shared_ptr<const model::Tokenizer> tokenizer_;
  TextLessonOptions options_;
  std::vector<Tokens> fit_, held_;  ///< by task
  mutable std::int64_t planned_ = -1;
  mutable std::vector<Place> plan_;  ///< of the epoch that was asked for last
};

}  // namespace affect::learn::nets
