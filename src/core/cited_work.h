/// A BibTeX entry as people read it.
///
///   const CitedWork work = cited_work(papers.entry("hutto2014vader"));
///   work.cited;   // "Hutto and Gilbert 2014"
///   work.text;    // "Hutto, C. J. and Gilbert, E. (2014). VADER: ... Proceedings of ..., 8(1), 216–225."
///
/// Thread-safety: pure functions.
#pragma once
#include <string>
#include <string_view>

namespace affect {

struct CitedWork {
  std::string cited;  ///< author and year, as in a text
  std::string text;   ///< the reference in full, without its DOI
  std::string doi;    ///< or empty
};

CitedWork cited_work(std::string_view bibtex);

}  // namespace affect
