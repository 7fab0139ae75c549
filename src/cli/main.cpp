#include <string_view>
#include <vector>

#include "cli/commands.hpp"

int main(int count, char** words) {
  const std::vector<std::string_view> typed(words + (count > 0 ? 1 : 0), words + count);
  return cookdiff::cli::run(typed);
}
