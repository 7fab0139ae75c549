#include "cli/sending.hpp"

#include <unistd.h>

#include <cstdlib>

#include "base/number.hpp"
#include "cli/file.hpp"
#include "cli/progress.hpp"
#include "json/read.hpp"
#include "upload/http.hpp"

namespace cookdiff::cli {

namespace {

volatile std::sig_atomic_t interrupted = 0;

extern "C" void interrupt(int) { interrupted = 1; }

constexpr std::size_t token_bytes_max = 4096;

// The token's text: one printable word, since it becomes part of a header.
Result<std::string> token_of(const Arguments& arguments) {
  std::string token;
  const std::string_view file = arguments.value("token-file");
  if (!file.empty()) {
    TRY_DONE(read_file(file, token));
  } else if (const char* variable = std::getenv("COOKDIFF_TOKEN"); variable != nullptr) {
    token = variable;
  }
  while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ') token.pop_back();
  if (token.empty())
    return Error{Code::missing, false, "no token: set COOKDIFF_TOKEN, or name a file that holds it by --token-file"};
  for (const char c : token)
    if (c <= ' ' || c >= '\x7f' || token.size() > token_bytes_max)
      return Error{Code::bad_value, false, "that is no token: a token is one word"};
  return token;
}

// A file as it is when its turn comes.
std::optional<upload::Outgoing> load_again(const std::string& path, const std::string& key, std::string& why) {
  std::string bytes;
  if (const Status read = read_file(path, bytes); !read) {
    why = read.error().detail;
    return std::nullopt;
  }
  upload::Contents contents = upload::read_documents(bytes, path, key);
  if (contents.documents.size() == 1) return std::move(contents.documents.front());
  why = contents.refused.empty() ? "it has changed meanwhile" : contents.refused.front().detail;
  return std::nullopt;
}

void add_count(std::size_t count, std::string_view what, std::string& out) {
  if (count == 0) return;
  out += out.ends_with(": ") ? "" : ", ";
  base::append_integer(static_cast<std::int64_t>(count), out);
  out.append(" ").append(what);
}

}  // namespace

void Plan::add_file(const std::string& path, const std::string& key) {
  std::string bytes;
  if (const Status read = read_file(path, bytes); !read) {
    refused.push_back({std::string(shown_name(path)), read.error().detail});
    return;
  }
  upload::Contents contents = upload::read_documents(bytes, shown_name(path), key);
  for (upload::Refused& one : contents.refused) refused.push_back(std::move(one));
  for (const std::string& name : contents.left_aside) complain(std::string(shown_name(path)) + ": left aside: " + name);
  const bool again = !contents.is_export && path != "-";
  for (upload::Outgoing& document : contents.documents) {
    upload::Pending pending{.document = std::move(document)};
    if (again) {
      pending.document.body.clear();
      pending.load = [path, key](std::string& why) { return load_again(path, key, why); };
    }
    documents.push_back(std::move(pending));
  }
}

Result<std::size_t> count_of(const Arguments& arguments, std::string_view name, std::size_t otherwise,
                             std::size_t most) {
  const std::string_view typed = arguments.value(name);
  if (typed.empty()) return otherwise;
  const auto value = base::read_digits(typed);
  if (!value || *value < 1 || static_cast<std::size_t>(*value) > most)
    return Error{Code::bad_value, false,
                 "--" + std::string(name) + " is a whole number from 1 to " + std::to_string(most)};
  return static_cast<std::size_t>(*value);
}

Result<Service> open_service(const Arguments& arguments) {
  if (arguments.value("to").empty())
    return Error{Code::missing, false, "where to? --to URL names the service, e.g. --to https://recipes.example.org"};
  Service out;
  TRY(out.address, upload::service_address(arguments.value("to")));
  TRY(const std::string token, token_of(arguments));
  TRY(out.options.at_once, count_of(arguments, "at-once", upload::at_once_default, upload::at_once_max));
  out.options.replace = arguments.has("replace");
  std::string file(arguments.value("ledger"));
  if (file.empty()) file = upload::ledger_file(out.address, token);
  if (!file.empty()) {
    auto ledger = upload::Ledger::open(file);
    if (!ledger) {
      complain(ledger.error().detail + "; what is sent will not be remembered (--ledger names another file)");
    } else {
      out.ledger = *std::move(ledger);
    }
  }
  TRY(out.transport, upload::http_transport(out.address, token, out.options.at_once));
  return out;
}

void mind_interruption() {
  struct sigaction action{};
  action.sa_handler = interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND);  // the second one ends at once
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool is_interrupted() { return interrupted != 0; }

upload::Tally send(Service& service, Plan plan, bool bar) {
  const std::size_t total = plan.documents.size() + plan.refused.size();
  const std::int64_t from_ms = service.transport->now_ms();
  Progress progress(bar, ::isatty(STDERR_FILENO) == 1, total);
  const std::size_t unreadable = plan.refused.size();
  std::string told;  // the trouble that was said already
  upload::Sender sender(
      *service.transport, service.ledger, service.options, interrupted, [&](const upload::Tally& tally) {
        if (told != tally.trouble) {
          told = tally.trouble;
          if (!told.empty()) {
            progress.end(tally.done(), tally.refused.size() + unreadable, service.transport->now_ms() - from_ms);
            complain(told + (service.options.never_stop ? "; trying again until it answers"
                                                        : "; trying again for about 90 s"));
          }
        }
        progress.tell(tally.done() + unreadable, tally.refused.size() + unreadable,
                      service.transport->now_ms() - from_ms);
      });
  sender.run(std::move(plan.documents));
  upload::Tally tally = std::move(sender.tally());
  tally.refused.insert(tally.refused.begin(), plan.refused.begin(), plan.refused.end());
  progress.end(tally.done(), tally.refused.size(), service.transport->now_ms() - from_ms);
  for (const upload::Refused& one : tally.refused) complain(one.where + ": refused: " + one.detail);
  if (!tally.stopped.empty()) complain("stopped: " + tally.stopped);
  return tally;
}

std::string summary_of(const upload::Tally& tally, std::int64_t elapsed_ms) {
  const std::size_t all = tally.done() + tally.unsent;
  std::string out;
  base::append_integer(static_cast<std::int64_t>(all), out);
  out += all == 1 ? " document: " : " documents: ";
  add_count(tally.stored, "stored", out);
  add_count(tally.present, "there already", out);
  add_count(tally.versions, tally.versions == 1 ? "new version" : "new versions", out);
  add_count(tally.refused.size(), "refused", out);
  add_count(tally.unsent, "not sent", out);
  if (all == 0) out += "nothing to send";
  const auto tenths = static_cast<std::size_t>(std::max<std::int64_t>(elapsed_ms, 0)) / 100;
  out += " (" + std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
  const std::size_t sent = tally.stored + tally.versions;
  if (sent > 0 && tenths > 0) out += ", " + std::to_string(sent * 10 / tenths) + " a second";
  return out + ")\n";
}

}  // namespace cookdiff::cli
