#include "ingest/rebuild.hpp"

#include "edge/when_all.hpp"
#include "ingest/comparison.hpp"
#include "ingest/documents.hpp"
#include "ingest/reconcile.hpp"
#include "store/erasure.hpp"
#include "store/rebuild.hpp"

namespace cookdiff::ingest {

namespace {

constexpr std::string_view forget = "forget";
constexpr std::string_view claims = "claims";
constexpr std::string_view originals = "originals";

// The name and the ingredients of a recipe come from the last version that was accepted.
edge::Task<Done> read_names(edge::Instance& instance, store::Kitchen kitchen, std::vector<store::Brought>& versions) {
  std::vector<std::size_t> places;
  std::vector<edge::Task<Held>> reads;
  for (std::size_t n = 0; n < versions.size(); ++n) {
    const std::string& recipe = versions[n].claim.recipe.text;
    const bool last = n + 1 == versions.size() || versions[n + 1].claim.recipe.text != recipe;
    if (last) {
      places.push_back(n);
      reads.push_back(original(instance, kitchen, recipe, versions[n].version.number));
    }
    if (reads.size() < edge::calls_at_once && n + 1 < versions.size()) continue;
    std::vector<Result<Held>> held = co_await edge::when_all(std::exchange(reads, {}));
    for (std::size_t m = 0; m < held.size(); ++m) {
      if (!held[m] && held[m].error().is_host()) co_return std::move(held[m]).error();
      if (!held[m]) continue;  // an older engine could read it
      store::Brought& version = versions[places[m]];
      version.name = document_name(held[m]->document);
      version.ingredients = ingredient_names(held[m]->document);
    }
    places.clear();
  }
  co_return Done{};
}

}  // namespace

edge::Task<Rebuilt> rebuild(edge::Instance& instance, store::Kitchen kitchen) {
  const std::string place = co_await store::rebuild_place(instance, kitchen);
  Rebuilt out;
  if (place == forget) {
    const bool forgotten = co_await store::forget_tables(instance, kitchen);
    if (forgotten) co_await store::move_rebuild(instance, std::move(kitchen), place, std::string{claims});
    co_return out;
  }
  const bool at_claims = place.starts_with(claims);
  const std::string_view step = at_claims ? claims : originals;
  const std::string after = place.size() > step.size() ? place.substr(step.size() + 1) : std::string{};
  const std::string folder = at_claims ? store::claims_folder(kitchen) : store::archive_folder(kitchen);
  const edge::Bucket archive(instance, std::string{store::archive_bucket});
  const edge::ObjectPage page = co_await archive.list(folder, after, rebuild_page_objects, true);
  std::vector<store::Brought> found;
  for (const edge::ObjectHead& head : page.objects) {
    store::Brought& one = found.emplace_back(store::Brought{store::listed_claim(kitchen, head), {}, "", ""});
    if (at_claims) continue;
    one.version = store::listed_version(head);
    one.claim.role = one.version.number == 1 ? store::Role::original : store::Role::none;
    one.claim.first_ms = one.version.uploaded_ms;
  }
  if (!at_claims) co_await read_names(instance, kitchen, found);
  co_await store::bring(instance, kitchen, std::move(found));
  out.rows = static_cast<std::int64_t>(page.objects.size());
  std::string next = at_claims ? std::string{originals} : std::string{};
  if (page.more) next = std::string{step} + " " + page.objects.back().key;
  out.complete = next.empty();
  co_await store::move_rebuild(instance, std::move(kitchen), place, std::move(next));
  co_return out;
}

}  // namespace cookdiff::ingest
