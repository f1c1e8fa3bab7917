/// The program affect-learn: one recipe, run; `affect learn` starts it and gives it its words.
#pragma once

namespace affect::learn::nets {

/// 0 done; 1 a failure; 2 bad input or command line; 130 interrupted: the same command goes on.
int run_program(int count, char** arguments);

}  // namespace affect::learn::nets
