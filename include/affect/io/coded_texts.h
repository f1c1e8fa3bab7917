/// Texts that a person coded by hand, as tables have them: a row a text (or a turn of a conversation), columns of
/// codes.
///
///   const auto coded = read_coded_texts("labels.csv", {});
///   coded.texts[row], coded.values.at("valence")[row]
///
/// Thread-safety: values and free functions.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "affect/io/csv_document.h"

namespace affect::io {

struct CodedTextColumns {
  std::string text = "text", episode = "episode", turn = "turn";
  std::string label = {};                          ///< of a label; empty: "label" or "emotion", where there is one
  std::string group = {}, person = {};             ///< empty: none, "person"
  std::map<std::string, std::string> values = {};  ///< "valence" -> column; those of the same name are found
  double low = -1, high = 1;                       ///< the ends of the codes' scale
  bool by_turn = false;                            ///< rows name turns: episode (where several), turn
};

/// Columns by row; a column that is not there is empty, a code that is missing NaN or "".
struct CodedTexts {
  std::vector<std::string> texts;     ///< or
  std::vector<std::string> episodes;  ///< empty where only turns are named
  std::vector<std::int64_t> turns;
  std::vector<std::string> groups, persons;
  std::map<std::string, std::vector<double>> values;  ///< valence, arousal, dominance, on the codes' own scale
  std::map<std::string, std::vector<double>> shares;  ///< columns of 0 and 1 alone: one a label
  std::vector<std::string> labels;
  std::vector<Place> places;

  std::size_t size() const { return places.size(); }
};

/// Throws InputError with its place: no text, no person where persons are named, a code that is no number or outside of
/// the scale, no column of codes.
CodedTexts read_coded_texts(const std::string& path, const CodedTextColumns& columns);

/// Texts that nobody coded, of the same table shape: text, and person where the coded ones have it.
CodedTexts read_uncoded_texts(const std::string& path, const CodedTextColumns& columns);

}  // namespace affect::io
