#include "affect/understand/corpus/cohort_comparison.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "affect/measure/multiple_testing.h"
#include "affect/understand/corpus/person_measure.h"
#include "affect/understand/trajectory/variability.h"
#include "understand/corpus/units.h"

namespace affect::understand::corpus {
namespace {

constexpr std::string_view kLinkHint =
    "--link FILE.csv: items that both have scored, a column each, named as here; or choose with --source, --language";

std::vector<std::string> parts_of(const std::string& path) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t end = path.find('/'); end != std::string::npos; begin = end + 1, end = path.find('/', begin)) {
    parts.push_back(path.substr(begin, end - begin));
  }
  return parts;
}

/// The folder of an episode below those that all episodes lie in; empty where it lies in none.
std::vector<std::string> folder_groups(const std::vector<std::vector<std::string>>& folders) {
  std::size_t shared = 0;
  const auto is_shared = [&](const std::vector<std::string>& folder) {
    return folder.size() > shared && folder[shared] == folders.front()[shared];
  };
  while (!folders.empty() && folders.front().size() > shared &&
         std::all_of(folders.begin(), folders.end(), is_shared)) {
    ++shared;
  }
  std::vector<std::string> groups;
  groups.reserve(folders.size());
  for (const auto& folder : folders) groups.push_back(folder.size() > shared ? folder[shared] : std::string());
  return groups;
}

bool is_of(const ScoreScale& scale, const std::string& name) {
  return name == scale.source || name == source_name(scale) || name == scale.instrument || name == scale.language ||
         name == scale.corpus;
}

}  // namespace

/// The values of two groups in one perspective, target and dimension.
struct CohortComparison::Pair {
  std::vector<const Value*> first, second;
};

CohortComparison::CohortComparison(CohortOptions options) : options_(std::move(options)) {
  if (options_.by == GroupBy::table && !options_.table->has_episodes()) options_.same_names = true;
  for (const std::string& measure : options_.measures) {
    const auto known = person_measures();
    if (std::find(known.begin(), known.end(), measure) == known.end()) {
      throw ConfigError(fmt::format("--measure {}: there is none", measure), {},
                        fmt::format("one of: {}", fmt::join(known, ", ")));
    }
    if (options_.link && scale_effect(measure) == ScaleEffect::not_linear) {
      throw ConfigError(fmt::format("--measure {}: a link does not carry it over", measure), {},
                        "with --link: mean, sd, rmssd, inertia");
    }
  }
  if (options_.same_names && options_.by == GroupBy::subject) {
    throw ConfigError("--same-names: with --by subject each name is a group, and episodes are what is compared");
  }
  // A link is of one dimension.
  if (options_.link && !options_.dimension) options_.dimension = Dimension::valence;
}

void CohortComparison::add(const PersonScores& scores) {
  if (options_.dimension && scores.dimension != *options_.dimension) return;
  if (!is_chosen(scores.scale, options_.source, options_.language)) return;
  Value value{
      scores.episode, scores.subject, scores.target, scores.perspective, scores.dimension, scores.scale, {}, {}};
  for (const std::string& measure : options_.measures) {
    value.measures.push_back(scores.series.size() < options_.fewest_scores ? std::nullopt
                                                                           : person_measure(scores.series, measure));
  }
  values_.push_back(std::move(value));
}

std::vector<CohortComparison::Value> CohortComparison::grouped() const {
  std::vector<Value> values = values_;
  if (options_.by == GroupBy::folder) {
    std::vector<std::vector<std::string>> folders;
    folders.reserve(values.size());
    for (const Value& value : values) folders.push_back(parts_of(value.episode));
    const auto groups = folder_groups(folders);
    for (std::size_t i = 0; i < values.size(); ++i) values[i].group = groups[i];
  }
  for (Value& value : values) {
    if (options_.by == GroupBy::subject) value.group = value.subject;
    if (options_.by == GroupBy::table) {
      value.group = options_.table->group(value.episode, value.subject).value_or(std::string());
    }
  }
  std::erase_if(values, [](const Value& value) { return value.group.empty(); });
  return values;
}

std::vector<CohortDifference> CohortComparison::differences() const {
  if (values_.empty()) {
    const bool chosen = options_.dimension || !options_.source.empty() || !options_.language.empty();
    throw InputError(chosen ? "--dimension, --source and --language leave no score" : "nothing here has a score", {},
                     chosen ? "affect track FILE shows what there is" : "affect track FILE shows why");
  }
  const std::vector<Value> values = grouped();
  std::set<std::string> groups;
  for (const Value& value : values) groups.insert(value.group);
  if (groups.size() < 2) {
    throw InputError(groups.empty() ? "nobody is in a group" : fmt::format("one group alone: {}", *groups.begin()), {},
                     options_.by == GroupBy::table
                         ? "--groups needs the names as they stand here: --redact takes them away before"
                         : "a folder a group, --by subject, or --groups FILE.csv with columns subject, group; --redact "
                           "takes folders away before");
  }
  if (groups.size() > kMostGroups) {
    throw InputError(fmt::format("{} groups; {} is the most", groups.size(), kMostGroups), {},
                     "--groups FILE.csv with columns subject, group puts people together");
  }
  std::vector<CohortDifference> all;
  for (auto first = groups.begin(); first != groups.end(); ++first) {
    for (auto second = std::next(first); second != groups.end(); ++second) compare(*first, *second, values, all);
  }
  std::vector<double> p;
  for (const CohortDifference& row : all) {
    if (row.found.status == Status::given) p.push_back(row.found.p);
  }
  const auto adjusted = measure::holm(p);
  std::size_t next = 0;
  for (CohortDifference& row : all) {
    if (row.found.status == Status::given) row.p_holm = adjusted[next++];
  }
  return all;
}

void CohortComparison::compare(const std::string& first, const std::string& second, const std::vector<Value>& values,
                               std::vector<CohortDifference>& out) const {
  using Lane = std::tuple<Perspective, std::string, Dimension, std::string>;  // the last is the source
  std::map<Lane, Pair> by_source, any_source;
  for (const Value& value : values) {
    for (auto* const lanes : {&by_source, &any_source}) {
      const Lane lane{value.perspective, value.target, value.dimension,
                      lanes == &by_source ? value.scale.source : std::string()};
      if (value.group == first) (*lanes)[lane].first.push_back(&value);
      if (value.group == second) (*lanes)[lane].second.push_back(&value);
    }
  }
  const auto is_one_sided = [](const auto& lane) { return lane.second.first.empty() || lane.second.second.empty(); };
  std::erase_if(by_source, is_one_sided);
  std::erase_if(any_source, is_one_sided);
  for (const auto& [lane, pair] : by_source.empty() ? any_source : by_source) {
    for (std::size_t measure = 0; measure < options_.measures.size(); ++measure) {
      out.push_back(difference(pair, measure));
    }
  }
}

const Link* CohortComparison::link_of(const Pair& pair, bool& is_first) const {
  const auto inside = [](const std::vector<const Value*>& values) {
    const auto odd = std::find_if(values.begin(), values.end(), [&](const Value* value) {
      return !are_comparable(value->scale, values.front()->scale);
    });
    return odd == values.end() ? nullptr : *odd;
  };
  const Value &first = *pair.first.front(), &second = *pair.second.front();
  for (const auto& [group, odd] : {std::pair(&first, inside(pair.first)), std::pair(&second, inside(pair.second))}) {
    if (odd == nullptr) continue;
    throw InputError(fmt::format("levels of one group cannot be compared: {} has {} and {}", group->group,
                                 to_string(group->scale), to_string(odd->scale)),
                     {}, std::string(kLinkHint));
  }
  if (are_comparable(first.scale, second.scale)) return nullptr;
  const std::string apart = fmt::format("levels cannot be compared: {} has {}; {} has {}", first.group,
                                        to_string(first.scale), second.group, to_string(second.scale));
  if (!options_.link) throw InputError(apart, {}, std::string(kLinkHint));
  const auto& [from, to, link] = *options_.link;
  const auto goes = [&, &f = from, &t = to](const Value& a, const Value& b) {
    return is_of(a.scale, f) && !is_of(b.scale, f) && is_of(b.scale, t) && !is_of(a.scale, t);
  };
  is_first = goes(first, second);
  if (is_first || goes(second, first)) return &link;
  throw InputError(fmt::format("{}; the link goes from {} to {}", apart, from, to), {}, std::string(kLinkHint));
}

CohortDifference CohortComparison::difference(const Pair& pair, std::size_t measure) const {
  const Value &one = *pair.first.front(), &other = *pair.second.front();
  bool is_first = false;
  const Link* const link = link_of(pair, is_first);
  CohortDifference row{one.perspective,
                       one.target,
                       one.dimension,
                       options_.measures[measure],
                       {},
                       one.group,
                       other.group,
                       0,
                       0,
                       0,
                       link != nullptr,
                       {},
                       {}};
  row.source = (link != nullptr && is_first ? other : one).scale.source;
  const ScaleEffect effect = scale_effect(row.measure);
  Units units;
  const auto person_of = [&](const Value& value) {
    return options_.same_names ? "person:" + value.subject : "person:" + value.subject + "\n" + value.episode;
  };
  std::vector<GroupedValue> values;
  std::vector<std::string> names;
  std::vector<double> linked;
  std::set<std::string> people[2];
  for (const bool in_second : {false, true}) {
    for (const Value* value : in_second ? pair.second : pair.first) {
      auto number = value->measures[measure];
      if (!number) {
        ++row.without_value;
        continue;
      }
      if (link != nullptr && in_second != is_first && effect != ScaleEffect::none) {
        linked.push_back(*number);
        number = effect == ScaleEffect::level ? link->at(*number) : link->slope * *number;
      }
      units.join("episode:" + value->episode, person_of(*value));
      values.push_back({*number, 0, in_second});
      names.push_back(person_of(*value));
      people[in_second ? 1 : 0].insert(person_of(*value));
    }
  }
  for (std::size_t i = 0; i < values.size(); ++i) values[i].unit = units.unit(names[i]);
  row.people_first = people[0].size();
  row.people_second = people[1].size();
  GroupDifferenceOptions options = options_.difference;
  if (!linked.empty()) {
    const double level = trajectory::mean(linked);
    options.known_variance =
        effect == ScaleEffect::level ? link->variance_at(level) : level * level * link->slope_variance();
  }
  row.found = group_difference(values, options);
  return row;
}

}  // namespace affect::understand::corpus
