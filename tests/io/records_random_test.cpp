// Property: what is written reads back as it was, for random records of every kind.
#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "affect/rng.h"
#include "io/records_support.h"

namespace affect {
namespace {

/// Makes records whose every field is there or not by chance.
class RandomRecords {
 public:
  explicit RandomRecords(std::uint64_t seed) : rng_(seed) {}

  Record next() {
    Record record;
    record.episode = name();
    switch (rng_.below(14)) {
      case 0:
        record.body = EpisodeInfo{clock(), text(), maybe() ? "en" : ""};
        break;
      case 1:
        record.body = Subject{name(), pick<Subject::Type>(6), maybe() ? R"({"a":[1,{}],"b":"x"})" : ""};
        break;
      case 2:
        record.body = Media{name(), text(), text(), text(), text()};
        break;
      case 3:
        record.body = turn();
        break;
      case 4:
        record.body = series();
        break;
      case 5:
        record.body = track();
        break;
      case 6:
        record.body = occurrence();
        break;
      case 7:
        record.body = finding();
        break;
      case 8:
        record.body = Relation{name(), name(), name(), value(-1e300, 1e300)};
        break;
      case 9:
        record.body = assessment();
        break;
      case 10:
        record.body = Final{source(), row(), value(-1e9, 1e9)};
        break;
      case 11:
        record.body = End{};
        break;
      case 12:
        record.body = Configuration{source(), {{text(), text()}, {name(), text()}}};
        break;
      default:
        record.body = OtherRecord{"new_" + std::to_string(rng_.below(9))};
    }
    record.extra = extra();
    return record;
  }

  Clock clock() {
    Clock clock;
    clock.type = pick<Clock::Type>(3);
    clock.extra = extra();
    if (clock.type != Clock::Type::calendar) return clock;
    clock.start = value(-1e10, 1e10);
    clock.zone = maybe() ? "Europe/Berlin" : "";
    clock.precision = pick<Clock::Precision>(4);
    return clock;
  }

 private:
  bool maybe() { return rng_.below(2) == 0; }
  template <class Enum>
  Enum pick(std::size_t count) {
    return static_cast<Enum>(rng_.below(count));
  }
  template <class T>
  std::optional<T> maybe(T thing) {
    return maybe() ? std::optional<T>(std::move(thing)) : std::nullopt;
  }

  std::string name() { return text() + "n"; }
  std::string text() {
    constexpr std::array kPieces{"a", "Zoë ", "\"",         "\\",   "\n",     "\x01",
                                 "😀", "/",    "0123456789", "\x7f", "{[,:]}", "日本"};
    std::string result;
    for (std::size_t i = rng_.below(8); i > 0; --i) result += kPieces[rng_.below(kPieces.size())];
    return result;
  }
  std::string extra() { return rng_.below(4) == 0 ? R"("x_1":[1.50,null,{"k":"\u00e9"}],"x_2":-0)" : ""; }
  double number(double low, double high) {
    const double value = low + rng_.uniform() * (high - low);
    switch (rng_.below(4)) {
      case 0:
        return std::clamp(std::round(value), low, high);
      case 1:
        return std::clamp(std::round(value * 1e4) / 1e4, low, high);
      case 2:
        return value * 1e-9 >= low ? value * 1e-9 : value;
      default:
        return value;
    }
  }
  std::optional<double> value(double low, double high) { return maybe(number(low, high)); }
  std::optional<std::int64_t> row() { return maybe(static_cast<std::int64_t>(rng_() >> 2)); }
  Source source() {
    Source source{"source" + std::to_string(rng_.below(9)), maybe() ? "1" : "", ""};
    if (!source.version.empty() && maybe()) source.config = "5f3a";
    return source;
  }
  TimeRange range() {
    const double start = number(-1e9, 1e9);
    return {start, maybe() ? start : start + number(0, 1e4)};
  }
  Status status() { return pick<Status>(6); }

  Turn turn() {
    Turn turn{static_cast<std::int64_t>(rng_() >> 2), text(), text(), "", maybe(range()), text(), text()};
    if (maybe()) turn.text.clear(), turn.event = "media";
    return turn;
  }
  Series series() {
    Series series{name(), text(), text(), 0, 0, {}, {}};
    const auto size = rng_.below(5);
    if (maybe()) {
      series.rate_hz = 0.25 + rng_.uniform() * 64;
      series.start = number(-1e9, 1e9);
    } else {
      for (std::size_t i = 0; i < size; ++i) series.times.push_back(static_cast<double>(i) * 1.5);
    }
    for (int i = 0; i < 2; ++i) {
      Channel channel{"c" + std::to_string(i), maybe() ? "uS" : "", {}, extra()};
      for (std::size_t k = 0; k < size; ++k) channel.values.push_back(value(-1e6, 1e6).value_or(Track::kAbsent));
      series.channels.push_back(std::move(channel));
    }
    return series;
  }
  AffectState state(const Track& track) {
    AffectState state;
    state.valence = value(-1, 1);
    state.arousal = value(-1, 1);
    state.dominance = value(-1, 1);
    state.positive = value(0, 1);
    state.negative = value(0, 1);
    for (std::size_t i = 0; i < 3; ++i) {
      state.standard_error[i] = value(0, 2);
      state.rater_sd[i] = value(0, 2);
      state.correlation[i] = value(-1, 1);
    }
    if (track.label_kind == LabelKind::open) {
      for (std::size_t i = rng_.below(3); i > 0; --i) state.labels.push_back({name(), number(0, 1), value(0, 1)});
    } else if (maybe()) {
      for (const auto& label : track.labels) state.labels.push_back({label, number(0, 1), value(0, 1)});
    }
    state.status = maybe() ? Status::given : status();
    return state;
  }
  Track track() {
    Track track;
    track.key = {text(), pick<Perspective>(5), text(), source(), text()};
    if (maybe()) track.scale = {text(), value(-1, 1), value(0, 1), extra()};
    track.label_kind = pick<LabelKind>(3);
    if (track.label_kind != LabelKind::open && maybe()) track.labels = {"joy", "fear", "a \"b\""};
    track.label_extra = extra();
    const bool by_turn = maybe();
    const bool timed = !by_turn || maybe();
    double time = number(-1e9, 1e9);
    for (std::size_t i = 0, rows = rng_.below(6); i < rows; ++i) {
      time += static_cast<double>(rng_.below(100)) / 4;
      std::vector<WordWeight> words;
      for (std::size_t k = maybe() ? rng_.below(3) : 0; k > 0; --k)
        words.push_back({"glad", {k, k + 4}, number(-1, 1)});
      const auto turn = by_turn ? static_cast<std::int64_t>(i * 2) : Track::kNoTurn;
      const auto range = timed && (!by_turn || maybe()) ? std::optional(TimeRange{time, time + 1}) : std::nullopt;
      track.append(turn, range, state(track), words);
    }
    return track;
  }
  Occurrence occurrence() {
    Occurrence occurrence{name(), text(), maybe(range()), row(), {}};
    for (std::size_t i = rng_.below(4); i > 0; --i) occurrence.attributes[text()] = text();
    return occurrence;
  }
  std::vector<Evidence> evidence() {
    std::vector<Evidence> all;
    for (std::size_t i = rng_.below(3); i > 0; --i) all.push_back({row(), maybe(range()), {text(), text()}, extra()});
    return all;
  }
  Finding finding() {
    Finding finding;
    finding.type = name();
    finding.subject = text();
    finding.partner = text();
    finding.perspective = maybe(pick<Perspective>(5));
    finding.target = text();
    finding.source = source();
    if (maybe()) finding.input = source();
    finding.column = text();
    finding.measure = text();
    finding.value = value(-1e300, 1e300);
    finding.low = value(-9, 0);
    finding.high = value(0, 9);
    finding.unit = text();
    finding.method = text();
    finding.turn = row();
    finding.time = value(-1e9, 1e9);
    finding.direction = maybe(pick<Direction>(2));
    finding.before = value(-1, 1);
    finding.after = value(-1, 1);
    finding.size_sd = value(-9, 9);
    finding.p = value(0, 1);
    finding.confidence = value(0, 1);
    finding.grade = maybe(pick<Grade>(2));
    finding.evidence = evidence();
    finding.status = status();
    if (finding.status != Status::given) finding.reason = text();
    return finding;
  }
  Assessment assessment() {
    Assessment assessment;
    assessment.instrument = name();
    assessment.subject = name();
    assessment.source = source();
    for (std::size_t i = rng_.below(3); i > 0; --i) {
      assessment.items.push_back({name(), value(0, 3), evidence(), extra()});
    }
    assessment.score = value(4, 5);
    assessment.low = value(0, 4);
    assessment.high = value(5, 9);
    assessment.status = status();
    if (assessment.status != Status::given) assessment.reason = text();
    return assessment;
  }

  Rng rng_;
};

TEST(RecordsRandom, WhatIsWrittenReadsBackOnEveryClock) {
  RandomRecords random(20240501);
  std::array<int, std::variant_size_v<RecordBody>> kinds{};
  for (int i = 0; i < 20'000; ++i) {
    const Record record = random.next();
    const auto* info = std::get_if<EpisodeInfo>(&record.body);
    const Clock clock = info != nullptr ? info->clock : random.clock();
    ASSERT_EQ(violation(record), std::nullopt) << i;
    const auto line = test::write(record, clock);
    const auto back = test::parse(line);
    ASSERT_EQ(back.size(), 1u) << line;
    ASSERT_TRUE(back[0] == record) << i << ": " << line << "\nagain: " << test::write(back[0], clock);
    ASSERT_EQ(test::write(back[0], clock), line) << i;
    ++kinds[record.body.index()];
  }
  for (const int count : kinds) EXPECT_GT(count, 1000);
}

TEST(RecordsRandom, ACutLineIsNeverARecord) {
  RandomRecords random(7);
  for (int i = 0; i < 300; ++i) {
    const auto line = test::write(random.next());
    for (std::size_t size = 0; size < line.size(); size += 1 + line.size() / 50) {
      ASSERT_THROW(test::parse(std::string_view(line).substr(0, size)), InputError) << line.substr(0, size);
    }
  }
}

}  // namespace
}  // namespace affect
