#include "affect/options.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cstdint>

#include <fmt/format.h>

#include "affect/error.h"
#include "core/nearest_name.h"

namespace affect {
namespace {

template <class T>
std::optional<T> parse(const std::string& text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

void check(const OptionSpec& spec, const std::string& value) {
  const auto refuse = [&](const std::string& wanted) {
    throw ConfigError(fmt::format("option {} is '{}'", spec.name, value), {}, wanted);
  };
  switch (spec.type) {
    case OptionSpec::Type::number:
    case OptionSpec::Type::integer: {
      const bool whole = spec.type == OptionSpec::Type::integer;
      const auto number = whole ? std::optional<double>(parse<long long>(value)) : parse<double>(value);
      // NaN passes no comparison, so it is refused with the range.
      const bool fits =
          number && (!spec.low || *number >= *spec.low) && (!spec.high || *number <= *spec.high) && *number == *number;
      if (fits) return;
      std::string wanted = whole ? "a whole number" : "a number";
      if (spec.low) wanted += fmt::format(" >= {}", *spec.low);
      if (spec.high) wanted += fmt::format("{} <= {}", spec.low ? " and" : "", *spec.high);
      return refuse("give " + wanted);
    }
    case OptionSpec::Type::choice:
      if (std::find(spec.choices.begin(), spec.choices.end(), value) != spec.choices.end()) return;
      return refuse(fmt::format("one of: {}", fmt::join(spec.choices, ", ")));
    case OptionSpec::Type::flag:
      if (value == "true" || value == "false") return;
      return refuse("true or false");
    case OptionSpec::Type::text:
      return;
  }
}

}  // namespace

Options::Options(std::vector<OptionSpec> specs, const std::map<std::string, std::string>& given)
    : specs_(std::move(specs)) {
  for (const auto& spec : specs_) values_[spec.name] = spec.standard;
  for (const auto& [name, value] : given) {
    const auto spec =
        std::find_if(specs_.begin(), specs_.end(), [&, key = name](const OptionSpec& s) { return s.name == key; });
    if (spec == specs_.end()) {
      std::vector<std::string> names;
      for (const auto& s : specs_) names.push_back(s.name);
      throw ConfigError("no option is called " + name, {}, did_you_mean(name, names));
    }
    check(*spec, value);
    values_[name] = value;
  }
}

double Options::number(std::string_view name) const { return *parse<double>(text(name)); }
long long Options::integer(std::string_view name) const { return *parse<long long>(text(name)); }
bool Options::flag(std::string_view name) const { return text(name) == "true"; }

const std::string& Options::text(std::string_view name) const {
  const auto found = values_.find(name);
  assert(found != values_.end());
  return found->second;
}

std::map<std::string, std::string> Options::changed() const {
  std::map<std::string, std::string> changed;
  for (const auto& spec : specs_) {
    if (const auto& value = text(spec.name); value != spec.standard && spec.changes_result) changed[spec.name] = value;
  }
  return changed;
}

std::string Options::hash() const {
  std::uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a
  bool differs = false;
  for (const auto& spec : specs_) {
    const auto& value = text(spec.name);
    if (value == spec.standard || !spec.changes_result) continue;
    differs = true;
    for (const char c : spec.name + '=' + value + '\n') {
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    }
  }
  return differs ? fmt::format("{:08x}", static_cast<std::uint32_t>(hash ^ (hash >> 32))) : std::string();
}

}  // namespace affect
