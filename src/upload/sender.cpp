#include "upload/sender.hpp"

#include <algorithm>
#include <iterator>

#include "base/arena.hpp"
#include "base/sha256.hpp"
#include "json/read.hpp"

namespace cookdiff::upload {

namespace {

constexpr std::int64_t tick_ms = 200;  // how often the interruption is looked at

bool is_good(int status) { return status >= 200 && status < 300; }

// Nothing is wrong with the document: the service is busy, away, or limits its callers.
bool is_passing(int status) { return status == 0 || status == 408 || status == 425 || status == 429 || status >= 500; }

// "a quantity is not negative (pointer "/ingredients/0/quantity")" out of a problem document, else its status.
std::string detail_of(const Answer& answer) {
  if (answer.status == 0) return answer.trouble;
  Arena arena;
  const auto problem = json::read(answer.body, arena);
  const json::Value* detail = problem ? problem->find("detail") : nullptr;
  if (detail == nullptr || detail->text().empty()) return "the service answered " + std::to_string(answer.status);
  std::string out(detail->text());
  const json::Value* pointer = problem->find("pointer");
  if (pointer != nullptr && !pointer->text().empty()) out += " (pointer \"" + std::string(pointer->text()) + "\")";
  return out;
}

bool has_version(const Answer& answer, std::string_view hash) {
  Arena arena;
  const auto page = json::read(answer.body, arena, {.bytes_max = std::size_t{16} << 20});
  const json::Value* versions = page ? page->find("versions") : nullptr;
  if (versions == nullptr) return false;
  const auto list = versions->array();
  return std::any_of(list.begin(), list.end(), [&](const json::Value& version) {
    const json::Value* sum = version.find("sha256");
    return sum != nullptr && sum->text() == hash;
  });
}

}  // namespace

std::string path_part(std::string_view id) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : id) {
    const auto byte = static_cast<unsigned char>(c);
    const bool stays = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '_' || c == '~' || (c == '.' && id != "." && id != "..");
    if (stays) {
      out += c;
    } else {
      out.append(1, '%').append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
    }
  }
  return out;
}

Sender::Sender(Transport& transport, Ledger& ledger, Options options, const volatile std::sig_atomic_t& interrupted,
               std::function<void(const Tally&)> tell)
    : transport_(transport),
      ledger_(ledger),
      options_(options),
      interrupted_(interrupted),
      tell_(std::move(tell)),
      slots_(options.at_once) {}

void Sender::run(std::deque<Pending> documents) {
  std::deque<Pending> makes;
  std::deque<Pending> originals;
  for (Pending& one : documents) (one.document.is_make ? makes : originals).push_back(std::move(one));
  documents = std::move(originals);
  std::move(makes.begin(), makes.end(), std::back_inserter(documents));
  for (;;) {
    fill(documents);
    const bool active = std::any_of(slots_.begin(), slots_.end(), [](const auto& slot) { return slot.has_value(); });
    const bool ended = interrupted_ != 0 || !tally_.stopped.empty();
    if (!active && (ended || (documents.empty() && waiting_.empty()))) break;
    std::size_t slot = 0;
    Answer answer;
    if (transport_.next(wait_ms(), slot, answer)) take(slot, answer);
    tell_(tally_);
  }
  tally_.unsent += documents.size() + waiting_.size();
  waiting_.clear();
  tell_(tally_);
}

std::int64_t Sender::wait_ms() const {
  const std::int64_t left = not_before_ms_ - transport_.now_ms();
  return left > 0 ? std::min(left, tick_ms) : tick_ms;
}

void Sender::fill(std::deque<Pending>& documents) {
  if (interrupted_ != 0 || !tally_.stopped.empty() || transport_.now_ms() < not_before_ms_) return;
  for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
    if (slots_[slot]) continue;
    slots_[slot] = next_job(documents);
    if (!slots_[slot]) return;
    begin(slot);
  }
}

bool Sender::may_begin(const Pending& pending) const { return !pending.document.is_make || originals_open_ == 0; }

std::optional<Sender::Job> Sender::next_job(std::deque<Pending>& documents) {
  const std::int64_t now = transport_.now_ms();
  const auto due =
      std::find_if(waiting_.begin(), waiting_.end(), [&](const Job& job) { return job.not_before_ms <= now; });
  if (due != waiting_.end()) {
    std::optional<Job> out = std::move(*due);
    waiting_.erase(due);
    return out;
  }
  while (!documents.empty() && may_begin(documents.front())) {
    Pending pending = std::move(documents.front());
    documents.pop_front();
    if (auto job = prepare(std::move(pending))) return job;
  }
  return std::nullopt;
}

// What needs no call is settled here.
std::optional<Sender::Job> Sender::prepare(Pending pending) {
  Job job{.document = std::move(pending.document)};
  if (pending.load) {
    std::string why;
    auto loaded = pending.load(why);
    if (!loaded) {
      refuse(job, std::move(why));
      return std::nullopt;
    }
    job.document = *std::move(loaded);
  }
  const std::string_view sent = ledger_.sent(job.document.recipe, job.document.make);
  if (sent == job.document.hash) {
    ++tally_.present;
    return std::nullopt;
  }
  if (job.document.is_make) return job;
  Outgoing head = job.document;
  head.body.clear();
  const auto [other, first] = originals_.try_emplace(job.document.recipe, std::move(head));
  if (!first && other->second.hash == job.document.hash) {
    ++tally_.present;
    return std::nullopt;
  }
  if (!first) {
    refuse(job, "recipe " + job.document.recipe + " has its original in " + other->second.where + " already");
    return std::nullopt;
  }
  if (!sent.empty()) job.stage = Stage::put;
  job.holds_makes = true;
  ++originals_open_;
  return job;
}

void Sender::begin(std::size_t slot) {
  const Job& job = *slots_[slot];
  const Outgoing& document = job.document;
  const std::string recipe = "/recipes/" + path_part(document.recipe);
  Call call;
  if (job.stage == Stage::look) {
    call.method = "GET";
    call.path =
        document.is_make ? recipe + "/makes/" + path_part(document.make) + "?raw" : recipe + "/versions?limit=100";
    transport_.begin(slot, call);
    return;
  }
  call.method = job.stage == Stage::put ? "PUT" : "POST";
  call.path = document.is_make ? recipe + "/makes" : "/recipes";
  // The same bytes to the same place are the same request, whoever sends them and however often.
  const std::string request = call.path + "\n" + std::string(document.content_type) + "\n" + document.hash;
  call.headers.emplace_back("content-type", document.content_type);
  if (job.stage == Stage::post) call.headers.emplace_back("idempotency-key", "upload-" + base::sha256_hex(request));
  call.body = document.body;
  transport_.begin(slot, call);
}

void Sender::take(std::size_t slot, Answer& answer) {
  Job job = *std::move(slots_[slot]);
  slots_[slot].reset();
  // Who may upload and not read cannot look; everything else that is forbidden is so for every document.
  const bool forbidden = answer.status == 401 || (answer.status == 403 && job.stage != Stage::look);
  if (answer.hopeless || forbidden) {
    tally_.stopped = detail_of(answer);
    waiting_.push_back(std::move(job));
    return;
  }
  if (is_passing(answer.status)) return again(std::move(job), answer);
  rounds_ = 0;
  tally_.trouble.clear();
  settle(job, answer);
  if (job.stage != Stage::settled) waiting_.push_back(std::move(job));
}

// Everybody pauses: a service that limits one call or does not answer it will do so with the next.
void Sender::again(Job&& job, const Answer& answer) {
  const std::int64_t now = transport_.now_ms();
  if (now >= not_before_ms_) {
    const std::int64_t doubled = pause_first_ms << std::min(rounds_, 6);
    ++rounds_;
    not_before_ms_ = now + std::min(doubled, pause_max_ms);
  }
  if (answer.retry_after_ms > 0)
    not_before_ms_ = std::max(not_before_ms_, now + std::min(answer.retry_after_ms, retry_after_max_ms));
  if (tally_.trouble.empty() && (answer.status == 0 || answer.status >= 500)) tally_.trouble = detail_of(answer);
  // A limit and a service that is away say nothing about the document.
  const bool about_document = answer.status >= 500 && answer.status != 503;
  if (about_document && ++job.tries >= tries_max) return refuse(job, detail_of(answer));
  if (rounds_ > rounds_without_answer_max && !options_.never_stop) tally_.stopped = detail_of(answer);
  job.not_before_ms = not_before_ms_;
  waiting_.push_front(std::move(job));
}

void Sender::settle(Job& job, const Answer& answer) {
  if (job.stage == Stage::look) return settle_look(job, answer);
  if (is_good(answer.status)) return done(job, job.stage == Stage::put ? tally_.versions : tally_.stored);
  if (answer.status == 409) return settle_conflict(job, answer);
  if (answer.status == 404 && job.stage == Stage::put) {
    job.stage = Stage::post;  // it was erased since
    return;
  }
  refuse(job, detail_of(answer));
}

void Sender::settle_conflict(Job& job, const Answer& answer) {
  if (job.stage == Stage::put) return refuse(job, detail_of(answer));
  job.conflict = detail_of(answer);
  job.stage = Stage::look;
}

// Whether what has the id is this very document.
void Sender::settle_look(Job& job, const Answer& answer) {
  const Outgoing& document = job.document;
  const bool same = is_good(answer.status) && (document.is_make ? base::sha256_hex(answer.body) == document.hash
                                                                : has_version(answer, document.hash));
  if (same) return done(job, tally_.present);
  if (answer.status == 404) return refuse(job, job.conflict);
  if (document.is_make)
    return refuse(job, "make " + document.make + " of recipe " + document.recipe +
                           " is there with other content; a make is corrected by an object of the bucket");
  if (options_.replace) {
    job.stage = Stage::put;
    return;
  }
  refuse(job,
         "recipe " + document.recipe + " has an original with other content; --replace makes this its new version");
}

void Sender::done(Job& job, std::size_t& count) {
  ++count;
  const Status noted = ledger_.note(job.document.recipe, job.document.make, job.document.hash);
  if (!noted && tally_.stopped.empty()) tally_.stopped = noted.error().detail;
  close(job);
}

void Sender::refuse(Job& job, std::string detail) {
  tally_.refused.push_back({job.document.where, std::move(detail)});
  close(job);
}

void Sender::close(Job& job) {
  job.stage = Stage::settled;
  if (job.holds_makes) --originals_open_;
  job.holds_makes = false;
}

}  // namespace cookdiff::upload
