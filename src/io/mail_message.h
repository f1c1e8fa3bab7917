/// One mail (RFC 5322, MIME), parsed with GMime; the only place that knows it.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "affect/clock.h"

namespace affect::io {

struct MailMessage {
  std::string id;        ///< without < >
  std::string reply_to;  ///< In-Reply-To, else the last of References
  std::string subject;
  std::string name, address;    ///< of the first sender; valid UTF-8, maybe empty
  std::optional<Seconds> date;  ///< UTC
  std::string zone;             ///< of the date: "+02:00", "UTC", or empty
  std::string text;             ///< its plain text, or its HTML made plain, as valid UTF-8 with LF
  bool has_attachment = false;
  bool is_mended = false;  ///< its bytes were not of the character set that it names
};

/// Whatever the bytes are, there is a message in them. Thread-safe.
MailMessage parse_mail(std::string_view bytes);

}  // namespace affect::io
