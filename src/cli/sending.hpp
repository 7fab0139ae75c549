// What `upload` and `watch` share: who is called with which token, the plan of what to send, and the sending.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/output.hpp"
#include "upload/ledger.hpp"
#include "upload/sender.hpp"
#include "upload/transport.hpp"

namespace cookdiff::cli {

inline constexpr int exit_interrupted = 130;  // as shells count an end by Ctrl-C

// What is sent, file by file. Bodies of plain files are read again when their turn comes.
struct Plan {
  std::deque<upload::Pending> documents;
  std::vector<upload::Refused> refused;

  void add_file(const std::string& path, const std::string& key);
};

struct Service {
  std::string address;
  std::unique_ptr<upload::Transport> transport;
  upload::Ledger ledger;
  upload::Options options;
};

// From --to, --at-once, --replace, --token-file, --ledger and the environment variable COOKDIFF_TOKEN. The Error's
// detail is for people.
[[nodiscard]] Result<Service> open_service(const Arguments& arguments);

// "4" of an option, between 1 and `most`.
[[nodiscard]] Result<std::size_t> count_of(const Arguments& arguments, std::string_view name, std::size_t otherwise,
                                           std::size_t most);

// Ctrl-C and SIGTERM let what is under way come to its end; a second one ends at once.
void mind_interruption();
[[nodiscard]] bool is_interrupted();

// Sends the plan with a bar where `bar` says so; every refusal is told on standard error.
[[nodiscard]] upload::Tally send(Service& service, Plan plan, bool bar);

// "1980 documents: 1900 stored, 60 there already, 15 new versions, 5 refused (12.3 s, 160 a second)"
[[nodiscard]] std::string summary_of(const upload::Tally& tally, std::int64_t elapsed_ms);

}  // namespace cookdiff::cli
