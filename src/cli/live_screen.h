/// --live on a terminal: the picture is drawn over itself while records come, at most ten times a second, and when the
/// terminal changes its size. An interrupt leaves a whole picture.
///
/// Thread-safety: none; a thread of its own draws and takes the signals that end the program.
#pragma once
#include <memory>

#include "cli/verb.h"
#include "cli/writer.h"

namespace affect::cli {

/// Standard output is a terminal whose cursor moves.
std::unique_ptr<Writer> make_live_screen(Colour colour);

}  // namespace affect::cli
