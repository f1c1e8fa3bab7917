/// A settings file in TOML: options of every verb at its top, those of one verb in a table.
///
///   threads = 2
///   [track]
///   without = ["state_space"]
///
/// Only the file that the user names, or the one in the user's own folder, is read: one that lies where the program is
/// started may come with somebody else's data.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "affect/error.h"

namespace affect::cli {

/// A value as a file or the environment gives it.
struct SettingValue {
  enum class Kind { yes_or_no, one, list };
  Kind kind = Kind::one;
  std::vector<std::string> texts;  ///< one but of a list; "true" or "false" of yes_or_no
  Place place;                     ///< its line; of the environment the variable
};

struct SettingsFile {
  std::string path;                                                   ///< empty: there is none
  std::map<std::string, std::map<std::string, SettingValue>> tables;  ///< by verb, then by option; "" is the top
  std::map<std::string, Place> places;                                ///< of the tables
};

/// The file `named`, else AFFECT_CONFIG, else affect/config.toml in the user's folder of settings (XDG_CONFIG_HOME,
/// else
/// ~/.config); empty where no such folder is known.
std::string settings_path(const std::string& named);
/// The file of settings_path(); without a name and without a file there is nothing in it. Throws InputError (it is
/// named and not there, it is no TOML) and ConfigError (a value that is no text, number, true, false or list of texts).
SettingsFile read_settings_file(const std::string& named);

}  // namespace affect::cli
