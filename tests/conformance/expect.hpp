// Collects what is not as promised. A case goes on after a miss, so that one run says all of it.
#pragma once

#include <cstdint>

#include <string>
#include <string_view>

namespace conformance {

class Expect {
 public:
  void that(bool holds, std::string_view what) {
    if (holds) return;
    if (!missed_.empty()) missed_ += "; ";
    missed_ += what;
  }
  void equal(std::string_view actual, std::string_view expected, std::string_view what) {
    if (actual == expected) return;
    that(false, std::string{what} + ": \"" + std::string{actual} + "\" is not \"" + std::string{expected} + "\"");
  }
  void equal(std::int64_t actual, std::int64_t expected, std::string_view what) {
    if (actual != expected)
      that(false, std::string{what} + ": " + std::to_string(actual) + " is not " + std::to_string(expected));
  }
  [[nodiscard]] std::string missed() const { return missed_; }

 private:
  std::string missed_;
};

}  // namespace conformance
