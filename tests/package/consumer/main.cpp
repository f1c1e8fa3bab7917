#include <cstdio>
#include <vector>

#include <affect/engine.h>
#include <affect/measure/correlation.h>

int main() {
  const affect::Engine engine;
  if (engine.data_names("").empty()) {
    std::puts("the data that is compiled in is missing");
    return 1;
  }
  const std::vector<double> a{1, 2, 3, 4};
  const std::vector<double> b{2, 4, 6, 8};
  std::printf("pearson %.1f\n", affect::measure::pearson(a, b).value_or(0));
}
