// What was sent before, so that a second run sends only what is missing: a file with a line a document, added as soon
// as the service has answered for it. Losing it costs only calls: the service takes the same document as the same.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace cookdiff::upload {

class Ledger {
 public:
  // In memory alone.
  Ledger() = default;
  // In the file, which is made (readable by its owner alone) when there is none; the folders above it too. A line that
  // is none, such as a last one that was cut off, is passed over. Fails with unavailable where the file cannot be used.
  [[nodiscard]] static Result<Ledger> open(const std::string& file);

  Ledger(Ledger&& other) noexcept;
  Ledger& operator=(Ledger&& other) noexcept;
  ~Ledger();

  // The hash of what was last stored under those ids; empty: nothing.
  [[nodiscard]] std::string_view sent(const std::string& recipe, const std::string& make) const;
  // Fails with unavailable where the line could not be written; it is known until the program ends all the same.
  [[nodiscard]] Status note(const std::string& recipe, const std::string& make, const std::string& hash);

 private:
  using Ids = std::pair<std::string, std::string>;
  void take_line(std::string_view line);

  int descriptor_ = -1;
  std::map<Ids, std::string> hashes_;
};

// Where it is kept for a service and a token: below XDG_STATE_HOME, else ~/.local/state; empty where there is neither.
// The name holds a hash of both, since the token says whose kitchen it is; the token's secret part is not in it.
[[nodiscard]] std::string ledger_file(std::string_view service, std::string_view token);

}  // namespace cookdiff::upload
