// What the program says it has, against the files on disk: one component, one file.
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "affect/affect.h"
#include "affect/engine.h"
#include "affect/evaluate/systems_map.h"
#include "affect/io/taxonomies.h"
#include "affect/io/terms.h"
#include "affect/model/store/model_store.h"
#include "affect/model/text/text_encoder.h"
#include "core/bibliography.h"
#include "support/place.h"

namespace {

namespace fs = std::filesystem;

/// "perceive/text lexicon" for every src file that defines register_<its name>.
std::set<std::string> components_on_disk() {
  std::set<std::string> found;
  const fs::path source = fs::path(affect::test::source_dir()) / "src";
  for (const auto& entry : fs::recursive_directory_iterator(source)) {
    if (entry.path().extension() != ".cpp") continue;
    const auto stem = entry.path().stem().string();
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      if (line.starts_with("void register_" + stem + "(Engine& ")) {
        found.insert(fs::relative(entry.path().parent_path(), source).generic_string() + " " + stem);
      }
    }
  }
  return found;
}

bool is_snake_case(const std::string& name) {
  return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos &&
         name.front() >= 'a' && name.front() <= 'z';
}

TEST(Components, TheCatalogueIsTheFilesOnDisk) {
  affect::Engine engine;
  affect::register_all(engine);
  std::set<std::string> catalogue;
  for (const auto& entry : engine.catalogue()) catalogue.insert(entry.room + " " + entry.name);
  std::set<std::string> on_disk = components_on_disk();
  // A program without nets has none of what runs them.
  if (engine.components<affect::model::TextEncoder>().empty()) {
    std::erase_if(on_disk, [](const std::string& one) {
      return one.starts_with("model/encoder ") || one.starts_with("perceive/text_nets ");
    });
  }
  // Those are of the program affect-learn.
  std::erase_if(on_disk, [](const std::string& one) { return one.starts_with("learn/nets "); });
  EXPECT_EQ(catalogue, on_disk);
}

TEST(Components, EveryEntrySaysWhatItIs) {
  affect::Engine engine;
  affect::register_all(engine);
  for (const auto& entry : engine.catalogue()) {
    EXPECT_FALSE(entry.what.empty()) << entry.name;
    EXPECT_TRUE(is_snake_case(entry.name)) << entry.name;
    for (const auto& option : entry.options) {
      EXPECT_TRUE(is_snake_case(option.name)) << entry.name << "." << option.name;
      EXPECT_FALSE(option.what.empty()) << entry.name << "." << option.name;
      EXPECT_NO_THROW(affect::Options(entry.options, {{option.name, option.standard}}))
          << entry.name << "." << option.name;
    }
  }
}

/// MODEL/FILE, or FILE of a model that comes with the program.
bool is_of_the_manifest(const std::vector<affect::model::ModelEntry>& manifest, const std::string& name) {
  for (const auto& model : manifest) {
    for (const auto& file : model.files) {
      if (name == (model.is_fetched() ? model.name + "/" + file.name : file.name)) return true;
    }
  }
  return false;
}

/// Whoever uses a component in a paper can say what it did, and whom it is after.
TEST(Components, EveryStageCanBeCited) {
  affect::Engine engine;
  affect::register_all(engine);
  const affect::Bibliography papers(engine.data("references.bib"));
  const auto manifest = affect::model::ModelStore::here(engine).models();
  std::set<std::string> cited;
  for (const auto& component : engine.components<affect::Stage>()) {
    const auto& entry = component.entry;
    for (const std::string* said : {&entry.source, &entry.methods, &entry.minimum, &entry.cost}) {
      EXPECT_FALSE(said->empty()) << entry.name;
    }
    EXPECT_FALSE(entry.references.empty()) << entry.name;
    for (const std::string& key : entry.references) {
      EXPECT_NO_THROW(papers.entry(key)) << entry.name;
      cited.insert(key);
    }
    for (const std::string& file : entry.models) {
      EXPECT_TRUE(is_of_the_manifest(manifest, file)) << entry.name << ": " << file;
    }
  }
  for (const auto& component : engine.components<affect::model::TextEncoder>()) {
    EXPECT_FALSE(component.entry.references.empty()) << component.entry.name;
    for (const std::string& key : component.entry.references) {
      EXPECT_NO_THROW(papers.entry(key)) << component.entry.name;
      cited.insert(key);
    }
  }
  for (const std::string& name : affect::io::taxonomy_names(engine)) {
    const affect::Taxonomy taxonomy = affect::io::read_taxonomy(engine, name);
    cited.insert(taxonomy.references.begin(), taxonomy.references.end());
    cited.insert(taxonomy.vad_source);
  }
  for (const auto& [from, to] : affect::io::taxonomy_map_names(engine)) {
    const affect::TaxonomyMap map = affect::io::read_taxonomy_map(engine, from, to);
    cited.insert(map.references.begin(), map.references.end());
  }
  for (const affect::io::Term& term : affect::io::read_terms(engine)) {
    cited.insert(term.references.begin(), term.references.end());
  }
  for (const std::string& key : affect::evaluate::systems_map(engine).references) cited.insert(key);
  // Encoders are not there to cite their papers where the program is built without nets.
  if (engine.components<affect::model::TextEncoder>().empty()) return;
  for (const auto& [key, entry] : papers.entries()) EXPECT_TRUE(cited.contains(key)) << key << " is cited nowhere";
}

}  // namespace
