/// Tiers of ELAN as ratings of moments.
#pragma once
#include "affect/io/rating_table.h"

namespace affect::io {

RatingTable read_elan_ratings(const Engine& engine, const std::string& path, const RatingColumns& columns);

}  // namespace affect::io
