/// What a WhatsApp message says, apart from what the app writes in place of words: "image omitted", "This message was
/// deleted".
#pragma once
#include <string>
#include <string_view>

namespace affect::io {

struct WhatsappContent {
  std::string text;        ///< without directional marks; empty where there is an event
  std::string_view event;  ///< "media", "deleted", "system", or empty
  bool sticker = false;
  bool poll = false;  ///< the text is a question and its answers
  bool edited = false;
};

/// `text` is a whole message as it stands in the file. `bracketed`: of an iPhone, which marks what it writes itself
/// with U+200E.
WhatsappContent whatsapp_content(std::string_view text, bool bracketed);

}  // namespace affect::io
