/// Files from the web, fetched by the program curl: proxies and certificates are what its environment says, and nothing
/// is linked for the one verb that uses a network.
///
/// Thread-safety: pure.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace affect::model {

/// What pip is told beside the environment; empty: nothing.
struct HttpAccess {
  std::string certificate, proxy;
};

struct HttpEnd {
  int exit = 0;      ///< of curl
  int status = 0;    ///< of the last answer; 0 where there was none
  std::string url;   ///< after all redirections, with the credentials of the first where it is the same host
  std::string said;  ///< curl's own words
  bool stopped = false;

  bool is_whole() const { return exit == 0 && !stopped; }
  /// The server gives whole files only.
  bool has_no_ranges() const;
  /// It may go better in a moment.
  bool may_pass() const;
};

/// The bytes of `url` from `from` on, as they come; `take` gives false to stop. Throws IoError where curl is missing,
/// and what `take` throws.
HttpEnd http_get(const HttpAccess& access, const std::string& url, std::uint64_t from,
                 const std::function<bool(std::string_view)>& take);

/// What went wrong, and what to do where there is no network.
[[noreturn]] void refuse_transfer(const std::string& url, const HttpEnd& end);

}  // namespace affect::model
