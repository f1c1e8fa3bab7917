/// What the verbs of a corpus share: the scores of each person go into an analysis, and at the end its table comes out.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "affect/affect_state.h"
#include "affect/understand/corpus/person_scores.h"
#include "cli/table_writer.h"
#include "cli/writer.h"

namespace affect::cli {

class PersonScoresWriter : public Writer {
 public:
  using Add = std::function<void(understand::corpus::PersonScores&&)>;
  using Write = std::function<void(TableWriter&)>;

  PersonScoresWriter(const Engine& engine, TableWriter table, Add add, Write write)
      : reader_(engine, {}, std::move(add)), table_(std::move(table)), write_(std::move(write)) {}
  void accept(Record&& record) override { reader_.accept(std::move(record)); }
  void commit() override {
    write_(table_);
    table_.commit();
  }

 private:
  understand::corpus::PersonScoresReader reader_;
  TableWriter table_;
  Write write_;
};

/// Of --dimension: nothing where it is not given. Throws ConfigError.
std::optional<Dimension> chosen_dimension(const std::string& name);

}  // namespace affect::cli
