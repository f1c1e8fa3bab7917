#include <algorithm>
#include <cmath>
#include <utility>

#include "affect/perceive/text/lexicon.h"
#include "perceive/text/lexicon_data.h"

namespace affect::perceive::text {
namespace {

/// Words that one scale of normalisation holds: VADER's alpha is fitted to single sentences and tweets.
constexpr double kSentenceWords = 20;

/// Marks of emphasis of the text that was cut, as ranges of the scored text.
void find_signs(std::string_view cut, bool written_out, LexiconScratch& scratch) {
  scratch.signs.clear();
  std::size_t section = 0;
  for (auto at = cut.find_first_of("!?"); at != std::string_view::npos; at = cut.find_first_of("!?", at + 1)) {
    const auto bytes = written_out ? source_range(scratch, at, at + 1, section) : ByteRange{at, at + 1};
    scratch.signs.push_back({bytes, cut[at] == '!'});
  }
}

Emphasis emphasis_of(const std::vector<Sign>& signs) {
  const auto exclamations = static_cast<std::size_t>(
      std::count_if(signs.begin(), signs.end(), [](const Sign& sign) { return sign.exclamation; }));
  return emphasis(exclamations, signs.size() - exclamations);
}

void weigh_signs(std::string_view text, double direction, double norm, LexiconScratch& scratch, double& sum) {
  auto left = emphasis_of(scratch.signs);
  for (const auto& [bytes, exclamation] : scratch.signs) {
    auto& count = exclamation ? left.exclamations : left.questions;
    if (count == 0) continue;
    --count;
    const double weight = direction * (exclamation ? left.exclamation : left.question) / norm;
    scratch.weights.push_back({text.substr(bytes.begin, bytes.end - bytes.begin), bytes, weight});
    sum += weight;
  }
}

}  // namespace

LexiconScorer::LexiconScorer(std::shared_ptr<const Lexicon> lexicon)
    : lexicon_(std::move(lexicon)), scratch_(std::make_unique<LexiconScratch>()) {}
LexiconScorer::~LexiconScorer() = default;
LexiconScorer::LexiconScorer(LexiconScorer&&) noexcept = default;
LexiconScorer& LexiconScorer::operator=(LexiconScorer&&) noexcept = default;

const LexiconScore& LexiconScorer::score(std::string_view text) {
  const auto& data = lexicon_->data();
  auto& scratch = *scratch_;
  const bool as_vader = lexicon_->rules() == Lexicon::Rules::vader;
  bool written_out = false;
  double lengths = 1;
  if (as_vader) {
    written_out = write_out_emoji(data, text, scratch);
    const auto cut = written_out ? std::string_view(scratch.plain) : text;
    cut_as_vader(data, cut, scratch);
    rate_as_vader(scratch, score_.known_words);
    find_signs(cut, written_out, scratch);
  } else {
    cut_mended(data, text, scratch);
    rate_mended(data, scratch, score_.known_words);
    // The score of a long text is that of an average stretch of it, instead of running to -1 or 1.
    lengths = std::max(1.0, static_cast<double>(scratch.tokens.size()) / kSentenceWords);
  }

  double total = 0;
  for (const auto& rated : scratch.rated) total += rated.valence;
  const double direction = total > 0 ? 1 : total < 0 ? -1 : 0;
  const double emphasised = total + direction * emphasis_of(scratch.signs).total();
  const double norm = std::sqrt(emphasised * emphasised + kAlpha * lengths * lengths);

  scratch.weights.clear();
  double sum = 0;
  std::size_t section = 0;
  for (const auto& rated : scratch.rated) {
    const auto& token = scratch.tokens[rated.token];
    const auto range =
        written_out ? source_range(scratch, token.begin, token.end, section) : ByteRange{token.begin, token.end};
    const double weight = rated.valence / norm;
    scratch.weights.push_back({text.substr(range.begin, range.end - range.begin), range, weight});
    sum += weight;
  }
  if (direction != 0) weigh_signs(text, direction, norm, scratch, sum);
  if (as_vader && !scratch.weights.empty()) {
    // The package rounds to four decimals; the largest weight takes up the difference.
    const double rounded = std::nearbyint(sum * 1e4) / 1e4;
    const auto largest =
        std::max_element(scratch.weights.begin(), scratch.weights.end(),
                         [](const auto& a, const auto& b) { return std::abs(a.weight) < std::abs(b.weight); });
    largest->weight += rounded - sum;
    sum = rounded;
  }
  score_.valence = std::clamp(sum, -1.0, 1.0);
  score_.words = scratch.weights;
  return score_;
}

}  // namespace affect::perceive::text
