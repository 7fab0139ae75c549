#include "ingest/sweep.hpp"

#include <algorithm>

#include "diff/compare.hpp"
#include "edge/stores.hpp"
#include "ingest/event_message.hpp"
#include "ingest/key.hpp"
#include "ingest/rebuild.hpp"
#include "ingest/trace.hpp"
#include "ingest/watcher.hpp"
#include "json/write.hpp"
#include "store/databases.hpp"
#include "store/rebuild.hpp"
#include "store/system.hpp"

namespace cookdiff::ingest {

namespace {

constexpr std::string_view cursor_setting = "sweep.cursor";
constexpr std::size_t messages_a_call = 100;
constexpr int due_recipes_a_run = 5;
constexpr int due_makes_a_recipe = 500;
constexpr std::string_view last_letter = "\xf4\x8f\xbf\xbf";  // U+10FFFF: behind every key that goes on otherwise

edge::Task<Done> send(edge::Instance& instance, std::vector<std::string> keys) {
  const edge::Queue queue(instance, std::string{store::uploads_queue});
  for (std::size_t at = 0; at < keys.size(); at += messages_a_call) {
    std::vector<edge::OutgoingMessage> messages;
    for (std::size_t n = at; n < std::min(at + messages_a_call, keys.size()); ++n)
      messages.push_back({sweep_event(uploads_bucket_name, keys[n]), 0});
    co_await queue.send(std::move(messages));
  }
  co_return Done{};
}

// The cursor: how often the bucket was passed, as the remainder of passes_a_thorough_one, and the key behind which to
// go on.
struct Cursor {
  int pass = 0;
  std::string after;
};

Cursor read_cursor(std::string_view text) {
  if (text.size() < 2 || text[1] != ':' || text[0] < '0' || text[0] >= '0' + passes_a_thorough_one)
    return {0, std::string{text}};
  return {text[0] - '0', std::string{text.substr(2)}};
}

std::string write_cursor(const Cursor& cursor) { return std::to_string(cursor.pass) + ':' + cursor.after; }

// One page: list, compare, send, mark. `only`: the kitchen whose objects count; nullopt: all. Gives the key behind
// which to go on; "" : it was the last page.
edge::Task<std::string> sweep_page(edge::Instance& instance, std::optional<store::Kitchen> only, std::string after,
                                   bool thorough, SweepOptions options, Swept& swept) {
  const edge::Bucket bucket(instance, std::string{store::recipes_bucket});
  const std::string prefix = only ? only->key_prefix() : "";  // home's is empty: it owns whatever names no other
  const edge::ObjectPage listing = co_await bucket.list(prefix, after, sweep_page_objects);
  const std::string resume = listing.more && !listing.objects.empty() ? listing.objects.back().key : "";
  std::vector<store::Listed> listed;
  for (const edge::ObjectHead& head : listing.objects) {
    store::Kitchen kitchen = read_key(head.key).kitchen;
    if (only && kitchen != *only) continue;
    listed.push_back({head.key, std::move(kitchen), head.version, head.uploaded_ms});
  }
  const std::int64_t now = instance.now_ms();
  const store::PageRange range{std::max(after, prefix), resume.empty() ? store::end_of_keys(prefix) : resume, resume,
                               only, thorough};
  const store::Lacking lacking =
      co_await store::lacking(instance, listed, range, now - options.again_after_ms, std::string{diff::engine});
  std::vector<std::string> keys;
  std::vector<store::Mark> marks;
  const auto take = [&](const std::vector<store::Lack>& lacks) {
    for (const store::Lack& lack : lacks) {
      const auto found =
          std::lower_bound(listed.begin(), listed.end(), lack.key,
                           [](const store::Listed& object, const std::string& key) { return object.key < key; });
      const bool is_listed = found != listed.end() && found->key == lack.key;
      store::Kitchen kitchen = is_listed ? found->kitchen : read_key(lack.key).kitchen;
      keys.push_back(lack.key);
      marks.push_back(
          {{lack.key, std::move(kitchen), is_listed ? found->version : "", is_listed ? found->uploaded_ms : 0},
           lack.revision});
    }
  };
  take(lacking.changed);
  take(lacking.gone);
  take(lacking.due);
  for (const store::Listed& object : listed)
    if (lacking.last.empty() || object.key <= lacking.last) ++swept.objects;
  swept.enqueued += static_cast<std::int64_t>(keys.size());
  swept.due += static_cast<std::int64_t>(lacking.due.size());
  // Sent before it is marked: what is lost in between is sent twice, and not forgotten.
  std::vector<std::string> traces;
  for (const store::Mark& mark : marks) traces.push_back(trace_id(mark.object.key, mark.object.version));
  log_traces(instance, "found", traces);
  co_await send(instance, std::move(keys));
  co_await store::mark_queued(instance, std::move(marks), now);
  co_return lacking.last;
}

// A hint for each kitchen whose tables are being made again: whoever looks at the key carries that on.
edge::Task<Done> sweep_rebuilds(edge::Instance& instance) {
  const std::vector<store::Kitchen> kitchens = co_await store::rebuilds_under_way(instance, messages_a_call);
  std::vector<std::string> keys;
  for (const store::Kitchen& kitchen : kitchens) keys.push_back(kitchen.key_prefix().append(rebuild_hint));
  co_await send(instance, std::move(keys));
  co_return Done{};
}

// Makes that wait for an original that came: a page of each of some recipes.
edge::Task<Done> sweep_due(edge::Instance& instance, Swept& swept) {
  const std::vector<store::DueRecipe> recipes = co_await store::due_recipes(instance, due_recipes_a_run);
  for (const store::DueRecipe& recipe : recipes) {
    const store::DueMakes makes =
        co_await store::due_makes(instance, recipe, std::string{diff::engine}, due_makes_a_recipe);
    swept.enqueued += static_cast<std::int64_t>(makes.keys.size());
    swept.due += static_cast<std::int64_t>(makes.keys.size());
    co_await send(instance, makes.keys);
    co_await store::advance_due(instance, recipe, makes.last, makes.complete);
  }
  co_return Done{};
}

}  // namespace

edge::Task<Swept> sweep(edge::Instance& instance, SweepOptions options) {
  Swept swept;
  co_await sweep_rebuilds(instance);
  co_await sweep_due(instance, swept);
  Cursor cursor = read_cursor(co_await store::setting(instance, std::string{cursor_setting}));
  for (int n = 0; n < options.pages_max && !swept.complete; ++n) {
    cursor.after = co_await sweep_page(instance, std::nullopt, cursor.after, cursor.pass == 0, options, swept);
    swept.complete = cursor.after.empty();
  }
  if (swept.complete) cursor.pass = (cursor.pass + 1) % passes_a_thorough_one;
  co_await store::set_setting(instance, std::string{cursor_setting}, write_cursor(cursor));
  co_return swept;
}

edge::Task<Swept> sweep_kitchen(edge::Instance& instance, store::Kitchen kitchen, std::string after,
                                SweepOptions options) {
  Swept swept;
  for (int n = 0; n < options.pages_max && !swept.complete; ++n) {
    after = co_await sweep_page(instance, kitchen, after, true, options, swept);
    // In the middle of another kitchen's objects: go on behind them.
    const store::Kitchen last = read_key(after).kitchen;
    if (!after.empty() && last != kitchen) after = last.key_prefix().append(last_letter);
    swept.complete = after.empty();
  }
  swept.after = std::move(after);
  co_return swept;
}

edge::Task<Done> Watcher::scheduled(std::string, std::int64_t) {
  store::use_databases(instance_, edge::variable(variables, store::databases_variable));
  const Swept swept = co_await sweep(instance_, {});
  std::string line;
  json::Writer(line)
      .begin_object()
      .key("level")
      .string("info")
      .key("event")
      .string("sweep")
      .key("objects")
      .integer(swept.objects)
      .key("enqueued")
      .integer(swept.enqueued)
      .key("due")
      .integer(swept.due)
      .key("complete")
      .boolean(swept.complete)
      .end_object();
  instance_.host().log(line);
  co_return Done{};
}

}  // namespace cookdiff::ingest
