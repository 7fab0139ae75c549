#include "ingest/rebuild.hpp"

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

// From one place in the archive, "claims" or "originals" and the key behind which to go on, to the next.
edge::Task<std::string> bring_page(edge::Instance& instance, store::Kitchen kitchen, std::string place, Rebuilt& out) {
  const bool at_claims = place.starts_with(claims);
  const std::string_view step = at_claims ? claims : originals;
  const std::string after = place.size() > step.size() ? place.substr(step.size() + 1) : std::string{};
  const std::string folder = at_claims ? store::claims_folder(kitchen) : store::archive_folder(kitchen);
  const int left = rebuild_rows_a_call - static_cast<int>(out.rows);
  const edge::Bucket archive(instance, std::string{store::archive_bucket});
  const edge::ObjectPage page = co_await archive.list(folder, after, left, true);
  std::vector<store::Brought> found;
  for (const edge::ObjectHead& head : page.objects) {
    store::Brought& one = found.emplace_back(store::Brought{store::listed_claim(kitchen, head), {}, "", ""});
    if (at_claims) continue;
    one.version = store::listed_version(head);
    one.claim.role = one.version.number == 1 ? store::Role::original : store::Role::none;
    one.claim.first_ms = one.version.uploaded_ms;
  }
  // The name and the ingredients of a recipe come from the last version that was accepted.
  for (std::size_t n = 0; !at_claims && n < found.size(); ++n) {
    const std::string& recipe = found[n].claim.recipe.text;
    if (n + 1 < found.size() && found[n + 1].claim.recipe.text == recipe) continue;
    const Result<Held> held = co_await original(instance, kitchen, recipe, found[n].version.number).result();
    if (!held && held.error().is_host()) co_return held.error();
    if (!held) continue;  // an older engine could read it
    found[n].name = document_name(held->document);
    found[n].ingredients = ingredient_names(held->document);
  }
  out.rows += static_cast<std::int64_t>(page.objects.size());
  std::string next = at_claims ? std::string{originals} : std::string{};
  if (page.more) next = std::string{step} + " " + page.objects.back().key;
  co_await store::bring(instance, std::move(kitchen), std::move(found), std::move(place), next);
  co_return next;
}

}  // namespace

edge::Task<Rebuilt> rebuild(edge::Instance& instance, store::Kitchen kitchen, Rebuild what) {
  Rebuilt out;
  std::string place = co_await store::rebuild_place(instance, kitchen, what == Rebuild::begin);
  while (!place.empty() && out.rows < rebuild_rows_a_call) {
    if (place != forget) {
      place = co_await bring_page(instance, kitchen, std::move(place), out);
      continue;
    }
    if (!co_await store::forget_tables(instance, kitchen, place)) co_return out;
    co_await store::bring(instance, kitchen, {}, std::move(place), std::string{claims});
    place = claims;
  }
  out.complete = place.empty();
  co_return out;
}

// Whoever meets a kitchen whose tables are being made again carries that on, so that it ends also when who began it is
// gone. Where it is done with that, the next round decides.
edge::Task<Done> Reconciliation::carry_on_rebuilds(Works works) {
  for (Work* work : works) {
    if (!work->standing.rebuilding) continue;
    if (!rebuilds_.contains(work->parts.kitchen)) {
      // Where that fails, the other kitchens' keys go on.
      const Result<Rebuilt> rebuilt = co_await rebuild(instance_, work->parts.kitchen, Rebuild::carry_on).result();
      rebuilds_.emplace(work->parts.kitchen, rebuilt && rebuilt->complete);
    }
    if (!rebuilds_.at(work->parts.kitchen))
      fail(*work, {Code::unavailable, true, std::string{store::tables_made_again}});
  }
  co_return Done{};
}

bool Reconciliation::is_mere_hint(Work& work) {
  const bool absent = work.reading && !work.reading->present && !work.standing.row;
  if (absent && work.item.key == work.parts.kitchen.key_prefix().append(rebuild_hint)) work.settled = true;
  return work.settled;
}

}  // namespace cookdiff::ingest
