#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/ascii.h"
#include "io/textgrid_tokens.h"
#include "io/times.h"
#include "io/turn_writer.h"

namespace affect::io {
namespace {

/// Words of a tier of words that lie closer together are one turn.
constexpr Seconds kGridPause = 0.5;
/// What tiers hold until they are sorted.
constexpr std::size_t kMaxGridBytes = 256u << 20;
constexpr std::size_t kMaxTiers = 1000;
constexpr std::string_view kGridClass = "TextGrid";  // a version may stand behind it

// Names of tiers, lower case. Those of single words:
constexpr std::array<std::string_view, 6> kGridWords{"words", "word", "ort", "ort-mau", "tokens", "token"};
// of what is smaller than a word, or said about one:
constexpr std::array<std::string_view, 28> kGridUnits{
    "phones", "phone",  "phonemes", "phoneme", "phon",     "segments", "segment", "syllables", "syllable", "syll",
    "mau",    "kan",    "kan-mau",  "kas",     "kas-mau",  "mas",      "tones",   "tone",      "tobi",     "pos",
    "lemma",  "lemmas", "gloss",    "glosses", "comments", "comment",  "notes",   "note"};
// and of whole utterances, that name nobody.
constexpr std::array<std::string_view, 18> kGridUtterances{
    "utterances", "utterance", "utt", "sentences",     "sentence",   "phrases", "phrase", "text",        "texts",
    "speech",     "trn",       "tro", "transcription", "transcript", "turns",   "turn",   "orthography", "intervals"};
constexpr std::array<std::string_view, 10> kGridSilences{"",    "sil",   "sp",   "silent", "silence",
                                                         "pau", "<sil>", "<p:>", "#",      "_"};

bool is_grid_word(std::string_view text, const auto& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

struct GridTier {
  enum class Holds { speech, words, units } holds = Holds::speech;
  bool points = false;
  std::string name;
  std::string speaker;  ///< whose; empty where the name does not say
};

struct GridItem {
  std::size_t tier = 0;
  TimeRange time;
  std::string text;
  Place place;
};

/// What a tier holds and whose it is, by its name: "words", "Ann - words", "Ann_phones", "utterance", "Ann".
void name_grid_tier(GridTier& tier) {
  static constexpr std::string_view kSeparators = " -_:@.";
  const std::string_view name = trim(tier.name);
  const auto found = [&](std::string_view part) {
    const std::string word = lower(part);
    if (is_grid_word(word, kGridWords))
      tier.holds = GridTier::Holds::words;
    else if (is_grid_word(word, kGridUnits))
      tier.holds = GridTier::Holds::units;
    else
      return is_grid_word(word, kGridUtterances);
    return true;
  };
  if (found(name)) return;
  tier.speaker = name;
  const auto last = name.find_last_of(kSeparators);
  if (last == std::string_view::npos) return;
  const auto first = name.find_first_of(kSeparators);
  const auto end = name.find_last_not_of(kSeparators, last);
  const auto begin = name.find_first_not_of(kSeparators, first);
  if (end != std::string_view::npos && found(name.substr(last + 1))) {
    tier.speaker = name.substr(0, end + 1);
  } else if (begin != std::string_view::npos && found(name.substr(0, first))) {
    tier.speaker = name.substr(begin);
  }
}

/// One pass over one grid.
class TextGridPass {
 public:
  TextGridPass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines), context_(context), tokens_(lines, context), turns_(context, lines, "textgrid", out) {
    if (context.ledger != nullptr) context.ledger->unit("intervals and points");
  }

  void run() {
    try {
      read();
    } catch (const InputError& error) {
      // What stands before it is kept.
      lines_.lose_rest(context_, error, {}, tokens_.left());
    }
    choose_speech();
    turns_.open(episode_id(context_, lines_), {.type = Clock::Type::media});
    write();
    turns_.close();
  }

 private:
  void read() {
    const std::string type = tokens_.text("the type of the file");
    if (type == kChronologicalGrid) return read_chronological();
    if (!type.starts_with("ooTextFile") || !tokens_.text("the class of the object").starts_with(kGridClass)) {
      throw InputError("is no TextGrid of text", {lines_.name()}, "in Praat: Save as text file");
    }
    tokens_.number("xmin");
    tokens_.number("xmax");
    if (tokens_.flag() != "<exists>") return;
    const std::size_t count = tokens_.count("the number of tiers");
    for (std::size_t i = 0; i < count; ++i) {
      read_tier_head();
      const std::size_t size = tokens_.count("the number of intervals or points");
      for (std::size_t item = 0; item < size; ++item) read_item(tiers_.size() - 1);
    }
    if (!tokens_.at_end()) {
      throw InputError("more stands behind the last tier", tokens_.place(), "the number of tiers is not right");
    }
  }

  void read_chronological() {
    tokens_.number("xmin");
    tokens_.number("xmax");
    const std::size_t count = tokens_.count("the number of tiers");
    for (std::size_t i = 0; i < count; ++i) read_tier_head();
    while (!tokens_.at_end()) {
      const std::size_t tier = tokens_.count("the number of a tier");
      if (tier == 0 || tier > tiers_.size())
        throw InputError("no tier has this number", tokens_.place(), "tiers count from 1");
      read_item(tier - 1);
    }
  }

  void read_tier_head() {
    GridTier tier;
    const std::string kind = tokens_.text("IntervalTier or TextTier");
    tier.points = kind == "TextTier";
    if (!tier.points && kind != "IntervalTier") {
      throw InputError("IntervalTier or TextTier is missing", tokens_.place(),
                       "is the number of intervals of the tier before right?");
    }
    tier.name = tokens_.text("the name of a tier");
    name_grid_tier(tier);
    tokens_.number("xmin of a tier");
    tokens_.number("xmax of a tier");
    if (tiers_.size() == kMaxTiers) throw InputError("more than 1000 tiers", tokens_.place(), "split the file");
    hold(sizeof tier + tier.name.size());
    tiers_.push_back(std::move(tier));
  }

  void read_item(std::size_t tier) {
    const bool point = tiers_[tier].points;
    GridItem item{.tier = tier};
    item.time.start = tokens_.number(point ? "the time of a point" : "xmin of an interval");
    item.place = tokens_.place();
    item.time.end = point ? item.time.start : tokens_.number("xmax of an interval");
    item.text = tokens_.text("a label");
    context_.piece();
    if (item.time.end < item.time.start) {
      context_.fault(item.place, "interval ends before it begins", "", "");
    } else if (item.time.start < 0) {
      context_.fault(item.place, "time is negative", "shift the times so that they begin at 0", "");
    } else if (is_grid_word(lower(item.text), kGridSilences)) {
      context_.skip("silence", "an interval or point without a label, or with one of silence, is left out", item.place);
    } else {
      hold(sizeof item + item.text.size());
      items_.push_back(std::move(item));
    }
  }

  void hold(std::size_t bytes) {
    held_ += bytes;
    if (held_ > kMaxGridBytes) {
      throw InputError("the labels take more than 256 MiB", tokens_.place(), "split the file");
    }
  }

  /// Tiers of words speak where no other tier does, and those of units where there are no words either.
  void choose_speech() {
    using Holds = GridTier::Holds;
    for (const Holds holds : {Holds::speech, Holds::words, Holds::units}) {
      speech_ = holds;
      if (std::any_of(items_.begin(), items_.end(), [&](const GridItem& item) { return speaks(item); })) return;
    }
  }

  bool speaks(const GridItem& item) const { return !tiers_[item.tier].points && tiers_[item.tier].holds == speech_; }

  void write() {
    join_words();
    std::stable_sort(items_.begin(), items_.end(),
                     [](const GridItem& a, const GridItem& b) { return a.time.start < b.time.start; });
    // What is said about a turn may begin before it, by a little: turns come first, each with what lies in its midst.
    std::vector<std::vector<std::size_t>> turns_of_tier(tiers_.size());
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (speaks(items_[i])) turns_of_tier[items_[i].tier].push_back(i);
    }
    std::vector<std::pair<std::size_t, std::size_t>> below;  // turn (or itself), item
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (!speaks(items_[i])) below.emplace_back(turn_around(items_[i], turns_of_tier).value_or(i), i);
    }
    std::stable_sort(below.begin(), below.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    auto next = below.begin();
    for (std::size_t i = 0; i < items_.size(); ++i) {
      std::optional<std::int64_t> turn;
      if (speaks(items_[i])) turn = write_turn(items_[i]);
      for (; next != below.end() && next->first == i; ++next)
        write_occurrence(items_[next->second], turn, tiers_[items_[i].tier]);
    }
  }

  void join_words() {
    if (speech_ != GridTier::Holds::words) return;
    std::stable_sort(items_.begin(), items_.end(), [](const GridItem& a, const GridItem& b) {
      return std::pair(a.tier, a.time.start) < std::pair(b.tier, b.time.start);
    });
    std::vector<GridItem> joined;
    for (GridItem& item : items_) {
      const bool goes_on = speaks(item) && !joined.empty() && joined.back().tier == item.tier &&
                           item.time.start - joined.back().time.end < kGridPause;
      if (!goes_on) {
        joined.push_back(std::move(item));
        continue;
      }
      joined.back().text += ' ' + item.text;
      joined.back().time.end = std::max(joined.back().time.end, item.time.end);
      context_.keep();
    }
    items_ = std::move(joined);
  }

  /// The turn during which the item has its middle: of its speaker, or else the only one.
  std::optional<std::size_t> turn_around(const GridItem& item,
                                         const std::vector<std::vector<std::size_t>>& turns_of_tier) const {
    const Seconds middle = (item.time.start + item.time.end) / 2;
    std::optional<std::size_t> only;
    bool several = false;
    for (std::size_t tier = 0; tier < tiers_.size(); ++tier) {
      const auto& turns = turns_of_tier[tier];
      const auto after = std::upper_bound(turns.begin(), turns.end(), middle,
                                          [&](Seconds at, std::size_t turn) { return at < items_[turn].time.start; });
      if (after == turns.begin() || items_[*std::prev(after)].time.end < middle) continue;
      if (!tiers_[tier].speaker.empty() && tiers_[tier].speaker == tiers_[item.tier].speaker) return *std::prev(after);
      several = only.has_value();
      only = *std::prev(after);
    }
    return several ? std::nullopt : only;
  }

  std::optional<std::int64_t> write_turn(GridItem& item) {
    Turn turn;
    turn.speaker = tiers_[item.tier].speaker;
    turn.text = std::move(item.text);
    turn.time = item.time;
    return turns_.write(std::move(turn), item.place);
  }

  /// `tier` is the turn's, or the item's own.
  void write_occurrence(GridItem& item, std::optional<std::int64_t> turn, const GridTier& tier) {
    context_.keep();
    Occurrence occurrence;
    occurrence.type = kAnnotation;
    if (turn || tier.holds != GridTier::Holds::speech) occurrence.subject = tier.speaker;
    occurrence.time = item.time;
    occurrence.turn = turn;
    occurrence.attributes = {{"tier", tiers_[item.tier].name}, {"value", std::move(item.text)}};
    turns_.occur(std::move(occurrence));
  }

  LineReader& lines_;
  const ReadContext& context_;
  TextGridTokens tokens_;
  TurnWriter turns_;
  std::vector<GridTier> tiers_;
  std::vector<GridItem> items_;
  std::size_t held_ = 0;
  GridTier::Holds speech_ = GridTier::Holds::speech;
};

class TextGridReader final : public Reader {
 public:
  double recognises(std::string_view head, std::string_view /*name*/) const override {
    const auto type = head.find('"');
    if (type == std::string_view::npos) return 0;
    const std::string_view label = trim(head.substr(0, type));
    head.remove_prefix(type + 1);
    if (label.empty() && head.starts_with(kChronologicalGrid)) return 0.95;
    if ((!label.empty() && !label.starts_with("File type")) || !head.starts_with("ooTextFile")) return 0;
    head.remove_prefix(std::min(head.find('"'), head.size() - 1) + 1);
    const auto object = head.find('"');
    return object != std::string_view::npos && head.substr(object + 1).starts_with(kGridClass) ? 0.95 : 0;
  }

  std::string_view example() const override {
    return R"(File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 1.9
tiers? <exists>
size = 1
item []:
    item [1]:
        class = "IntervalTier"
        name = "Ann"
        xmin = 0
        xmax = 1.9
        intervals: size = 2
        intervals [1]:
            xmin = 0
            xmax = 0.5
            text = ""
        intervals [2]:
            xmin = 0.5
            xmax = 1.9
            text = "You are late."
)";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    TextGridPass(lines, context, out).run();
  }
};

}  // namespace

void register_textgrid(Engine& engine) {
  engine.add<Reader>({.name = "textgrid",
                      .room = "io/formats",
                      .what = "Praat TextGrid, long, short and chronological: tiers as speakers",
                      .units = "turns; s of the recording",
                      .source = "Praat: TextGrid file formats"},
                     [](const Engine&, const Options&) { return std::make_unique<TextGridReader>(); });
}

}  // namespace affect::io
