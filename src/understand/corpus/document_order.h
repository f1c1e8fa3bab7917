/// Orders of documents by chance, blocks of neighbours kept together.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "affect/rng.h"

namespace affect::understand::corpus {

std::vector<std::size_t> as_they_are(std::size_t documents);
/// Blocks from a place by chance (the stream taken as a ring) in an order by chance; of one document: any order.
std::vector<std::size_t> shuffled_blocks(std::size_t documents, std::size_t block, Rng& rng);
/// Why a test by orders cannot be: empty where it can.
std::string too_few_to_order(std::size_t documents, std::size_t window, std::size_t block);

}  // namespace affect::understand::corpus
