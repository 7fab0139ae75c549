// Two documents and a patch, a line each. The laws: the patch of two documents applies and is no longer than replacing
// the whole; a merge patch applies or is refused; any patch at all is applied or refused, never a crash.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "json/equal.hpp"
#include "json/merge.hpp"
#include "json/patch.hpp"
#include "json/read.hpp"
#include "json/write.hpp"

using namespace cookdiff;

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

std::string_view line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view out = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  Arena arena;
  const Result<json::Value> a = json::read(line(rest), arena);
  const Result<json::Value> b = json::read(line(rest), arena);
  if (!a || !b) return 0;
  const json::Value patch = json::diff(*a, *b, arena);
  const Result<json::Value> after = json::apply(*a, patch, arena);
  must(after && json::equal(*after, *b));
  must(json::equal(*a, *b) == (patch.size == 0));
  must(json::to_text(patch).size() <= json::to_text(*b).size() + 38);
  const Result<json::Value> merge = json::merge_diff(*a, *b, arena);
  if (merge) must(json::equal(json::merge_apply(*a, *merge, arena), *b));
  const Result<json::Value> any = json::read(rest, arena);
  if (!any) return 0;
  must(!json::to_text(json::merge_apply(*a, *any, arena)).empty());
  const Result<json::Value> done = json::apply(*a, *any, arena);
  if (!done) return 0;
  const std::string text = json::to_text(*done);
  Arena again;
  must(static_cast<bool>(json::read(text, again, {.bytes_max = std::size_t{64} << 20})));
  return 0;
}
