#include "affect/evaluate/card.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include <fmt/core.h>

#include "affect/error.h"
#include "affect/evaluate/system.h"
#include "core/nearest_name.h"
#include "io/toml_keys.h"

namespace affect::evaluate {
namespace {

constexpr std::string_view kFolder = "systems/";
constexpr std::string_view kSuffix = ".toml";
constexpr int kSystems = 119;

constexpr std::array<std::string_view, 4> kStatuses{"planned", "partial", "works", "reproduced"};

PublishedFigure published_figure(const toml::table& table, const std::string& file) {
  io::TomlKeys keys(table, file);
  PublishedFigure figure;
  figure.name = keys.text("name");
  figure.value = keys.number("value");
  figure.unit = keys.optional_text("unit");
  figure.where = keys.text("where");
  figure.recalled = keys.flag("recalled");
  keys.nothing_else("a card");
  return figure;
}

void check_status(const Card& card, const io::TomlKeys& keys) {
  const bool planned = card.status == CardStatus::planned;
  if (planned && (!card.parts.empty() || !card.system.empty())) {
    throw keys.error("a planned card has neither \"parts\" nor \"system\"", keys.node("status"));
  }
  if (!planned && (card.parts.empty() || card.system.empty())) {
    throw keys.error(fmt::format("a card that {} names its \"parts\" and its \"system\"", to_string(card.status)),
                     keys.node("status"));
  }
}

void check_file_name(const Card& card, const io::TomlKeys& keys, const std::string& file) {
  const std::string expected = fmt::format("{}-{}{}", card.id(), card.name, kSuffix);
  const std::string_view name = std::string_view(file).substr(file.find_last_of('/') + 1);
  if (name != expected) {
    throw keys.error(fmt::format("the number and name of this card belong into {}", expected), keys.node("number"));
  }
}

}  // namespace

std::string_view to_string(CardStatus status) { return kStatuses[static_cast<std::size_t>(status)]; }

std::optional<CardStatus> card_status(std::string_view name) {
  const auto found = std::find(kStatuses.begin(), kStatuses.end(), name);
  if (found == kStatuses.end()) return std::nullopt;
  return static_cast<CardStatus>(found - kStatuses.begin());
}

std::string Card::id() const { return number == 0 ? name : fmt::format("{:03}", number); }

Card read_card(std::string_view text, const std::string& file) {
  const toml::table table = io::parse_toml(text, file);
  io::TomlKeys keys(table, file);
  Card card;
  const double number = keys.number("number");
  card.number = static_cast<int>(number);
  if (card.number != number || card.number < 1 || card.number > kSystems) {
    throw keys.error(fmt::format("\"number\" is not one of 1 to {}", kSystems), keys.node("number"));
  }
  card.name = keys.text("name");
  card.title = keys.text("title");
  card.room = keys.text("room");
  card.contribution = keys.text("contribution");
  card.tasks = keys.texts("tasks");
  card.methods = keys.texts("methods");
  if (card.tasks.empty()) throw keys.error("\"tasks\" is missing or empty", keys.node("tasks"));
  if (card.methods.empty()) throw keys.error("\"methods\" is missing or empty", keys.node("methods"));
  card.system = keys.optional_text("system");
  card.parts = keys.texts("parts");
  card.data = keys.text("data");
  card.metric = keys.text("metric");
  card.protocol = keys.text("protocol");
  for (const toml::table* figure : keys.tables("published")) {
    card.published.push_back(published_figure(*figure, file));
  }
  card.differences = keys.texts("differences");
  const auto status = card_status(keys.text("status"));
  if (!status) {
    throw keys.error("\"status\" is not planned, partial, works or reproduced", keys.node("status"));
  }
  card.status = *status;
  keys.nothing_else("a card");
  check_status(card, keys);
  check_file_name(card, keys, file);
  return card;
}

std::vector<Card> read_cards(const Engine& engine) {
  std::vector<Card> cards;
  for (const std::string& name : engine.data_names(kFolder)) {
    if (name.ends_with(kSuffix)) cards.push_back(read_card(engine.data(name), name));
  }
  std::sort(cards.begin(), cards.end(), [](const Card& a, const Card& b) { return a.number < b.number; });
  const auto twice =
      std::adjacent_find(cards.begin(), cards.end(), [](const Card& a, const Card& b) { return a.number == b.number; });
  if (twice != cards.end()) {
    throw ConfigError(
        fmt::format("two cards have the number {}: {} and {}", twice->id(), twice->name, std::next(twice)->name));
  }
  return cards;
}

std::vector<Card> part_cards(const Engine& engine) {
  std::set<std::string> named;
  for (const Card& card : read_cards(engine)) named.insert(card.system);
  std::vector<Card> parts;
  for (const auto& system : engine.components<System>()) {
    const CatalogueEntry& entry = system.entry;
    if (named.contains(entry.name)) continue;
    Card part;
    part.name = entry.name;
    part.title = entry.what;
    part.room = entry.room;
    part.contribution = entry.source;
    part.system = entry.name;
    part.metric = entry.units;
    part.status = CardStatus::works;
    parts.push_back(std::move(part));
  }
  return parts;
}

Card find_card(const Engine& engine, std::string_view wanted) {
  int number = 0;
  const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
  const bool by_number = error == std::errc() && end == wanted.data() + wanted.size();
  std::vector<std::string> names;
  for (Card& card : read_cards(engine)) {
    if (by_number ? card.number == number : card.name == wanted) return std::move(card);
    names.push_back(card.name);
  }
  for (Card& part : part_cards(engine)) {
    if (part.name == wanted) return std::move(part);
    names.push_back(part.name);
  }
  if (by_number) {
    throw ConfigError(fmt::format("no system has the number {}", wanted), {}, "affect systems lists them");
  }
  throw ConfigError(fmt::format("no system is called {}", wanted), {}, did_you_mean(wanted, names));
}

}  // namespace affect::evaluate
