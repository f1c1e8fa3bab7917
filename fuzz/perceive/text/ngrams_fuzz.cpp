// Any bytes: tokens in order and within the text, features as many as they should be, scores in range, words that add
// up; the same alone and after another text.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "affect/engine.h"
#include "affect/model/linear/linear_table.h"
#include "affect/perceive/text/emotion_model.h"
#include "affect/perceive/text/language.h"
#include "affect/rng.h"

namespace {

using namespace affect::perceive::text;
namespace model = affect::model;

void require(bool holds) {
  if (!holds) std::abort();
}

/// A table of random weights with every kind of head.
void add_table(const std::string& name, const std::string& heads, std::size_t count, std::size_t lexicon,
               affect::Rng& rng, model::SafetensorsWriter& writer) {
  constexpr std::size_t kBuckets = 512;
  const std::size_t size = model::LinearTable::row_size(count);
  std::vector<std::int8_t> rows(kBuckets * size);
  for (std::size_t i = 0; i < kBuckets; ++i) {
    if (i % 4 == 0) continue;  // never seen
    rows[i * size] = static_cast<std::int8_t>(16 + rng.below(200));
    for (std::size_t h = 1; h <= count; ++h) rows[i * size + h] = static_cast<std::int8_t>(rng.below(256));
  }
  const auto add = [&](const char* part, std::size_t values) {
    std::vector<float> all(values);
    for (float& value : all) value = static_cast<float>(rng.uniform() - 0.5);
    writer.add(name + "/" + part, std::span(all), {values});
  };
  writer.metadata(name + "/heads", heads);
  writer.add(name + "/rows", std::span<const std::int8_t>(rows), {kBuckets, size});
  add("step", count);
  add("bias", count);
  add("threshold", count);
  add("calibration", 2 * count);
  add("deviation", 2 * count);
  if (lexicon > 0) add("lexicon", lexicon * count);
}

const std::string& model_bytes() {
  static const std::string bytes = [] {
    affect::Rng rng(1);
    model::SafetensorsWriter writer;
    add_table("en", "ekman:joy intensity:joy expressed:valence", 3, EmotionModel::kLexiconInputs, rng, writer);
    for (const char* name : {"language", "language_short"}) {
      add_table(name, "language:aa language:bb", 2, 0, rng, writer);
    }
    return writer.bytes();
  }();
  return bytes;
}

struct Readers {
  Readers()
      : file(model::Safetensors::of(std::as_bytes(std::span(model_bytes())), "fuzz")),
        used(engine, std::make_shared<const EmotionModel>(file, "en")),
        fresh(engine, std::make_shared<const EmotionModel>(file, "en")),
        identifier(file) {}
  affect::Engine engine;
  std::shared_ptr<const model::Safetensors> file;
  EmotionScorer used, fresh;
  LanguageIdentifier identifier;
};

void check_tokens(const Ngrams& ngrams, std::size_t size) {
  std::uint64_t end = 0;
  std::size_t words = 0, characters = 0;
  for (const auto& token : ngrams.tokens()) {
    require(token.bytes.begin >= end && token.bytes.end > token.bytes.begin && token.bytes.end <= size);
    end = token.bytes.end;
    require(token.words_end == words + (words == 0 ? 1 : 2));
    require(token.characters_end >= characters + 3);
    words = token.words_end;
    characters = token.characters_end;
  }
  require(words == ngrams.words().size() && characters == ngrams.characters().size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Readers readers;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Ngrams ngrams;
  ngrams.read(text);
  check_tokens(ngrams, size);

  readers.fresh.score("");
  const EmotionScore alone = readers.fresh.score(text, ngrams);
  const EmotionScore& score = readers.used.score(text);
  for (std::size_t h = 0; h < 3; ++h) {
    require(score.value(h) == alone.value(h) && score.deviation(h) == alone.deviation(h));
    require(score.value(h) >= (h == 2 ? -1 : 0) && score.value(h) <= 1 && score.deviation(h) > 0);
    double sum = readers.used.baseline(h);
    for (const auto& word : readers.used.contributions(h)) {
      sum += word.weight;
      require(word.bytes.begin < word.bytes.end && word.bytes.end <= size);
      require(word.word.data() == text.data() + word.bytes.begin);
    }
    const double value = h == 0 ? 1 / (1 + std::exp(-sum)) : std::clamp(sum, h == 1 ? 0.0 : -1.0, 1.0);
    require(std::abs(value - score.value(h)) <= 1e-9 + 1e-6 * static_cast<double>(score.tokens));
  }
  const auto guess = readers.identifier.identify(ngrams);
  require(guess.probability >= 0 && guess.probability <= 1);
  require(guess.language.empty() || guess.language == guess.best);
  return 0;
}
