/// Runs components over a stream of episodes: each record is passed on, each stage adds to it.
///
///   Pipeline pipeline(engine, {"lexicon", "turning_points"}, {}, writer);
///   read_file(engine, "call.srt", context, pipeline);
///   pipeline.close();
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "affect/component.h"
#include "affect/engine.h"
#include "affect/record.h"

namespace affect {

/// Episodes may be interleaved. A later stage sees what an earlier one added. Records that a stage of the
/// same source wrote in an earlier run are left out, so that running twice gives the same as running once. Of a stage
/// whose options are not the defaults a Configuration is told behind the episode's first record.
class Pipeline : public RecordSink {
 public:
  /// `options` by component name. Throws ConfigError for an unknown component or option.
  Pipeline(const Engine& engine, const std::vector<std::string>& stages,
           std::map<std::string, std::map<std::string, std::string>> options, RecordSink& out);
  ~Pipeline() override;

  void accept(Record&& record) override;
  /// The stream is over. Throws InputError where an episode was not ended: its source was cut.
  void close();

 private:
  struct Running;
  struct Chosen {
    const Component<Stage>* component;
    Options options;
    Source source;
  };
  Running& running(const std::string& episode);
  bool is_replaced(const Record& record) const;
  void tell_configurations(const std::string& episode);

  const Engine& engine_;
  std::vector<Chosen> components_;
  RecordSink& out_;
  std::map<std::string, std::unique_ptr<Running>> episodes_;
};

}  // namespace affect
