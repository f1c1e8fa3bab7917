/// Mail addresses, links and handles in text: the part of find_private() that looks at words.
#pragma once
#include <string_view>
#include <vector>

#include "io/private_patterns.h"

namespace affect::io {

/// Appends them in order.
void find_addresses(std::string_view text, std::vector<PrivateSpan>& spans);

}  // namespace affect::io
