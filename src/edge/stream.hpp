// An answer that is given out while it is made, so that it is never held whole. Before the first chunk nothing is sent;
// after it the status stands, and what fails breaks the answer off, which its reader sees.
#pragma once

#include <string>

#include "edge/http.hpp"
#include "edge/instance.hpp"
#include "edge/task.hpp"

namespace cookdiff::edge {

// A slow reader holds a chunk back for so long at most.
inline constexpr std::uint32_t emit_deadline_ms = 120'000;

class Stream {
 public:
  // `head`: status and headers; its body is not looked at.
  Stream(Instance& instance, Response head) : instance_(&instance), head_(std::move(head)) {}
  // Done when the reader has room for more; fails when it is gone.
  [[nodiscard]] Task<Done> emit(std::string chunk);
  // What a Worker answers after the last chunk: says that the answer is out already.
  [[nodiscard]] static Response sent();

 private:
  Instance* instance_;
  Response head_;
  bool begun_ = false;
};

}  // namespace cookdiff::edge
