// Files and terminals of the native programs, by their descriptors.
#pragma once

#include <string_view>

namespace cookdiff::base {

// All of it, in as many writes as it takes; false where one failed, with the reason in errno.
[[nodiscard]] bool write_all(int descriptor, std::string_view text);

}  // namespace cookdiff::base
