#include "ingest/claim.hpp"

#include "edge/bucket.hpp"
#include "ingest/comparison.hpp"
#include "ingest/documents.hpp"

namespace cookdiff::ingest {

namespace {

// The archive has a later upload than this reading. Either the reading is stale, or the clock went back: only the
// bucket knows.
edge::Task<bool> is_current(edge::Instance& instance, std::string key, std::string version) {
  const auto head = co_await edge::Bucket(instance, std::string{store::recipes_bucket}).head(std::move(key));
  co_return head && head->version == version;
}

}  // namespace

edge::Task<Claimed> archived_claim(edge::Instance& instance, store::Kitchen kitchen, std::string recipe,
                                   std::string key, std::int64_t current) {
  Claimed out;
  out.number = current;
  out.ours = current > 0;
  for (int step = 0; step < adopted_versions_max; ++step) {
    const auto next = co_await store::archived(instance, kitchen, recipe, out.number + 1);
    if (!next || next->key != key) break;
    out.ours = true;
    out.original_key = key;
    out.recipe_is_number = next->recipe_is_number;
    out.number = next->version.number;
    out.versions.push_back(next->version);
  }
  if (out.versions.empty()) co_return out;
  const Result<Held> last = co_await original(instance, kitchen, recipe, out.number).result();
  if (!last && last.error().is_host()) co_return last.error();
  if (last) {  // else an older engine could read it
    out.name = document_name(last->document);
    out.ingredients = ingredient_names(last->document);
  }
  co_return out;
}

edge::Task<Claimed> claim(edge::Instance& instance, Candidate candidate, KnownOriginal known) {
  Claimed out;
  out.original_key = known.original_key;
  if (!known.original_key.empty() && known.original_key != candidate.key) co_return out;
  for (int step = 0; step < adopted_versions_max; ++step) {
    if (known.current > 0 && known.current_hash == candidate.content.hash) {
      // It may have had other content meanwhile, of which only the archive knows.
      const auto behind =
          co_await store::archived(instance, candidate.kitchen, candidate.recipe.text, known.current + 1);
      if (behind && behind->key == candidate.key) {
        out.versions.push_back(behind->version);
        known = {candidate.key, behind->version.number, behind->version.hash, behind->version.uploaded_ms};
        continue;
      }
      out.ours = true;
      out.original_key = candidate.key;
      out.number = known.current;
      co_return out;
    }
    store::Archived next{candidate.content, candidate.key};
    next.version.number = known.current + 1;
    if (known.current > 0 && next.version.uploaded_ms < known.current_ms) {
      if (!co_await is_current(instance, candidate.key, candidate.bucket_version))
        co_return Error{Code::lost_race, true, "the object has changed since it was read"};
      next.version.uploaded_ms = known.current_ms;  // so that versions are in order of time as in number
    }
    Result<bool> put =
        co_await store::archive(instance, candidate.kitchen, candidate.recipe, next, candidate.body).result();
    if (put && *put) {
      out.versions.push_back(next.version);
      out.ours = true;
      out.original_key = candidate.key;
      out.number = next.version.number;
      co_return out;
    }
    const auto there =
        co_await store::archived(instance, candidate.kitchen, candidate.recipe.text, next.version.number);
    if (!there) co_return put ? Error{Code::unavailable, true, "the archive lost a version"} : put.error();
    if (there->key != candidate.key) {
      out.original_key = there->key;
      co_return out;
    }
    out.versions.push_back(there->version);
    known = {candidate.key, there->version.number, there->version.hash, there->version.uploaded_ms};
  }
  co_return Error{Code::unavailable, true, "the archive is far ahead of the table"};
}

}  // namespace cookdiff::ingest
