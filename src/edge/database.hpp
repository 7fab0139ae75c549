// D1, typed. A batch is atomic: all statements or none. Limits of the platform that hold here too: 100 parameters a
// statement (pass one JSON text and use json_each(?1)), 2 MB a row, integers exact only up to 2^53 (ids go as text).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "edge/instance.hpp"
#include "edge/task.hpp"
#include "json/value.hpp"

namespace cookdiff::edge {

inline constexpr std::size_t parameters_max = 100;
inline constexpr std::size_t row_bytes_max = 2'000'000;

// One bound value. Text is copied into the statement at once.
class Parameter {
 public:
  Parameter(std::string_view text);                                          // NOLINT(google-explicit-constructor)
  Parameter(const char* text) : Parameter(std::string_view{text}) {}         // NOLINT(google-explicit-constructor)
  Parameter(const std::string& text) : Parameter(std::string_view{text}) {}  // NOLINT(google-explicit-constructor)
  Parameter(std::int64_t value);                                             // NOLINT(google-explicit-constructor)
  Parameter(int value) : Parameter(static_cast<std::int64_t>(value)) {}      // NOLINT(google-explicit-constructor)
  Parameter(double value);                                                   // NOLINT(google-explicit-constructor)
  static Parameter null();
  [[nodiscard]] const std::string& json() const { return json_; }

 private:
  Parameter() = default;
  std::string json_;
};

struct Statement {
  std::string sql;  // one statement with ?1, ?2 …; the columns of a SELECT need names of their own (no two the same)
  std::vector<Parameter> parameters;
};

// One row's values in the order of the SELECT. Wrong-typed access gives the empty value, never a trap.
class Row {
 public:
  explicit Row(std::span<const json::Value> values) : values_(values) {}
  [[nodiscard]] bool is_null(std::size_t column) const;
  [[nodiscard]] std::string_view text(std::size_t column) const;
  [[nodiscard]] std::int64_t integer(std::size_t column) const;
  [[nodiscard]] double number(std::size_t column) const;

 private:
  std::span<const json::Value> values_;
};

struct StatementResult {
  std::vector<Row> rows;
  std::int64_t changes = 0;
  std::int64_t rows_read = 0;
  std::int64_t rows_written = 0;
};

// Owns what its rows view.
class BatchResult {
 public:
  [[nodiscard]] static Result<BatchResult> read(std::string bytes);
  [[nodiscard]] const StatementResult& operator[](std::size_t statement) const { return results_[statement]; }
  [[nodiscard]] std::size_t size() const { return results_.size(); }
  [[nodiscard]] std::int64_t bytes() const { return bytes_held_; }  // that the whole database holds

 private:
  std::int64_t bytes_held_ = 0;
  std::unique_ptr<std::string> bytes_;
  std::unique_ptr<Arena> arena_;
  std::vector<StatementResult> results_;
};

class Database {
 public:
  Database(Instance& instance, std::string binding) : instance_(&instance), binding_(std::move(binding)) {}
  // The statements are the caller's, who may run them again: they must outlive the Task.
  [[nodiscard]] Task<BatchResult> batch(const std::vector<Statement>& statements) const;
  [[nodiscard]] Task<BatchResult> run(Statement statement) const;

 private:
  Instance* instance_;
  std::string binding_;
};

}  // namespace cookdiff::edge
