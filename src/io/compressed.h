/// Unpacks gzip and zstd as the bytes come.
#pragma once
#include <cstdint>
#include <memory>

#include "affect/io/source.h"

namespace affect::io {

/// What `source` holds, unpacked where its first bytes are those of gzip or zstd, one level only. read() throws
/// InputError after all that came before: the stream is cut, damaged, or swells beyond measure.
std::unique_ptr<ByteSource> unpack(std::unique_ptr<ByteSource> source);

/// Whether what came out of `packed` bytes is more than any text: over 200 MiB, and over 200 times as much. Repetitive
/// chats pack to a tenth, logs to a thirtieth; what is made to fill memory or time to a thousandth.
bool is_bomb(std::uint64_t packed, std::uint64_t unpacked);

}  // namespace affect::io
