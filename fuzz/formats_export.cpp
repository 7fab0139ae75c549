// The exports of other programs: whatever the bytes, as archives and as JSON.
#include "formats/exports.hpp"

#include "formats_laws.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cookdiff;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Arena arena;
  const Result<formats::Export> read = formats::read_export(bytes, arena);
  if (!read) {
    fuzz::check_refusal(read.error(), formats::entry_bytes_max);
    return 0;
  }
  fuzz::must(!read->recipes.empty() && !read->format.empty());
  for (const formats::Exported& recipe : read->recipes) fuzz::check_document(recipe.document);
  for (const formats::Refused& refused : read->refused) fuzz::check_refusal(refused.error, formats::entry_bytes_max);
  return 0;
}
