/// Writes records as a ConvoKit corpus: a conversation an episode, an utterance a turn.
///
///   ConvokitWriter writer("out.convokit");
///   read_path(engine, "chat.txt", context, writer);
///   writer.commit();
///
/// Tracks of a speaker go out as meta data of the utterances: meta["valence"] of the first source that has it,
/// meta["state_space.valence"] of another. Records that have no place there stand in the conversation's
/// meta["records"]. What was read from a corpus comes out as it was. An episode is held in memory until its end.
/// Thread-safety: none.
#pragma once
#include <memory>
#include <string>

#include "affect/record.h"

namespace affect::io {

class ConvokitWriter : public RecordSink {
 public:
  /// The folder. Throws IoError where it is there and is no corpus.
  explicit ConvokitWriter(const std::string& path);
  ~ConvokitWriter() override;
  void accept(Record&& record) override;
  /// The corpus is whole: until then there is none. Throws IoError.
  void commit();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace affect::io
