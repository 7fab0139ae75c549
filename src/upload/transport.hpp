// HTTP calls, several at once: an interface, since the sender's tests answer by themselves and at their own time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cookdiff::upload {

struct Call {
  std::string_view method;  // GET, POST, PUT
  std::string path;         // below the service's address, percent-encoded
  std::vector<std::pair<std::string, std::string>> headers;
  std::string_view body;  // must outlive the call
};

struct Answer {
  int status = 0;  // of HTTP; 0: there was no answer
  std::string body{};
  std::string trouble{};             // why there was none
  bool hopeless = false;             // trying again is no use: a wrong address, a certificate that is not good
  std::int64_t retry_after_ms = -1;  // what the service asked for; -1: nothing
};

class Transport {
 public:
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  virtual ~Transport() = default;

  // Begins a call in a slot (from 0) that has none under way.
  virtual void begin(std::size_t slot, const Call& call) = 0;
  // Waits for one call to end, at most so long; false where none did.
  [[nodiscard]] virtual bool next(std::int64_t wait_ms, std::size_t& slot, Answer& answer) = 0;
  [[nodiscard]] virtual std::int64_t now_ms();  // of a clock that never goes back
};

}  // namespace cookdiff::upload
