/// Where the weights lie that come with the program.
#pragma once
#include <string>
#include <string_view>

namespace affect::model {

/// The path of a file of models/: below AFFECT_MODELS, else where this program lies (bin/../share/affect/models), else
/// beside the sources that it was built from, else where it was installed. Throws ModelError, which says what to do,
/// where there is none. Thread-safety: pure.
std::string model_path(std::string_view file);

}  // namespace affect::model
