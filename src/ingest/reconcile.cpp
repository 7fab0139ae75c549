#include "ingest/reconcile.hpp"

#include <algorithm>
#include <set>

#include "diff/compare.hpp"
#include "edge/stores.hpp"
#include "edge/when_all.hpp"
#include "ingest/comparison.hpp"
#include "ingest/read_object.hpp"
#include "ingest/trace.hpp"
#include "store/archive.hpp"
#include "store/databases.hpp"
#include "store/held.hpp"
#include "store/read.hpp"
#include "store/system.hpp"

namespace cookdiff::ingest {

namespace {

constexpr std::size_t key_bytes_max = 1024;  // no bucket has a longer key

bool can_be_a_key(std::string_view key) {
  return !key.empty() && key.size() <= key_bytes_max && key.find('\0') == std::string_view::npos;
}

std::pair<RecipeName, std::int64_t> version_name(const Work& work) {
  return {{work.parts.kitchen, work.recipe.text}, work.pin};
}

}  // namespace

Reconciliation::Reconciliation(edge::Instance& instance, std::vector<Item> items) : instance_(instance) {
  MUST(items.size() <= items_max);
  std::map<std::string, std::size_t> seen;
  for (Item& item : items) {
    const auto [found, fresh] = seen.try_emplace(item.key, works_.size());
    order_.push_back(found->second);
    if (!fresh) {
      works_[found->second]->item.again = works_[found->second]->item.again || item.again;
      continue;
    }
    auto work = std::make_unique<Work>();
    work->outcome.key = item.key;
    work->parts = read_key(item.key);
    work->item = std::move(item);
    // The bucket can hold no such key, so no row is owed to it.
    work->settled = !can_be_a_key(work->item.key);
    works_.push_back(std::move(work));
  }
}

void Reconciliation::settle(Work& work, store::ObjectRow row, bool changed) {
  work.settled = true;
  work.outcome.error.reset();
  work.outcome.row = std::move(row);
  work.outcome.changed = work.outcome.changed || changed;
}

void Reconciliation::fail(Work& work, Error error) {
  work.settled = true;
  work.outcome.error = std::move(error);
}

edge::Task<std::vector<Outcome>> Reconciliation::run() {
  for (int n = 0; n < rounds_max; ++n) {
    Works left;
    for (const auto& work : works_)
      if (!work->settled) left.push_back(work.get());
    if (left.empty()) break;
    const Result<Done> found = co_await find_homes(left).result();
    std::map<std::size_t, Works> by_database;
    for (Work* work : left) by_database[store::home_of(instance_, work->parts.kitchen)].push_back(work);
    for (auto& [number, works] : by_database) {
      Result<Done> done = found ? co_await round(works).result() : found;
      for (Work* work : works) {
        if (work->settled) continue;
        work->outcome.error = done ? Error{Code::lost_race, true, "others changed it at the same time"} : done.error();
        work->forget_round();
      }
      // Not worth another try in this call.
      if (!done && (done.error().code == Code::timeout || store::is_unmigrated(done.error()))) n = rounds_max;
    }
  }
  Result<Done> mended = co_await mend_recipes().result();
  if (!mended) instance_.host().log(R"({"level":"warning","event":"mend","fault":"left to the sweep"})");
  std::vector<Outcome> out;
  for (const std::size_t at : order_) out.push_back(works_[at]->outcome);
  log_outcomes();
  co_return out;
}

// What was decided, by trace id; what was found done already has had its line.
void Reconciliation::log_outcomes() {
  std::vector<std::string> traces;
  for (const auto& work : works_) {
    const Outcome& outcome = work->outcome;
    if (outcome.changed && outcome.row)
      traces.push_back(
          trace_id(outcome.key, outcome.row->version).append(" ").append(store::state_name(outcome.row->state)));
  }
  log_traces(instance_, "decided", traces);
}

edge::Task<Done> Reconciliation::find_homes(const Works& works) {
  std::vector<store::Kitchen> kitchens;
  for (const Work* work : works) kitchens.push_back(work->parts.kitchen);
  return store::find_homes(instance_, std::move(kitchens));
}

edge::Task<Done> Reconciliation::round(Works works) {
  decisions_ = std::make_unique<Decisions>();
  Works given;
  for (Work* work : works) {
    if (work->item.reading) work->reading = std::move(work->item.reading);
    work->item.reading.reset();
    if (work->reading) given.push_back(work);
  }
  co_await read_contents(given);
  co_await read_standings(works, false);
  co_await carry_on_rebuilds(works);
  std::erase_if(
      works, [this](Work* work) { return is_mere_hint(*work) || work->standing.rebuilding || nothing_to_do(*work); });
  co_await read_again(works);
  std::erase_if(works, [](Work* work) { return work->settled; });
  co_await adopt_versions(works);
  std::erase_if(works, [](Work* work) { return work->settled; });
  for (Work* work : works)
    if (!work->decided) decisions_->begin(*work);
  co_await bind(works);
  co_await claim_originals(works);
  std::erase_if(works, [](Work* work) { return work->settled; });
  for (Work* work : works)
    if (!work->decided) decisions_->begin_make(*work);
  co_await compare_makes(works);
  std::erase_if(works, [](Work* work) { return work->settled; });
  co_await keep_claims(works);
  if (!works.empty()) co_await write(works);
  co_return Done{};
}

// Hashes and reads the bodies that are there and were not read yet.
edge::Task<Done> Reconciliation::read_contents(Works works) {
  std::erase_if(works, [](const Work* work) { return !work->reading || work->read_content_done; });
  if (works.empty()) co_return Done{};
  std::vector<std::string> inputs;
  for (const Work* work : works) {
    inputs.push_back(work->reading->present ? work->reading->object.body : std::string{});
    inputs.push_back(work->item.key);
  }
  std::vector<std::string> hashes = co_await edge::sha256(instance_, std::move(inputs));
  for (std::size_t n = 0; n < works.size(); ++n) {
    Work& work = *works[n];
    work.read_content_done = true;
    work.hash = std::move(hashes[2 * n]);
    work.key_hash = std::move(hashes[2 * n + 1]);
    if (!work.reading->present || work.reading->object.too_large || !work.parts.acceptable) continue;
    work.arena = std::make_unique<Arena>();
    work.content.emplace(read_content(work.reading->object.body, work.item.key, work.parts.is_make, *work.arena));
    work.metadata = metadata_ids(work.reading->object.head);
  }
  co_return Done{};
}

// `recipes_only`: the row that the reading came after stays what it is, since the commit is guarded by it.
edge::Task<Done> Reconciliation::read_standings(Works works, bool recipes_only) {
  std::vector<store::Ask> asks;
  for (const Work* work : works) {
    store::Ask ask{work->parts.kitchen, work->item.key, "", {}, 0};
    if (work->content && *work->content) {
      const Content& content = **work->content;
      ask.recipe = recipe_of(content, work->metadata, work->parts, work->key_hash).text;
      const MakeId make = make_of(content, work->metadata, work->parts, work->key_hash);
      ask.make_ids = {make.id.text, with_hash(make.id.text, work->key_hash), work->key_hash};
      ask.first_ms = work->reading->object.head.uploaded_ms;
    }
    asks.push_back(std::move(ask));
  }
  std::vector<store::Standing> standings = co_await store::standings(instance_, std::move(asks));
  for (std::size_t n = 0; n < works.size(); ++n) {
    Work& work = *works[n];
    if (recipes_only) standings[n].row = std::move(work.standing.row);
    work.standing = std::move(standings[n]);
  }
  co_return Done{};
}

// True when the row says already what the reading does. A reading that is not fresh is enough for that: what came after
// it has a message of its own.
bool Reconciliation::nothing_to_do(Work& work) {
  if (work.archived || !work.standing.row || work.revision() == 0 || !work.reading || work.item.again) return false;
  const store::ObjectRow& row = *work.standing.row;
  // An object that is gone has no version of its own to be known by: is_still_gone.
  if (!work.reading->present || work.reading->object.head.version != row.version || is_due(row, work.standing))
    return false;
  if (work.standing.recipe.due) changed_recipes_.push_back({work.parts.kitchen, row.recipe.text});
  settle(work, row, false);
  return true;
}

// Reads the objects again whose row was decided before, or of which nobody gave a reading: now, after the row.
edge::Task<Done> Reconciliation::read_again(Works works) {
  std::erase_if(works, [](const Work* work) { return work->reading && work->revision() == 0; });
  std::vector<edge::Task<Reading>> reads;
  for (const Work* work : works) reads.push_back(read_object(instance_, work->item.key));
  std::vector<Result<Reading>> readings = co_await edge::when_all(std::move(reads));
  for (std::size_t n = 0; n < works.size(); ++n) {
    Work& work = *works[n];
    if (!readings[n]) {
      fail(work, std::move(readings[n]).error());
      continue;
    }
    work.forget_round();
    work.reading = *std::move(readings[n]);
    work.fresh = true;
  }
  std::erase_if(works, [this](Work* work) { return work->settled || nothing_to_do(*work); });
  co_await read_contents(works);
  std::erase_if(works, [this](Work* work) { return is_still_gone(*work) || same_content(*work) || work->has_claim(); });
  std::erase_if(works, [](const Work* work) { return !work->content || !*work->content; });
  if (!works.empty()) co_await read_standings(works, true);
  co_return Done{};
}

// Gone, as its row says already; but somebody may be about to write what was there in between (seed 246), so the row
// gets another revision before the message is acked.
bool Reconciliation::is_still_gone(Work& work) {
  if (work.reading->present || work.archived || work.revision() == 0) return false;
  if (work.standing.row->state != store::State::withdrawn) return false;
  work.next = *work.standing.row;
  work.decided = work.touched = true;
  return true;
}

// The same bytes put again: nothing but the bucket's version is new.
bool Reconciliation::same_content(Work& work) {
  if (!work.has_claim() || !work.reading->present || work.item.again) return false;
  const store::ObjectRow& row = *work.standing.row;
  const bool current = row.state == store::State::stored || row.state == store::State::pending;
  if (!current || row.hash != work.hash || is_due(row, work.standing)) return false;
  if (row.role == store::Role::original) return false;  // the archive may have another version since: ask it
  work.next = row;
  work.next.version = work.reading->object.head.version;
  work.next.uploaded_ms = work.reading->object.head.uploaded_ms;
  work.decided = work.touched = work.keep_claim = true;
  return true;
}

// An original's key that has no acceptable document now, or a make's where an original was meant: what the archive has
// of it and the table lacks is learned first, or nobody would.
edge::Task<Done> Reconciliation::adopt_versions(Works works) {
  std::erase_if(works, [](const Work* work) {
    if (work->decided || (!work->has_role(store::Role::original) && !work->is_bound())) return true;
    if (!work->content || !*work->content || (**work->content).identity.is_make()) return false;
    const store::Id named = recipe_named(**work->content);
    return !named.present() || named.text == work->standing.row->recipe.text;  // it will be claimed
  });
  for (Work* work : works) {
    const store::RecipeRow& recipe = work->standing.recipe;
    const std::string name = work->standing.row->recipe.text;
    Result<Claimed> found = co_await archived_claim(instance_, work->parts.kitchen, name, work->item.key,
                                                    recipe.original_key == work->item.key ? recipe.current : 0)
                                .result();
    if (!found) {
      fail(*work, std::move(found).error());
      continue;
    }
    work->claimed = *std::move(found);
  }
  co_return Done{};
}

// Those that may become originals are bound to their recipes, in the table, before the archive is asked.
edge::Task<Done> Reconciliation::bind(Works works) {
  std::erase_if(works, [this](Work* work) {
    if (work->decided || !work->wants_claim || work->has_claim() || work->is_bound()) return true;
    const std::string& original = decisions_->state_of(*work).after.original_key;
    return !original.empty() && original != work->item.key;
  });
  if (works.empty()) co_return Done{};
  store::Commit commit;
  commit.now_ms = instance_.now_ms();
  for (const Work* work : works) commit.objects.push_back({decisions_->binding_row(*work), std::nullopt});
  const std::vector<std::string> written = co_await store::commit(instance_, std::move(commit));
  for (Work* work : works) {
    if (std::find(written.begin(), written.end(), work->item.key) != written.end()) {
      work->standing.row = decisions_->binding_row(*work);
      ++work->standing.row->revision;
    } else {
      work->put_off();
    }
  }
  co_return Done{};
}

edge::Task<Done> Reconciliation::claim_originals(Works works) {
  std::erase_if(works, [](const Work* work) { return work->decided || !work->wants_claim; });
  while (!works.empty()) {
    // One key of each recipe at a time: the next ones find it decided.
    Works wave;
    std::set<RecipeName> recipes;
    for (Work* work : works) {
      if (recipes.insert({work->parts.kitchen, work->recipe.text}).second) wave.push_back(work);
    }
    std::vector<edge::Task<Claimed>> claims;
    for (const Work* work : wave) {
      const RecipeState& state = decisions_->state_of(*work);
      const edge::Object& object = work->reading->object;
      const Content& content = **work->content;
      Candidate candidate{work->parts.kitchen, work->recipe, work->item.key, object.head.version, {}, object.body};
      candidate.content = {0, object.head.uploaded_ms, work->hash, static_cast<std::int64_t>(object.body.size()),
                           std::string{content.reading.format}};
      claims.push_back(claim(instance_, std::move(candidate),
                             {state.after.original_key, state.after.current, state.current_hash, state.current_ms}));
    }
    std::vector<Result<Claimed>> claimed = co_await edge::when_all(std::move(claims));
    for (std::size_t n = 0; n < wave.size(); ++n) {
      Work& work = *wave[n];
      std::erase(works, &work);
      if (claimed[n]) {
        work.claimed = *std::move(claimed[n]);
        work.archived = work.archived || !work.claimed->versions.empty();
        decisions_->finish_original(work);
      } else if (claimed[n].error().code == Code::lost_race) {
        work.put_off();
      } else {
        fail(work, std::move(claimed[n]).error());
      }
    }
  }
  co_return Done{};
}

// The document of an original that came with this batch: it is read already. Null when it did not.
const json::Value* Reconciliation::original_at_hand(const VersionName& name) const {
  for (const auto& work : works_) {
    if (!work->wants_claim || !work->claimed || !work->claimed->ours || work->claimed->number != name.second) continue;
    if (work->parts.kitchen == name.first.kitchen && work->recipe.text == name.first.recipe)
      return &(*work->content)->reading.document;
  }
  return nullptr;
}

namespace {

// What a make is compared with is nearly always its recipe's present version, whose hash came with the make's standing.
edge::Task<Held> read_original(edge::Instance& instance, store::Kitchen kitchen, std::string recipe,
                               std::int64_t version, std::string hash) {
  auto archived = co_await store::archived_document_held(instance, kitchen, recipe, version, std::move(hash));
  if (!archived) co_return Error{Code::not_found, false, "there is no such version"};
  co_return hold(archived->body, archived->about.key);
}

}  // namespace

// Every original that these makes are compared with, each read and parsed once a call.
edge::Task<Reconciliation::Originals> Reconciliation::find_originals(Works works) {
  Originals found;
  std::vector<VersionName> missing;
  std::vector<edge::Task<Held>> reads;
  for (const Work* work : works) {
    const auto [at, fresh] = found.try_emplace(version_name(*work), static_cast<const json::Value*>(nullptr));
    if (!fresh) continue;
    const auto held = archived_.find(at->first);
    const json::Value* document = held != archived_.end() ? &held->second.document : original_at_hand(at->first);
    at->second = document;
    if (document != nullptr) continue;
    missing.push_back(at->first);
    const bool current = work->pin == work->standing.recipe.current;
    reads.push_back(read_original(instance_, work->parts.kitchen, work->recipe.text, work->pin,
                                  current ? work->standing.current_hash : std::string{}));
  }
  std::vector<Result<Held>> read = co_await edge::when_all(std::move(reads));
  for (std::size_t n = 0; n < missing.size(); ++n) {
    Result<const json::Value*>& document = found.at(missing[n]);
    if (read[n])
      document = &archived_.emplace(missing[n], *std::move(read[n])).first->second.document;
    else
      document = std::move(read[n]).error();
  }
  co_return found;
}

edge::Task<Done> Reconciliation::compare_makes(Works works) {
  std::erase_if(works, [](const Work* work) { return work->pin == 0; });
  const Originals originals = co_await find_originals(works);
  for (Work* work : works) {
    const Result<const json::Value*>& against = originals.at(version_name(*work));
    if (!against) {
      Error error = against.error();
      error.retryable = true;
      fail(*work, std::move(error));
      continue;
    }
    work->next.state = store::State::stored;
    work->next.pinned = work->pin;
    if (auto compared = compare_into((*work->content)->reading.document, **against, work->next); !compared) {
      work->next.state = store::State::rejected;
      work->next.pinned = 0;
      work->next.reason = {std::string{base::code_name(compared.error().code)}, compared.error().detail,
                           compared.error().pointer, compared.error().byte};
    }
  }
  co_return Done{};
}

// Before a row says that a key is something which its object, looked at for the first time, would not say: what it was
// accepted as goes into the archive, so that the tables can be made again (docs/adr/0005-the-tables-made-again.md).
// From its row: what is not committed may never be.
edge::Task<Done> Reconciliation::keep_claims(Works works) {
  std::vector<store::KeptClaim> claims;
  for (const Work* work : works) {
    std::optional<store::ObjectRow> row;
    if (!work->turned_away_by.empty())
      row = co_await store::object(instance_, work->parts.kitchen, work->turned_away_by);
    else if (work->keep_claim && !work->next.key.empty() && work->next.role != store::Role::original)
      row = work->standing.row;
    // An original's is in the archive already.
    if (row && (row->role == store::Role::make || row->role == store::Role::claiming))
      claims.push_back(store::claim_of(*row));
  }
  co_await store::keep_claims(instance_, std::move(claims));
  co_return Done{};
}

edge::Task<Done> Reconciliation::write(Works works) {
  store::Commit commit = std::move(decisions_->commit);
  commit.now_ms = instance_.now_ms();
  for (const Work* work : works)
    if (!work->next.key.empty()) commit.objects.push_back({work->next, work->guard, work->touched});
  if (commit.objects.empty()) co_return Done{};
  std::vector<RecipeName> recipes;
  for (const store::RecipeWrite& write : commit.recipes)
    if (write.row.generation != 0)
      recipes.push_back({write.kitchen, write.row.recipe.text});  // a new one has no makes yet
  const std::vector<std::string> written = co_await store::commit(instance_, std::move(commit));
  for (Work* work : works) {
    if (work->claim_first) continue;
    if (std::find(written.begin(), written.end(), work->item.key) == written.end()) continue;
    work->next.revision += 1;
    settle(*work, work->next, true);
  }
  changed_recipes_.insert(changed_recipes_.end(), recipes.begin(), recipes.end());
  co_return Done{};
}

// The makes that wait for an original that has just come: the first ones now, the rest by the sweep.
edge::Task<Done> Reconciliation::mend_recipes() {
  std::sort(changed_recipes_.begin(), changed_recipes_.end());
  changed_recipes_.erase(std::unique(changed_recipes_.begin(), changed_recipes_.end()), changed_recipes_.end());
  int left = mended_at_once;
  for (const RecipeName& name : changed_recipes_) {
    if (left <= 0) break;
    left -= static_cast<int>(co_await mend_due(instance_, name.kitchen, name.recipe, left));
  }
  co_return Done{};
}

edge::Task<std::vector<Outcome>> reconcile(edge::Instance& instance, std::vector<Item> items) {
  Reconciliation reconciliation(instance, std::move(items));
  co_return co_await reconciliation.run();
}

edge::Task<Outcome> reconcile_one(edge::Instance& instance, std::string key, bool again) {
  std::vector<Item> items;
  items.push_back({std::move(key), std::nullopt, again});
  std::vector<Outcome> outcomes = co_await reconcile(instance, std::move(items));
  co_return std::move(outcomes.front());
}

edge::Task<std::size_t> mend_due(edge::Instance& instance, store::Kitchen kitchen, std::string recipe, int limit) {
  const auto due = co_await store::due_recipe(instance, kitchen, recipe);
  if (!due) co_return std::size_t{0};
  const store::DueMakes makes = co_await store::due_makes(instance, *due, std::string{diff::engine},
                                                          std::min(limit, static_cast<int>(items_max)));
  std::vector<Item> items;
  for (const std::string& key : makes.keys) items.push_back({key, std::nullopt, false});
  const std::size_t count = items.size();
  if (!items.empty()) {
    const std::vector<Outcome> outcomes = co_await reconcile(instance, std::move(items));
    for (const Outcome& outcome : outcomes)
      if (outcome.error) co_return count;  // stays due
  }
  co_await store::advance_due(instance, *due, makes.last, makes.complete);
  co_return count;
}

}  // namespace cookdiff::ingest
