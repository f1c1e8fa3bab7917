#include "io/datasets/table.h"

namespace affect::io {
namespace {

const GoldScheme kIsearEmotion{.perspective = Perspective::felt,
                               .taxonomy = "isear",
                               .labels = {"joy", "fear", "anger", "sadness", "disgust", "shame", "guilt"}};
constexpr std::string_view kIsearLineEnd = "\xC3\xA1";  // á, where the paper's line ended

/// The text is the 41st cell; where it holds the separator it is several, and one cell and an empty one follow.
std::string isear_text(const Table& row) {
  constexpr std::size_t kText = 40, kBehind = 2;
  std::string text;
  for (std::size_t i = kText; i + kBehind < row.size(); ++i) {
    if (i > kText) text += ' ';
    text += row.cell(i);
  }
  std::string clean;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(kIsearLineEnd, at), text.size());
    clean += text.substr(at, end - at);
    at = end == text.size() ? end : end + kIsearLineEnd.size();
    if (!clean.empty() && clean.back() == ' ' && at < text.size() && text[at] == ' ') clean.pop_back();
  }
  while (!clean.empty() && clean.back() == ' ') clean.pop_back();
  return clean;
}

void read_isear(const DatasetInput& input, RecordSink& out) {
  Table table(input, input.file(), {.separator = '|', .quoted = false, .ragged = true});
  GoldWriter gold(input, input.file(), out);
  gold.open(input.episode());
  table.rows([&](const Table& row) {
    if (row.size() < row.columns().size()) throw InputError("a row has too few fields");
    const auto emotion = kIsearEmotion.index(row["Field1"]);
    const std::string person = row.text("ID");
    const auto turn = gold.turn({.speaker = person, .text = isear_text(row), .id = row.text("MYKEY")}, row.place());
    if (!turn) return false;
    gold.label(kIsearEmotion, person, *turn, emotion);
    gold.occur({.type = "answers",
                .subject = person,
                .time = {},
                .turn = *turn,
                .attributes = row.rest({"SIT", "STATE", "MYKEY", "Field1"})});
    return true;
  });
  gold.close();
}

}  // namespace

void register_isear(Engine& engine) {
  add_dataset(engine,
              {.name = "isear",
               .folder = "text/isear",
               .title = "ISEAR: situations of seven emotions, with appraisals and bodily reactions",
               .paper = "005 Scherer and Wallbott 1994",
               .licence = "not stated",
               .licence_class = LicenceClass::restricted,
               .languages = {"en"},
               .gold = {{.what = "emotion that the person remembers",
                         .perspective = Perspective::felt,
                         .taxonomy = "isear",
                         .ekman = {{"joy", "joy"},
                                   {"fear", "fear"},
                                   {"anger", "anger"},
                                   {"sadness", "sadness"},
                                   {"disgust", "disgust"}}}},
               .splits = {{"all",
                           {"isear.csv"},
                           {{"rows", 7666},
                            {"isear:joy", 1094},
                            {"isear:fear", 1095},
                            {"isear:anger", 1096},
                            {"isear:sadness", 1096},
                            {"isear:disgust", 1096},
                            {"isear:shame", 1096},
                            {"isear:guilt", 1093}}}},
               .traps = "no official split: make one by speaker (the person); 87 texts say that there is no answer; "
                        "answers are the copy's numbers, shifted; marks of the paper's line ends are left out"},
              read_isear);
}

}  // namespace affect::io
