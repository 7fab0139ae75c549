#include "sim/seeds/watch.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "diff/compare.hpp"
#include "edge/frame.hpp"
#include "edge/header.hpp"
#include "ingest/event_message.hpp"
#include "ingest/sender.hpp"
#include "sim/seeds/workload.hpp"

namespace cookdiff::sim {

namespace {

std::string quoted(const std::string& text) { return "'" + text + "'"; }

std::string key_of(const QueuedMessage& message) {
  const auto event = ingest::read_event(message.body, ingest::uploads_bucket_name);
  return event ? event->key : std::string{};
}

}  // namespace

void Watch::breaks(const std::string& what) { broken.push_back(what); }

void Watch::changed(const std::string& key, bool put) {
  versions_[key].push_back(put ? bed_.world.recipes.find(key)->version : std::string{});
}

void Watch::taken(const QueuedMessage& message) { taken_at_[message.id].insert(versions_[key_of(message)].size()); }

// No ack before the commit: whoever acks has decided on what the bucket held when the message was taken, or on
// something later.
void Watch::settled(const std::string& queue, const QueuedMessage& message, bool acked) {
  const std::string key = key_of(message);
  std::multiset<std::size_t>& deliveries = taken_at_[message.id];
  const std::size_t owed = deliveries.empty() ? 0 : *deliveries.begin();  // of several under way, the least
  if (!deliveries.empty()) deliveries.erase(std::prev(deliveries.end()));
  if (!acked || key.empty()) return;
  // Begun again between the commit and the ack, a rebuild has forgotten the row: what comes back is looked at when all
  // is done (seed 1419).
  if (rebuild_under_way(key)) return;
  claims_kept(key);
  const auto rows = bed_.world.table("SELECT state, version, revision, role FROM objects WHERE key = " + quoted(key));
  if (rows.empty()) {
    if (owed != 0) breaks("acked before the commit: " + key + " has no row (" + message.id + " of " + queue + ")");
    return;
  }
  if (rows[0][2] == "0") return breaks("acked before the commit: " + key + " is not decided on");
  // Somebody is deciding on a later version: until that is done the row is one that the sweep takes up again (seed
  // 1375).
  if (rows[0][0] == "queued" && rows[0][3] == "claiming") return;
  if (rows[0][0] == "failed") return;
  std::size_t decided_on = place_of(key, rows[0][1]);
  if (decided_on < owed)
    breaks("acked before the commit: " + key + " was decided on as " + rows[0][1] + ", an older version");
  std::size_t& latest = latest_[key];
  // A deletion leaves no version that tells it from another one: the earliest counts that undoes nothing (seed 3469).
  if (rows[0][1].empty()) decided_on = deletion_from(key, latest);
  if (decided_on < latest) breaks("undone: " + key + " was decided on as " + rows[0][1] + " after a later version");
  latest = std::max(latest, decided_on);
}

// Which of a key's versions it is, counted from 1; 0: none.
std::size_t Watch::place_of(const std::string& key, const std::string& version) {
  const std::vector<std::string>& versions = versions_[key];
  return static_cast<std::size_t>(versions.rend() - std::find(versions.rbegin(), versions.rend(), version));
}

std::size_t Watch::deletion_from(const std::string& key, std::size_t least) {
  const std::vector<std::string>& versions = versions_[key];
  for (std::size_t place = std::max<std::size_t>(least, 1); place <= versions.size(); ++place)
    if (versions[place - 1].empty()) return place;
  return 0;
}

bool Watch::rebuild_under_way(const std::string& key) const {
  return !bed_.world.table("SELECT name FROM settings WHERE name = " + quoted("rebuild." + kitchen_of(key))).empty();
}

void Watch::claims_kept(const std::string& key) {
  const auto rows = bed_.world.table(
      "SELECT role, recipe, make_id, first_ms FROM objects WHERE role IN ('original', 'make') AND key = " +
      quoted(key));
  if (rows.empty()) {
    if (claimed_.contains(key)) breaks("decided again: " + key + " was accepted and is no more");
    return;
  }
  const std::string claim = rows[0][0] + " " + rows[0][1] + " " + rows[0][2] + " " + rows[0][3];
  const auto [found, fresh] = claimed_.try_emplace(key, claim);
  if (!fresh && found->second != claim) breaks("decided again: " + key + " was " + found->second + " and is " + claim);
}

void Watch::answered(const std::string& kitchen, const std::string& what, const std::string& answer) {
  for (const std::string other : {"home", "anna", "ben"})
    if (other != kitchen && answer.find(mark_of(other)) != std::string::npos)
      breaks("seen by another kitchen: " + what + " told " + kitchen + " of " + other);
  Arena arena;
  const auto frame = edge::read_frame(answer, arena);
  const std::int64_t status = frame ? edge::integer_of(frame->header, "status") : 0;
  if (status == 500 || status == 0)
    breaks("answered " + std::to_string(status) + ": " + what + " " + answer.substr(0, 300));
}

void Watch::look_at_logs() {
  for (; logs_seen_ < bed_.world.log.size(); ++logs_seen_)
    if (bed_.world.log[logs_seen_].find(canary) != std::string::npos)
      breaks("a document's text in the log: " + bed_.world.log[logs_seen_]);
}

std::map<std::string, Claim> Watch::claims() const {
  std::map<std::string, Claim> out;
  for (const auto& row : bed_.world.table(
           "SELECT o.key, o.role, o.recipe, r.is_number, o.make_id, o.make_is_number, o.first_ms FROM objects o LEFT "
           "JOIN recipes r ON r.kitchen = o.kitchen AND r.recipe = o.recipe WHERE o.role IS NOT NULL"))
    out[row[0]] = {row[1], row[2], row[3] == "1", row[4], row[5] == "1", std::atoll(row[6].c_str())};
  return out;
}

// The archive's versions, but for those that no table can know of: of a key that became something else before it was
// claimed; and those behind the table's latest, where a put took place when nobody waited for it, or whoever put it
// died while its key became one that has nothing to claim: they are learned when the key is next looked at.
Accepted Watch::accepted(const std::map<std::string, Claim>& claims) const {
  Accepted out = read_archive(bed_.world.archive.objects());
  std::erase_if(out, [&](const auto& item) {
    const auto claim = claims.find(item.second.front().key);
    return claim == claims.end() || claim->second.role != "original";
  });
  for (const auto& row : bed_.world.table(
           "SELECT r.kitchen, r.recipe, r.current, o.state FROM recipes r JOIN objects o ON o.key = r.original_key"))
    if (!archive_ahead_ && row[3] == "stored")
      continue;
    else if (const auto found = out.find({row[0], row[1]}); found != out.end())
      std::erase_if(found->second,
                    [&](const ArchivedVersion& version) { return version.number > std::atoll(row[2].c_str()); });
  return out;
}

void Watch::rows_are_right() {
  const std::map<std::string, Claim> known = claims();
  const std::map<std::string, Expected> expected = expect(bed_.world.recipes.objects(), accepted(known), known);
  std::map<std::string, std::vector<std::string>> rows;
  for (auto& row : bed_.world.table(
           "SELECT key, state, version, reason, pinned, engine, differences, role, attempts FROM objects ORDER BY key"))
    rows[row[0]] = std::move(row);
  for (const auto& [key, want] : expected) {
    const auto found = rows.find(key);
    if (found == rows.end()) {
      breaks("no outcome: " + key + " should be " + want.state);
      continue;
    }
    const std::vector<std::string>& row = found->second;
    const StoredObject* object = bed_.world.recipes.find(key);
    const std::string version = object != nullptr ? object->version : std::string{};
    if (object != nullptr && object->body.find(poison) != std::string::npos) {
      if (row[1] != "failed") breaks("poison: " + key + " is " + row[1]);
      continue;
    }
    // A host that failed through every delivery and as a dead letter too: given up, with its tries, and said so.
    const bool given_up = row[1] == "failed" && std::atoll(row[8].c_str()) > ingest::deliveries_max;
    if (given_up && row[2] == version) continue;
    if (row[1] != want.state || (want.state != "withdrawn" && row[3] != want.reason))
      breaks("wrong outcome: " + key + " is " + row[1] + " " + row[3] + ", should be " + want.state + " " +
             want.reason);
    if (row[2] != version) breaks("wrong version: " + key + " has " + row[2] + ", the bucket " + version);
    if (want.state == "withdrawn" || want.pinned == 0) continue;
    if (row[4] != std::to_string(want.pinned))
      breaks("wrong pin: " + key + " " + row[4] + ", should be " + std::to_string(want.pinned));
    if (row[5] != diff::engine) breaks("old engine: " + key + " " + row[5]);
    if (row[6] != want.differences) breaks("wrong differences: " + key + "\n  " + row[6] + "\n  " + want.differences);
  }
  for (const auto& [key, row] : rows)
    if (!expected.contains(key) && row[1] != "withdrawn") breaks("a row of nothing: " + key + " is " + row[1]);
}

void Watch::versions_are_right() {
  std::vector<std::string> wanted;
  std::vector<std::string> recipes;
  const Accepted archive = accepted(claims());
  for (const auto& [recipe, versions] : archive) {
    if (versions.empty()) continue;
    std::int64_t number = 0;
    for (const ArchivedVersion& version : versions) {
      if (version.number != ++number) breaks("the archive has a gap: " + recipe.second);
      if (version.key != versions.front().key) breaks("two originals: " + recipe.second);
      wanted.push_back(recipe.first + "|" + recipe.second + "|" + std::to_string(version.number) + "|" +
                       std::to_string(version.uploaded_ms) + "|" + version.hash);
    }
    recipes.push_back(recipe.first + "|" + recipe.second + "|" +
                      (bed_.world.recipes.find(versions.front().key) != nullptr ? "stored" : "withdrawn") + "|" +
                      std::to_string(number) + "|" + versions.front().key);
  }
  const auto rows = bed_.world.rows(
      "SELECT kitchen, recipe, number, uploaded_ms, hash FROM versions ORDER BY kitchen, recipe, number");
  std::sort(wanted.begin(), wanted.end());
  if (rows != wanted) {
    std::string all = "the versions are not the archive's:";
    for (const std::string& row : rows) all += "\n  table   " + row;
    for (const std::string& row : wanted) all += "\n  archive " + row;
    breaks(all);
  }
  const auto known = bed_.world.rows(
      "SELECT kitchen, recipe, state, current, original_key FROM recipes WHERE state <> 'none' ORDER BY kitchen, "
      "recipe");
  std::sort(recipes.begin(), recipes.end());
  if (known == recipes) return;
  std::string all = "the recipes are not the archive's:";
  for (const std::string& row : known) all += "\n  table   " + row;
  for (const std::string& row : recipes) all += "\n  archive " + row;
  breaks(all);
}

// All that the buckets and the decisions say; not how often a row was written, or when, and of what is gone only what
// it was.
std::vector<std::string> Watch::tables() const {
  std::vector<std::string> out;
  for (const std::string_view sql :
       {"SELECT key, state, version, uploaded_ms, size, hash, format, first_ms, recipe, role, make_id, make_is_number, "
        "pinned, engine, as_written, identical, scale, rating, made_ms, made_at, cook, name, reason, detail, pointer, "
        "byte, also, summary, facts, differences FROM objects WHERE state NOT IN ('withdrawn', 'failed') ORDER BY key",
        "SELECT key, state, role, recipe, make_id FROM objects WHERE state IN ('withdrawn', 'failed') AND role IS NOT "
        "NULL ORDER BY key",
        "SELECT kitchen, recipe, number, uploaded_ms, hash, size, format FROM versions ORDER BY kitchen, recipe, "
        "number",
        "SELECT kitchen, recipe, is_number, state, original_key, current, iif(state = 'withdrawn', NULL, name), "
        "ingredients, created_ms, updated_ms FROM recipes WHERE state <> 'none' ORDER BY kitchen, recipe"})
    for (std::string& row : bed_.world.rows(std::string{sql})) out.push_back(std::move(row));
  return out;
}

void Watch::tables_as_before() {
  if (archive_ahead_) return;
  const std::vector<std::string> now = tables();
  for (std::size_t n = 0; n < std::max(now.size(), tables_.size()); ++n) {
    const std::string before = n < tables_.size() ? tables_[n] : "(none)";
    const std::string after = n < now.size() ? now[n] : "(none)";
    if (before != after)
      return breaks("made again, the tables say otherwise:\n  before " + before + "\n  after  " + after);
  }
}

void Watch::kept_is_right(const std::string& what, const std::string& kept, const std::string& computed) {
  if (kept != computed) breaks("stale: " + what + "\n  kept     " + kept + "\n  computed " + computed);
}

void Watch::books_balance() {
  for (const auto& [name, queue] : bed_.world.queues) {
    if (queue.sent != queue.acked + queue.dead + queue.messages.size())
      breaks("the books of " + name + ": sent " + std::to_string(queue.sent) + ", acked " +
             std::to_string(queue.acked) + ", dead " + std::to_string(queue.dead) + ", waiting " +
             std::to_string(queue.messages.size()));
    if (name == dead_letters && queue.dead != 0) breaks("a dead letter died");
  }
}

void Watch::kitchens_apart() {
  if (!bed_.world.further_databases.empty()) kitchens_at_home();
  for (const auto& row : bed_.world.table(
           "SELECT kitchen, key, coalesce(name, '') || coalesce(summary, '') || coalesce(facts, '') || "
           "coalesce(differences, '') FROM objects UNION ALL SELECT kitchen, recipe, coalesce(name, '') FROM recipes"))
    for (const std::string other : {"home", "anna", "ben"})
      if (other != row[0] && row[2].find(mark_of(other)) != std::string::npos)
        breaks("kitchens mixed: " + row[1] + " of " + row[0] + " has the text of " + other);
}

// Of several databases each kitchen's rows are in one, which the first names.
void Watch::kitchens_at_home() {
  std::map<std::string, std::string> homes;
  for (const auto& row : bed_.world.database.table("SELECT kitchen, home FROM kitchens")) homes[row[0]] = row[1];
  const auto look = [&](const std::string& number, DatabaseStore& store) {
    for (const auto& row : store.table(
             "SELECT kitchen FROM objects UNION SELECT kitchen FROM recipes UNION SELECT kitchen FROM versions UNION "
             "SELECT kitchen FROM idempotency"))
      if (homes[row[0]] != number) breaks("split: " + row[0] + " has rows in database " + number);
  };
  look("1", bed_.world.database);
  for (auto& [binding, store] : bed_.world.further_databases) look(binding.substr(2), store);
}

// What came with an Idempotency-Key is one object, however often it was sent.
void Watch::posted_once(const std::set<std::string>& once_only) {
  for (const std::string& own : once_only) {
    std::string keys;
    int objects = 0;
    for (const auto& [key, object] : bed_.world.recipes.objects())
      if (object.body.find(own) != std::string::npos) keys += " " + key, ++objects;
    if (objects > 1) breaks("posted twice: " + own + " is in" + keys);
  }
}

void Watch::end(const std::set<std::string>& once_only) {
  for (const auto& [key, versions] : versions_) claims_kept(key);
  look_at_logs();
  rows_are_right();
  versions_are_right();
  books_balance();
  kitchens_apart();
  posted_once(once_only);
}

}  // namespace cookdiff::sim
