/// What a sender newly wrote, without what a mail quotes and without a signature.
#pragma once
#include <string>
#include <string_view>

namespace affect::io {

struct OwnText {
  std::string text;  ///< own lines, at most one blank line between them
  bool has_quote = false;
  bool has_signature = false;
};

/// Cut off are lines that begin with ">", the line that introduces them ("On ... wrote:", "Am ... schrieb ...:", "Le
/// ... a écrit :"), everything below "-----Original Message-----" or a block of From, Sent, To and Subject, and
/// everything below "-- " or a mailing list's footer, and a last line such as "Sent from my iPhone". What the sender
/// wrote below or between quotes stays.
OwnText own_text(std::string_view text);

}  // namespace affect::io
