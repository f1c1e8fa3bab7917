/// Reads as io::read_path() does, and says how many bytes of the input were read.
#pragma once
#include <functional>
#include <string>

#include "affect/io/reader.h"

namespace affect::cli {

/// `read` is told of bytes, unpacked, whenever some were read; what a folder shows twice, to be recognised, counts
/// once.
void read_counted(const Engine& engine, const std::string& path, const io::ReadContext& context, RecordSink& out,
                  const std::function<void(std::size_t)>& read);

}  // namespace affect::cli
