#include "affect/report/html.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "report/dynamics_table.h"
#include "report/finding_words.h"
#include "report/limits.h"
#include "report/markup.h"
#include "report/pseudonyms.h"
#include "report/svg.h"
#include "report/view.h"

namespace affect::report {
namespace {

constexpr std::size_t kMostFindings = 200;  // of turning points, and of all others
constexpr std::int64_t kTurnsAround = 3;

constexpr std::string_view kHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Emotional trajectory</title>
<style>
:root{color-scheme:light dark;--ink:#1b1f24;--quiet:#59636e;--page:#fff;--line:#d1d9e0;--up:#0057b8;--down:#b34700;--band:#0057b822;--level:#1b1f24}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--quiet:#9198a1;--page:#14181d;--line:#3d444d;--up:#6cb6ff;--down:#ff9e4a;--band:#6cb6ff30;--level:#e6edf3}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page);max-width:48rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.3rem;margin-top:2.5rem}h3{font-size:1.05rem;margin:1.5rem 0 .2rem}
.quiet,figcaption{color:var(--quiet);font-size:.9rem}
.care{border-left:4px solid var(--down);padding:.2rem 1rem}
figure{margin:.5rem 0}svg{width:100%;height:auto}svg text{fill:var(--quiet);font-size:11px}
.grid{stroke:var(--line)}.band{fill:var(--band)}.level{fill:none;stroke:var(--level);stroke-width:1.5}
circle.high{fill:var(--up)}circle.low{fill:none;stroke:var(--down);stroke-width:1.5}.extremes{stroke:var(--up);fill:none}
.turn line{stroke-dasharray:4 3}.turn.significant line{stroke-dasharray:none}
.turn.up line,.turn.up path{stroke:var(--up);fill:none}.turn.down line,.turn.down path{stroke:var(--down);fill:none}
.turn.significant.up path{fill:var(--up)}.turn.significant.down path{fill:var(--down)}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;vertical-align:top;padding:.3rem .5rem;border-bottom:1px solid var(--line)}
td:nth-child(2),td:nth-child(4){white-space:nowrap}
.transcript p{margin:.3rem 0;overflow-wrap:anywhere}.transcript .who{font-weight:600}.transcript p:target{outline:2px solid var(--up)}
mark{background:none;color:var(--up);border-bottom:2px solid}mark.low{color:var(--down);border-bottom:2px dashed}
a{color:inherit}dt{font-weight:600}dd{margin:0 0 .4rem 0;overflow-wrap:anywhere}
@media print{body{max-width:none}}
</style>
</head>
<body>
<main>
)";

std::string direction_words(const Finding& finding) {
  if (!finding.direction) return {};
  return *finding.direction == Direction::up ? "▲ up" : "▼ down";
}

/// Where the words of each speaker's turns stand: the first track of the speaker that has some.
class WordEvidence {
 public:
  explicit WordEvidence(const Episode& episode) {
    for (const Track& track : episode.tracks) {
      if (track.has_words() && track.by_turn()) tracks_.try_emplace(track.key.subject, &track);
    }
  }
  std::vector<WordWeight> of(const Turn& turn) const {
    const auto found = tracks_.find(turn.speaker.empty() ? std::string(kAuthor) : turn.speaker);
    if (found == tracks_.end()) return {};
    const auto turns = found->second->turns();
    const auto row = std::lower_bound(turns.begin(), turns.end(), turn.turn);
    if (row == turns.end() || *row != turn.turn) return {};
    return found->second->words(static_cast<std::size_t>(row - turns.begin()));
  }

 private:
  std::unordered_map<std::string, const Track*> tracks_;
};

std::string read_from(const Media& media) { return media.path.empty() ? media.name : media.path; }

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// A command whose arguments name files without their folders, which often name a person.
std::string without_folders(std::string_view command) {
  std::string out;
  std::size_t argument = 0;
  bool quoted = false;
  for (const char c : command) {
    if (c == '/') {
      out.erase(argument);
      continue;
    }
    out += c;
    if (c == '\'') quoted = !quoted;
    if (c == '\'' || c == '=' || (c == ' ' && !quoted)) argument = out.size();
  }
  return out;
}

class EpisodePage {
 public:
  EpisodePage(const Episode& episode, const HtmlStyle& style, const Pseudonyms& names, std::size_t number)
      : episode_(episode), style_(style), names_(names), prefix_(fmt::format("e{}", number)), views_(views(episode)) {}

  std::string write() {
    const std::string& title = episode_.info.title.empty() ? episode_.id : episode_.info.title;
    add("<section aria-labelledby=\"{0}h\">\n<h2 id=\"{0}h\">{1}</h2>\n", prefix_, covered(title));
    if (!episode_.ended) add("<p class=\"care\">The source of this episode was cut off: what follows is a part.</p>\n");
    add("<p class=\"care\">{}</p>\n", escape(limits(episode_)));
    write_plots();
    write_turning_points();
    write_labels();
    write_dynamics();
    write_other_findings();
    write_transcript();
    write_provenance();
    add("</section>\n");
    return std::move(out_);
  }

 private:
  template <class... Values>
  void add(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Values>(values)...);
  }

  std::string covered(std::string_view text) const { return escape(names_.cover(text)); }
  std::string shown(std::string_view subject) const { return escape(names_.name(subject)); }

  std::string number(const View& view, double value) const {
    return view.track != nullptr ? signed_number(value) : fmt::format("{:.3g}", value);
  }

  void write_plots() {
    if (views_.empty()) add("<p>Nothing in it was scored.</p>\n");
    const Extent range = extent(views_);
    const std::size_t drawn = std::min(views_.size(), style_.max_views);
    for (std::size_t i = 0; i < drawn; ++i) {
      const View& view = views_[i];
      const std::string name = names_.name(view.subject);
      add("<h3>{}</h3>\n<figure>\n", escape(name.empty() ? view.column : name));
      out_ += svg_plot(episode_, view, range, fmt::format("{}v{}", prefix_, i), name.empty() ? "the signal" : name);
      add("<figcaption>{}", escape(view.column));
      if (!view.unit.empty()) add(" ({})", escape(view.unit));
      if (view.perspective) add(", {}", to_string(*view.perspective));
      if (!view.target.empty()) add(" towards {}", shown(view.target));
      if (!view.source.empty()) add(", by {}", escape(view.source));
      add(": {}", facts(view));
      if (!view.smooth.empty()) add("; line and area: smoothed level, 90 % band");
      add(".</figcaption>\n</figure>\n");
    }
    if (drawn < views_.size())
      add("<p class=\"quiet\">{} more trajectories are not drawn.</p>\n", views_.size() - drawn);
  }

  void write_turning_points() {
    if (views_.empty()) return;
    add("<h3>Turning points</h3>\n");
    write_turning_point_table();
    std::size_t without = 0;
    for (const View& view : views_) {
      if (view.no_result == nullptr || ++without > style_.max_views) continue;
      add("<p class=\"quiet\">{}{}{}: no turning point can be given: {}{}{}</p>\n", shown(view.subject),
          view.subject.empty() ? "" : ", ", escape(view.column), words(view.no_result->status),
          view.no_result->reason.empty() ? "" : ", ", escape(view.no_result->reason));
    }
    if (without > style_.max_views) {
      add("<p class=\"quiet\">For {} more trajectories no turning point can be given.</p>\n",
          without - style_.max_views);
    }
  }

  void write_turning_point_table() {
    std::size_t count = 0;
    for (const View& view : views_) count += view.turning_points.size();
    if (count == 0) {
      const bool any_tested = std::any_of(views_.begin(), views_.end(), [](const View& v) { return !v.no_result; });
      if (any_tested) add("<p>None found.</p>\n");
      return;
    }
    add("<table>\n<thead><tr><th scope=\"col\">Who</th><th scope=\"col\">When</th><th "
        "scope=\"col\">Change</th>"
        "<th scope=\"col\">Size</th><th scope=\"col\">Test</th><th "
        "scope=\"col\">Said</th></tr></thead>\n<tbody>\n");
    std::size_t written = 0;
    for (const View& view : views_) {
      for (const Finding* finding : view.turning_points) {
        if (written++ < kMostFindings) write_turning_point(view, *finding);
      }
    }
    add("</tbody>\n</table>\n");
    if (count > kMostFindings) add("<p class=\"quiet\">{} more are not listed.</p>\n", count - kMostFindings);
  }

  void write_turning_point(const View& view, const Finding& finding) {
    const auto x = place(episode_, finding);
    add("<tr><td>{}</td><td>{}</td><td>{}", shown(view.subject), x ? escape(place_name(episode_, *x)) : "",
        direction_words(finding));
    if (finding.before && finding.after) add(" {} → {}", number(view, *finding.before), number(view, *finding.after));
    add("</td><td>");
    if (finding.size_sd) add("{:.1f} SD", std::abs(*finding.size_sd));
    add("</td><td>{}</td><td>", escape(strength(finding)));
    if (finding.turn) {
      keep_around(*finding.turn);
      add("<a href=\"#{}t{}\">turn {}</a>", prefix_, *finding.turn, *finding.turn);
      std::string separator = ": ";
      for (const HeavyWord& heavy : heavy_words(view, finding, 4)) {
        add("{}{}", separator, covered(heavy.word));
        if (heavy.weight) add(" {}", signed_number(*heavy.weight));
        separator = ", ";
      }
    }
    add("</td></tr>\n");
  }

  void write_labels() {
    std::size_t written = 0;
    for (const Track& track : episode_.tracks) {
      const auto labels = main_labels(track, 5);
      if (labels.empty() || ++written > style_.max_views) continue;
      add("<p>{}, {}, {}, by {}:", shown(track.key.subject), escape(track.key.taxonomy),
          to_string(track.key.perspective), escape(track.key.source.to_string()));
      for (const Label& label : labels) add(" {} {:.2f}", escape(label.name), label.probability);
      add("</p>\n");
    }
    if (written > style_.max_views) {
      add("<p class=\"quiet\">The labels of {} more are not listed.</p>\n", written - style_.max_views);
    }
  }

  void write_dynamics() {
    std::size_t written = 0;
    for (const DynamicsTable& table : dynamics_tables(episode_)) {
      if (++written == 1) add("<h3>Dynamics</h3>\n");
      if (written > style_.max_views) continue;
      add("<p>{}", shown(table.subject));
      if (!table.partner.empty()) add(" and {}", shown(table.partner));
      add("{}{}", table.subject.empty() ? "" : ", ", escape(table.column));
      if (table.perspective) add(", {}", to_string(*table.perspective));
      if (!table.target.empty()) add(" towards {}", shown(table.target));
      if (!table.input.empty()) add(", by {}", escape(table.input));
      add("</p>\n");
      if (!table.rows.empty()) {
        add("<table>\n<thead><tr><th scope=\"col\">Measure</th><th scope=\"col\">Value</th>"
            "<th scope=\"col\">{}</th><th scope=\"col\">How</th></tr></thead>\n<tbody>\n",
            interval_name(table));
        for (const Finding* finding : table.rows) {
          add("<tr><td>{}", escape(measure_words(*finding)));
          if (const auto pair = pair_words(*finding); !pair.empty()) add(": {}", covered(pair));
          add("</td><td>{}</td><td>{}", escape(value_words(*finding)), interval_words(*finding));
          if (finding->p) add(" {}", escape(strength(*finding)));
          add("</td><td>{}</td></tr>\n", finding->partner.empty() ? escape(finding->method) : covered(finding->method));
        }
        add("</tbody>\n</table>\n");
      }
      for (const std::string& refusal : refusal_words(table)) {
        add("<p class=\"quiet\">{}</p>\n", table.partner.empty() ? escape(refusal) : covered(refusal));
      }
    }
    if (written > style_.max_views) {
      add("<p class=\"quiet\">The dynamics of {} more are not listed.</p>\n", written - style_.max_views);
    }
  }

  void write_other_findings() {
    std::size_t written = 0;
    for (const Finding& finding : episode_.findings) {
      if (finding.type == "turning_point" || is_tabled(finding) || ++written > kMostFindings) continue;
      if (written == 1) add("<h3>Other findings</h3>\n<ul>\n");
      add("<li>{}: {}", escape(finding.type), shown(finding.subject));
      if (const auto x = place(episode_, finding)) add(", {}", escape(place_name(episode_, *x)));
      if (const std::string said = finding_words(finding); !said.empty()) add(", {}", covered(said));
      if (finding.status != Status::given) add(", {} {}", words(finding.status), escape(finding.reason));
      add("</li>\n");
    }
    if (written > 0) add("</ul>\n");
    if (written > kMostFindings) add("<p class=\"quiet\">{} more are not listed.</p>\n", written - kMostFindings);
  }

  void keep_around(std::int64_t turn) {
    const std::int64_t last =
        std::min(turn, std::numeric_limits<std::int64_t>::max() - kTurnsAround - 1) + kTurnsAround;
    for (std::int64_t t = turn - kTurnsAround; t <= last; ++t) kept_.insert(t);
  }

  void write_transcript() {
    if (episode_.turns.empty()) return;
    add("<h3>Transcript</h3>\n<p class=\"quiet\">Marked: words that weigh, <mark>upwards</mark> or "
        "<mark class=\"low\">downwards</mark>; point at one for its weight.</p>\n");
    const std::string language = language_tag(episode_.info.language);
    add("<div class=\"transcript\"{}>\n", language.empty() ? "" : fmt::format(" lang=\"{}\"", language));
    const WordEvidence evidence(episode_);
    std::size_t written = 0, left_out = 0;
    for (const Turn& turn : episode_.turns) {
      if (written >= style_.max_turns && !kept_.contains(turn.turn)) {
        ++left_out;
        continue;
      }
      ++written;
      write_turn(turn, evidence);
    }
    add("</div>\n");
    if (left_out > 0) {
      add("<p class=\"quiet\">{} turns are left out here; the records (-o out.jsonl) hold all.</p>\n", left_out);
    }
  }

  void write_turn(const Turn& turn, const WordEvidence& evidence) {
    add("<p id=\"{}t{}\">", prefix_, turn.turn);
    if (turn.time && episode_.info.clock.type != Clock::Type::order) {
      add("<span class=\"quiet\">{}</span> ", escape(place_name(episode_, turn.time->start)));
    }
    if (!turn.speaker.empty()) add("<span class=\"who\">{}:</span> ", shown(turn.speaker));
    if (!turn.event.empty()) {
      add("<i class=\"quiet\">{}</i></p>\n", escape(turn.event));
      return;
    }
    add("<span dir=\"auto\">");
    std::size_t at = 0;
    const std::string_view text = turn.text;
    for (const WordWeight& word : evidence.of(turn)) {
      if (word.bytes.begin < at || word.bytes.end > text.size() || word.bytes.begin >= word.bytes.end) continue;
      out_ += covered(text.substr(at, word.bytes.begin - at));
      add("<mark{} title=\"{}\">{}</mark>", word.weight < 0 ? " class=\"low\"" : "", signed_number(word.weight),
          covered(text.substr(word.bytes.begin, word.bytes.end - word.bytes.begin)));
      at = word.bytes.end;
    }
    out_ += covered(text.substr(at));
    add("</span></p>\n");
  }

  void write_provenance() {
    std::set<std::string> sources;
    for (const Track& track : episode_.tracks) sources.insert(track.key.source.to_string());
    for (const Series& series : episode_.series) sources.insert(series.source);
    for (const Finding& finding : episode_.findings) sources.insert(finding.source.to_string());
    sources.erase("");
    add("<h3>Where it comes from</h3>\n<dl>\n");
    for (const Media& media : episode_.media) {
      add("<dt>Read from</dt><dd>{}{}{}{}{}</dd>\n",
          covered(style_.names ? read_from(media) : file_name(read_from(media))), media.format.empty() ? "" : ", as ",
          escape(media.format), media.sha256.empty() ? "" : ", sha256 ", escape(media.sha256));
    }
    if (!sources.empty()) {
      add("<dt>Components (name@version#settings)</dt><dd>");
      for (const std::string& source : sources) add("{}{}", source == *sources.begin() ? "" : ", ", escape(source));
      add("</dd>\n");
    }
    if (!style_.program.empty()) add("<dt>Program</dt><dd>{}</dd>\n", escape(style_.program));
    if (!style_.command.empty())
      add("<dt>Command</dt><dd><code>{}</code></dd>\n",
          covered(style_.names ? style_.command : without_folders(style_.command)));
    add("</dl>\n");
  }

  const Episode& episode_;
  const HtmlStyle& style_;
  const Pseudonyms& names_;
  std::string prefix_;
  std::vector<View> views_;
  std::set<std::int64_t> kept_;  ///< turns that stay in a cut transcript
  std::string out_;
};

constexpr std::string_view kPseudonymNote =
    "<p class=\"quiet\">Speakers are shown as P1, P2, …, also where their names stand in the text as "
    "written. Whoever knows "
    "the conversation may still know them.</p>\n";

constexpr std::string_view kFoot =
    "<h2>What this is not</h2>\n<p>It measures words or signals, not feelings, and it can be wrong about "
    "both: irony, "
    "quotations and words missing from a lexicon mislead it. A turning point marked significant passed a "
    "test that lets "
    "through 1 chance series in 20; a candidate is weaker and only worth a look. It is no diagnosis, no "
    "ground for "
    "judging or ranking people, and no means of watching partners, pupils or employees. Whoever is in danger "
    "needs a "
    "person: call the emergency services or a crisis line.</p>\n</main>\n</body>\n</html>\n";

}  // namespace

HtmlReport::HtmlReport(io::Output& output, HtmlStyle style)
    : output_(output),
      style_(std::move(style)),
      names_(std::make_unique<Pseudonyms>(style_.names)),
      collector_([this](Episode&& episode) { draw(std::move(episode)); }) {
  output_.write(kHead);
  output_.write("<h1>Emotional trajectory</h1>\n");
  if (!style_.names) output_.write(kPseudonymNote);
}

HtmlReport::~HtmlReport() = default;

void HtmlReport::draw(Episode&& episode) {
  names_->learn(episode);
  output_.write(EpisodePage(episode, style_, *names_, episodes_++).write());
}

void HtmlReport::close() {
  collector_.close();
  output_.write(kFoot);
}

}  // namespace affect::report
