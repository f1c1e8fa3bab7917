/// The panels of each kind of figure, from an episode's views.
///
/// Thread-safety: pure functions.
#pragma once
#include <string>
#include <vector>

#include "affect/report/figure.h"
#include "report/pseudonyms.h"
#include "report/view.h"

namespace affect::report {

/// What the panels of an episode share.
struct PanelContext {
  const Episode& episode;
  const Pseudonyms& names;
  Extent extent;  ///< of all that is scored in the episode

  /// The name that is shown.
  std::string who(const std::string& subject) const;
};

/// The axis of time or turns.
FigureAxis place_axis(const Episode& episode, const Extent& extent);
/// "valence, expressed, by lexicon@1", with the name that is shown for whom it is towards.
std::string figure_what(const View& view, const Pseudonyms& names);
/// The ends of all value axes of one title: about zero where they are signed, no wider than what is drawn needs.
void share_value_axes(std::vector<FigurePanel>& panels);

std::vector<FigurePanel> trajectory_panels(const PanelContext& context, const std::vector<View>& views);
/// Of tracks that have valence and arousal.
std::vector<FigurePanel> plane_panels(const PanelContext& context, const std::vector<View>& views);
/// One scale in both directions and in all panels, so that a way up is as long as one to the right.
void share_plane_axes(std::vector<FigurePanel>& panels);
/// `subject` alone and that taxonomy, where they are not empty; else everybody, and the first taxonomy.
std::vector<FigurePanel> label_panels(const PanelContext& context, const std::string& subject,
                                      const std::string& taxonomy);
/// Joins what few labels have into one part, the same labels in all panels, the most frequent first.
void share_labels(std::vector<FigurePanel>& panels);
/// Of tracks that have enough scores for a shape; `refused` counts the others.
std::vector<FigurePanel> shape_panels(const PanelContext& context, const std::vector<View>& views,
                                      std::size_t& refused);

}  // namespace affect::report
