#include "affect/perceive/text/style_matching.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/rng.h"
#include "affect/subject.h"

namespace affect::perceive::text {
namespace {

constexpr double kSmallRate = 0.0001;  ///< of the papers: no division by zero
constexpr std::size_t kMaxTurns = 1u << 13;
constexpr std::size_t kDeals = 200;
constexpr std::size_t kMinimumTurns = 4;
constexpr std::size_t kMinimumStrangers = 5;  ///< pairs
constexpr std::size_t kMaxStrangers = 500;

double mean_of(const std::array<double, kStyleCategories.size()>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

void StyleCounts::add(const StyleCounts& other) {
  words += other.words;
  for (std::size_t i = 0; i < hits.size(); ++i) hits[i] += other.hits[i];
}

double style_match(double a, double b) { return 1 - std::abs(a - b) / (a + b + kSmallRate); }

std::optional<std::array<double, kStyleCategories.size()>> style_matches(const StyleCounts& a, const StyleCounts& b) {
  if (a.words == 0 || b.words == 0) return std::nullopt;
  const auto rate = [](const StyleCounts& of, std::size_t category) {
    return 100 * static_cast<double>(of.hits[category]) / static_cast<double>(of.words);
  };
  std::array<double, kStyleCategories.size()> matches{};
  for (std::size_t i = 0; i < matches.size(); ++i) matches[i] = style_match(rate(a, i), rate(b, i));
  return matches;
}

StyleMatching::StyleMatching(std::shared_ptr<const Dictionary> dictionary, std::uint64_t seed)
    : scanner_(std::move(dictionary)), seed_(seed) {
  const Dictionary& known = scanner_.dictionary();
  for (std::size_t i = 0; i < kStyleCategories.size(); ++i) {
    const auto category = known.find_category(kStyleCategories[i]);
    if (!category) {
      throw ConfigError(fmt::format("style matching needs the category {}", kStyleCategories[i]), {known.name()},
                        fmt::format("all of {}: function_words_en has them", fmt::join(kStyleCategories, ", ")));
    }
    categories_[i] = *category;
  }
}

void StyleMatching::accept(Record&& record) {
  if (std::holds_alternative<EpisodeInfo>(record.body)) running_[record.episode];
  if (const auto* turn = std::get_if<Turn>(&record.body)) add(running_[record.episode], *turn);
  if (std::holds_alternative<End>(record.body)) end(record.episode);
}

void StyleMatching::add(Running& running, const Turn& turn) {
  if (turn.text.empty()) return;
  DictionaryCounts counts;
  scanner_.scan(turn.text, counts);
  if (counts.words == 0) return;
  StyleCounts style{counts.words, {}};
  for (std::size_t i = 0; i < categories_.size(); ++i) style.hits[i] = counts.hits[categories_[i]];
  const std::string_view name = turn.speaker.empty() ? kAuthor : std::string_view(turn.speaker);
  auto speaker = running.numbers.find(name);
  if (speaker == running.numbers.end()) {
    speaker = running.numbers.emplace(std::string(name), running.names.size()).first;
    running.names.emplace_back(name);
    running.speakers.emplace_back();
  }
  running.speakers[speaker->second].add(style);
  running.turns.push_back({speaker->second, style});
  if (running.turns.size() > kMaxTurns) join_turns(running);
}

/// Two by two, those of each speaker.
void StyleMatching::join_turns(Running& running) {
  std::vector<Turns> joined;
  std::map<std::size_t, std::size_t> half;  ///< speaker -> the joined turns that wait for a second one
  for (const Turns& turn : running.turns) {
    const auto open = half.find(turn.speaker);
    if (open == half.end()) {
      half.emplace(turn.speaker, joined.size());
      joined.push_back(turn);
    } else {
      joined[open->second].counts.add(turn.counts);
      half.erase(open);
    }
  }
  running.turns = std::move(joined);
}

std::optional<double> StyleMatching::deal(const std::vector<Turns>& turns, std::size_t a, std::size_t b) const {
  std::vector<StyleCounts> cards;
  std::size_t of_a = 0;
  for (const Turns& turn : turns) {
    if (turn.speaker != a && turn.speaker != b) continue;
    cards.push_back(turn.counts);
    of_a += turn.speaker == a ? 1 : 0;
  }
  if (of_a < kMinimumTurns || cards.size() - of_a < kMinimumTurns) return std::nullopt;
  Rng rng(seed_);
  double sum = 0;
  for (std::size_t i = 0; i < kDeals; ++i) {
    rng.shuffle(cards);
    StyleCounts first, second;
    for (std::size_t card = 0; card < cards.size(); ++card) (card < of_a ? first : second).add(cards[card]);
    sum += mean_of(*style_matches(first, second));
  }
  return sum / static_cast<double>(kDeals);
}

void StyleMatching::end(const std::string& id) {
  const auto found = running_.find(id);
  if (found == running_.end()) return;
  const Running& running = found->second;
  std::vector<std::size_t> order(running.names.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (order.size() > kMaxSpeakers) {
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return running.speakers[a].words > running.speakers[b].words; });
    order.resize(kMaxSpeakers);
    std::sort(order.begin(), order.end());
  }
  Episode episode{id, {}, {}};
  for (const std::size_t number : order) episode.speakers.push_back({running.names[number], running.speakers[number]});
  for (std::size_t a = 0; a < order.size(); ++a) {
    for (std::size_t b = a + 1; b < order.size(); ++b) {
      const auto enough = [&](std::size_t i) { return episode.speakers[i].counts.words >= kStyleMinimumWords; };
      if (!enough(a) || !enough(b)) continue;
      if (const auto dealt = deal(running.turns, order[a], order[b])) episode.dealt[{a, b}] = *dealt;
    }
  }
  episodes_.push_back(std::move(episode));
  running_.erase(found);
}

std::vector<StyleMatching::Stranger> StyleMatching::sample_strangers() const {
  std::vector<Stranger> all, sample;
  for (std::size_t episode = 0; episode < episodes_.size(); ++episode) {
    for (const Speaker& speaker : episodes_[episode].speakers) {
      if (speaker.counts.words >= kStyleMinimumWords) all.push_back({episode, &speaker});
    }
  }
  const std::size_t step = all.size() / kMaxStrangers + 1;
  for (std::size_t i = 0; i < all.size(); i += step) sample.push_back(all[i]);
  return sample;
}

void StyleMatching::compare_with_strangers(const std::vector<Stranger>& strangers, std::size_t episode,
                                           const StyleCounts& a, const StyleCounts& b, StylePair& pair) {
  double sum = 0;
  for (const Stranger& stranger : strangers) {
    const Speaker& speaker = *stranger.speaker;
    if (stranger.episode == episode || speaker.name == pair.a || speaker.name == pair.b) continue;
    sum += mean_of(*style_matches(a, speaker.counts)) + mean_of(*style_matches(b, speaker.counts));
    pair.stranger_pairs += 2;
  }
  if (pair.stranger_pairs >= kMinimumStrangers) pair.strangers = sum / static_cast<double>(pair.stranger_pairs);
}

std::vector<StylePair> StyleMatching::pairs() {
  std::vector<StylePair> pairs;
  const auto strangers = sample_strangers();
  for (std::size_t number = 0; number < episodes_.size(); ++number) {
    const Episode& episode = episodes_[number];
    for (std::size_t a = 0; a < episode.speakers.size(); ++a) {
      for (std::size_t b = a + 1; b < episode.speakers.size(); ++b) {
        const Speaker &first = episode.speakers[a], &second = episode.speakers[b];
        StylePair& pair = pairs.emplace_back();
        pair.episode = episode.id;
        pair.a = first.name;
        pair.b = second.name;
        pair.words_a = first.counts.words;
        pair.words_b = second.counts.words;
        if (std::min(pair.words_a, pair.words_b) < kStyleMinimumWords) {
          pair.status = Status::too_short;
          continue;
        }
        const auto matches = *style_matches(first.counts, second.counts);
        std::copy(matches.begin(), matches.end(), pair.categories.begin());
        pair.score = mean_of(matches);
        compare_with_strangers(strangers, number, first.counts, second.counts, pair);
        if (const auto dealt = episode.dealt.find({a, b}); dealt != episode.dealt.end()) pair.dealt = dealt->second;
      }
    }
  }
  return pairs;
}

}  // namespace affect::perceive::text
