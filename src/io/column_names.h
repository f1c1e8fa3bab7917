/// What the columns of tables and the keys of messages are called, and which of ours they are.
#pragma once
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace affect::io {

enum class Column : std::size_t { text, speaker, time, date, end, episode, id, reply_to };
inline constexpr std::array kColumns{Column::text, Column::speaker, Column::time, Column::date,
                                     Column::end,  Column::episode, Column::id,   Column::reply_to};

/// A value for each column.
template <class Value>
class PerColumn {
 public:
  Value& operator[](Column column) { return values_[static_cast<std::size_t>(column)]; }
  const Value& operator[](Column column) const { return values_[static_cast<std::size_t>(column)]; }
  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }

 private:
  std::array<Value, kColumns.size()> values_{};
};

/// Our name, as in --map.
std::string_view to_string(Column column);
/// Which of `names` (lower case) is that column, by what files call it: the surest first.
std::optional<std::size_t> find_column(const std::vector<std::string>& names, Column column);
/// Throws ConfigError for a mapping of a name that is none of ours. Where messages lie in a JSON text has a name, too.
void check_columns(const std::map<std::string, std::string>& columns, bool is_json);

}  // namespace affect::io
