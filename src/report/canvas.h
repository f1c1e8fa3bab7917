/// A plot of braille signs: two dots a cell across, four down; quiet layers behind the dots, marks before.
///
/// Thread-safety: none.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace affect::report {

class Canvas {
 public:
  /// What lies on top in a cell, from the back to the front: a line across, a band, dots, a mark.
  enum class Layer : std::uint8_t { empty, rule, band, dots, mark };
  struct Cell {
    Layer layer = Layer::empty;
    char32_t sign = U' ';
  };

  Canvas(std::size_t columns, std::size_t rows)
      : columns_(columns), rows_(rows), dots_(columns * rows, 0), layers_(columns * rows, Layer::empty) {}

  std::size_t columns() const { return columns_; }
  std::size_t rows() const { return rows_; }

  /// Coordinates in [0, 1], x from the left, y from the bottom; outside is drawn at the edge.
  void dot(double x, double y);
  void line(double x0, double y0, double x1, double y1);
  /// A "┄" in every cell at a height.
  void rule(double y);
  /// Shades the column of cells at x between two heights: "░".
  void shade(double x, double low, double high);
  /// Puts a "•" over the cell.
  void mark(double x, double y);

  Cell cell(std::size_t column, std::size_t row) const;

 private:
  std::size_t across(double x) const;
  std::size_t down(double y) const;
  void raise(std::size_t column, std::size_t row, Layer layer);
  void set(std::size_t x, std::size_t y);

  std::size_t columns_, rows_;
  std::vector<std::uint8_t> dots_;
  std::vector<Layer> layers_;
};

}  // namespace affect::report
