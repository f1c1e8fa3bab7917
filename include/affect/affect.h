/// Everything that is built, in one engine.
///
///   affect::Engine engine;
///   affect::register_all(engine);
///
/// Link affect::cli, the room above all others. Thread-safety: one engine, one thread while registering.
#pragma once
#include "affect/engine.h"

namespace affect {

/// Registers the components of every room, from the ground up. The list is generated from the rooms of the build.
void register_all(Engine& engine);

}  // namespace affect
