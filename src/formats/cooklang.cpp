#include "formats/cooklang.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "formats/cooklang_prose.hpp"
#include "formats/front_matter.hpp"
#include "formats/json_ld.hpp"
#include "formats/text.hpp"
#include "json/utf8.hpp"

namespace cookdiff::formats {

namespace {

struct Mention {
  Mark mark;
  std::string_view section;
  [[nodiscard]] bool bare() const { return mark.quantity.empty() && mark.unit.empty() && mark.note.empty(); }
};

// "Prep time", "prep_time", "prepTime" are one key.
std::string plain_key(std::string_view key) {
  std::string out = lower_text(key);
  std::erase_if(out, [](char byte) { return byte == ' ' || byte == '_' || byte == '-' || byte == '.'; });
  return out;
}

// The text without its comments: "-- to the end of the line" and "[- … -]". A line that held nothing but a comment
// goes as a whole, so that it does not end the paragraph around it.
std::string without_comments(std::string_view text) {
  std::string out;
  bool blocks_end = true;  // false once no "-]" is left
  std::size_t line_at = 0;
  bool commented = false;
  const auto end_line = [&] {
    const bool only_comment = commented && trim(std::string_view(out).substr(line_at)).empty();
    out.resize(only_comment ? line_at : out.size());
    if (!only_comment) out += '\n';
    line_at = out.size();
    commented = false;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at, 2);
    if (rest == "--") {
      commented = true;
      at = std::min(text.find('\n', at), text.size());
    } else if (rest == "[-" && blocks_end) {
      const std::size_t end = text.find("-]", at + 2);
      blocks_end = end != std::string_view::npos;
      if (!blocks_end) continue;
      commented = true;
      at = end + 2;
    } else if (text[at] == '\n') {
      end_line();
      ++at;
    } else if (rest.size() == 2 && rest[0] == '\\') {
      out += rest;
      at += 2;
    } else {
      out += text[at++];
    }
  }
  end_line();
  return out;
}

class Recipe {
 public:
  explicit Recipe(Arena& arena) : draft_(arena), arena_(arena) {}

  void metadata(std::string_view key, const json::Value& value) {
    const std::string plain = plain_key(key);
    if (plain == "title" || plain == "recipename" || plain == "name") {
      if (!value.is_null()) draft_.set_text("recipeName", clean_line(text_of(value, arena_), arena_));
    } else if (plain == "servings" || plain == "serves" || plain == "yield") {
      set_yield(&value, draft_);
    } else if (plain == "preptime" || plain == "timeprep") {
      set_time("prepTime", &value, draft_);
    } else if (plain == "cooktime" || plain == "timecook") {
      set_time("cookTime", &value, draft_);
    } else if (plain == "time" && value.is_object()) {
      for (const json::Member& part : value.object()) metadata(arena_.join("time ", part.key), part.value);
    } else if (plain == "time" || plain == "duration" || plain == "timerequired" || plain == "totaltime" ||
               plain == "timetotal") {
      set_time("totalTime", &value, draft_);
    } else if (plain == "id" || plain == "recipeid") {
      draft_.set("recipeId", id_of(value));
    } else if (plain == "rating") {
      set_rating(&value, draft_);
    } else if (plain == "notes") {
      note(text_of(value, arena_));
    } else {
      others_.push_back({key, value});
    }
  }

  void note(std::string_view text) {
    if (!notes_.empty() && !text.empty()) notes_ += '\n';
    notes_ += text;
  }

  void section(std::string_view line) {
    const std::size_t from = std::min(line.find_first_not_of('='), line.size());
    line.remove_prefix(from);
    while (line.ends_with('=')) line.remove_suffix(1);
    section_ = arena_.copy(trim(line));
    body_ = true;
  }

  void paragraph(std::string_view text) {
    text = trim(text);
    if (text.empty()) return;
    body_ = true;
    const Prose prose = read_prose(arena_.copy(text));
    for (const Mark& mark : prose.ingredients) mentions_.push_back({mark, section_});
    cookware_.insert(cookware_.end(), prose.cookware.begin(), prose.cookware.end());
    steps_.push_back({arena_.copy(trim(prose.text)), section_});
  }

  json::Value finish() {
    draft_.set_text("notes", arena_.copy(notes_));
    if (body_) {
      draft_.begin_ingredients();
      draft_.begin_steps();
    }
    add_ingredients();
    for (const auto& [text, section] : steps_) draft_.add_step({json::null(), text, section, {}});
    for (const json::Member& other : others_) {
      if (other.key != "cookware" || cookware_.empty()) draft_.keep(other.key, other.value);
    }
    add_cookware();
    return draft_.finish();
  }

 private:
  static std::string key_of(const Mention& mention) {
    std::string key(mention.section);
    key += '\n';
    return key + lower_text(mention.mark.name);
  }

  void add_ingredients() {
    std::set<std::string> told;  // section and name of what has an amount
    std::set<std::string> told_names;
    for (const Mention& mention : mentions_) {
      if (mention.bare()) continue;
      told.insert(key_of(mention));
      told_names.insert(lower_text(mention.mark.name));
    }
    for (const Mention& mention : mentions_) {
      const Mark& mark = mention.mark;
      if (mention.bare()) {
        if (mark.reference && told_names.contains(lower_text(mark.name))) continue;
        if (!told.insert(key_of(mention)).second) continue;
        told_names.insert(lower_text(mark.name));
      }
      IngredientParts parts;
      parts.quantity = number_or_text(mark.quantity);
      parts.measurement = mark.unit;
      parts.name = mark.name;
      parts.note = mark.note;
      if (mark.optional) parts.note = mark.note.empty() ? "optional" : arena_.join(mark.note, "; optional");
      parts.section = mention.section;
      parts.fixed = mark.fixed;
      draft_.add_ingredient(parts);
    }
  }

  void add_cookware() {
    std::set<std::string> seen;
    std::vector<json::Value> list;
    for (const Mark& mark : cookware_) {
      if (!seen.insert(lower_text(mark.name)).second) continue;
      std::vector<json::Member> members{{"name", json::string(mark.name)}};
      if (!mark.quantity.empty()) members.push_back({"quantity", number_or_text(mark.quantity)});
      list.push_back(json::object(arena_.copy(std::span<const json::Member>(members))));
    }
    if (!list.empty()) draft_.keep("cookware", json::array(arena_.copy(std::span<const json::Value>(list))));
  }

  struct Step {
    std::string_view text;
    std::string_view section;
  };

  Draft draft_;
  Arena& arena_;
  std::string_view section_;
  std::string notes_;
  bool body_ = false;  // prose came: the lists are told, also when they are empty
  std::vector<Mention> mentions_;
  std::vector<Mark> cookware_;
  std::vector<Step> steps_;
  std::vector<json::Member> others_;
};

void read_body(std::string_view text, std::vector<json::Member>& metadata, Arena& arena, Recipe& recipe) {
  const std::string_view body = arena.copy(without_comments(text));
  std::string paragraph;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = std::min(body.find('\n', at), body.size());
    const std::string_view line = trim(body.substr(at, end - at));
    at = end + 1;
    const bool apart = line.empty() || line.front() == '>' || line.front() == '=';
    if (!apart) {
      if (!paragraph.empty()) paragraph += '\n';
      paragraph += line;
      continue;
    }
    recipe.paragraph(paragraph);
    paragraph.clear();
    const std::size_t colon = line.find(':');
    if (line.starts_with(">>") && colon != std::string_view::npos) {
      metadata.push_back({trim(line.substr(2, colon - 2)), yaml_scalar(line.substr(colon + 1), arena)});
    } else if (line.starts_with('>')) {
      recipe.note(trim(line.substr(1)));
    } else if (line.starts_with('=')) {
      recipe.section(line);
    }
  }
  recipe.paragraph(paragraph);
}

}  // namespace

bool is_cooklang(std::string_view text) {
  const FrontMatter front = split_front_matter(text);
  if (!front.present) return false;
  const std::size_t at = front.rest.find('@');
  return at != std::string_view::npos && front.rest.find('{', at) != std::string_view::npos;
}

Result<json::Value> read_cooklang(std::string_view text, std::size_t offset, Arena& arena) {
  if (const std::size_t at = text.find('\0'); at != std::string_view::npos) {
    return Error{.code = Code::nul_byte, .detail = "a NUL byte", .byte = static_cast<std::int64_t>(at + offset)};
  }
  if (const std::size_t at = json::first_bad_utf8(text); at != json::valid_throughout) {
    return Error{.code = Code::bad_utf8, .detail = "not UTF-8", .byte = static_cast<std::int64_t>(at + offset)};
  }
  Recipe recipe(arena);
  const FrontMatter front = split_front_matter(text);
  std::vector<json::Member> metadata = read_yaml(front.yaml, arena);
  read_body(front.rest, metadata, arena, recipe);
  for (const json::Member& member : last_of_each(std::move(metadata))) recipe.metadata(member.key, member.value);
  return recipe.finish();
}

}  // namespace cookdiff::formats
