/// The stamp in front of a message of a WhatsApp export: "12/05/24, 18:30 - ", "[12.05.24, 18:30:01] ".
#pragma once
#include <optional>
#include <string_view>

#include "affect/clock.h"
#include "io/date_order.h"

namespace affect::io {

/// How a phone writes stamps: the same all over a file.
struct WhatsappShape {
  char end = ']';  ///< what stands behind: ] - or :
  char date_mark = '/', time_mark = ':';
  bool comma = false, seconds = false, twelve_hour = false;
  bool year_first = false;  ///< with four digits
  bool time_first = false;  ///< "18:30, 12/05/24", as in Vietnamese and where messages are copied in a browser

  bool operator==(const WhatsappShape&) const = default;
};

struct WhatsappStamp {
  WhatsappShape shape;
  NumericDate date;
  std::optional<Seconds> of_day;  ///< nothing for a time such as 25:61
  std::string_view rest;          ///< of the line
};

/// The stamp that `line` begins with, of any shape; directional marks before and in it are passed over.
std::optional<WhatsappStamp> take_whatsapp_stamp(std::string_view line);

}  // namespace affect::io
