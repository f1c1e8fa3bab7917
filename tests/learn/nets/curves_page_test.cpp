#include "learn/nets/curves_page.h"

#include <cmath>

#include <gtest/gtest.h>

namespace affect::learn::nets {
namespace {

TEST(CurveTest, ALongOneKeepsMeansOfSteps) {
  Curve curve;
  constexpr std::int64_t kSteps = 100000;
  for (std::int64_t step = 1; step <= kSteps; ++step) curve.add(step, static_cast<double>(2 * step));
  EXPECT_LE(curve.points().size(), 1024u);
  EXPECT_GE(curve.points().size(), 512u);
  std::int64_t counted = 0;
  for (const Curve::Point& point : curve.points()) {
    EXPECT_NEAR(point.value, 2 * point.step, 1e-6 * point.value);
    counted += point.count;
  }
  EXPECT_EQ(counted, kSteps);
  EXPECT_NEAR(curve.points().back().step, kSteps, 128);
}

TEST(CurveTest, LeavesOutWhatIsNotFinite) {
  Curve curve;
  curve.add(1, NAN);
  curve.add(2, INFINITY);
  EXPECT_TRUE(curve.points().empty());
}

TEST(CurvesPageTest, NothingOfANameIsMarkup) {
  CurvesPage page("<b>net</b>");
  page.figure("f1 & \"more\"", 3, 0.5);
  page.best(3, {{"f1 & \"more\"", 0.5}});
  const std::string html = page.html();
  EXPECT_EQ(html.find("<b>"), std::string::npos);
  EXPECT_NE(html.find("&lt;b&gt;net&lt;/b&gt;: training"), std::string::npos);
  EXPECT_NE(html.find("<td>f1 &amp; &quot;more&quot;</td><td>0.5</td>"), std::string::npos);
  EXPECT_EQ(html.find("nan"), std::string::npos);
}

TEST(CurvesPageTest, LoadsNothingAndSaysItsNumbersAsText) {
  CurvesPage page("net");
  for (std::int64_t step = 1; step <= 200; ++step) {
    page.loss(step, 1.0 / static_cast<double>(step));
    page.rate(step, 1e-4);
  }
  page.figure("score", 100, 0.25);
  page.figure("score", 200, 0.75);
  const std::string html = page.html();
  EXPECT_EQ(html.find("http"), html.find("http-equiv"));
  EXPECT_EQ(html.rfind("http"), html.find("http-equiv"));
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_NE(html.find("prefers-color-scheme: dark"), std::string::npos);
  EXPECT_NE(html.find("aria-label=\"score: 0.25 at first, 0.75 at last\""), std::string::npos);
  EXPECT_NE(html.find(">0.4</text>"), std::string::npos);
  EXPECT_EQ(page.html(), html);
}

TEST(CurvesPageTest, APageOfNothingIsAPage) { EXPECT_NE(CurvesPage("net").html().find("</html>"), std::string::npos); }

}  // namespace
}  // namespace affect::learn::nets
