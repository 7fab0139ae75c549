#include "ingest/submit.hpp"

#include <algorithm>

#include "edge/http.hpp"
#include "edge/stores.hpp"
#include "ingest/content.hpp"
#include "ingest/key.hpp"
#include "store/archive.hpp"
#include "store/idempotency.hpp"
#include "store/read.hpp"

namespace cookdiff::ingest {

namespace {

constexpr std::string_view metadata_request = "request";  // the hash of the Idempotency-Key
constexpr int numbers_tried_max = 16;                     // others may be taking whole numbers at the same time

// Any other id is named by its hash.
edge::Task<std::string> key_part(edge::Instance& instance, std::string id) {
  if (store::is_plain(id)) co_return id;
  std::vector<std::string> inputs(1, id);
  const std::vector<std::string> hashes = co_await edge::sha256(instance, std::move(inputs));
  co_return hashes[0];
}

// Where a submission goes, and what it says about itself.
struct Target {
  std::string recipe;
  std::string make;
  std::string key;
  bool numbered = false;  // the id is the next whole number: when it is taken, the one behind it
};

Status check_path(const Submission& submission, const Content& content) {
  const store::Id named = recipe_named(content);
  const bool make_of = content.identity.make_of.present();
  if (!submission.recipe.empty() && named.present() && named.text != submission.recipe)
    return Error{Code::bad_value, false, "the document names another recipe than the path",
                 make_of ? "/makeOf" : "/recipeId"};
  if (submission.intent != Intent::new_make && content.identity.is_make())
    return Error{Code::bad_value, false, "the document is a make",
                 content.identity.make_id.present() ? "/makeId" : "/makeOf"};
  return Done{};
}

edge::Task<std::string> original_key(edge::Instance& instance, store::Kitchen kitchen, std::string recipe) {
  co_return kitchen.key_prefix() + "recipes/" + co_await key_part(instance, std::move(recipe)) + ".json";
}

edge::Task<std::string> make_key(edge::Instance& instance, store::Kitchen kitchen, std::string recipe,
                                 std::string make) {
  std::string key = kitchen.key_prefix() + "recipes/" + co_await key_part(instance, std::move(recipe)) + "/makes/";
  key += co_await key_part(instance, std::move(make));
  co_return key + ".json";
}

edge::Task<Target> target_original(edge::Instance& instance, const Submission& submission, store::Id named) {
  Target target;
  target.recipe = named.text;
  if (target.recipe.empty()) {
    target.recipe = std::to_string(co_await store::last_recipe_number(instance, submission.kitchen) + 1);
    target.numbered = true;
  } else {
    const auto existing = co_await store::recipe(instance, submission.kitchen, target.recipe);
    const bool has_original = existing && (existing->row.current > 0 || !existing->row.original_key.empty());
    if (has_original) {
      const bool withdrawn = existing->row.state == store::OriginalState::withdrawn;
      co_return Error{
          Code::conflict, false,
          withdrawn ? "the recipe's original was deleted; PUT brings it back" : "the recipe has an original",
          "/recipeId"};
    }
  }
  target.key = co_await original_key(instance, submission.kitchen, target.recipe);
  co_return target;
}

edge::Task<Target> target_make(edge::Instance& instance, const Submission& submission, store::Id named_recipe,
                               store::Id make) {
  Target target;
  target.recipe = submission.recipe.empty() ? named_recipe.text : submission.recipe;
  if (target.recipe.empty()) co_return Error{Code::missing, false, "nothing names the recipe"};
  target.make = make.text;
  const store::MakePlace place = co_await store::make_place(instance, submission.kitchen, target.recipe, target.make);
  // By the bucket a make may come before its original; who names a recipe here means one that there is.
  if (!place.recipe_known) co_return Error{Code::not_found, false, "there is no such recipe"};
  if (place.taken) co_return Error{Code::conflict, false, "the makeId is taken", "/makeId"};
  if (target.make.empty()) {
    target.make = std::to_string(place.last_number + 1);
    target.numbered = true;
  }
  target.key = co_await make_key(instance, submission.kitchen, target.recipe, target.make);
  co_return target;
}

edge::PutOptions options_of(const Submission& submission, const Target& target, bool only_if_absent) {
  edge::PutOptions options;
  options.only_if_absent = only_if_absent;
  options.content_type = submission.content_type;
  // What the key cannot say; percent-encoded, since metadata travels in headers.
  if (!store::is_plain(target.recipe))
    options.metadata.emplace_back(metadata_recipe, edge::percent_encode(target.recipe));
  if (!target.make.empty() && !store::is_plain(target.make))
    options.metadata.emplace_back(metadata_make, edge::percent_encode(target.make));
  return options;
}

std::string next_number(const std::string& number) {
  std::int64_t value = 0;
  for (const char c : number) value = value * 10 + (c - '0');
  return std::to_string(value + 1);
}

// After the object is in the bucket: the same path as any upload.
edge::Task<store::ObjectRow> finish(edge::Instance& instance, std::string key, Intent intent) {
  Outcome outcome = co_await reconcile_one(instance, std::move(key));
  if (outcome.error) co_return *std::move(outcome.error);
  if (!outcome.row) co_return Error{Code::unavailable, true, "the object was not seen"};
  store::ObjectRow row = *std::move(outcome.row);
  if (row.state == store::State::rejected) {
    const Code code = row.reason.code == base::code_name(Code::conflict) ? Code::conflict : Code::bad_value;
    co_return Error{code, false, row.reason.detail, row.reason.pointer, row.reason.byte};
  }
  const bool current = row.state == store::State::stored || row.state == store::State::pending;
  if (!current) co_return Error{Code::unavailable, true, "the object was changed at the same time"};
  if (intent == Intent::new_original && row.role != store::Role::original)
    co_return Error{Code::conflict, false, "another upload became the recipe's original", "/recipeId"};
  co_return row;
}

class Submitting {
 public:
  Submitting(edge::Instance& instance, Submission submission)
      : instance_(instance),
        submission_(std::move(submission)),
        bucket_(instance, std::string{store::recipes_bucket}) {}

  edge::Task<Submitted> run() {
    Arena arena;
    const bool is_make = submission_.intent == Intent::new_make;
    const Content content = co_await read_content(submission_.body, "body.json", is_make, arena);
    co_await check_path(submission_, content);
    const store::Id named = recipe_named(content);
    if (submission_.intent == Intent::new_version) co_return co_await put_version(named);
    // Checked before the ids are: a repeated request finds its own id taken.
    if (!submission_.idempotency_key.empty()) {
      std::vector<std::string> inputs;
      inputs.push_back(submission_.idempotency_key);
      inputs.push_back(fingerprint());
      const std::vector<std::string> hashes = co_await edge::sha256(instance_, std::move(inputs));
      name_ = hashes[0];
      request_hash_ = hashes[1];
    }
    const store::Id make{content.identity.make_id.text, content.identity.make_id.is_number};
    if (!name_.empty()) {
      const auto before = co_await store::begun_request(instance_, submission_.kitchen, name_);
      if (before) co_return co_await repeat(*before, named, make);
    }
    Target target = is_make ? co_await target_make(instance_, submission_, named, make)
                            : co_await target_original(instance_, submission_, named);
    if (!name_.empty()) {
      const store::Begun begun = co_await store::begin_request(instance_, submission_.kitchen, name_, request_hash_,
                                                               target.key, instance_.now_ms());
      if (!begun.first) co_return co_await repeat(begun, named, make);
    }
    co_return co_await put_new(std::move(target));
  }

 private:
  // Everything that makes two requests the same one.
  std::string fingerprint() const {
    std::string out = submission_.intent == Intent::new_make ? "make\n" : "original\n";
    out.append(submission_.recipe).append("\n").append(submission_.content_type).append("\n").append(submission_.body);
    return out;
  }

  edge::Task<Submitted> put_new(Target target) {
    for (int n = 0; n < numbers_tried_max; ++n) {
      auto stored = co_await bucket_.put(target.key, submission_.body, new_options(target)).result();
      if (!stored) co_return stored.error();
      if (*stored) co_return co_await finish_new(std::move(target));
      // The same request may have written it, by another call at this moment.
      if (!name_.empty()) {
        const auto object = co_await bucket_.get(target.key, formats::page_bytes_max);
        if (object && is_ours(*object)) {
          Submitted out{co_await finish(instance_, target.key, submission_.intent), true};
          co_return out;
        }
      }
      if (!target.numbered) {
        // The bucket has the key already: what is there decides about it, now if it was not seen yet.
        co_await reconcile_one(instance_, target.key);
        co_return Error{Code::conflict, false, "there is an object under that id already"};
      }
      const std::string taken = target.key;
      std::string& number = target.make.empty() ? target.recipe : target.make;
      number = next_number(number);
      target.key = target.make.empty() ? co_await original_key(instance_, submission_.kitchen, target.recipe)
                                       : co_await make_key(instance_, submission_.kitchen, target.recipe, target.make);
      if (name_.empty()) continue;
      // Of several calls of one request the first that moves on moves all: each writes only where the request stands.
      const std::string stands = co_await store::move_request(instance_, submission_.kitchen, name_, taken, target.key);
      if (stands != target.key) take_key(target, stands);
      // What was another's may be gone by now, and another call of this request have written there before it moved.
      const auto left = co_await bucket_.get(taken, formats::page_bytes_max);
      if (left && is_ours(*left)) {
        Submitted out{co_await finish(instance_, taken, submission_.intent), true};
        co_return out;
      }
    }
    co_return Error{Code::unavailable, true, "the next whole numbers were all taken at the same time"};
  }

  // The object is in the bucket and will be stored, if not now. Who sends an Idempotency-Key may ask again; anybody
  // else would send a second one, and is told what became of the first.
  edge::Task<Submitted> finish_new(Target target) {
    Result<store::ObjectRow> row = co_await finish(instance_, target.key, submission_.intent).result();
    if (row) co_return Submitted{*std::move(row), false};
    if (!row.error().is_host() || !name_.empty()) co_return row.error();
    Submitted out;
    out.row.kitchen = submission_.kitchen;
    out.row.key = target.key;
    out.row.recipe = id_from_text(target.recipe);
    if (!target.make.empty()) out.row.make = id_from_text(target.make);
    co_return out;
  }

  // An object says which request wrote it, so that of two with equal bodies each finds its own.
  edge::PutOptions new_options(const Target& target) const {
    edge::PutOptions options = options_of(submission_, target, true);
    if (!name_.empty()) options.metadata.emplace_back(metadata_request, name_);
    return options;
  }
  bool is_ours(const edge::Object& object) const {
    const std::pair<std::string, std::string> mark{metadata_request, name_};
    const auto& metadata = object.head.metadata;
    return std::find(metadata.begin(), metadata.end(), mark) != metadata.end();
  }

  // The key with its number, which stands at its end.
  static void take_key(Target& target, const std::string& key) {
    std::string& number = target.make.empty() ? target.recipe : target.make;
    const std::size_t from = key.rfind('/') + 1;
    number = key.substr(from, key.rfind('.') - from);
    target.key = key;
  }

  // The request has begun before: its object is there, or was never written.
  edge::Task<Submitted> repeat(store::Begun begun, store::Id named, store::Id make) {
    if (begun.request_hash != request_hash_)
      co_return Error{Code::conflict, false, "the Idempotency-Key was used for another request"};
    const auto object = co_await bucket_.get(begun.key, formats::page_bytes_max);
    if (object && is_ours(*object)) {
      Submitted out{co_await finish(instance_, begun.key, submission_.intent), true};
      co_return out;
    }
    // Written, and replaced or deleted since: it was stored then.
    const auto row = co_await store::object(instance_, submission_.kitchen, begun.key);
    if (row && row->role != store::Role::none && row->revision > 0) co_return Submitted{*row, true};
    Target target = submission_.intent == Intent::new_make ? co_await target_make(instance_, submission_, named, make)
                                                           : co_await target_original(instance_, submission_, named);
    // The key that it began with comes first, though its number may look taken by now: whoever began may be writing it
    // at this moment, and of two conditional puts of one key one is refused.
    if (target.key != begun.key && target.numbered) take_key(target, begun.key);
    co_return co_await put_new(std::move(target));
  }

  edge::Task<Submitted> put_version(store::Id named) {
    Target target;
    target.recipe = named.present() ? named.text : submission_.recipe;
    if (target.recipe.empty()) co_return Error{Code::missing, false, "the document has no recipeId", "/recipeId"};
    const auto recipe = co_await store::recipe(instance_, submission_.kitchen, target.recipe);
    if (!recipe || recipe->row.current == 0) co_return Error{Code::not_found, false, "the recipe has no original"};
    target.key = recipe->row.original_key;
    edge::PutOptions options = options_of(submission_, target, false);
    const auto head = co_await bucket_.head(target.key);
    if (!submission_.if_hash.empty()) {
      const auto current = co_await store::version(instance_, submission_.kitchen, target.recipe, recipe->row.current);
      if (!current || current->hash != submission_.if_hash || !head)
        co_return Error{Code::lost_race, false, "the current version is another one"};
      options.if_etag = head->etag;
    }
    // Its id may be said by the metadata alone.
    if (head && options.metadata.empty()) options.metadata = head->metadata;
    const auto stored = co_await bucket_.put(target.key, submission_.body, std::move(options));
    if (!stored) co_return Error{Code::lost_race, false, "the current version is another one"};
    Submitted out{co_await finish(instance_, target.key, submission_.intent), false};
    co_return out;
  }

  edge::Instance& instance_;
  Submission submission_;
  edge::Bucket bucket_;
  std::string name_;  // of the Idempotency-Key; "" : none
  std::string request_hash_;
};

}  // namespace

edge::Task<Submitted> submit(edge::Instance& instance, Submission submission) {
  Submitting submitting(instance, std::move(submission));
  co_return co_await submitting.run();
}

}  // namespace cookdiff::ingest
