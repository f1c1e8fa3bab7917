#include "learn/nets/program.h"

int main(int count, char** arguments) { return affect::learn::nets::run_program(count, arguments); }
