/// A trained net of texts as a model file.
#pragma once
#include <string>

#include "learn/nets/text_lesson.h"

namespace affect::learn::nets {

/// Labels are calibrated, and their thresholds chosen, on the held texts of their task. Weights whose names begin with
/// `of_trunk` are left out: the trunk's file has them. `licence` is that of what is written.
std::string write_text_net(const TrainableNet& net, const TextLesson& lesson, const std::string& trunk,
                           std::size_t length, const std::string& of_trunk, const std::string& licence);

}  // namespace affect::learn::nets
