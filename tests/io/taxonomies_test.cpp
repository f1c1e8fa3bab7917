#include "affect/io/taxonomies.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "affect/io/datasets/dataset.h"

namespace affect::io {
void register_all(Engine& engine);
namespace {

const std::string kHead =
    "name = \"mine\"\ntitle = \"Mine\"\nkind = \"exclusive\"\nof = \"emotion\"\nsource = \"me\"\n"
    "references = [\"ekman1992argument\"]\n";

/// Where and what is wrong with a taxonomy of this text.
std::string taxonomy_error(const std::string& text) {
  const Engine engine;
  try {
    parse_taxonomy(engine, text, "mine.toml");
  } catch (const ConfigError& problem) {
    return problem.what();
  }
  return "none";
}

void expect_has(const std::string& text, const std::string& part) {
  EXPECT_NE(text.find(part), std::string::npos) << text << "\nhas no: " << part;
}

TEST(Taxonomies, ReadsEveryOneThatIsCompiledIn) {
  const Engine engine;
  const auto names = taxonomy_names(engine);
  EXPECT_GE(names.size(), 36u);
  for (const std::string& name : names) {
    const Taxonomy taxonomy = read_taxonomy(engine, name);
    EXPECT_EQ(taxonomy.name, name);
    for (const TaxonomyLabel& label : taxonomy.labels) {
      EXPECT_EQ(label.description.find('\n'), std::string::npos) << name << ": " << label.name;
    }
  }
  EXPECT_EQ(read_taxonomy(engine, "goemotions").labels.size(), 28u);
  EXPECT_EQ(read_taxonomy(engine, "meld").kind, LabelKind::exclusive);
  EXPECT_TRUE(read_taxonomy(engine, "vad").labels.empty());
}

/// The number of labels that each theory or scheme has in the paper that it is after.
TEST(Taxonomies, HaveAsManyLabelsAsTheirAuthorsSay) {
  const Engine engine;
  const std::vector<std::pair<std::string, std::size_t>> sizes{{"ekman", 6},
                                                               {"plutchik", 8},
                                                               {"plutchik_wheel", 32},
                                                               {"empathetic_dialogues", 32},
                                                               {"geneva_wheel", 20},
                                                               {"occ", 22},
                                                               {"components_scherer", 5},
                                                               {"components_finkel", 4},
                                                               {"emonet40", 40},
                                                               {"depressive_symptoms", 9},
                                                               {"esconv_strategies", 8},
                                                               {"esconv_stages", 3},
                                                               {"helping_skills", 12},
                                                               {"miti", 10},
                                                               {"appraisal_smith_ellsworth", 6}};
  for (const auto& [name, size] : sizes) EXPECT_EQ(read_taxonomy(engine, name).labels.size(), size) << name;
  const Taxonomy gems = read_taxonomy(engine, "gems");
  EXPECT_EQ(std::count_if(gems.labels.begin(), gems.labels.end(), [](const auto& l) { return !l.parent.empty(); }), 9);
}

TEST(Taxonomies, PlutchiksWheelHasStrengthsAndBlends) {
  const Engine engine;
  const Taxonomy wheel = read_taxonomy(engine, "plutchik_wheel");
  const auto label = [&](std::string_view name) { return wheel.labels.at(wheel.index(name).value()); };
  EXPECT_EQ(label("serenity").parent, "joy");
  EXPECT_EQ(label("serenity").intensity, LabelIntensity::weak);
  EXPECT_EQ(label("ecstasy").intensity, LabelIntensity::strong);
  EXPECT_EQ(label("love").combines, (std::vector<std::string>{"joy", "trust"}));
  EXPECT_EQ(label("love").opposite, "remorse");
  for (const TaxonomyLabel& basic : read_taxonomy(engine, "plutchik").labels) {
    EXPECT_EQ(label(basic.name).opposite, basic.opposite) << basic.name;
  }
}

TEST(Taxonomies, AWrongNameGetsTheNearest) {
  const Engine engine;
  try {
    read_taxonomy(engine, "ekmann");
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_EQ(error.hint(), "did you mean ekman?");
  }
  EXPECT_THROW(read_taxonomy(engine, "../schema/card"), ConfigError);
}

TEST(Taxonomies, SaysWhereAFileIsWrong) {
  EXPECT_EQ(taxonomy_error(kHead + "labels = []\n"), "none");
  expect_has(taxonomy_error("name = \"a\"\ntitle = \n"), "mine.toml:2");
  expect_has(taxonomy_error("name = \"a\"\n"), "\"title\" is missing");
  expect_has(taxonomy_error(kHead), "\"labels\" is missing");
  const auto replaced = [](const std::string& from, const std::string& to) {
    std::string text = kHead + "labels = []\n";
    return text.replace(text.find(from), from.size(), to);
  };
  expect_has(taxonomy_error(replaced("\"exclusive\"", "\"wrong\"")), "mine.toml:3");
  expect_has(taxonomy_error(replaced("\"emotion\"", "\"emotions\"")), "mine.toml:4:6: \"of\" is emotions");
  expect_has(taxonomy_error(replaced("ekman1992argument", "ekman1992argumen")),
             "mine.toml:6:14: references.bib has no entry ekman1992argumen (did you mean ekman1992argument?)");
  expect_has(taxonomy_error(replaced("[\"ekman1992argument\"]", "[]")), "\"references\" is missing or empty");
  expect_has(taxonomy_error(kHead + "labels = []\ncolour = \"red\"\n"), "mine.toml:8:10: a taxonomy has no key");
}

TEST(Taxonomies, SaysWhichLabelIsWrong) {
  const std::string joy = "[[labels]]\nname = \"joy\"\ndescription = \"glad\"\n";  // lines 7 to 9
  EXPECT_EQ(taxonomy_error(kHead + joy), "none");
  expect_has(taxonomy_error(kHead + joy + joy), "mine.toml:10:1: label joy stands twice");
  expect_has(taxonomy_error(kHead + joy + "parent = \"mirth\"\n"), "mine.toml:7:1: label joy has the parent mirth");
  expect_has(taxonomy_error(kHead + joy + "parent = \"joy\"\n"), "is its own parent");
  expect_has(taxonomy_error(kHead + joy + "intensity = \"huge\"\n"), "mine.toml:10:13");
  expect_has(taxonomy_error(kHead + joy + "vad = [0.1, 0.2]\n"), "\"vad\" is not three numbers");
  expect_has(taxonomy_error(kHead + joy + "vad = [0.1, 0.2, 0.3]\n"), "anchor without a vad_source");
  expect_has(taxonomy_error(kHead + "vad_source = \"nobody\"\n" + joy), "references.bib has no entry nobody");
  const std::string anchored = kHead + "vad_source = \"gebhard2005alma\"\n" + joy;
  EXPECT_EQ(taxonomy_error(anchored + "vad = [0.1, 0.2, -1]\n"), "none");
  expect_has(taxonomy_error(anchored + "vad = [0.1, 0.2, -1.5]\n"), "outside [-1, 1]");
  expect_has(taxonomy_error(anchored + "vad = [0.1, 0.2, nan]\n"), "outside [-1, 1]");
  expect_has(taxonomy_error(kHead + joy + "synonyms = [3]\n"), "\"synonyms\" holds more than texts");
  expect_has(taxonomy_error(kHead + "[[labels]]\nname = \"joy\"\n"), "\"description\" is missing");
}

TEST(TaxonomyMaps, ReadsEveryOneThatIsCompiledIn) {
  const Engine engine;
  const auto names = taxonomy_map_names(engine);
  EXPECT_GE(names.size(), 10u);
  for (const auto& [from, to] : names) {
    const TaxonomyMap map = read_taxonomy_map(engine, from, to);
    EXPECT_FALSE(map.violation()) << from << " " << to;
    EXPECT_FALSE(map.references.empty()) << from << " " << to << ": a map rests on something";
    EXPECT_EQ(map.n() > 0, map.basis == MapBasis::co_labelled);
  }
}

TEST(TaxonomyMaps, EqualNamesAreNotEqual) {
  const Engine engine;
  const TaxonomyMap map = read_taxonomy_map(engine, "meld", "emorynlp");
  EXPECT_EQ(map.n(), 1341u);
  const auto at = [](const std::vector<std::string>& labels, std::string_view name) {
    return static_cast<std::size_t>(std::find(labels.begin(), labels.end(), name) - labels.begin());
  };
  EXPECT_NEAR(map.weight(at(map.from_labels, "joy"), at(map.to_labels, "Joyful")), 0.56, 0.005);
  EXPECT_NEAR(map.weight(at(map.from_labels, "disgust"), at(map.to_labels, "Mad")), 0.23, 0.005);
  EXPECT_GT(map.lost_bits(), 1);
  const TaxonomyMap back = read_taxonomy_map(engine, "emorynlp", "meld");
  for (std::size_t i = 0; i < map.from_labels.size(); ++i) {
    for (std::size_t j = 0; j < map.to_labels.size(); ++j) EXPECT_EQ(map.count(i, j), back.count(j, i));
  }
}

/// GoEmotions' grouping stands in its reader too, which learns Ekman's six from it.
TEST(TaxonomyMaps, SaysOfGoEmotionsWhatItsReaderSays) {
  Engine engine;
  register_all(engine);
  const auto set = engine.make<Dataset>("goemotions");
  const TaxonomyMap map = read_taxonomy_map(engine, "goemotions", "ekman");
  std::set<std::pair<std::string, std::string>> of_map, of_set;
  for (const auto& pair : set->info().gold.front().ekman) of_set.insert(pair);
  for (std::size_t i = 0; i < map.from_labels.size(); ++i) {
    for (std::size_t j = 0; j < map.to_labels.size(); ++j) {
      if (map.weight(i, j) == 1 && map.to_labels[j] != TaxonomyMap::kNone) {
        of_map.emplace(map.from_labels[i], map.to_labels[j]);
      }
    }
  }
  EXPECT_EQ(of_map, of_set);
}

/// Every row of the map is what the wheel itself says of its label.
TEST(TaxonomyMaps, TheWheelComesBackToTheEight) {
  const Engine engine;
  const Taxonomy wheel = read_taxonomy(engine, "plutchik_wheel");
  const TaxonomyMap map = read_taxonomy_map(engine, "plutchik_wheel", "plutchik");
  for (std::size_t i = 0; i < wheel.labels.size(); ++i) {
    const TaxonomyLabel& label = wheel.labels[i];
    std::vector<std::string> wanted = label.combines;
    if (wanted.empty()) wanted.push_back(label.parent.empty() ? label.name : label.parent);
    for (std::size_t j = 0; j < map.to_labels.size(); ++j) {
      const bool in = std::find(wanted.begin(), wanted.end(), map.to_labels[j]) != wanted.end();
      EXPECT_EQ(map.weight(i, j), in ? 1.0 / static_cast<double>(wanted.size()) : 0) << label.name;
    }
  }
}

TEST(TaxonomyMaps, SaysWhereAFileIsWrong) {
  const std::string file = "taxonomy_maps/sentiment_to_stress.toml";
  const std::string head =
      "from = \"sentiment\"\nto = \"stress\"\nbasis = \"definition\"\nsource = \"me\"\n"
      "references = [\"poria2019meld\"]\n[weights]\n";  // the first row is line 7
  const std::string rows =
      "positive = { \"no stress\" = 1 }\nnegative = { stress = 0.5, \"no stress\" = 0.5 }\nneutral = { none = 1 }\n";
  const auto error = [&](const std::string& text, const std::string& name) -> std::string {
    const Engine engine;
    try {
      parse_taxonomy_map(engine, text, name);
    } catch (const ConfigError& problem) {
      return problem.what();
    }
    return "none";
  };
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = head + rows;
    return error(text.replace(text.find(from), from.size(), to), file);
  };
  EXPECT_EQ(error(head + rows, file), "none");
  expect_has(error(head + rows, "taxonomy_maps/other.toml"), "sentiment_to_stress.toml");
  expect_has(with("stress = 0.5", "strain = 0.5"), ":8:23: stress has no label strain (did you mean stress?)");
  expect_has(with("stress = 0.5", "stress = 0.6"), "the weights of negative do not sum to 1");
  expect_has(with("stress = 0.5", "stress = -0.5"), "holds more than weights");
  expect_has(with("neutral = { none = 1 }\n", ""), "has nothing for the label neutral");
  expect_has(with("neutral = ", "nothing = "), "sentiment has no label nothing");
  expect_has(with("positive = { \"no stress\" = 1 }", "positive = 1"), "is not a table");
  expect_has(with("[weights]", "[counts]"), "\"weights\" is missing");
  expect_has(with("\"definition\"", "\"guess\""), ":3:9: \"basis\" is not");
  expect_has(with("\"definition\"", "\"co_labelled\""), "\"counts\" is missing");
  expect_has(with("from = \"sentiment\"", "from = \"sentimental\""), "belongs into");
}

TEST(TaxonomyMaps, AMissingOneNamesThoseThatThereAre) {
  const Engine engine;
  try {
    read_taxonomy_map(engine, "meld", "plutchik");
    FAIL();
  } catch (const ConfigError& error) {
    expect_has(error.hint(), "known: ekman, emorynlp, sentiment");
  }
}

}  // namespace
}  // namespace affect::io
