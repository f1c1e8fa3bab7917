#include "cli/figure_writer.h"

#include <utility>

#include "cli/svg_renderer.h"

namespace affect::cli {
namespace {

void write_whole(const std::string& path, const std::string& content) {
  const auto output = io::open_output(path);
  output->write(content);
  output->commit();
}

}  // namespace

FigureWriter::FigureWriter(std::string path, FigureForm form)
    : path_(std::move(path)),
      form_(std::move(form)),
      builder_(form_.options),
      collector_([this](Episode&& episode) { builder_.add(episode); }) {
  // What is wrong with the style is told before a long input is read.
  report::write_svg({}, form_.style);
}

void FigureWriter::commit() {
  collector_.close();
  const report::Figure figure = builder_.take();
  const std::string table = form_.data.empty() && !path_.ends_with(".csv") ? "" : report::write_csv(figure);
  if (path_.ends_with(".csv")) {
    write_whole(path_, table);
  } else {
    const std::string svg = report::write_svg(figure, form_.style);
    write_whole(path_, path_.ends_with(".png") ? render_png(svg, form_.dpi) : svg);
  }
  if (!form_.data.empty()) write_whole(form_.data, table);
}

}  // namespace affect::cli
