#include "diff/placement.hpp"

#include "json/write.hpp"

namespace cookdiff::diff {

namespace {

std::string json_of(const recipe::Id& id) {
  if (!id.present()) return "null";
  if (id.is_number) return id.text;
  std::string out;
  json::write_string(id.text, out);
  return out;
}

}  // namespace

Placement placement_of(const recipe::Identity& original, const recipe::Identity& make) {
  const recipe::Id& of = make.make_of.present() ? make.make_of : make.recipe_id;
  Placement out;
  out.recipe_id_json = json_of(original.recipe_id.present() ? original.recipe_id : of);
  out.make_id_json = json_of(make.make_id);
  return out;
}

}  // namespace cookdiff::diff
