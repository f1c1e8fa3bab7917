#include "affect/perceive/text/dictionary.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/io/source.h"
#include "core/nearest_name.h"
#include "perceive/text/dictionary_builder.h"
#include "perceive/text/dictionary_data.h"
#include "perceive/text/dictionary_readers.h"

namespace affect::perceive::text {
namespace {

constexpr std::size_t kMaxDictionary = 64u << 20;
constexpr std::string_view kFolder = "lexicons/", kEnding = ".toml";

/// Passes the bytes on, up to a limit.
class LimitedSource final : public io::ByteSource {
 public:
  explicit LimitedSource(io::ByteSource& source) : source_(source) {}
  std::size_t read(char* into, std::size_t size) override {
    const std::size_t got = source_.read(into, size);
    bytes_ += got;
    if (bytes_ > kMaxDictionary) throw InputError("is larger than 64 MiB", {name()}, "is it a dictionary?");
    return got;
  }
  const std::string& name() const override { return source_.name(); }
  std::string_view path() const override { return source_.path(); }

 private:
  io::ByteSource& source_;
  std::size_t bytes_ = 0;
};

std::shared_ptr<const Dictionary> read_dictionary_lines(io::LineReader& lines, DictionaryFormat format,
                                                        const std::string& name, Diagnostics& diagnostics) {
  switch (format) {
    case DictionaryFormat::liwc:
      return read_liwc_dictionary(lines, name, diagnostics);
    case DictionaryFormat::table:
      return read_table_dictionary(lines, name, diagnostics);
    case DictionaryFormat::toml:
      break;
  }
  return read_toml_dictionary(lines, name, diagnostics);
}

DictionaryFormat dictionary_format(const std::filesystem::path& path) {
  auto name = path;
  if (name.extension() == ".gz" || name.extension() == ".zst") name = name.stem();
  const std::string ending = name.extension().string();
  if (ending == ".dic") return DictionaryFormat::liwc;
  if (ending == ".csv" || ending == ".tsv" || ending == ".dicx") return DictionaryFormat::table;
  if (ending == kEnding) return DictionaryFormat::toml;
  throw InputError("the ending does not say what kind of dictionary it is", {path.string()},
                   "use .dic (LIWC), .dicx, .csv, .tsv or .toml");
}

std::optional<double> share(double part, double whole, double scale) {
  return whole > 0 ? std::optional(scale * part / whole) : std::nullopt;
}

template <class Number>
void add_up(std::vector<Number>& into, const std::vector<Number>& other) {
  if (into.size() < other.size()) into.resize(other.size());
  for (std::size_t i = 0; i < other.size(); ++i) into[i] += other[i];
}

}  // namespace

Dictionary::Dictionary(std::unique_ptr<const DictionaryData> data) : data_(std::move(data)) {}
Dictionary::~Dictionary() = default;

const std::string& Dictionary::name() const { return data_->name; }
const std::string& Dictionary::language() const { return data_->language; }
const std::vector<Dictionary::Category>& Dictionary::categories() const { return data_->categories; }
std::size_t Dictionary::entries() const { return data_->entries; }
bool Dictionary::weighted() const { return data_->weighted; }

std::optional<std::size_t> Dictionary::find_category(std::string_view name) const {
  const auto& all = data_->categories;
  const auto found = std::find_if(all.begin(), all.end(), [&](const Category& c) { return c.name == name; });
  return found == all.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - all.begin()));
}

std::shared_ptr<const Dictionary> read_dictionary(const std::string& path, Diagnostics& diagnostics) {
  const auto format = dictionary_format(path);
  const auto source = io::open_source(path);
  LimitedSource limited(*source);
  io::LineReader lines(limited);
  return read_dictionary_lines(lines, format, std::filesystem::path(path).stem().string(), diagnostics);
}

std::shared_ptr<const Dictionary> parse_dictionary(std::string_view text, DictionaryFormat format,
                                                   const std::string& name, Diagnostics& diagnostics) {
  const auto source = io::memory_source(text, name);
  LimitedSource limited(*source);
  io::LineReader lines(limited);
  return read_dictionary_lines(lines, format, name, diagnostics);
}

std::shared_ptr<const Dictionary> dictionary_of(std::span<const std::string> entries) {
  Diagnostics diagnostics;
  DictionaryBuilder builder(diagnostics);
  try {
    const auto category = builder.category("match", {});
    for (const std::string& entry : entries) {
      if (!builder.add(entry, category, std::nullopt, {})) {
        throw ConfigError(fmt::format("'{}' holds no word", entry), {},
                          "name a word, a stem such as happi*, or a phrase");
      }
    }
    return builder.build("match", {}, {});
  } catch (const InputError& error) {
    throw ConfigError(error.message(), {}, error.hint());
  }
}

std::shared_ptr<const Dictionary> shipped_dictionary(const Engine& engine, std::string_view name) {
  std::vector<std::string> names;
  for (const std::string& file : engine.data_names(kFolder)) {
    if (!file.ends_with(kEnding)) continue;
    names.push_back(file.substr(kFolder.size(), file.size() - kFolder.size() - kEnding.size()));
  }
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    throw ConfigError(fmt::format("there is no dictionary {}", name), {},
                      fmt::format("{}; a file has an ending: moods.csv", did_you_mean(name, names)));
  }
  const std::string file = fmt::format("{}{}{}", kFolder, name, kEnding);
  Diagnostics diagnostics;
  return parse_dictionary(engine.data(file), DictionaryFormat::toml, "data/" + file, diagnostics);
}

void DictionaryCounts::add(const DictionaryCounts& other) {
  words += other.words;
  sentences += other.sentences;
  long_words += other.long_words;
  covered += other.covered;
  add_up(hits, other.hits);
  add_up(negated, other.negated);
  add_up(weights, other.weights);
}

std::optional<double> DictionaryCounts::percent(std::size_t category) const {
  return share(static_cast<double>(hits[category]), static_cast<double>(words), 100);
}
std::optional<double> DictionaryCounts::words_per_sentence() const {
  return share(static_cast<double>(words), static_cast<double>(sentences), 1);
}
std::optional<double> DictionaryCounts::percent_long_words() const {
  return share(static_cast<double>(long_words), static_cast<double>(words), 100);
}
std::optional<double> DictionaryCounts::percent_covered() const {
  return share(static_cast<double>(covered), static_cast<double>(words), 100);
}
std::optional<double> DictionaryCounts::mean_weight(std::size_t category) const {
  return share(weights[category], static_cast<double>(hits[category]), 1);
}

}  // namespace affect::perceive::text
