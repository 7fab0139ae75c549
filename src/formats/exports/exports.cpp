#include "formats/exports.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "base/number.hpp"
#include "formats/exports/inflate.hpp"
#include "formats/exports/logs.hpp"
#include "formats/exports/shapes.hpp"
#include "formats/exports/zip.hpp"
#include "formats/json_ld.hpp"
#include "formats/read.hpp"
#include "formats/text.hpp"
#include "json/read.hpp"
#include "json/utf8.hpp"
#include "json/write.hpp"
#include "recipe/document.hpp"

namespace cookdiff::formats {

namespace {

constexpr int list_depth_max = 3;  // a list of recipes, within {"items": …}, within a list
constexpr std::string_view looked_for =
    "looked for exports of Mealie, Tandoor, RecipeSage, Nextcloud Cookbook, Paprika, Brewfather and BeerJSON (zip, "
    "gzip or JSON)";

bool is_zip(std::string_view bytes) { return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"); }
bool is_gzip(std::string_view bytes) { return bytes.starts_with("\x1F\x8B"); }

bool ends_with_letters(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && same_letters(text.substr(text.size() - end.size()), end);
}

// RecipeSage's JSON-LD names where the recipe came from in its own way.
std::string_view json_ld_program(const json::Value& node, std::string_view where) {
  if (node.find("creditText") != nullptr && node.find("comment") != nullptr) return "recipesage";
  return ends_with_letters(where, "recipe.json") ? "nextcloud" : "json-ld";
}

class Reader {
 public:
  explicit Reader(Arena& arena) : arena_(arena) {}

  // A zip or gzip file, or JSON; what else lies in an archive (photos) is passed over.
  void file(std::string_view bytes, const std::string& where, std::size_t depth) {
    if (is_zip(bytes)) return archive(bytes, where, depth);
    if (is_gzip(bytes)) {
      const Result<std::string> unpacked = inflate(bytes, Packing::gzip, budget_);
      return unpacked ? json_file(*unpacked, where) : refuse(where, unpacked.error());
    }
    json_file(bytes, where);
  }

  Result<Export> finish() {
    if (!out_.recipes.empty()) return std::move(out_);
    if (!out_.refused.empty()) return std::move(out_.refused.front().error);
    return Error{.code = Code::unknown_format, .detail = "no recipe in it; " + std::string(looked_for)};
  }

 private:
  void refuse(const std::string& where, const Error& error) { out_.refused.push_back({where, error}); }

  void archive(std::string_view bytes, const std::string& where, std::size_t depth) {
    if (depth >= archive_depth_max) {
      return refuse(where, {.code = Code::too_deep, .detail = "an archive in an archive in an archive"});
    }
    const Result<std::vector<ZipEntry>> entries = zip_entries(bytes, budget_);
    if (!entries) return refuse(where, entries.error());
    for (std::size_t at = 0; at < entries->size(); ++at) {
      const ZipEntry& entry = (*entries)[at];
      if (!is_wanted(entry.name)) continue;
      const std::string path = path_of(entry.name, at, where);
      const Result<std::string> unpacked = unzip(bytes, entry, budget_);
      if (unpacked) {
        file(*unpacked, path, depth + 1);
      } else {
        refuse(path, unpacked.error());
      }
    }
  }

  static bool is_wanted(std::string_view name) {
    if (name.starts_with("__MACOSX/")) return false;
    return ends_with_letters(name, ".json") || ends_with_letters(name, ".zip") ||
           ends_with_letters(name, ".paprikarecipe") || ends_with_letters(name, ".gz");
  }

  // The entry's name for messages; one that is no plain text is counted instead.
  static std::string path_of(std::string_view name, std::size_t index, const std::string& within) {
    std::string out = within.empty() ? within : within + "/";
    const bool plain =
        json::first_bad_utf8(name) == json::valid_throughout &&
        std::none_of(name.begin(), name.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x20; });
    if (plain) return out.append(name);
    out += "entry ";
    base::append_integer(static_cast<std::int64_t>(index + 1), out);
    return out;
  }

  void json_file(std::string_view bytes, const std::string& where) {
    Arena local(std::size_t{1} << 16);
    const Result<json::Value> root = json::read(bytes, local, {.bytes_max = entry_bytes_max});
    if (!root) return refuse(where, root.error());
    value(*root, where, 0, local);
  }

  // The notes of what was cooked, and the exports of which they are a part. False: it is none of them.
  bool log(const json::Value& root, const std::string& where, Arena& local) {
    if (is_tandoor_log(root)) return take("tandoor", read_tandoor_log(root, local), where), true;
    if (is_mealie_event(root)) {
      if (is_cooking(root)) take("mealie", read_mealie_event(root, {}, local), where);
      return true;
    }
    if (is_mealie_backup(root)) return backup(root, where, local), true;
    if (is_brewfather_batch(root)) {
      brewfather_recipe(*root.find("recipe"), where, local);
      return take("brewfather", read_brewfather_make(root, local), where), true;
    }
    if (is_brewfather_recipe(root)) return brewfather_recipe(root, where, local), true;
    if (!is_beerjson(root)) return false;
    for (const json::Value& recipe : root.find("beerjson")->find("recipes")->array()) {
      take("beerjson", read_beerjson_recipe(recipe, local), where);
      for (const json::Value& make : read_beerjson_makes(recipe, local)) take("beerjson", make, where);
    }
    return true;
  }

  void backup(const json::Value& root, const std::string& where, Arena& local) {
    const MealieTables tables(root);
    for (const json::Value* recipe : tables.recipes)
      take("mealie", read_mealie(tables.recipe(*recipe, local), local), where);
    for (const json::Value* event : tables.events)
      if (is_mealie_event(*event) && is_cooking(*event))
        take("mealie", read_mealie_event(*event, tables.cook_of(*event, local), local), where);
  }

  // A batch holds its own copy: the first of a recipe is the original, the others are seen in their makes.
  void brewfather_recipe(const json::Value& recipe, const std::string& where, Arena& local) {
    const json::Value* id = recipe.find("_id");
    if (id != nullptr && !brewed_.insert(std::string(id->text())).second) return;
    take("brewfather", read_brewfather_recipe(recipe, local), where);
  }

  void value(const json::Value& root, const std::string& where, int depth, Arena& local) {
    if (log(root, where, local)) return;
    if (is_mealie(root)) return take("mealie", read_mealie(root, local), where);
    if (is_tandoor(root)) return take("tandoor", read_tandoor(root, local), where);
    if (is_paprika(root)) return take("paprika", read_paprika(root, local), where);
    if (depth == 0) {
      const std::vector<const json::Value*> nodes = find_recipes(root);
      for (const json::Value* node : nodes) take(json_ld_program(*node, where), canonical_of(*node, local), where);
      if (!nodes.empty()) return;
    }
    if (root.is_object() && recipe::is_recipe(root)) return take("cookdiff", root, where);
    if (is_untyped_recipe(root)) return take("json-ld", canonical_of(root, local), where);
    if (depth == list_depth_max) return;
    const json::Value* list = root.is_array() ? &root : member_of(root, {"items", "recipes", "results"});
    if (list == nullptr) return;
    for (const json::Value& item : list->array()) value(item, where, depth + 1, local);
  }

  // Copies the document out of what was unpacked: as an upload it is text, and that text is bounded.
  void take(std::string_view format, const json::Value& document, const std::string& where) {
    const std::string text = json::to_text(document);
    if (text.size() > document_bytes_max) {
      return refuse(where, {.code = Code::too_large, .detail = "the recipe is larger than 1 MiB"});
    }
    Result<json::Value> copy = json::read(arena_.copy(text), arena_);
    if (!copy) return refuse(where, copy.error());
    if (out_.format.empty()) out_.format = format;
    out_.recipes.push_back({where, *copy});
  }

  Arena& arena_;
  std::set<std::string> brewed_;  // ids of Brewfather's recipes
  Budget budget_{unpacked_bytes_max, entries_max};
  Export out_;
};

}  // namespace

bool is_archive(std::string_view bytes) { return is_zip(bytes) || is_gzip(bytes); }

bool is_export(const json::Value& document) {
  return is_mealie(document) || is_tandoor(document) || is_paprika(document) || is_tandoor_log(document) ||
         is_mealie_event(document) || is_mealie_backup(document) || is_brewfather_batch(document) ||
         is_brewfather_recipe(document) || is_beerjson(document);
}

std::string id_from_name(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const bool wide = static_cast<unsigned char>(c) >= 0x80;
    const bool upper = c >= 'A' && c <= 'Z';
    if (wide || upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out += upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (out.ends_with('-')) out.pop_back();
  return out;
}

Result<Export> read_export(std::string_view bytes, Arena& arena) {
  if (bytes.size() > archive_bytes_max) {
    return Error{.code = Code::too_large, .detail = "the export is larger than 512 MiB"};
  }
  const std::size_t first = std::min(bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF"), bytes.size());
  const bool may_be_json = first < bytes.size() && (bytes[first] == '{' || bytes[first] == '[');
  if (!is_archive(bytes) && !may_be_json) {
    return Error{.code = Code::unknown_format, .detail = "no archive and no JSON; " + std::string(looked_for)};
  }
  Reader reader(arena);
  reader.file(bytes, {}, 0);
  return reader.finish();
}

}  // namespace cookdiff::formats
