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
/// held in memory, packed, until its end. Thread-safety: none.
#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "affect/io/redaction.h"
#include "affect/record.h"

namespace affect::io {

class Redactor : public RecordSink {
 public:
  static constexpr std::size_t kMaxHeld = 1u << 30;

  Redactor(Redaction& redaction, RecordSink& out, std::size_t max_held = kMaxHeld);
  ~Redactor() override;
  /// Throws InputError where the open episodes take more than `max_held` bytes, packed.
  void accept(Record&& record) override;
  /// Hands over the episodes that were not ended.
  void close();

 private:
  struct Held;
  void release(const std::string& id, Held& held);

  Redaction& redaction_;
  RecordSink& out_;
  std::size_t max_held_, held_bytes_ = 0;
  std::map<std::string, std::unique_ptr<Held>, std::less<>> held_;
};

}  // namespace affect::io
