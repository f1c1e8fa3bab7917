/// The Methods section of a paper, from records: what scored and analysed them, how it was set, what was left out,
/// whom to cite.
///
///   MethodsReport report(engine, {.version = "0.1.0", .model_hash = hash_of});
///   read_path(engine, "out.jsonl", context, report);
///   print(report.text());
///
/// What a component does, its units, references and weights come from its catalogue entry, options from the source's
/// hash (none: the defaults) and the Configuration records. The same records and program give the same text. Names of
/// people are counted, never printed. Constant memory, but for the speakers of open episodes. Thread-safety: none.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "affect/engine.h"
#include "affect/record.h"

namespace affect::report {

struct MethodsStyle {
  std::string version;  ///< of this program: "0.1.0"
  /// SHA-256 of a file of models/ at hand; nothing where it is not there.
  std::function<std::optional<std::string>(const std::string& file)> model_hash;
};

class MethodsReport : public RecordSink {
 public:
  MethodsReport(const Engine& engine, MethodsStyle style);
  ~MethodsReport() override;
  void accept(Record&& record) override;
  /// The same, where the record goes on to another.
  void note(const Record& record);
  /// Paragraphs, each on one line, then BibTeX. Throws InputError where no record has a source.
  std::string text() const;
  /// {"program":...,"data":{...},"sources":[...],"text":...,"references":[{"key":...,"bibtex":...}]}
  std::string json() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace affect::report
