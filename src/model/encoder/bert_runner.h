/// Texts through a net that is a BERT: windows of long ones, batches of like length.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "affect/engine.h"
#include "affect/model/net/net.h"
#include "affect/model/text/tokenizer.h"
#include "affect/model/text/windows.h"
#include "affect/options.h"

namespace affect::model {

struct BertParts {
  std::string model;  ///< its name in the manifest
  std::unique_ptr<const Tokenizer> tokenizer;
  std::unique_ptr<const Net> net;  ///< inputs "attention_mask" and what words() gives
  /// The net's input of so many rows of ids, padded to one length: numbers, or their vectors.
  std::function<std::pair<std::string, Array>(const std::vector<std::int32_t>& ids, std::size_t rows)> words;
  std::size_t longest = 512;  ///< tokens that the net reads at once
  std::string prefix;         ///< stands before every text: "query: "
};

/// What the net gives of one window of one text.
struct WindowResult {
  std::size_t text = 0;
  const Window& window;
  const std::map<std::string, Array>& outputs;  ///< of its batch
  std::size_t row = 0, rows = 1;

  /// This window's values of an output.
  std::span<const float> values(const std::string& output) const;
  /// What the window counts among those of its text: the tokens that it owns.
  float weight() const { return static_cast<float>(window.own_end - window.own_begin + 1); }
};

/// Thread-safety: const members may be called by many.
class BertRunner {
 public:
  explicit BertRunner(BertParts parts) : parts_(std::move(parts)) {}

  /// Calls `take` for every window of every text, in no order that is told.
  void run(std::span<const std::string> texts, const std::function<void(const WindowResult&)>& take) const;
  const BertParts& parts() const { return parts_; }
  /// "all-minilm-l6-v2, int8, 1 thread"
  std::string description() const;

 private:
  struct Piece {
    std::size_t text = 0;
    Window window;
  };
  void run_batch(std::span<const Piece> batch, const std::function<void(const WindowResult&)>& take) const;

  BertParts parts_;
};

/// --set NAME.precision: what the net runs in.
std::vector<OptionSpec> encoder_options();
NetOptions net_options(const Engine& engine, const Options& options);

}  // namespace affect::model
