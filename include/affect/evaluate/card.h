/// One card a published system: what it contributes, what we compose for it, what must be shown, and how far
/// we are.
///
///   for (const Card& card : read_cards(engine)) ...
///   const Card card = find_card(engine, "021");   // or its name: "emotionlines"
///
/// Cards lie in systems/NNN-name.toml and are compiled in. Figures of ours stand in no card: they come from
/// results/NNN.json alone (affect/evaluate/results.h). docs/evaluate.md describes the keys.
///
/// Thread-safety: free functions on const data.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "affect/engine.h"

namespace affect::evaluate {

/// planned: nothing yet. partial: part of the method, or other data. works: the whole contribution on real
/// data of its kind, measured. reproduced: the paper's own data and protocol, figure beside figure.
enum class CardStatus { planned, partial, works, reproduced };
std::string_view to_string(CardStatus status);
std::optional<CardStatus> card_status(std::string_view name);

/// A figure that the authors published.
struct PublishedFigure {
  std::string name;  ///< as in the paper: "weighted accuracy, CNN"
  double value = 0;
  std::string unit;       ///< "%", or empty
  std::string where;      ///< where it was read: "abstract", "table 4"
  bool recalled = false;  ///< from memory, not yet read: never cite it
};

struct Card {
  int number = 0;                    ///< 1 .. 119; 0: a part that is measured by itself
  std::string name;                  ///< of the file: "emotionlines" in 021-emotionlines.toml
  std::string title;                 ///< of the paper
  std::string room;                  ///< "understand/trajectory"
  std::string contribution;          ///< one line
  std::vector<std::string> tasks;    ///< what it does, by names of data/systems_map.toml
  std::vector<std::string> methods;  ///< how, by names of data/systems_map.toml
  std::string system;                ///< the registered System that runs it; empty where status is planned
  std::vector<std::string> parts;    ///< components that it composes; empty where status is planned
  std::string data;
  std::string metric;
  std::string protocol;  ///< what must be shown
  std::vector<PublishedFigure> published;
  std::vector<std::string> differences;  ///< what remains between ours and theirs
  CardStatus status = CardStatus::planned;

  std::string id() const;  ///< three digits: "021"; the name of a part
};

/// One card. Throws ConfigError with file and line: not TOML, an unknown key, a missing one, one of a wrong
/// type or value, a number or name that is not the file's, a planned card with parts or another without a
/// system.
Card read_card(std::string_view toml, const std::string& file);

/// All cards by number. Throws ConfigError as read_card, and where two have one number.
std::vector<Card> read_cards(const Engine& engine);

/// Registered systems that no card names, as cards: parts of the engine that are measured by themselves.
std::vector<Card> part_cards(const Engine& engine);

/// By number ("21", "021") or name, also of a part. Throws ConfigError where there is none, with the nearest name as a
/// hint.
Card find_card(const Engine& engine, std::string_view number_or_name);

}  // namespace affect::evaluate
