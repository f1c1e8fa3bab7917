#include <algorithm>
#include <charconv>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "io/ascii.h"
#include "io/turn_writer.h"
#include "io/xml_document.h"

namespace affect::io {
namespace {

constexpr std::string_view kElanRoot = "ANNOTATION_DOCUMENT";
constexpr std::size_t kNoElan = std::numeric_limits<std::size_t>::max();

std::string_view elan_attribute(pugi::xml_node node, const char* name) { return node.attribute(name).value(); }

/// What lies between white space, line ends too: values are often written over several lines.
std::string_view trim_elan(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

struct ElanTier {
  pugi::xml_node node;
  std::size_t parent = kNoElan;
  std::size_t root = kNoElan;   ///< the tier at the top of it, itself where it has no parent
  bool codes = false;           ///< its type has a controlled vocabulary
  bool association = false;     ///< one annotation for each of its parent's
  bool labels = true;           ///< every value is empty or a label that counts: "001", "story.001"
  std::size_t words = kNoElan;  ///< of a tier of labels: the tier below it that holds what is said
};

struct ElanAnnotation {
  pugi::xml_node node;
  std::size_t tier = 0;
  std::string_view value;
  std::optional<TimeRange> time;
  std::size_t root = kNoElan;  ///< the annotation at the top of it, itself in a tier without a parent
};

/// "001", "story.001": what a tier of references counts with.
bool is_elan_label(std::string_view value) {
  return value.empty() || (is_digit(value.back()) && value.find_first_of(" \n\t") == std::string_view::npos);
}

/// Seconds of each time slot, by its id.
class ElanSlots {
 public:
  ElanSlots(const XmlDocument& document, const ReadContext& context) {
    const double per_second = units_per_second(document, context);
    std::vector<std::pair<std::string_view, std::optional<Seconds>>> slots;
    for (const pugi::xml_node slot : document.root().child("TIME_ORDER").children("TIME_SLOT")) {
      std::optional<Seconds> time;
      if (const pugi::xml_attribute value = slot.attribute("TIME_VALUE")) {
        time = count_of(value.value());
        if (time) *time /= per_second;
        if (!time) {
          context.fault(document.place(slot), "TIME_VALUE is not a whole number from 0 on",
                        "it counts milliseconds of the recording", value.value(), 0);
        }
      }
      slots.emplace_back(elan_attribute(slot, "TIME_SLOT_ID"), time);
    }
    for (std::size_t i = 0; i < slots.size(); ++i) {
      if (slots[i].second) continue;
      std::size_t after = i;
      while (after < slots.size() && !slots[after].second) ++after;
      if (i > 0 && slots[i - 1].second && after < slots.size()) {
        const Seconds from = *slots[i - 1].second;
        const Seconds step = (*slots[after].second - from) / static_cast<double>(after - i + 1);
        for (std::size_t j = i; j < after; ++j) slots[j].second = from + step * static_cast<double>(j - i + 1);
        context.diagnostics.add("time_slot", "time slots without a time lie evenly between their neighbours",
                                {document.place(document.root()).file});
      }
      i = after;
    }
    for (const auto& [id, time] : slots) {
      if (time) seconds_.emplace(id, *time);
    }
  }

  std::optional<Seconds> find(std::string_view id) const {
    const auto found = seconds_.find(id);
    return found == seconds_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  static std::optional<Seconds> count_of(std::string_view text) {
    long long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
    return static_cast<Seconds>(value);
  }

  static double units_per_second(const XmlDocument& document, const ReadContext& context) {
    const pugi::xml_node header = document.root().child("HEADER");
    const std::string_view unit = elan_attribute(header, "TIME_UNITS");
    if (unit == "PAL-frames") return 25;
    if (unit == "PAL-50-frames") return 50;
    if (unit == "NTSC-frames") return 30000.0 / 1001;
    if (!unit.empty() && unit != "milliseconds") {
      context.fault(document.place(header), "TIME_UNITS are not known", "milliseconds are taken", unit, 0);
    }
    return 1000;
  }

  std::unordered_map<std::string_view, Seconds> seconds_;
};

/// One pass over one document. Tiers without a parent speak, what hangs below them says something about their turns.
class ElanPass {
 public:
  ElanPass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : context_(context),
        document_(lines, context),
        slots_(document_, context),
        turns_(context, lines, "elan", out),
        episode_(episode_id(context, lines)) {
    if (context.ledger != nullptr) context.ledger->unit("annotations");
  }

  void run() {
    if (document_.root().name() != kElanRoot) {
      throw InputError("is not ELAN: its first element is no ANNOTATION_DOCUMENT", document_.place(document_.root()),
                       "save it again in ELAN as .eaf");
    }
    read_vocabularies();
    read_tiers();
    for (std::size_t tier = 0; tier < tiers_.size(); ++tier) read_annotations(tier);
    if (annotations_.empty()) {
      throw InputError("holds no annotation", document_.place(document_.root()), "is it the file that was meant?");
    }
    choose_words();
    find_roots();
    turns_.open(std::move(episode_), {.type = Clock::Type::media});
    write();
    turns_.close();
  }

 private:
  void read_vocabularies() {
    for (const pugi::xml_node vocabulary : document_.root().children("CONTROLLED_VOCABULARY")) {
      for (const pugi::xml_node entry : vocabulary.children("CV_ENTRY_ML")) {
        entries_.emplace(elan_attribute(entry, "CVE_ID"), entry.child_value("CVE_VALUE"));
      }
    }
  }

  void read_tiers() {
    std::unordered_map<std::string_view, pugi::xml_node> types;
    for (const pugi::xml_node type : document_.root().children("LINGUISTIC_TYPE")) {
      types.emplace(elan_attribute(type, "LINGUISTIC_TYPE_ID"), type);
    }
    std::unordered_map<std::string_view, std::size_t> by_id;
    for (const pugi::xml_node node : document_.root().children("TIER")) {
      by_id.emplace(elan_attribute(node, "TIER_ID"), tiers_.size());
      ElanTier tier{.node = node};
      const auto type = types.find(elan_attribute(node, "LINGUISTIC_TYPE_REF"));
      if (type != types.end()) {
        tier.codes = !elan_attribute(type->second, "CONTROLLED_VOCABULARY_REF").empty();
        tier.association = elan_attribute(type->second, "CONSTRAINTS") == "Symbolic_Association";
      }
      tiers_.push_back(tier);
    }
    for (ElanTier& tier : tiers_) {
      const std::string_view parent = elan_attribute(tier.node, "PARENT_REF");
      if (parent.empty()) continue;
      const auto found = by_id.find(parent);
      if (found != by_id.end()) {
        tier.parent = found->second;
      } else {
        context_.diagnostics.add("dangling_parent", "a tier names a parent that is not here and stands alone",
                                 document_.place(tier.node));
      }
    }
    for (std::size_t i = 0; i < tiers_.size(); ++i) find_root_tier(i);
  }

  /// Where parents go round in a circle, one of them becomes its top.
  void find_root_tier(std::size_t first) {
    std::vector<std::size_t> way;
    std::size_t at = first;
    while (tiers_[at].root == kNoElan && tiers_[at].parent != kNoElan) {
      tiers_[at].root = first;
      way.push_back(at);
      at = tiers_[at].parent;
    }
    if (!way.empty() && tiers_[at].root == first) {
      context_.diagnostics.add("cyclic_parent", "a tier that is its own parent in the end stands alone",
                               document_.place(tiers_[at].node));
      tiers_[at].parent = kNoElan;
      tiers_[at].root = at;
    } else if (tiers_[at].root == kNoElan) {
      tiers_[at].root = at;
    }
    for (const std::size_t tier : way) tiers_[tier].root = tiers_[at].root;
  }

  void read_annotations(std::size_t tier) {
    for (const pugi::xml_node outer : tiers_[tier].node.children("ANNOTATION")) {
      context_.piece();
      const pugi::xml_node alignable = outer.child("ALIGNABLE_ANNOTATION");
      ElanAnnotation annotation{.node = alignable ? alignable : outer.child("REF_ANNOTATION"), .tier = tier};
      if (!annotation.node) {
        context_.fault(document_.place(outer), "ANNOTATION holds no annotation",
                       "ALIGNABLE_ANNOTATION or REF_ANNOTATION belongs in it", "");
        continue;
      }
      annotation.value = trim_elan(annotation.node.child_value("ANNOTATION_VALUE"));
      if (annotation.value.empty()) {
        const auto entry = entries_.find(elan_attribute(annotation.node, "CVE_REF"));
        if (entry != entries_.end()) annotation.value = trim_elan(entry->second);
      }
      if (alignable && !find_time(annotation)) continue;
      tiers_[tier].labels = tiers_[tier].labels && is_elan_label(annotation.value);
      by_id_.emplace(elan_attribute(annotation.node, "ANNOTATION_ID"), annotations_.size());
      annotations_.push_back(annotation);
    }
  }

  /// False where the times are a fault.
  bool find_time(ElanAnnotation& annotation) const {
    const auto start = slots_.find(elan_attribute(annotation.node, "TIME_SLOT_REF1"));
    const auto end = slots_.find(elan_attribute(annotation.node, "TIME_SLOT_REF2"));
    if (!start || !end) {
      context_.diagnostics.add("no_time", "an annotation whose time slots have no time is kept without one",
                               document_.place(annotation.node));
      return true;
    }
    if (*end < *start) {
      context_.fault(document_.place(annotation.node), "annotation ends before it begins", "", "");
      return false;
    }
    annotation.time = TimeRange{*start, *end};
    return true;
  }

  /// Language documentation often counts its sentences in the tier at the top, and writes them in the one below.
  void choose_words() {
    for (std::size_t i = 0; i < tiers_.size(); ++i) {
      const ElanTier& tier = tiers_[i];
      if (tier.parent == kNoElan || !tier.association || tier.codes || tier.labels) continue;
      ElanTier& parent = tiers_[tier.parent];
      if (parent.parent == kNoElan && parent.labels && parent.words == kNoElan) parent.words = i;
    }
  }

  void find_roots() {
    std::vector<std::vector<std::size_t>> timed(tiers_.size());  // annotations of each tier at the top, by start
    for (std::size_t i = 0; i < annotations_.size(); ++i) {
      if (tiers_[annotations_[i].tier].parent != kNoElan) continue;
      annotations_[i].root = i;
      if (annotations_[i].time) timed[annotations_[i].tier].push_back(i);
    }
    for (auto& tier : timed) {
      std::stable_sort(tier.begin(), tier.end(), [&](std::size_t a, std::size_t b) {
        return annotations_[a].time->start < annotations_[b].time->start;
      });
    }
    for (std::size_t i = 0; i < annotations_.size(); ++i) {
      ElanAnnotation& annotation = annotations_[i];
      if (annotation.root == kNoElan && annotation.time) {
        annotation.root = holder_of(*annotation.time, timed[tiers_[annotation.tier].root], i);
      }
    }
    for (std::size_t i = 0; i < annotations_.size(); ++i) follow_references(i);
  }

  /// The annotation at the top during which `time` has its middle; or `own`.
  std::size_t holder_of(TimeRange time, const std::vector<std::size_t>& timed, std::size_t own) const {
    const Seconds middle = (time.start + time.end) / 2;
    const auto after = std::upper_bound(timed.begin(), timed.end(), middle, [&](Seconds at, std::size_t annotation) {
      return at < annotations_[annotation].time->start;
    });
    if (after == timed.begin() || annotations_[*std::prev(after)].time->end < middle) return own;
    return *std::prev(after);
  }

  /// An annotation that refers to none that is here, or to itself in the end, is its own root.
  void follow_references(std::size_t first) {
    std::vector<std::size_t> way;
    std::size_t at = first;
    while (annotations_[at].root == kNoElan) {
      annotations_[at].root = first;
      way.push_back(at);
      const auto next = by_id_.find(elan_attribute(annotations_[at].node, "ANNOTATION_REF"));
      if (next == by_id_.end() || annotations_[next->second].root == first) {
        context_.diagnostics.add("dangling_reference", "an annotation refers to none that is here and stands alone",
                                 document_.place(annotations_[at].node));
        annotations_[at].root = at;
        break;
      }
      at = next->second;
    }
    const std::size_t root = annotations_[at].root;
    for (const std::size_t annotation : way) annotations_[annotation].root = root;
  }

  /// Whether the annotation becomes a turn. A tier of codes speaks only where no other tier does.
  bool speaks(std::size_t i) const {
    const ElanTier& tier = tiers_[annotations_[i].tier];
    return tier.parent == kNoElan && annotations_[i].root == i && (!tier.codes || only_codes_);
  }

  void write() {
    only_codes_ = std::none_of(annotations_.begin(), annotations_.end(), [&](const ElanAnnotation& annotation) {
      const ElanTier& tier = tiers_[annotation.tier];
      return tier.parent == kNoElan && !tier.codes && !annotation.value.empty();
    });
    std::vector<std::size_t> tops, below;
    for (std::size_t i = 0; i < annotations_.size(); ++i) (annotations_[i].root == i ? tops : below).push_back(i);
    const auto start_of = [&](std::size_t i) {
      return annotations_[i].time ? annotations_[i].time->start : std::numeric_limits<Seconds>::infinity();
    };
    std::stable_sort(tops.begin(), tops.end(), [&](auto a, auto b) { return start_of(a) < start_of(b); });
    std::stable_sort(below.begin(), below.end(),
                     [&](auto a, auto b) { return annotations_[a].root < annotations_[b].root; });
    for (const std::size_t top : tops) {
      const auto root_of = [&](std::size_t i) { return annotations_[i].root; };
      const auto begin = std::lower_bound(below.begin(), below.end(), top,
                                          [&](std::size_t i, std::size_t value) { return root_of(i) < value; });
      auto end = begin;
      while (end != below.end() && root_of(*end) == top) ++end;
      write_group(top, {begin, end});
    }
  }

  /// An annotation at the top and what hangs below it.
  void write_group(std::size_t top, std::vector<std::size_t> below) {
    std::optional<std::int64_t> turn;
    const std::string speaker = speaker_of(tiers_[tiers_[annotations_[top].tier].root]);
    if (speaks(top)) {
      std::size_t said = top;
      const std::size_t words = tiers_[annotations_[top].tier].words;
      const auto found = words == kNoElan ? below.end() : std::find_if(below.begin(), below.end(), [&](std::size_t i) {
        return annotations_[i].tier == words && !annotations_[i].value.empty();
      });
      if (found != below.end()) {
        said = *found;
        below.erase(found);
        context_.keep();
      }
      const ElanAnnotation& annotation = annotations_[top];
      Turn made;
      made.speaker = speaker;
      made.text = annotations_[said].value;
      made.time = annotation.time;
      made.id =
          said == top || annotation.value.empty() ? elan_attribute(annotation.node, "ANNOTATION_ID") : annotation.value;
      turn = turns_.write(std::move(made), document_.place(annotation.node));
    } else {
      write_occurrence(top, speaker, std::nullopt);
    }
    for (const std::size_t i : below) write_occurrence(i, speaker, turn);
  }

  void write_occurrence(std::size_t i, const std::string& speaker, std::optional<std::int64_t> turn) {
    const ElanAnnotation& annotation = annotations_[i];
    if (annotation.value.empty()) {
      context_.skip("empty_annotation", "an annotation has no value and is left out", document_.place(annotation.node));
      return;
    }
    context_.keep();
    Occurrence occurrence;
    occurrence.type = kAnnotation;
    occurrence.subject = speaker;
    occurrence.time = annotation.time;
    occurrence.turn = turn;
    occurrence.attributes = {{"tier", std::string(elan_attribute(tiers_[annotation.tier].node, "TIER_ID"))},
                             {"value", std::string(annotation.value)}};
    turns_.occur(std::move(occurrence));
  }

  static std::string speaker_of(const ElanTier& tier) {
    const std::string_view participant = trim_elan(elan_attribute(tier.node, "PARTICIPANT"));
    return std::string(participant.empty() ? trim_elan(elan_attribute(tier.node, "TIER_ID")) : participant);
  }

  const ReadContext& context_;
  XmlDocument document_;
  ElanSlots slots_;
  TurnWriter turns_;
  std::string episode_;
  std::unordered_map<std::string_view, std::string_view> entries_;  ///< of controlled vocabularies, by their ids
  std::vector<ElanTier> tiers_;
  std::vector<ElanAnnotation> annotations_;
  std::unordered_map<std::string_view, std::size_t> by_id_;
  bool only_codes_ = false;
};

class ElanReader final : public Reader {
 public:
  double recognises(std::string_view head, std::string_view /*name*/) const override {
    return begins_with_element(head, kElanRoot) ? 0.95 : 0;
  }

  std::string_view example() const override {
    return R"(<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="" DATE="2024-05-01T10:00:00+02:00" FORMAT="3.0" VERSION="3.0">
  <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>
  <TIME_ORDER>
    <TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="500"/>
    <TIME_SLOT TIME_SLOT_ID="ts2" TIME_VALUE="1900"/>
  </TIME_ORDER>
  <TIER LINGUISTIC_TYPE_REF="utterance" PARTICIPANT="Ann" TIER_ID="A-speech">
    <ANNOTATION>
      <ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2">
        <ANNOTATION_VALUE>You are late.</ANNOTATION_VALUE>
      </ALIGNABLE_ANNOTATION>
    </ANNOTATION>
  </TIER>
</ANNOTATION_DOCUMENT>
)";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    ElanPass(lines, context, out).run();
  }
};

}  // namespace

void register_elan(Engine& engine) {
  engine.add<Reader>({.name = "elan",
                      .room = "io/formats",
                      .what = "ELAN annotations (.eaf): tiers as speakers, tiers below them as annotations",
                      .units = "turns; s of the recording",
                      .source = "EAF 2.7 to 3.0, Max Planck Institute for Psycholinguistics"},
                     [](const Engine&, const Options&) { return std::make_unique<ElanReader>(); });
}

}  // namespace affect::io
