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
#include <vector>

#include "affect/engine.h"
#include "affect/record.h"

namespace affect::report {

struct MethodsStyle {
  std::string version;  ///< of this program: "0.1.0"
  /// SHA-256 of a file of models/ at hand; nothing where it is not there.
  std::function<std::optional<std::string>(const std::string& file)> model_hash;
};

/// A paper or program that the text cites.
struct MethodsReference {
  std::string key;     ///< of data/references.bib, in the text in brackets
  std::string cited;   ///< "Hutto and Gilbert 2014"; of several alike "2014a", "2014b"
  std::string text;    ///< the reference in full, without its DOI
  std::string doi;     ///< or empty
  std::string bibtex;  ///< its entry
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
  /// The paragraphs alone.
  std::string paragraphs() const;
  /// This program first, then in order of use.
  std::vector<MethodsReference> references() const;
  /// {"program":...,"data":{...},"sources":[...],"text":...,"references":[{"key":...,"cited":...,"text":...,"bibtex":...}]}
  std::string json() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace affect::report
