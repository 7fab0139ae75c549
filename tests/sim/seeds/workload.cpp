#include "sim/seeds/workload.hpp"

#include <algorithm>

#include "base/base64url.hpp"

namespace cookdiff::sim {

std::string mark_of(std::string_view kitchen) { return "only-for-" + std::string{kitchen}; }

Workload::Workload(Bed& bed, Chance& chance) : bed_(bed), chance_(chance) {
  const std::vector<std::string> all = {"home", "anna", "ben"};
  kitchens_.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(1 + chance.below(3)));
  recipes_ = 1 + chance.below(2);
  constexpr std::size_t rates[] = {0, 4, 10};
  bad_in_ = chance.pick(rates);
  crowds_ = chance.one_in(48);
}

// More makes of one recipe than those of which no analysis is kept (src/api/analysis.cpp).
void Workload::crowd() {
  crowds_ = false;
  crowded = true;
  crowded_kitchen = chance_.pick(kitchens_);
  did("crowd of makes", crowded_kitchen);
  for (int n = 0; n < 52; ++n) make_in_the_crowd();
}

void Workload::make_in_the_crowd() {
  const std::string name = "crowd-" + std::to_string(++written_);
  const std::string key = prefix(crowded_kitchen) + "recipes/1/makes/" + name + ".json";
  bed_.world.recipes.put(key, make(crowded_kitchen, "1"), {}, false, {}, bed_.world.now_ms);
}

std::string Workload::prefix(const std::string& kitchen) const {
  return kitchen == "home" ? "" : "kitchens/" + kitchen + "/";
}

void Workload::did(const std::string& what, const std::string& to) {
  ++count[what];
  if (note) note("-- " + what + ": " + to);
}

// Few keys, so that they meet: two that may both become a recipe's original, makes of it, and one that names nothing.
std::string Workload::pick_key(const std::string& kitchen) {
  const std::string recipe = std::to_string(1 + chance_.below(recipes_));
  const std::string keys[] = {"recipes/" + recipe + ".json",         "recipes/" + recipe + ".json",
                              "other-" + recipe + ".json",           "recipes/" + recipe + "/makes/1.json",
                              "recipes/" + recipe + "/makes/1.json", "recipes/" + recipe + "/makes/2.json",
                              "recipes/" + recipe + "/makes/x.json", "makes/" + recipe + "-loose.json"};
  return prefix(kitchen) + chance_.pick(keys);
}

std::string Workload::original(const std::string& kitchen, const std::string& recipe) {
  const std::string amount = std::to_string(1 + chance_.below(4));
  return R"({"recipeName":"Pie )" + std::string{canary} + " " + mark_of(kitchen) + R"(","recipeId":)" + recipe +
         R"(,"ingredients":[{"ingredientId":1,"quantity":)" + amount +
         R"(,"measurement":"TBS","ingredientName":"cinnamon"},{"ingredientId":2,"quantity":6,"measurement":"",)"
         R"("ingredientName":"apples"}],"steps":[{"stepId":1,"stepText":"Pre heat oven to 350 degrees"}]})";
}

std::string Workload::make(const std::string& kitchen, const std::string& recipe) {
  const std::string notes =
      R"("notes":"n)" + std::to_string(++written_) + " " + std::string{canary} + " " + mark_of(kitchen) + "\"";
  const std::string rating = R"("rating":)" + std::to_string(1 + chance_.below(5));
  switch (chance_.below(5)) {
    case 0: return "{" + rating + "," + notes + "}";
    case 1: return R"({"makeOf":)" + recipe + "," + notes + "}";
    case 2:
      return R"({"makeId":)" + std::to_string(1 + chance_.below(3)) + R"(,"makeOf":)" + recipe + "," + notes + "}";
    default:
      return R"({"recipeId":)" + recipe + R"(,"ingredients":[{"ingredientId":1,"quantity":)" +
             std::to_string(1 + chance_.below(4)) + R"(,"measurement":"TBS","ingredientName":"cinnamon"}],)" + notes +
             "}";
  }
}

std::string Workload::bad(const std::string& kitchen) {
  const std::string bodies[] = {
      "{\"recipeName\":\"" + std::string{canary},
      "[1,2,3]",
      R"({"recipeName":")" + std::string{canary} + R"(","ingredients":[{"quantity":-5}]})",
      R"({"recipeName":"X","recipeId":77,"notes":")" + mark_of(kitchen) + "\"}",
      "",
      std::string("{\"a\":1}\0", 8),
      R"({"recipeName":"deadly","notes":")" + std::string{poison} + "\"}",
  };
  return chance_.pick(bodies);
}

void Workload::put(const std::string& key, std::string body) {
  did(bed_.world.recipes.find(key) == nullptr ? "upload" : "overwrite", key + " " + body.substr(0, 90));
  bed_.world.recipes.put(key, body, {}, false, {}, bed_.world.now_ms);
}

void Workload::remove(const std::string& key) {
  if (bed_.world.recipes.remove(key)) did("deletion", key);
}

void Workload::act() {
  const std::string kitchen = chance_.pick(kitchens_);
  const std::string key = pick_key(kitchen);
  const std::string recipe = std::to_string(1 + chance_.below(recipes_));
  if (crowds_ && chance_.one_in(10)) return crowd();
  const std::size_t what = chance_.below(10);
  if (what < 5) {
    if (chance_.one_in(bad_in_)) return put(key, bad(kitchen));
    const bool as_make = key.find("makes/") != std::string::npos ? !chance_.one_in(5) : chance_.one_in(8);
    return put(key, as_make ? make(kitchen, recipe) : original(kitchen, recipe));
  }
  if (what == 5) return remove(key);
  if (what == 6) {
    const std::string from = pick_key(kitchen);
    const StoredObject* object = bed_.world.recipes.find(from);
    if (object == nullptr || object->body.find("once-") != std::string::npos) return;
    did("copy", from + " to " + key);
    const std::string body = object->body;
    bed_.world.recipes.put(key, body, object->metadata, false, {}, bed_.world.now_ms);
    return;
  }
  call(kitchen);
}

void Workload::post(const std::string& kitchen) {
  const std::string recipe = std::to_string(1 + chance_.below(recipes_));
  Posted post{kitchen, "/recipes/" + recipe + "/makes", "", ""};
  if (chance_.one_in(2) && !posted_.empty()) {
    post = chance_.pick(posted_);
    did("POST again", post.path);
  } else {
    const std::string own = "once-" + std::to_string(++written_) + "-";
    post.body = R"({"rating":3,"notes":")" + own + " " + std::string{canary} + " " + mark_of(kitchen) + "\"}";
    post.key = "key-" + std::to_string(written_);
    once_only.insert(own);
    posted_.push_back(post);
    did("POST a make", post.path);
  }
  // One in three is sent twice at once: by a client that did not wait for the answer.
  for (std::size_t times = chance_.one_in(3) ? 2 : 1; times > 0; --times)
    bed_.begin_fetch(post.kitchen, "POST", post.path, post.body, {{"idempotency-key", post.key}},
                     [this, post](Process& process) { answered(post.kitchen, "POST " + post.path, process); });
}

void Workload::call(const std::string& kitchen) {
  const std::string recipe = std::to_string(1 + chance_.below(recipes_));
  const std::string key = pick_key(kitchen);
  std::string method = "GET";
  std::string path = "/recipes/" + recipe + "/makes";
  std::string body;
  switch (chance_.below(crowded ? 12 : 9)) {
    case 9:
    case 10:
    case 11: path = "/recipes/1/analysis"; break;
    case 0:
    case 1:
    case 2: return post(kitchen);
    case 3: method = "POST", path = "/recipes", body = original(kitchen, recipe); break;
    case 4: method = "PUT", path = "/recipes", body = original(kitchen, recipe); break;
    case 5: method = "POST", path = "/uploads/" + base::to_base64url(key) + "/retry"; break;
    case 6: method = "POST", path = "/uploads/sweep"; break;
    case 7: path += "/" + std::to_string(1 + chance_.below(3)) + "/differences"; break;
    default: break;
  }
  const std::string what = method + " " + path;
  did("API " + (method == "GET"                 ? "GET"
                : path.starts_with("/uploads/") ? (path == "/uploads/sweep" ? "sweep" : "retry")
                                                : what),
      path);
  bed_.begin_fetch(kitchen, method, path, std::move(body), {},
                   [this, kitchen, what](Process& process) { answered(kitchen, what, process); });
}

}  // namespace cookdiff::sim
