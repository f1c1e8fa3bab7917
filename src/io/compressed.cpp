#include "io/compressed.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

namespace affect::io {
namespace {

constexpr std::size_t kPackedChunk = 64u << 10;
/// What `zstd -d` itself accepts without being asked: 128 MiB of memory.
constexpr int kZstdWindowLog = 27;
constexpr std::uint64_t kBombSize = 200u << 20;
constexpr std::uint64_t kBombRatio = 200;

constexpr std::string_view kCutArchiveHint = "the file was cut: copy or download it again, or --keep-going";
constexpr std::string_view kDamagedHint = "copy or download the file again, or --keep-going";

struct Trouble {
  std::string what;
  std::string_view hint;
};

struct UnpackStep {
  std::size_t taken = 0, given = 0;
  std::optional<Trouble> trouble = {};
};

/// A packed format. Streams may follow one another.
class Codec {
 public:
  virtual ~Codec() = default;
  virtual std::string_view name() const = 0;
  virtual UnpackStep run(std::string_view packed, char* into, std::size_t size) = 0;
  /// Whether the last stream is whole, so that the file may end.
  virtual bool is_whole() const = 0;
};

class GzipCodec final : public Codec {
 public:
  GzipCodec() {
    constexpr int kGzipOnly = 16 + MAX_WBITS;
    if (inflateInit2(&stream_, kGzipOnly) != Z_OK) throw std::bad_alloc();
  }
  GzipCodec(const GzipCodec&) = delete;
  GzipCodec& operator=(const GzipCodec&) = delete;
  ~GzipCodec() override { inflateEnd(&stream_); }

  std::string_view name() const override { return "gzip"; }
  bool is_whole() const override { return whole_; }

  UnpackStep run(std::string_view packed, char* into, std::size_t size) override {
    if (whole_) {
      if (packed.empty()) return {};
      // Tapes and disk images fill up with zeros.
      if (packed.front() == '\0') return {std::min(packed.find_first_not_of('\0'), packed.size()), 0};
      if (packed.front() != '\x1F') return {0, 0, Trouble{"what follows the gzip stream is no gzip", kDamagedHint}};
      inflateReset(&stream_);
      whole_ = false;
    }
    const auto limited = [](std::size_t n) {
      return static_cast<uInt>(std::min<std::size_t>(n, std::numeric_limits<uInt>::max()));
    };
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream_.avail_in = limited(packed.size());
    stream_.next_out = reinterpret_cast<Bytef*>(into);
    stream_.avail_out = limited(size);
    const uInt in = stream_.avail_in, out = stream_.avail_out;
    const int result = inflate(&stream_, Z_NO_FLUSH);
    whole_ = result == Z_STREAM_END;
    UnpackStep step{in - stream_.avail_in, out - stream_.avail_out};
    if (result == Z_MEM_ERROR) throw std::bad_alloc();
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) {
      step.trouble = Trouble{"the gzip stream is damaged", kDamagedHint};
    }
    return step;
  }

 private:
  z_stream stream_{};
  bool whole_ = false;
};

class ZstdCodec final : public Codec {
 public:
  ZstdCodec() : stream_(ZSTD_createDStream()) {
    if (stream_ == nullptr) throw std::bad_alloc();
    ZSTD_DCtx_setParameter(stream_, ZSTD_d_windowLogMax, kZstdWindowLog);
  }
  ZstdCodec(const ZstdCodec&) = delete;
  ZstdCodec& operator=(const ZstdCodec&) = delete;
  ~ZstdCodec() override { ZSTD_freeDStream(stream_); }

  std::string_view name() const override { return "zstd"; }
  bool is_whole() const override { return whole_; }

  UnpackStep run(std::string_view packed, char* into, std::size_t size) override {
    if (whole_ && packed.empty()) return {};
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    ZSTD_outBuffer out{into, size, 0};
    const std::size_t left = ZSTD_decompressStream(stream_, &out, &in);
    UnpackStep step{in.pos, out.pos};
    if (!ZSTD_isError(left)) {
      whole_ = left == 0;
    } else if (ZSTD_getErrorCode(left) == ZSTD_error_frameParameter_windowTooLarge) {
      step.trouble = Trouble{"the zstd stream needs a window of more than 128 MiB",
                             "pack it again: zstd -dc --long=31 FILE | zstd > NEW.zst"};
    } else {
      step.trouble =
          Trouble{whole_ ? "what follows the zstd stream is no zstd" : "the zstd stream is damaged", kDamagedHint};
    }
    return step;
  }

 private:
  ZSTD_DStream* stream_;
  bool whole_ = false;
};

class UnpackingSource final : public ByteSource {
 public:
  explicit UnpackingSource(std::unique_ptr<ByteSource> packed) : packed_(std::move(packed)) {}

  std::size_t read(char* into, std::size_t size) override {
    if (!looked_) look();
    if (size == 0) return 0;
    return codec_ ? unpack(into, size) : pass(into, size);
  }
  const std::string& name() const override { return packed_->name(); }
  std::string_view path() const override { return packed_->path(); }
  bool has_grown() const override { return packed_->has_grown(); }

 private:
  /// As many bytes as tell; not one more, so that a live pipe is not held up.
  void look() {
    looked_ = true;
    using std::string_view_literals::operator""sv;
    constexpr auto kGzip = "\x1F\x8B"sv;
    constexpr auto kZstd = "\x28\xB5\x2F\xFD"sv;
    const auto head = [&] { return std::string_view(chunk_.data(), have_); };
    // A zstd file may begin with a frame that is no data (RFC 8878, 3.1.2), of one of sixteen magic numbers.
    const auto may_skip = [&] {
      return have_ == 0 || ((head().front() & 0xF0) == 0x50 && "\x2A\x4D\x18"sv.starts_with(head().substr(1)));
    };
    while (have_ < kZstd.size() &&
           (kZstd.starts_with(head()) || may_skip() || (have_ < kGzip.size() && kGzip.starts_with(head())))) {
      const std::size_t got = packed_->read(chunk_.data() + have_, chunk_.size() - have_);
      if (got == 0) break;
      have_ += got;
    }
    if (head().starts_with(kGzip)) codec_ = std::make_unique<GzipCodec>();
    const bool skips =
        have_ >= kZstd.size() && (head().front() & 0xF0) == 0x50 && head().substr(1, 3) == "\x2A\x4D\x18"sv;
    if (head().starts_with(kZstd) || skips) codec_ = std::make_unique<ZstdCodec>();
    bytes_in_ = have_;
  }

  std::size_t pass(char* into, std::size_t size) {
    if (at_ == have_) return packed_->read(into, size);
    const std::size_t given = std::min(size, have_ - at_);
    std::copy_n(chunk_.data() + at_, given, into);
    at_ += given;
    return given;
  }

  std::size_t unpack(char* into, std::size_t size) {
    for (;;) {
      if (trouble_) throw InputError(trouble_->what, {name()}, std::string(trouble_->hint));
      const UnpackStep step = codec_->run({chunk_.data() + at_, have_ - at_}, into, size);
      at_ += step.taken;
      bytes_out_ += step.given;
      trouble_ = step.trouble;
      if (is_bomb(bytes_in_, bytes_out_)) {
        trouble_ = Trouble{"swells to more than 200 times its size: this is no text",
                           "unpack it yourself if it is one, and name that file"};
      }
      if (step.given > 0) return step.given;
      if (trouble_ || step.taken > 0) continue;
      if (at_ < have_) {
        trouble_ = Trouble{std::string("the ") + std::string(codec_->name()) + " stream is damaged", kDamagedHint};
        continue;
      }
      at_ = have_ = 0;
      have_ = packed_->read(chunk_.data(), chunk_.size());
      bytes_in_ += have_;
      if (have_ > 0) continue;
      if (codec_->is_whole()) return 0;
      trouble_ =
          Trouble{std::string("the ") + std::string(codec_->name()) + " stream stops before its end", kCutArchiveHint};
    }
  }

  std::unique_ptr<ByteSource> packed_;
  std::unique_ptr<Codec> codec_;
  std::array<char, kPackedChunk> chunk_;
  std::size_t at_ = 0, have_ = 0;
  std::uint64_t bytes_in_ = 0, bytes_out_ = 0;
  std::optional<Trouble> trouble_;
  bool looked_ = false;
};

}  // namespace

bool is_bomb(std::uint64_t packed, std::uint64_t unpacked) {
  return unpacked > kBombSize && unpacked / kBombRatio > packed;
}

std::unique_ptr<ByteSource> unpack(std::unique_ptr<ByteSource> source) {
  return std::make_unique<UnpackingSource>(std::move(source));
}

}  // namespace affect::io
