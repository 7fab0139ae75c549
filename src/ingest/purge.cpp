#include "ingest/purge.hpp"

#include <algorithm>

#include "edge/stores.hpp"
#include "ingest/key.hpp"
#include "store/archive.hpp"
#include "store/audit.hpp"
#include "store/erasure.hpp"
#include "store/read.hpp"

namespace cookdiff::ingest {

namespace {

constexpr int page_objects = 1000;
constexpr int retention_keys_a_run = 500;
constexpr int retention_recipes_a_run = 20;
constexpr std::int64_t day_ms = 86'400'000;

edge::Bucket recipes_of(edge::Instance& instance) { return edge::Bucket(instance, std::string{store::recipes_bucket}); }
edge::Bucket archive_of(edge::Instance& instance) { return edge::Bucket(instance, std::string{store::archive_bucket}); }

// The objects first: while their rows are there, a purge that dies here is found again.
edge::Task<Done> purge_keys(edge::Instance& instance, store::Kitchen kitchen, std::vector<std::string> keys) {
  if (keys.empty()) co_return Done{};
  co_await recipes_of(instance).remove(keys);
  co_await store::forget_claims(instance, kitchen, keys);
  co_await store::forget_objects(instance, kitchen, std::move(keys));
  co_return Done{};
}

struct Folder {
  std::int64_t removed = 0;
  bool complete = false;
};
// Everything under a prefix of the archive.
edge::Task<Folder> purge_archive(edge::Instance& instance, std::string prefix) {
  Folder out;
  for (int n = 0; n < purge_pages_max; ++n) {
    const edge::ObjectPage page = co_await archive_of(instance).list(prefix, "", page_objects);
    std::vector<std::string> keys;
    for (const edge::ObjectHead& head : page.objects) keys.push_back(head.key);
    out.removed += static_cast<std::int64_t>(keys.size());
    if (!keys.empty()) co_await archive_of(instance).remove(std::move(keys));
    if (!page.more) {
      out.complete = true;
      break;
    }
  }
  co_return out;
}

// A page of what lies under a recipe's own folder and was not seen yet, so that no row tells of it.
edge::Task<std::vector<std::string>> unseen_keys(edge::Instance& instance, store::Kitchen kitchen, std::string recipe) {
  const std::string place = kitchen.key_prefix() + "recipes/" + recipe;
  std::vector<std::string> keys;
  for (const char* next : {".", "/"}) {
    const edge::ObjectPage page = co_await recipes_of(instance).list(place + next, "", page_objects / 2);
    for (const edge::ObjectHead& head : page.objects) {
      const KeyParts parts = read_key(head.key);
      if (parts.kitchen == kitchen && parts.recipe == recipe) keys.push_back(head.key);
    }
  }
  if (keys.empty()) co_return keys;
  co_return co_await store::keys_free_for(instance, kitchen, recipe, std::move(keys));
}

}  // namespace

edge::Task<Purged> purge_recipe(edge::Instance& instance, store::Kitchen kitchen, std::string recipe) {
  const auto known = co_await store::recipe(instance, kitchen, recipe);
  Purged out;
  for (int n = 0; n < purge_pages_max; ++n) {
    std::vector<std::string> keys = co_await store::keys_of_recipe(instance, kitchen, recipe, page_objects);
    if (keys.empty()) keys = co_await unseen_keys(instance, kitchen, recipe);
    if (keys.empty()) {
      out.complete = true;
      break;
    }
    out.objects += static_cast<std::int64_t>(keys.size());
    co_await purge_keys(instance, kitchen, std::move(keys));
  }
  const std::string folder = co_await store::archive_folder(instance, kitchen, recipe);
  const Folder versions = co_await purge_archive(instance, folder);
  out.versions = versions.removed;
  out.complete = out.complete && versions.complete;
  if (!known && out.objects == 0 && out.versions == 0)
    co_return Error{Code::not_found, false, "there is no such recipe"};
  if (out.complete) co_await store::forget_recipe(instance, kitchen, std::move(recipe));
  co_return out;
}

edge::Task<Purged> purge_kitchen(edge::Instance& instance, store::Kitchen kitchen) {
  Purged out;
  const std::string prefix = kitchen.key_prefix();
  std::string after;
  bool at_end = false;
  for (int n = 0; n < purge_pages_max && !at_end; ++n) {
    const edge::ObjectPage page = co_await recipes_of(instance).list(prefix, after, page_objects);
    std::vector<std::string> keys;
    for (const edge::ObjectHead& head : page.objects)
      if (read_key(head.key).kitchen == kitchen) keys.push_back(head.key);
    at_end = !page.more;
    if (!page.objects.empty()) after = page.objects.back().key;
    out.objects += static_cast<std::int64_t>(keys.size());
    co_await purge_keys(instance, kitchen, std::move(keys));
  }
  const Folder versions = co_await purge_archive(instance, store::archive_folder(kitchen));
  const Folder claims = co_await purge_archive(instance, store::claims_folder(kitchen));
  out.versions = versions.removed;
  if (at_end && versions.complete && claims.complete)
    out.complete = co_await store::forget_kitchen(instance, std::move(kitchen));
  co_return out;
}

edge::Task<Done> apply_retention(edge::Instance& instance) {
  const std::vector<store::RetentionRule> rules = co_await store::retention_rules(instance);
  for (const store::RetentionRule& rule : rules) {
    const std::int64_t before_ms = instance.now_ms() - rule.days * day_ms;
    store::Outdated outdated =
        co_await store::outdated(instance, rule.kitchen, before_ms, retention_keys_a_run, retention_recipes_a_run);
    if (outdated.keys.empty() && outdated.recipes.empty()) continue;
    store::AuditRow row;
    row.at_ms = instance.now_ms();
    row.id = edge::random_hex(instance, store::audit_id_bytes);
    row.actor = "retention";
    row.action = "purge";
    row.subject =
        "objects:" + std::to_string(outdated.keys.size()) + " recipes:" + std::to_string(outdated.recipes.size());
    row.outcome = "200";
    co_await purge_keys(instance, rule.kitchen, std::move(outdated.keys));
    for (const std::string& recipe : outdated.recipes) co_await purge_recipe(instance, rule.kitchen, recipe);
    co_await store::add_audit(instance, rule.kitchen, std::move(row));
  }
  co_return Done{};
}

}  // namespace cookdiff::ingest
