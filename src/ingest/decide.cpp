#include "ingest/comparison.hpp"
#include "ingest/work.hpp"

#include "diff/compare.hpp"

namespace cookdiff::ingest {

namespace {

using store::OriginalState;
using store::Role;
using store::State;

constexpr std::size_t detail_bytes_max = 1000;  // of a reason's texts

store::Reason reason_of(const Error& error) {
  store::Reason reason{std::string{base::code_name(error.code)}, error.detail, error.pointer, error.byte};
  // A pointer is made of the document's own member names, which may be as long as the document.
  if (reason.pointer.size() > detail_bytes_max) reason.pointer.clear();
  if (reason.detail.size() > detail_bytes_max) reason.detail.resize(detail_bytes_max);
  return reason;
}

void clear_comparison(store::ObjectRow& row) {
  row.pinned = 0;
  row.engine.clear();
  row.as_written = row.identical = false;
  row.scale = 1;
  row.summary.clear();
  row.facts.clear();
  row.differences.clear();
}

Error named_otherwise(std::string_view what) {
  return {Code::conflict, false,
          std::string{"the content names another "}.append(what).append(" than this key was accepted as"), ""};
}

}  // namespace

void Work::put_off() {
  decided = true;
  next.key.clear();
}

void Work::forget_round() {
  content.reset();
  arena.reset();
  reading.reset();
  fresh = false;
  read_content_done = false;
  decided = touched = is_original = wants_claim = keep_claim = claim_first = false;
  turned_away_by.clear();
  claimed.reset();
  recipe = {};
  next = {};
  guard.reset();
  pin = 0;
}

std::string_view pending_reason(OriginalState state) {
  return state == OriginalState::withdrawn ? "original-withdrawn" : "original-missing";
}

bool is_due(const store::ObjectRow& row, const store::Standing& standing) {
  if (row.role != Role::make) return false;
  if (standing.recipe.state != OriginalState::stored)
    return row.state == State::stored ||
           (row.state == State::pending && row.reason.code != pending_reason(standing.recipe.state));
  if (row.state == State::pending) return true;
  return row.state == State::stored && (row.engine != diff::engine || row.pinned != standing.pin);
}

RecipeState& Decisions::state_of(const Work& work) {
  const auto [found, fresh] = states_.try_emplace(RecipeName{work.parts.kitchen, work.recipe.text});
  RecipeState& state = found->second;
  if (fresh) {
    state.before = work.standing.recipe;
    state.after = state.before;
    if (state.after.generation == 0) state.after.recipe = work.recipe;
    state.guard = state.before.guard();
    state.current_hash = work.standing.current_hash;
    state.current_ms = work.standing.current_ms;
  }
  return state;
}

store::ObjectRow Decisions::next_row(const Work& work, State state) const {
  store::ObjectRow row;
  if (work.standing.row) row = *work.standing.row;
  row.kitchen = work.parts.kitchen;
  row.key = work.item.key;
  row.revision = work.revision();
  row.state = state;
  row.reason = {};
  row.attempts = 0;
  if (work.reading->present) {
    const edge::ObjectHead& head = work.reading->object.head;
    row.version = head.version;
    row.uploaded_ms = head.uploaded_ms;
    row.size = static_cast<std::int64_t>(head.size);
    row.hash = work.hash;
    row.also.clear();
    row.format.clear();
    if (work.content && *work.content) {
      row.format = (*work.content)->reading.format;
      row.also = (*work.content)->reading.also;
    }
  }
  return row;
}

void Decisions::begin(Work& work) {
  const std::string version = work.reading->present ? work.reading->object.head.version : std::string{};
  const std::string before = work.standing.row ? work.standing.row->version : std::string{};
  work.keep_claim = work.is_bound() || (work.has_claim() && (version != before || before.empty()));
  if (work.has_claim()) {
    work.recipe = work.standing.row->recipe;
    // The recipe's row knows how its id was given; a row without one (a claim is never without) would be a number's
    // text.
    work.is_original = work.standing.row->role == Role::original;
  }
  if (work.is_bound()) {
    work.recipe = work.standing.row->recipe;
    work.is_original = work.claimed && work.claimed->ours;
  }
  if (!work.reading->present) return withdraw(work);
  if (!work.parts.acceptable) return reject(work, work.parts.acceptable.error());
  if (work.reading->object.too_large) return reject(work, {Code::too_large, false, "more than 8 MiB"});
  if (!*work.content) return reject(work, work.content->error());
  take_identity(work);
}

void Decisions::take_identity(Work& work) {
  const Content& content = **work.content;
  if (work.has_claim()) {
    const store::ObjectRow& row = *work.standing.row;
    const store::Id named = recipe_named(content);
    if (named.present() && named.text != row.recipe.text) return reject(work, named_otherwise("recipe"));
    if (row.role == Role::original && content.identity.is_make()) return reject(work, named_otherwise("role"));
    const recipe::Id& make = content.identity.make_id;
    if (row.role == Role::make && make.present() && make.text != row.make.text)
      return reject(work, named_otherwise("make"));
    work.wants_claim = work.is_original;
    return;
  }
  if (work.is_bound()) {
    const store::Id named = recipe_named(content);
    if (named.present() && named.text != work.recipe.text) return reject(work, named_otherwise("recipe"));
    if (content.identity.is_make()) return reject(work, named_otherwise("role"));
    const store::Id wanted = recipe_of(content, work.metadata, work.parts, work.key_hash);
    if (wanted.text == work.recipe.text) work.recipe = wanted;  // it says how the id is given
    work.is_original = work.wants_claim = true;
    return;
  }
  work.recipe = recipe_of(content, work.metadata, work.parts, work.key_hash);
  if (!work.recipe.present())
    return reject(work, {Code::missing, false, "neither the document nor its key says which recipe it belongs to", ""});
  work.is_original = work.wants_claim = !work.parts.is_make && !content.identity.is_make();
}

store::ObjectRow Decisions::binding_row(const Work& work) const {
  store::ObjectRow row = next_row(work, State::queued);
  row.version.clear();  // nothing is decided about it yet
  row.role = Role::claiming;
  row.recipe = work.recipe;
  row.first_ms = row.uploaded_ms;
  return row;
}

// The versions that a claim brought. What the rows say of time is the archive's, so that it can be said again.
void Decisions::add_versions(Work& work, RecipeState& state) {
  for (const store::VersionRow& version : work.claimed->versions) {
    state.versions.push_back(version);
    commit.versions.push_back({work.parts.kitchen, work.recipe.text, version});
    state.after.updated_ms = version.uploaded_ms;
    if (version.number != 1) continue;
    state.after.created_ms = version.uploaded_ms;
    if (!work.has_claim()) work.next.first_ms = version.uploaded_ms;
  }
}

// Versions that the archive has and the table lacked.
void Decisions::adopt(Work& work, RecipeState& state) {
  if (!work.claimed || !work.claimed->ours) return;
  work.next.role = Role::original;
  if (work.claimed->versions.empty()) return;
  add_versions(work, state);
  work.next.name = state.after.name = work.claimed->name;
  state.after.ingredients = work.claimed->ingredients;
  if (!work.has_claim()) state.after.recipe = {work.recipe.text, work.claimed->recipe_is_number};
  state.after.original_key = work.item.key;
  state.after.current = work.claimed->number;
  state.current_hash = work.claimed->versions.back().hash;
  state.current_ms = work.claimed->versions.back().uploaded_ms;
}

void Decisions::withdraw(Work& work) {
  work.decided = true;
  work.next = next_row(work, State::withdrawn);
  work.next.version.clear();
  work.next.first_ms = work.standing.row ? work.next.first_ms : 0;
  if (!work.is_original) return;
  RecipeState& state = state_of(work);
  adopt(work, state);
  if (state.after.current > 0 &&
      (state.after.state != OriginalState::withdrawn || state.after.current != state.before.current)) {
    state.after.state = OriginalState::withdrawn;
    write_recipe(work, state);
  }
  work.guard = state.guard;
}

void Decisions::reject(Work& work, const Error& error) {
  work.decided = true;
  work.wants_claim = false;
  work.next = next_row(work, State::rejected);
  work.next.reason = reason_of(error);
  clear_comparison(work.next);
  if (!work.is_original) {  // nothing is left of what a document before it said
    work.next.rating.reset();
    work.next.made_ms = 0;
    work.next.made_at.clear();
    work.next.cook.clear();
    work.next.name.clear();
  }
  if (!work.is_original || (!work.has_claim() && !work.is_bound())) return;
  // The last good version stays the recipe's as long as there is an object: whatever way it came to this, the same.
  RecipeState& state = state_of(work);
  adopt(work, state);
  if (state.after.current > 0 &&
      (state.after.state != OriginalState::stored || state.after.current != state.before.current)) {
    state.after.state = OriginalState::stored;
    write_recipe(work, state);
  }
  work.guard = state.guard;
}

void Decisions::write_recipe(Work& work, RecipeState& state) {
  store::RecipeWrite write{work.parts.kitchen, state.after, state.before.guard(), work.item.key, work.revision()};
  write.row.generation = state.before.generation;
  state.guard = store::guard_after(write);
  commit.recipes.push_back(std::move(write));
}

void Decisions::finish_original(Work& work) {
  RecipeState& state = state_of(work);
  const Claimed& claimed = *work.claimed;
  if (!claimed.ours) {
    state.after.original_key = claimed.original_key;
    work.is_original = false;
    return;
  }
  work.decided = true;
  const json::Value& document = (*work.content)->reading.document;
  work.next = next_row(work, State::stored);
  if (!work.has_claim() && !work.is_bound()) work.next.first_ms = work.next.uploaded_ms;
  work.next.role = Role::original;
  work.next.recipe = work.recipe;
  work.next.name = document_name(document);
  add_versions(work, state);
  const bool same = state.after.state == OriginalState::stored && state.after.current == claimed.number &&
                    state.after.original_key == work.item.key;
  state.after.state = OriginalState::stored;
  state.after.original_key = work.item.key;
  state.after.current = claimed.number;
  state.after.name = work.next.name;
  state.after.ingredients = ingredient_names(document);
  if (!work.has_claim()) state.after.recipe = work.recipe;  // the original says how the id is given
  state.current_hash = work.hash;
  if (!same) write_recipe(work, state);
  work.guard = state.guard;
}

Result<store::Id> Decisions::choose_make_id(Work& work) {
  const RecipeName name{work.parts.kitchen, work.recipe.text};
  const MakeId wanted = make_of(**work.content, work.metadata, work.parts, work.key_hash);
  const store::Id with_key{with_hash(wanted.id.text, work.key_hash), false};
  const store::Id with_whole_hash{work.key_hash, false};
  std::size_t at = 0;
  for (const store::Id& id : {wanted.id, with_key, with_whole_hash}) {
    std::string owner = at < work.standing.taken_by.size() ? work.standing.taken_by[at] : "";
    ++at;
    const auto given = taken_.find({name, id.text});
    if (given != taken_.end() && wanted.written) return Error{Code::lost_race, true, "its owner has no row yet"};
    if (given != taken_.end()) owner = given->second;
    if (owner.empty()) {
      taken_[{name, id.text}] = work.item.key;
      return id;
    }
    if (wanted.written) {
      work.turned_away_by = owner;
      return Error{Code::conflict, false, "the makeId is taken by " + owner, "/makeId"};
    }
    work.keep_claim = true;  // another order of things would give it the id that it wanted
  }
  return Error{Code::conflict, false, "every id that this key could have is taken"};
}

// A recipe needs a row as soon as a make of it has one; and the row learns what the archive said about the original.
void Decisions::seed(const Work& work, RecipeState& state) {
  const bool without_row = state.guard.empty();
  const bool learned =
      state.before.original_key.empty() && !state.after.original_key.empty() && state.guard == state.before.guard();
  if (state.seeded || (!without_row && !learned)) return;
  state.seeded = true;
  commit.seeds.push_back({work.parts.kitchen, work.recipe, state.after.original_key});
  if (without_row) state.guard = store::guard_of_seed();
}

// The row says what the key was accepted as and nothing more: what the archive is told of it next is never undone.
void Decisions::claim_alone(Work& work) {
  work.claim_first = true;
  work.keep_claim = false;
  work.next.state = State::queued;
  work.next.version.clear();
}

void Decisions::begin_make(Work& work) {
  RecipeState& state = state_of(work);
  store::Id make;
  if (work.has_claim()) {
    make = work.standing.row->make;
  } else {
    auto chosen = choose_make_id(work);
    if (!chosen && chosen.error().code == Code::lost_race) return work.put_off();
    if (!chosen) return reject(work, chosen.error());
    make = *std::move(chosen);
  }
  work.decided = true;
  work.next = next_row(work, State::pending);
  if (!work.has_claim() && !work.is_bound()) work.next.first_ms = work.next.uploaded_ms;
  work.next.role = Role::make;
  work.next.recipe = work.recipe;
  work.next.make = make;
  describe_make((*work.content)->reading.document, work.next);
  seed(work, state);
  work.guard = state.guard;
  clear_comparison(work.next);
  if (work.keep_claim && !work.has_claim()) return claim_alone(work);
  if (state.after.state != OriginalState::stored) {
    const bool gone = state.after.state == OriginalState::withdrawn;
    work.next.reason = {std::string{pending_reason(state.after.state)},
                        gone ? "its original was deleted; it is compared when that comes back"
                             : "its original has not come yet; it is compared when that comes",
                        "", -1};
    return;
  }
  work.pin = work.standing.pin != 0   ? work.standing.pin
             : state.versions.empty() ? state.after.current
                                      : state.versions.front().number;
  for (const store::VersionRow& version : state.versions)
    if (version.uploaded_ms <= work.next.first_ms) work.pin = version.number;
  // Neither its key nor its content says that it is a make: who put it may have meant the original.
  if (!work.parts.is_make && !(*work.content)->identity.is_make())
    work.next.reason = {"kept-as-make",
                        "the recipe has its original at " + state.after.original_key +
                            ", so this is kept as a make of it; what is put at that key is a new version",
                        "", -1};
}

}  // namespace cookdiff::ingest
