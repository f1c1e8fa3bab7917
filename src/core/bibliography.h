/// Entries of a BibTeX file, by their keys.
///
///   const Bibliography papers(engine.data("references.bib"));
///   papers.entry("hutto2014vader");   // "@inproceedings{hutto2014vader,\n  author = ...\n}\n"
///
/// An entry begins with @ at the begin of a line and ends with a line "}". Thread-safety: immutable.
#pragma once
#include <map>
#include <string>
#include <string_view>

namespace affect {

class Bibliography {
 public:
  explicit Bibliography(std::string_view bibtex);
  /// Throws ConfigError where there is none.
  const std::string& entry(const std::string& key) const;
  const std::map<std::string, std::string>& entries() const { return entries_; }

 private:
  std::map<std::string, std::string> entries_;
};

}  // namespace affect
