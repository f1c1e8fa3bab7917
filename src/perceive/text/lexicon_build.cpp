#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "affect/error.h"
#include "affect/perceive/text/lexicon.h"
#include "perceive/text/character_kind.h"
#include "perceive/text/lexicon_data.h"
#include "perceive/text/unicode.h"
#include "perceive/text/vader_words.h"

namespace affect::perceive::text {
namespace {

/// AFINN rates from -5 to 5, VADER from -4 to 4.
constexpr double kAfinnScale = 4.0 / 5.0;

/// Calls `use(fields)` for every line of a tab-separated file that is not empty and no comment ("# ").
template <class Use>
void each_line(std::string_view file, Use use) {
  while (!file.empty()) {
    auto line = file.substr(0, file.find('\n'));
    file.remove_prefix(std::min(file.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with("# ")) continue;
    std::array<std::string_view, 3> fields;
    for (auto& field : fields) {
      field = line.substr(0, line.find('\t'));
      line.remove_prefix(std::min(line.size(), field.size() + 1));
    }
    use(fields);
  }
}

double number(std::string_view text, std::string_view file) {
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size()) {
    throw ConfigError("data/" + std::string(file) + ": '" + std::string(text) + "' is no number", {},
                      "give lines of word, tab, rating");
  }
  return value;
}

std::string lower(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = decode(text, at);
    append_utf8(to_lower(point.value), result);
    at += point.size;
  }
  return result;
}

/// A key of several words is found through its first.
Entry& add_key(LexiconTable& table, const std::string& key) {
  const auto space = key.find(' ');
  if (space == std::string::npos) return table.add(key);
  const auto words = static_cast<std::uint8_t>(std::count(key.begin(), key.end(), ' ') + 1);
  auto& first = table.add(std::string_view(key).substr(0, space));
  first.phrase_words = std::max(first.phrase_words, words);
  auto& entry = table.add(key);
  entry.phrase = true;
  return entry;
}

void rate(Entry& entry, double valence) {
  entry.rated = true;
  entry.valence = valence;
}

void read_ratings(const Engine& engine, const std::string& name, double scale, LexiconTable& table) {
  each_line(engine.data(name),
            [&](const auto& fields) { rate(add_key(table, lower(fields[0])), scale * number(fields[1], name)); });
}

/// Without variation selectors and skin tones, as cut_mended() makes its keys.
std::string emoji_key(std::string_view emoji) {
  std::string key;
  for (std::size_t at = 0; at < emoji.size();) {
    const auto point = decode(emoji, at);
    const bool dropped = point.value == kVariation || is_skin_tone(point.value);
    if (!dropped) append_utf8(point.value, key);
    at += point.size;
  }
  return key;
}

void add_lead(LexiconData& data, char32_t point) {
  if (point < 0x80) return;  // keycaps begin with a digit
  if (data.emoji_lead.size() <= point) data.emoji_lead.resize(point + 1);
  data.emoji_lead[point] = true;
}

/// Emoji of one code point, written out by Rules::vader.
void read_emoji_names(const Engine& engine, LexiconData& data) {
  data.emoji_file = engine.data("lexicons/emoji_utf8_lexicon.txt");
  each_line(data.emoji_file, [&](const auto& fields) {
    const auto point = decode(fields[0], 0);
    if (point.size != fields[0].size()) return;
    data.emoji.emplace_back(point.value, fields[1]);
    add_lead(data, point.value);
  });
  std::sort(data.emoji.begin(), data.emoji.end());
}

/// Every emoji, rated as VADER rates its description, then by our own list.
void read_emoji_ratings(const Engine& engine, const LexiconData& english, LexiconData& data) {
  LexiconScratch scratch;
  std::size_t known = 0;
  each_line(engine.data("lexicons/emoji_utf8_lexicon.txt"), [&](const auto& fields) {
    const auto lead = decode(fields[0], 0).value;
    if (lead < 0x80) return;
    add_lead(data, lead);
    cut_as_vader(english, fields[1], scratch);
    rate_as_vader(scratch, known);
    double valence = 0;
    for (const auto& rated : scratch.rated) valence += rated.valence;
    if (valence != 0) rate(data.words.add(emoji_key(fields[0])), std::clamp(valence, -4.0, 4.0));
  });
  constexpr std::string_view kOwn = "lexicons/emoji_valence.txt";
  each_line(engine.data(kOwn), [&](const auto& fields) {
    add_lead(data, decode(fields[0], 0).value);
    rate(data.words.add(emoji_key(fields[0])), number(fields[1], kOwn));
  });
}

void read_mended_words(const Engine& engine, LexiconTable& table) {
  constexpr std::string_view kName = "lexicons/mended_en.txt";
  each_line(engine.data(kName), [&](const auto& fields) {
    const auto& [kind, key, value] = fields;
    auto& entry = add_key(table, std::string(key));
    if (kind == "rating") {
      rate(entry, number(value, kName));
    } else if (kind == "degree") {
      entry.booster = number(value, kName);
    } else if (kind == "neutral") {
      entry.rated = entry.negates = false;
    } else if (kind == "adverb") {
      entry.adverb = true;
    } else if (kind == "negator") {
      entry.negates = true;
    } else if (kind == "superlative") {
      entry.superlative = true;
    } else if (kind == "compares") {
      entry.compares = true;
    } else if (kind == "comparing") {
      entry.like_before = true;
    } else {
      throw ConfigError("data/" + std::string(kName) + ": unknown kind '" + std::string(kind) + "'");
    }
  });
}

LexiconTable vader_table(const Engine& engine) {
  LexiconTable table;
  each_line(engine.data("lexicons/vader_lexicon.txt"), [&](const auto& fields) {
    // Keys with capitals or spaces are never found by VADER: it looks up one lower-cased token.
    rate(table.add(fields[0]), number(fields[1], "lexicons/vader_lexicon.txt"));
  });
  add_vader_words(table);
  return table;
}

std::unique_ptr<LexiconData> mended_english(const Engine& engine, const std::string& list, double scale) {
  auto data = std::make_unique<LexiconData>();
  read_ratings(engine, list, scale, data->words);
  add_vader_words(data->words);
  read_mended_words(engine, data->words);
  return data;
}

struct Negation {
  std::string_view language;
  std::array<std::string_view, 12> negators;
  bool follows, once;
};
constexpr std::array kNegations{
    Negation{"fr", {"ne", "pas", "jamais", "sans", "aucun", "aucune", "ni", "rien", "guère", "non"}, false, true},
    Negation{"da", {"ikke", "aldrig", "ingen", "intet", "uden", "hverken", "næppe", "ej"}, true, true},
    Negation{
        "sv", {"inte", "aldrig", "ingen", "inget", "inga", "utan", "icke", "ej", "knappast", "varken"}, true, true},
    Negation{"fi",
             {"ei", "en", "et", "emme", "ette", "eivät", "älä", "älkää", "eikä", "ilman", "tuskin", "enkä"},
             false,
             true},
};

}  // namespace

std::shared_ptr<const Lexicon> Lexicon::vader(const Engine& engine, Rules rules) {
  auto english = std::make_unique<LexiconData>();
  english->words = vader_table(engine);
  if (rules == Rules::vader) {
    read_emoji_names(engine, *english);
    return std::make_shared<const Lexicon>(rules, std::move(english));
  }
  auto data = mended_english(engine, "lexicons/vader_lexicon.txt", 1);
  read_emoji_ratings(engine, *english, *data);
  return std::make_shared<const Lexicon>(rules, std::move(data));
}

std::shared_ptr<const Lexicon> Lexicon::afinn(const Engine& engine, std::string_view language) {
  const auto list = "lexicons/afinn_" + std::string(language) + ".txt";
  std::unique_ptr<LexiconData> data;
  if (language == "en") {
    data = mended_english(engine, list, kAfinnScale);
  } else {
    const auto found =
        std::find_if(kNegations.begin(), kNegations.end(), [&](const Negation& n) { return n.language == language; });
    if (found == kNegations.end()) {
      throw ConfigError("there is no word list for the language '" + std::string(language) + "'", {},
                        "AFINN covers en, fr, da, sv and fi");
    }
    data = std::make_unique<LexiconData>();
    data->english = false;
    data->negator_follows = found->follows;
    data->negates_once = found->once;
    read_ratings(engine, list, kAfinnScale, data->words);
    for (const auto negator : found->negators) {
      if (!negator.empty()) data->words.add(negator).negates = true;
    }
  }
  read_ratings(engine, "lexicons/afinn_emoticon.txt", kAfinnScale, data->words);
  LexiconData english;
  english.words = vader_table(engine);
  read_emoji_ratings(engine, english, *data);
  return std::make_shared<const Lexicon>(Rules::mended, std::move(data));
}

Lexicon::Lexicon(Rules rules, std::unique_ptr<const LexiconData> data) : rules_(rules), data_(std::move(data)) {}
Lexicon::~Lexicon() = default;

}  // namespace affect::perceive::text
