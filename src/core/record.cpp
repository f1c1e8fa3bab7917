#include "affect/record.h"

namespace affect {
namespace {

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;  // clang 14 does not deduce it for aggregates

}  // namespace

std::string_view kind(const Record& record) {
  return std::visit(Overloaded{
                        [](const EpisodeInfo&) -> std::string_view { return "episode"; },
                        [](const Subject&) -> std::string_view { return "subject"; },
                        [](const Media&) -> std::string_view { return "media"; },
                        [](const Configuration&) -> std::string_view { return "configuration"; },
                        [](const Turn&) -> std::string_view { return "turn"; },
                        [](const Series&) -> std::string_view { return "series"; },
                        [](const Track&) -> std::string_view { return "track"; },
                        [](const Occurrence&) -> std::string_view { return "occurrence"; },
                        [](const Finding&) -> std::string_view { return "finding"; },
                        [](const Relation&) -> std::string_view { return "relation"; },
                        [](const Assessment&) -> std::string_view { return "assessment"; },
                        [](const Final&) -> std::string_view { return "final"; },
                        [](const End&) -> std::string_view { return "end"; },
                        [](const OtherRecord& other) -> std::string_view { return other.kind; },
                    },
                    record.body);
}

std::optional<std::string> Configuration::violation() const {
  if (source.name.empty()) return "configuration has no source";
  return std::nullopt;
}

std::optional<std::string> violation(const Record& record) {
  if (record.episode.empty()) return "record has no episode id";
  return std::visit(Overloaded{
                        [](const EpisodeInfo& info) { return info.clock.violation(); },
                        [](const Final& last) -> std::optional<std::string> {
                          if (last.turn && *last.turn < 0) return "turn is negative";
                          return std::nullopt;
                        },
                        [](const End&) -> std::optional<std::string> { return std::nullopt; },
                        [](const OtherRecord& other) -> std::optional<std::string> {
                          if (other.kind.empty()) return "record has no kind";
                          return std::nullopt;
                        },
                        [](const auto& body) { return body.violation(); },
                    },
                    record.body);
}

}  // namespace affect
