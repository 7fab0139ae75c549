// cookdiff upload FILE…|FOLDER --to URL, and cookdiff watch FOLDER --to URL
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <set>
#include <string>

#include "cli/commands.hpp"
#include "cli/sending.hpp"
#include "upload/folder.hpp"

namespace cookdiff::cli {

namespace {

constexpr std::size_t interval_s_max = 86'400;

bool wants_bar(const Arguments& arguments) {
  const std::string_view when = arguments.value("progress", "auto");
  return when == "always" || (when == "auto" && ::isatty(STDERR_FILENO) == 1);
}

// False where a folder cannot be looked through.
bool plan_word(const std::string& word, Plan& plan) {
  if (!upload::is_folder(word)) {
    plan.add_file(word, std::string(upload::key_of_path(word)));
    return true;
  }
  std::string folder = word;
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  const auto listing = upload::list_folder(folder);
  if (!listing) {
    complain(listing.error().detail);
    return false;
  }
  for (const std::string& unreadable : listing->unreadable) complain(unreadable);
  for (const upload::File& file : listing->files) plan.add_file(file.path, file.key);
  if (listing->passed_over > 0)
    complain(word + ": " + std::to_string(listing->passed_over) + " files with other names passed over");
  return true;
}

int status_of(const upload::Tally& tally) {
  if (!tally.stopped.empty()) return exit_trouble;
  if (is_interrupted()) return exit_interrupted;
  return tally.refused.empty() ? exit_identical : exit_differs;
}

// One look at the folder; what is new is sent. What was refused is tried again once something else is stored: a make
// may have come before its original. False when there is no use in going on.
bool look(const std::string& folder, Service& service, upload::Looks& looks, std::set<std::string>& refused,
          Output& out) {
  const auto listing = upload::list_folder(folder);
  if (!listing) {
    complain(listing.error().detail);
    return listing.error().code != Code::not_found;
  }
  Plan plan;
  for (const upload::File& file : looks.changed(*listing)) plan.add_file(file.path, file.key);
  if (plan.documents.empty() && plan.refused.empty()) return true;
  const std::int64_t from_ms = service.transport->now_ms();
  const upload::Tally tally = send(service, std::move(plan), false);
  out.add(summary_of(tally, service.transport->now_ms() - from_ms));
  out.flush();
  if (tally.stored > 0) {
    for (const std::string& path : refused) looks.forget(path);
    refused.clear();
  }
  for (const upload::Refused& one : tally.refused) refused.insert(one.where);
  return tally.stopped.empty();
}

// In pieces, so that Ctrl-C is minded.
void sleep_s(std::size_t seconds) {
  timespec left{static_cast<std::time_t>(seconds), 0};
  while (!is_interrupted() && ::nanosleep(&left, &left) != 0 && errno == EINTR) {
  }
}

}  // namespace

int run_upload(const Arguments& arguments, Output& out) {
  if (arguments.words().empty()) return refuse("upload", "files or folders are sent: cookdiff upload FILE… --to URL");
  auto service = open_service(arguments);
  if (!service) return refuse("upload", service.error().detail);
  mind_interruption();
  Plan plan;
  bool all_there = true;
  for (const std::string_view word : arguments.words())
    if (!is_interrupted()) all_there &= plan_word(std::string(word), plan);
  const std::int64_t from_ms = service->transport->now_ms();
  const upload::Tally tally = send(*service, std::move(plan), wants_bar(arguments));
  out.add(summary_of(tally, service->transport->now_ms() - from_ms));
  if (tally.unsent > 0) complain("run it again to send what is missing");
  return all_there ? status_of(tally) : exit_trouble;
}

int run_watch(const Arguments& arguments, Output& out) {
  if (arguments.words().size() != 1) return refuse("watch", "one folder is watched: cookdiff watch FOLDER --to URL");
  std::string folder(arguments.words()[0]);
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  if (!upload::is_folder(folder)) return refuse("watch", folder + " is no folder");
  const auto interval_s = count_of(arguments, "interval", 1, interval_s_max);
  if (!interval_s) return refuse("watch", interval_s.error().detail);
  auto service = open_service(arguments);
  if (!service) return refuse("watch", service.error().detail);
  service->options.never_stop = true;
  mind_interruption();
  upload::Looks looks;
  std::set<std::string> refused;
  out.add("watching " + folder + "; Ctrl-C ends it\n");
  out.flush();
  while (!is_interrupted()) {
    if (!look(folder, *service, looks, refused, out)) return exit_trouble;
    sleep_s(*interval_s);
  }
  return exit_identical;
}

}  // namespace cookdiff::cli
