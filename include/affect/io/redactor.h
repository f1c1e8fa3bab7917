/// Takes out of records who people are, before anything is made of them: stands between a reader and a pipeline.
///
///   Redaction redaction;
///   Redactor redactor(redaction, pipeline);
///   read_path(engine, "chat.txt", context, redactor);
///   redactor.close();
///
/// Speakers, subjects and targets become pseudonyms; texts, titles, reasons and attributes are covered; ids of messages
/// become m1, m2, ...; ids of episodes and names of media are numbered. Profiles, paths, hashes, titles, unknown fields
/// and records of unknown kinds are left out. Times stay. A name may be said before its bearer speaks: an episode is
/// held in memory until its end. Thread-safety: none.
#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "affect/io/redaction.h"
#include "affect/record.h"

namespace affect::io {

class Redactor : public RecordSink {
 public:
  static constexpr std::size_t kMaxHeld = 1u << 30;

  Redactor(Redaction& redaction, RecordSink& out, std::size_t max_held = kMaxHeld)
      : redaction_(redaction), out_(out), max_held_(max_held) {}
  /// Throws InputError where the open episodes are larger than `max_held` bytes.
  void accept(Record&& record) override;
  /// Hands over the episodes that were not ended.
  void close();

 private:
  struct Held {
    std::vector<Record> records;
    std::size_t bytes = 0;
  };
  void release(std::vector<Record>&& records);

  Redaction& redaction_;
  RecordSink& out_;
  std::size_t max_held_, held_bytes_ = 0;
  std::map<std::string, Held, std::less<>> held_;
};

}  // namespace affect::io
