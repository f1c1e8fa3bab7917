#include "affect/evaluate/card.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <set>

#include <fmt/core.h>
#include <toml++/toml.h>

#include "affect/error.h"
#include "affect/evaluate/system.h"
#include "core/nearest_name.h"

namespace affect::evaluate {
namespace {

constexpr std::string_view kFolder = "systems/";
constexpr std::string_view kSuffix = ".toml";
constexpr int kSystems = 119;

constexpr std::array<std::string_view, 4> kStatuses{"planned", "partial", "works", "reproduced"};

/// A table of a card: gives keys by type, and at the end complains about the ones that nobody asked for.
class Keys {
 public:
  Keys(const toml::table& table, const std::string& file) : table_(table), file_(file) {}

  std::string text(std::string_view key) {
    std::string value = optional_text(key);
    if (value.empty()) throw error(fmt::format("\"{}\" is missing or empty", key), table_.get(key));
    return value;
  }
  std::string optional_text(std::string_view key) {
    const toml::node* node = get(key);
    if (node == nullptr) return {};
    if (const auto value = node->value<std::string>()) return *value;
    throw error(fmt::format("\"{}\" is not a string", key), node);
  }
  double number(std::string_view key) {
    const toml::node* node = get(key);
    if (node == nullptr) throw error(fmt::format("\"{}\" is missing", key), nullptr);
    if (node->is_number()) return *node->value<double>();
    throw error(fmt::format("\"{}\" is not a number", key), node);
  }
  bool flag(std::string_view key) {
    const toml::node* node = get(key);
    if (node == nullptr) return false;
    if (node->is_boolean()) return *node->value<bool>();
    throw error(fmt::format("\"{}\" is not true or false", key), node);
  }
  std::vector<std::string> texts(std::string_view key) {
    std::vector<std::string> values;
    for (const toml::node& item : array(key)) {
      const auto value = item.value<std::string>();
      if (!value || value->empty()) throw error(fmt::format("\"{}\" holds more than texts", key), &item);
      values.push_back(*value);
    }
    return values;
  }
  std::vector<const toml::table*> tables(std::string_view key) {
    std::vector<const toml::table*> values;
    for (const toml::node& item : array(key)) {
      if (!item.is_table()) throw error(fmt::format("\"{}\" holds more than tables", key), &item);
      values.push_back(item.as_table());
    }
    return values;
  }
  void nothing_else() const {
    for (const auto& [key, node] : table_) {
      if (std::find(known_.begin(), known_.end(), key.str()) == known_.end()) {
        throw error(fmt::format("a card has no key \"{}\"", key.str()), &node, did_you_mean(key.str(), known_));
      }
    }
  }
  ConfigError error(std::string message, const toml::node* node, std::string hint = {}) const {
    const auto& begin = (node != nullptr ? node->source() : table_.source()).begin;
    return {std::move(message), {file_, begin.line, begin.column}, std::move(hint)};
  }
  const toml::node* node(std::string_view key) const { return table_.get(key); }

 private:
  const toml::node* get(std::string_view key) {
    known_.emplace_back(key);
    return table_.get(key);
  }
  const toml::array& array(std::string_view key) {
    static const toml::array kNone;
    const toml::node* node = get(key);
    if (node == nullptr) return kNone;
    if (node->is_array()) return *node->as_array();
    throw error(fmt::format("\"{}\" is not an array", key), node);
  }

  const toml::table& table_;
  const std::string& file_;
  std::vector<std::string> known_;
};

PublishedFigure published_figure(const toml::table& table, const std::string& file) {
  Keys keys(table, file);
  PublishedFigure figure;
  figure.name = keys.text("name");
  figure.value = keys.number("value");
  figure.unit = keys.optional_text("unit");
  figure.where = keys.text("where");
  figure.recalled = keys.flag("recalled");
  keys.nothing_else();
  return figure;
}

void check_status(const Card& card, const Keys& keys) {
  const bool planned = card.status == CardStatus::planned;
  if (planned && (!card.parts.empty() || !card.system.empty())) {
    throw keys.error("a planned card has neither \"parts\" nor \"system\"", keys.node("status"));
  }
  if (!planned && (card.parts.empty() || card.system.empty())) {
    throw keys.error(fmt::format("a card that {} names its \"parts\" and its \"system\"", to_string(card.status)),
                     keys.node("status"));
  }
}

void check_file_name(const Card& card, const Keys& keys, const std::string& file) {
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
  toml::table table;
  try {
    table = toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    const auto& begin = error.source().begin;
    throw ConfigError(std::string(error.description()), {file, begin.line, begin.column});
  }
  Keys keys(table, file);
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
  keys.nothing_else();
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
