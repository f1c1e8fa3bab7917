/// One moment of affect. Absent is not zero; mixed is not neutral; two instruments are linked before they are
/// compared.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace affect {

enum class Dimension { valence, arousal, dominance, positive, negative };
inline constexpr std::array kDimensions{Dimension::valence, Dimension::arousal, Dimension::dominance,
                                        Dimension::positive, Dimension::negative};
std::string_view to_string(Dimension dimension);
std::optional<Dimension> dimension(std::string_view name);

/// Why a result is not given.
enum class Status { given, too_short, not_estimable, unavailable, abstained, unknown };
std::string_view to_string(Status status);
std::optional<Status> status(std::string_view name);

/// Whether the labels of a taxonomy share one probability, have one each, or are open text.
enum class LabelKind { exclusive, independent, open };
std::string_view to_string(LabelKind kind);
std::optional<LabelKind> label_kind(std::string_view name);

struct Label {
  std::string name;
  double probability = 0;           ///< [0, 1]
  std::optional<double> intensity;  ///< [0, 1]
  bool operator==(const Label&) const = default;
};

/// The instrument that the numbers come from, and its reference group on the [-1, 1] scale.
struct Scale {
  std::string instrument;
  std::optional<double> reference_mean;
  std::optional<double> reference_sd;
  std::string extra;
  bool operator==(const Scale&) const = default;
};

struct AffectState {
  std::optional<double> valence, arousal, dominance;  ///< [-1, 1]
  std::optional<double> positive, negative;           ///< activation of each system, [0, 1]
  /// Standard error of valence, arousal, dominance by the model, and their correlations (VA, VD, AD).
  std::array<std::optional<double>, 3> standard_error;
  std::array<std::optional<double>, 3> correlation;
  /// Spread (SD) between raters: not the model's uncertainty.
  std::array<std::optional<double>, 3> rater_sd;
  std::vector<Label> labels;
  Status status = Status::given;

  std::optional<double> get(Dimension dimension) const;
  std::optional<std::string> violation() const;
  bool operator==(const AffectState&) const = default;
};

}  // namespace affect
