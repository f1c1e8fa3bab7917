/// A stream that goes on, as one picture that is drawn over itself: the level of each person as far as it is known,
/// what was said last, changes as they are found.
///
///   LiveTerminal live(output);
///   live.accept(...);     // as records come
///   live.draw(style);     // as often as people can see
///   live.finish(style);
///
/// The picture is of the episode that was opened last and holds no more of it than it shows. It never is higher or
/// wider than the terminal. Each one is written at once, stays where the program ends, and leaves nothing of the
/// terminal changed. Nothing of the input can steer the terminal. Thread-safety: none.
#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <set>
#include <string>
#include <vector>

#include "affect/episode.h"
#include "affect/io/output.h"
#include "affect/report/terminal.h"
#include "report/terminal_page.h"
#include "report/terminal_plot.h"
#include "report/view.h"

namespace affect::report {

struct LiveStyle {
  TerminalStyle terminal = {};
  std::size_t rows = 24;  ///< of the terminal; 8 at least
  bool operator==(const LiveStyle&) const = default;
};

class LiveTerminal : public RecordSink {
 public:
  explicit LiveTerminal(io::Output& output) : output_(output) {}

  void accept(Record&& record) override;
  /// In place of the last picture, where it would be another one. Throws as Output.
  void draw(const LiveStyle& style);
  /// What stands on the terminal stays there: the next picture comes below.
  void leave();
  /// The last picture, and what it may not be taken for.
  void finish(const LiveStyle& style);

 private:
  /// What one source says of one person, or a channel of a signal.
  struct Lane {
    Track head;  ///< the key alone
    View view;   ///< of what was kept
    Dimension dimension = Dimension::valence;
    bool by_turn = true;  ///< x is the turn, else a count
    std::int64_t rows = 0, levels = 0;
    std::uint64_t touched = 0;  ///< when it last got a score
  };

  void open(const std::string& id, EpisodeInfo&& info);
  void add(Turn&& turn);
  void add(const Track& track);
  void add(const Series& series);
  void add(Finding&& finding);
  Lane& lane_of(const Track& track);
  Lane& lane_of(const Series& series, const Channel& channel);
  std::vector<const Lane*> shown(std::size_t limit) const;
  Extent extent_of(const Lane& lane, std::size_t columns) const;
  std::vector<PlotMark> marks_of(const Lane& lane, const Extent& extent) const;
  static View window(const Lane& lane, const Extent& extent);
  void write_lanes(std::size_t rows, TerminalPage& page) const;
  void write_lane(const Lane& lane, std::size_t plot_rows, TerminalPage& page) const;
  void write_findings(std::size_t most, TerminalPage& page) const;
  void write_last_turn(TerminalPage& page) const;
  std::string picture(const LiveStyle& style) const;

  io::Output& output_;
  std::vector<std::size_t> drawn_;  ///< cells of each line of the last picture
  LiveStyle style_;                 ///< of the last picture
  bool changed_ = false;

  std::string episode_;
  EpisodeInfo info_;
  std::deque<Lane> lanes_;
  std::deque<Finding> findings_;  ///< the last ones
  std::set<std::string> speakers_;
  std::size_t turns_ = 0;
  Turn last_;
  std::uint64_t clock_ = 0;
};

}  // namespace affect::report
