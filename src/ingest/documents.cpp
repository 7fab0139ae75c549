#include "ingest/documents.hpp"

#include "formats/read.hpp"
#include "ingest/comparison.hpp"
#include "recipe/document.hpp"
#include "store/archive.hpp"
#include "store/read.hpp"

namespace cookdiff::ingest {

Result<Held> hold(std::string_view bytes, std::string_view key) {
  Held held;
  held.arena = std::make_unique<Arena>();
  held.bytes = held.arena->copy(bytes);
  TRY(const formats::Reading reading, formats::read(held.bytes, key, *held.arena));
  held.format = reading.format;
  held.document = reading.document;
  return held;
}

edge::Task<Held> original(edge::Instance& instance, store::Kitchen kitchen, std::string recipe, std::int64_t version) {
  auto archived = co_await store::archived_document(instance, kitchen, recipe, version);
  if (!archived) co_return Error{Code::not_found, false, "there is no such version"};
  co_return hold(archived->body, archived->about.key);
}

edge::Task<MakeHeld> make(edge::Instance& instance, store::Kitchen kitchen, std::string recipe, std::string make) {
  const auto found = co_await store::make(instance, kitchen, recipe, make);
  if (!found) co_return Error{Code::not_found, false, "there is no such make"};
  // Brought up to date first: what is answered is what the bucket holds.
  Outcome outcome = co_await reconcile_one(instance, found->key);
  if (outcome.error) co_return *std::move(outcome.error);
  const bool current =
      outcome.row && (outcome.row->state == store::State::stored || outcome.row->state == store::State::pending);
  if (!current) co_return Error{Code::not_found, false, "its object is gone or was refused"};
  const edge::Bucket bucket(instance, std::string{store::recipes_bucket});
  auto object = co_await bucket.get(found->key, formats::page_bytes_max);
  if (!object || object->head.version != outcome.row->version)
    co_return Error{Code::lost_race, true, "the object changes at this moment"};
  auto row = co_await store::make(instance, kitchen, recipe, make);
  if (!row) co_return Error{Code::not_found, false, "there is no such make"};
  MakeHeld out{*std::move(row), co_await hold(object->body, found->key)};
  co_return out;
}

FilledMake fill(const Held& make, const Held& original, Arena& arena) {
  const recipe::Filled filled = recipe::fill(make.document, original.document, arena);
  FilledMake out{filled.document, {}};
  for (const std::string_view member : filled.members) out.filled.emplace_back(member);
  return out;
}

edge::Task<std::string> differences(edge::Instance& instance, store::ObjectRow row) {
  if (!row.differences.empty()) co_return row.differences;
  if (row.state != store::State::stored) co_return Error{Code::conflict, false, "it is not compared yet"};
  const MakeHeld held = co_await ingest::make(instance, row.kitchen, row.recipe.text, row.make.text);
  const Held against = co_await original(instance, row.kitchen, row.recipe.text, held.row.pinned);
  store::ObjectRow computed = held.row;
  co_await compare_into(held.held.document, against.document, computed);
  co_return computed.differences;
}

}  // namespace cookdiff::ingest
