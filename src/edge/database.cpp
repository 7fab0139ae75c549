#include "edge/database.hpp"

#include <cmath>

#include "base/number.hpp"
#include "edge/frame.hpp"
#include "edge/header.hpp"
#include "json/write.hpp"

namespace cookdiff::edge {

Parameter::Parameter(std::string_view text) { json::write_string(text, json_); }

Parameter::Parameter(std::int64_t value) { base::append_integer(value, json_); }

Parameter::Parameter(double value) {
  if (std::isfinite(value))
    base::append_number(value, 15, json_);
  else
    json_ = "null";
}

Parameter Parameter::null() {
  Parameter out;
  out.json_ = "null";
  return out;
}

bool Row::is_null(std::size_t column) const { return column >= values_.size() || values_[column].is_null(); }

std::string_view Row::text(std::size_t column) const {
  return column < values_.size() ? values_[column].text() : std::string_view{};
}

std::int64_t Row::integer(std::size_t column) const {
  std::int64_t out = 0;
  if (column < values_.size() && values_[column].is_number() && !json::to_integer(values_[column].number_text(), out))
    out = 0;
  return out;
}

double Row::number(std::size_t column) const {
  return column < values_.size() && values_[column].is_number() ? json::to_double(values_[column].number_text()) : 0;
}

Result<BatchResult> BatchResult::read(std::string bytes) {
  BatchResult out;
  out.bytes_ = std::make_unique<std::string>(std::move(bytes));
  out.arena_ = std::make_unique<Arena>();
  TRY(const Frame frame, read_frame(*out.bytes_, *out.arena_));
  const json::Value* results = frame.header.find("results");
  if (results == nullptr) return Error{Code::unavailable, false, "the host's frame is malformed"};
  out.bytes_held_ = integer_of(frame.header, "size");
  for (const json::Value& result : results->array()) {
    StatementResult& statement = out.results_.emplace_back();
    if (const json::Value* rows = result.find("rows"))
      for (const json::Value& row : rows->array()) statement.rows.emplace_back(row.array());
    statement.changes = integer_of(result, "changes");
    statement.rows_read = integer_of(result, "rowsRead");
    statement.rows_written = integer_of(result, "rowsWritten");
  }
  return out;
}

Task<BatchResult> Database::batch(const std::vector<Statement>& statements) const {
  std::string header;
  json::Writer writer(header);
  writer.begin_object().key("binding").string(binding_).key("statements").begin_array();
  for (const Statement& statement : statements) {
    MUST(statement.parameters.size() <= parameters_max);
    writer.begin_object().key("sql").string(statement.sql).key("params").begin_array();
    for (const Parameter& parameter : statement.parameters) writer.raw(parameter.json());
    writer.end_array().end_object();
  }
  writer.end_array().end_object();
  Result<std::string> answered = co_await instance_->call(Op::database_batch, make_frame(header));
  BatchResult out = co_await BatchResult::read(co_await std::move(answered));
  if (out.size() != statements.size()) co_return Error{Code::unavailable, false, "the store answered fewer statements"};
  co_return out;
}

Task<BatchResult> Database::run(Statement statement) const {
  std::vector<Statement> one;
  one.push_back(std::move(statement));
  co_return co_await batch(one);
}

}  // namespace cookdiff::edge
