#include "affect/understand/corpus/stream_analysis.h"

namespace affect::understand::corpus {

StreamAnalysis analyse_stream(const DocumentStream& stream, const StreamOptions& options) {
  StreamAnalysis found;
  found.scan = vocabulary_shifts(
      stream,
      {.window = options.window, .permutations = options.permutations, .block = options.block, .seed = options.seed});
  if (found.scan.status == Status::given) {
    auto shifts = found.scan.shifts;
    if (shifts.empty()) shifts.push_back(found.scan.strongest);
    for (const VocabularyShift& shift : shifts) {
      found.shifts.push_back(
          {shift, driving_words(stream, shift.at - found.scan.window, shift.at, shift.at + found.scan.window,
                                {.smoothing = options.smoothing, .most = options.words})});
    }
  }
  const auto cosines = cosine_distances(latent_space(stream, {.dimensions = options.dimensions, .seed = options.seed}));
  const NoveltyOptions novelty_options{
      .window = options.window, .permutations = options.permutations, .block = options.block, .seed = options.seed};
  found.novelty = options.space == NoveltySpace::topics
                      ? novelty(cosines, novelty_options)
                      : novelty(word_divergences(stream, options.smoothing), novelty_options);
  std::vector<double> times;
  if (stream.all_dated()) {
    for (const Document& document : stream.documents()) times.push_back(*document.time);
  }
  found.density = neighbour_density(cosines, times,
                                    {.neighbours = options.neighbours,
                                     .window = options.window,
                                     .permutations = options.permutations,
                                     .block = options.block,
                                     .seed = options.seed});
  return found;
}

}  // namespace affect::understand::corpus
