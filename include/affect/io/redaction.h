/// Who and what is called what instead: one dictionary for a whole run, so that a person has one pseudonym in all of
/// it.
///
///   Redaction redaction;
///   redaction.read_key(text, "key.json");           // of an earlier run, or written by hand
///   redaction.person("Mara Lind");                  // "Person 1"
///   redaction.cover("Mara: call 0170 1234567");     // "Person 1: call [phone 1]"
///   write(redaction.key());                         // {"Person 1":"Mara Lind","[phone 1]":"491701234567"}
///
/// It covers names that it was told, whole and in parts, and mail addresses, links, handles, phone numbers and long
/// numbers by their shape. It cannot know names that nobody told it, nor what identifies a person by what is said:
/// docs/privacy.md. Covering twice is covering once. Thread-safety: none.
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace affect::io {

/// A stretch of text that was replaced, in bytes of the old text and the new.
struct CoveredRange {
  std::size_t begin = 0, end = 0;
  std::size_t new_begin = 0, new_end = 0;
};

class Redaction {
 public:
  Redaction();
  ~Redaction();
  Redaction(Redaction&&) noexcept;
  Redaction& operator=(Redaction&&) noexcept;

  /// A JSON object of pseudonyms, each with what it stands for: a string, or several. Throws InputError.
  void read_key(std::string_view json, const std::string& file);
  /// The same, of all that is known now; a line each.
  std::string key() const;

  /// Keeps the number of a name that is a pseudonym already ("Person 3") from being given to somebody else.
  void reserve(std::string_view name);
  /// The pseudonym of a person, made where the name is new: "Person 1", in order. A pseudonym stays itself.
  std::string person(std::string_view name);
  /// Another name of somebody who has a pseudonym, covered in text as the first. It is not in the key.
  void also(std::string_view name, std::string_view other);
  /// "episode 1", for an episode's id.
  std::string episode(std::string_view id);
  /// "file 1", for a path.
  std::string file(std::string_view path);
  /// Text without names, addresses and numbers; what was replaced is appended to `covered`, in order.
  std::string cover(std::string_view text, std::vector<CoveredRange>* covered = nullptr);
  /// A message to the user: what it quotes of the input is left out, the rest is covered.
  std::string message(std::string_view what);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace affect::io
