/// A view as inline SVG: raw scores, smoothed level with its band, turning points, axes.
#pragma once
#include <string>

#include "report/view.h"

namespace affect::report {

/// `id` is unique in the page; `name` is the subject as shown. Colours come from the page's style sheet.
std::string svg_plot(const Episode& episode, const View& view, const Extent& extent, const std::string& id,
                     const std::string& name);

}  // namespace affect::report
