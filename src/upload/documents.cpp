#include "upload/documents.hpp"

#include <algorithm>
#include <set>

#include "base/number.hpp"
#include "base/sha256.hpp"
#include "formats/door.hpp"
#include "json/utf8.hpp"
#include "json/write.hpp"
#include "recipe/key.hpp"

namespace cookdiff::upload {

namespace {

// What an upload is called by itself at the service: only front matter tells Cooklang there.
constexpr std::string_view name_at_the_service = "body.json";

std::string_view content_type_of(std::string_view format) {
  if (format == "html") return "text/html";
  if (format == "cooklang") return "text/plain";
  if (format == "json-ld") return "application/ld+json";
  return "application/json";
}

// The document with that id in front of its other members.
std::string with_id(const json::Value& document, std::string_view name, const std::string& id) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key(name);
  recipe::is_integer(id) ? writer.raw(id) : writer.string(id);
  for (const json::Member& member : document.object())
    if (member.key != name) writer.key(member.key).value(member.value);
  writer.end_object();
  return out;
}

class Reader {
 public:
  Reader(std::string_view bytes, std::string_view path, std::string_view key) : bytes_(bytes), path_(path), key_(key) {}

  Contents run() {
    Arena arena(std::size_t{1} << 16);
    formats::Handed handed;
    auto read = formats::open_all(bytes_, path_, arena, handed);
    if (!read) {
      if (!add_partial_make(arena)) refuse(path_, one_line(read.error()));
      return std::move(out_);
    }
    const bool plain = read->recipes.size() == 1 && !handed.canonical.is_null() && read->format == handed.format &&
                       read->recipes[0].document.members == handed.canonical.members;
    out_.is_export = !plain;
    for (formats::Exported& one : read->recipes) {
      const std::string where = one.where.empty() ? path_ : path_ + "/" + one.where;
      add(one.document, where, plain ? handed.format : std::string_view{});
    }
    for (const formats::Refused& bad : read->refused)
      refuse(bad.where.empty() ? path_ : path_ + "/" + bad.where, one_line(bad.error));
    out_.left_aside = std::move(handed.also);
    return std::move(out_);
  }

 private:
  // {"rating": 4} is a whole make where its path says that it is one. False: it is none.
  bool add_partial_make(Arena& arena) {
    if (!recipe::check_key(key_) || !recipe::ids_of_key(key_).is_make) return false;
    const auto read = formats::read(bytes_, name_at_the_service, arena);
    if (!read || !read->document.is_object() || formats::is_export(read->document)) return false;
    add(read->document, path_, "cookdiff");
    return true;
  }

  void refuse(std::string where, std::string detail) { out_.refused.push_back({std::move(where), std::move(detail)}); }

  // `format` is empty for one recipe of an export.
  void add(const json::Value& document, const std::string& where, std::string_view format) {
    const auto identity = recipe::check(document);
    if (!identity) return refuse(where, one_line(identity.error()));
    Outgoing out;
    out.where = where;
    recipe::KeyIds key;
    if (!format.empty() && recipe::check_key(key_) && json::first_bad_utf8(key_) == json::valid_throughout)
      key = recipe::ids_of_key(key_);
    const std::string hash_of_key = base::sha256_hex(key_);
    out.is_make = identity->is_make() || key.is_make;
    const recipe::Id& named = identity->make_of.present() ? identity->make_of : identity->recipe_id;
    out.recipe = named.present() ? named.text : recipe::shorten(key.recipe, hash_of_key);
    if (out.recipe.empty() && format.empty()) out.recipe = named_by_name(document);
    if (out.recipe.empty())
      return refuse(where,
                    out.is_make ? "nothing says of which recipe it is a make" : "nothing says which recipe it is");
    if (out.is_make) {
      out.make = identity->make_id.present() ? identity->make_id.text : recipe::shorten(key.make, hash_of_key);
      if (out.make.empty()) return refuse(where, "nothing says which make it is");
    }
    const bool says_itself = out.is_make ? identity->make_id.present() : named.present();
    if (says_itself && !format.empty() && known_there(format)) {
      out.body = bytes_;
      out.content_type = content_type_of(format);
    } else {
      out.body = says_itself
                     ? json::to_text(document)
                     : with_id(document, out.is_make ? "makeId" : "recipeId", out.is_make ? out.make : out.recipe);
      out.content_type = "application/json";
    }
    out.hash = base::sha256_hex(out.body);
    out_.documents.push_back(std::move(out));
  }

  bool known_there(std::string_view format) const {
    if (format != "cooklang") return true;
    Arena arena;
    const auto read = formats::read(bytes_, name_at_the_service, arena);
    return read && read->format == format;
  }

  // Two of one name in an export are told apart by their order.
  std::string named_by_name(const json::Value& document) {
    const json::Value* name = document.find("recipeName");
    std::string id = name == nullptr ? std::string{} : formats::id_from_name(name->text());
    if (id.empty()) return id;
    std::string out = id;
    for (std::int64_t n = 2; !names_.insert(out).second; ++n) {
      out = id + "-";
      base::append_integer(n, out);
    }
    return recipe::shorten(out, base::sha256_hex(out));
  }

  std::string_view bytes_;
  std::string path_;
  std::string_view key_;
  std::set<std::string> names_;
  Contents out_;
};

}  // namespace

Contents read_documents(std::string_view bytes, std::string_view path, std::string_view key) {
  return Reader(bytes, path, key).run();
}

std::string_view key_of_path(std::string_view path) {
  const std::size_t recipes = path.rfind("/recipes/");
  if (recipes != std::string_view::npos) return path.substr(recipes + 1);
  if (path.starts_with("recipes/")) return path;
  const std::size_t makes = path.find("/makes/");
  if (makes != std::string_view::npos && makes > 0) {
    const std::size_t before = path.rfind('/', makes - 1);
    return before == std::string_view::npos ? path : path.substr(before + 1);
  }
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string one_line(const Error& error) {
  std::string out = error.detail.empty() ? std::string(base::code_name(error.code)) : error.detail;
  if (error.byte >= 0) {
    out += " (byte ";
    base::append_integer(error.byte, out);
    out += ')';
  }
  if (!error.pointer.empty()) out += " (pointer \"" + error.pointer + "\")";
  return out;
}

}  // namespace cookdiff::upload
