/// A plot of braille signs: two dots a cell across, four down; a quiet layer behind the dots, marks before.
///
/// Thread-safety: none.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace affect::report {

class Canvas {
 public:
  Canvas(std::size_t columns, std::size_t rows)
      : columns_(columns),
        rows_(rows),
        dots_(columns * rows, 0),
        shaded_(columns * rows, false),
        marked_(columns * rows, false) {}

  std::size_t columns() const { return columns_; }
  std::size_t rows() const { return rows_; }
  std::size_t dots_across() const { return columns_ * 2; }
  std::size_t dots_down() const { return rows_ * 4; }

  /// Coordinates in [0, 1], x from the left, y from the bottom; outside is drawn at the edge.
  void dot(double x, double y);
  void line(double x0, double y0, double x1, double y1);
  /// Shades the column of cells at x between two heights.
  void shade(double x, double low, double high);

  /// Puts a "•" over the cell.
  void mark(double x, double y);

  /// A row of cells from the top, without the empty ones at its end; shaded cells are "░".
  std::string row(std::size_t row) const;

 private:
  std::size_t across(double x) const;
  std::size_t down(double y) const;
  void set(std::size_t x, std::size_t y);

  std::size_t columns_, rows_;
  std::vector<std::uint8_t> dots_;
  std::vector<bool> shaded_, marked_;
};

}  // namespace affect::report
