#include "store/idempotency.hpp"

#include "store/databases.hpp"

namespace cookdiff::store {

edge::Task<Begun> begin_request(edge::Instance& instance, Kitchen kitchen, std::string name, std::string request_hash,
                                std::string key, std::int64_t now_ms) {
  std::vector<edge::Statement> statements;
  statements.push_back(
      {"INSERT INTO idempotency (kitchen, name, request_hash, key, created_ms) VALUES (?1, ?2, ?3, ?4, ?5) "
       "ON CONFLICT (kitchen, name) DO NOTHING",
       {kitchen.name(), name, request_hash, key, now_ms}});
  statements.push_back(
      {"SELECT request_hash, key FROM idempotency WHERE kitchen = ?1 AND name = ?2", {kitchen.name(), name}});
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statements));
  if (result[1].rows.empty()) co_return Error{Code::unavailable, true, "the database lost a row of this batch"};
  co_return Begun{std::string{result[1].rows[0].text(0)}, std::string{result[1].rows[0].text(1)},
                  result[0].changes != 0};
}

edge::Task<std::string> move_request(edge::Instance& instance, Kitchen kitchen, std::string name, std::string from_key,
                                     std::string key) {
  std::vector<edge::Statement> statements;
  statements.push_back({"UPDATE idempotency SET key = ?4 WHERE kitchen = ?1 AND name = ?2 AND key = ?3",
                        {kitchen.name(), name, from_key, key}});
  statements.push_back({"SELECT key FROM idempotency WHERE kitchen = ?1 AND name = ?2", {kitchen.name(), name}});
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statements));
  if (result[1].rows.empty()) co_return key;  // forgotten since: nobody repeats it any more
  co_return std::string{result[1].rows[0].text(0)};
}

edge::Task<std::optional<Begun>> begun_request(edge::Instance& instance, Kitchen kitchen, std::string name) {
  edge::Statement statement{"SELECT request_hash, key FROM idempotency WHERE kitchen = ?1 AND name = ?2",
                            {kitchen.name(), name}};
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statement));
  if (result[0].rows.empty()) co_return std::optional<Begun>{};
  co_return std::optional<Begun>{
      Begun{std::string{result[0].rows[0].text(0)}, std::string{result[0].rows[0].text(1)}, false}};
}

}  // namespace cookdiff::store
