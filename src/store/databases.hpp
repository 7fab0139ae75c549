// Which database holds what (docs/adr/0006-several-databases.md). One D1 database ends at 10 GB, about 1.1 million
// makes (docs/scale.md), so there may be several: the bindings DB, DB2, DB3 …. The first holds who may do what and what
// was done: tokens, sign-ins, the audit, settings, and which database is each kitchen's home. All of a kitchen's
// recipes are in its home: chosen once, the emptiest at that moment, and never changed.
#pragma once

#include <vector>

#include "edge/database.hpp"
#include "edge/task.hpp"
#include "store/failure.hpp"
#include "store/kitchen.hpp"

namespace cookdiff::store {

inline constexpr std::string_view databases_variable = "DATABASES";
inline constexpr std::size_t databases_max = 100;  // a tenth of what one Worker may be bound to

// At the beginning of every event, with the variable's text: how many there are; "" : one. With one nothing is asked
// and nothing noted. A text that is no number from 1 to databases_max is 1.
void use_databases(edge::Instance& instance, std::string_view variable);
[[nodiscard]] std::size_t database_count(const edge::Instance& instance);

// Databases are counted from 1: DB is the first.
[[nodiscard]] edge::Database database(edge::Instance& instance, std::size_t number);

// The homes of all of these become known to this event, in one call for those that have one; a kitchen without rows
// gets one here, at the cost of a call to each database. Two at once get the same.
[[nodiscard]] edge::Task<Done> find_homes(edge::Instance& instance, std::vector<Kitchen> kitchens);
// As a row of the first database has said it; 0: it has not been chosen.
void know_home(edge::Instance& instance, std::string_view kitchen, std::int64_t number);
// Of a kitchen that find_homes was asked for.
[[nodiscard]] std::size_t home_of(const edge::Instance& instance, const Kitchen& kitchen);

// The references here are the awaiting coroutine's. The database that holds a kitchen. `unavailable` where it is not
// bound: there were more databases once.
[[nodiscard]] edge::Task<edge::Database> database_for(edge::Instance& instance, const Kitchen& kitchen);

// run() of failure.hpp in a kitchen's home, and in the first database.
[[nodiscard]] edge::Task<edge::BatchResult> run(edge::Instance& instance, const Kitchen& kitchen,
                                                std::vector<edge::Statement> statements);
[[nodiscard]] edge::Task<edge::BatchResult> run(edge::Instance& instance, const Kitchen& kitchen,
                                                edge::Statement statement);
[[nodiscard]] edge::Task<edge::BatchResult> run_first(edge::Instance& instance,
                                                      std::vector<edge::Statement> statements);
[[nodiscard]] edge::Task<edge::BatchResult> run_first(edge::Instance& instance, edge::Statement statement);
// The same statements in one database after the other. One that fails is the failure of all.
[[nodiscard]] edge::Task<std::vector<edge::BatchResult>> run_everywhere(edge::Instance& instance,
                                                                        std::vector<edge::Statement> statements);
[[nodiscard]] edge::Task<std::vector<edge::BatchResult>> run_everywhere(edge::Instance& instance,
                                                                        edge::Statement statement);

// Texts as the one parameter of a statement that reads them with json_each.
[[nodiscard]] std::string list_of(const std::vector<std::string>& texts);

}  // namespace cookdiff::store
