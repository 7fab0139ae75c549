#include "sim/database.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "base/assert.hpp"
#include "edge/database.hpp"
#include "json/read.hpp"
#include "json/write.hpp"

namespace cookdiff::sim {

namespace {

constexpr std::size_t sql_bytes_max = 100'000;
constexpr std::size_t value_bytes_max = 2'000'000;

Error d1_error(std::string_view message) {
  return Error{Code::unavailable, true, "D1_ERROR: " + std::string{message} + ": SQLITE_ERROR"};
}

// D1 gives a row as an object by the names of its columns: of two with one name it loses one, and all behind it move
// up.
bool names_differ(sqlite3_stmt* statement) {
  std::vector<std::string> names;
  for (int column = 0; column < sqlite3_column_count(statement); ++column)
    names.emplace_back(sqlite3_column_name(statement, column));
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) == names.end();
}

// Which table a statement writes: SQLite asks before it compiles a write.
int note_table(void* into, int action, const char* table, const char*, const char*, const char* trigger) {
  if ((action == SQLITE_INSERT || action == SQLITE_UPDATE || action == SQLITE_DELETE) && trigger == nullptr)
    *static_cast<std::string*>(into) = table;
  return SQLITE_OK;
}

std::uint64_t index_count(sqlite3* handle, const std::string& table) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(handle, "SELECT count(*) FROM pragma_index_list(?1) WHERE origin <> 'pk'", -1, &statement,
                     nullptr);
  sqlite3_bind_text(statement, 1, table.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_step(statement);
  const auto count = static_cast<std::uint64_t>(sqlite3_column_int64(statement, 0));
  sqlite3_finalize(statement);
  return count;
}

// The one statement of the product that counts every row there is: the operator's metrics, at most once in five
// minutes.
constexpr std::string_view counts_all = "SELECT state, count(*) AS objects";

// What of a statement's plan looks at every row of a table: "" when nothing does. What is listed in JSON, and an index
// that holds nothing but the work that is due, are there to be gone through.
std::string scan_of(sqlite3* handle, std::string_view sql) {
  if (sql.starts_with(counts_all)) return "";
  const std::string explain = "EXPLAIN QUERY PLAN " + std::string{sql};
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(handle, explain.c_str(), -1, &statement, nullptr) != SQLITE_OK) return "no plan";
  std::string found;
  while (found.empty() && sqlite3_step(statement) == SQLITE_ROW) {
    const std::string step = reinterpret_cast<const char*>(sqlite3_column_text(statement, 3));
    // A table of the statement's own: what fills it has a step of its own.
    const std::string name = step.substr(std::min<std::size_t>(5, step.size()));
    const bool own = sql.find("WITH RECURSIVE " + name + "(") != std::string_view::npos ||
                     sql.starts_with("WITH " + name + " AS MATERIALIZED (");
    const bool bounded = own || step.find("VIRTUAL TABLE") != std::string::npos || step == "SCAN CONSTANT ROW" ||
                         step.ends_with("INDEX recipes_due") || step.ends_with("INDEX kitchens_retaining");
    if (step.starts_with("SCAN ") && !bounded) found = step;
  }
  sqlite3_finalize(statement);
  return found;
}

bool bind(sqlite3_stmt* statement, int at, const json::Value& value) {
  switch (value.kind) {
    case json::Kind::null: return sqlite3_bind_null(statement, at) == SQLITE_OK;
    case json::Kind::boolean: return sqlite3_bind_int(statement, at, value.boolean ? 1 : 0) == SQLITE_OK;
    case json::Kind::number: {
      std::int64_t whole = 0;
      if (json::to_integer(value.number_text(), whole)) return sqlite3_bind_int64(statement, at, whole) == SQLITE_OK;
      return sqlite3_bind_double(statement, at, json::to_double(value.number_text())) == SQLITE_OK;
    }
    case json::Kind::string: {
      const std::string_view text = value.text();
      return sqlite3_bind_text(statement, at, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT) ==
             SQLITE_OK;
    }
    default: return false;
  }
}

void write_column(json::Writer& writer, sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: writer.integer(sqlite3_column_int64(statement, column)); return;
    case SQLITE_FLOAT: writer.number(sqlite3_column_double(statement, column)); return;
    case SQLITE_NULL: writer.null(); return;
    default: break;
  }
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  writer.string({text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))});
}

Status check_limits(std::string_view sql, const json::Value* parameters) {
  if (sql.size() > sql_bytes_max) return d1_error("statement too long");
  if (parameters == nullptr) return Done{};
  if (parameters->array().size() > edge::parameters_max) return d1_error("too many SQL variables");
  for (const json::Value& value : parameters->array())
    if (value.text().size() > value_bytes_max) return d1_error("string or blob too big");
  return Done{};
}

}  // namespace

DatabaseStore::DatabaseStore() {
  MUST(sqlite3_open(":memory:", &handle_) == SQLITE_OK);
  sqlite3_limit(handle_, SQLITE_LIMIT_LENGTH, static_cast<int>(value_bytes_max));
  sqlite3_limit(handle_, SQLITE_LIMIT_COLUMN, 100);
  sqlite3_limit(handle_, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50);
}

std::vector<DatabaseStore::Spare>& DatabaseStore::spares() {
  static std::vector<Spare> all;
  return all;
}

void DatabaseStore::close(sqlite3* handle, Statements& prepared) {
  for (auto& [sql, one] : prepared) sqlite3_finalize(one.statement);
  sqlite3_close(handle);
}

DatabaseStore::~DatabaseStore() {
  if (copy_of_ == nullptr || spares().size() >= spares_max) {
    close(handle_, prepared_);
    return;
  }
  MUST(sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr) == SQLITE_OK);
  spares().push_back({copy_of_, handle_, std::move(prepared_)});
}

void DatabaseStore::copy(const DatabaseStore& from) {
  MUST(copy_of_ == nullptr);
  copy_of_ = &from;
  if (!spares().empty() && spares().back().copy_of == &from) {
    close(handle_, prepared_);
    handle_ = spares().back().handle;
    prepared_ = std::move(spares().back().prepared);
    spares().pop_back();
  } else {
    fill(from);
  }
  MUST(sqlite3_exec(handle_, "BEGIN", nullptr, nullptr, nullptr) == SQLITE_OK);
}

void DatabaseStore::fill(const DatabaseStore& from) {
  sqlite3_backup* backup = sqlite3_backup_init(handle_, "main", from.handle_, "main");
  MUST(backup != nullptr);
  MUST(sqlite3_backup_step(backup, -1) == SQLITE_DONE);
  sqlite3_backup_finish(backup);
}

// Prepared once and kept: the same few statements come again and again.
Result<DatabaseStore::Prepared*> DatabaseStore::prepare(std::string_view sql) {
  const auto found = prepared_.find(sql);
  if (found != prepared_.end()) return &found->second;
  Prepared out;
  std::string table;
  sqlite3_set_authorizer(handle_, note_table, &table);
  const int done = sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &out.statement, nullptr);
  sqlite3_set_authorizer(handle_, nullptr, nullptr);
  if (done != SQLITE_OK) return d1_error(sqlite3_errmsg(handle_));
  if (out.statement == nullptr) return d1_error("no statement");
  MUST(names_differ(out.statement));
  out.writes = !table.empty();
  out.indexes = out.writes ? index_count(handle_, table) : 0;
  if (!sql.starts_with(of_a_test)) out.scan = scan_of(handle_, sql);
  return &prepared_.emplace(std::string{sql}, out).first->second;
}

void DatabaseStore::migrate(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".sql") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  MUST(!files.empty());
  for (const auto& file : files) {
    std::ifstream stream(file, std::ios::binary);
    const std::string sql{std::istreambuf_iterator<char>(stream), {}};
    char* message = nullptr;
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, &message) != SQLITE_OK) {
      std::fprintf(stderr, "%s: %s\n", file.c_str(), message);
      std::abort();
    }
  }
}

Result<std::string> DatabaseStore::batch(const json::Value& statements) {
  ++figures.batches;
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("results").begin_array();
  sqlite3_exec(handle_, "SAVEPOINT batch", nullptr, nullptr, nullptr);
  const auto fail = [&](Error error) {
    sqlite3_exec(handle_, "ROLLBACK TO batch; RELEASE batch", nullptr, nullptr, nullptr);
    return error;
  };
  for (const json::Value& item : statements.array()) {
    const json::Value* sql = item.find("sql");
    const json::Value* parameters = item.find("params");
    if (sql == nullptr) return fail(d1_error("no SQL"));
    if (auto within = check_limits(sql->text(), parameters); !within) return fail(within.error());
    const Result<Prepared*> prepared = prepare(sql->text());
    if (!prepared) return fail(prepared.error());
    if (!(*prepared)->scan.empty()) return fail(d1_error("the plan has " + (*prepared)->scan));
    sqlite3_stmt* const statement = (*prepared)->statement;
    int at = 0;
    bool bound = true;
    if (parameters != nullptr)
      for (const json::Value& value : parameters->array()) bound = bound && bind(statement, ++at, value);
    bound = bound && at == sqlite3_bind_parameter_count(statement);
    const std::int64_t before = sqlite3_total_changes64(handle_);
    std::int64_t rows = 0;
    writer.begin_object().key("rows").begin_array();
    int stepped = SQLITE_MISUSE;
    while (bound && (stepped = sqlite3_step(statement)) == SQLITE_ROW) {
      ++rows;
      writer.begin_array();
      for (int column = 0; column < sqlite3_column_count(statement); ++column) write_column(writer, statement, column);
      writer.end_array();
    }
    const std::string message = bound ? sqlite3_errmsg(handle_) : "Wrong number of parameter bindings for SQL query.";
    figures.steps += static_cast<std::uint64_t>(sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1));
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    if (stepped != SQLITE_DONE) return fail(d1_error(message));
    const std::int64_t changes = (*prepared)->writes ? sqlite3_total_changes64(handle_) - before : 0;
    const std::int64_t written = changes * static_cast<std::int64_t>(1 + (*prepared)->indexes);
    figures.rows_written += static_cast<std::uint64_t>(written);
    figures.rows_read += static_cast<std::uint64_t>(rows);
    writer.end_array()
        .key("changes")
        .integer(changes)
        .key("rowsRead")
        .integer(rows)
        .key("rowsWritten")
        .integer(written)
        .end_object();
  }
  if (sqlite3_exec(handle_, "RELEASE batch", nullptr, nullptr, nullptr) != SQLITE_OK)
    return fail(d1_error(sqlite3_errmsg(handle_)));
  writer.end_array().key("size").integer(bytes()).end_object();
  return out;
}

std::int64_t DatabaseStore::bytes() {
  const auto pragma = [this](std::string_view sql) {
    const Result<Prepared*> prepared = prepare(sql);
    MUST(prepared && sqlite3_step((*prepared)->statement) == SQLITE_ROW);
    const std::int64_t value = sqlite3_column_int64((*prepared)->statement, 0);
    sqlite3_reset((*prepared)->statement);
    return value;
  };
  constexpr std::uint64_t others_bytes_max = 1'000'000;
  const std::uint64_t others = figures.batches * others_write % others_bytes_max;
  return pragma("PRAGMA page_count") * pragma("PRAGMA page_size") + static_cast<std::int64_t>(others);
}

std::vector<std::vector<std::string>> DatabaseStore::table(const std::string& sql) {
  const Result<Prepared*> prepared = prepare(sql);
  MUST(prepared);
  std::vector<std::vector<std::string>> out;
  sqlite3_stmt* const statement = (*prepared)->statement;
  while (sqlite3_step(statement) == SQLITE_ROW) {
    std::vector<std::string>& row = out.emplace_back();
    for (int column = 0; column < sqlite3_column_count(statement); ++column) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      row.emplace_back(text == nullptr ? "" : text);
    }
  }
  sqlite3_reset(statement);
  return out;
}

std::vector<std::string> DatabaseStore::rows(const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
    std::fprintf(stderr, "%s: %s\n", sql.c_str(), sqlite3_errmsg(handle_));
    std::abort();
  }
  std::vector<std::string> out;
  while (sqlite3_step(statement) == SQLITE_ROW) {
    std::string& row = out.emplace_back();
    for (int column = 0; column < sqlite3_column_count(statement); ++column) {
      if (column != 0) row += '|';
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      row += text == nullptr ? "null" : text;
    }
  }
  sqlite3_finalize(statement);
  return out;
}

}  // namespace cookdiff::sim
