#include "ingest/sender.hpp"

#include <algorithm>
#include <map>

#include "edge/stores.hpp"
#include "edge/when_all.hpp"
#include "ingest/calls.hpp"
#include "ingest/event_message.hpp"
#include "ingest/read_object.hpp"
#include "ingest/trace.hpp"
#include "json/write.hpp"

namespace cookdiff::ingest {

namespace {

constexpr std::string_view server_binding = "SERVER";
constexpr std::string_view trap_detail = "trap";
// An event without a size is taken for an object of this size.
constexpr std::uint64_t unknown_size = std::uint64_t{64} * 1024;

// One key of a batch, and the messages that name it.
struct Ticket {
  std::string key;
  std::uint64_t size = 0;
  std::vector<std::size_t> messages;
  bool done = false;
  std::string detail;  // why it is not done
};

std::uint32_t delay_of(std::uint32_t attempts) {
  std::uint32_t delay = retry_delay_seconds;
  for (std::uint32_t n = 1; n < attempts && delay < retry_delay_seconds_max; ++n) delay *= 2;
  return std::min(delay, retry_delay_seconds_max);
}

std::string trace_of(const Item& item) {
  return trace_id(item.key, item.reading->present ? item.reading->object.head.version : std::string{});
}

// Hands items to the server; each ticket's outcome is noted. A trap over there is an outcome of all of them.
// The references are the awaiting coroutine's.
edge::Task<Done> store_items(edge::Instance& instance, const std::vector<Item>& items,
                             const std::vector<Ticket*>& tickets) {
  const edge::Service server(instance, std::string{server_binding});
  Result<std::string> answered = co_await server.call(std::string{method_store}, encode_items(items)).result();
  Result<std::vector<Answer>> answers =
      answered ? decode_answers(*answered) : Result<std::vector<Answer>>(answered.error());
  if (answers && answers->size() != tickets.size())
    answers = Error{Code::unavailable, true, "the server answered other keys"};
  std::vector<std::string> late;
  for (std::size_t n = 0; n < tickets.size(); ++n) {
    tickets[n]->done = answers && (*answers)[n].done;
    tickets[n]->detail = answers ? (*answers)[n].detail : answers.error().detail;
    if (!tickets[n]->done) late.push_back(trace_of(items[n]));
  }
  log_traces(instance, "later", late);
  co_return Done{};
}

// One call, and when it traps every item again by itself: so that no innocent one suffers beside a poisoned one.
edge::Task<Done> store_together(edge::Instance& instance, std::vector<Item> items, std::vector<Ticket*> tickets) {
  if (items.empty()) co_return Done{};
  std::vector<std::string> traces;
  for (const Item& item : items) traces.push_back(trace_of(item));
  log_traces(instance, "read", traces);
  co_await store_items(instance, items, tickets);
  if (items.size() == 1 || tickets.front()->detail != trap_detail) co_return Done{};
  for (std::size_t n = 0; n < items.size(); ++n) {
    std::vector<Item> one;
    one.push_back(std::move(items[n]));
    const std::vector<Ticket*> ticket{tickets[n]};
    co_await store_items(instance, one, ticket);
  }
  co_return Done{};
}

// Reads an object, unless what `held` counts leaves no room for it: memory is for one call's bodies, not for six pages.
// Its size is the event's until it is known. The references are the awaiting coroutine's.
edge::Task<std::optional<Reading>> read_within(edge::Instance& instance, const Ticket& ticket, std::uint64_t& held) {
  if (held != 0 && held + ticket.size > call_bytes_max) co_return std::optional<Reading>{};
  held += ticket.size;
  Reading reading = co_await read_object(instance, ticket.key);
  held = held - ticket.size + reading.object.body.size();
  co_return std::optional<Reading>(std::move(reading));
}

// Reads the objects of some tickets and stores them, in calls of at most call_bytes_max.
edge::Task<Done> read_and_store(edge::Instance& instance, std::vector<Ticket*> tickets) {
  while (!tickets.empty()) {
    std::uint64_t held = 0;
    std::vector<edge::Task<std::optional<Reading>>> reads;
    for (const Ticket* ticket : tickets) reads.push_back(read_within(instance, *ticket, held));
    std::vector<Result<std::optional<Reading>>> readings = co_await edge::when_all(std::move(reads));
    std::vector<Item> items;
    std::vector<Ticket*> ready;
    std::vector<Ticket*> left;
    std::size_t bytes = 0;
    for (std::size_t n = 0; n < tickets.size(); ++n) {
      if (!readings[n]) {
        tickets[n]->detail = readings[n].error().detail;
        continue;
      }
      if (!*readings[n]) {
        left.push_back(tickets[n]);
        continue;
      }
      Reading& reading = **readings[n];
      const std::size_t size = reading.object.body.size();
      if (!items.empty() && bytes + size > call_bytes_max) {
        co_await store_together(instance, std::move(items), std::move(ready));
        items.clear();
        ready.clear();
        bytes = 0;
      }
      bytes += size;
      items.push_back({tickets[n]->key, std::move(reading), false});
      ready.push_back(tickets[n]);
    }
    co_await store_together(instance, std::move(items), std::move(ready));
    tickets = std::move(left);
  }
  co_return Done{};
}

// A dead letter is tried alone. What broke the server will again, so it is given up; a host that failed may come back,
// so it is waited for, and given up only then. The object's row will say why.
edge::Task<Done> store_dead_letter(edge::Instance& instance, Ticket& ticket, std::uint32_t attempts) {
  std::vector<Ticket*> alone(1, &ticket);
  co_await read_and_store(instance, std::move(alone));
  const bool trapped = ticket.detail == trap_detail;
  if (ticket.done || (!trapped && attempts < dead_letter_attempts)) co_return Done{};
  const edge::Service server(instance, std::string{server_binding});
  Failure failure{ticket.key, trapped ? std::string{trapped_detail} : ticket.detail, deliveries_max + attempts};
  ticket.done = static_cast<bool>(co_await server.call(std::string{method_fail}, encode_failure(failure)).result());
  co_return Done{};
}

std::string_view bucket_of(const edge::Variables& variables) {
  const std::string_view named = edge::variable(variables, uploads_bucket_variable);
  return named.empty() ? uploads_bucket_name : named;
}

void log_strays(edge::Instance& instance, std::size_t strays) {
  if (strays == 0) return;
  std::string line;
  json::Writer(line)
      .begin_object()
      .key("level")
      .string("warning")
      .key("event")
      .string("queue")
      .key("fault")
      .string("not an event of the bucket")
      .key("count")
      .integer(static_cast<std::int64_t>(strays))
      .end_object();
  instance.host().log(line);
}

}  // namespace

edge::Task<std::vector<edge::Verdict>> Sender::queue(edge::MessageBatch batch) {
  const std::string_view bucket = bucket_of(variables);
  std::vector<edge::Verdict> verdicts(batch.messages.size());
  std::vector<Ticket> tickets;
  std::map<std::string, std::size_t> by_key;
  std::size_t strays = 0;
  for (std::size_t n = 0; n < batch.messages.size(); ++n) {
    auto event = read_event(batch.messages[n].body, bucket);
    if (!event) {
      verdicts[n].ack = true;  // it will never be one
      ++strays;
      continue;
    }
    const auto [found, fresh] = by_key.try_emplace(event->key, tickets.size());
    if (fresh) tickets.push_back({event->key, event->size != 0 ? event->size : unknown_size, {}, false, {}});
    tickets[found->second].messages.push_back(n);
  }
  log_strays(instance_, strays);
  if (batch.queue.ends_with(dead_letter_ending)) {
    for (Ticket& ticket : tickets)
      co_await store_dead_letter(instance_, ticket, batch.messages[ticket.messages.front()].attempts);
  } else {
    std::vector<Ticket*> all;
    for (Ticket& ticket : tickets) all.push_back(&ticket);
    co_await read_and_store(instance_, std::move(all));
  }
  for (const Ticket& ticket : tickets) {
    for (const std::size_t n : ticket.messages) {
      verdicts[n].ack = ticket.done;
      if (!ticket.done) verdicts[n].delay_seconds = delay_of(batch.messages[n].attempts);
    }
  }
  co_return verdicts;
}

}  // namespace cookdiff::ingest
