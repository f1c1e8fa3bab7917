// Formats, matching and counting of dictionaries, on texts of our own.
#include "affect/perceive/text/dictionary.h"

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "affect/error.h"

namespace affect::perceive::text {
namespace {

std::shared_ptr<const Dictionary> parse(std::string_view text, DictionaryFormat format, Diagnostics& diagnostics) {
  return parse_dictionary(text, format, "moods", diagnostics);
}
std::shared_ptr<const Dictionary> liwc(std::string_view text) {
  Diagnostics diagnostics;
  return parse(text, DictionaryFormat::liwc, diagnostics);
}
std::shared_ptr<const Dictionary> table(std::string_view text) {
  Diagnostics diagnostics;
  return parse(text, DictionaryFormat::table, diagnostics);
}

DictionaryCounts count(const std::shared_ptr<const Dictionary>& dictionary, std::string_view text,
                       NegationRule negation = {}) {
  DictionaryScanner scanner(dictionary, negation);
  DictionaryCounts counts;
  scanner.scan(text, counts);
  return counts;
}

/// "category:hits" of all that were hit.
std::map<std::string, std::uint64_t> hits(const std::shared_ptr<const Dictionary>& dictionary, std::string_view text) {
  const auto counts = count(dictionary, text);
  std::map<std::string, std::uint64_t> named;
  for (std::size_t i = 0; i < counts.hits.size(); ++i) {
    if (counts.hits[i] > 0) named[dictionary->categories()[i].name] = counts.hits[i];
  }
  return named;
}

std::string fault(std::string_view text, DictionaryFormat format) {
  Diagnostics diagnostics;
  try {
    parse(text, format, diagnostics);
  } catch (const InputError& error) {
    return error.what();
  }
  return "no error";
}

using Hits = std::map<std::string, std::uint64_t>;

constexpr std::string_view kLiwc =
    "%\n1\tjoy (Joyful words)\n2\tsad\n03\tkin\n%\n"
    "happi*\t1\nhappy\t1\nhappiless\t2\nkind of\t2\nmother's day\t1\t3\nmother*\t3\n";

TEST(Dictionary, ReadsLiwc) {
  const auto dictionary = liwc(kLiwc);
  EXPECT_EQ(dictionary->entries(), 6u);
  ASSERT_EQ(dictionary->categories().size(), 3u);
  EXPECT_EQ(dictionary->categories()[0].name, "joy");
  EXPECT_EQ(dictionary->categories()[0].what, "Joyful words");
  EXPECT_FALSE(dictionary->weighted());
  EXPECT_EQ(hits(dictionary, "Happy, HAPPIER! Happiness is happi."), (Hits{{"joy", 4}}));
}

TEST(Dictionary, AWordWinsOverAStemAndAPhraseOverBoth) {
  const auto dictionary = liwc(kLiwc);
  EXPECT_EQ(hits(dictionary, "happiless"), (Hits{{"sad", 1}}));
  EXPECT_EQ(hits(dictionary, "Mother\u2019s  Day"), (Hits{{"joy", 1}, {"kin", 1}}));
  EXPECT_EQ(hits(dictionary, "mother's, day"), (Hits{{"kin", 1}})) << "no phrase goes over a comma";
  EXPECT_EQ(hits(dictionary, "kind-of"), (Hits{{"sad", 1}}));
  EXPECT_EQ(count(dictionary, "kind of").covered, 2u);
}

TEST(Dictionary, ALongStemWinsOverAShortOne) {
  const auto dictionary = table("word,category\na*,short\nabc*,long\nabcd,\"word\"\nab,\"two\"\n");
  EXPECT_EQ(hits(dictionary, "abcde"), (Hits{{"long", 1}}));
  EXPECT_EQ(hits(dictionary, "abd"), (Hits{{"short", 1}}));
  EXPECT_EQ(hits(dictionary, "abcd abc ab"), (Hits{{"word", 1}, {"long", 1}, {"two", 1}}));
}

TEST(Dictionary, TheLongestPhraseWinsAndStemsStandInPhrases) {
  const auto dictionary = table("word,category\na b,two\na b c d,four\na* c,stem\nb,b\nc,c\nold friend*,friends\n");
  EXPECT_EQ(hits(dictionary, "a b c d"), (Hits{{"four", 1}}));
  EXPECT_EQ(hits(dictionary, "a b c x"), (Hits{{"two", 1}, {"c", 1}}));
  EXPECT_EQ(hits(dictionary, "axe c"), (Hits{{"stem", 1}}));
  EXPECT_EQ(hits(dictionary, "a c b"), (Hits{{"stem", 1}, {"b", 1}}));
  EXPECT_EQ(hits(dictionary, "my old friendship"), (Hits{{"friends", 1}}));
  EXPECT_EQ(hits(dictionary, "old friends, a b"), (Hits{{"friends", 1}, {"two", 1}}));
}

TEST(Dictionary, PhrasesOfAStemThatAWordHides) {
  const auto dictionary = table("word,category\nhappi* day,phrase\nhappiest,word\n");
  EXPECT_EQ(hits(dictionary, "happiest day"), (Hits{{"phrase", 1}}));
  EXPECT_EQ(hits(dictionary, "happiest night"), (Hits{{"word", 1}}));
}

TEST(Dictionary, WindowsDoNotCutPhrases) {
  const auto dictionary = table("word,category\none two three,phrase\nnot,negate\nthree,single\n");
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += i % 7 == 0 ? "one two three " : "other ";
  const auto counts = count(dictionary, text);
  EXPECT_EQ(counts.hits[*dictionary->find_category("phrase")], 2858u);
  EXPECT_EQ(counts.hits[*dictionary->find_category("single")], 0u);
  EXPECT_EQ(counts.words, 2858u * 3 + 17142u);
}

TEST(Dictionary, CountsWordsAndSentences) {
  const auto dictionary = liwc(kLiwc);
  const auto counts =
      count(dictionary, "Don't! It's 3.5 km (1,000 steps) well-known ... \"Really?\" she said \U0001F600 :)");
  // Don't | It's 3.5 km 1,000 steps well known | Really | she said
  EXPECT_EQ(counts.words, 11u);
  EXPECT_EQ(counts.sentences, 4u);
  EXPECT_EQ(counts.long_words, 0u) << "six letters are not long";
  EXPECT_EQ(count(dictionary, "couldn't shouldn't").long_words, 2u);
  EXPECT_EQ(count(dictionary, "e.g. this").sentences, 2u);
  EXPECT_EQ(count(dictionary, "... !!! ?").sentences, 0u);
  EXPECT_FALSE(count(dictionary, "...").words_per_sentence());
  EXPECT_FALSE(count(dictionary, "").percent(0)) << "no words is not 0 %";
}

TEST(Dictionary, LettersOfAllScripts) {
  const auto dictionary = table("word,category\n\xC3\x89t\xC3\xA9*,fr\n\xD0\xA1\xD0\xBB\xD0\xBE\xD0\xB2\xD0\xBE,ru\n");
  EXPECT_EQ(hits(dictionary, "\xC3\x89T\xC3\x89 \xC3\xA9t\xC3\xA9s \xD0\xA1\xD0\x9B\xD0\x9E\xD0\x92\xD0\x9E!"),
            (Hits{{"fr", 2}, {"ru", 1}}));
  EXPECT_EQ(count(dictionary, "\xFF\xFE bad \xC3").words, 1u) << "bytes that are no UTF-8 part words";
}

TEST(Dictionary, Weights) {
  const auto dictionary = table("word,category,weight\ngood,mood,2\nbad*,mood,-1.5\nfine,mood,\n");
  EXPECT_TRUE(dictionary->weighted());
  const auto counts = count(dictionary, "good good bad fine");
  EXPECT_EQ(counts.hits[0], 4u);
  EXPECT_DOUBLE_EQ(counts.weights[0], 2 + 2 - 1.5 + 1);
  EXPECT_DOUBLE_EQ(*counts.mean_weight(0), 3.5 / 4);
  EXPECT_FALSE(count(dictionary, "nothing here").mean_weight(0)) << "no hit is not a weight of 0";
}

TEST(Dictionary, NegationIsOffUnlessAsked) {
  const auto dictionary = table("word,category\nhappy,joy\n");
  constexpr std::string_view kText = "I am not very happy. Happy, never! I don't think that I am happy. No. Happy";
  EXPECT_EQ(count(dictionary, kText).hits[0], 4u);
  const auto counts = count(dictionary, kText, {.active = true});
  EXPECT_EQ(counts.hits[0], 3u) << "three words before, in the same sentence";
  EXPECT_EQ(counts.negated[0], 1u);
  EXPECT_EQ(count(dictionary, kText, {.active = true, .reach = 5}).negated[0], 2u);
}

TEST(Dictionary, ADictionaryNamesItsNegators) {
  const auto dictionary = table("word,category\nkein*,negate\nhappy,joy\n");
  const auto counts = count(dictionary, "keine happy. Not happy. Keine keine", {.active = true});
  EXPECT_EQ(counts.negated[*dictionary->find_category("joy")], 1u);
  EXPECT_EQ(counts.hits[*dictionary->find_category("negate")], 3u) << "negators are never negated";
}

TEST(Dictionary, HitsComeInOrderWithTheirBytes) {
  const auto dictionary = liwc(kLiwc);
  DictionaryScanner scanner(dictionary);
  DictionaryCounts counts;
  const std::string text = "So happy, kind of; Mother's day.";
  std::vector<std::string> found;
  scanner.scan(text, counts, [&](const DictionaryHit& hit) {
    found.push_back(text.substr(hit.bytes.begin, hit.bytes.end - hit.bytes.begin));
  });
  EXPECT_EQ(found, (std::vector<std::string>{"happy", "kind of", "Mother's day"}));
}

TEST(Dictionary, WideTablesAndSeparators) {
  const auto dictionary = table("DicTerm;joy;sad\nhappy;X;\ngrief*;;x\nbittersweet;1;0.5\nmeh;0;X\n");
  EXPECT_EQ(hits(dictionary, "happy grieving bittersweet meh grief"), (Hits{{"joy", 2}, {"sad", 3}}));
  EXPECT_TRUE(dictionary->weighted());
}

TEST(Dictionary, OurOwnFormat) {
  Diagnostics diagnostics;
  const auto dictionary = parse(
      "name = \"moods_en\"\nlanguage = \"en\"\n[category.mood]\nwhat = \"any mood\"\n"
      "[category.joy]\npart_of = [\"mood\"]\nwords = [\"happ*\"]\nweights = { \"over the moon\" = 3 }\n",
      DictionaryFormat::toml, diagnostics);
  EXPECT_EQ(dictionary->name(), "moods_en");
  EXPECT_EQ(dictionary->language(), "en");
  EXPECT_EQ(hits(dictionary, "happy, over the moon"), (Hits{{"joy", 2}, {"mood", 2}}));
}

TEST(Dictionary, SaysWhatItLeavesOut) {
  Diagnostics diagnostics;
  const auto dictionary = parse(
      "%\n1\tjoy\n125\taffect\n464\tsimile\n%\nlike\t(02 134)125/464\t1\n:)\t1\n:D\t1\nhappy\t1\t1\nkind\t<of>131/125 "
      "1\n",
      DictionaryFormat::liwc, diagnostics);
  EXPECT_EQ(diagnostics.count("conditional_category"), 2u);
  EXPECT_EQ(diagnostics.count("entry_without_word"), 2u);
  EXPECT_EQ(diagnostics.count("repeated_entry"), 1u);
  EXPECT_EQ(hits(dictionary, "I like d kind happy"), (Hits{{"joy", 3}}));
  Diagnostics conflicting;
  parse("word,category,weight\nok,mood,1\nok,mood,2\n", DictionaryFormat::table, conflicting);
  EXPECT_EQ(conflicting.count("conflicting_weight"), 1u);
}

TEST(Dictionary, FaultsNameTheirPlace) {
  using enum DictionaryFormat;
  EXPECT_EQ(fault("happy\t1\n", liwc), "moods:1: no header (a .dic begins with categories between two lines of %)");
  EXPECT_EQ(fault("%\n1\tjoy\n", liwc), "moods: the header has no end (it stands between two lines of %)");
  EXPECT_EQ(fault("%\n1\tjoy\n1\tsad\n%\n", liwc), "moods:3: the category 1 stands twice in the header");
  EXPECT_EQ(fault("%\njoy\n%\n", liwc), "moods:2: a category is no number and name (write: 12<TAB>posemo)");
  EXPECT_EQ(fault("%\n1\tjoy\n%\nhappy\t2\n", liwc), "moods:4: 'happy' has the category 2, which is not in the header");
  EXPECT_EQ(fault("%\n1\tjoy\n%\nhappy\n", liwc),
            "moods:4: 'happy' has no category (write: happi*<TAB>12, with the numbers of the header)");
  EXPECT_EQ(fault("%\n1\tjoy\n%\n", liwc), "moods: no entry is in it (docs/perceive/dictionary.md has the formats)");
  EXPECT_EQ(fault("%\n1\tjoy\n%\nha*py\t1\n", liwc),
            "moods:4: 'ha*py': a * stands inside a word (a stem ends with it: happi*)");
  EXPECT_EQ(fault("", table), "moods: is empty (the first row names the columns: word,category)");
  EXPECT_EQ(fault("happy,joy\n", table),
            "moods:1:1: no column is called word (the first row names the columns: word,category)");
  EXPECT_EQ(fault("word,category,weight\nhappy,joy,lots\n", table),
            "moods:2:11: 'lots' is no weight (a number; or X in a wide table)");
  EXPECT_EQ(fault("word,category\nhappy,\n", table), "moods:2:7: 'happy' has no category");
  EXPECT_EQ(fault("word\nhappy\n", table),
            "moods:1:1: no category (add a column category, or a column for each category)");
  EXPECT_EQ(fault("x = 1\n", toml), "moods:1:5: nothing is called x here (known: name, language, what, category)");
  EXPECT_EQ(fault("[category.joy]\nwords = [\"a\"]\npart_of = [\"joi\"]\n", toml),
            "moods:3:12: there is no category joi (did you mean joy?)");
  EXPECT_EQ(fault("[category.a]\nwords = [\"x\"]\npart_of = [\"b\"]\n[category.b]\npart_of = [\"a\"]\n", toml),
            "moods: the category a is part of itself");
  EXPECT_NE(fault("[category.joy\n", toml).find("moods:1:"), std::string::npos);
}

TEST(Dictionary, ShippedOnesAreNamed) {
  const Engine engine;
  EXPECT_THROW(shipped_dictionary(engine, "function_words_xx"), ConfigError);
  const auto dictionary = shipped_dictionary(engine, "function_words_en");
  EXPECT_EQ(dictionary->language(), "en");
  EXPECT_EQ(hits(dictionary, "I'm not the one."), (Hits{{"i", 1},
                                                        {"ppron", 1},
                                                        {"pronoun", 1},
                                                        {"auxverb", 1},
                                                        {"negate", 1},
                                                        {"article", 1},
                                                        {"number", 1},
                                                        {"function", 3}}));
}

TEST(Dictionary, OfEntriesForConcordances) {
  const std::vector<std::string> entries = {"gard*"};
  EXPECT_EQ(count(dictionary_of(entries), "The garden, a gardener").hits[0], 2u);
  const std::vector<std::string> none = {"?!"};
  EXPECT_THROW(dictionary_of(none), ConfigError);
}

}  // namespace
}  // namespace affect::perceive::text
