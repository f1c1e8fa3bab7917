// GCC 12 takes parts of std::regex for uninitialized where sanitizers look on.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include "affect/report/figure.h"

#include <cmath>
#include <regex>
#include <sstream>

#include <gtest/gtest.h>

#include "report/figure_axis.h"
#include "report/sample.h"

namespace affect::report {
namespace {

using test::crowd;
using test::sample_episode;

Figure figure_of(const Episode& episode, FigureOptions options = {}) {
  FigureBuilder builder(std::move(options));
  builder.add(episode);
  return builder.take();
}

/// Why a text is no XML document: tags that do not match, an attribute without quotes, a bare & or <.
std::string xml_fault(const std::string& text) {
  static const std::regex tag(
      R"re(^<(/?)([A-Za-z]+)((?: [A-Za-z:_-]+="[^"<>&]*(?:&(?:lt|gt|amp|quot|#39);[^"<>&]*)*")*)(/?)>)re");
  static const std::regex reference("^&(lt|gt|amp|quot|#39);");
  std::vector<std::string> open;
  for (std::size_t at = 0; at < text.size();) {
    std::smatch found;
    const std::string near = text.substr(at, 4000);
    if (text[at] == '<') {
      if (!std::regex_search(near, found, tag)) return "no tag: " + near.substr(0, 120);
      if (found[1] == "/") {
        if (open.empty() || open.back() != found[2]) return "not open: " + found[2].str();
        open.pop_back();
      } else if (found[4] != "/") {
        open.push_back(found[2]);
      }
      at += static_cast<std::size_t>(found.length());
    } else if (text[at] == '&') {
      if (!std::regex_search(near, found, reference)) return "no reference: " + near.substr(0, 40);
      at += static_cast<std::size_t>(found.length());
    } else {
      ++at;
    }
  }
  return open.empty() ? "" : "not closed: " + open.back();
}

struct Row {
  std::string panel, series, label;
  double x = 0, y = 0;
};

/// Rows without quoted fields.
std::vector<Row> rows_of(const std::string& csv) {
  std::vector<Row> rows;
  std::istringstream lines(csv);
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "panel,series,x,y,low,high,label");
  while (std::getline(lines, line)) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.emplace_back();
      } else {
        fields.back() += c;
      }
    }
    EXPECT_EQ(fields.size(), 7u) << line;
    rows.push_back({fields[0], fields[1], fields[6], std::atof(fields[2].c_str()), std::atof(fields[3].c_str())});
  }
  return rows;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// Valence and arousal go round in a circle; two labels take turns.
Episode round_trip() {
  Episode episode;
  episode.id = "round";
  Track track;
  track.key = {.subject = "Ann", .source = {"emotion", "1", ""}, .taxonomy = "ekman"};
  track.label_kind = LabelKind::exclusive;
  track.labels = {"joy", "fear"};
  for (int i = 0; i < 24; ++i) {
    episode.turns.push_back({.turn = i, .speaker = "Ann", .text = "word"});
    AffectState state;
    state.valence = 0.4 * std::cos(i * 0.26);
    state.arousal = 0.4 * std::sin(i * 0.26);
    state.labels = {{"joy", i % 2 == 0 ? 0.75 : 0.5, {}}, {"fear", i % 2 == 0 ? 0.25 : 0.5, {}}};
    track.append(i, std::nullopt, state);
  }
  episode.tracks.push_back(std::move(track));
  episode.ended = true;
  return episode;
}

TEST(Figure, EveryKindIsADocumentWithTextAsText) {
  for (const auto show : {FigureKind::trajectory, FigureKind::plane, FigureKind::labels, FigureKind::shape}) {
    for (const double width : {85.0, 180.0}) {
      const std::string svg = write_svg(figure_of(round_trip(), {.show = show}), {.width_mm = width});
      EXPECT_EQ(xml_fault(svg), "") << svg;
      EXPECT_NE(svg.find(width == 85 ? "width=\"240.9pt\"" : "width=\"510.2pt\""), std::string::npos) << svg;
      EXPECT_NE(svg.find("<title id=\"title\">"), std::string::npos);
      EXPECT_NE(svg.find("<desc id=\"description\">P1, "), std::string::npos) << svg;
      EXPECT_NE(svg.find(">P1</text>"), std::string::npos);
      EXPECT_NE(svg.find("Noto Sans CJK SC"), std::string::npos);
      EXPECT_EQ(svg.find("Ann"), std::string::npos) << "names only where asked for";
      EXPECT_EQ(svg, write_svg(figure_of(round_trip(), {.show = show}), {.width_mm = width}));
    }
  }
}

TEST(Figure, WhatIsDrawnIsWhatTheTableSays) {
  const Figure figure = figure_of(test::smoothed_sample(0.1), {.names = true});
  const std::string svg = write_svg(figure, {});
  std::vector<std::pair<double, double>> circles;
  const std::regex circle("<circle cx=\"([0-9.]+)\" cy=\"([0-9.]+)\"");
  for (auto found = std::sregex_iterator(svg.begin(), svg.end(), circle); found != std::sregex_iterator(); ++found) {
    circles.emplace_back(std::stod((*found)[1]), std::stod((*found)[2]));
  }
  std::vector<Row> scores;
  for (const Row& row : rows_of(write_csv(figure))) {
    EXPECT_EQ(row.panel, "Ann, valence, expressed, by lexicon@1");
    if (row.series == "score") scores.push_back(row);
  }
  ASSERT_EQ(scores.size(), 12u);
  ASSERT_EQ(circles.size(), scores.size() + 2) << "and two in the legend";
  const double across = (circles[11].first - circles[0].first) / (scores[11].x - scores[0].x);
  const double up = (circles[11].second - circles[0].second) / (scores[11].y - scores[0].y);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    EXPECT_NEAR(circles[i].first, circles[0].first + across * (scores[i].x - scores[0].x), 0.11);
    EXPECT_NEAR(circles[i].second, circles[0].second + up * (scores[i].y - scores[0].y), 0.11);
  }
}

TEST(Figure, TellsTurningPointsInSignsAndWords) {
  const Figure figure = figure_of(test::smoothed_sample(0.1), {.names = true});
  const auto rows = rows_of(write_csv(figure));
  const auto found =
      std::find_if(rows.begin(), rows.end(), [](const Row& row) { return row.series == "turning point, down"; });
  ASSERT_NE(found, rows.end());
  EXPECT_EQ(found->x, 6);
  EXPECT_EQ(found->label, "down from +0.60 to -0.60, 1.9 SD, significant, p < 0.001");
  const std::string svg = write_svg(figure, {});
  EXPECT_NE(svg.find("turn 6: down from +0.60 to -0.60"), std::string::npos) << "for whoever cannot see it";
  Episode candidate = test::smoothed_sample(0.1);
  candidate.findings[0].grade = Grade::candidate;
  EXPECT_EQ(count(svg, "stroke-dasharray"), 0u);
  EXPECT_GT(count(write_svg(figure_of(candidate), {}), "stroke-dasharray"), 0u) << "told apart without colour";
}

TEST(Figure, PartsOfAStackFillIt) {
  const Figure figure = figure_of(round_trip(), {.show = FigureKind::labels});
  ASSERT_EQ(figure.panels.size(), 1u);
  const auto& parts = figure.panels[0].series;
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0].name, "joy") << "the most frequent first";
  for (std::size_t i = 0; i < 24; ++i) {
    EXPECT_EQ(parts[0].points[i].low, 0);
    EXPECT_EQ(parts[0].points[i].high, parts[1].points[i].low);
    EXPECT_DOUBLE_EQ(*parts[1].points[i].high, 1);
    EXPECT_EQ(parts[0].points[i].y, i % 2 == 0 ? 0.75 : 0.5);
    EXPECT_EQ(parts[0].points[i].x, static_cast<double>(i));
  }
  EXPECT_NE(write_svg(figure, {}).find("url(#pattern1)"), std::string::npos) << "a pattern where colours may be lost";
}

TEST(Figure, ThePlaneHasOneScaleAndAPathInTime) {
  const Figure figure = figure_of(round_trip(), {.show = FigureKind::plane});
  const FigurePanel& panel = figure.panels.at(0);
  EXPECT_EQ(panel.x.low, -0.5);
  EXPECT_EQ(panel.x.high, panel.y.high);
  EXPECT_NE(panel.description.find("from valence +0.40, arousal 0.00 (turn 0)"), std::string::npos)
      << panel.description;
  EXPECT_EQ(write_csv(figure).find("Ann"), std::string::npos);
}

TEST(Figure, TheShapeNamesItsArc) {
  Episode episode = round_trip();
  const Figure figure = figure_of(episode, {.show = FigureKind::shape});
  EXPECT_TRUE(figure.panels.at(0).note.starts_with("fall-rise: 9")) << figure.panels.at(0).note;
  EXPECT_THROW(figure_of(sample_episode(), {.show = FigureKind::shape}), InputError) << "12 scores";
}

TEST(Figure, NothingOfTheInputIsMarkup) {
  const std::string evil = "</title><script>alert(1)</script>\"'&<g onload=x>\x1b[2J\xff\u202E";
  Episode episode = round_trip();
  episode.info.title = evil;
  episode.info.language = "en\" onload=\"x";
  for (Turn& turn : episode.turns) turn.speaker = evil;
  episode.tracks[0].key.subject = evil;
  episode.tracks[0].key.taxonomy = evil;
  episode.tracks[0].key.source.name = evil;
  episode.tracks[0].labels = {"joy" + evil, "fear" + evil};
  for (const auto show : {FigureKind::trajectory, FigureKind::plane, FigureKind::labels, FigureKind::shape}) {
    for (const bool names : {true, false}) {
      const std::string svg = write_svg(figure_of(episode, {.show = show, .names = names}), {});
      EXPECT_EQ(xml_fault(svg), "") << svg;
      EXPECT_EQ(svg.find("<script"), std::string::npos);
      EXPECT_EQ(svg.find('\x1b'), std::string::npos);
    }
  }
  EXPECT_THROW(write_svg(figure_of(episode), {.font = "x'; } <"}), ConfigError);
}

TEST(Figure, NamesOfAllScriptsStay) {
  for (const std::string name : {"田中", "김민지", "שרה", "سارة", "Zoë 👩\u200D👧"}) {
    Episode episode = round_trip();
    episode.info.language = "ja";
    episode.tracks[0].key.subject = name;
    const std::string svg = write_svg(figure_of(episode, {.names = true}), {.width_mm = 85});
    EXPECT_NE(svg.find(">" + name + "</text>"), std::string::npos) << svg;
    EXPECT_LT(svg.find("CJK JP"), svg.find("CJK SC")) << "Han as it is written there";
    EXPECT_EQ(xml_fault(svg), "");
  }
}

TEST(Figure, SaysWhyNothingIsDrawn) {
  const auto fault = [](const Episode& episode, FigureOptions options) {
    try {
      figure_of(episode, std::move(options));
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_EQ(fault(sample_episode(), {.subject = "Anne"}), "nobody called Anne is scored (did you mean Ann?)");
  EXPECT_EQ(fault(sample_episode(), {.column = "arousal"}), "no arousal is scored");
  EXPECT_NE(fault(sample_episode(), {.show = FigureKind::labels}).find("--with emotion"), std::string::npos);
  EXPECT_NE(fault(sample_episode(), {.show = FigureKind::plane}).find("--with emotion"), std::string::npos);
  EXPECT_NE(fault(crowd(25), {}).find("25 panels; 24 fit a figure"), std::string::npos);
  EXPECT_EQ(figure_of(crowd(24)).panels.size(), 24u);
  EXPECT_THROW(write_svg({}, {.width_mm = 20}), ConfigError);
  EXPECT_THROW(figure_kind("pie"), ConfigError);
}

TEST(Figure, ALongSignalStaysSmall) {
  Episode episode;
  episode.id = "eda";
  Channel channel{"eda", "uS", {}};
  for (int i = 0; i < 200'000; ++i) channel.values.push_back(std::sin(i * 0.01));
  episode.series.push_back({.name = "eda", .subject = "Ann", .rate_hz = 4, .channels = {channel}});
  episode.info.clock = {.type = Clock::Type::media};
  const Figure figure = figure_of(episode);
  EXPECT_LE(figure.panels[0].series[0].points.size(), 301u);
  EXPECT_LT(write_svg(figure, {}).size(), 60'000u);
  EXPECT_EQ(figure.panels[0].y.title, "eda.eda (uS)");
}

TEST(Figure, AxesOfOneTitleHaveOneScale) {
  Episode episode = round_trip();
  Episode other = sample_episode();
  FigureBuilder builder({.names = true});
  builder.add(episode);
  builder.add(other);
  const Figure figure = builder.take();
  ASSERT_EQ(figure.panels.size(), 2u);
  EXPECT_EQ(figure.panels[0].y.high, 1);
  EXPECT_EQ(figure.panels[1].y.high, 1);
  EXPECT_EQ(figure.panels[0].who, "round: Ann");
  EXPECT_EQ(figure.panels[1].who, "A sample: Ann");
}

std::vector<std::string> labels_of(const FigureAxis& axis, std::size_t about) {
  std::vector<std::string> labels;
  for (const FigureTick& tick : ticks(axis, about)) labels.push_back(tick.label);
  return labels;
}

TEST(FigureAxis, TicksAreRound) {
  using Labels = std::vector<std::string>;
  EXPECT_EQ(labels_of({.low = -1, .high = 1}, 4), (Labels{"−1", "−0.5", "0", "0.5", "1"}));
  EXPECT_EQ(labels_of({.kind = FigureAxis::Kind::turns, .low = 0, .high = 3}, 9), (Labels{"0", "1", "2", "3"}));
  EXPECT_EQ(labels_of({.kind = FigureAxis::Kind::media, .low = 12, .high = 130}, 4),
            (Labels{"0:30", "1:00", "1:30", "2:00"}));
  const auto calendar = [](const char* from, const char* to, std::size_t about) {
    return labels_of({.kind = FigureAxis::Kind::calendar,
                      .low = *parse_iso_time(from),
                      .high = *parse_iso_time(to),
                      .clock = {.type = Clock::Type::calendar}},
                     about);
  };
  EXPECT_EQ(calendar("2024-05-01T18:10", "2024-05-01T20:10", 4), (Labels{"18:30", "19:00", "19:30", "20:00"}));
  EXPECT_EQ(calendar("2024-05-01", "2024-05-04", 4), (Labels{"2024-05-01", "2024-05-02", "2024-05-03", "2024-05-04"}));
  EXPECT_EQ(calendar("2024-01-20", "2024-08-20", 4), (Labels{"2024-03", "2024-05", "2024-07"}));
  EXPECT_EQ(calendar("1890-01-20", "2024-08-20", 4), (Labels{"1900", "1950", "2000"}));
}

}  // namespace
}  // namespace affect::report
