/// What the app itself writes into a chat, between people's messages: "Anna changed the group description to: ...".
#pragma once
#include <string_view>

namespace affect::io {

/// Whether what stands before a colon is the beginning of such a notice, and no name; in the languages of the app.
bool is_whatsapp_notice(std::string_view before_colon);

}  // namespace affect::io
