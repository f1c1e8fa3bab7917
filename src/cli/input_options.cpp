#include "cli/input_options.h"

#include <CLI/App.hpp>
#include <fmt/format.h>

#include "cli/choices.h"
#include "io/encodings.h"
#include "io/mapping.h"
#include "io/zones.h"

namespace affect::cli {
namespace {

io::DateOrder date_order_of(const std::string& name) {
  if (name.empty()) return io::DateOrder::unknown;
  if (name == "dmy") return io::DateOrder::day_month_year;
  if (name == "mdy") return io::DateOrder::month_day_year;
  if (name == "ymd") return io::DateOrder::year_month_day;
  throw ConfigError(fmt::format("--date-order {}: is no order of a date", name), {},
                    "dmy is 31/12/24, mdy is 12/31/24, ymd is 24/12/31");
}

}  // namespace

std::pair<std::string, std::string> halves(const std::string& text, const std::string& option,
                                           const std::string& form) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
    throw ConfigError(fmt::format("{} {}: is not of the form {}", option, text, form));
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

void InputOptions::declare(CLI::App& app) {
  if (!format_.empty()) return;
  app.add_option("--format", format_, "reader to use instead of the one found (affect formats)")->type_name("NAME");
  app.add_option("--map", maps_, "a column of a table, by name or number: speaker=from, text=#3")
      ->type_name("OURS=THEIRS")
      ->allow_extra_args(false);
  app.add_option("--mapping", mapping_, "a TOML file of such lines: text = \"body\"")->type_name("FILE");
  app.add_option("--subject", subject_, "whose signal, diary or table without speakers it is")->type_name("NAME");
  app.add_option("--zone", zone_, "where times without a zone were written: Europe/Berlin")->type_name("NAME");
  offer(
      app.add_option("--date-order", date_order_, "what 5/4/24 means: dmy, mdy or ymd; else found over the whole file")
          ->type_name("ORDER"),
      {"dmy", "mdy", "ymd"});
  app.add_option("--encoding", encoding_, "what text is written in, instead of what is found: windows-1252")
      ->type_name("NAME");
}

void InputOptions::prepare() {
  if (!zone_.empty()) io::check_zone(zone_);
  date_order_of(date_order_);
  if (!encoding_.empty()) io::Decoder known(encoding_);
  columns_.clear();
  for (const std::string& map : maps_) columns_.insert(halves(map, "--map", "OURS=THEIRS"));
  if (!mapping_.empty()) columns_.merge(io::read_mapping(mapping_));
}

io::ReadContext InputOptions::context(Diagnostics& diagnostics) const {
  io::ReadContext context{.diagnostics = diagnostics};
  context.format = format_;
  context.columns = columns_;
  context.subject = subject_;
  context.zone = zone_;
  context.date_order = date_order_of(date_order_);
  context.encoding = encoding_;
  return context;
}

}  // namespace affect::cli
