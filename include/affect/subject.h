/// Whose affect it is. Listeners, viewers and readers feel without speaking.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace affect {

struct Subject {
  enum class Type { person, character, agent, animal, audience, group };

  std::string name;  ///< unique in the episode, as in the file; never empty
  Type type = Type::person;
  std::string profile;  ///< JSON object text, or empty

  std::optional<std::string> violation() const;
  bool operator==(const Subject&) const = default;
};

std::string_view to_string(Subject::Type type);
std::optional<Subject::Type> subject_type(std::string_view name);

/// The subject of media, system and diary text that names nobody.
inline constexpr std::string_view kAuthor = "author";

}  // namespace affect
