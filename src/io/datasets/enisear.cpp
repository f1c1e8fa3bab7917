#include "io/ascii.h"
#include "io/datasets/table.h"

namespace affect::io {
namespace {

const GoldScheme kEnisearEmotion{.perspective = Perspective::felt,
                                 .taxonomy = "isear",
                                 .labels = {"joy", "fear", "anger", "sadness", "disgust", "shame", "guilt"}};

void read_enisear(const DatasetInput& input, RecordSink& out) {
  Table table(input, input.file(), {.separator = '\t', .quoted = false});
  GoldWriter gold(input, input.file(), out);
  gold.open(input.episode());
  gold.subject(std::string(kAuthor), Subject::Type::person);
  table.rows([&](const Table& row) {
    const auto emotion = kEnisearEmotion.index(lower(row["Prior_Emotion"]));
    const auto turn = gold.turn({.text = row.text("Sentence"), .id = row.text("Sentence_id")}, row.place());
    if (!turn) return false;
    gold.label(kEnisearEmotion, std::string(kAuthor), *turn, emotion);
    gold.occur({.type = "appraisal",
                .subject = std::string(kAuthor),
                .time = {},
                .turn = *turn,
                .attributes = row.rest({"Sentence", "Sentence_id", "Prior_Emotion"})});
    return true;
  });
  gold.close();
}

}  // namespace

void register_enisear(Engine& engine) {
  std::vector<DatasetCount> published{{"rows", 1001}};
  for (const std::string& label : kEnisearEmotion.labels) published.push_back({"isear:" + label, 143});
  add_dataset(engine,
              {.name = "enisear",
               .folder = "text/enisear-appraisal",
               .title = "enISEAR with appraisals: events of seven emotions, seven appraisals by three raters",
               .paper = "Hofmann et al. 2020, COLING; texts: Troiano et al. 2019, ACL",
               .licence = "GPL-3.0 (repository); data licence not stated",
               .licence_class = LicenceClass::restricted,
               .languages = {"en"},
               .gold = {{.what = "emotion that the writer was asked for and remembers",
                         .perspective = Perspective::felt,
                         .taxonomy = "isear",
                         .ekman = {{"joy", "joy"},
                                   {"fear", "fear"},
                                   {"anger", "anger"},
                                   {"sadness", "sadness"},
                                   {"disgust", "disgust"}}}},
               .splits = {{"all", {"enISEAR_appraisal.tsv"}, published},
                          {"majority", {"enISEAR_appraisal_majority.tsv"}, published}},
               .traps = "no official split (ten-fold); majority is all without the single votes: the same rows"},
              read_enisear);
}

}  // namespace affect::io
