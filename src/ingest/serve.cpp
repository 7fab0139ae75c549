// The server's side of the sender's calls.
#include "ingest/calls.hpp"
#include "ingest/key.hpp"
#include "store/archive.hpp"
#include "store/commit.hpp"
#include "store/rebuild.hpp"
#include "store/standing.hpp"

namespace cookdiff::ingest {

namespace {

constexpr std::size_t detail_bytes_max = 200;

// Marks a key as failed, unless it was decided on in the meantime: its row says the bucket's version then.
edge::Task<std::string> mark_failed(edge::Instance& instance, Failure failure) {
  const KeyParts parts = read_key(failure.key);
  std::vector<store::Ask> asks;
  asks.push_back({parts.kitchen, failure.key, "", {}, 0});
  const std::vector<store::Standing> standings = co_await store::standings(instance, std::move(asks));
  const edge::Bucket bucket(instance, std::string{store::recipes_bucket});
  const auto head = co_await bucket.head(failure.key);
  const std::optional<store::ObjectRow>& row = standings.front().row;
  if (standings.front().rebuilding) co_return Error{Code::unavailable, true, std::string{store::tables_made_again}};
  const bool decided =
      row && row->revision > 0 && (head ? row->version == head->version : row->state == store::State::withdrawn);
  if (!decided) {
    store::ObjectRow next = row.value_or(store::ObjectRow{});
    next.kitchen = parts.kitchen;
    next.key = failure.key;
    // What came and went without a row is withdrawn, as if the message about it had been done.
    const bool failed = head || row;
    next.state = failed ? store::State::failed : store::State::withdrawn;
    next.version = head ? head->version : "";
    next.uploaded_ms = head ? head->uploaded_ms : next.uploaded_ms;
    next.size = head ? static_cast<std::int64_t>(head->size) : 0;
    next.hash.clear();
    if (failed) {
      next.reason = {"failed", failure.detail.substr(0, detail_bytes_max), "", -1};
      next.attempts = failure.attempts;
    }
    next.pinned = 0;
    if (row && (row->role == store::Role::make || row->role == store::Role::claiming)) {
      std::vector<store::KeptClaim> claims(1, store::claim_of(*row));  // its object says nothing that can be read
      co_await store::keep_claims(instance, std::move(claims));
    }
    store::Commit commit;
    commit.now_ms = instance.now_ms();
    std::optional<std::string> guard;
    // An original's key that holds an object: the last good version counts, as when the object is rejected.
    store::RecipeRow recipe = standings.front().recipe;
    if (next.role == store::Role::original && head && recipe.state == store::OriginalState::withdrawn) {
      const std::string before = recipe.guard();
      recipe.state = store::OriginalState::stored;
      commit.recipes.push_back({parts.kitchen, std::move(recipe), before, next.key, next.revision});
      guard = store::guard_after(commit.recipes.back());
    }
    commit.objects.push_back({std::move(next), std::move(guard)});
    co_await store::commit(instance, std::move(commit));
  }
  co_return std::string{};
}

}  // namespace

edge::Task<std::string> serve_call(edge::Instance& instance, std::string method, std::string bytes) {
  if (method == method_store) {
    std::vector<Item> items = co_await decode_items(bytes);
    bytes.clear();
    bytes.shrink_to_fit();  // the bodies are in the items now
    const std::vector<Outcome> outcomes = co_await reconcile(instance, std::move(items));
    co_return encode_outcomes(outcomes);
  }
  if (method == method_fail) {
    Failure failure = co_await decode_failure(bytes);
    co_return co_await mark_failed(instance, std::move(failure));
  }
  co_return Error{Code::unsupported, false, "no such method"};
}

}  // namespace cookdiff::ingest
