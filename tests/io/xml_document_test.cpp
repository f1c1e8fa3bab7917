#include "io/xml_document.h"

#include <gtest/gtest.h>

#include "io/reading.h"

namespace affect::io {
namespace {

/// What the names of the document's elements are, or the error; with faults thrown or collected.
struct Parsed {
  std::string text;
  std::string error;
  test::Reading reading;
};

Parsed parse(std::string_view text, bool keep_going = false, std::size_t max_bytes = XmlDocument::kMaxBytes) {
  Parsed parsed;
  ReadContext context = parsed.reading.context();
  if (!keep_going) context.reject = {};
  test::SlowSource source(text, 1000, "a.xml");
  if (text.starts_with('<')) context.encoding = "UTF-8";
  LineReader lines(source, context);
  try {
    const XmlDocument document(lines, context, max_bytes);
    for (const pugi::xml_node node : document.root().children()) {
      parsed.text += document.place(node).to_string() + " " + node.name() + "=" + node.text().get() + ";";
    }
  } catch (const Error& error) {
    parsed.error = error.what();
  }
  return parsed;
}

TEST(XmlDocument, GivesElementsWithTheirPlaces) {
  EXPECT_EQ(parse("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\r\n<a>\r<b>\xC3\xA9 &amp; &#x41;</b>\n  "
                  "<c><![CDATA[<d>]]></c></a>\n")
                .text,
            "a.xml:3:2 b=\xC3\xA9 & A;a.xml:4:4 c=<d>;");
  EXPECT_EQ(parse(std::string("\xFF\xFE<\0a\0>\0<\0b\0>\0h\0<\0/\0b\0>\0<\0/\0a\0>\0", 32)).text, "a.xml:1:5 b=h;");
}

TEST(XmlDocument, ExpandsNothing) {
  EXPECT_EQ(
      parse("<!DOCTYPE a [<!ENTITY x \"xxxx\"><!ENTITY f SYSTEM \"file:///etc/hostname\">]><a><b>&x;&f;</b></a>").text,
      "a.xml:1:79 b=&x;&f;;");
}

TEST(XmlDocument, DepthIsNoMatter) {
  std::string deep = "<a>";
  for (int i = 0; i < 100000; ++i) deep += "<b>";
  for (int i = 0; i < 100000; ++i) deep += "</b>";
  EXPECT_EQ(parse(deep + "</a>").error, "");
}

TEST(XmlDocument, MendsBytes) {
  const Parsed parsed = parse(std::string_view("<a>\n<b>x\xE9y\0</b></a>", 19));
  EXPECT_EQ(parsed.text, "a.xml:2:2 b=x\xEF\xBF\xBDy\xEF\xBF\xBD;");
  EXPECT_EQ(parsed.reading.diagnostics.count("bad_encoding"), 1u);
  EXPECT_EQ(parsed.reading.diagnostics.count("nul_byte"), 1u);
  EXPECT_EQ(parsed.reading.diagnostics.kinds()[1].place.to_string(), "a.xml:2:5");
}

TEST(XmlDocument, WhatIsCutIsAFault) {
  EXPECT_EQ(parse("<a>\n<b>x</b>\n<c>y</d>").error,
            "a.xml:3:7: is cut or not XML: start-end tags mismatch (export it again)");
  const Parsed cut = parse("<a>\n<b>x</b>\n<c>y", true);
  EXPECT_EQ(cut.text, "a.xml:2:2 b=x;a.xml:3:2 c=;");
  EXPECT_EQ(cut.reading.rejects.size(), 1u);
  EXPECT_EQ(parse("no element", true).error, "a.xml:1:10: holds no XML element (is the file cut?)");
  EXPECT_EQ(parse("<a></a>", false, 6).error, "a.xml: XML is larger than 6 bytes (it is read whole: split the file)");
}

TEST(XmlDocument, LooksAtTheFirstElement) {
  EXPECT_TRUE(
      begins_with_element("<?xml version=\"1.0\"?>\n<!-- made by > hand -->\n<!DOCTYPE abc>\n<abc d=\"\">", "abc"));
  EXPECT_TRUE(begins_with_element("<abc", "abc"));
  EXPECT_FALSE(begins_with_element("<abcd>", "abc"));
  EXPECT_FALSE(begins_with_element("<?xml version=\"1.0\"", "abc"));
  EXPECT_FALSE(begins_with_element("abc", "abc"));
}

}  // namespace
}  // namespace affect::io
