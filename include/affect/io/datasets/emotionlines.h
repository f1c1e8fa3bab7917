/// EmotionLines, Friends part (Chen et al. 2018, LREC): dialogues with a label and five votes an utterance.
///
///   const auto test = read_emotionlines("/data", EmotionLinesSplit::test);
///   for (const auto& dialogue : test.dialogues) for (const auto& utterance : dialogue) ...
///
/// Labels say what readers of the script perceived, not what anybody felt. Windows-1252 quotes and dashes
/// that the files hold as C1 controls are normalised to Unicode. MELD and ECF share its dialogues: never
/// train on one and report on another.
///
/// Thread-safety: free functions.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace affect::io {

/// In the order in which the files keep the votes.
inline constexpr std::array<std::string_view, 7> kEmotionLinesLabels{"neutral", "joy",      "sadness", "fear",
                                                                     "anger",   "surprise", "disgust"};
/// Where no label has a majority; it is not an eighth emotion.
inline constexpr std::string_view kNonNeutral = "non-neutral";

struct EmotionLinesUtterance {
  std::string speaker;
  std::string text;                    ///< UTF-8
  std::optional<std::size_t> emotion;  ///< index in kEmotionLinesLabels; absent is "non-neutral"
  std::array<int, 7> votes{};          ///< of five raters, by label

  /// Share of the votes by label: sums to 1.
  std::array<double, 7> soft_label() const;
};

using EmotionLinesDialogue = std::vector<EmotionLinesUtterance>;

enum class EmotionLinesSplit { train, dev, test };
std::string_view to_string(EmotionLinesSplit split);

struct EmotionLines {
  std::string file;    ///< below the data root
  std::string sha256;  ///< of its bytes
  std::vector<EmotionLinesDialogue> dialogues;
};

/// One official split below the root of the data sets. Throws InputError (missing, damaged, or not as many
/// dialogues and utterances as were published).
EmotionLines read_emotionlines(const std::string& data_root, EmotionLinesSplit split);

/// The text of a file in that format. Throws InputError.
std::vector<EmotionLinesDialogue> parse_emotionlines(std::string_view json, const std::string& file);

}  // namespace affect::io
