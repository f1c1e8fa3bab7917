#include "affect/taxonomy.h"

#include <gtest/gtest.h>

namespace affect {
namespace {

Taxonomy wheel() {
  Taxonomy taxonomy;
  taxonomy.name = "wheel";
  for (const char* name : {"joy", "trust", "love", "serenity", "sadness"}) taxonomy.labels.push_back({name, ""});
  taxonomy.labels[2].combines = {"joy", "trust"};
  taxonomy.labels[3].parent = "joy";
  taxonomy.labels[0].opposite = "sadness";
  taxonomy.labels[4].opposite = "joy";
  return taxonomy;
}

std::string fault_of(const Taxonomy& taxonomy, std::size_t label) {
  const auto fault = taxonomy.fault();
  if (!fault) return "none";
  EXPECT_EQ(fault->label, label) << fault->what;
  return fault->what;
}

TEST(Taxonomy, FindsLabelsByName) {
  EXPECT_EQ(wheel().index("love"), 2u);
  EXPECT_FALSE(wheel().index("Love"));
  EXPECT_FALSE(wheel().fault());
}

TEST(Taxonomy, HasUniqueLabels) {
  Taxonomy taxonomy = wheel();
  taxonomy.labels.push_back({"joy", ""});
  EXPECT_EQ(fault_of(taxonomy, 5), "label joy stands twice");
}

TEST(Taxonomy, RefusesWhatIsMissing) {
  Taxonomy taxonomy = wheel();
  taxonomy.labels[3].parent = "bliss";
  EXPECT_EQ(fault_of(taxonomy, 3), "label serenity has the parent bliss, no label");
  taxonomy = wheel();
  taxonomy.labels[2].combines = {"joy", "bliss"};
  EXPECT_EQ(fault_of(taxonomy, 2), "label love combines bliss, no label");
  taxonomy.labels[2].combines = {"joy"};
  EXPECT_EQ(fault_of(taxonomy, 2), "label love combines one label; two or more are needed");
  taxonomy.labels[2].combines = {"joy", "joy"};
  EXPECT_EQ(fault_of(taxonomy, 2), "label love combines joy twice");
  taxonomy = wheel();
  taxonomy.labels[1].opposite = "disgust";
  EXPECT_EQ(fault_of(taxonomy, 1), "label trust has the opposite disgust, no label");
}

TEST(Taxonomy, OppositesNameEachOther) {
  Taxonomy taxonomy = wheel();
  taxonomy.labels[4].opposite = "trust";
  EXPECT_EQ(fault_of(taxonomy, 0), "label joy has the opposite sadness, which has another");
  taxonomy = wheel();
  taxonomy.labels[1].opposite = "trust";
  EXPECT_EQ(fault_of(taxonomy, 1), "label trust is its own opposite");
}

TEST(Taxonomy, RefusesCyclesOfParentsAndParts) {
  Taxonomy taxonomy = wheel();
  taxonomy.labels[0].parent = "love";
  EXPECT_EQ(fault_of(taxonomy, 0), "label joy is its own parent or part");
  taxonomy = wheel();
  taxonomy.labels[3].parent = "serenity";
  EXPECT_EQ(fault_of(taxonomy, 3), "label serenity is its own parent or part");
}

TEST(Taxonomy, AnchorsHaveARangeAndASource) {
  Taxonomy taxonomy = wheel();
  taxonomy.labels[1].vad = {0.5, 0.2, 0};
  EXPECT_EQ(fault_of(taxonomy, 1), "label trust has an anchor without a vad_source");
  taxonomy.vad_source = "somebody1999";
  EXPECT_FALSE(taxonomy.fault());
  taxonomy.labels[1].vad = {0.5, -1.2, 0};
  EXPECT_EQ(fault_of(taxonomy, 1), "label trust has an anchor outside [-1, 1]");
}

TEST(Taxonomy, ASynonymIsNoLabel) {
  Taxonomy taxonomy = wheel();
  taxonomy.labels[0].synonyms = {"happiness", "serenity"};
  EXPECT_EQ(fault_of(taxonomy, 0), "label joy has the synonym serenity, a label itself");
}

TEST(Taxonomy, NamesGoBothWays) {
  for (auto of = TaxonomyOf::emotion; of <= TaxonomyOf::scale; of = TaxonomyOf(static_cast<int>(of) + 1)) {
    EXPECT_EQ(taxonomy_of(to_string(of)), of);
  }
  EXPECT_EQ(label_intensity("strong"), LabelIntensity::strong);
  EXPECT_FALSE(label_intensity("mighty"));
}

}  // namespace
}  // namespace affect
