#include <array>
#include <string_view>

#include <fmt/format.h>

#include "io/ascii.h"
#include "io/datasets/table.h"

namespace affect::io {
namespace {

struct ImhiPart {
  std::string_view split, file;
  std::size_t rows;
};
constexpr std::array<ImhiPart, 12> kImhiParts{{{"dr_test", "test_complete/DR", 405},
                                               {"irf_test", "test_complete/Irf", 2113},
                                               {"multiwd_test", "test_complete/MultiWD", 2441},
                                               {"sad_test", "test_complete/SAD", 684},
                                               {"loneliness_test", "test_complete/loneliness", 528},
                                               {"t_sid_test", "test_complete/t-sid", 959},
                                               {"sad_train", "train_complete/SAD_train", 5547},
                                               {"sad_val", "train_complete/SAD_val", 616},
                                               {"dr_train", "train_complete/DR_train", 1003},
                                               {"dr_valid", "train_complete/DR_valid", 430},
                                               {"multiwd_val", "train_complete/MultiWD_val", 1500},
                                               {"irf_val", "train_complete/Irf_val", 985}}};
constexpr std::string_view kImhiReasoning = "Reasoning:";
constexpr std::size_t kImhiLongest = 40;  ///< label; a code may be shown, so it must not be a text

/// The label of an answer: what stands before the reasoning, without its full stop. "yes, the post shows ..." is yes.
std::string imhi_label(std::string_view answer) {
  const auto at = answer.find(kImhiReasoning);
  if (at == std::string_view::npos) throw InputError("an answer has no reasoning");
  std::string label = lower(answer.substr(0, at));
  for (char& c : label) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  label = trim(label);
  for (const std::string_view word : {"yes", "no"}) {
    if (label.starts_with(std::string(word) + ",")) label = word;
  }
  while (!label.empty() && (label.back() == '.' || label.back() == ' ')) label.pop_back();
  if (label.empty() || label.size() > kImhiLongest) throw InputError("an answer begins with no label");
  return label;
}

void read_imhi(const DatasetInput& input, RecordSink& out) {
  Table table(input, input.file(), {});
  const bool test = table.has("query");
  GoldWriter gold(input, input.file(), out);
  gold.open(input.episode());
  table.rows([&](const Table& row) {
    const std::string answer = row.text(test ? "gpt-3.5-turbo" : "response");
    const std::string label = imhi_label(answer);
    const auto turn = gold.turn({.text = row.text(test ? "query" : "post")}, row.place());
    if (!turn) return false;
    Occurrence given{.type = "answer", .subject = {}, .time = {}, .turn = *turn};
    given.attributes = {{std::string(kCode), label},
                        {"machine_reasoning", answer.substr(answer.find(kImhiReasoning) + kImhiReasoning.size())}};
    if (!test) given.attributes.emplace("question", row.text("question"));
    gold.occur(std::move(given));
    return true;
  });
  gold.close();
}

std::vector<DatasetSplit> imhi_splits() {
  std::vector<DatasetSplit> splits;
  splits.reserve(std::size(kImhiParts));
  for (const ImhiPart& part : kImhiParts) {
    splits.push_back({std::string(part.split), {fmt::format("{}.csv.gz", part.file)}, {{"rows", part.rows}}});
  }
  return splits;
}

}  // namespace

void register_imhi(Engine& engine) {
  add_dataset(
      engine,
      {.name = "imhi",
       .folder = "text/imhi",
       .title = "IMHI: questions on posts about mental health, answered",
       .paper = "Yang et al. 2024, MentaLLaMA, WWW",
       .licence = "MIT, for non-clinical research only; the sets below it keep their own terms",
       .licence_class = LicenceClass::restricted,
       .sensitive = true,
       .languages = {"en"},
       .gold = {},
       .splits = imhi_splits(),
       .traps = "the reasoning is written by a machine; in test parts the question stands in the text; no label "
                "of acute risk"},
      read_imhi);
}

}  // namespace affect::io
