#include "affect/report/html.h"

#include <fmt/format.h>

#include "affect/io/sha256.h"
#include "affect/io/taxonomies.h"
#include "affect/io/terms.h"
#include "io/packed_text.h"
#include "report/markup.h"
#include "report/page_data.h"
#include "report/page_index.h"
#include "report/page_json.h"
#include "report/pseudonyms.h"

namespace affect::report {
namespace {

constexpr std::string_view kScript = "report/report.js";
constexpr std::string_view kSheet = "report/report.css";

constexpr std::string_view kHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-{}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>Emotional trajectory</title>
<style>
{}</style>
</head>
<body>
<header><h1>Emotional trajectory</h1></header>
{}<main id="report"><noscript><p class="care">This page is drawn by a script that stands in it; nothing is loaded. Allow scripts for it, or read the file on a terminal: affect report FILE.</p></noscript></main>
)";

constexpr std::string_view kPseudonymNote =
    "<p class=\"quiet\">Speakers are shown as P1, P2, …, also where their names stand in the text as written. Whoever "
    "knows the conversation may still know them.</p>\n";

constexpr std::string_view kFoot = R"(<section id="methods"></section>
<footer>
<h2>What this is not</h2>
<p>It is no diagnosis, no ground for judging or ranking people, and no means of watching partners, pupils or employees. Whoever is in danger needs a person: call the emergency services or a crisis line.</p>
</footer>
)";

/// What a content policy calls a script that may run.
std::string policy_hash(std::string_view script) {
  const std::string hex = io::sha256_hex(script);
  std::string bytes;
  for (std::size_t at = 0; at < hex.size(); at += 2) {
    bytes += static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16));
  }
  return io::base64(bytes);
}

/// A part that the script finds by its id. Browsers run no script of this type.
std::string packed_part(std::string_view id, std::string_view json) {
  return fmt::format("<script type=\"application/gzip\" id=\"{}\">{}</script>\n", id, io::base64(io::gzip(json)));
}

}  // namespace

HtmlReport::HtmlReport(const Engine& engine, io::Output& output, HtmlStyle style)
    : engine_(engine),
      output_(output),
      style_(std::move(style)),
      names_(std::make_unique<Pseudonyms>(style_.names)),
      methods_(engine, style_.methods),
      collector_([this](Episode&& episode) { write(std::move(episode)); }) {
  output_.write(fmt::format(kHead, policy_hash(engine_.data(kScript)), engine_.data(kSheet),
                            style_.names ? std::string_view() : kPseudonymNote));
}

HtmlReport::~HtmlReport() = default;

void HtmlReport::accept(Record&& record) {
  methods_.note(record);
  has_sources_ = has_sources_ || std::holds_alternative<Track>(record.body) ||
                 std::holds_alternative<Series>(record.body) || std::holds_alternative<Finding>(record.body);
  if (const auto* track = std::get_if<Track>(&record.body)) taxonomies_.insert(track->key.taxonomy);
  collector_.accept(std::move(record));
}

void HtmlReport::write(Episode&& episode) {
  names_->learn(episode);
  const PageSource source(episode, *names_, style_.names);
  output_.write(packed_part(fmt::format("episode-{}", episodes_.size()), page_data(source)));
  episodes_.push_back(summary_of(source));
}

void HtmlReport::append_terms(io::JsonWriter& json) const {
  json.key("terms");
  json.open('{');
  for (const io::Term& term : io::read_terms(engine_)) {
    if (term.kind != io::TermKind::card_status)
      text(json, term.name, term.beware.empty() ? term.is : term.is + " " + term.beware);
  }
  json.close('}');
}

void HtmlReport::append_taxonomies(io::JsonWriter& json) const {
  json.key("taxonomies");
  json.open('{');
  for (const std::string& name : io::taxonomy_names(engine_)) {
    if (taxonomies_.contains(name)) text(json, name, io::read_taxonomy(engine_, name).title);
  }
  json.close('}');
}

void HtmlReport::append_methods(io::JsonWriter& json) const {
  json.key("methods");
  if (!has_sources_) {
    json.out() += "null";
    return;
  }
  json.open('{');
  text(json, "text", names_->cover(methods_.paragraphs()));
  // Not covered: an author may be called as somebody in the talk is.
  json.key("references");
  json.open('[');
  for (const MethodsReference& cited : methods_.references()) {
    json.comma();
    json.open('{');
    text(json, "key", cited.key);
    text(json, "cited", cited.cited);
    text(json, "text", cited.text);
    text(json, "doi", cited.doi);
    text(json, "bibtex", cited.bibtex);
    json.close('}');
  }
  json.close(']');
  json.close('}');
}

std::string HtmlReport::index() const {
  std::string out;
  io::JsonWriter json(out);
  json.open('{');
  text(json, "program", style_.program);
  text(json, "command", names_->cover_name(style_.names ? style_.command : without_folders(style_.command)));
  json.raw("names", style_.names ? "true" : "false");
  append_methods(json);
  append_terms(json);
  append_taxonomies(json);
  append_summaries(episodes_, json);
  json.close('}');
  return visible(out);
}

void HtmlReport::close() {
  collector_.close();
  output_.write(kFoot);
  output_.write(packed_part("index", index()));
  output_.write(fmt::format("<script>{}</script>\n</body>\n</html>\n", engine_.data(kScript)));
}

}  // namespace affect::report
