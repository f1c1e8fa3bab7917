#include "cli/choices.h"

#include <CLI/App.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace affect::cli {
namespace {

/// A validator that refuses nothing carries them in its name: CLI11 has no other place for what we know of an option.
constexpr std::string_view kOffer = "offers:";

}  // namespace

CLI::Option* offer(CLI::Option* option, const std::vector<std::string>& words) {
  const auto accept_all = [](std::string& /*word*/) { return std::string(); };
  return option->check(CLI::Validator(accept_all, "", fmt::format("{}{}", kOffer, fmt::join(words, ","))));
}

std::vector<std::string> offered(CLI::Option& option) {
  for (int i = 0;; ++i) {
    const CLI::Validator* validator = nullptr;
    try {
      validator = option.get_validator(i);
    } catch (const CLI::OptionNotFound&) {
      return {};
    }
    const std::string name = validator->get_name();
    if (name.starts_with(kOffer)) return CLI::detail::split(name.substr(kOffer.size()), ',');
  }
}

}  // namespace affect::cli
